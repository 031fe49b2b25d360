//! The summary of a run: the outcomes of all reports added up.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

use super::Exit;
use super::options::ReportingOptions;
use super::outcome::ReportOutcome;
use crate::diagnostic::catalog::{CatalogEntry, Concern};
use crate::diagnostic::format::VERSION;
use crate::diagnostic::{Words, counted};
use crate::model::Numbers;
use crate::verify::Tally;

/// The maximum number of codes that the last line lists.
const MOST_CODES: usize = 5;

#[derive(Default)]
pub(super) struct Summary {
    reports: usize,
    with_errors: usize,
    errors: usize,
    warnings: usize,
    facts: usize,
    tally: Tally,
    numbers: Numbers,
    certain_fixes: usize,
    proposed_fixes: usize,
    codes: BTreeSet<&'static str>,
    left_out: BTreeMap<&'static str, usize>,
    kept: BTreeSet<&'static str>,
    requires_reports: bool,
}

impl Summary {
    pub(super) fn add(&mut self, outcome: &ReportOutcome) {
        self.reports += usize::from(outcome.is_report);
        self.with_errors += usize::from(outcome.exit != Exit::Fine);
        self.requires_reports |= outcome.requires_report;
        self.errors += outcome.errors;
        self.warnings += outcome.warnings;
        self.facts += outcome.facts;
        self.tally.add(outcome.tally);
        self.numbers.add(outcome.numbers);
        self.certain_fixes += outcome.certain_fixes;
        self.proposed_fixes += outcome.proposed_fixes;
        self.codes.extend(&outcome.codes);
        self.kept.extend(&outcome.kept);
        for code in &outcome.left_out {
            *self.left_out.entry(code).or_default() += 1;
        }
    }

    /// Whether the command needs reports, none was found, and no error explains why.
    pub(super) fn lacks_reports(&self) -> bool {
        self.requires_reports && self.reports == 0 && self.with_errors == 0
    }

    /// The summary in words; empty if there were no reports and no diagnostics.
    pub(super) fn words(&self, options: &ReportingOptions) -> Words {
        let Summary {
            reports,
            with_errors,
            facts,
            tally:
                Tally {
                    hold,
                    fail,
                    excepted,
                    undecided,
                },
            ..
        } = self;
        let mut zh = String::new();
        let mut en = String::new();
        if *reports > 1 {
            zh = format!("报告 {reports} 份，其中有错 {with_errors} 份；");
            en = format!(
                "{}, {with_errors} with errors; ",
                counted(*reports, "report")
            );
        }
        if *reports > 0 {
            let (found_zh, found_en) = self.found();
            zh += &format!(
                "{found_zh}；数据 {facts} 项；勾稽关系：成立 {hold}，不成立 {fail}，例外 {excepted}，不能判定 {undecided}\n"
            );
            let facts = counted(*facts, "fact");
            en += &format!(
                "{found_en}; {facts}; identities: {hold} hold, {fail} fail, {excepted} excepted, {undecided} undecided\n"
            );
            zh += self.numbers.words().of_zh();
            en += self.numbers.words().of_en();
        }
        if *reports == 0 && self.errors + self.warnings > 0 {
            let (found_zh, found_en) = self.found();
            zh += &format!("{found_zh}\n");
            en += &format!("{found_en}\n");
        }
        for part in [
            self.left_out_words(options),
            self.fixes_words(),
            self.codes_words(),
        ] {
            zh += part.of_zh();
            en += part.of_en();
        }
        Words::new(zh, en)
    }

    /// Lists the codes of the diagnostics hidden by `allow`, and the codes of the errors that
    /// `allow` cannot hide.
    fn left_out_words(&self, options: &ReportingOptions) -> Words {
        let (mut zh, mut en) = (String::new(), String::new());
        for (code, number) in &self.left_out {
            let by = options.allowed_by(code);
            zh += &format!("{code}：{number} 条未列出（{}）\n", by.of_zh());
            en += &format!("{code}: {number} not listed ({})\n", by.of_en());
        }
        for code in &self.kept {
            let (by, instead) = (options.allowed_by(code), instead(code));
            zh += &format!(
                "{code} 是错误，仍然列出（{} 对错误不起作用）{}\n",
                by.of_zh(),
                instead.of_zh()
            );
            en += &format!(
                "{code} is an error and cannot be hidden ({}){}\n",
                by.of_en(),
                instead.of_en()
            );
        }
        Words::new(zh, en)
    }

    /// What `gdr fix` can do.
    fn fixes_words(&self) -> Words {
        let (certain, proposed) = (self.certain_fixes, self.proposed_fixes);
        let (mut zh, mut en) = (String::new(), String::new());
        if certain > 0 {
            zh += &format!("其中 {certain} 处可直接改正：gdr fix\n");
            en += &format!("fixed automatically by gdr fix: {certain}\n");
        }
        if proposed > 0 {
            zh += &format!("有修改建议的 {proposed} 处，核实后可以采纳：gdr fix --accept\n");
            en += &format!(
                "with a proposed fix to review, applied by gdr fix --accept: {proposed}\n"
            );
        }
        Words::new(zh, en)
    }

    /// Where the codes are explained.
    fn codes_words(&self) -> Words {
        if self.codes.is_empty() {
            return Words::default();
        }
        let more = if self.codes.len() > MOST_CODES {
            " …"
        } else {
            ""
        };
        let codes: Vec<&str> = self.codes.iter().take(MOST_CODES).copied().collect();
        let codes = codes.join(" ") + more;
        Words::new(
            format!("详见：gdr explain {codes}\n"),
            format!("for details: gdr explain {codes}\n"),
        )
    }

    /// The numbers of errors and warnings in words.
    fn found(&self) -> (String, String) {
        let (errors, warnings) = (self.errors, self.warnings);
        let (errors_en, warnings_en) = (counted(errors, "error"), counted(warnings, "warning"));
        match (errors, warnings) {
            (0, 0) => (String::from("没有发现错误"), String::from("no errors")),
            (0, _) => (
                format!("没有错误，警告 {warnings} 处"),
                format!("no errors, {warnings_en}"),
            ),
            (_, 0) => (format!("错误 {errors} 处"), errors_en),
            _ => (
                format!("错误 {errors} 处，警告 {warnings} 处"),
                format!("{errors_en}, {warnings_en}"),
            ),
        }
    }

    pub(super) fn json(&self) -> String {
        let Tally {
            hold,
            fail,
            excepted,
            undecided,
        } = self.tally;
        let Numbers {
            interpolated,
            compared,
            unrecognised,
        } = self.numbers;
        json!({
            "version": VERSION,
            "kind": "summary",
            "reports": self.reports,
            "with_errors": self.with_errors,
            "facts": self.facts,
            "numbers": { "interpolated": interpolated, "compared": compared, "unrecognised": unrecognised },
            "identities": { "hold": hold, "fail": fail, "excepted": excepted, "undecided": undecided },
            "left_out": self.left_out,
        })
        .to_string()
    }
}

/// What to do about an error instead of hiding it.
fn instead(code: &str) -> Words {
    match CatalogEntry::of(code) {
        Some(entry) if entry.concern == Concern::Identity => Words::new(
            "；勾稽关系不成立确有原因的，请在报告中用 allow 写明理由",
            "; if an identity fails for a good reason, state it in the report with `allow`",
        ),
        _ => Words::default(),
    }
}
