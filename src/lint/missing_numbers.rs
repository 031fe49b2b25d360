//! Measure words without a number: `公开条`, and the form's phrases without their number.

use super::LintContext;
use super::patterns::PatternReader;
use crate::chinese::measures::MEASURES;
use crate::chinese::{marks, verbs};
use crate::diagnostic::{Diagnostic, catalog};
use crate::model::PatternPart;
use crate::source::slice;

/// The minimum number of characters of a phrase before its number. Shorter phrases also have other
/// meanings.
const FEWEST_CHARACTERS: usize = 4;

pub(super) fn lint(text: &LintContext) -> Vec<Diagnostic> {
    let (report, prose) = (&text.verified.report, &text.prose);
    let reader = PatternReader {
        report,
        text: &prose.text,
        numbers: &text.numbers,
    };
    let phrases: Vec<&[PatternPart]> = text
        .patterns
        .iter()
        .flat_map(|(_, parts)| before_numbers(parts))
        .collect();
    let ends = marks::ends_without_number(&prose.text);
    let left_out = ends.filter_map(|end| {
        let clause = slice(&prose.text, ..end);
        let start = phrase(&reader, &phrases, clause).or_else(|| verbs::without_number(clause))?;
        Some(catalog::prose_missing_number(
            prose.place(start, end),
            &slice(clause, start..),
        ))
    });
    left_out.collect()
}

/// Finds a phrase of the form directly before the measure word of a clause. Returns the start of
/// the phrase.
fn phrase(reader: &PatternReader, phrases: &[&[PatternPart]], clause: &str) -> Option<usize> {
    let before = clause.strip_suffix(MEASURES)?;
    let starts = phrases
        .iter()
        .filter_map(|parts| reader.words_before(parts, before.len()));
    let start = starts.min()?;
    let words = slice(before, start..).trim_start_matches(|c: char| !c.is_alphanumeric());
    (words.chars().count() >= FEWEST_CHARACTERS).then_some(before.len() - words.len())
}

/// The parts of a pattern directly before each of its numbers that have a measure word.
fn before_numbers(pattern: &[PatternPart]) -> impl Iterator<Item = &[PatternPart]> {
    let is_measured = |index: usize| {
        matches!(
            pattern[index..],
            [PatternPart::Number(_), PatternPart::Measure(_), ..]
        )
    };
    (0..pattern.len())
        .filter(move |&index| is_measured(index))
        .map(|index| {
            let words = |part: &PatternPart| {
                !matches!(part, PatternPart::Number(_) | PatternPart::Measure(_))
            };
            let length = pattern[..index]
                .iter()
                .rev()
                .take_while(|part| words(part))
                .count();
            &pattern[index - length..index]
        })
}
