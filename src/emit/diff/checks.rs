//! Identities whose verdict changed. The view for programs lists each place of an identity; the
//! view for people combines all places with the same change.

use serde::Serialize;

use super::figures;
use super::lines::without_unknown;
use super::selection::Selection;
use crate::diff::{Diff, VerdictChange, VerdictState};
use crate::emit::findings::FindingView;
use crate::model::{Absence, Report, Undecided, Verdict};
use crate::verify;

#[derive(Debug, Serialize)]
pub(super) struct CheckDiffView<'r> {
    /// The new verdict.
    #[serde(rename = "turn")]
    state: &'static str,
    name: String,
    pub statement: String,
    /// The verdict in the old report. `None` if the old report has no such identity.
    before: Option<&'static str>,
    /// The finding at its first place.
    #[serde(flatten)]
    pub finding: FindingView<'r>,
    #[serde(flatten)]
    pub words: Option<CheckWords>,
}

#[derive(Debug, Serialize)]
pub(super) struct CheckWords {
    pub state: String,
    pub places: String,
    pub verdict_before: String,
    pub details: Vec<String>,
    /// Whether it is undecided because of unknown values.
    #[serde(skip)]
    is_unfilled: bool,
}

/// The identities to show, and the number of those omitted because their values are unknown.
pub(super) fn checks<'r>(diff: &'r Diff, selection: Selection) -> (Vec<CheckDiffView<'r>>, usize) {
    let before = |change: &VerdictChange| change.old.map(|old| old.verdict.id());
    let are_alike = |a: &VerdictChange, b: &VerdictChange| {
        selection.has_words
            && a.new.identity == b.new.identity
            && a.state == b.state
            && before(a) == before(b)
    };
    let checks = diff
        .verdicts
        .chunk_by(are_alike)
        .filter_map(|alike| check(&diff.new.report, alike, selection));
    without_unknown(checks.collect(), |check: &CheckDiffView| {
        let is_unfilled = check.words.as_ref().is_some_and(|words| words.is_unfilled);
        is_unfilled && !selection.has_unchanged
    })
}

fn check<'r>(
    report: &'r Report,
    alike: &[VerdictChange],
    selection: Selection,
) -> Option<CheckDiffView<'r>> {
    let first = alike.first()?;
    let findings = alike
        .iter()
        .map(|change| FindingView::of(report, change.new, selection.language));
    let findings: Vec<FindingView> = findings.collect();
    let words = selection
        .has_words
        .then(|| words(report, alike, &findings, selection))
        .flatten();
    Some(CheckDiffView {
        state: first.new.verdict.id(),
        name: verify::name(report, first.new.identity, true),
        statement: verify::statement(report, first.new.identity)
            .of(selection.language)
            .to_owned(),
        before: first.old.map(|old| old.verdict.id()),
        finding: findings.into_iter().next()?,
        words,
    })
}

fn words(
    report: &Report,
    alike: &[VerdictChange],
    findings: &[FindingView],
    selection: Selection,
) -> Option<CheckWords> {
    let first = alike.first()?;
    let mut places = String::new();
    let mut details: Vec<String> = Vec::new();
    for (change, finding) in alike.iter().zip(findings) {
        figures::append_name(
            &mut places,
            finding.at.unwrap_or_default(),
            selection.language,
        );
        let detail = detail(report, change, finding, selection);
        if !detail.is_empty() && details.last() != Some(&detail) {
            details.push(detail);
        }
    }
    Some(CheckWords {
        state: match first.state {
            VerdictState::Fails => selection.localize("新增不成立", "newly failing"),
            VerdictState::Excepted => selection.localize("新增例外", "newly excepted"),
            VerdictState::Undecided => selection.localize("新增不能判定", "newly undecided"),
            VerdictState::Holds => selection.localize("由不成立变为成立", "newly holding"),
        },
        places,
        verdict_before: match first.old {
            Some(old) => old.verdict.words().of(selection.language).to_owned(),
            None => selection.localize("无此项", "none"),
        },
        details,
        is_unfilled: alike.iter().all(is_unfilled),
    })
}

fn is_unfilled(change: &VerdictChange) -> bool {
    matches!(
        change.new.verdict,
        Verdict::Undecided(Undecided::Absent(_, Absence::Unknown))
    )
}

/// The arithmetic of a decided identity, in words if it fails. For an undecided identity, the
/// reason.
fn detail(
    report: &Report,
    change: &VerdictChange,
    finding: &FindingView,
    selection: Selection,
) -> String {
    match &change.new.verdict {
        Verdict::Fails => verify::arithmetic(report, change.new.identity, change.new.at)
            .iter()
            .map(|sides| sides.words().of(selection.language).to_owned())
            .collect::<Vec<_>>()
            .join("; "),
        Verdict::Holds => finding.arithmetic.join("; "),
        Verdict::Excepted(_) | Verdict::Undecided(_) => finding.reason.clone().unwrap_or_default(),
    }
}
