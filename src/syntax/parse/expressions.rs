//! Parses conditions and expressions.

use super::ParseNode;
use super::values::{path, string, value};
use crate::syntax::Rule;
use crate::syntax::ast::Comparison;
use crate::syntax::ast::{
    Check, Clause, Condition, Expression, ExpressionKind, Interpolation, Spanned,
};
use crate::syntax::cursor::{Cursor, children_of, exact, span};

pub(super) fn interpolation(pair: ParseNode<'_>) -> Interpolation<'_> {
    let span = exact(&pair).span;
    let mut children = Cursor::of(pair);
    let asserted = children.maybe(Rule::assertion);
    match asserted {
        Some(assertion) => {
            let mut children = Cursor::of(assertion);
            let asserted = Some(value(children.expect(Rule::value)));
            children.skip(Rule::equals);
            children.skip(Rule::foreign_equals);
            Interpolation {
                asserted,
                expression: sum(children.expect(Rule::sum)),
                span,
            }
        }
        None => Interpolation {
            asserted: None,
            expression: sum(children.expect(Rule::sum)),
            span,
        },
    }
}

pub(super) fn check(pair: ParseNode<'_>) -> Check<'_> {
    let span = span(&pair);
    let mut children = Cursor::of(pair);
    children.skip(Rule::kw_check);
    let name = children.text(Rule::name);
    let severity = children.maybe_text(Rule::severity);
    let statement = string(children.expect(Rule::string));
    let basis = children
        .skip(Rule::kw_basis)
        .then(|| string(children.expect(Rule::string)));
    children.skip(Rule::colon);
    Check {
        name,
        severity,
        statement,
        basis,
        condition: condition(children.expect(Rule::condition)),
        span,
    }
}

pub(super) fn condition(pair: ParseNode<'_>) -> Condition<'_> {
    let span = span(&pair);
    Condition {
        sides: children_of(pair, Rule::either, either),
        span,
    }
}

pub(super) fn either(pair: ParseNode<'_>) -> Vec<Vec<Clause<'_>>> {
    children_of(pair, Rule::both, both)
}

pub(super) fn both(pair: ParseNode<'_>) -> Vec<Clause<'_>> {
    children_of(pair, Rule::clause, clause)
}

pub(super) fn clause(pair: ParseNode<'_>) -> Clause<'_> {
    let span = span(&pair);
    let mut children = Cursor::of(pair);
    let left = sum(children.expect(Rule::sum));
    let sign = children
        .maybe(Rule::comparison)
        .or_else(|| children.maybe(Rule::foreign_comparison));
    let right = sign.map(|sign| {
        (
            comparison(sign_meant(sign.as_str())),
            sum(children.expect(Rule::sum)),
        )
    });
    Clause { left, right, span }
}

/// The comparison operator that a foreign operator means.
pub(super) fn sign_meant(sign: &str) -> &str {
    match sign {
        "=" => "==",
        "≤" | "⩽" | "=<" | "‹=" => "<=",
        "≥" | "⩾" | "=>" | "›=" => ">=",
        "≠" | "<>" => "!=",
        sign => sign,
    }
}

pub(super) fn comparison(sign: &str) -> Comparison {
    match sign {
        "==" => Comparison::Equal,
        "!=" => Comparison::NotEqual,
        ">=" => Comparison::AtLeast,
        "<=" => Comparison::AtMost,
        ">" => Comparison::More,
        _ => Comparison::Less,
    }
}

pub(super) fn sum(pair: ParseNode<'_>) -> Expression<'_> {
    let span = span(&pair);
    let mut children = Cursor::of(pair);
    let mut terms = vec![(false, product(children.expect(Rule::product)))];
    while let Some(sign) = children.next() {
        terms.push((
            sign.as_rule() == Rule::minus,
            product(children.expect(Rule::product)),
        ));
    }
    match terms.pop() {
        Some((false, only)) if terms.is_empty() => only,
        last => {
            terms.extend(last);
            Spanned {
                value: ExpressionKind::Sum(terms),
                span,
            }
        }
    }
}

pub(super) fn product(pair: ParseNode<'_>) -> Expression<'_> {
    let span = span(&pair);
    let mut factors = children_of(pair, Rule::factor, factor);
    match factors.pop() {
        Some(only) if factors.is_empty() => only,
        last => {
            factors.extend(last);
            Spanned {
                value: ExpressionKind::Product(factors),
                span,
            }
        }
    }
}

pub(super) fn factor(pair: ParseNode<'_>) -> Expression<'_> {
    let mut children = Cursor::of(pair);
    children.skip(Rule::open_paren);
    match children.maybe(Rule::literal) {
        Some(literal) => {
            let Spanned { value, span } = value(literal);
            Spanned {
                value: ExpressionKind::Literal(value),
                span,
            }
        }
        None => match children.maybe(Rule::sum) {
            Some(inner) => sum(inner),
            None => reference(children.expect(Rule::reference)),
        },
    }
}

pub(super) fn reference(pair: ParseNode<'_>) -> Expression<'_> {
    let span = span(&pair);
    let mut children = Cursor::of(pair);
    let mut names = path(children.expect(Rule::path)).names;
    let value = match (children.maybe(Rule::arguments), names.len()) {
        (Some(arguments), 1) => {
            ExpressionKind::Call(names.remove(0), children_of(arguments, Rule::sum, sum))
        }
        // A dotted name cannot be called. Treated as a reference, it is reported as an unknown
        // name.
        _ => ExpressionKind::Reference(names),
    };
    Spanned { value, span }
}
