//! Which numbers of a report nothing guards: how many identities, sentences and links to last year
//! would notice a slip in each.
//!
//! It is tried: each number is made one more, and what is then found is compared with what was
//! found before.

use std::collections::BTreeSet;

use crate::check;
use crate::diagnostic::Diagnostic;
use crate::lint;
use crate::model::{Decimal, Fact, FactId, Finding, Origin, Value, Verdict};
use crate::source::Span;
use crate::verify::{self, Verified};

/// The most that is looked through: every fact and the whole text, once for each number. A report
/// of the shipped forms has a fiftieth.
const MOST_WORK: usize = 1 << 27;

/// What would notice that a number is wrong.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Guards {
    /// Identities that would not hold, without those with last year's report.
    pub identities: usize,
    /// Sentences that state another number.
    pub sentences: usize,
    /// Identities with last year's report that would not hold.
    pub years: usize,
}

impl Guards {
    pub fn total(self) -> usize {
        self.identities + self.sentences + self.years
    }
}

/// A report as it was, and what guards each number that is written in it. None where there are too
/// many.
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
        let Some(value) = one_more(&written.value) else {
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

/// What is found of a report with one number changed that was not found before.
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

/// What is told of sentences, by code and place.
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

fn one_more(value: &Value) -> Option<Value> {
    value.map_number(|number| number.checked_add(Decimal::from(1)))
}
