//! Totals under their causes: a total that changed by as much as its parts is not a change of its
//! own.

use super::{DiffItem, Relation, Side, ValueChange};
use crate::model::{Decimal, FactId, Origin, Report, Value};
use crate::verify::sum_of;

/// What an item is a total of.
#[derive(Debug)]
pub struct TotalChange {
    /// The items of its parts, by number.
    pub parts: Vec<usize>,
    /// Its parts that the old report has nothing for, with what is stated for them.
    pub added: Vec<(FactId, Option<Value>)>,
    /// Whether its parts have changed by as much as it has.
    pub is_explained: bool,
    /// Whether they are the other figures of its row, and not rows.
    pub is_along_row: bool,
    /// By how much its parts have changed together, where that can be said.
    pub of_parts: Option<Decimal>,
}

impl TotalChange {
    /// Whether its parts have changed by another number than it has itself.
    pub fn is_at_odds(&self, own: &ValueChange) -> bool {
        !self.is_explained && self.of_parts.is_some() && self.of_parts != own.number()
    }
}

/// Finds the parts of every total.
pub fn find(new: &Report, old: &Report, items: &mut [DiffItem]) {
    let mut numbers: Vec<Option<usize>> = vec![None; new.facts.len()];
    for (number, item) in items.iter().enumerate() {
        // A whole that was divided is not the total of its parts' rows.
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
            // What a field is by default follows from the others.
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
            // A sum that explains the total goes before one that does not.
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

/// The sums that a fact is: of rows, of the columns along its row, or of the others of its block.
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
    // What there was not before is a part that came from nothing.
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
        // What nobody states follows from its parts, whatever they are.
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

/// Whether nobody states it.
fn is_computed(report: &Report, side: &Side) -> bool {
    side.facts.iter().all(|(fact, _)| {
        report
            .fact(*fact)
            .is_none_or(|fact| fact.origin == Origin::Computed)
    })
}

/// Keeps some of the items, and the parts of totals among them.
pub fn renumber(items: &mut Vec<DiffItem>, kept: &[bool]) {
    let mut after = 0..;
    let numbers: Vec<Option<usize>> = kept
        .iter()
        .map(|&is_kept| if is_kept { after.next() } else { None })
        .collect();
    let mut kept = kept.iter();
    items.retain(|_| kept.next().is_some_and(|&is_kept| is_kept));
    for item in items {
        // Without its parts, a total stands for itself.
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
