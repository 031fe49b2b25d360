//! A cursor over the children of a pest pair. Each call takes the next child if it has the given
//! grammar rule.

use pest::iterators::{Pair, Pairs};

use super::Rule;
use super::ast::Spanned;
use crate::source::Span;

pub(super) struct Cursor<'t> {
    pairs: Pairs<'t, Rule>,
    /// The next child, if it has been peeked at.
    next: Option<Pair<'t, Rule>>,
}

impl<'t> Cursor<'t> {
    pub(super) fn of(pair: Pair<'t, Rule>) -> Cursor<'t> {
        Cursor::over(pair.into_inner())
    }

    pub(super) fn over(pairs: Pairs<'t, Rule>) -> Cursor<'t> {
        Cursor { pairs, next: None }
    }

    /// The rule of the next child. Skips comments and the empty pair `unclosed` at the end of a
    /// block without `}`.
    pub(super) fn peek(&mut self) -> Option<Rule> {
        if self.next.is_none() {
            self.next = self
                .pairs
                .find(|pair| !matches!(pair.as_rule(), Rule::comment | Rule::unclosed));
        }
        self.next.as_ref().map(Pair::as_rule)
    }

    pub(super) fn next(&mut self) -> Option<Pair<'t, Rule>> {
        self.peek()?;
        self.next.take()
    }

    pub(super) fn maybe(&mut self, rule: Rule) -> Option<Pair<'t, Rule>> {
        if self.peek() == Some(rule) {
            self.next.take()
        } else {
            None
        }
    }

    /// The next child, which must be of this rule according to the grammar. Panics if the parser
    /// and the grammar disagree; no other function of the parser panics.
    pub(super) fn expect(&mut self, rule: Rule) -> Pair<'t, Rule> {
        self.maybe(rule)
            .unwrap_or_else(|| panic!("expected {rule:?} according to the grammar"))
    }

    /// Skips a separator token. Returns whether there was one.
    pub(super) fn skip(&mut self, rule: Rule) -> bool {
        self.maybe(rule).is_some()
    }

    pub(super) fn text(&mut self, rule: Rule) -> Spanned<&'t str> {
        spanned(&self.expect(rule))
    }

    pub(super) fn maybe_text(&mut self, rule: Rule) -> Option<Spanned<&'t str>> {
        self.maybe(rule).map(|pair| spanned(&pair))
    }
}

/// The span of a pair, without the trailing spaces that pest includes if an optional rule does not
/// match.
pub(super) fn span(pair: &Pair<Rule>) -> Span {
    let start = pair.as_span().start();
    Span::new(start, start + pair.as_str().trim_end().len())
}

pub(super) fn spanned<'t>(pair: &Pair<'t, Rule>) -> Spanned<&'t str> {
    Spanned {
        value: pair.as_str(),
        span: span(pair),
    }
}

/// The span and text of a pair, trailing spaces included.
pub(super) fn exact<'t>(pair: &Pair<'t, Rule>) -> Spanned<&'t str> {
    Spanned {
        value: pair.as_str(),
        span: Span::new(pair.as_span().start(), pair.as_span().end()),
    }
}

/// The children of one rule, each converted by a function.
pub(super) fn children_of<'t, T>(
    pair: Pair<'t, Rule>,
    rule: Rule,
    lower: impl Fn(Pair<'t, Rule>) -> T,
) -> Vec<T> {
    pair.into_inner()
        .filter(|child| child.as_rule() == rule)
        .map(lower)
        .collect()
}
