//! The carry-forward from year to year, in words: `现行有效 12 → 13 = +2 制发 -1 废止`.

use serde::Serialize;

use super::figures;
use super::selection::Selection;
use crate::diagnostic::{Language, Words};
use crate::diff::{Diff, Link, Presentation, Step};
use crate::emit::findings::FindingView;
use crate::model::{Decimal, Exact, Finding, Operand, Report, Shape, Value, Verdict};
use crate::verify;

/// A check that refers to last year's report.
#[derive(Debug, Serialize)]
pub(super) struct LinkView<'r> {
    name: String,
    pub statement: String,
    pub steps: Vec<StepView<'r>>,
    #[serde(flatten)]
    pub words: Option<LinkWords>,
}

#[derive(Debug, Serialize)]
pub(super) struct LinkWords {
    /// The most severe verdict of its steps.
    pub verdict: &'static str,
    pub verdict_words: String,
    /// The number of places that are omitted because the check holds there and all its figures are
    /// zero.
    pub folded: usize,
}

#[derive(Debug, Serialize)]
pub(super) struct StepView<'r> {
    #[serde(flatten)]
    pub finding: FindingView<'r>,
    /// For a stock: the old and new values, and the additions and removals.
    bridge: Option<BridgeView>,
    #[serde(flatten)]
    pub words: Option<StepWords>,
}

#[derive(Debug, Serialize)]
struct BridgeView {
    before: Exact,
    after: Exact,
    terms: Vec<TermView>,
}

#[derive(Debug, Serialize)]
struct TermView {
    label: String,
    value: Exact,
    negative: bool,
    previous: bool,
}

#[derive(Debug, Serialize)]
pub(super) struct StepWords {
    /// The names of the columns or rows.
    pub places: String,
    pub verdict_words: String,
    pub text: String,
    #[serde(skip)]
    is_quiet: bool,
}

pub(super) fn links<'r>(diff: &'r Diff, selection: Selection) -> Option<Vec<LinkView<'r>>> {
    let links = diff.chain.as_ref()?.iter();
    Some(links.map(|link| link_view(diff, link, selection)).collect())
}

/// The most severe of all verdicts.
fn most_severe<'v>(findings: impl Iterator<Item = &'v Finding>) -> &'v Verdict {
    let rank = |verdict: &Verdict| match verdict {
        Verdict::Holds => 0,
        Verdict::Undecided(_) => 1,
        Verdict::Excepted(_) => 2,
        Verdict::Fails => 3,
    };
    findings
        .map(|finding| &finding.verdict)
        .max_by_key(|verdict| rank(verdict))
        .unwrap_or(&Verdict::Holds)
}

fn link_view<'r>(diff: &'r Diff, link: &Link, selection: Selection) -> LinkView<'r> {
    let report = &diff.new.report;
    let mut steps: Vec<StepView> = Vec::new();
    for step in &link.steps {
        let view = step_view(diff, step, selection);
        if !steps
            .last_mut()
            .is_some_and(|last| last.absorbs(&view, selection))
        {
            steps.push(view);
        }
    }
    let before = steps.len();
    steps.retain(|step| selection.is_unfolded || !step.is_quiet());
    let verdict = most_severe(link.steps.iter().map(|step| step.finding));
    LinkView {
        name: verify::name(report, link.identity, true),
        statement: verify::statement(report, link.identity)
            .of(selection.language)
            .to_owned(),
        words: selection.has_words.then(|| LinkWords {
            verdict: verdict.id(),
            verdict_words: verdict.words().of(selection.language).to_owned(),
            folded: before - steps.len(),
        }),
        steps,
    }
}

impl StepView<'_> {
    fn is_quiet(&self) -> bool {
        self.words.as_ref().is_some_and(|words| words.is_quiet)
    }

    /// Adds the place of the next step to this one if both are undecided for the same reason, so
    /// that the reason appears once. Returns whether the place was added.
    fn absorbs(&mut self, next: &StepView, selection: Selection) -> bool {
        let (Some(words), Some(others)) = (&mut self.words, &next.words) else {
            return false;
        };
        let is_taken = [self.finding.verdict, next.finding.verdict] == ["undecided"; 2]
            && words.text == others.text;
        if is_taken {
            figures::append_name(&mut words.places, &others.places, selection.language);
        }
        is_taken
    }
}

fn step_view<'r>(diff: &'r Diff, step: &Step, selection: Selection) -> StepView<'r> {
    let report = &diff.new.report;
    let language = selection.language;
    let finding = FindingView::of(report, step.finding, language);
    let verdict = &step.finding.verdict;
    let words = selection.has_words.then(|| StepWords {
        places: finding.at.unwrap_or_default().to_owned(),
        verdict_words: verdict.words().of(language).to_owned(),
        text: text(diff, step, &finding, language),
        is_quiet: matches!(verdict, Verdict::Holds)
            && is_nothing(&step.presentation)
            && !is_representative(report, step.finding),
    });
    StepView {
        finding,
        bridge: bridge(&step.presentation),
        words,
    }
}

fn bridge(presentation: &Presentation) -> Option<BridgeView> {
    let Presentation::Bridge {
        before,
        after,
        terms,
        ..
    } = presentation
    else {
        return None;
    };
    let term = |operand: &Operand| TermView {
        label: operand.label.of_zh().to_owned(),
        value: operand.value.exact(),
        negative: operand.negative,
        previous: operand.is_previous,
    };
    Some(BridgeView {
        before: before.exact(),
        after: after.exact(),
        terms: terms.iter().map(term).collect(),
    })
}

fn text(diff: &Diff, step: &Step, finding: &FindingView, language: Language) -> String {
    let (then_year, now_year) = (diff.old.report.year, diff.new.report.year);
    let text = match &step.presentation {
        Presentation::Carried {
            then,
            then_value,
            now,
            now_value,
        } => {
            let [then, now] =
                [then, now].map(|operands| labels(diff, step.finding, operands, language));
            format!("{then_year} {then} {then_value} → {now_year} {now} {now_value}")
        }
        Presentation::Bridge {
            stock,
            before,
            after,
            terms,
        } => {
            let sign = if matches!(step.finding.verdict, Verdict::Holds) {
                "="
            } else {
                "≠"
            };
            let stock = labels(diff, step.finding, stock, language);
            format!(
                "{stock} {before} → {after} {sign} {}",
                changes(diff, step.finding, terms, language)
            )
        }
        Presentation::Formula => finding.arithmetic.join("; "),
        Presentation::Unknown => finding.reason.clone().unwrap_or_default(),
    };
    let difference = difference(&diff.new.report, step.finding).map_or_else(Words::default, |by| {
        Words::new(format!("，相差 {by}"), format!(", a difference of {by}"))
    });
    let reason = match (&step.finding.verdict, &finding.reason) {
        (Verdict::Excepted(_), Some(reason)) => {
            Words::new(format!("。理由：{reason}"), format!(". Reason: {reason}"))
        }
        _ => Words::default(),
    };
    format!("{text}{}{}", difference.of(language), reason.of(language))
}

/// The absolute difference by which an identity fails.
fn difference(report: &Report, finding: &Finding) -> Option<Decimal> {
    match finding.verdict {
        Verdict::Fails | Verdict::Excepted(_) => {}
        Verdict::Holds | Verdict::Undecided(_) => return None,
    }
    let by = verify::arithmetic(report, finding.identity, finding.at)
        .into_iter()
        .find_map(|sides| sides.difference)
        .filter(|difference| !difference.is_zero())?;
    if by.is_negative() {
        by.checked_neg().or(Some(by))
    } else {
        Some(by)
    }
}

/// The additions and removals: `+2 制发 -1 废止`.
fn changes(diff: &Diff, finding: &Finding, terms: &[Operand], language: Language) -> String {
    let term = |operand: &Operand| {
        let number = operand.value.number().unwrap_or(Decimal::ZERO);
        let is_taken = operand.negative != number.is_negative();
        let written = operand.value.to_string();
        let digits = written.trim_start_matches('-');
        let last_year = if operand.is_previous {
            Words::new("上一年度的", "last year's ")
        } else {
            Words::default()
        };
        let label = format!(
            "{}{}",
            last_year.of(language),
            label(diff, finding, operand, language)
        );
        format!("{}{digits} {label}", if is_taken { "-" } else { "+" })
            .trim_end()
            .to_owned()
    };
    if terms.is_empty() {
        String::from("+0")
    } else {
        terms.iter().map(term).collect::<Vec<_>>().join(" ")
    }
}

fn labels(diff: &Diff, finding: &Finding, operands: &[Operand], language: Language) -> String {
    operands
        .iter()
        .map(|operand| label(diff, finding, operand, language))
        .collect::<Vec<_>>()
        .join(" + ")
}

/// The label of a figure without the part that the place of the check already gives. For a check at
/// a row, it is the label of the column.
fn label<'l>(
    diff: &'l Diff,
    finding: &Finding,
    operand: &'l Operand,
    language: Language,
) -> &'l str {
    let report = &diff.new.report;
    let shape = verify::check(report, finding.identity).map(|check| check.shape);
    let form = if operand.is_previous {
        &diff.old.report.form
    } else {
        &report.form
    };
    let column = operand
        .fact
        .and_then(|fact| form.slots.get(fact))
        .and_then(|slot| {
            let table = form.table_of(slot.node)?;
            Some(form.tables[table].columns.get(slot.column?)?.name())
        });
    match (shape, column) {
        (Some(Shape::Rows(_)), Some(column)) => column,
        _ => operand.label.of(language),
    }
}

/// Whether all figures are zero.
fn is_nothing(presentation: &Presentation) -> bool {
    let is_zero = |value: &Value| value.number().is_some_and(Decimal::is_zero);
    match presentation {
        Presentation::Carried {
            then_value,
            now_value,
            ..
        } => is_zero(then_value) && is_zero(now_value),
        Presentation::Bridge {
            before,
            after,
            terms,
            ..
        } => is_zero(before) && is_zero(after) && terms.iter().all(|term| is_zero(&term.value)),
        Presentation::Formula | Presentation::Unknown => false,
    }
}

/// Whether the column of the finding represents its row, or is the only column.
fn is_representative(report: &Report, finding: &Finding) -> bool {
    match verify::check(report, finding.identity).map(|check| check.shape) {
        Some(Shape::Columns(table)) => report.form.tables[table].representative() == finding.at,
        Some(Shape::Rows(_)) => false,
        Some(Shape::Scalar) | None => true,
    }
}
