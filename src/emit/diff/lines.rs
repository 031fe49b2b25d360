//! The lines of a difference: one line for each row of a table, with the old and the new total of
//! the row and the parts of the total that changed.

use std::collections::BTreeSet;

use serde::Serialize;

use super::figures;
use super::selection::Selection;
use crate::diff::{Diff, DiffItem, Relation, Side, ValueChange};
use crate::model::{Absence, FactId, NodeId, NodeKind, ROOT, Report, Value};
use crate::verify::sum_of;

/// The maximum number of parts listed next to their total. Parts that are rows also have lines of
/// their own.
const MOST_PARTS: usize = 7;

/// The maximum number of unknown values listed one by one.
const MOST_UNFILLED: usize = 3;

/// The changes in a section, or in a block of own facts.
#[derive(Debug, Serialize)]
pub(super) struct SectionDiffView {
    pub label: String,
    pub lines: Vec<LineView>,
    /// The number of changed lines.
    pub changed: usize,
    /// The number of lines omitted because their values are unknown.
    pub unfilled: usize,
}

#[derive(Debug, Serialize)]
pub(super) struct LineView {
    pub name: String,
    pub before: String,
    pub after: String,
    pub difference: String,
    pub percent: String,
    /// The changed parts of a total and other remarks: another name, or a total that differs from
    /// the sum of its parts.
    pub text: String,
    pub is_changed: bool,
    /// Whether the new report still has no value for it and for any of its parts.
    pub is_unfilled: bool,
}

pub(super) fn sections(diff: &Diff, selection: Selection) -> Vec<SectionDiffView> {
    let lines = Lines {
        diff,
        report: &diff.new.report,
        selection,
        shown_with_parts: shown_with_parts(diff),
    };
    let mut sections: Vec<(String, SectionDiffView)> = Vec::new();
    for (number, item) in diff.items.iter().enumerate() {
        if !lines.is_line(number, item)
            || !(selection.has_unchanged
                || lines.is_changed(item)
                || matches!(item.change, ValueChange::Rewritten))
        {
            continue;
        }
        let (key, label) = lines.section(item);
        if sections.last().is_none_or(|(last, _)| *last != key) {
            sections.push((
                key,
                SectionDiffView {
                    label,
                    lines: Vec::new(),
                    changed: 0,
                    unfilled: 0,
                },
            ));
        }
        if let Some((_, section)) = sections.last_mut() {
            let line = lines.line(item);
            section.changed += usize::from(line.is_changed);
            section.lines.push(line);
        }
    }
    let sections = sections.into_iter().map(|(_, section)| section);
    sections
        .map(|section| {
            let (lines, unfilled) = without_unknown(section.lines, |line| {
                line.is_unfilled && !selection.has_unchanged
            });
            SectionDiffView {
                lines,
                unfilled,
                ..section
            }
        })
        .collect()
}

/// The items with known values, and the number of omitted items. If only a few items are unknown,
/// none is omitted.
pub(super) fn without_unknown<T>(
    mut all: Vec<T>,
    is_unfilled: impl Fn(&T) -> bool,
) -> (Vec<T>, usize) {
    let number = all.iter().filter(|one| is_unfilled(one)).count();
    if number <= MOST_UNFILLED {
        return (all, 0);
    }
    all.retain(|one| !is_unfilled(one));
    (all, number)
}

fn is_unknown(item: &DiffItem) -> bool {
    matches!(item.new.value, Some(Value::Absent(Absence::Unknown)))
}

/// The cells that are listed with the total of their row.
fn shown_with_parts(diff: &Diff) -> BTreeSet<usize> {
    let totals = diff
        .items
        .iter()
        .filter_map(|item| item.total.as_ref())
        .filter(|total| total.is_along_row);
    totals
        .flat_map(|total| &total.parts)
        .copied()
        .filter(|&part| diff.items[part].total.is_none())
        .collect()
}

struct Lines<'d> {
    diff: &'d Diff<'d>,
    report: &'d Report,
    selection: Selection,
    shown_with_parts: BTreeSet<usize>,
}

impl Lines<'_> {
    fn localize(&self, zh: impl Into<String>, en: impl Into<String>) -> String {
        self.selection.localize(zh, en)
    }

    fn is_line(&self, number: usize, item: &DiffItem) -> bool {
        let is_derived = item
            .total
            .as_ref()
            .is_some_and(|total| total.parts.is_empty() && total.is_explained);
        if is_derived || self.shown_with_parts.contains(&number) {
            return false;
        }
        // The total of a row represents the row. Another cell has a line of its own if it is a sum
        // of rows and changed by another amount than they did.
        let form = &self.report.form;
        let slot = item.new.only().and_then(|fact| form.slots.get(fact));
        let is_beside = slot.and_then(|slot| {
            let representative = form.tables[form.table_of(slot.node)?].representative()?;
            Some(sum_of(form, slot.node).is_some() && slot.column != Some(representative))
        });
        !is_beside.unwrap_or(false) || item.counts() || item.differs_from_parts()
    }

    /// Whether a row is shown as changed: one of its cells changed, or its total should have
    /// changed but did not.
    fn is_changed(&self, item: &DiffItem) -> bool {
        let mut parts = item
            .total
            .iter()
            .filter(|total| total.is_along_row)
            .flat_map(|total| &total.parts);
        item.differs()
            || item.differs_from_parts()
            || parts.any(|&part| self.diff.items[part].differs())
    }

    /// The path and the label of the section or of the block of own facts that contains an item.
    fn section(&self, item: &DiffItem) -> (String, String) {
        let form = &self.report.form;
        let fact = item
            .new
            .facts
            .first()
            .map(|(fact, _)| *fact)
            .unwrap_or_default();
        if let Some((block, _)) = self.report.own_fact(fact) {
            return (format!("facts {}", block.name), block.label.clone());
        }
        let top = form
            .ancestry(form.slots[fact].node)
            .first()
            .map(|&top| form.node(top));
        match top.filter(|top| matches!(top.kind, NodeKind::Section(_))) {
            Some(section) => (section.id.clone(), section.label.clone()),
            None => (String::new(), self.localize("报告", "The report")),
        }
    }

    fn line(&self, item: &DiffItem) -> LineView {
        let total = item.total.as_ref();
        let parts = total
            .iter()
            .flat_map(|total| &total.parts)
            .map(|&part| &self.diff.items[part]);
        let parts: Vec<&DiffItem> = parts.filter(|part| part.differs()).collect();
        LineView {
            name: self.name(item),
            before: figures::value(item.old.value.as_ref(), self.selection.language),
            after: figures::value(item.new.value.as_ref(), self.selection.language),
            difference: figures::difference(&item.change, self.selection.language),
            percent: figures::percent(&item.change),
            text: self.sentence(self.parts(item, &parts), &self.notes(item)),
            is_changed: self.is_changed(item),
            is_unfilled: is_unknown(item) && parts.iter().all(|part| is_unknown(part)),
        }
    }

    /// The path below the section. A total of a row has the path of the row.
    fn name(&self, item: &DiffItem) -> String {
        match item.relation {
            Relation::Split => names(&self.diff.old.report, &item.old),
            Relation::Same | Relation::Renamed | Relation::Merged => names(self.report, &item.new),
        }
    }

    /// The text of a line: `自然人 +8，商业企业 +2（原为 个人）`.
    fn sentence(&self, parts: Vec<String>, notes: &[String]) -> String {
        let mut text = parts.join(&self.localize("，", ", "));
        for note in notes {
            text.push_str(&self.localize(format!("（{note}）"), format!(" ({note})")));
        }
        text.trim_start().to_owned()
    }

    fn parts(&self, total: &DiffItem, parts: &[&DiffItem]) -> Vec<String> {
        let is_something = |value: &Option<Value>| {
            value
                .as_ref()
                .and_then(Value::number)
                .is_none_or(|number| !number.is_zero())
        };
        let added = total
            .total
            .iter()
            .flat_map(|total| &total.added)
            .filter(|(_, value)| is_something(value));
        let added: Vec<String> = added
            .map(|(fact, value)| self.added(total, *fact, value.as_ref()))
            .collect();
        let number = parts.len() + added.len();
        if number <= MOST_PARTS {
            return parts
                .iter()
                .map(|part| self.part(total, part))
                .chain(added)
                .collect();
        }
        let sum = Self::sum_of_parts(total);
        vec![
            self.localize(
                format!("{number} 项合计 {sum}"),
                format!("{number} parts, in sum {sum}"),
            )
            .trim_end()
            .to_owned(),
        ]
    }

    fn part(&self, total: &DiffItem, part: &DiffItem) -> String {
        let name = self.part_name(total, part.new.only());
        let difference = figures::difference(&part.change, self.selection.language);
        if !difference.is_empty() {
            return format!("{name} {difference}");
        }
        let [before, after] = [&part.old, &part.new]
            .map(|side| figures::value(side.value.as_ref(), self.selection.language));
        format!("{name} {before} → {after}")
    }

    /// A part that the old report does not have.
    fn added(&self, total: &DiffItem, part: FactId, value: Option<&Value>) -> String {
        let name = self.part_name(total, Some(part));
        let value = figures::value(value, self.selection.language);
        self.localize(
            format!("{name} {value}（新增）"),
            format!("{name} {value} (new)"),
        )
    }

    /// The name of a part in the line of its total: its column if it is in the same row, otherwise
    /// its row.
    fn part_name(&self, total: &DiffItem, part: Option<FactId>) -> String {
        let form = &self.report.form;
        let slot = |fact: Option<FactId>| fact.and_then(|fact| form.slots.get(fact));
        if let Some((_, own)) = part.and_then(|fact| self.report.own_fact(fact)) {
            return own.name.clone();
        }
        let (Some(part), Some(total)) = (slot(part), slot(total.new.only())) else {
            return String::new();
        };
        let node = form.node(part.node);
        match part.column.zip(form.table_of(part.node)) {
            Some((column, table)) if part.node == total.node => {
                form.tables[table].columns[column].name().to_owned()
            }
            // The total row of a group represents the group.
            _ if part_of_group(self.report, part.node)
                && node.parent != form.node(total.node).parent =>
            {
                form.node(node.parent).name().to_owned()
            }
            _ => node.name().to_owned(),
        }
    }

    fn notes(&self, item: &DiffItem) -> Vec<String> {
        let mut notes = Vec::new();
        let old = || names(&self.diff.old.report, &item.old);
        match item.relation {
            Relation::Same => {}
            Relation::Renamed | Relation::Merged => {
                notes.push(self.localize(format!("原为 {}", old()), format!("was {}", old())));
            }
            Relation::Split => {
                let new = names(self.report, &item.new);
                notes.push(self.localize(format!("现为 {new}"), format!("now {new}")));
            }
        }
        if matches!(item.change, ValueChange::Rewritten) {
            notes.push(self.localize("数额相同，仅写法不同", "same amount in another notation"));
        }
        if item.differs_from_parts() {
            let sum = Self::sum_of_parts(item);
            let en = format!("the sum of its parts changed by {sum}, not by the same amount");
            notes.push(self.localize(format!("各项之和的变化为 {sum}，与总计的变化不一致"), en));
        } else if item.counts() && item.total.is_some() && !is_unknown(item) {
            notes.push(self.localize("与各项的变化不一致", "does not follow from its parts"));
        }
        notes
    }

    /// The sum of the changes of a total's parts, in the unit of the total.
    fn sum_of_parts(item: &DiffItem) -> String {
        let Some(sum) = item.total.as_ref().and_then(|total| total.of_parts) else {
            return String::new();
        };
        let value = item
            .new
            .value
            .as_ref()
            .and_then(|value| value.with_number(sum));
        figures::signed(
            &value.map_or_else(|| sum.to_string(), |value| value.to_string()),
            sum,
        )
    }
}

fn part_of_group(report: &Report, row: NodeId) -> bool {
    let form = &report.form;
    matches!(form.node(form.node(row).parent).kind, NodeKind::Group { total: Some(total), .. } if total == row)
}

/// The names of facts below their sections.
fn names(report: &Report, side: &Side) -> String {
    side.facts
        .iter()
        .map(|(fact, _)| name(report, *fact))
        .collect::<Vec<_>>()
        .join(" + ")
}

fn name(report: &Report, fact: FactId) -> String {
    if let Some((_, own)) = report.own_fact(fact) {
        return own.name.clone();
    }
    let form = &report.form;
    let slot = form.slots[fact];
    let is_section = |node: NodeId| {
        form.node(node).parent == ROOT && matches!(form.node(node).kind, NodeKind::Section(_))
    };
    let nodes = form
        .ancestry(slot.node)
        .into_iter()
        .filter(|&node| !is_section(node))
        .map(|node| form.node(node).name());
    let column = slot
        .column
        .zip(form.table_of(slot.node))
        .and_then(|(column, table)| {
            let table = &form.tables[table];
            (table.representative() != Some(column)).then(|| table.columns[column].name())
        });
    nodes.chain(column).collect::<Vec<_>>().join(".")
}
