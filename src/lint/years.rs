//! Sentences that begin with another year but state a number of this year: the year was probably
//! copied from last year's report.

use super::LintContext;
use super::asides::sentence_start;
use super::words::Plain;
use crate::chinese::time;
use crate::diagnostic::{Diagnostic, catalog};
use crate::model::Interpolation;
use crate::source::slice;

pub(super) fn lint(text: &LintContext) -> Vec<Diagnostic> {
    let report = &text.verified.report;
    let mut reported = None;
    let mut diagnostics = Vec::new();
    for (range, interpolation) in text
        .prose
        .interpolations
        .iter()
        .zip(report.interpolations())
    {
        let Some((start, digits, year)) = beginning(&text.prose, range.start) else {
            continue;
        };
        let said = slice(&text.prose.text, start..range.start);
        let is_number =
            slice(&text.prose.text, range.start..).starts_with(|c: char| c.is_ascii_digit());
        let is_turned = time::changes_year(said) || said.contains(&report.year.to_string());
        if year == report.year
            || !is_number
            || is_turned
            || !is_of_this_year(interpolation)
            || reported.replace(start) == Some(start)
        {
            continue;
        }
        let place = text.prose.place(start, start + digits.len());
        let diagnostic = catalog::prose_year(place.clone(), &year, &report.year);
        diagnostics.push(diagnostic.with_possible_fix(place, report.year.to_string()));
    }
    diagnostics
}

/// The start of the sentence that contains a position, and the year at its beginning: its digits
/// and its value.
fn beginning<'t>(plain: &'t Plain, at: usize) -> Option<(usize, &'t str, i32)> {
    let start = sentence_start(&plain.text, at)?;
    let digits = time::subject(slice(&plain.text, start..at))?;
    Some((start, digits, digits.parse().ok()?))
}

/// Whether an interpolation has a fact of this report, and none of last year's.
fn is_of_this_year(interpolation: &Interpolation) -> bool {
    let references = interpolation.expression.references();
    !references.is_empty() && !references.iter().any(|named| named.is_previous)
}
