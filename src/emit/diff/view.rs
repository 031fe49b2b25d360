//! A difference as it is told, in one language: what the terminal and the pages show.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::figures;
use super::lines::{self, SectionDiffView};
use super::sentences::{self, ProseDiffView};
use super::steps::{self, LinkView};
use crate::diagnostic::{Language, Words, counted};
use crate::diff::{
    Diff, DiffKind, Mismatch, Relation, Unmatched, UnmatchedKind, VerdictChange, VerdictState,
};
use crate::emit::view::title;
use crate::model::{Absence, FactId, Report, Undecided, Verdict};
use crate::verify;

#[derive(Debug, Serialize)]
pub struct DiffView {
    pub language: &'static str,
    pub is_unfolded: bool,
    pub say: Headings,
    /// The titles of the reports.
    pub old: String,
    pub new: String,
    /// The whole in one line.
    pub verdict: String,
    /// What does not go together.
    pub notices: Vec<String>,
    pub chain: Vec<LinkView>,
    pub sections: Vec<SectionDiffView>,
    pub checks: Vec<CheckView>,
    /// How many more wait for figures.
    pub unfilled_checks: usize,
    pub editions: Vec<EditionView>,
    pub prose: Vec<ProseDiffView>,
}

/// The words of headings.
#[derive(Debug, Serialize)]
pub struct Headings {
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
    /// Behind the number of places that are left out.
    pub folded: String,
    pub unfilled: String,
    pub details: String,
    pub colon: String,
}

/// An identity that came to another verdict, at all places where it did so alike.
#[derive(Debug, Serialize)]
pub struct CheckView {
    pub state: String,
    pub verdict: &'static str,
    pub statement: String,
    pub places: String,
    pub before: String,
    pub details: Vec<String>,
    /// Whether it is undecided because figures are still to be filled in.
    pub is_unfilled: bool,
}

/// What became of parts of the form, as the form says: all that have become so for one reason.
#[derive(Debug, Serialize)]
pub struct EditionView {
    pub kind: String,
    pub names: String,
    pub reasons: Vec<String>,
    pub facts: Vec<String>,
}

impl DiffView {
    /// On a page what is unchanged is there, but folded away unless all is shown.
    pub fn of_page(diff: &Diff, language: Language, all: bool) -> DiffView {
        DiffView {
            is_unfolded: all,
            sections: lines::sections(diff, language, true),
            checks: checks(diff, language),
            unfilled_checks: 0,
            editions: editions(diff, language, true),
            prose: sentences::prose(diff, language, true),
            ..DiffView::in_words(diff, language, all)
        }
    }

    pub fn in_words(diff: &Diff, language: Language, all: bool) -> DiffView {
        let (checks, unfilled_checks) =
            lines::without_unfilled(checks(diff, language), |check| check.is_unfilled && !all);
        DiffView {
            language: if language == Language::Chinese {
                "zh-CN"
            } else {
                "en"
            },
            is_unfolded: all,
            say: headings(diff, language),
            old: title(&diff.old.report),
            new: title(&diff.new.report),
            verdict: verdict(diff).of(language).to_owned(),
            notices: notices(diff)
                .iter()
                .map(|words| words.of(language).to_owned())
                .collect(),
            chain: steps::links(diff, language, all),
            sections: lines::sections(diff, language, all),
            checks,
            unfilled_checks,
            editions: editions(diff, language, all),
            prose: sentences::prose(diff, language, all),
        }
    }
}

fn headings(diff: &Diff, language: Language) -> Headings {
    let localize = |zh: &str, en: &str| Words::new(zh, en).of(language).to_owned();
    Headings {
        title: match diff.kind {
            DiffKind::Years => localize("两份报告的比较", "Two reports compared"),
            DiffKind::Corrections => localize("报告的更正", "Corrections of a report"),
        },
        chain: localize("年度衔接", "Carried over"),
        unchanged: localize("没有变化的", "Unchanged"),
        checks: localize("勾稽关系的变化", "Identities"),
        editions: localize("增减和改动的项目", "Items that came, went or are others"),
        prose: localize("正文", "Prose"),
        item: localize("项目", "Item"),
        before: before_and_after(diff, language).0,
        after: before_and_after(diff, language).1,
        difference: localize("增减", "Change"),
        percent: localize("幅度", "Percent"),
        parts: localize("其中", "Of which"),
        folded: localize("处成立，都是 0", "more hold, and are 0"),
        unfilled: localize(
            "项有数待填（--all 逐项列出）",
            "wait for figures (--all lists them)",
        ),
        details: localize("明细", "Details"),
        colon: localize("：", ": "),
    }
}

/// The years, or where they are one, the versions.
fn before_and_after(diff: &Diff, language: Language) -> (String, String) {
    let localize = |zh: &str, en: &str| Words::new(zh, en).of(language).to_owned();
    match (diff.kind, diff.old.report.year, diff.new.report.year) {
        (DiffKind::Years, old, new) if old != new => (old.to_string(), new.to_string()),
        (DiffKind::Years, ..) => (localize("旧", "Old"), localize("新", "New")),
        (DiffKind::Corrections, ..) => (localize("更正前", "Before"), localize("更正后", "After")),
    }
}

// ── The verdict ──────────────────────────────────────────────────────────────────────────────────

/// How many facts changed, whether what is carried over agrees, how many identities fail that did
/// not.
fn verdict(diff: &Diff) -> Words {
    let changed = diff.changed();
    let mut parts = vec![match changed {
        0 => Words::new("各项数没有变化", "no fact changed"),
        _ => Words::new(
            format!("{changed} 项数有变化"),
            format!("{} changed", counted(changed, "fact")),
        ),
    }];
    let kinds = [
        (UnmatchedKind::New, "新增", "new"),
        (UnmatchedKind::Dropped, "取消", "dropped"),
        (UnmatchedKind::Incomparable, "不能比较", "not comparable"),
    ];
    for (kind, zh, en) in kinds {
        let number = diff
            .unmatched
            .iter()
            .filter(|pair| pair.kind() == kind)
            .count();
        if number > 0 {
            parts.push(Words::new(
                format!("{zh} {number} 处"),
                format!("{number} {en}"),
            ));
        }
    }
    let sentences = sentences::changed(diff);
    if sentences > 0 {
        parts.push(Words::new(
            format!("正文改动 {sentences} 句"),
            format!("{sentences} of the sentences changed"),
        ));
    }
    parts.extend(chain_words(diff));
    let failing = diff
        .verdicts
        .iter()
        .filter(|change| change.state == VerdictState::Fails)
        .count();
    parts.push(match failing {
        0 => Words::new("没有新的不成立", "nothing newly fails"),
        _ => Words::new(
            format!("新的不成立 {failing} 处"),
            format!("newly failing: {failing}"),
        ),
    });
    let (zh, en): (Vec<_>, Vec<_>) = parts
        .iter()
        .map(|words| (words.of_zh(), words.of_en()))
        .unzip();
    Words::new(zh.join("；"), en.join("; "))
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

fn notices(diff: &Diff) -> Vec<Words> {
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

// ── Identities ───────────────────────────────────────────────────────────────────────────────────

fn checks(diff: &Diff, language: Language) -> Vec<CheckView> {
    let is_alike = |a: &VerdictChange, b: &VerdictChange| {
        a.new.identity == b.new.identity
            && a.state == b.state
            && before(a, language) == before(b, language)
    };
    diff.verdicts
        .chunk_by(is_alike)
        .filter_map(|alike| check(diff, alike, language))
        .collect()
}

fn before(change: &VerdictChange, language: Language) -> String {
    match change.old {
        Some(old) => steps::verdict_words(&old.verdict).of(language).to_owned(),
        None => Words::new("没有", "none").of(language).to_owned(),
    }
}

fn check(diff: &Diff, alike: &[VerdictChange], language: Language) -> Option<CheckView> {
    let report = &diff.new.report;
    let first = alike.first()?;
    let state = match first.state {
        VerdictState::Fails => Words::new("新的不成立", "newly failing"),
        VerdictState::Excepted => Words::new("新的例外", "newly excepted"),
        VerdictState::Undecided => Words::new("新的不能判定", "newly undecided"),
        VerdictState::Holds => Words::new("新的成立", "newly holding"),
    };
    let mut places = String::new();
    for place in alike
        .iter()
        .filter_map(|change| verify::place_name(report, change.new.identity, change.new.at))
    {
        figures::enlist(&mut places, place, language);
    }
    let mut details: Vec<String> = Vec::new();
    for change in alike {
        let detail = detail(report, change, language);
        if !detail.is_empty() && details.last() != Some(&detail) {
            details.push(detail);
        }
    }
    Some(CheckView {
        state: state.of(language).to_owned(),
        verdict: steps::verdict_id(&first.new.verdict),
        statement: verify::statement(report, first.new.identity)
            .of(language)
            .to_owned(),
        places,
        before: before(first, language),
        details,
        is_unfilled: alike.iter().all(is_unfilled),
    })
}

fn is_unfilled(change: &VerdictChange) -> bool {
    matches!(
        change.new.verdict,
        Verdict::Undecided(Undecided::Absent(_, Absence::Hole))
    )
}

fn detail(report: &Report, change: &VerdictChange, language: Language) -> String {
    let finding = change.new;
    let sides = || verify::arithmetic(report, finding.identity, finding.at);
    match &finding.verdict {
        Verdict::Fails => sides()
            .iter()
            .map(|sides| sides.words().of(language).to_owned())
            .collect::<Vec<_>>()
            .join("; "),
        Verdict::Holds => sides()
            .iter()
            .map(|sides| sides.formula(language))
            .collect::<Vec<_>>()
            .join("; "),
        Verdict::Excepted(allow) => report
            .allows
            .get(*allow)
            .map(|allow| allow.reason.clone())
            .unwrap_or_default(),
        Verdict::Undecided(reason) => verify::reason_words(report, reason).of(language).to_owned(),
    }
}

// ── Across editions ──────────────────────────────────────────────────────────────────────────────

fn editions(diff: &Diff, language: Language, all: bool) -> Vec<EditionView> {
    let mut views = relations(diff, language);
    let mut numbers: BTreeMap<(String, Vec<String>), usize> = BTreeMap::new();
    let (old, new) = (&diff.old.report, &diff.new.report);
    for pair in &diff.unmatched {
        let kind = match pair.kind() {
            UnmatchedKind::New => Words::new("新增", "new"),
            UnmatchedKind::Dropped => Words::new("取消", "dropped"),
            UnmatchedKind::Incomparable => Words::new("不能比较", "not comparable"),
        };
        let sides = [(old, &pair.old), (new, &pair.new)];
        let mut reasons: Vec<String> = Vec::new();
        for reason in sides
            .iter()
            .filter_map(|(_, side)| side.as_ref()?.reason.as_ref())
        {
            let reason = reason.of(language).to_owned();
            if !reasons.contains(&reason) {
                reasons.push(reason);
            }
        }
        let facts = sides
            .iter()
            .filter_map(|(report, side)| Some(values(report, side.as_ref()?, language)));
        let kind = kind.of(language).to_owned();
        let number = *numbers
            .entry((kind.clone(), reasons.clone()))
            .or_insert(views.len());
        if number == views.len() {
            views.push(EditionView {
                kind,
                names: String::new(),
                reasons,
                facts: Vec::new(),
            });
        }
        if let Some(view) = views.get_mut(number) {
            figures::enlist(
                &mut view.names,
                pair.shown().map_or("", |part| part.path.as_str()),
                language,
            );
            view.facts.extend(facts.flatten().filter(|_| all));
        }
    }
    views
}

/// `2020 主动公开.第一项.规章.制作 0`
fn values(report: &Report, part: &Unmatched, language: Language) -> Vec<String> {
    let value = |(fact, value): &(FactId, Option<crate::model::Value>)| {
        format!(
            "{} {} {}",
            report.year,
            report.fact_path(*fact, false),
            figures::value(value.as_ref(), language)
        )
    };
    part.side.facts.iter().map(value).collect()
}

/// What is called otherwise, or was put together or divided: once for all columns of a row.
fn relations(diff: &Diff, language: Language) -> Vec<EditionView> {
    let rows = |report: &Report, facts: &[(FactId, Option<crate::model::Value>)]| {
        let row = |fact: &FactId| {
            report
                .form
                .slots
                .get(*fact)
                .map(|slot| report.form.path(slot.node, false))
        };
        facts
            .iter()
            .filter_map(|(fact, _)| row(fact))
            .collect::<Vec<_>>()
            .join(" + ")
    };
    let mut seen = BTreeSet::new();
    let related = diff.items.iter().filter_map(|item| {
        let kind = match item.relation {
            Relation::Same => return None,
            Relation::Renamed => Words::new("改名", "renamed"),
            Relation::Merged => Words::new("合并", "merged"),
            Relation::Split => Words::new("分开", "split"),
        };
        let name = format!(
            "{} → {}",
            rows(&diff.old.report, &item.old.facts),
            rows(&diff.new.report, &item.new.facts)
        );
        seen.insert(name.clone()).then(|| EditionView {
            kind: kind.of(language).to_owned(),
            names: name,
            reasons: Vec::new(),
            facts: Vec::new(),
        })
    });
    related.collect()
}
