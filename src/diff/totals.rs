//! Groups totals with their parts: a total that changed by the same amount as its parts is not
//! counted as a change.

use super::{DiffItem, Relation, Side, ValueChange};
use crate::model::{Decimal, FactId, Origin, Report, Value};
use crate::verify::sum_of;

/// The parts of an item that is a total.
#[derive(Debug)]
pub struct TotalChange {
    /// The indices of the items of its parts.
    pub parts: Vec<usize>,
    /// The parts without a counterpart in the old report, with their values.
    pub added: Vec<(FactId, Option<Value>)>,
    /// Whether the sum of its parts changed by the same amount as the total.
    pub is_explained: bool,
    /// Whether its parts are the other figures of its row. Otherwise they are figures of other
    /// rows.
    pub is_along_row: bool,
    /// The sum of the changes of its parts, if known.
    pub of_parts: Option<Decimal>,
}

impl TotalChange {
    /// Whether the sum of its parts changed by another amount than the total.
    pub fn differs_from_parts(&self, own: &ValueChange) -> bool {
        !self.is_explained && self.of_parts.is_some() && self.of_parts != own.number()
    }
}

/// Finds the parts of every total.
pub(super) fn find(new: &Report, old: &Report, items: &mut [DiffItem]) {
    let mut numbers: Vec<Option<usize>> = vec![None; new.facts.len()];
    for (number, item) in items.iter().enumerate() {
        // A fact that was split is not the total of the rows it was split into.
        if let (Some(fact), false) = (item.new.only(), item.relation == Relation::Split) {
            numbers[fact] = Some(number);
        }
    }
    let totals: Vec<Option<TotalChange>> = items
        .iter()
        .map(|item| {
            let sums = item
                .new
                .only()
                .map(|fact| sums(new, fact))
                .unwrap_or_default();
            // A field with its default value is derived from other facts.
            if sums.is_empty() && is_computed(new, &item.new) && is_computed(old, &item.old) {
                return Some(TotalChange {
                    parts: Vec::new(),
                    added: Vec::new(),
                    is_explained: true,
                    is_along_row: false,
                    of_parts: None,
                });
            }
            let totals = sums.into_iter().filter_map(|(is_along_row, parts)| {
                total(new, old, items, item, &numbers, &parts).map(|total| TotalChange {
                    is_along_row,
                    ..total
                })
            });
            // A sum that explains the total is preferred.
            totals.reduce(|first, second| {
                if second.is_explained && !first.is_explained {
                    second
                } else {
                    first
                }
            })
        })
        .collect();
    items
        .iter_mut()
        .zip(totals)
        .for_each(|(item, total)| item.total = total);
}

/// The sums of which a fact may be the total. A sum is over rows, over the columns of its row, or
/// over the other facts of its block. The Boolean is true for a sum over columns.
fn sums(report: &Report, fact: FactId) -> Vec<(bool, Vec<FactId>)> {
    let form = &report.form;
    if let Some((block, _)) = report.own_fact(fact) {
        let others = (block.first..block.first + block.facts.len()).filter(|&other| other != fact);
        let is_total = block.total == Some(fact - block.first);
        return if is_total {
            vec![(false, others.collect())]
        } else {
            Vec::new()
        };
    }
    let slot = form.slots[fact];
    let Some((column, table)) = slot.column.zip(form.table_of(slot.node)) else {
        return Vec::new();
    };
    let rows = sum_of(form, slot.node).map(|rows| {
        rows.iter()
            .filter_map(|&row| form.cell(row, column))
            .collect()
    });
    let of_columns = form.tables[table].columns[column].sum_of.as_ref();
    let columns = of_columns.map(|columns| {
        columns
            .iter()
            .filter_map(|&column| form.cell(slot.node, column))
            .collect()
    });
    let rows = rows.map(|rows| (false, rows));
    rows.into_iter()
        .chain(columns.map(|columns| (true, columns)))
        .collect()
}

fn total(
    new: &Report,
    old: &Report,
    items: &[DiffItem],
    item: &DiffItem,
    numbers: &[Option<usize>],
    facts: &[FactId],
) -> Option<TotalChange> {
    let parts: Vec<usize> = facts.iter().filter_map(|&part| numbers[part]).collect();
    // A part without a counterpart in the old report counts as a change from zero.
    let added: Vec<(FactId, Option<Value>)> = facts
        .iter()
        .filter(|&&part| numbers[part].is_none())
        .map(|&part| (part, Side::of(new, &[part]).value))
        .collect();
    let changes = parts.iter().map(|&part| items[part].change.number());
    let mut changes = changes.chain(
        added
            .iter()
            .map(|(_, value)| value.as_ref().and_then(Value::number)),
    );
    let of_parts = changes.try_fold(Decimal::ZERO, |sum, change| sum.checked_add(change?));
    let is_explained = match of_parts.zip(item.change.number()) {
        Some((of_parts, of_total)) => of_parts == of_total,
        // A total that is computed in both reports always follows from its parts.
        None => is_computed(new, &item.new) && is_computed(old, &item.old),
    };
    (!parts.is_empty()).then_some(TotalChange {
        parts,
        added,
        is_explained,
        is_along_row: false,
        of_parts,
    })
}

/// Whether none of its facts is stated.
fn is_computed(report: &Report, side: &Side) -> bool {
    side.facts.iter().all(|(fact, _)| {
        report
            .fact(*fact)
            .is_none_or(|fact| fact.origin == Origin::Computed)
    })
}

/// Keeps some of the items, and updates the indices of the parts of totals.
pub(super) fn renumber(items: &mut Vec<DiffItem>, kept: &[bool]) {
    let mut after = 0..;
    let numbers: Vec<Option<usize>> = kept
        .iter()
        .map(|&is_kept| if is_kept { after.next() } else { None })
        .collect();
    let mut kept = kept.iter();
    items.retain(|_| kept.next().is_some_and(|&is_kept| is_kept));
    for item in items {
        // A total without its parts counts as a change of its own.
        item.total = item.total.take().and_then(|total| {
            let parts = total
                .parts
                .iter()
                .map(|&part| numbers[part])
                .collect::<Option<_>>()?;
            Some(TotalChange { parts, ..total })
        });
    }
}
