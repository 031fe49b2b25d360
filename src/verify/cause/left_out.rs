//! Totals that differ from the sum of their parts by exactly one part.

use super::equations::FigureChanges;
use crate::evaluate;
use crate::model::{
    Decimal, FactId, Finding, Identity, NodeId, NodeKind, Report, Slot, Value, Verdict,
};
use crate::verify::totals::sum_of;

/// The maximum number of parts that are named. More would not help the reader.
const MOST_NAMES: usize = 3;

/// The parts that equal the difference between a total and the sum of its parts, in every column or
/// row for which the total is checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum DiffersBy {
    /// The total is too small by any of these.
    Lacking(Vec<String>),
    /// The total is too large by any of these.
    Twice(Vec<String>),
}

/// The parts by which a total differs, consistent with all findings about it.
pub(super) fn differs_by(report: &Report, findings: &[Finding]) -> Option<DiffersBy> {
    let identity = findings.first()?.identity;
    let decided = findings
        .iter()
        .filter(|finding| matches!(finding.verdict, Verdict::Holds | Verdict::Fails));
    let shortfalls: Option<FigureChanges> = decided
        .map(|finding| shortfall(report, identity, finding.at))
        .collect();
    let shortfalls = shortfalls?;
    let excesses: Option<FigureChanges> = shortfalls
        .iter()
        .map(|(&fact, shortfall)| Some((fact, shortfall.checked_neg()?)))
        .collect();
    let parts = |changes: &FigureChanges| {
        let facts: Vec<FactId> = changes.keys().copied().collect();
        match identity {
            Identity::ColumnTotal(row) => rows(report, row, &facts, changes),
            Identity::RowTotal(_) => columns(report, &facts, changes),
            Identity::OwnTotal(_) => facts
                .first()
                .map(|&fact| of_figure(report, fact, changes[&fact]))
                .unwrap_or_default(),
            Identity::Form(_) | Identity::Report(_) => Vec::new(),
        }
    };
    // A difference of 1 is too frequent to mean anything, and of several candidates none is more
    // likely than the others. Both cases are treated as coincidence.
    if shortfalls
        .values()
        .all(|shortfall| [1, -1].map(Decimal::from).contains(shortfall))
    {
        return None;
    }
    let some = |parts: Vec<String>| (parts.len() == 1).then_some(parts);
    some(parts(&shortfalls))
        .map(DiffersBy::Lacking)
        .or_else(|| some(parts(&excesses?)).map(DiffersBy::Twice))
}

/// A total, and the sum of its parts minus its stated value.
fn shortfall(report: &Report, identity: Identity, at: Option<usize>) -> Option<(FactId, Decimal)> {
    let form = &report.form;
    let (fact, sum) = match identity {
        Identity::ColumnTotal(row) => (
            form.cell(row, at?)?,
            evaluate::sum_of_rows(report, sum_of(form, row)?, at?),
        ),
        Identity::RowTotal(row) => {
            let of = form.tables[form.table_of(row)?].columns[at?]
                .sum_of
                .as_ref()?;
            (
                form.cell(row, at?)?,
                evaluate::sum_of_columns(report, row, of),
            )
        }
        Identity::OwnTotal(block) => {
            let own = &report.own_facts[block];
            (own.first + own.total?, evaluate::sum_of_own(report, block))
        }
        Identity::Form(_) | Identity::Report(_) => return None,
    };
    Some((
        fact,
        sum.ok()?
            .number()?
            .checked_sub(evaluate::fact(report, fact).ok()?.number()?)?,
    ))
}

/// The parts of a total that equal the amount missing from it.
pub(super) fn of_figure(report: &Report, fact: FactId, change: Decimal) -> Vec<String> {
    match report.own_fact(fact) {
        Some((own, _)) if own.total == fact.checked_sub(own.first) => {
            let is_missing = |index: &usize| {
                let part = evaluate::fact(report, own.first + index).ok();
                Some(*index) != own.total && part.and_then(Value::number) == Some(change)
            };
            few((0..own.facts.len())
                .filter(is_missing)
                .map(|index| own.facts[index].name.as_str()))
        }
        Some(_) => Vec::new(),
        None => {
            let Slot { node, .. } = report.form.slots[fact];
            let changes = FigureChanges::from([(fact, change)]);
            let mut names = rows(report, node, &[fact], &changes);
            names.extend(columns(report, &[fact], &changes));
            if names.len() > MOST_NAMES {
                Vec::new()
            } else {
                names
            }
        }
    }
}

/// The rows that explain the amounts missing from all the given figures of a row of totals.
pub(super) fn rows(
    report: &Report,
    total: NodeId,
    facts: &[FactId],
    changes: &FigureChanges,
) -> Vec<String> {
    let form = &report.form;
    let is_missing = |row: NodeId| {
        facts.iter().all(|&fact| {
            let column = form.slots[fact].column;
            column
                .is_some_and(|column| number(report, row, column) == Some(change_of(changes, fact)))
        })
    };
    let mut names = Vec::new();
    let mut rows: Vec<NodeId> = sum_of(form, total)
        .unwrap_or_default()
        .iter()
        .rev()
        .copied()
        .collect();
    while let Some(row) = rows.pop() {
        if is_missing(row) {
            names.push(form.node(row).name());
        } else if matches!(form.node(row).kind, NodeKind::Group { .. }) {
            rows.extend(form.node(row).children.iter().rev());
        }
    }
    few(names.into_iter())
}

/// The columns that explain the amounts missing from all the given figures of a column of totals.
pub(super) fn columns(report: &Report, facts: &[FactId], changes: &FigureChanges) -> Vec<String> {
    let form = &report.form;
    let total = facts.first().map(|&fact| form.slots[fact]);
    let Some((table, column)) =
        total.and_then(|slot| Some((form.table_of(slot.node)?, slot.column?)))
    else {
        return Vec::new();
    };
    let columns = &form.tables[table].columns;
    let is_missing = |part: &&usize| {
        facts.iter().all(|&fact| {
            number(report, form.slots[fact].node, **part) == Some(change_of(changes, fact))
        })
    };
    few(columns[column]
        .sum_of
        .iter()
        .flatten()
        .filter(is_missing)
        .map(|&part| columns[part].name()))
}

pub(super) fn change_of(changes: &FigureChanges, fact: FactId) -> Decimal {
    changes.get(&fact).copied().unwrap_or(Decimal::ZERO)
}

fn number(report: &Report, row: NodeId, column: usize) -> Option<Decimal> {
    evaluate::cell(report, row, column).ok()?.number()
}

/// The names, or an empty list if there are too many to be useful.
fn few<'n>(names: impl Iterator<Item = &'n str>) -> Vec<String> {
    let names: Vec<String> = names.take(MOST_NAMES + 1).map(str::to_owned).collect();
    if names.len() > MOST_NAMES {
        Vec::new()
    } else {
        names
    }
}
