//! What is carried from year to year, in words: `现行有效 12 → 13 = +2 制发 -1 废止`.

use serde::Serialize;

use super::figures;
use crate::diagnostic::{Language, Words};
use crate::diff::{Diff, Link, Presentation, Step};
use crate::model::{Decimal, Finding, Operand, Report, Shape, Value, Verdict};
use crate::verify;

/// A check that names last year's report.
#[derive(Debug, Serialize)]
pub struct LinkView {
    pub name: String,
    pub statement: String,
    pub verdict: &'static str,
    pub verdict_words: String,
    /// At how many places it was decided, or could not be.
    pub places: usize,
    pub steps: Vec<StepView>,
    /// Places left out because they hold and nothing was carried over: their number.
    pub folded: usize,
}

#[derive(Debug, Serialize)]
pub struct StepView {
    /// The columns or rows.
    pub places: String,
    pub verdict: &'static str,
    pub verdict_words: String,
    pub text: String,
    #[serde(skip)]
    is_quiet: bool,
}

pub fn links(diff: &Diff, language: Language, all: bool) -> Vec<LinkView> {
    let links = diff.chain.iter().flatten();
    links
        .map(|link| link_view(diff, link, language, all))
        .collect()
}

pub fn verdict_id(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Holds => "holds",
        Verdict::Fails => "fails",
        Verdict::Excepted(_) => "excepted",
        Verdict::Undecided(_) => "undecided",
    }
}

pub fn verdict_words(verdict: &Verdict) -> Words {
    match verdict {
        Verdict::Holds => Words::new("成立", "holds"),
        Verdict::Fails => Words::new("不成立", "fails"),
        Verdict::Excepted(_) => Words::new("例外", "excepted"),
        Verdict::Undecided(_) => Words::new("不能判定", "undecided"),
    }
}

/// The gravest verdict stands for all.
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

fn link_view(diff: &Diff, link: &Link, language: Language, all: bool) -> LinkView {
    let report = &diff.new.report;
    let mut steps: Vec<StepView> = Vec::new();
    for step in &link.steps {
        let view = step_view(diff, step, language);
        // What is undecided at several places for one reason is told once.
        match steps.last_mut().filter(|last| {
            last.verdict == "undecided" && last.verdict == view.verdict && last.text == view.text
        }) {
            Some(last) => figures::enlist(&mut last.places, &view.places, language),
            None => steps.push(view),
        }
    }
    let before = steps.len();
    steps.retain(|step| all || !step.is_quiet);
    let verdict = most_severe(link.steps.iter().map(|step| step.finding));
    LinkView {
        name: verify::name(report, link.identity, true),
        statement: verify::statement(report, link.identity)
            .of(language)
            .to_owned(),
        verdict: verdict_id(verdict),
        verdict_words: verdict_words(verdict).of(language).to_owned(),
        places: link.steps.len(),
        folded: before - steps.len(),
        steps,
    }
}

fn step_view(diff: &Diff, step: &Step, language: Language) -> StepView {
    let report = &diff.new.report;
    let finding = step.finding;
    let holds = matches!(finding.verdict, Verdict::Holds);
    StepView {
        places: verify::place_name(report, finding.identity, finding.at)
            .map(str::to_owned)
            .unwrap_or_default(),
        verdict: verdict_id(&finding.verdict),
        verdict_words: verdict_words(&finding.verdict).of(language).to_owned(),
        text: text(diff, step, language),
        is_quiet: holds && is_nothing(&step.presentation) && !is_representative(report, finding),
    }
}

fn text(diff: &Diff, step: &Step, language: Language) -> String {
    let report = &diff.new.report;
    let (then_year, now_year) = (diff.old.report.year, report.year);
    let sides = || verify::arithmetic(report, step.finding.identity, step.finding.at);
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
        Presentation::Formula => sides()
            .iter()
            .map(|sides| sides.formula(language))
            .collect::<Vec<_>>()
            .join("; "),
        Presentation::Unknown => match &step.finding.verdict {
            Verdict::Undecided(reason) => {
                verify::reason_words(report, reason).of(language).to_owned()
            }
            _ => String::new(),
        },
    };
    let difference = sides()
        .into_iter()
        .find_map(|sides| sides.difference)
        .filter(|difference| !difference.is_zero());
    let difference = match (&step.finding.verdict, difference) {
        (Verdict::Fails | Verdict::Excepted(_), Some(by)) => {
            let by = if by.is_negative() {
                by.checked_neg().unwrap_or(by)
            } else {
                by
            };
            Words::new(format!("，相差 {by}"), format!(", a difference of {by}"))
                .of(language)
                .to_owned()
        }
        _ => String::new(),
    };
    let reason = match &step.finding.verdict {
        Verdict::Excepted(allow) => {
            let reason = report
                .allows
                .get(*allow)
                .map_or("", |allow| allow.reason.as_str());
            Words::new(
                format!("。理由：{reason}"),
                format!(". The reason: {reason}"),
            )
            .of(language)
            .to_owned()
        }
        _ => String::new(),
    };
    format!("{text}{difference}{reason}")
}

/// `+2 制发 -1 废止`
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

/// What a figure is called where the row or the column is said already: in a row, by its column.
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

/// Whether nothing but zeros is told.
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

/// Whether it stands for its row or is the only one.
fn is_representative(report: &Report, finding: &Finding) -> bool {
    match verify::check(report, finding.identity).map(|check| check.shape) {
        Some(Shape::Columns(table)) => report.form.tables[table].representative() == finding.at,
        Some(Shape::Rows(_)) => false,
        Some(Shape::Scalar) | None => true,
    }
}
