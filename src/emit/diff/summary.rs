//! The summary of a difference, as numbers and as one line, and the notices about mismatches of the
//! reports.

use serde::Serialize;

use super::{figures, sentences};
use crate::diagnostic::{Language, Words, counted};
use crate::diff::{Diff, DiffKind, Mismatch, UnmatchedKind, VerdictState};
use crate::model::Verdict;

#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct DiffSummary {
    changed: usize,
    new: usize,
    dropped: usize,
    incomparable: usize,
    newly_failing: usize,
    sentences: usize,
}

impl DiffSummary {
    pub(super) fn of(diff: &Diff) -> DiffSummary {
        let unmatched = |kind: UnmatchedKind| {
            let pairs = diff.unmatched.iter();
            pairs.filter(|pair| pair.kind() == kind).count()
        };
        DiffSummary {
            changed: diff.changed(),
            new: unmatched(UnmatchedKind::New),
            dropped: unmatched(UnmatchedKind::Dropped),
            incomparable: unmatched(UnmatchedKind::Incomparable),
            newly_failing: diff
                .verdicts
                .iter()
                .filter(|change| change.state == VerdictState::Fails)
                .count(),
            sentences: sentences::changed(diff),
        }
    }

    /// The numbers of changed facts, sentences and newly failing identities, and the state of the
    /// carry-forward.
    pub(super) fn words(self, diff: &Diff) -> Words {
        let DiffSummary {
            changed,
            new,
            dropped,
            incomparable,
            newly_failing,
            sentences,
        } = self;
        let parts = [
            Some(match changed {
                0 => Words::new("各项数据无变化", "no fact changed"),
                _ => Words::new(
                    format!("{changed} 项数据有变化"),
                    format!("{} changed", counted(changed, "fact")),
                ),
            }),
            (new > 0).then(|| Words::new(format!("新增 {new} 项"), format!("{new} new"))),
            (dropped > 0)
                .then(|| Words::new(format!("取消 {dropped} 项"), format!("{dropped} dropped"))),
            (incomparable > 0).then(|| {
                Words::new(
                    format!("不可比 {incomparable} 项"),
                    format!("{incomparable} not comparable"),
                )
            }),
            (sentences > 0).then(|| {
                Words::new(
                    format!("正文改动 {sentences} 句"),
                    format!("{} changed", counted(sentences, "sentence")),
                )
            }),
            chain_words(diff),
            Some(match newly_failing {
                0 => Words::new("没有新出现不成立的勾稽关系", "no newly failing identity"),
                _ => Words::new(
                    format!("新出现不成立的勾稽关系 {newly_failing} 项"),
                    format!("newly failing: {newly_failing}"),
                ),
            }),
        ];
        Words::joined(parts.iter().flatten(), "；", "; ")
    }
}

fn chain_words(diff: &Diff) -> Option<Words> {
    let Some(chain) = &diff.chain else {
        return (diff.kind == DiffKind::Years)
            .then(|| Words::new("未核对年度衔接", "carry-forward not checked"));
    };
    let verdicts = || {
        chain
            .iter()
            .flat_map(|link| &link.steps)
            .map(|step| &step.finding.verdict)
    };
    let count = |is: fn(&Verdict) -> bool| verdicts().filter(|verdict| is(verdict)).count();
    let hold = count(|verdict| matches!(verdict, Verdict::Holds));
    let fail = count(|verdict| matches!(verdict, Verdict::Fails));
    let excepted = count(|verdict| matches!(verdict, Verdict::Excepted(_)));
    let undecided = count(|verdict| matches!(verdict, Verdict::Undecided(_)));
    let (zh, en) = match (fail, excepted, hold) {
        (0, 0, 0) if undecided == 0 => {
            return Some(Words::new("无年度衔接可核对", "no carry-forward to check"));
        }
        (0, 0, 0) => ("年度衔接不能判定", "carry-forward is undecided"),
        (0, 0, _) => ("年度衔接成立", "carry-forward holds"),
        (0, ..) => (
            "年度衔接成立（例外除外）",
            "carry-forward holds except for stated exceptions",
        ),
        _ => ("年度衔接不一致", "carry-forward fails"),
    };
    let counts = [
        (hold, "成立", "hold"),
        (fail, "不成立", "fail"),
        (excepted, "例外", "excepted"),
        (undecided, "不能判定", "undecided"),
    ];
    let counts = counts.into_iter().filter(|(number, ..)| *number > 0);
    let (in_zh, in_en): (Vec<_>, Vec<_>) = counts
        .map(|(number, zh, en)| (format!("{zh} {number} 项"), format!("{number} {en}")))
        .unzip();
    Some(Words::new(
        format!("{zh}（{}）", in_zh.join("，")),
        format!("{en} ({})", in_en.join(", ")),
    ))
}

/// Notices about mismatches of the reports. The reports are compared anyway.
pub(super) fn notices(diff: &Diff) -> Vec<Words> {
    let (old, new) = (&diff.old.report, &diff.new.report);
    let (then, now) = (old.year, new.year);
    let mismatches = diff.mismatches.iter().map(|mismatch| match mismatch {
        Mismatch::NotConsecutive if then > now => Words::new(
            format!("请将年度较早的报告写在前面（当前顺序为 {then}、{now}）；已比较，但未核对年度衔接"),
            format!("the reports are in the wrong order ({then}, {now}): compared, but carry-forward is not checked"),
        ),
        Mismatch::NotConsecutive => Words::new(
            format!("两份报告的年度不相连（{then}、{now}）；已比较，但未核对年度衔接"),
            format!("the reports are not of consecutive years ({then}, {now}): compared, but carry-forward is not checked"),
        ),
        Mismatch::SameYear => Words::new(
            format!("两份报告均为 {now} 年度，已按两个年度比较，未核对年度衔接；比较同一年度的更正请用 --corrections"),
            format!("both reports are of {now}: compared without checking carry-forward; use --corrections to compare two versions"),
        ),
        Mismatch::NotOneYear => Words::new(
            format!("两份报告的年度不同（{then}、{now}）；已作为同一报告的两个版本比较，未核对年度衔接"),
            format!("the reports are of different years ({then}, {now}): compared as versions of one report, without checking carry-forward"),
        ),
        Mismatch::OldHasErrors(number) => Words::new(
            format!("旧报告有 {number} 处错误，无法识别的数据按未填写处理（详见 gdr check）"),
            format!("the old report has {}: invalid values count as not stated (see gdr check)", counted(*number, "error")),
        ),
        Mismatch::NewHasErrors(number) => Words::new(
            format!("新报告有 {number} 处错误，无法识别的数据按未填写处理（详见 gdr check）"),
            format!("the new report has {}: invalid values count as not stated (see gdr check)", counted(*number, "error")),
        ),
        Mismatch::Unrelated => {
            let [theirs, own] = [old, new].map(|report| format!("{} {}", report.form.name, report.form.edition));
            Words::new(
                format!("表单“{own}”未说明如何与表单“{theirs}”衔接；仅比较名称相同的项，未核对年度衔接"),
                format!("the form {own} does not state how it follows {theirs}: only items with equal names are compared, and carry-forward is not checked"),
            )
        }
    });
    let bodies = diff.bodies.iter().map(|body| {
        let label = &new.form.node(body.field).label;
        let [zh, en] = [Language::Chinese, Language::English].map(|language| {
            [&body.old, &body.new]
                .map(|value| figures::value(value.as_ref(), language))
                .join(" → ")
        });
        Words::new(
            format!("“{label}”不同（{zh}），已照常比较"),
            format!("`{label}` differs: {en}; compared anyway"),
        )
    });
    mismatches.chain(bodies).collect()
}
