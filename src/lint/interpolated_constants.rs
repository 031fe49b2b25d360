//! Interpolations of a constant: they look checked but are not.

use super::LintContext;
use crate::diagnostic::{Diagnostic, catalog};
use crate::model::{Expression, Report};
use crate::source::Span;

pub(super) fn lint(text: &LintContext) -> Vec<Diagnostic> {
    let report = &text.verified.report;
    let constants = report
        .interpolations()
        .filter(|interpolation| is_constant(&interpolation.expression));
    constants
        .map(|interpolation| interpolation_of_number(report, interpolation.span))
        .collect()
}

fn is_constant(expression: &Expression) -> bool {
    matches!(
        expression,
        Expression::Number(_) | Expression::Percent(_) | Expression::Money(_)
    )
}

fn interpolation_of_number(report: &Report, span: Span) -> Diagnostic {
    let place = report.place(span);
    let inside = place.text().trim_matches(['{', '}']);
    let number = inside
        .rsplit('=')
        .next()
        .unwrap_or(inside)
        .trim()
        .to_owned();
    catalog::interpolated_constant(place, &number)
}
