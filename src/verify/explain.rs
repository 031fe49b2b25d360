//! Explains why an identity fails: both sides with the place of every operand, and the difference.

use std::sync::Arc;

use super::Verified;
use super::arithmetic::{arithmetic, of_last_year, operands, shown};
use super::cause::{Cause, causes, without_previous};
use super::figures::of_identity;
use super::identity::{check, place_name, severity, statement};
use super::{correction, witness};
use crate::diagnostic::{Diagnostic, Severity, Words, catalog};
use crate::evaluate::At;
use crate::model::{
    Absence, Clause, Comparison, Expression, Finding, Identity, Origin, Report, Undecided, Verdict,
};
use crate::source::{Place, Span};

/// The maximum number of operands of one failure that get a label.
const MOST_LABELS: usize = 16;

/// One diagnostic per cause, however many identities fail because of it.
pub(super) fn failures(report: &Report, findings: &[Finding]) -> Vec<Diagnostic> {
    let mut causes = causes(report, findings);
    causes
        .iter_mut()
        .for_each(|cause| witness::choose(report, cause));
    let mut diagnostics: Vec<Diagnostic> = causes
        .iter()
        .map(|cause| witness::reported(report, cause, failure(report, cause)))
        .collect();
    if !causes.is_empty() {
        without_fixes_from_last_year(report, findings, &causes, &mut diagnostics);
    }
    let mut overflows: Vec<&Finding> = findings
        .iter()
        .filter(|finding| finding.verdict.is_overflow())
        .collect();
    overflows.dedup_by_key(|finding| finding.identity);
    diagnostics.extend(overflows.into_iter().map(|finding| {
        catalog::identity_overflows(
            read_at(report, finding),
            &statement(report, finding.identity),
        )
    }));
    diagnostics
}

/// Removes the fixes of explanations that are only known from last year's report.
fn without_fixes_from_last_year(
    report: &Report,
    findings: &[Finding],
    causes: &[Cause],
    diagnostics: &mut [Diagnostic],
) {
    let Some(mut own) = without_previous(report, findings) else {
        return;
    };
    own.iter_mut()
        .for_each(|cause| witness::choose(report, cause));
    for (cause, diagnostic) in std::iter::zip(causes, diagnostics) {
        if !own.iter().any(|own| own.is_explained_as(cause)) {
            diagnostic.fixes.clear();
        }
    }
}

/// The excepted failures as diagnostics, each with the reason given in the report.
pub fn exceptions(verified: &Verified) -> Vec<Diagnostic> {
    let Verified {
        report, findings, ..
    } = verified;
    let of = |allow: usize| {
        let findings = findings
            .iter()
            .filter(move |finding| matches!(finding.verdict, Verdict::Excepted(by) if by == allow));
        Cause {
            findings: findings.collect(),
            explanations: Vec::new(),
            differs_by: None,
        }
    };
    let causes = report
        .allows
        .iter()
        .enumerate()
        .map(|(index, allow)| (allow, of(index)));
    causes
        .filter(|(_, cause)| !cause.findings.is_empty())
        .map(|(allow, cause)| Diagnostic {
            exception: Some(allow.reason.clone()),
            ..failure(report, &cause).with_related(report.place(allow.span), excepted_here())
        })
        .collect()
}

/// The label of the `allow` that excepts a failure.
pub(crate) fn excepted_here() -> Words {
    Words::new("例外写在此处", "exception here")
}

fn failure(report: &Report, cause: &Cause) -> Diagnostic {
    let identity = cause.findings[0].identity;
    let is_same = cause
        .findings
        .iter()
        .all(|finding| finding.identity == identity);
    let (mut labels, notes) = labels_and_notes(report, cause, is_same);
    let mut seen = std::collections::BTreeSet::new();
    labels.retain(|(place, words)| seen.insert((place.span, words.of_zh().to_owned())));
    // Labels in this report come before those in last year's, because the mistake is in this
    // report.
    let is_own = |place: &Place| Arc::ptr_eq(&place.source, report.source.original());
    labels.sort_by_key(|(place, _)| !is_own(place));
    let first_is_own = labels.first().is_some_and(|(place, _)| is_own(place));
    let (primary, words) = if first_is_own {
        labels.remove(0)
    } else {
        (read_at(report, cause.findings[0]), Words::default())
    };
    let mut diagnostic = entry(report, cause, is_same, primary).with_label(words);
    for (place, words) in labels.into_iter().take(MOST_LABELS) {
        diagnostic = diagnostic.with_related(place, words);
    }
    diagnostic.notes = notes;
    diagnostic.help = correction::help(report, cause);
    diagnostic.fixes = cause
        .explanations
        .iter()
        .filter_map(|explanation| correction::fix(report, explanation))
        .collect();
    with_rule(report, identity, diagnostic)
}

/// The labelled figures, each with a description, and the lines of the arithmetic.
fn labels_and_notes(
    report: &Report,
    cause: &Cause,
    is_same: bool,
) -> (Vec<(Place, Words)>, Vec<Words>) {
    let mut labels = correction::corrected(report, cause);
    let is_known = !labels.is_empty();
    let mut notes = Vec::new();
    for (index, finding) in cause.findings.iter().enumerate() {
        // If the mistake is known, or the same identity failed in an earlier column, a side made of
        // several figures gets no labels: the notes list the figures.
        let most_of_a_side = if is_known || (is_same && index > 0) {
            1
        } else {
            usize::MAX
        };
        for sides in arithmetic(report, finding.identity, finding.at) {
            notes.push(note(report, finding, is_same, &sides.words()));
            let sides = [&sides.right, &sides.left]
                .into_iter()
                .filter(|side| side.len() <= most_of_a_side);
            let operands = sides.flat_map(|side| shown(side));
            labels.extend(
                operands
                    .filter_map(|operand| Some((operand.place.clone()?, operand.in_full(report)))),
            );
        }
    }
    (labels, notes)
}

/// The diagnostic for one failing identity or for several, with its severity.
fn entry(report: &Report, cause: &Cause, is_same: bool, primary: Place) -> Diagnostic {
    let identity = cause.findings[0].identity;
    let places: Vec<&str> = match (is_same, identity) {
        (false, _) | (_, Identity::RowTotal(_)) => Vec::new(),
        _ => cause
            .findings
            .iter()
            .filter_map(|finding| place_name(report, identity, finding.at))
            .collect(),
    };
    let title = if is_same {
        statement(report, identity)
    } else {
        several(report, cause)
    };
    let entry = if is_equation(report, cause.findings[0]) {
        catalog::identity_fails
    } else {
        catalog::condition_fails
    };
    entry(primary, &title, &in_parentheses(&places)).with_severity(
        cause
            .findings
            .iter()
            .map(|finding| severity(report, finding.identity))
            .min()
            .unwrap_or(Severity::Error),
    )
}

/// The place of a failure whose arithmetic has no figure of this report: the report's own check, or
/// the first figure that the identity reads.
fn read_at(report: &Report, finding: &Finding) -> Place {
    if let (Identity::Report(_), Some(check)) = (finding.identity, check(report, finding.identity))
    {
        return check.place.clone();
    }
    let facts = of_identity(report, finding.identity, finding.at);
    let written = facts
        .into_iter()
        .filter_map(|fact| report.fact(fact))
        .find(|fact| fact.origin != Origin::Computed);
    report.place(written.map_or(report.head, |fact| fact.span))
}

/// Whether an identity is an equation of sums, not an inequality or a condition on dates or texts.
fn is_equation(report: &Report, finding: &Finding) -> bool {
    let is_equal = |clause: &Clause| matches!(clause.right, Some((Comparison::Equal, _)));
    let is_of_numbers = || {
        arithmetic(report, finding.identity, finding.at)
            .iter()
            .all(|sides| sides.difference.is_some())
    };
    check(report, finding.identity).is_none_or(|check| {
        check.condition.sides.len() == 1
            && check.condition.clauses().all(is_equal)
            && is_of_numbers()
    })
}

/// The statements of identities that fail together.
fn several(report: &Report, cause: &Cause) -> Words {
    let mut statements: Vec<Words> = Vec::new();
    for finding in &cause.findings {
        let statement = statement(report, finding.identity);
        if !statements.contains(&statement) {
            statements.push(statement);
        }
    }
    Words::joined(&statements, "；", "; ")
}

/// The arithmetic of one failure, with its column or row and, if there are several failures, its
/// identity.
fn note(report: &Report, finding: &Finding, is_same: bool, arithmetic: &Words) -> Words {
    let place = match finding.identity {
        // The statement of the identity already contains the name of the row.
        Identity::RowTotal(_) if !is_same => None,
        Identity::RowTotal(row) => Some(report.form.node(row).name()),
        identity @ (Identity::ColumnTotal(_)
        | Identity::OwnTotal(_)
        | Identity::Form(_)
        | Identity::Report(_)) => place_name(report, identity, finding.at),
    };
    let statement = statement(report, finding.identity);
    let prefix = |statement: &str, open: &str, close: &str, colon: &str| match (is_same, place) {
        (true, None) => String::new(),
        (true, Some(place)) => format!("{place}{colon}"),
        (false, None) => format!("{statement}{colon}"),
        (false, Some(place)) => format!("{statement}{open}{place}{close}{colon}"),
    };
    Words::new(
        prefix(statement.of_zh(), "（", "）", "：") + arithmetic.of_zh(),
        prefix(statement.of_en(), " (", ")", ": ") + arithmetic.of_en(),
    )
}

fn in_parentheses(places: &[&str]) -> Words {
    if places.is_empty() {
        return Words::default();
    }
    Words::new(
        format!("（{}）", places.join("、")),
        format!(" ({})", places.join(", ")),
    )
}

/// Adds the line of the form that states the rule, and the regulation that it is based on.
fn with_rule(report: &Report, identity: Identity, diagnostic: Diagnostic) -> Diagnostic {
    let (place, basis) = match identity {
        Identity::OwnTotal(_) => return diagnostic,
        Identity::RowTotal(_) | Identity::ColumnTotal(_) => (None, None),
        Identity::Form(_) | Identity::Report(_) => {
            let check = check(report, identity);
            (
                check.map(|check| check.place.clone()),
                check.and_then(|check| check.basis.as_deref()),
            )
        }
    };
    let diagnostic = match place {
        Some(place)
            if place.span != diagnostic.place.span
                || !Arc::ptr_eq(&place.source, &diagnostic.place.source) =>
        {
            diagnostic.with_rule(place)
        }
        _ => diagnostic,
    };
    match basis.or(report.form.basis.as_deref()) {
        Some(basis) if !matches!(identity, Identity::Report(_)) => diagnostic.with_note(
            Words::new(format!("依据：{basis}"), format!("basis: {basis}")),
        ),
        _ => diagnostic,
    }
}

/// Reports an interpolation whose facts have no value. Unknown values and missing facts have
/// diagnostics of their own.
pub(super) fn without_value(report: &Report, span: Span, reason: &Undecided) -> Option<Diagnostic> {
    match reason {
        Undecided::Absent(_, Absence::Unknown) | Undecided::Missing => None,
        // A previous report that cannot be used has its own diagnostic.
        Undecided::NoPrevious if report.previous_file.is_some() => None,
        reason @ (Undecided::Absent(..)
        | Undecided::NoPrevious
        | Undecided::NoCounterpart(_)
        | Undecided::Previous(_)
        | Undecided::ZeroBase
        | Undecided::Overflow) => Some(catalog::interpolation_without_value(
            report.place(span),
            &reason_words(report, reason),
        )),
    }
}

/// Why an identity or an interpolation is undecided, in words.
pub fn reason_words(report: &Report, reason: &Undecided) -> Words {
    match reason {
        Undecided::Absent(fact, absence) => {
            let path = report.fact_path(*fact, false);
            match absence {
                Absence::Blank => {
                    Words::new(format!("“{path}”为空白"), format!("`{path}` is blank"))
                }
                Absence::NotApplicable => Words::new(
                    format!("“{path}”不适用"),
                    format!("`{path}` is not applicable"),
                ),
                Absence::Unknown => {
                    Words::new(format!("“{path}”待填"), format!("`{path}` is unknown"))
                }
            }
        }
        Undecided::Missing => Words::new("缺少所需的数", "a required figure is missing"),
        Undecided::NoPrevious => Words::new("没有上一年度的报告", "no report of last year"),
        Undecided::NoCounterpart(reason) => reason.clone(),
        Undecided::Previous(reason) => match &report.previous {
            Some(previous) => of_last_year(&reason_words(&previous.report, reason)),
            None => reason_words(report, &Undecided::NoPrevious),
        },
        Undecided::ZeroBase => Words::new("除数为零", "division by zero"),
        Undecided::Overflow => {
            Words::new("超出精确计算的范围", "out of the range of exact arithmetic")
        }
    }
}

/// The place and the description of the fact that an expression refers to.
pub fn origin(report: &Report, expression: &Expression) -> Option<(Place, Words)> {
    let operand = operands(report, expression, At::Scalar)
        .into_iter()
        .find(|operand| operand.place.is_some())?;
    let words = operand.in_full(report);
    Some((operand.place?, words))
}
