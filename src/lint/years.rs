//! Sentences that begin with another year and give a number of this one: the year was left as it
//! was in last year's report.

use super::LintContext;
use super::asides::sentence_start;
use super::words::Plain;
use crate::diagnostic::{Diagnostic, catalog};
use crate::model::Interpolation;

/// The digits of a year.
const YEAR: usize = 4;
/// What may stand behind the year that a sentence speaks of: not 以来, 底 or 结转.
const AFTER_THE_YEAR: &[&str] = &[
    "，", "度，", "全", "度全", "我", "度我", "本", "度本", "共", "度共",
];
/// Words by which a sentence comes to speak of another year than that of its beginning.
const TURNS: &[&str] = &[
    "今年", "本年", "当年", "次年", "比", "较", "结转", "以来", "累计",
];

pub fn lint(text: &LintContext) -> Vec<Diagnostic> {
    let report = &text.verified.report;
    let mut reported = None;
    let mut diagnostics = Vec::new();
    for (range, interpolation) in text
        .prose
        .interpolations
        .iter()
        .zip(report.interpolations())
    {
        let Some((start, year)) = beginning(&text.prose, range.start) else {
            continue;
        };
        let said = &text.prose.text[start..range.start];
        let is_number = text.prose.text[range.start..].starts_with(|c: char| c.is_ascii_digit());
        let is_turned =
            TURNS.iter().any(|word| said.contains(word)) || said.contains(&report.year.to_string());
        if year == report.year
            || !is_number
            || is_turned
            || !is_of_this_year(interpolation)
            || reported.replace(start) == Some(start)
        {
            continue;
        }
        let place = text.prose.place(start, start + YEAR);
        let diagnostic = catalog::sentence_of_another_year(place.clone(), &year, &report.year);
        diagnostics.push(diagnostic.with_possible_fix(place, report.year.to_string()));
    }
    diagnostics
}

/// Where the sentence begins in which a place stands, and the year that it begins with.
fn beginning(plain: &Plain, at: usize) -> Option<(usize, i32)> {
    let start = sentence_start(&plain.text, at)?;
    let sentence = &plain.text[start..at];
    let year = sentence
        .get(..YEAR)
        .filter(|year| year.bytes().all(|byte| byte.is_ascii_digit()))?;
    let after = sentence[YEAR..].strip_prefix('年')?;
    let is_subject = AFTER_THE_YEAR.iter().any(|words| after.starts_with(words));
    Some((start, year.parse().ok().filter(|_| is_subject)?))
}

/// Whether a splice gives a fact, and none of last year's report.
fn is_of_this_year(interpolation: &Interpolation) -> bool {
    let references = interpolation.expression.references();
    !references.is_empty() && !references.iter().any(|named| named.is_previous)
}
