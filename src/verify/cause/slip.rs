//! The shapes of common mistakes, recognised by comparing stated and corrected figures.

use super::equations::FigureChanges;
use super::left_out::{self, change_of};
use super::line::{Along, FigureLine};
use crate::evaluate;
use crate::model::{Decimal, FactId, NodeId, Report, Value};

/// How a mistake was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Slip {
    /// One figure is wrong in an unknown way.
    Figure,
    /// One figure with two neighbouring digits transposed.
    Transposed,
    /// One figure with a digit missing.
    DigitMissing,
    /// One figure with an extra digit.
    DigitTooMany,
    /// The right digits with the wrong unit of money.
    Unit,
    /// A total, or a row or column of totals, that leaves out the named part. If there are several
    /// names, any one of these parts may be missing.
    LeftOut(Vec<String>),
    /// Two figures swapped.
    Swapped,
    /// The digits of two neighbouring figures are split at the wrong position.
    Split,
    /// The figures of a row are shifted by one column.
    Shifted,
}

// ── One figure ───────────────────────────────────────────────────────────────────────────────────

pub(super) fn of_figure(report: &Report, fact: FactId, correct: &Value, change: Decimal) -> Slip {
    let Some(written) = report.fact(fact).map(|fact| &fact.value) else {
        return Slip::Figure;
    };
    if let (Value::Money(written), Value::Money(correct)) = (written, correct)
        && written.currency != correct.currency
    {
        return Slip::Unit;
    }
    let parts = left_out::of_figure(report, fact, change);
    if !parts.is_empty() {
        return Slip::LeftOut(parts);
    }
    let (Some(written), Some(correct)) = (digits(written), digits(correct)) else {
        return Slip::Figure;
    };
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
    Some(value.written_number()?.to_string().into_bytes())
}

/// Whether two neighbouring digits are transposed.
fn is_transposed(a: &[u8], b: &[u8]) -> bool {
    let Some(first) = a.iter().zip(b).position(|(a, b)| a != b) else {
        return false;
    };
    a.len() == b.len()
        && first + 1 < a.len()
        && a[first] == b[first + 1]
        && a[first + 1] == b[first]
        && a[first + 2..] == b[first + 2..]
}

/// Whether the shorter number is the longer one without one digit.
fn is_without_one(shorter: &[u8], longer: &[u8]) -> bool {
    let first = shorter
        .iter()
        .zip(longer)
        .take_while(|(a, b)| a == b)
        .count();
    longer.len() == shorter.len() + 1
        && shorter.len() > 1
        && shorter[first..] == longer[first + 1..]
}

// ── A row or a column ────────────────────────────────────────────────────────────────────────────

/// The kind of mistake in a line. `None` if it is not a common one.
pub(super) fn of_line(report: &Report, line: &FigureLine, changes: &FigureChanges) -> Option<Slip> {
    if is_swapped(report, changes)? {
        return Some(Slip::Swapped);
    }
    if let Along::Row(row) = line.along
        && let Some(row) = RowFigures::of(report, row, changes)
    {
        if row.is_split() {
            return Some(Slip::Split);
        }
        if row.is_shifted() {
            return Some(Slip::Shifted);
        }
    }
    let parts = match line.along {
        Along::Row(row) => left_out::rows(report, row, &line.facts, changes),
        Along::Column(..) => left_out::columns(report, &line.facts, changes),
    };
    (!parts.is_empty()).then_some(Slip::LeftOut(parts))
}

fn is_swapped(report: &Report, changes: &FigureChanges) -> Option<bool> {
    let mut changed = changes.iter();
    let (Some((a, more)), Some((b, less)), None) = (changed.next(), changed.next(), changed.next())
    else {
        return Some(false);
    };
    let (a, b) = (
        evaluate::fact(report, *a).ok()?.number()?,
        evaluate::fact(report, *b).ok()?.number()?,
    );
    Some(a.checked_add(*more)? == b && b.checked_add(*less)? == a)
}

/// The stated and the corrected figures of a row in source order, without totals.
struct RowFigures {
    written: Vec<Decimal>,
    correct: Vec<Decimal>,
    /// The indices of the first and the last figure that change.
    first: usize,
    last: usize,
}

impl RowFigures {
    /// `None` if a figure has no number, or if a total changes too.
    fn of(report: &Report, row: NodeId, changes: &FigureChanges) -> Option<RowFigures> {
        let form = &report.form;
        let table = &form.tables[form.table_of(row)?];
        let mut facts: Vec<FactId> = table
            .plain_columns
            .iter()
            .filter_map(|&column| form.cell(row, column))
            .collect();
        facts.sort_by_key(|&fact| report.fact(fact).map(|fact| fact.span.start));
        let written: Option<Vec<Decimal>> = facts
            .iter()
            .map(|&fact| evaluate::fact(report, fact).ok()?.number())
            .collect();
        let written = written?;
        let changed = |fact: &FactId| !change_of(changes, *fact).is_zero();
        let correct: Option<Vec<Decimal>> = facts
            .iter()
            .zip(&written)
            .map(|(&fact, number)| number.checked_add(change_of(changes, fact)))
            .collect();
        (facts.iter().filter(|fact| changed(fact)).count() == changes.len()).then_some(())?;
        let (first, last) = (
            facts.iter().position(changed)?,
            facts.iter().rposition(changed)?,
        );
        Some(RowFigures {
            written,
            correct: correct?,
            first,
            last,
        })
    }

    /// Whether two neighbours have the same digits when joined. A zero may represent no digits.
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
        self.first + 1 == self.last
            && joined(&self.correct)
                .iter()
                .any(|correct| written.contains(correct))
    }

    /// Whether a zero moves from one end of the changed range to the other, and the figures between
    /// move by one column.
    fn is_shifted(&self) -> bool {
        let (written, correct) = (
            &self.written[self.first..=self.last],
            &self.correct[self.first..=self.last],
        );
        let is_right_of = |right: &[Decimal], left: &[Decimal]| {
            let (end, start) = (left.last(), right.first());
            right[1..] == left[..left.len() - 1]
                && [end, start]
                    .into_iter()
                    .all(|number| number.is_some_and(|n| n.is_zero()))
        };
        is_right_of(written, correct) || is_right_of(correct, written)
    }
}
