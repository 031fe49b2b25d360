//! The view of a difference. As JSON for programs it is complete, independent of the language and
//! specified in `docs/diff.schema.json`. Pages and terminal output use the same view with
//! additional words.

use serde::Serialize;

use super::chain::{self, LinkView};
use super::checks::{self, CheckDiffView};
use super::editions::{self, EditionView, UnmatchedView};
use super::facts::{self, ItemView};
use super::lines::{self, SectionDiffView};
use super::selection::Selection;
use super::sentences::{self, ProseChangesView};
use super::summary::{self, DiffSummary};
use crate::diff::{BodyChange, Diff, DiffKind};
use crate::emit::view::title;
use crate::model::{Report, Value};
use crate::verify::Verified;

/// The version of the data. It increases when a field is removed or changes its meaning, not when
/// one is added.
const VERSION: u32 = 1;

#[derive(Debug, Serialize)]
pub(super) struct DiffView<'r> {
    version: u32,
    kind: &'static str,
    pub old: ComparedReportView<'r>,
    pub new: ComparedReportView<'r>,
    mismatches: Vec<&'static str>,
    bodies: Vec<BodyChangeView>,
    summary: DiffSummary,
    pub chain: Option<Vec<LinkView<'r>>>,
    /// Corresponding facts of both reports, changed or not. For programs only: the view for people
    /// has sections of lines instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    facts: Option<Vec<ItemView>>,
    /// Parts of only one report. For programs only: the view for people has `editions` instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    unmatched: Option<Vec<UnmatchedView>>,
    pub checks: Vec<CheckDiffView<'r>>,
    pub prose: ProseChangesView,
    #[serde(flatten)]
    pub words: Option<DiffWords>,
}

#[derive(Debug, Serialize)]
pub(super) struct ComparedReportView<'r> {
    form: &'r str,
    edition: i32,
    year: i32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
}

#[derive(Debug, Serialize)]
struct BodyChangeView {
    name: String,
    old: Option<String>,
    new: Option<String>,
}

/// The parts of the view for people only.
#[derive(Debug, Serialize)]
pub(super) struct DiffWords {
    language: &'static str,
    is_unfolded: bool,
    pub say: Headings,
    /// The summary in one line.
    pub verdict: String,
    /// Mismatches of the two reports.
    pub notices: Vec<String>,
    pub sections: Vec<SectionDiffView>,
    /// The number of identities that are not listed because their values are unknown.
    pub unfilled_checks: usize,
    pub editions: Vec<EditionView>,
}

/// The headings and labels.
#[derive(Debug, Serialize)]
pub(super) struct Headings {
    pub title: String,
    pub chain: String,
    pub unchanged: String,
    pub checks: String,
    pub editions: String,
    pub prose: String,
    pub item: String,
    pub before: String,
    pub after: String,
    pub difference: String,
    pub percent: String,
    pub parts: String,
    /// The words after the number of omitted places.
    pub folded: String,
    pub unfilled: String,
    pub details: String,
    pub colon: String,
}

impl<'r> DiffView<'r> {
    pub(super) fn of(diff: &'r Diff, selection: Selection) -> DiffView<'r> {
        let is_program = !selection.has_words;
        let summary = DiffSummary::of(diff);
        let (checks, unfilled_checks) = checks::checks(diff, selection);
        let mismatches = diff.mismatches.iter();
        DiffView {
            version: VERSION,
            kind: match diff.kind {
                DiffKind::Years => "years",
                DiffKind::Corrections => "corrections",
            },
            old: report_view(diff.old, selection),
            new: report_view(diff.new, selection),
            mismatches: mismatches.map(|mismatch| mismatch.id()).collect(),
            bodies: diff
                .bodies
                .iter()
                .map(|body| body_view(&diff.new.report, body))
                .collect(),
            summary,
            chain: chain::links(diff, selection),
            facts: is_program.then(|| facts::items(diff)),
            unmatched: is_program.then(|| editions::unmatched(diff)),
            checks,
            prose: sentences::prose(diff, selection),
            words: selection
                .has_words
                .then(|| words(diff, summary, unfilled_checks, selection)),
        }
    }
}

fn report_view(verified: &Verified, selection: Selection) -> ComparedReportView<'_> {
    let report = &verified.report;
    ComparedReportView {
        form: &report.form.name,
        edition: report.form.edition,
        year: report.year,
        title: selection.has_words.then(|| title(report)),
    }
}

fn body_view(new: &Report, body: &BodyChange) -> BodyChangeView {
    let text = |value: &Option<Value>| value.as_ref().map(Value::to_string);
    BodyChangeView {
        name: new.form.path(body.field, false),
        old: text(&body.old),
        new: text(&body.new),
    }
}

fn words(
    diff: &Diff,
    summary: DiffSummary,
    unfilled_checks: usize,
    selection: Selection,
) -> DiffWords {
    let language = selection.language;
    let notices = summary::notices(diff);
    DiffWords {
        language: language.tag(),
        is_unfolded: selection.is_unfolded,
        say: headings(diff, selection),
        verdict: summary.words(diff).of(language).to_owned(),
        notices: notices
            .iter()
            .map(|words| words.of(language).to_owned())
            .collect(),
        sections: lines::sections(diff, selection),
        unfilled_checks,
        editions: editions::editions(diff, selection),
    }
}

fn headings(diff: &Diff, selection: Selection) -> Headings {
    let localize = |zh: &str, en: &str| selection.localize(zh, en);
    let (before, after) = before_and_after(diff, selection);
    Headings {
        title: match diff.kind {
            DiffKind::Years => localize("两份报告的比较", "Two reports compared"),
            DiffKind::Corrections => localize("报告的更正", "Corrections of a report"),
        },
        chain: localize("年度衔接", "Carry-forward"),
        unchanged: localize("无变化", "Unchanged"),
        checks: localize("勾稽关系的变化", "Identities"),
        editions: localize("增减和调整的项目", "Added, dropped and changed items"),
        prose: localize("正文", "Prose"),
        item: localize("项目", "Item"),
        before,
        after,
        difference: localize("增减", "Change"),
        percent: localize("幅度", "Percent"),
        parts: localize("其中", "Of which"),
        folded: localize("处成立，数据均为 0", "more hold, with zeros only"),
        unfilled: localize(
            "项含待填数据（用 --all 逐项列出）",
            "with unknown values (--all lists them)",
        ),
        details: localize("明细", "Details"),
        colon: localize("：", ": "),
    }
}

/// The two years, or labels of the two versions if the years are equal.
fn before_and_after(diff: &Diff, selection: Selection) -> (String, String) {
    let localize = |zh: &str, en: &str| selection.localize(zh, en);
    match (diff.kind, diff.old.report.year, diff.new.report.year) {
        (DiffKind::Years, old, new) if old != new => (old.to_string(), new.to_string()),
        (DiffKind::Years, ..) => (localize("旧", "Old"), localize("新", "New")),
        (DiffKind::Corrections, ..) => (localize("更正前", "Before"), localize("更正后", "After")),
    }
}
