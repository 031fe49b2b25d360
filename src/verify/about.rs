//! Collects the identities and the sentences in which given facts are used.

use super::Verified;
use super::figures::{dependents, of_expression, of_identity};
use crate::evaluate::At;
use crate::model::{Expression, FactId, Finding, Interpolation, PatternPart, Phrase};
use crate::resolve;

/// The findings, interpolations and phrases in which at least one of the given facts is used,
/// either directly or through a computed total.
pub struct About<'r> {
    pub findings: Vec<&'r Finding>,
    pub interpolations: Vec<&'r Interpolation>,
    /// The phrases of the form that refer to one of the facts.
    pub phrases: Vec<&'r Phrase>,
}

pub fn about<'r>(verified: &'r Verified, facts: &[FactId]) -> About<'r> {
    let report = &verified.report;
    let relevant = dependents(report, facts);
    let is_relevant = |facts: Vec<FactId>| facts.iter().any(|fact| relevant.contains(fact));
    let reads_facts =
        |expression: &Expression| is_relevant(of_expression(report, expression, At::Scalar));
    let in_pattern = |part: &PatternPart| match part {
        PatternPart::Number(accepted) => accepted.iter().any(reads_facts),
        PatternPart::Claim(_, expression) | PatternPart::Fact(expression) => {
            reads_facts(expression)
        }
        PatternPart::Text(_) | PatternPart::Gap | PatternPart::Measure(_) => false,
    };
    let parts = |phrase: &'r Phrase| {
        phrase
            .patterns
            .iter()
            .flat_map(|pattern| resolve::parts(&report.form, phrase, pattern))
    };
    About {
        findings: verified
            .findings
            .iter()
            .filter(|finding| is_relevant(of_identity(report, finding.identity, finding.at)))
            .collect(),
        interpolations: report
            .interpolations()
            .filter(|interpolation| {
                is_relevant(of_expression(report, &interpolation.expression, At::Scalar))
            })
            .collect(),
        phrases: report
            .form
            .phrases
            .iter()
            .filter(|phrase| parts(phrase).any(in_pattern))
            .collect(),
    }
}
