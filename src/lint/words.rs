//! Prose as plain text for lints: interpolations are replaced by their values, each paragraph is
//! one line without its spaces and line ends, and every byte maps back to the source.

use std::ops::Range;

use memchr::memchr3_iter;

use crate::chinese::placeholders::UNKNOWN;
use crate::evaluate::{self, At};
use crate::model::{Prose, ProsePart, Report};
use crate::source::{Place, Span, slice};

/// The number of context characters on either side.
const AROUND: usize = 8;

pub(crate) struct Plain<'r> {
    report: &'r Report,
    pub text: String,
    /// The start of each range of the text, and its span in the source as written.
    origins: Vec<(usize, Span)>,
    /// The ranges that come from interpolations.
    pub interpolations: Vec<Range<usize>>,
    /// The ranges of the report's prose texts, in order.
    pub proses: Vec<Range<usize>>,
    /// Whether the current line is a heading, which ends at the end of the line.
    in_heading: bool,
}

impl<'r> Plain<'r> {
    /// The prose of a report, one line per paragraph.
    pub(crate) fn of(report: &'r Report) -> Plain<'r> {
        let text = String::with_capacity(report.source.text().len());
        let mut plain = Plain {
            report,
            text,
            origins: Vec::new(),
            interpolations: Vec::new(),
            proses: Vec::new(),
            in_heading: false,
        };
        for prose in report.all_prose() {
            let start = plain.text.len();
            plain.add(prose);
            plain.proses.push(start..plain.text.len());
        }
        plain
    }

    fn add(&mut self, prose: &Prose) {
        for part in &prose.parts {
            match part {
                // Text that begins with `{` is an interpolation that could not be parsed. It is
                // reported elsewhere, and its value is unknown.
                ProsePart::Text(span) if self.report.source.slice(*span).starts_with('{') => {
                    self.interpolation(*span, UNKNOWN);
                }
                ProsePart::Text(span) => self.stretch(*span),
                ProsePart::Brace => self.text.push('{'),
                ProsePart::Interpolation(interpolation) => {
                    match evaluate::value(self.report, &interpolation.expression, At::Scalar) {
                        Ok(value) => self.interpolation(interpolation.span, &value.to_string()),
                        Err(_) => self.interpolation(interpolation.span, UNKNOWN),
                    }
                }
            }
        }
        self.end_line(self.report.source.written(prose.span).end);
    }

    fn interpolation(&mut self, span: Span, gives: &str) {
        let start = self.text.len();
        self.origins.push((start, self.report.source.written(span)));
        self.text.push_str(gives);
        self.interpolations.push(start..self.text.len());
    }

    fn end_line(&mut self, at: u32) {
        if !self.text.ends_with('\n') {
            self.origins.push((self.text.len(), Span::at(at)));
            self.text.push('\n');
        }
    }

    fn stretch(&mut self, span: Span) {
        let mut at = self.report.source.written(span).start as usize;
        let mut lines = self
            .report
            .source
            .slice(span)
            .split('\n')
            .enumerate()
            .peekable();
        while let Some((index, line)) = lines.next() {
            let is_whole_line = index > 0 && lines.peek().is_some();
            let begins_line = index > 0 || self.text.is_empty() || self.text.ends_with('\n');
            let is_parted =
                (is_whole_line && line.trim().is_empty()) || (index > 0 && self.in_heading);
            if is_parted || (begins_line && begins_block(line)) {
                self.end_line(at as u32);
                self.in_heading = is_heading(line);
            }
            let mut start = 0;
            for end in memchr3_iter(b' ', b'\t', b'\r', line.as_bytes()).chain([line.len()]) {
                let word = slice(line, start..end);
                if !word.is_empty() {
                    self.origins
                        .push((self.text.len(), Span::new(at + start, at + end)));
                    self.text.push_str(word);
                }
                start = end + 1;
            }
            at += line.len() + 1;
        }
    }

    /// The place in the source from which a range of the text was taken.
    pub(crate) fn place(&self, start: usize, end: usize) -> Place {
        let span = self.origin(start, false).to(self.origin(end, true));
        Place::new(self.report.source.original(), span)
    }

    /// A range of the text with a few characters of context from its own line.
    pub(crate) fn around(&self, start: usize, end: usize) -> String {
        let before = slice(&self.text, ..start).rsplit('\n').next().unwrap_or("");
        let after = slice(&self.text, end..).split('\n').next().unwrap_or("");
        let from = before
            .char_indices()
            .rev()
            .nth(AROUND - 1)
            .map_or(0, |(at, _)| at);
        let after: String = after.chars().take(AROUND).collect();
        format!(
            "{}{}{after}",
            slice(before, from..),
            slice(&self.text, start..end)
        )
    }

    fn origin(&self, at: usize, is_end: bool) -> Span {
        let index = self
            .origins
            .partition_point(|(start, _)| *start < at + usize::from(!is_end));
        let Some(&(start, span)) = index
            .checked_sub(1)
            .and_then(|index| self.origins.get(index))
        else {
            return Span::default();
        };
        let offset = span.start + (at - start) as u32;
        Span::at(offset.min(span.end))
    }
}

/// The common indentation of lines of prose, in bytes. It has no meaning.
pub(crate) fn common_indentation<'t>(lines: impl Iterator<Item = &'t str>) -> usize {
    let written = lines.filter(|line| !line.trim().is_empty());
    written
        .map(|line| line.len() - line.trim_start_matches([' ', '\t']).len())
        .min()
        .unwrap_or(0)
}

/// Whether a line starts a new block: a heading or an item of a list.
fn begins_block(line: &str) -> bool {
    is_heading(line) || is_bullet(line)
}

/// Whether a line is an item of a list: `- …`, `1. …`.
pub(crate) fn is_item(line: &str) -> bool {
    let after_number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_numbered = after_number.len() < line.len() && after_number.starts_with(['.', ')']);
    is_bullet(line) || (is_numbered && slice(after_number, 1..).starts_with(' '))
}

fn is_bullet(line: &str) -> bool {
    line.trim_start()
        .strip_prefix(['-', '*', '+'])
        .is_some_and(|item| item.starts_with(' '))
}

pub(crate) fn is_heading(line: &str) -> bool {
    line.trim_start().starts_with('#')
}
