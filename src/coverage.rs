//! Finds the unchecked numbers of a report. For each number, it counts the identities, the
//! sentences and the comparisons with last year that would detect an error in the number.
//!
//! Each number is changed by one, and the results are compared with the original ones.

use std::collections::BTreeSet;

use crate::check;
use crate::diagnostic::Diagnostic;
use crate::lint;
use crate::model::{Decimal, Fact, FactId, Finding, Origin, Value, Verdict};
use crate::source::Span;
use crate::verify::{self, Verified};

/// Limit on the work: the size of the facts and of the text together, multiplied by the number of
/// numbers. A report in a shipped form needs a fiftieth of the limit.
const MOST_WORK: usize = 1 << 27;

/// The checks that detect an error in a number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Guards {
    /// The number of identities that would fail, not counting comparisons with last year's report.
    pub identities: usize,
    /// The number of sentences that state another number.
    pub sentences: usize,
    /// The number of comparisons with last year's report that would fail.
    pub years: usize,
}

impl Guards {
    pub fn total(self) -> usize {
        self.identities + self.sentences + self.years
    }
}

/// Returns the unchanged report, and for each stated number the checks that guard it. The second
/// value is `None` if the work exceeds the limit.
pub fn coverage(verified: Verified) -> (Verified, Option<Vec<(FactId, Guards)>>) {
    let is_number = |fact: &Fact| fact.origin != Origin::Computed && fact.value.number().is_some();
    let facts = verified.report.facts.iter().enumerate();
    let numbers: Vec<FactId> = facts
        .filter(|(_, fact)| fact.as_ref().is_some_and(is_number))
        .map(|(fact, _)| fact)
        .collect();
    let at_once = verified.report.facts.len() + verified.report.source.text().len();
    if numbers.len().saturating_mul(at_once) > MOST_WORK {
        return (verified, None);
    }
    let (
        Verified {
            mut report,
            findings,
            numbers: in_prose,
        },
        reported,
    ) = reported(verified);
    let mut coverage = Vec::with_capacity(numbers.len());
    for fact in numbers {
        let Some(written) = report.facts[fact].clone() else {
            continue;
        };
        let Some(value) = incremented(&written.value) else {
            continue;
        };
        report.facts[fact] = Some(Fact {
            value,
            ..written.clone()
        });
        check::recompute(&mut report);
        let (findings_then, _) = verify::decide(&report);
        let (changed, reported_then) = self::reported(Verified {
            report,
            findings: findings_then,
            numbers: in_prose,
        });
        coverage.push((fact, guards(&findings, &reported, &changed, &reported_then)));
        report = changed.report;
        report.facts[fact] = Some(written);
    }
    check::recompute(&mut report);
    (
        Verified {
            report,
            findings,
            numbers: in_prose,
        },
        Some(coverage),
    )
}

/// Counts the failures that a report with one changed number has and the original report does not
/// have.
fn guards(
    before: &[Finding],
    reported: &Reported,
    changed: &Verified,
    reported_then: &Reported,
) -> Guards {
    let mut guards = Guards {
        sentences: reported_then.difference(reported).count(),
        ..Guards::default()
    };
    for (before, then) in before.iter().zip(&changed.findings) {
        if !matches!(
            (&before.verdict, &then.verdict),
            (Verdict::Holds, Verdict::Fails)
        ) {
            continue;
        }
        match verify::check(&changed.report, then.identity) {
            Some(check) if check.condition.names_previous() => guards.years += 1,
            _ => guards.identities += 1,
        }
    }
    guards
}

/// The diagnostics about sentences, by code and place.
type Reported = BTreeSet<(&'static str, Span)>;

fn reported(verified: Verified) -> (Verified, Reported) {
    let asserted = verify::assertions(&verified.report);
    let linted = lint::lint_as_written(verified);
    let reported = |diagnostic: &Diagnostic| (diagnostic.code, diagnostic.place.span);
    let reported = asserted
        .iter()
        .chain(&linted.diagnostics)
        .map(reported)
        .collect();
    (linted.value, reported)
}

fn incremented(value: &Value) -> Option<Value> {
    value.map_number(|number| number.checked_add(Decimal::from(1)))
}
