//! The shapes that mistakes take, each recognised in figures as they are written and as they should be.

use super::equations::Changes;
use super::line::{Along, Line};
use crate::evaluate;
use crate::model::{Decimal, FactId, Finding, Identity, NodeId, NodeKind, Report, Slot, Value, Verdict};
use crate::verify::sum_of;

/// How a mistake came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slip {
    /// One figure, nobody knows how.
    Figure,
    /// One figure with two digits in the other's place.
    Transposed,
    /// One figure without one of its digits.
    DigitMissing,
    /// One figure with a digit too many.
    DigitTooMany,
    /// The right digits with another unit of money.
    Unit,
    /// A total, or a row or column of totals, without the one of its parts that is named. Several names where it may be any of them.
    LeftOut(Vec<String>),
    /// Two figures in each other's place.
    Swapped,
    /// The digits of two neighbours divided otherwise between them.
    Split,
    /// The figures of a row in the column next to theirs.
    Shifted,
}

/// The most names of parts that may have been left out.
const MOST_NAMES: usize = 3;

// ── One figure ───────────────────────────────────────────────────────────────────────────────────────────────────────

pub fn of_figure(report: &Report, fact: FactId, correct: &Value, change: Decimal) -> Slip {
    let Some(written) = report.fact(fact).map(|fact| &fact.value) else { return Slip::Figure };
    if let (Value::Money(written), Value::Money(correct)) = (written, correct)
        && written.currency != correct.currency
    {
        return Slip::Unit;
    }
    let parts = left_out_of_figure(report, fact, change);
    if !parts.is_empty() {
        return Slip::LeftOut(parts);
    }
    let (Some(written), Some(correct)) = (digits(written), digits(correct)) else { return Slip::Figure };
    if is_transposed(&written, &correct) {
        Slip::Transposed
    } else if is_without_one(&written, &correct) {
        Slip::DigitMissing
    } else if is_without_one(&correct, &written) {
        Slip::DigitTooMany
    } else {
        Slip::Figure
    }
}

fn digits(value: &Value) -> Option<Vec<u8>> {
    match value {
        Value::Number(number) | Value::Percent(number) => Some(number.to_string().into_bytes()),
        Value::Money(money) => Some(money.number.to_string().into_bytes()),
        _ => None,
    }
}

/// Whether two neighbouring digits stand in each other's place.
fn is_transposed(a: &[u8], b: &[u8]) -> bool {
    let Some(first) = a.iter().zip(b).position(|(a, b)| a != b) else { return false };
    a.len() == b.len()
        && first + 1 < a.len()
        && a[first] == b[first + 1]
        && a[first + 1] == b[first]
        && a[first + 2..] == b[first + 2..]
}

/// Whether the shorter is the longer without one digit.
fn is_without_one(shorter: &[u8], longer: &[u8]) -> bool {
    let first = shorter.iter().zip(longer).take_while(|(a, b)| a == b).count();
    longer.len() == shorter.len() + 1 && shorter.len() > 1 && shorter[first..] == longer[first + 1..]
}

// ── Totals ───────────────────────────────────────────────────────────────────────────────────────────────────────────

/// The parts of a total that come to what it lacks.
fn left_out_of_figure(report: &Report, fact: FactId, change: Decimal) -> Vec<String> {
    match report.own_fact(fact) {
        Some((own, _)) if own.total == fact.checked_sub(own.first) => {
            let lacks = |index: &usize| {
                let part = evaluate::fact(report, own.first + index).ok();
                Some(*index) != own.total && part.and_then(Value::number) == Some(change)
            };
            few((0..own.facts.len()).filter(lacks).map(|index| own.facts[index].name.as_str()))
        }
        Some(_) => Vec::new(),
        None => {
            let Slot { node, .. } = report.form.slots[fact];
            let changes = Changes::from([(fact, change)]);
            let mut names = left_out_rows(report, node, &[fact], &changes);
            names.extend(left_out_columns(report, &[fact], &changes));
            few(names.into_iter())
        }
    }
}

/// The rows that a row of totals lacks in all these figures of it.
fn left_out_rows<'r>(report: &'r Report, total: NodeId, facts: &[FactId], changes: &Changes) -> Vec<&'r str> {
    let form = &report.form;
    let lacks = |row: NodeId| {
        facts.iter().all(|&fact| {
            let column = form.slots[fact].column;
            column.is_some_and(|column| number(report, row, column) == Some(change_of(changes, fact)))
        })
    };
    let mut names = Vec::new();
    let mut rows: Vec<NodeId> = sum_of(form, total).unwrap_or_default().iter().rev().copied().collect();
    while let Some(row) = rows.pop() {
        if lacks(row) {
            names.push(form.node(row).name());
        } else if matches!(form.node(row).kind, NodeKind::Group { .. }) {
            rows.extend(form.node(row).children.iter().rev());
        }
    }
    names
}

/// The columns that a column of totals lacks in all these figures of it.
fn left_out_columns<'r>(report: &'r Report, facts: &[FactId], changes: &Changes) -> Vec<&'r str> {
    let form = &report.form;
    let total = facts.first().map(|&fact| form.slots[fact]);
    let Some((table, column)) = total.and_then(|slot| Some((form.table_of(slot.node)?, slot.column?))) else { return Vec::new() };
    let columns = &form.tables[table].columns;
    let lacks =
        |part: &&usize| facts.iter().all(|&fact| number(report, form.slots[fact].node, **part) == Some(change_of(changes, fact)));
    columns[column].sum_of.iter().flatten().filter(lacks).map(|&part| columns[part].name()).collect()
}

/// What a total differs by from the sum of its parts: one of them, wherever it is decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DiffersBy {
    /// The total is less by any of these.
    Lacking(Vec<String>),
    /// The total is more by any of these.
    Twice(Vec<String>),
}

pub fn differs_by(report: &Report, findings: &[Finding], identity: Identity) -> Option<DiffersBy> {
    let decided = findings.iter().filter(|finding| finding.identity == identity);
    let decided = decided.filter(|finding| matches!(finding.verdict, Verdict::Holds | Verdict::Fails));
    let lacks: Option<Changes> = decided.map(|finding| lack(report, identity, finding.at)).collect();
    let lacks = lacks?;
    let excesses: Option<Changes> = lacks.iter().map(|(&fact, lack)| Some((fact, lack.checked_neg()?))).collect();
    let parts = |changes: &Changes| {
        let facts: Vec<FactId> = changes.keys().copied().collect();
        match identity {
            Identity::ColumnTotal(row) => few(left_out_rows(report, row, &facts, changes).into_iter()),
            Identity::RowTotal(_) => few(left_out_columns(report, &facts, changes).into_iter()),
            Identity::OwnTotal(_) => {
                facts.first().map(|&fact| left_out_of_figure(report, fact, changes[&fact])).unwrap_or_default()
            }
            Identity::Form(_) | Identity::Report(_) => Vec::new(),
        }
    };
    let some = |parts: Vec<String>| (!parts.is_empty()).then_some(parts);
    some(parts(&lacks)).map(DiffersBy::Lacking).or_else(|| some(parts(&excesses?)).map(DiffersBy::Twice))
}

/// A total, and how much less it is than the sum of its parts.
fn lack(report: &Report, identity: Identity, at: Option<usize>) -> Option<(FactId, Decimal)> {
    let form = &report.form;
    let (fact, sum) = match identity {
        Identity::ColumnTotal(row) => (form.cell(row, at?)?, evaluate::sum_of_rows(report, sum_of(form, row)?, at?)),
        Identity::RowTotal(row) => {
            let of = form.tables[form.table_of(row)?].columns[at?].sum_of.as_ref()?;
            (form.cell(row, at?)?, evaluate::sum_of_columns(report, row, of))
        }
        Identity::OwnTotal(block) => {
            let own = &report.own_facts[block];
            (own.first + own.total?, evaluate::sum_of_own(report, block))
        }
        Identity::Form(_) | Identity::Report(_) => return None,
    };
    Some((fact, sum.ok()?.number()?.checked_sub(evaluate::fact(report, fact).ok()?.number()?)?))
}

fn change_of(changes: &Changes, fact: FactId) -> Decimal {
    changes.get(&fact).copied().unwrap_or(Decimal::ZERO)
}

fn number(report: &Report, row: NodeId, column: usize) -> Option<Decimal> {
    evaluate::cell(report, row, column).ok()?.number()
}

/// The names, where they are few enough to be of use.
fn few<'n>(names: impl Iterator<Item = &'n str>) -> Vec<String> {
    let names: Vec<String> = names.take(MOST_NAMES + 1).map(str::to_owned).collect();
    if names.len() > MOST_NAMES { Vec::new() } else { names }
}

// ── A row or a column ────────────────────────────────────────────────────────────────────────────────────────────────

/// The shape of what is wrong in a line. None where it has none of those that mistakes take.
pub fn of_line(report: &Report, line: &Line, changes: &Changes) -> Option<Slip> {
    if is_swapped(report, changes)? {
        return Some(Slip::Swapped);
    }
    if let Along::Row(row) = line.along
        && let Some(row) = Row::of(report, row, changes)
    {
        if row.is_split() {
            return Some(Slip::Split);
        }
        if row.is_shifted() {
            return Some(Slip::Shifted);
        }
    }
    let parts = few(match line.along {
        Along::Row(row) => left_out_rows(report, row, &line.facts, changes),
        Along::Column(..) => left_out_columns(report, &line.facts, changes),
    }
    .into_iter());
    (!parts.is_empty()).then_some(Slip::LeftOut(parts))
}

fn is_swapped(report: &Report, changes: &Changes) -> Option<bool> {
    let mut changed = changes.iter();
    let (Some((a, more)), Some((b, less)), None) = (changed.next(), changed.next(), changed.next()) else { return Some(false) };
    let (a, b) = (evaluate::fact(report, *a).ok()?.number()?, evaluate::fact(report, *b).ok()?.number()?);
    Some(a.checked_add(*more)? == b && b.checked_add(*less)? == a)
}

/// The figures of a row in the order in which they are written, totals aside: as they are, and as they should be.
struct Row {
    written: Vec<Decimal>,
    correct: Vec<Decimal>,
    /// The first and the last that change.
    first: usize,
    last: usize,
}

impl Row {
    /// None where a figure states no number, or a total changes as well.
    fn of(report: &Report, row: NodeId, changes: &Changes) -> Option<Row> {
        let form = &report.form;
        let table = &form.tables[form.table_of(row)?];
        let mut facts: Vec<FactId> = table.plain_columns.iter().filter_map(|&column| form.cell(row, column)).collect();
        facts.sort_by_key(|&fact| report.fact(fact).map(|fact| fact.span.start));
        let written: Option<Vec<Decimal>> = facts.iter().map(|&fact| evaluate::fact(report, fact).ok()?.number()).collect();
        let written = written?;
        let changed = |fact: &FactId| !change_of(changes, *fact).is_zero();
        let correct: Option<Vec<Decimal>> =
            facts.iter().zip(&written).map(|(&fact, number)| number.checked_add(change_of(changes, fact))).collect();
        (facts.iter().filter(|fact| changed(fact)).count() == changes.len()).then_some(())?;
        let (first, last) = (facts.iter().position(changed)?, facts.iter().rposition(changed)?);
        Some(Row { written, correct: correct?, first, last })
    }

    /// Whether two neighbours have the same digits between them. A zero may stand for no digits.
    fn is_split(&self) -> bool {
        let joined = |numbers: &[Decimal]| {
            let (left, right) = (numbers[self.first], numbers[self.last]);
            let both = |left: &str, right: &str| format!("{left}{right}");
            let (a, b) = (left.to_string(), right.to_string());
            let mut joined = vec![both(&a, &b)];
            joined.extend(left.is_zero().then(|| b.clone()));
            joined.extend(right.is_zero().then(|| a.clone()));
            joined
        };
        let written = joined(&self.written);
        self.first + 1 == self.last && joined(&self.correct).iter().any(|correct| written.contains(correct))
    }

    /// Whether a zero at one end of what changes belongs at its other end, and all between one column on.
    fn is_shifted(&self) -> bool {
        let (written, correct) = (&self.written[self.first..=self.last], &self.correct[self.first..=self.last]);
        let is_right_of = |right: &[Decimal], left: &[Decimal]| {
            let (end, start) = (left.last(), right.first());
            right[1..] == left[..left.len() - 1] && [end, start].into_iter().all(|number| number.is_some_and(|n| n.is_zero()))
        };
        is_right_of(written, correct) || is_right_of(correct, written)
    }
}
