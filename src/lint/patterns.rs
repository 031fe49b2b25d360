//! Finds a pattern of the form in prose: from its first number backwards, then forwards. There is
//! no backtracking.

use std::ops::Range;

use super::numbers::Number;
use crate::chinese::marks::{CLAUSE_MARKS, ends_clause};
use crate::evaluate::{self, At};
use crate::model::{Decimal, Expression, PatternPart, Report};
use crate::source::slice;

/// The maximum number of characters matched by `…`, including the text after it.
const LONGEST_GAP: usize = 30;

pub(super) struct PatternReader<'t> {
    pub report: &'t Report,
    pub text: &'t str,
    /// The numbers of the text, in order.
    pub numbers: &'t [Number],
}

/// A range of prose that matches a pattern.
#[derive(Default)]
pub(crate) struct Match<'t> {
    pub range: Range<usize>,
    /// The ranges that match `…`.
    pub gaps: Vec<Range<usize>>,
    /// Its numbers, each with the expressions it may equal.
    pub numbers: Vec<(usize, &'t [Expression])>,
    /// What the range states about facts without giving a number.
    pub claims: Vec<Claim<'t>>,
}

pub(crate) struct Claim<'t> {
    pub value: Decimal,
    pub fact: &'t Expression,
    /// The words that state the claim, after the numbers.
    pub written: Range<usize>,
}

impl<'t> Match<'t> {
    pub(crate) fn expressions(&self) -> impl Iterator<Item = &'t Expression> {
        self.numbers
            .iter()
            .flat_map(|(_, accepted)| accepted.iter())
            .chain(self.claims.iter().map(|claim| claim.fact))
    }
}

pub(super) fn first_number(pattern: &[PatternPart]) -> Option<usize> {
    pattern
        .iter()
        .position(|part| matches!(part, PatternPart::Number(_)))
}

impl<'t> PatternReader<'t> {
    /// Matches the pattern with the given number as its first.
    pub(super) fn around(
        &self,
        pattern: &'t [PatternPart],
        first: usize,
        number: usize,
    ) -> Option<Match<'t>> {
        let PatternPart::Number(accepted) = &pattern[first] else {
            return None;
        };
        // The text right after the number is the cheapest to check.
        if let Some(PatternPart::Text(options)) = pattern.get(first + 1) {
            let end = self.numbers[number].end;
            self.text_at(options, end, end, false)?;
        }
        let mut found = Match {
            numbers: vec![(number, accepted)],
            ..Match::default()
        };
        let start = self.before(
            &pattern[..first],
            self.numbers[number].start,
            &mut found.gaps,
        )?;
        self.follow(
            &pattern[first + 1..],
            start,
            self.numbers[number].end,
            found,
        )
    }

    /// Matches the rest of a pattern whose beginning matched from `start` to `at`.
    pub(super) fn after(
        &self,
        rest: &'t [PatternPart],
        start: usize,
        at: usize,
    ) -> Option<Match<'t>> {
        self.follow(rest, start, at, Match::default())
    }

    /// Matches parts, none of which is a number, directly before a position. Returns the start of
    /// the match.
    pub(super) fn words_before(&self, parts: &[PatternPart], at: usize) -> Option<usize> {
        self.before(parts, at, &mut Vec::new())
    }

    /// Matches parts that end at a position. Returns the start of the match.
    fn before(
        &self,
        parts: &[PatternPart],
        mut at: usize,
        gaps: &mut Vec<Range<usize>>,
    ) -> Option<usize> {
        let mut gap = false;
        for part in parts.iter().rev() {
            if matches!(part, PatternPart::Gap) {
                gap = true;
                continue;
            }
            let fact;
            let options = match part {
                PatternPart::Text(options) => options.as_slice(),
                PatternPart::Fact(expression) => {
                    fact = [self.fact(expression)?];
                    &fact
                }
                PatternPart::Gap
                | PatternPart::Number(_)
                | PatternPart::Measure(_)
                | PatternPart::Claim(..) => return None,
            };
            let from = if gap {
                at - self.stretch_before(at)
            } else {
                at
            };
            let (start, end) = if gap {
                let last = |option: &String| {
                    slice(self.text, from..at)
                        .rfind(option.as_str())
                        .map(|offset| (offset, option.len()))
                };
                let (offset, length) = options
                    .iter()
                    .filter_map(last)
                    .max_by_key(|(offset, length)| offset + length)?;
                (from + offset, from + offset + length)
            } else {
                options
                    .iter()
                    .find(|option| slice(self.text, ..at).ends_with(*option))
                    .map(|option| (at - option.len(), at))?
            };
            if gap {
                gaps.push(end..at);
                gap = false;
            }
            at = start;
        }
        Some(at)
    }

    fn follow(
        &self,
        parts: &'t [PatternPart],
        start: usize,
        mut at: usize,
        mut found: Match<'t>,
    ) -> Option<Match<'t>> {
        let mut gap = false;
        let mut written_from = if found.numbers.is_empty() { start } else { at };
        for (index, part) in parts.iter().enumerate() {
            let limit = if gap { at + self.stretch_after(at) } else { at };
            let (begin, end) = match part {
                PatternPart::Gap => {
                    gap = true;
                    continue;
                }
                PatternPart::Claim(value, fact) => {
                    let written =
                        written_from + leading_marks(slice(self.text, written_from..at))..at;
                    found.claims.push(Claim {
                        value: *value,
                        fact,
                        written,
                    });
                    (at, at)
                }
                PatternPart::Measure(written) => {
                    let measure = self.numbers[found.numbers.last()?.0].measure?;
                    written_from = at + measure.len_utf8();
                    let is_last = index + 1 == parts.len();
                    (measure == *written || !is_last || self.is_clause_end(written_from))
                        .then_some((at, written_from))?
                }
                PatternPart::Number(accepted) => {
                    let index = self.numbers.partition_point(|number| number.start < at);
                    let number = self
                        .numbers
                        .get(index)
                        .filter(|number| number.start <= limit)?;
                    found.numbers.push((index, accepted));
                    (number.start, number.end)
                }
                PatternPart::Text(options) => self.text_at(options, at, limit, gap)?,
                PatternPart::Fact(expression) => {
                    self.text_at(&[self.fact(expression)?], at, limit, gap)?
                }
            };
            if gap {
                found.gaps.push(at..begin);
                gap = false;
            }
            at = end;
        }
        let ends_with_claim = matches!(parts.last(), Some(PatternPart::Claim(..)));
        (!ends_with_claim || self.is_clause_end(at)).then_some(Match {
            range: start..at,
            ..found
        })
    }

    /// Matches one of several texts: right at a position, or within a limit after it.
    fn text_at(
        &self,
        options: &[String],
        at: usize,
        limit: usize,
        gap: bool,
    ) -> Option<(usize, usize)> {
        if !gap {
            return options
                .iter()
                .find(|option| slice(self.text, at..).starts_with(*option))
                .map(|option| (at, at + option.len()));
        }
        let first = |option: &String| {
            slice(self.text, at..limit)
                .find(option.as_str())
                .map(|offset| (at + offset, option.len()))
        };
        options
            .iter()
            .filter_map(first)
            .min_by_key(|(offset, _)| *offset)
            .map(|(offset, length)| (offset, offset + length))
    }

    /// The value of a text field of the report.
    fn fact(&self, expression: &Expression) -> Option<String> {
        evaluate::value(self.report, expression, At::Scalar)
            .ok()
            .map(|value| value.to_string())
    }

    fn is_clause_end(&self, at: usize) -> bool {
        slice(self.text, at..)
            .chars()
            .next()
            .is_none_or(ends_clause)
    }

    /// The maximum length in bytes of a gap after a position.
    fn stretch_after(&self, at: usize) -> usize {
        gap(slice(self.text, at..).chars())
    }

    fn stretch_before(&self, at: usize) -> usize {
        gap(slice(self.text, ..at).chars().rev())
    }
}

/// The length in bytes of the longest gap at the start of these characters.
fn gap(characters: impl Iterator<Item = char>) -> usize {
    characters
        .take(LONGEST_GAP)
        .take_while(|c| may_be_left_out(*c))
        .map(char::len_utf8)
        .sum()
}

fn leading_marks(text: &str) -> usize {
    text.len() - text.trim_start_matches(CLAUSE_MARKS).len()
}

fn may_be_left_out(c: char) -> bool {
    !CLAUSE_MARKS.contains(&c) && !c.is_numeric()
}
