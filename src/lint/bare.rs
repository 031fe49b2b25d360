//! Numbers that prose writes out instead of interpolating: they become outdated when the text is
//! reused for the next year.

use super::numbers::{self, Number};
use super::words::Plain;
use crate::chinese::marks::SENTENCE_MARKS;
use crate::chinese::time;
use crate::model::{Decimal, Report};
use crate::source::{Span, slice};

/// A number written out in prose.
pub enum Bare {
    /// The reporting year, if it is certain: `2020年度`, or `2020年` at the start of a sentence.
    ReportingYear(Span),
    /// Any other year or quantity.
    Other(Span),
}

/// The written-out numbers of a report, in order.
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
    time::is_year(
        slice(&plain.text, number.digits.clone()),
        slice(&plain.text, number.digits.end..),
    )
}

fn is_reporting_year(plain: &Plain, number: &Number, year: i32) -> bool {
    let (before, after) = (
        slice(&plain.text, ..number.start),
        slice(&plain.text, number.end..),
    );
    let begins_sentence = before.is_empty() || before.ends_with(SENTENCE_MARKS);
    number.value == Decimal::from(i64::from(year)) && time::is_whole_year(after, begins_sentence)
}

/// The numeral 一 is usually part of a word and not a count: 一项工作.
fn is_how_many(number: &Number) -> bool {
    number.is_quantity || (number.measure.is_some() && number.value != Decimal::from(1))
}
