//! Next year's report from this year's: what must be the same is filled in, what is known no more is asked for, and what only a person
//! can decide is listed.

use std::collections::{BTreeMap, BTreeSet};

use super::carry::{self, Carried};
use super::edition::Editions;
use super::figure::{self, figure, quoted};
use super::source::{TASK, source};
use super::{Draft, HOLE, Manner, OwnBlock, blank};
use crate::diagnostic::{Language, Words};
use crate::evaluate::{self, At};
use crate::lint::{Bare, bare};
use crate::model::{
    Expression, Named, Origin, OwnFacts, Previous, Prose, ProsePart, Reference, Report, Splice, TemplatePart, Value, Verdict,
};
use crate::source::Span;
use crate::syntax;
use crate::verify;

/// Stands behind what was true last year, until somebody has looked at it. The lint of placeholders knows it.
const REVIEW: &str = "〔待核〕";

/// The draft of a report that states nothing yet and has last year's beside it. None where it has not.
pub fn next(report: &Report, manner: Manner) -> Option<Draft> {
    let previous = report.previous.as_ref()?;
    let mut writer = Next::new(report, previous, manner);
    writer.carry();
    writer.fields();
    writer.title();
    writer.own_facts();
    writer.edit_prose();
    writer.prose();
    writer.checks();
    writer.left_behind();
    Some(writer.draft)
}

struct Next<'r> {
    report: &'r Report,
    last: &'r Report,
    in_ids: bool,
    editions: Editions<'r>,
    draft: Draft,
    /// What is written otherwise in last year's text, by where it stands.
    edits: BTreeMap<(u32, u32), String>,
}

impl<'r> Next<'r> {
    fn new(report: &'r Report, previous: &'r Previous, manner: Manner) -> Next<'r> {
        let last = &*previous.report;
        let editions = Editions::new(last, &report.form, previous.correspondence.as_ref(), manner.in_ids);
        Next { report, last, in_ids: manner.in_ids, editions, draft: blank(&report.form, report.year), edits: BTreeMap::new() }
    }

    fn task(&mut self, zh: String, en: String) {
        self.draft.tasks.push(Words::new(zh, en));
    }

    // ── Facts ────────────────────────────────────────────────────────────────────────────────────────────────────────

    fn carry(&mut self) {
        if let Some(basis) = self.report.form.basis.as_ref().filter(|_| !self.editions.are_one()) {
            let edition = self.report.form.edition;
            self.task(
                format!("表单换成了 {edition} 版（{basis}）：请对照新的项目。"),
                format!("The form is now that of {edition} ({basis}): look at what is new in it."),
            );
        }
        let failing = verify::decide(self.last).0.iter().filter(|finding| matches!(finding.verdict, Verdict::Fails)).count();
        if failing > 0 {
            self.task(
                format!("上一年度的报告有 {failing} 处勾稽关系不成立：从那里带来的数，请先核实。"),
                format!("In last year's report {failing} identities fail: make sure of the figures that come from it."),
            );
        }
        for Carried { check, facts } in carry::carried(self.report) {
            let mut is_filled = false;
            for (fact, value) in facts {
                if figure(&value, self.report.form.type_of(fact), false).is_some() {
                    self.draft.facts[fact] = Some(value);
                    is_filled = true;
                }
            }
            let path = self.report.form.path(check.scope, self.in_ids);
            let within = if path.is_empty() { String::new() } else { format!("（{path}）") };
            self.say_carried(&format!("{}{within}", check.statement), is_filled);
        }
    }

    fn say_carried(&mut self, statement: &str, is_filled: bool) {
        match is_filled {
            true => self.task(
                format!("已按上一年度的报告填好，请核实：{statement}。"),
                format!("Filled in from last year's report, please verify: {statement}."),
            ),
            false => self.task(
                format!("填好以后要同上一年度的报告相符：{statement}。"),
                format!("To agree with last year's report when it is filled in: {statement}."),
            ),
        }
    }

    /// What a body is stays; when it did something does not, nor how much.
    fn fields(&mut self) {
        let form = &self.report.form;
        for (_, field) in form.fields() {
            let stated = self.editions.before(field.fact).and_then(|fact| self.last.fact(fact));
            let Some(stated) = stated.filter(|stated| stated.origin != Origin::Computed) else { continue };
            let stays = matches!(stated.value, Value::Text(_) | Value::Choice(_));
            let fits = figure(&stated.value, &field.kind, false).is_some();
            self.draft.facts[field.fact] = Some(if stays && fits { stated.value.clone() } else { HOLE });
        }
    }

    fn own_facts(&mut self) {
        let block = |own: &OwnFacts| {
            let kind = figure::type_of(&own.kind);
            let facts = own.facts.iter().enumerate().map(|(index, fact)| {
                let label = if fact.label == fact.name { String::new() } else { format!(" {}", quoted(&fact.label)) };
                (format!("{}{label}", fact.name), own.total == Some(index))
            });
            OwnBlock { head: format!("facts {} {} : {kind}", own.name, quoted(&own.label)), facts: facts.collect() }
        };
        self.draft.own_facts = self.last.own_facts.iter().map(block).collect();
    }

    // ── Words ────────────────────────────────────────────────────────────────────────────────────────────────────────

    /// A title names the reporting year wherever it names one.
    fn title(&mut self) {
        let Some(title) = &self.last.title else { return };
        let year = format!("{}年", self.last.year);
        let mut text = String::new();
        for part in title {
            match part {
                TemplatePart::Text(part) => text.push_str(&part.replace(&year, "{year}年")),
                TemplatePart::Value(Expression::Year) => text.push_str("{year}"),
                TemplatePart::Value(Expression::Reference(reference, _)) => {
                    match self.last_path(*reference).and_then(|path| self.editions.path(*reference, &path)) {
                        Some(path) => text.push_str(&format!("{{{path}}}")),
                        None => text.push_str(REVIEW),
                    }
                }
                TemplatePart::Value(_) => text.push_str(REVIEW),
            }
        }
        self.draft.title = Some(quoted(&text));
    }

    /// How last year's form calls something.
    fn last_path(&self, reference: Reference) -> Option<String> {
        match reference {
            Reference::Fact(fact) => Some(self.last.fact_path(fact, self.in_ids)),
            Reference::Row(node) => Some(self.last.form.path(node, self.in_ids)),
            Reference::Own(block) => Some(self.last.own_facts[block].name.clone()),
            Reference::Column(..) => None,
        }
    }

    /// Splices in the names of this year's form, and a mark behind every number that is written out.
    fn edit_prose(&mut self) {
        for splice in self.last.splices() {
            let text = self.splice(splice);
            self.edits.insert((splice.span.start, splice.span.end), text);
        }
        let (mut marks, mut years) = (0, 0);
        for number in bare(self.last) {
            match number {
                Bare::ReportingYear(span) => {
                    years += 1;
                    self.edits.insert((span.start, span.end), "{year}".to_owned());
                }
                Bare::Other(span) => {
                    marks += 1;
                    let behind = Span { start: span.end, end: span.end + REVIEW.len() as u32 };
                    // What nobody has looked at the year before has its mark.
                    if self.last.source.slice(behind) != REVIEW {
                        self.edits.insert((span.end, span.end), REVIEW.to_owned());
                    }
                }
            }
        }
        if self.last.all_prose().next().is_some() {
            self.task(
                "正文是上一年度的，请逐段改写。".to_owned(),
                "The prose is last year's: go through every paragraph of it.".to_owned(),
            );
        }
        if years > 0 {
            let year = self.last.year;
            self.task(
                format!("正文里有 {years} 处“{year}年”写成了 {{year}}年：说的若是 {year} 年的事，请改写。"),
                format!("“{year}年” was made {{year}}年 in {years} places of the prose: see that each is true of the new year."),
            );
        }
        if marks > 0 {
            self.task(
                format!("正文里直接写出的数和年份有 {marks} 处，后面都标了{REVIEW}：改好一处，删去一个标记。"),
                format!("{marks} numbers and years are written out in the prose, each with {REVIEW} behind it: delete the mark when it is right."),
            );
        }
    }

    /// A splice without what it asserts; where the form has nothing of the kind any more, last year's value.
    fn splice(&mut self, splice: &Splice) -> String {
        let inside = Span { start: splice.span.start + 1, end: splice.span.end.saturating_sub(1) };
        let expression = match &splice.asserted {
            None => inside,
            Some((_, asserted)) => {
                let behind = Span { start: asserted.end, ..inside };
                let equals = self.last.source.slice(behind).find('=').map_or(0, |at| at as u32 + 1);
                Span { start: asserted.end + equals, ..inside }
            }
        };
        if let Some(text) = self.renamed(expression, &splice.expression.references()) {
            return format!("{{{}}}", text.trim());
        }
        let value = match evaluate::value(self.last, &splice.expression, At::Scalar) {
            Ok(Value::Date(date)) => date.in_words(),
            Ok(value) => value.to_string(),
            Err(_) => String::new(),
        };
        let written = self.last.source.slice(splice.span).to_owned();
        let line = self.last.place(splice.span).position().line;
        self.task(
            format!("{written}（原第 {line} 行）在这一版表单里没有对应的项目，暂写成上一年度的值，标了{REVIEW}。"),
            format!("{written} (line {line} of last year's) is nothing in this edition: last year's value stands there, with {REVIEW}."),
        );
        format!("{value}{REVIEW}")
    }

    /// A stretch of last year's text with its paths in the names of this year's form. None where one of them is nothing there.
    fn renamed(&self, span: Span, references: &[Named]) -> Option<String> {
        let mut edits = BTreeMap::new();
        for Named { reference, span, .. } in references {
            edits.insert((span.start, span.end), self.editions.path(*reference, self.last.source.slice(*span))?);
        }
        Some(self.edited(span, &edits))
    }

    fn edited(&self, span: Span, edits: &BTreeMap<(u32, u32), String>) -> String {
        let mut text = String::new();
        let mut at = span.start;
        for (&(start, end), new) in edits.range((span.start, 0)..).take_while(|((start, end), _)| (*start).max(*end) <= span.end)
        {
            if start < at {
                continue;
            }
            text.push_str(self.last.source.slice(Span { start: at, end: start }));
            text.push_str(new);
            at = end;
        }
        text.push_str(self.last.source.slice(Span { start: at, end: span.end }));
        text
    }

    // ── Prose ────────────────────────────────────────────────────────────────────────────────────────────────────────

    fn prose(&mut self) {
        self.draft.preamble = self.last.preamble.as_ref().map(|prose| self.prose_text(prose));
        for (section, prose) in &self.last.prose {
            let text = self.prose_text(prose);
            match self.editions.section(*section).filter(|now| !self.draft.prose.contains_key(now)) {
                Some(now) => drop(self.draft.prose.insert(now, text)),
                None => {
                    let label = &self.last.form.node(*section).label;
                    self.task(
                        format!("这一版表单没有“{label}”，它的正文是：\n{text}"),
                        format!("This edition has no “{label}”. Its prose was:\n{text}"),
                    );
                }
            }
        }
    }

    /// The text of prose between its quotes. One line in quotes becomes prose.
    fn prose_text(&self, prose: &Prose) -> String {
        match prose.parts.as_slice() {
            [ProsePart::Text(only)] if !self.last.source.slice(prose.span).starts_with("\"\"\"") => {
                format!("\n{}\n", self.edited(*only, &self.edits))
            }
            _ => self.edited(Span { start: prose.span.start + 3, end: prose.span.end.saturating_sub(3) }, &self.edits),
        }
    }

    // ── What else the report says ────────────────────────────────────────────────────────────────────────────────────

    fn checks(&mut self) {
        for check in &self.last.checks {
            match self.renamed(check.place.span, &check.condition.references()) {
                Some(text) => self.draft.checks.push(text),
                None => {
                    let text = check.place.text();
                    self.task(
                        format!("这项勾稽关系引用了这一版表单没有的项目，没有带来：\n{text}"),
                        format!("This check names what this edition does not have, and was left out:\n{text}"),
                    );
                }
            }
        }
    }

    /// Exceptions, notes and comments speak of last year's figures: they are listed, and not taken over.
    fn left_behind(&mut self) {
        for allow in &self.last.allows {
            let text = self.last.source.slice(allow.span);
            self.task(format!("上一年度的例外，没有带来：{text}"), format!("An exception of last year's, left out: {text}"));
        }
        for (row, note) in &self.last.notes {
            let row = self.last.form.path(*row, self.in_ids);
            self.task(
                format!("上一年度“{row}”一行的附注，没有带来：{note}"),
                format!("A note of last year's to {row}, left out: {note}"),
            );
        }
        for (line, comment) in self.own_comments() {
            self.task(
                format!("上一年度文件第 {line} 行的注释，没有带来：{comment}"),
                format!("A comment in line {line} of last year's file, left out: {comment}"),
            );
        }
        let holes = self.holes();
        self.draft.tasks.insert(0, Words::new(format!("填好 {holes} 处 ?。"), format!("Fill in {holes} places with a ?.")));
    }

    fn holes(&self) -> usize {
        let is_hole = |value: &&Value| matches!(value, Value::Absent(_));
        let own: usize = self.draft.own_facts.iter().map(|block| block.facts.len()).sum();
        self.draft.facts.iter().flatten().filter(is_hole).count() + own
    }

    /// The comments of last year's file that people wrote, each with its line.
    fn own_comments(&self) -> Vec<(usize, &'r str)> {
        let written = self.compiler_comments();
        let comments = syntax::comments(self.last.source.text()).into_iter();
        let own =
            comments.filter(|(_, comment)| !comment.is_empty() && !comment.starts_with(TASK) && !written.contains(*comment));
        own.map(|(span, comment)| (self.last.source.position(span.start).line, comment)).collect()
    }

    /// What the compiler itself writes into a report of last year's form.
    fn compiler_comments(&self) -> BTreeSet<String> {
        let mut comments: BTreeSet<String> = self.last.form.nodes.iter().map(|node| node.label.clone()).collect();
        for language in [Language::Chinese, Language::English] {
            for in_ids in [false, true] {
                let text = source(&blank(&self.last.form, self.last.year), Manner { in_ids, language });
                comments.extend(syntax::comments(&text).into_iter().map(|(_, comment)| comment.to_owned()));
            }
        }
        comments
    }
}
