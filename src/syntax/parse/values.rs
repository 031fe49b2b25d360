//! Parses names, strings and figures, which many rules use.

use super::ParseNode;
use crate::source::slice;
use crate::syntax::ast::{Figure, Path, Spanned, StringLiteral};
use crate::syntax::cursor::{Cursor, span, spanned};
use crate::syntax::{Rule, figures};

pub(super) fn string(pair: ParseNode<'_>) -> StringLiteral<'_> {
    let Spanned { value, span } = spanned(&pair);
    Spanned {
        value: slice(value, 1..value.len() - 1),
        span,
    }
}

pub(super) fn strings(pair: ParseNode<'_>) -> Vec<StringLiteral<'_>> {
    pair.into_inner()
        .filter(|child| child.as_rule() == Rule::string)
        .map(string)
        .collect()
}

/// The only string of a rule, after its keyword.
pub(super) fn last_string(pair: ParseNode<'_>) -> StringLiteral<'_> {
    let mut children = Cursor::of(pair);
    children.next();
    string(children.expect(Rule::string))
}

pub(super) fn path(pair: ParseNode<'_>) -> Path<'_> {
    let span = span(&pair);
    Path {
        names: pair.into_inner().map(|name| spanned(&name)).collect(),
        span,
    }
}

pub(super) fn value(pair: ParseNode<'_>) -> Spanned<Figure<'_>> {
    figures::figure(pair.as_str(), pair.as_span().start())
}
