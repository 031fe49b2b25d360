//! Turns of phrase that the form declares: the number in them speaks of a fact, and is compared with it.

use memchr::memmem;

use super::Text;
use super::words::Plain;
use crate::diagnostic::{Diagnostic, catalog};
use crate::evaluate::{self, At};
use crate::model::{Decimal, Phrase, PhrasePart, Report, Value};

/// A part of a pattern with the facts of this report in it.
enum Wanted {
    Text(String),
    Number(Decimal),
}

pub fn lint(text: &Text) -> Vec<Diagnostic> {
    let report = &text.verified.report;
    let patterns: Vec<(&Phrase, Vec<Wanted>)> = report
        .form
        .phrases
        .iter()
        .flat_map(|phrase| phrase.patterns.iter().filter_map(move |pattern| Some((phrase, wanted(report, pattern)?))))
        .collect();
    let mut diagnostics = Vec::new();
    for (phrase, pattern) in &patterns {
        compare(&text.prose, phrase, pattern, &mut diagnostics);
    }
    diagnostics
}

/// The pattern in this report; none where one of its facts has no value.
fn wanted(report: &Report, pattern: &[PhrasePart]) -> Option<Vec<Wanted>> {
    let mut parts: Vec<Wanted> = Vec::new();
    for part in pattern {
        let text = match part {
            PhrasePart::Text(text) => text.clone(),
            PhrasePart::Number(expression) => match evaluate::value(report, expression, At::Scalar).ok()? {
                Value::Text(text) => text,
                value => {
                    parts.push(Wanted::Number(value.number()?));
                    continue;
                }
            },
        };
        match parts.last_mut() {
            Some(Wanted::Text(last)) => last.push_str(&text),
            _ => parts.push(Wanted::Text(text)),
        }
    }
    Some(parts)
}

fn compare(plain: &Plain, phrase: &Phrase, pattern: &[Wanted], diagnostics: &mut Vec<Diagnostic>) {
    let Some((anchor, text)) = pattern.iter().enumerate().find_map(|(index, part)| match part {
        Wanted::Text(text) => Some((index, text)),
        Wanted::Number(_) => None,
    }) else {
        return;
    };
    for at in memmem::find_iter(plain.text.as_bytes(), text) {
        let Some(start) = starts(plain, &pattern[..anchor], at) else { continue };
        let Some(numbers) = numbers(&plain.text, pattern, start) else { continue };
        for (range, expected) in numbers {
            let written = &plain.text[range.clone()];
            if Decimal::parse(written) != Some(expected) {
                let place = plain.place(range.start, range.end);
                let diagnostic = catalog::phrase_disagrees(place, &phrase.statement, &written, &expected);
                diagnostics.push(
                    diagnostic.with_related(phrase.place.clone(), crate::diagnostic::Words::new("规则在此", "the rule is here")),
                );
            }
        }
    }
}

/// Where a match begins whose parts before the anchor can only be numbers.
fn starts(plain: &Plain, before: &[Wanted], anchor: usize) -> Option<usize> {
    if before.is_empty() {
        return Some(anchor);
    }
    let digits = plain.text[..anchor].trim_end_matches(|c: char| c.is_ascii_digit()).len();
    (digits < anchor).then_some(digits)
}

type Number = (std::ops::Range<usize>, Decimal);

/// The numbers of a text that follows a pattern from `start`, each with what it should be; none where the text does not.
fn numbers(text: &str, pattern: &[Wanted], start: usize) -> Option<Vec<Number>> {
    let mut at = start;
    let mut numbers = Vec::new();
    for part in pattern {
        match part {
            Wanted::Text(wanted) => {
                at += text[at..].starts_with(wanted.as_str()).then_some(wanted.len())?;
            }
            Wanted::Number(expected) => {
                let length = text[at..].find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len() - at);
                numbers.push((at..at + length, *expected));
                at += (length > 0).then_some(length)?;
            }
        }
    }
    Some(numbers)
}
