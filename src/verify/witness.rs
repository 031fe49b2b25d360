//! Uses asserted figures in prose as evidence: if a sentence asserts the corrected value, the table
//! is wrong and not the sentence.

use std::sync::Arc;

use super::cause::{Cause, Explanation};
use super::figures::of_expression;
use crate::diagnostic::{Diagnostic, Words};
use crate::evaluate::{self, At};
use crate::model::{Interpolation, Report, Value};
use crate::source::{Place, Span};

/// Chooses, of several explanations, the one that a sentence confirms.
pub(super) fn choose(report: &Report, cause: &mut Cause) {
    let confirmed: Vec<bool> = cause
        .explanations
        .iter()
        .map(|explanation| witness(report, explanation).is_some())
        .collect();
    if confirmed
        .iter()
        .filter(|is_confirmed| **is_confirmed)
        .count()
        == 1
    {
        let mut confirmed = confirmed.into_iter();
        cause
            .explanations
            .retain(|_| confirmed.next() == Some(true));
    }
}

/// Adds to a failure the sentence that confirms the proposed correction.
pub(super) fn reported(report: &Report, cause: &Cause, failure: Diagnostic) -> Diagnostic {
    let [only] = cause.explanations.as_slice() else {
        return failure;
    };
    match witness(report, only) {
        Some((span, value)) => failure.with_related(
            report.place(span),
            Words::new(
                format!("正文中写明的也是 {value}"),
                format!("the prose also says {value}"),
            ),
        ),
        None => failure,
    }
}

/// Whether a failure already explains why an assertion does not hold.
pub(super) fn is_reported(assertion: &Diagnostic, failures: &[Diagnostic]) -> bool {
    let place = &assertion.place;
    let is_here =
        |other: &Place| other.span == place.span && Arc::ptr_eq(&other.source, &place.source);
    failures
        .iter()
        .flat_map(|failure| &failure.related)
        .any(|related| is_here(&related.place))
}

/// The place where a sentence asserts the corrected value of a figure.
fn witness<'r>(report: &'r Report, explanation: &Explanation) -> Option<(Span, &'r Value)> {
    report
        .interpolations()
        .find_map(|interpolation: &Interpolation| {
            let (asserted, span) = interpolation.asserted.as_ref()?;
            let facts = of_expression(report, &interpolation.expression, At::Scalar);
            let [fact] = facts.as_slice() else {
                return None;
            };
            let (_, value) = explanation
                .corrections
                .iter()
                .find(|(corrected, _)| corrected == fact)?;
            evaluate::compare(asserted, value)
                .is_ok_and(std::cmp::Ordering::is_eq)
                .then_some((*span, asserted))
        })
}
