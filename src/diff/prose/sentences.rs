//! Divides a report into sentences: of the preamble, then of each section.

use std::ops::Range;

use super::Sentence;
use crate::chinese::marks::{CLOSING_MARKS, SENTENCE_MARKS};
use crate::diagnostic::Words;
use crate::lint::LintContext;
use crate::source::slice;
use crate::verify::Verified;

/// A report, and the range of each of its sentences in the plain text.
pub(super) struct Sentences<'r> {
    pub text: LintContext<'r>,
    pub ranges: Vec<Range<usize>>,
    pub sections: Vec<ProseSection>,
}

pub(super) struct ProseSection {
    /// Its path in ids. `None` for the preamble.
    pub path: Option<String>,
    pub label: Words,
    /// The indices of its sentences.
    pub sentences: Range<usize>,
}

impl<'r> Sentences<'r> {
    pub(super) fn of(verified: &'r Verified) -> Sentences<'r> {
        let report = &verified.report;
        let preamble = report
            .preamble
            .iter()
            .map(|_| (None, Words::new("引言", "preamble")));
        let sections = report.prose.iter().map(|(node, _)| {
            let label = Words::same(&report.form.node(*node).label);
            (Some(report.form.path(*node, true)), label)
        });
        let mut sentences = Sentences {
            text: LintContext::of(verified),
            ranges: Vec::new(),
            sections: Vec::new(),
        };
        for (index, (path, label)) in preamble.chain(sections).enumerate() {
            let start = sentences.ranges.len();
            if let Some(prose) = sentences.text.prose.proses.get(index).cloned() {
                sentences.cut(prose);
            }
            sentences.sections.push(ProseSection {
                path,
                label,
                sentences: start..sentences.ranges.len(),
            });
        }
        sentences
    }

    /// Divides a range after each sentence mark. The value of an interpolation is not divided.
    fn cut(&mut self, prose: Range<usize>) {
        let text = &self.text.prose.text;
        let mut interpolations = self.text.prose.interpolations.iter().peekable();
        let mut start = prose.start;
        let mut at = prose.start;
        while let Some(c) = slice(text, at..prose.end).chars().next() {
            while interpolations
                .next_if(|interpolation| interpolation.end <= at)
                .is_some()
            {}
            let is_interpolated = interpolations
                .peek()
                .is_some_and(|interpolation| interpolation.start <= at);
            at += c.len_utf8();
            if is_interpolated || !SENTENCE_MARKS.contains(&c) {
                continue;
            }
            if c != '\n' {
                let rest = slice(text, at..prose.end);
                let after = rest.trim_start_matches(|c| {
                    c != '\n' && (SENTENCE_MARKS.contains(&c) || CLOSING_MARKS.contains(&c))
                });
                at += rest.len() - after.len();
            }
            self.ranges.extend(without_marks(text, start..at));
            start = at;
        }
        self.ranges.extend(without_marks(text, start..prose.end));
    }

    pub(super) fn texts(&self) -> Vec<&str> {
        (0..self.ranges.len())
            .map(|sentence| self.text_of(sentence))
            .collect()
    }

    pub(super) fn text_of(&self, sentence: usize) -> &str {
        slice(&self.text.prose.text, self.ranges[sentence].clone())
    }

    pub(super) fn sentence(&self, sentence: usize) -> Sentence {
        let Range { start, end } = self.ranges[sentence];
        Sentence {
            text: self.text_of(sentence).to_owned(),
            place: self.text.prose.place(start, end),
        }
    }

    /// The indices of the numbers in a sentence.
    pub(super) fn numbers_of(&self, sentence: usize) -> Range<usize> {
        let Range { start, end } = self.ranges[sentence];
        let numbers = &self.text.numbers;
        let first = numbers.partition_point(|number| number.digits.start < start);
        first..first.max(numbers.partition_point(|number| number.digits.start < end))
    }

    pub(super) fn digits(&self, number: usize) -> &str {
        slice(
            &self.text.prose.text,
            self.text.numbers[number].digits.clone(),
        )
    }

    /// The position of a section in the form of this report. Sections unknown to the form come
    /// last.
    pub(super) fn position(&self, section: &ProseSection) -> usize {
        let form = &self.text.verified.report.form;
        let Some(path) = &section.path else { return 0 };
        form.sections()
            .position(|(node, _)| form.path(node, true) == *path)
            .map_or(usize::MAX, |position| position + 1)
    }

    /// The section of this report with the same path as a section of another report.
    pub(super) fn namesake(&self, section: &ProseSection) -> Option<&ProseSection> {
        self.sections.iter().find(|own| own.path == section.path)
    }
}

/// A sentence without its line end and heading marks. `None` if nothing remains.
fn without_marks(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let sentence = slice(text, range.clone()).trim_end_matches('\n');
    let words = if is_line_start(text, range.start) {
        sentence.trim_start_matches('#')
    } else {
        sentence
    };
    let end = range.start + sentence.len();
    (!words.is_empty()).then(|| end - words.len()..end)
}

fn is_line_start(text: &str, at: usize) -> bool {
    at == 0 || slice(text, ..at).ends_with('\n')
}
