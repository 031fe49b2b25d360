//! Writes next year's report from this year's. Texts and the figures that are carried forward are
//! filled in. All other figures become unknown values. Everything that the author must decide is
//! listed as a task.

mod words;

use std::collections::{BTreeMap, BTreeSet};

use super::blank::blank;
use super::carry::{self, Carried};
use super::edition::Editions;
use super::source::{TASK, source};
use super::{Draft, OwnBlock, SourceOptions, UNKNOWN};
use crate::diagnostic::{Language, Words, counted};
use crate::model::{Origin, OwnFacts, Previous, Report, Value, Verdict};
use crate::source::slice;
use crate::syntax::{self, quoted};
use crate::verify;

/// The draft of next year's report. `report` is an empty report of next year, of which only the
/// form and the previous report (this year's) are set. `None` if the previous report is not set.
pub fn next(report: &Report, options: SourceOptions) -> Option<Draft> {
    let previous = report.previous.as_ref()?;
    let mut writer = Next::new(report, previous, options);
    writer.changed_form();
    writer.fields();
    writer.carry();
    writer.title();
    writer.own_facts();
    writer.edit_prose();
    writer.prose();
    writer.checks();
    writer.left_over_facts();
    Some(writer.draft)
}

struct Next<'r> {
    report: &'r Report,
    last: &'r Report,
    in_ids: bool,
    editions: Editions<'r>,
    draft: Draft,
    /// Replacements in the text of last year's report, by byte range.
    edits: BTreeMap<(u32, u32), String>,
}

impl<'r> Next<'r> {
    fn new(report: &'r Report, previous: &'r Previous, options: SourceOptions) -> Next<'r> {
        let last = &*previous.report;
        let editions = Editions::new(
            last,
            &report.form,
            previous.correspondence.as_ref(),
            options.in_ids,
        );
        Next {
            report,
            last,
            in_ids: options.in_ids,
            editions,
            draft: blank(&report.form, report.year),
            edits: BTreeMap::new(),
        }
    }

    fn task(&mut self, zh: String, en: String) {
        self.draft.tasks.push(Words::new(zh, en));
    }

    // ── Facts ────────────────────────────────────────────────────────────────────────────────────

    fn changed_form(&mut self) {
        if let Some(basis) = self
            .report
            .form
            .basis
            .as_ref()
            .filter(|_| !self.editions.are_one())
        {
            let edition = self.report.form.edition;
            self.task(
                format!("表单已更换为 {edition} 版（{basis}），请核对新增的项。"),
                format!("The form is now the {edition} edition ({basis}): check its new items."),
            );
        }
    }

    fn carry(&mut self) {
        let failing = verify::decide(self.last)
            .0
            .iter()
            .filter(|finding| matches!(finding.verdict, Verdict::Fails))
            .count();
        if failing > 0 {
            let failures = match failing {
                1 => "1 identity fails".to_owned(),
                _ => format!("{failing} identities fail"),
            };
            self.task(
                format!("上一年度报告有 {failing} 项勾稽关系不成立，请先核实从该报告结转的数据。"),
                format!(
                    "{failures} in last year's report: verify the figures carried forward from it."
                ),
            );
        }
        for Carried { check, facts } in carry::carried(self.report) {
            let mut is_filled = false;
            for (fact, value) in facts {
                let ty = self.report.form.type_of(fact);
                if ty.source_form(&value, false).is_some() {
                    self.draft.facts[fact] = Some(value);
                    is_filled = true;
                }
            }
            let path = self.report.form.path(check.scope, self.in_ids);
            let within = if path.is_empty() {
                String::new()
            } else {
                format!("（{path}）")
            };
            self.explain_carried(&format!("{}{within}", check.statement), is_filled);
        }
    }

    fn explain_carried(&mut self, statement: &str, is_filled: bool) {
        if is_filled {
            self.task(
                format!("已按上一年度报告填写，请核实：{statement}。"),
                format!("Filled in from last year's report, please verify: {statement}."),
            );
        } else {
            self.task(
                format!("填写后应与上一年度报告一致：{statement}。"),
                format!("Once filled in, it must agree with last year's report: {statement}."),
            );
        }
    }

    /// Copies the texts and choices of fields. Dates, numbers and amounts become unknown.
    fn fields(&mut self) {
        let form = &self.report.form;
        for (_, field) in form.fields() {
            let stated = self
                .editions
                .before(field.fact)
                .and_then(|fact| self.last.fact(fact));
            let Some(stated) = stated.filter(|stated| stated.origin != Origin::Computed) else {
                continue;
            };
            let stays = matches!(stated.value, Value::Text(_) | Value::Choice(_));
            let fits = field.ty.source_form(&stated.value, false).is_some();
            self.draft.facts[field.fact] = Some(if stays && fits {
                stated.value.clone()
            } else {
                UNKNOWN
            });
        }
    }

    fn own_facts(&mut self) {
        let block = |own: &OwnFacts| {
            let ty = own.ty.declaration();
            let facts = own.facts.iter().enumerate().map(|(index, fact)| {
                let label = if fact.label == fact.name {
                    String::new()
                } else {
                    format!(" {}", quoted(&fact.label))
                };
                (format!("{}{label}", fact.name), own.total == Some(index))
            });
            OwnBlock {
                head: format!("facts {} {} : {ty}", own.name, quoted(&own.label)),
                facts: facts.collect(),
            }
        };
        self.draft.own_facts = self.last.own_facts.iter().map(block).collect();
    }

    /// Lists exceptions, notes and comments as tasks. They are about last year's figures, so they
    /// are not copied.
    fn left_over_facts(&mut self) {
        for allow in &self.last.allows {
            let text = self.last.source.slice(allow.span);
            self.task(
                format!("上一年度的例外，未沿用：{text}"),
                format!("Exception in last year's report, not copied: {text}"),
            );
        }
        for (row, note) in &self.last.notes {
            let row = self.last.form.path(*row, self.in_ids);
            self.task(
                format!("上一年度“{row}”一行的附注，未沿用：{note}"),
                format!("Note on {row} in last year's report, not copied: {note}"),
            );
        }
        for (line, comment) in self.own_comments() {
            self.task(
                format!("上一年度文件第 {line} 行的注释，未沿用：{comment}"),
                format!("Comment in line {line} of last year's file, not copied: {comment}"),
            );
        }
        let unknown_values = self.unknown_values();
        if unknown_values > 0 {
            let values = counted(unknown_values, "unknown value");
            self.draft.tasks.insert(
                0,
                Words::new(
                    format!("填写 {unknown_values} 处待填 (?)。"),
                    format!("Fill in {values} (?)."),
                ),
            );
        }
    }

    fn unknown_values(&self) -> usize {
        let is_unknown = |value: &&Value| matches!(value, Value::Absent(_));
        let own: usize = self
            .draft
            .own_facts
            .iter()
            .map(|block| block.facts.len())
            .sum();
        self.draft.facts.iter().flatten().filter(is_unknown).count() + own
    }

    /// The comments of last year's file that its author wrote, each with its line.
    fn own_comments(&self) -> Vec<(usize, &'r str)> {
        let written = self.compiler_comments();
        let comments = syntax::comments(self.last.source.text()).into_iter();
        let own = comments.filter(|(_, comment)| {
            !comment.is_empty() && !comment.starts_with(TASK) && !written.contains(*comment)
        });
        own.map(|(span, comment)| {
            (
                self.last.source.original().position(span.start).line,
                comment,
            )
        })
        .collect()
    }

    /// The comments that `gdr new` and `gdr next` write into a report of last year's form: those of
    /// a report without stated facts, and those of a report with all facts stated.
    fn compiler_comments(&self) -> BTreeSet<String> {
        let form = &self.last.form;
        let mut comments: BTreeSet<String> =
            form.nodes.iter().map(|node| node.label.clone()).collect();
        let blank = || blank(form, self.last.year);
        for draft in [
            blank(),
            Draft {
                facts: vec![Some(UNKNOWN); form.slots.len()],
                ..blank()
            },
        ] {
            for language in [Language::Chinese, Language::English] {
                for in_ids in [false, true] {
                    let text = source(&draft, SourceOptions { in_ids, language });
                    comments.extend(text.lines().flat_map(after_slashes));
                }
            }
        }
        comments
    }
}

/// The texts after each `//` of a line: a comment, and a second comment in a line that is commented
/// out.
fn after_slashes(line: &str) -> impl Iterator<Item = String> {
    line.match_indices("//")
        .map(|(at, slashes)| slice(line, at + slashes.len()..).trim().to_owned())
}
