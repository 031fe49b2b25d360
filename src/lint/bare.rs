//! The numbers that prose writes out and no splice gives: what goes stale when last year's words
//! are used again.

use super::numbers::{self, Number};
use super::words::{Plain, SENTENCE_MARKS};
use crate::model::{Decimal, Report};
use crate::source::Span;

/// A number that the prose writes out.
pub enum Bare {
    /// The reporting year where it can be nothing else: `2020年度`, or `2020年` as the first words
    /// of a sentence.
    ReportingYear(Span),
    /// Any other year or quantity.
    Other(Span),
}

/// Those of a report, in the order of its prose.
pub fn bare(report: &Report) -> Vec<Bare> {
    let plain = Plain::of(report);
    let numbers = numbers::find(&plain);
    let bare = numbers
        .iter()
        .filter(|number| !number.is_interpolated)
        .filter_map(|number| {
            let span = plain.place(number.start, number.end).span;
            match is_year(&plain, number) {
                true if is_reporting_year(&plain, number, report.year) => {
                    Some(Bare::ReportingYear(span))
                }
                true => Some(Bare::Other(span)),
                false => is_how_many(number).then_some(Bare::Other(span)),
            }
        });
    bare.collect()
}

fn is_year(plain: &Plain, number: &Number) -> bool {
    number.digits.len() == 4 && plain.text[number.digits.end..].starts_with('年')
}

fn is_reporting_year(plain: &Plain, number: &Number, year: i32) -> bool {
    let (before, after) = (&plain.text[..number.start], &plain.text[number.end..]);
    let goes_on = after.strip_prefix('年').unwrap_or(after);
    let begins_sentence = before.is_empty() || before.ends_with(SENTENCE_MARKS);
    let is_alone =
        !goes_on.starts_with(|c: char| c.is_ascii_digit() || "以起前后来底初末第上下".contains(c));
    number.value == Decimal::from(i64::from(year))
        && (goes_on.starts_with('度') || (begins_sentence && is_alone))
}

/// A numeral like 一 is more often a word than a number: 一项工作.
fn is_how_many(number: &Number) -> bool {
    number.is_quantity || (number.measure.is_some() && number.value != Decimal::from(1))
}
