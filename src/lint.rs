//! Lints for prose: texts that the form permits but that should not be published.

mod amounts_below_fen;
pub(crate) mod asides;
mod bare;
mod braces;
mod code_blocks;
mod exceptions;
mod indentation;
mod interpolated_constants;
mod missing_numbers;
pub(crate) mod numbers;
mod part_count;
mod parts_sum;
mod patterns;
pub(crate) mod phrases;
mod placeholders;
mod repeated_units;
pub mod unknown_values;
mod unmentioned_values;
pub(crate) mod words;
mod years;

use crate::diagnostic::{Diagnostic, Outcome};
use crate::model::{FactId, Numbers, PatternPart, Phrase, Value};
use crate::source::Place;
use crate::verify::{self, Verified};

pub use bare::{Bare, bare};
pub use exceptions::apply as except;
use numbers::Number;
use phrases::{ProseComparison, Reading};
use words::Plain;

/// What a lint reads: a report, its prose as plain text, and the numbers in it.
pub struct LintContext<'r> {
    pub(crate) verified: &'r Verified,
    pub(crate) prose: Plain<'r>,
    pub(crate) numbers: Vec<Number>,
    /// The patterns of the form that may occur in the prose.
    patterns: Vec<(&'r Phrase, &'r [PatternPart])>,
    /// The corrected figures of failing identities: prose that states them is right.
    corrections: Vec<(FactId, Value)>,
}

impl<'r> LintContext<'r> {
    pub fn of(verified: &'r Verified) -> LintContext<'r> {
        let prose = Plain::of(&verified.report);
        let (numbers, patterns) = (
            numbers::find(&prose),
            phrases::patterns_in(&verified.report, &prose.text),
        );
        LintContext {
            verified,
            prose,
            numbers,
            patterns,
            corrections: Vec::new(),
        }
    }
}

const LINTS: &[fn(&LintContext) -> Vec<Diagnostic>] = &[
    unknown_values::lint,
    braces::lint,
    interpolated_constants::lint,
    placeholders::lint,
    missing_numbers::lint,
    indentation::lint,
    code_blocks::lint,
    part_count::lint,
    repeated_units::lint,
    parts_sum::lint,
    unmentioned_values::lint,
    amounts_below_fen::lint,
    years::lint,
];

pub fn lint(verified: Verified) -> Outcome<Verified> {
    let corrections = verify::corrections(&verified);
    lint_beside(verified, corrections)
}

/// Lints prose against the stated figures, without proposed corrections.
pub fn lint_as_written(verified: Verified) -> Outcome<Verified> {
    lint_beside(verified, Vec::new())
}

fn lint_beside(verified: Verified, corrections: Vec<(FactId, Value)>) -> Outcome<Verified> {
    let text = LintContext {
        corrections,
        ..LintContext::of(&verified)
    };
    let ProseComparison {
        readings,
        mut diagnostics,
    } = phrases::compare(&text);
    diagnostics.extend(LINTS.iter().flat_map(|lint| lint(&text)));
    let numbers = tally(&text.numbers, &readings);
    Outcome {
        value: Verified {
            numbers,
            ..verified
        },
        diagnostics,
    }
}

/// The numbers in prose that are compared with nothing, each with its context.
pub fn unrecognised(verified: &Verified) -> Vec<(Place, String)> {
    let text = LintContext::of(verified);
    let readings = phrases::compare(&text).readings;
    let unread = text
        .numbers
        .iter()
        .zip(&readings)
        .filter(|(number, reading)| is_unrecognised(number, reading.as_ref()));
    unread
        .map(|(number, _)| {
            (
                text.prose.place(number.start, number.end),
                text.prose.around(number.start, number.end),
            )
        })
        .collect()
}

fn is_unrecognised(number: &Number, reading: Option<&Reading>) -> bool {
    number.is_quantity
        && !number.is_interpolated
        && reading.is_none_or(|reading| reading.aside.is_some())
}

/// Counts the numbers in prose in three groups: interpolated, compared, and not recognised.
fn tally(numbers: &[Number], readings: &[Option<Reading>]) -> Numbers {
    let mut tally = Numbers::default();
    for (number, reading) in numbers.iter().zip(readings) {
        let is_compared = reading.is_some_and(|reading| reading.aside.is_none());
        match (number.is_quantity, number.is_interpolated, is_compared) {
            (true, true, _) => tally.interpolated += 1,
            (_, false, true) if number.is_quantity || number.measure.is_some() => {
                tally.compared += 1;
            }
            _ => tally.unrecognised += usize::from(is_unrecognised(number, reading.as_ref())),
        }
    }
    tally
}
