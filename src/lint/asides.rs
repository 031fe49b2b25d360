//! Detects sentences that are not about the form's figures: they are about another year, another
//! body or a part of the total.

use std::ops::Range;

use memchr::memmem;

use super::LintContext;
use super::patterns::Match;
use crate::chinese::marks::{CLOSING_PARENTHESIS, OPENING_PARENTHESIS, SENTENCE_MARKS};
use crate::evaluate::{self, At};
use crate::model::{Aside, Decimal, Form, NodeId, Phrase, ROOT, Report, Template, TemplatePart};
use crate::source::slice;

/// The maximum number of characters of a sentence that are read backwards. Longer sentences are
/// excluded.
const LONGEST_SENTENCE: usize = 400;
/// The numbers that may be years.
const YEARS: std::ops::RangeInclusive<i64> = 1900..=2100;

pub(crate) struct Asides<'r> {
    report: &'r Report,
}

/// Why a sentence is not about the form's figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ExclusionReason {
    /// It names another year; no other exclusion applies.
    Year,
    /// It contains an excluding word of the form, or is too long to be read.
    Words,
}

impl<'r> Asides<'r> {
    pub(crate) fn new(report: &'r Report) -> Asides<'r> {
        Asides { report }
    }

    /// Whether the text before a match in its sentence, or in a gap of the match, excludes the
    /// match. Text that other phrases have matched does not exclude it.
    pub(crate) fn exclusion(
        &self,
        phrase: &Phrase,
        found: &Match,
        text: &LintContext,
        read: &[(Range<usize>, &str)],
    ) -> Option<ExclusionReason> {
        let Some(start) = sentence_start(&text.prose.text, found.range.start) else {
            return Some(ExclusionReason::Words);
        };
        let mut stretches = found.gaps.clone();
        let mut at = start;
        for (other, _) in &read[read.partition_point(|(other, _)| other.end <= start)..] {
            stretches.push(at..other.start.clamp(at, found.range.start));
            at = other.end.clamp(at, found.range.start);
        }
        stretches.push(at..found.range.start);
        let governing: Vec<Range<usize>> = stretches
            .into_iter()
            .flat_map(|stretch| outside_parentheses(&text.prose.text, stretch))
            .collect();
        if governing
            .iter()
            .any(|stretch| self.has_aside(phrase, &text.prose.text, stretch))
        {
            return Some(ExclusionReason::Words);
        }
        governing
            .iter()
            .any(|stretch| self.names_another_year(text, stretch))
            .then_some(ExclusionReason::Year)
    }

    fn names_another_year(&self, text: &LintContext, stretch: &Range<usize>) -> bool {
        let from = text
            .numbers
            .partition_point(|number| number.digits.start < stretch.start);
        let within = text.numbers[from..]
            .iter()
            .take_while(|number| number.digits.end <= stretch.end);
        let year = Decimal::from(i64::from(self.report.year));
        within.filter(|number| number.value != year).any(|number| {
            number.measure.is_none()
                && number
                    .value
                    .to_integer()
                    .is_some_and(|value| YEARS.contains(&value))
        })
    }

    fn has_aside(&self, phrase: &Phrase, text: &str, stretch: &Range<usize>) -> bool {
        let form = &self.report.form;
        let applying = form
            .asides
            .iter()
            .filter(|aside| is_at_or_above(form, aside.at, phrase.at));
        applying.into_iter().any(|aside| {
            aside.words.iter().any(|word| {
                let mut found = memmem::find_iter(slice(text, stretch.clone()).as_bytes(), word);
                found.any(|offset| !self.is_excepted(aside, word, text, stretch.start + offset))
            })
        })
    }

    /// Whether the excluding word is inside one of its exceptions.
    fn is_excepted(&self, aside: &Aside, word: &str, text: &str, at: usize) -> bool {
        aside.except.iter().any(|exception| {
            let exception = self.spelt(exception);
            let surrounds = |offset: usize| {
                at.checked_sub(offset)
                    .and_then(|start| text.get(start..))
                    .is_some_and(|text| text.starts_with(&exception))
            };
            exception
                .match_indices(word)
                .any(|(offset, _)| surrounds(offset))
        })
    }

    fn spelt(&self, template: &Template) -> String {
        let part = |part: &TemplatePart| match part {
            TemplatePart::Text(text) => text.clone(),
            TemplatePart::Value(fact) => evaluate::value(self.report, fact, At::Scalar)
                .map(|value| value.to_string())
                .unwrap_or_default(),
        };
        template.iter().map(part).collect()
    }
}

/// A range without the text in parentheses, which does not affect what follows it.
fn outside_parentheses(text: &str, stretch: Range<usize>) -> Vec<Range<usize>> {
    let mut outside = Vec::new();
    let mut at = stretch.start;
    while let Some(open) = slice(text, at..stretch.end)
        .find(OPENING_PARENTHESIS)
        .map(|offset| at + offset)
    {
        let Some(close) = slice(text, open..stretch.end)
            .find(CLOSING_PARENTHESIS)
            .map(|offset| open + offset)
        else {
            break;
        };
        outside.push(at..open);
        at = close;
    }
    outside.push(at..stretch.end);
    outside
}

/// The start of the sentence that contains a position. `None` if it is too far back.
pub(crate) fn sentence_start(text: &str, at: usize) -> Option<usize> {
    let mut start = at;
    for (count, c) in slice(text, ..at).chars().rev().enumerate() {
        if SENTENCE_MARKS.contains(&c) {
            return Some(start);
        }
        if count == LONGEST_SENTENCE {
            return None;
        }
        start -= c.len_utf8();
    }
    Some(start)
}

fn is_at_or_above(form: &Form, node: NodeId, mut at: NodeId) -> bool {
    while at != node {
        if at == ROOT {
            return false;
        }
        at = form.node(at).parent;
    }
    true
}
