//! Finds the cause of failures: identities that fail together because of one mistake.
//!
//! The totals along rows and columns and the balances of a form work as an error-correcting code:
//! each figure occurs in its own set of equations. Failing equations that share figures are
//! examined together. A single figure can be the only mistake if it occurs in all of them, and if
//! one correction makes all of them hold without making another equation fail.
//!
//! If no single figure qualifies, one row or column may be wrong (`line`). The equations that
//! contain only one figure of the row or column determine what this figure would have to be. These
//! corrections are reported if they make all equations of the group hold, make no other equation
//! fail, and have the shape of a common mistake (`slip`): two figures swapped, digits split at the
//! wrong position between neighbours, a row shifted by one column, a part left out of the totals.
//!
//! Up to three explanations of one cause are reported, and none if there are more. For a single
//! failing equation, an explanation is reported only if it is the only one: otherwise any of its
//! figures may be wrong. A figure is reported in either case if a wrong unit of money explains the
//! failure. If no mistake is known, and a total differs from the sum of its parts by exactly one
//! part, the diagnostic asks about that part (`left_out`).
//!
//! An explanation that needs an identity with last year's report is reported, but is not proposed
//! as a fix (`without_previous`): last year's report may be the wrong one, and a published figure
//! is not changed because of it.
//!
//! Equations are made from totals, and from checks with one `==` between sums of figures. A
//! computed figure is replaced by the figures that it is computed from, because only stated figures
//! can be wrong. Figures of last year's report are constants. The time is linear in the number of
//! terms. If there are more than 2¹⁸ terms, no cause is searched for.

mod equations;
mod left_out;
mod line;
mod slip;

use std::collections::{BTreeMap, BTreeSet};

use crate::evaluate;
use crate::model::{Decimal, FactId, Finding, Report, Value, Verdict};
use crate::verify::identity::check;

use equations::{Equations, FigureChanges};
pub(super) use left_out::DiffersBy;
pub(super) use slip::Slip;

/// The maximum number of explanations reported for one cause. More would not help the reader.
const MOST_EXPLANATIONS: usize = 3;

/// Failures of one cause.
pub(super) struct Cause<'f> {
    pub findings: Vec<&'f Finding>,
    /// The possible mistakes, each of which alone explains all failures. Empty if none is known.
    pub explanations: Vec<Explanation>,
    /// If no mistake is known: the parts whose amount equals the difference of a total.
    pub differs_by: Option<DiffersBy>,
}

/// A mistake that explains failures: with the corrected values every equation holds.
#[derive(Debug)]
pub(super) struct Explanation {
    pub slip: Slip,
    pub corrections: Vec<(FactId, Value)>,
}

/// Failing equations, and their possible explanations.
type Explained = (BTreeSet<usize>, Vec<Explanation>);

/// The failing findings grouped by cause, or by identity if the cause is unknown.
pub(super) fn causes<'f>(report: &Report, findings: &'f [Finding]) -> Vec<Cause<'f>> {
    let fails = |finding: &&Finding| matches!(finding.verdict, Verdict::Fails);
    if !findings.iter().any(|finding| fails(&finding)) {
        return Vec::new();
    }
    let mut causes = Equations::of(report, findings.iter())
        .map(|equations| explained(report, equations))
        .unwrap_or_default();
    let known: BTreeSet<*const Finding> = causes
        .iter()
        .flat_map(|cause| &cause.findings)
        .map(|&finding| &raw const *finding)
        .collect();
    for same in findings.chunk_by(|a, b| a.identity == b.identity) {
        let rest: Vec<&Finding> = same
            .iter()
            .filter(fails)
            .filter(|&finding| !known.contains(&(&raw const *finding)))
            .collect();
        if !rest.is_empty() {
            causes.push(Cause {
                findings: rest,
                explanations: Vec::new(),
                differs_by: left_out::differs_by(report, same),
            });
        }
    }
    causes
}

/// The causes that are found without the identities that refer to last year's report. `None` if no
/// identity refers to it.
pub(super) fn without_previous<'f>(
    report: &Report,
    findings: &'f [Finding],
) -> Option<Vec<Cause<'f>>> {
    let needs_previous = |finding: &&Finding| {
        check(report, finding.identity).is_some_and(|check| check.condition.names_previous())
    };
    (report.previous.is_some() && findings.iter().any(|finding| needs_previous(&finding))).then(
        || {
            let own = findings.iter().filter(|finding| !needs_previous(finding));
            Equations::of(report, own)
                .map(|equations| explained(report, equations))
                .unwrap_or_default()
        },
    )
}

impl Cause<'_> {
    /// Whether two causes have the same explanations.
    pub(super) fn is_explained_as(&self, other: &Cause) -> bool {
        let is_same = |(one, other): (&Explanation, &Explanation)| {
            let pairs = one.corrections.iter().zip(&other.corrections);
            one.corrections.len() == other.corrections.len()
                && pairs.into_iter().all(|((fact, value), (other, correct))| {
                    let compared = evaluate::compare(value, correct);
                    fact == other && compared.is_ok_and(std::cmp::Ordering::is_eq)
                })
        };
        self.explanations.len() == other.explanations.len()
            && self
                .explanations
                .iter()
                .zip(&other.explanations)
                .all(is_same)
    }
}

fn explained<'f>(report: &Report, mut equations: Equations<'f>) -> Vec<Cause<'f>> {
    let mut causes = Vec::new();
    let mut explain = |equations: &mut Equations<'f>,
                       explained_equations: &BTreeSet<usize>,
                       explanations: Vec<Explanation>| {
        let findings = explained_equations
            .iter()
            .map(|&equation| equations.get(equation).finding)
            .collect();
        causes.push(Cause {
            findings,
            explanations,
            differs_by: None,
        });
        equations.mark_explained(explained_equations);
    };
    let single = equations.components().into_iter().map(|component| {
        let explanations = single_figures(report, &equations, &component);
        (component, explanations)
    });
    let (sure, unsure): (Vec<Explained>, Vec<Explained>) = single
        .filter(|(_, explanations)| !explanations.is_empty())
        .partition(|(_, explanations)| explanations.len() == 1);
    for (explained_equations, explanations) in sure {
        explain(&mut equations, &explained_equations, explanations);
    }
    // A mistake in one row may explain several groups of failures, each with a list of candidates.
    // The mistake then replaces these lists. A list for exactly the same failures is kept.
    let mut unsure: BTreeMap<BTreeSet<usize>, Vec<Explanation>> = unsure.into_iter().collect();
    for (explained_equations, explanations) in lines(report, &equations) {
        if !unsure.contains_key(&explained_equations) {
            unsure.retain(|component, _| component.is_disjoint(&explained_equations));
            explain(&mut equations, &explained_equations, explanations);
        }
    }
    for (explained_equations, explanations) in unsure {
        explain(&mut equations, &explained_equations, explanations);
    }
    causes
}

// ── One figure ───────────────────────────────────────────────────────────────────────────────────

/// The figures that can each be the only mistake.
fn single_figures(
    report: &Report,
    equations: &Equations,
    component: &BTreeSet<usize>,
) -> Vec<Explanation> {
    let Some(&first) = component.first() else {
        return Vec::new();
    };
    let suspects = equations
        .get(first)
        .terms
        .iter()
        .filter(|(fact, _)| equations.with(*fact).len() == component.len());
    let explanations = suspects.filter_map(|&(fact, times)| {
        let change = equations.change(first, times)?;
        let changes = FigureChanges::from([(fact, change)]);
        (equations.explained_equations(&changes)? == *component).then_some(())?;
        let corrections = corrections(report, &changes)?;
        Some(Explanation {
            slip: slip::of_figure(report, fact, &corrections[0].1, change),
            corrections,
        })
    });
    let mut explanations: Vec<Explanation> = explanations.collect();
    // If a single equation fails, any of its figures may be wrong, so this is not worth reporting.
    if explanations.len() > MOST_EXPLANATIONS || (component.len() == 1 && explanations.len() > 1) {
        explanations.retain(|explanation| explanation.slip == Slip::Unit);
        explanations.truncate(usize::from(explanations.len() == 1));
    }
    explanations
}

/// The changes as corrected values. `None` if one of them is not a valid value.
fn corrections(report: &Report, changes: &FigureChanges) -> Option<Vec<(FactId, Value)>> {
    let correction = |(&fact, change): (&FactId, &Decimal)| {
        let written = &report.fact(fact)?.value;
        let number = written.number()?.checked_add(*change)?;
        let is_possible = !number.is_negative() || report.type_of(fact).may_be_negative();
        Some((fact, written.with_number(number).filter(|_| is_possible)?))
    };
    changes.iter().map(correction).collect()
}

// ── One row or column ────────────────────────────────────────────────────────────────────────────

/// The rows and columns that can each be the only mistake, with the equations that each explains.
/// Rows and columns that explain more equations come first. Each equation is explained once.
fn lines(report: &Report, equations: &Equations) -> Vec<Explained> {
    let components = equations.components();
    let of_equation: BTreeMap<usize, usize> = components
        .iter()
        .enumerate()
        .flat_map(|(index, all)| all.iter().map(move |&equation| (equation, index)))
        .collect();
    let mut by_equations: BTreeMap<BTreeSet<usize>, Vec<Explanation>> = BTreeMap::new();
    for line in line::suspects(report, equations, of_equation.keys().copied()) {
        let Some(changes) = line.changes(equations) else {
            continue;
        };
        let Some(explained_equations) = equations.explained_equations(&changes) else {
            continue;
        };
        // Equations that fail together must be explained together.
        let touched: BTreeSet<usize> = explained_equations
            .iter()
            .filter_map(|equation| of_equation.get(equation).copied())
            .collect();
        if touched
            .iter()
            .map(|&component| components[component].len())
            .sum::<usize>()
            != explained_equations.len()
        {
            continue;
        }
        let Some(corrections) = corrections(report, &changes) else {
            continue;
        };
        if let Some(slip) = slip::of_line(report, &line, &changes) {
            by_equations
                .entry(explained_equations)
                .or_default()
                .push(Explanation { slip, corrections });
        }
    }
    let mut explained: Vec<Explained> = by_equations.into_iter().collect();
    explained.sort_by_key(|(explained_equations, _)| std::cmp::Reverse(explained_equations.len()));
    let mut known: BTreeSet<usize> = BTreeSet::new();
    explained.retain_mut(|(explained_equations, explanations)| {
        let fewest = explanations
            .iter()
            .map(|explanation| explanation.corrections.len())
            .min();
        explanations.retain(|explanation| Some(explanation.corrections.len()) == fewest);
        let is_new = explained_equations.is_disjoint(&known);
        known.extend(explained_equations.iter());
        is_new && explanations.len() <= MOST_EXPLANATIONS
    });
    explained
}
