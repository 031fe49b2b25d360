//! The difference in numbers, and in one line; and what does not go together.

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

    /// How many facts changed, whether what is carried over agrees, how many identities fail that
    /// did not.
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
                0 => Words::new("各项数没有变化", "no fact changed"),
                _ => Words::new(
                    format!("{changed} 项数有变化"),
                    format!("{} changed", counted(changed, "fact")),
                ),
            }),
            (new > 0).then(|| Words::new(format!("新增 {new} 处"), format!("{new} new"))),
            (dropped > 0)
                .then(|| Words::new(format!("取消 {dropped} 处"), format!("{dropped} dropped"))),
            (incomparable > 0).then(|| {
                Words::new(
                    format!("不能比较 {incomparable} 处"),
                    format!("{incomparable} not comparable"),
                )
            }),
            (sentences > 0).then(|| {
                Words::new(
                    format!("正文改动 {sentences} 句"),
                    format!("{sentences} of the sentences changed"),
                )
            }),
            chain_words(diff),
            Some(match newly_failing {
                0 => Words::new("没有新的不成立", "nothing newly fails"),
                _ => Words::new(
                    format!("新的不成立 {newly_failing} 处"),
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
            .then(|| Words::new("未核对年度衔接", "what is carried over is not checked"));
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
            return Some(Words::new("没有年度衔接可核对", "nothing is carried over"));
        }
        (0, 0, 0) => ("年度衔接不能判定", "the chain is undecided"),
        (0, 0, _) => ("年度衔接成立", "the chain holds"),
        (0, ..) => ("年度衔接除例外外成立", "the chain holds but for exceptions"),
        _ => ("年度衔接断开", "the chain breaks"),
    };
    let counts = [
        (hold, "成立", "hold"),
        (fail, "不成立", "fail"),
        (excepted, "例外", "excepted"),
        (undecided, "不能判定", "undecided"),
    ];
    let counts = counts.into_iter().filter(|(number, ..)| *number > 0);
    let (in_zh, in_en): (Vec<_>, Vec<_>) = counts
        .map(|(number, zh, en)| (format!("{zh} {number} 处"), format!("{number} {en}")))
        .unzip();
    Some(Words::new(
        format!("{zh}（{}）", in_zh.join("，")),
        format!("{en} ({})", in_en.join(", ")),
    ))
}

/// What does not go together: the reports are compared nevertheless.
pub(super) fn notices(diff: &Diff) -> Vec<Words> {
    let (old, new) = (&diff.old.report, &diff.new.report);
    let (then, now) = (old.year, new.year);
    let mismatches = diff.mismatches.iter().map(|mismatch| match mismatch {
        Mismatch::NotConsecutive if then > now => Words::new(
            format!("旧的报告应写在前面（现在是 {then}、{now}）：仍作比较，不核对年度衔接"),
            format!("the older report comes first (these are {then}, {now}): compared nevertheless, but nothing is carried over"),
        ),
        Mismatch::NotConsecutive => Words::new(
            format!("两份报告不是相连的年度（{then}、{now}）：仍作比较，不核对年度衔接"),
            format!("these are not reports of a year and the next ({then}, {now}): compared nevertheless, but nothing is carried over"),
        ),
        Mismatch::SameYear => Words::new(
            format!("两份报告都是 {now} 年的：仍作比较，不核对年度衔接；同一年度的更正请用 --corrections"),
            format!("both reports are of {now}: compared nevertheless, but nothing is carried over; for corrections there is --corrections"),
        ),
        Mismatch::NotOneYear => Words::new(
            format!("两份报告不是同一年度的（{then}、{now}）：按更正比较，不核对年度衔接"),
            format!("these are reports of two years ({then}, {now}): compared as corrections, nothing is carried over"),
        ),
        Mismatch::OldHasErrors(number) => Words::new(
            format!("旧的报告有 {number} 处错误，没有读出的数按没有写明处理（见 gdr check）"),
            format!("the old report has {}: what could not be read counts as not stated (see gdr check)", counted(*number, "error")),
        ),
        Mismatch::NewHasErrors(number) => Words::new(
            format!("新的报告有 {number} 处错误，没有读出的数按没有写明处理（见 gdr check）"),
            format!("the new report has {}: what could not be read counts as not stated (see gdr check)", counted(*number, "error")),
        ),
        Mismatch::Unrelated => {
            let [theirs, own] = [old, new].map(|report| format!("{} {}", report.form.name, report.form.edition));
            Words::new(
                format!("表单 {own} 没有说明与 {theirs} 怎样衔接：只比较名称相同的项目，不核对年度衔接"),
                format!("the form {own} does not say how it follows {theirs}: only what has the same name is compared, and nothing is carried over"),
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
            format!("“{label}”不同：{zh}。仍作比较"),
            format!("`{label}` differs: {en}; compared nevertheless"),
        )
    });
    mismatches.chain(bodies).collect()
}
