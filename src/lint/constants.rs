//! Splices of a number alone: it looks compared, and nothing compares it.

use super::Text;
use crate::diagnostic::{Diagnostic, catalog};
use crate::model::{Expression, Report};
use crate::source::Span;

pub fn lint(text: &Text) -> Vec<Diagnostic> {
    let report = &text.verified.report;
    let constants = report
        .splices()
        .filter(|splice| is_constant(&splice.expression));
    constants
        .map(|splice| splice_of_a_number(report, splice.span))
        .collect()
}

fn is_constant(expression: &Expression) -> bool {
    matches!(
        expression,
        Expression::Number(_) | Expression::Percent(_) | Expression::Money(_)
    )
}

fn splice_of_a_number(report: &Report, span: Span) -> Diagnostic {
    let place = report.place(span);
    let inside = place.text().trim_matches(['{', '}']);
    let number = inside
        .rsplit('=')
        .next()
        .unwrap_or(inside)
        .trim()
        .to_owned();
    catalog::splice_of_a_number(place, &number)
}
