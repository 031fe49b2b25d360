//! Prose as lints read it: splices replaced by their values, blanks and line ends left out, every byte traceable to the source.

use crate::evaluate::{self, At};
use crate::model::{Prose, ProsePart, Report};
use crate::source::{Place, Span};

pub struct Plain<'r> {
    report: &'r Report,
    pub text: String,
    /// Where each stretch of the text begins, and where it comes from.
    origins: Vec<(usize, Span)>,
}

impl<'r> Plain<'r> {
    pub fn of(report: &'r Report, prose: &Prose) -> Plain<'r> {
        let mut plain = Plain { report, text: String::new(), origins: Vec::new() };
        for part in &prose.parts {
            match part {
                ProsePart::Text(span) => plain.stretch(*span),
                ProsePart::Brace => plain.text.push('{'),
                ProsePart::Splice(splice) => {
                    plain.origins.push((plain.text.len(), splice.span));
                    if let Ok(value) = evaluate::value(report, &splice.expression, At::Scalar) {
                        plain.text.push_str(&value.to_string());
                    }
                }
            }
        }
        plain
    }

    /// Each prose of a report.
    pub fn all(report: &Report) -> impl Iterator<Item = Plain<'_>> {
        report.all_prose().map(|prose| Plain::of(report, prose))
    }

    fn stretch(&mut self, span: Span) {
        let mut at = span.start as usize;
        for word in self.report.source.slice(span).split([' ', '\t', '\n', '\r', '\u{3000}', '\u{A0}']) {
            if !word.is_empty() {
                self.origins.push((self.text.len(), Span::new(at, at + word.len())));
                self.text.push_str(word);
            }
            let behind = self.report.source.text()[at + word.len()..].chars().next();
            at += word.len() + behind.map_or(0, char::len_utf8);
        }
    }

    /// Where a stretch of the text stands in the source.
    pub fn place(&self, start: usize, end: usize) -> Place {
        self.report.place(self.origin(start, false).to(self.origin(end, true)))
    }

    fn origin(&self, at: usize, is_end: bool) -> Span {
        let index = self.origins.partition_point(|(start, _)| *start < at + usize::from(!is_end));
        let Some(&(start, span)) = index.checked_sub(1).and_then(|index| self.origins.get(index)) else { return Span::default() };
        let offset = span.start + (at - start) as u32;
        Span::at(offset.min(span.end))
    }
}
