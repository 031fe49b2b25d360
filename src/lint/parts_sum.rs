//! Checks arithmetic in a sentence: `共120件，其中……80件、……40件`, `其中……30件，占25%`.

use std::ops::Range;

use memchr::memmem;

use super::LintContext;
use super::numbers::Number;
use crate::chinese::lists::{self, OF_WHICH};
use crate::chinese::marks::{COMMA, ENUMERATION_COMMA, PERCENT_SIGNS, SENTENCE_MARKS};
use crate::chinese::quantities::Precision;
use crate::diagnostic::{Diagnostic, catalog};
use crate::model::Decimal;
use crate::source::slice;

/// The minimum number of parts of one kind, `……类信息25条，……类信息68条`, that form a list with commas as
/// separators.
const FEWEST_WITH_COMMAS: usize = 3;
/// The maximum number of characters between a list and the total before it, and in a list.
const REACH_BEFORE: usize = 200;
const LONGEST_LIST: usize = 800;
const LONGEST_LABEL: usize = 40;

pub(super) fn lint(text: &LintContext) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for at in memmem::find_iter(text.prose.text.as_bytes(), OF_WHICH) {
        let Some(list) = List::at(text, at) else {
            continue;
        };
        diagnostics.extend(list.sum());
        diagnostics.extend(list.percentages());
    }
    diagnostics
}

/// The list after 其中, and the total that the list divides: the only number before 其中.
struct List<'t> {
    text: &'t LintContext<'t>,
    whole: &'t Number,
    /// The numbers after 其中 in the sentence.
    numbers: &'t [Number],
    /// The start of the list.
    start: usize,
    end: usize,
}

struct SumPart<'t> {
    label: &'t str,
    number: &'t Number,
}

impl<'t> List<'t> {
    fn at(text: &'t LintContext<'t>, at: usize) -> Option<List<'t>> {
        let prose = &text.prose.text;
        let in_sentence = |c: &char| !SENTENCE_MARKS.contains(c);
        let before = slice(prose, ..at)
            .chars()
            .rev()
            .take(REACH_BEFORE)
            .take_while(in_sentence);
        let sentence = at - before.map(char::len_utf8).sum::<usize>();
        let here = text.numbers.partition_point(|number| number.start < at);
        let first = text
            .numbers
            .partition_point(|number| number.start < sentence);
        let mut before = text.numbers[first..here]
            .iter()
            .filter(|number| number.measure.is_some());
        let (whole, None) = (before.next()?, before.next()) else {
            return None;
        };
        let start = at + OF_WHICH.len();
        let after = slice(prose, start..)
            .chars()
            .take(LONGEST_LIST)
            .take_while(in_sentence);
        let end = start + after.map(char::len_utf8).sum::<usize>();
        let numbers = text.numbers[here..]
            .iter()
            .take_while(|number| number.end <= end)
            .count();
        let is_divided =
            whole.precision == Precision::Exact && !slice(prose, whole.end..at).contains(OF_WHICH);
        is_divided.then_some(List {
            text,
            whole,
            numbers: &text.numbers[here..here + numbers],
            start,
            end,
        })
    }

    fn prose(&self) -> &'t str {
        &self.text.prose.text
    }

    // ── Sums ─────────────────────────────────────────────────────────────────────────────────────

    fn sum(&self) -> Option<Diagnostic> {
        let (parts, is_complete) = self.parts()?;
        let mut sum = Decimal::ZERO;
        for (index, part) in parts.iter().enumerate() {
            sum = sum.checked_add(part.number.value)?;
            if sum == self.whole.value && index > 0 {
                return None;
            }
        }
        let is_wrong = if is_complete {
            sum != self.whole.value
        } else {
            sum > self.whole.value
        };
        let all_interpolated =
            self.whole.is_interpolated && parts.iter().all(|part| part.number.is_interpolated);
        let added: Vec<String> = parts
            .iter()
            .map(|part| part.number.value.to_string())
            .collect();
        (is_wrong && !all_interpolated).then(|| {
            let digits = self.whole.digits.clone();
            catalog::prose_parts_sum(
                self.place(&digits),
                &self.whole.value,
                &added.join(" + "),
                &sum,
            )
        })
    }

    /// The parts of the list, and whether the list is complete. `None` if the sentence is not
    /// clearly an enumeration.
    fn parts(&self) -> Option<(Vec<SumPart<'t>>, bool)> {
        let prose = self.prose();
        let mut parts: Vec<SumPart> = Vec::new();
        let mut mark = None;
        let mut at = self.start;
        for number in self.numbers {
            let label = lists::label(prose.get(at..number.start)?);
            let crosses = mark == Some(ENUMERATION_COMMA) && label.contains(COMMA);
            let is_other =
                number.measure != self.whole.measure || number.precision != Precision::Exact;
            if is_other
                || crosses
                || !lists::is_part(label)
                || label.chars().count() > LONGEST_LABEL
            {
                return None;
            }
            parts.push(SumPart { label, number });
            at = number.end + number.measure.map_or(0, char::len_utf8);
            let next = lists::separator(slice(prose, at..));
            match (mark, next) {
                (None, Some(_)) => mark = next,
                (Some(mark), Some(next)) if mark == next => {}
                _ => break,
            }
        }
        let ends_sentence = at == self.end || lists::is_end(slice(prose, at..self.end));
        let is_kind = mark == Some(ENUMERATION_COMMA) || are_of_one_kind(&parts);
        let [first, .., last] = parts.as_slice() else {
            return None;
        };
        let is_complete = ends_sentence && lists::is_complete(first.label, last.label);
        is_kind.then_some((parts, is_complete))
    }

    // ── Percentages ──────────────────────────────────────────────────────────────────────────────

    /// Checks `……30件，占25%`: 30 as a share of the total.
    fn percentages(&self) -> Vec<Diagnostic> {
        self.numbers
            .windows(2)
            .filter_map(|pair| self.percentage(&pair[0], &pair[1]))
            .collect()
    }

    fn percentage(&self, part: &Number, percentage: &Number) -> Option<Diagnostic> {
        let prose = self.prose();
        let after_part = part.end + part.measure?.len_utf8();
        let is_of_whole = lists::is_share(prose.get(after_part..percentage.start)?);
        let after = slice(prose, percentage.end..);
        let is_percentage = PERCENT_SIGNS.iter().any(|sign| after.starts_with(sign));
        let is_exact = [part, percentage]
            .iter()
            .all(|number| number.precision == Precision::Exact);
        let is_bare = !(part.is_interpolated && percentage.is_interpolated);
        if !(is_of_whole
            && is_percentage
            && is_exact
            && is_bare
            && part.measure == self.whole.measure)
        {
            return None;
        }
        let share = |digits| {
            part.value
                .checked_shift(2)?
                .checked_div_rounded(self.whole.value, digits)
        };
        (!percentage.fits_percentage(share(percentage.places + 4)?)).then_some(())?;
        let place = self.place(&percentage.digits);
        let (part, whole) = (part.value, self.whole.value);
        Some(catalog::prose_percentage(
            place,
            &percentage.value,
            &part,
            &whole,
            &share(percentage.places)?,
        ))
    }

    fn place(&self, range: &Range<usize>) -> crate::source::Place {
        self.text.prose.place(range.start, range.end)
    }
}

/// Whether there are enough labels, and all end alike: `机构职能类信息`, `规划计划类信息`.
fn are_of_one_kind(parts: &[SumPart]) -> bool {
    let extension = |label: &str| -> Vec<char> { label.chars().rev().take(2).collect() };
    parts.len() >= FEWEST_WITH_COMMAS
        && parts
            .windows(2)
            .all(|pair| extension(pair[0].label) == extension(pair[1].label))
}
