//! Advice on the prose: what is not wrong by the form, and still should not be published.

mod asides;
mod bare;
pub mod holes;
mod numbers;
mod numerals;
mod parts;
mod patterns;
mod phrases;
mod placeholders;
mod sums;
mod words;

use crate::diagnostic::{Diagnostic, Outcome};
use crate::model::Numbers;
use crate::verify::Verified;

pub use bare::{Bare, bare};
use numbers::Number;
use phrases::Comparison;
use words::Plain;

/// What a lint reads: a report, its prose as plain text, and the numbers in it.
pub struct Text<'r> {
    verified: &'r Verified,
    prose: Plain<'r>,
    numbers: Vec<Number>,
}

/// One row a lint.
const LINTS: &[fn(&Text) -> Vec<Diagnostic>] = &[holes::lint, placeholders::lint, parts::lint, sums::lint];

pub fn lint(verified: Verified) -> Outcome<Verified> {
    let prose = Plain::of(&verified.report);
    let text = Text { verified: &verified, numbers: numbers::find(&prose), prose };
    let Comparison { is_compared, mut diagnostics } = phrases::compare(&text);
    diagnostics.extend(LINTS.iter().flat_map(|lint| lint(&text)));
    let numbers = tally(&text.numbers, &is_compared);
    Outcome { value: Verified { numbers, ..verified }, diagnostics }
}

/// How many of the numbers in prose a splice gave, how many were compared, and how many nothing is known of.
fn tally(numbers: &[Number], is_compared: &[bool]) -> Numbers {
    let mut tally = Numbers::default();
    for (number, is_compared) in numbers.iter().zip(is_compared) {
        match (number.is_quantity, number.is_spliced, is_compared) {
            (true, true, _) => tally.spliced += 1,
            (_, false, true) if number.is_quantity || number.measure.is_some() => tally.compared += 1,
            (true, false, false) => tally.unrecognised += 1,
            _ => {}
        }
    }
    tally
}
