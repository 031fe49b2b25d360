//! Reuses last year's title, prose and own checks, with the names of this year's form.

use std::collections::BTreeMap;

use super::Next;
use crate::chinese::placeholders::TO_REVIEW as REVIEW;
use crate::chinese::time;
use crate::diagnostic::counted;
use crate::evaluate::{self, At};
use crate::lint::{Bare, bare};
use crate::model::{
    Expression, Interpolation, Named, Prose, ProsePart, Reference, TemplatePart, Value,
};
use crate::source::Span;
use crate::syntax::quoted;

impl Next<'_> {
    /// Copies the title. The year in it becomes the reporting year.
    pub(super) fn title(&mut self) {
        let Some(title) = &self.last.title else {
            return;
        };
        let (year, year_of_report) = (time::year(self.last.year), time::year("{year}"));
        let mut text = String::new();
        for part in title {
            match part {
                TemplatePart::Text(part) => {
                    let part = part.replace('{', "{{");
                    text.push_str(&part.replace(&year, &year_of_report));
                }
                TemplatePart::Value(Expression::Year) => text.push_str("{year}"),
                TemplatePart::Value(Expression::Reference(reference, _)) => {
                    match self
                        .last_path(*reference)
                        .and_then(|path| self.editions.path(*reference, &path))
                    {
                        Some(path) => text.push_str(&format!("{{{path}}}")),
                        None => text.push_str(REVIEW),
                    }
                }
                TemplatePart::Value(_) => text.push_str(REVIEW),
            }
        }
        if text.contains(REVIEW) {
            self.task(
                format!("标题引用了本版表单未设的项，引用处已改为{REVIEW}，请核实。"),
                format!("References in the title to items that this edition does not have are replaced by {REVIEW}."),
            );
        }
        self.draft.title = Some(quoted(&text));
    }

    /// The path of a reference in last year's form.
    fn last_path(&self, reference: Reference) -> Option<String> {
        match reference {
            Reference::Fact(fact) => Some(self.last.fact_path(fact, self.in_ids)),
            Reference::Row(node) => Some(self.last.form.path(node, self.in_ids)),
            Reference::Own(block) => Some(self.last.own_facts[block].name.clone()),
            Reference::Column(..) => None,
        }
    }

    /// Renames interpolations for this year's form, and adds a mark after every number that is
    /// written out.
    pub(super) fn edit_prose(&mut self) {
        for interpolation in self.last.interpolations() {
            let text = self.interpolation(interpolation);
            self.edits
                .insert((interpolation.span.start, interpolation.span.end), text);
        }
        let (mut marks, mut years) = (0, 0);
        for number in bare(self.last) {
            match number {
                Bare::ReportingYear(span) => {
                    years += 1;
                    self.edits
                        .insert((span.start, span.end), "{year}".to_owned());
                }
                Bare::Other(span) => {
                    marks += 1;
                    let after = Span {
                        start: span.end,
                        end: span.end + REVIEW.len() as u32,
                    };
                    // The number may still have the mark that `gdr next` added a year ago.
                    if self.last.source.slice(after) != REVIEW {
                        self.edits.insert((span.end, span.end), REVIEW.to_owned());
                    }
                }
            }
        }
        if self.last.all_prose().next().is_some() {
            self.task(
                "正文沿用上一年度内容，请逐段改写。".to_owned(),
                "The prose is last year's: revise every paragraph.".to_owned(),
            );
        }
        if years > 0 {
            let year = self.last.year;
            self.task(
                format!("正文中有 {years} 处“{year}年”已改为 {{year}}年（随报告年度变化）；如所述确为 {year} 年的事项，请改回。"),
                format!("“{year}年” was replaced by {{year}}年 in {} of the prose: check that each is right for the new year.", counted(years, "place")),
            );
        }
        if marks > 0 {
            self.task(
                format!("正文中直接写出的数字和年份共 {marks} 处，均已标注{REVIEW}；请逐一核对，核对后删去标记。"),
                format!("Numbers and years written out in the prose: {marks}. Each is followed by {REVIEW}: check it and delete its mark."),
            );
        }
    }

    /// The new text of an interpolation: `{12 = path}` becomes `{path}`. If this year's form has no
    /// such item, last year's value replaces the interpolation.
    fn interpolation(&mut self, interpolation: &Interpolation) -> String {
        let inside = Span {
            start: interpolation.span.start + 1,
            end: interpolation.span.end.saturating_sub(1),
        };
        let expression = match &interpolation.asserted {
            None => inside,
            Some((_, asserted)) => {
                let after = Span {
                    start: asserted.end,
                    ..inside
                };
                let equals = self
                    .last
                    .source
                    .slice(after)
                    .find('=')
                    .map_or(0, |at| at as u32 + 1);
                Span {
                    start: asserted.end + equals,
                    ..inside
                }
            }
        };
        if let Some(text) = self.renamed(expression, &interpolation.expression.references()) {
            return format!("{{{}}}", text.trim());
        }
        let value = match evaluate::value(self.last, &interpolation.expression, At::Scalar) {
            Ok(Value::Date(date)) => date.in_words(),
            Ok(value) => value.to_string(),
            Err(_) => String::new(),
        };
        let written = self.last.source.slice(interpolation.span).to_owned();
        let line = self.last.place(interpolation.span).position().line;
        self.task(
            format!("{written}（上一年度文件第 {line} 行）在本版表单中没有对应的项，暂填上一年度的值，并标注{REVIEW}。"),
            format!("{written} (line {line} of last year's file) does not exist in this edition: it is replaced by last year's value, marked with {REVIEW}."),
        );
        format!("{value}{REVIEW}")
    }

    /// A part of last year's text in which all paths are renamed for this year's form. `None` if
    /// this year's form lacks one of them.
    fn renamed(&self, span: Span, references: &[Named]) -> Option<String> {
        let mut edits = BTreeMap::new();
        for Named {
            reference, span, ..
        } in references
        {
            edits.insert(
                (span.start, span.end),
                self.editions
                    .path(*reference, self.last.source.slice(*span))?,
            );
        }
        Some(self.edited(span, &edits))
    }

    fn edited(&self, span: Span, edits: &BTreeMap<(u32, u32), String>) -> String {
        let mut text = String::new();
        let mut at = span.start;
        for (&(start, end), new) in edits
            .range((span.start, 0)..)
            .take_while(|((start, end), _)| (*start).max(*end) <= span.end)
        {
            if start < at {
                continue;
            }
            text.push_str(self.last.source.slice(Span {
                start: at,
                end: start,
            }));
            text.push_str(new);
            at = end;
        }
        text.push_str(self.last.source.slice(Span {
            start: at,
            end: span.end,
        }));
        text
    }

    // ── Prose ────────────────────────────────────────────────────────────────────────────────────

    pub(super) fn prose(&mut self) {
        self.draft.preamble = self
            .last
            .preamble
            .as_ref()
            .map(|prose| self.prose_text(prose));
        for (section, prose) in &self.last.prose {
            let text = self.prose_text(prose);
            if let Some(now) = self
                .editions
                .section(*section)
                .filter(|now| !self.draft.prose.contains_key(now))
            {
                drop(self.draft.prose.insert(now, text));
            } else {
                let label = &self.last.form.node(*section).label;
                self.task(
                    format!("本版表单未设“{label}”，其上一年度正文为：\n{text}"),
                    format!("This edition has no “{label}”. Its prose of last year:\n{text}"),
                );
            }
        }
    }

    /// The text of prose without its quotes. A one-line string becomes a block of prose.
    fn prose_text(&self, prose: &Prose) -> String {
        match prose.parts.as_slice() {
            [ProsePart::Text(only)]
                if !self.last.source.slice(prose.span).starts_with("\"\"\"") =>
            {
                format!("\n{}\n", self.edited(*only, &self.edits))
            }
            _ => self.edited(
                Span {
                    start: prose.span.start + 3,
                    end: prose.span.end.saturating_sub(3),
                },
                &self.edits,
            ),
        }
    }

    pub(super) fn checks(&mut self) {
        for check in &self.last.checks {
            if let Some(text) = self.renamed(check.place.span, &check.condition.references()) {
                self.draft.checks.push(text);
            } else {
                let text = check.place.text();
                self.task(
                    format!("以下勾稽关系引用了本版表单未设的项，未沿用：\n{text}"),
                    format!("This check uses items that this edition does not have, and is not copied:\n{text}"),
                );
            }
        }
    }
}
