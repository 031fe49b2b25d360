//! Prose: its splices resolved, and the figures that its sentences assert given their type.

use super::figure;
use crate::diagnostic::catalog;
use crate::model::{Currency, Kind, Prose, ProsePart, Splice, Type};
use crate::resolve::Resolver;
use crate::source::{Place, Span};
use crate::syntax::ast;

/// Prose as written: in triple quotes with splices, or one plain line in quotes.
#[derive(Clone, Copy)]
pub enum Written<'t> {
    Prose(&'t ast::Prose<'t>),
    Line(ast::Text<'t>),
}

impl Written<'_> {
    pub fn span(&self) -> Span {
        match self {
            Written::Prose(prose) => prose.span,
            Written::Line(line) => line.span,
        }
    }

    pub fn is_empty(&self) -> bool {
        match self {
            Written::Prose(prose) => prose
                .parts
                .iter()
                .all(|part| matches!(part, ast::Part::Text(text) if text.value.trim().is_empty())),
            Written::Line(line) => line.value.trim().is_empty(),
        }
    }

    pub fn prose(&self, resolver: &mut Resolver) -> Prose {
        match self {
            Written::Prose(tree) => prose(tree, resolver),
            Written::Line(line) => {
                if line.value.contains('{') {
                    resolver
                        .diagnostics
                        .push(catalog::splice_in_line(Place::new(
                            resolver.source(),
                            line.span,
                        )));
                }
                let inside = Span {
                    start: line.span.start + 1,
                    end: line.span.end - 1,
                };
                Prose {
                    parts: vec![ProsePart::Text(inside)],
                    span: line.span,
                }
            }
        }
    }
}

fn prose(tree: &ast::Prose, resolver: &mut Resolver) -> Prose {
    let parts = tree.parts.iter().map(|part| match part {
        ast::Part::Text(text) => ProsePart::Text(text.span),
        ast::Part::Brace(_) => ProsePart::Brace,
        // One that is wrong, which is reported, stands for itself.
        ast::Part::Splice(tree) => {
            splice(tree, resolver).map_or(ProsePart::Text(tree.span), ProsePart::Splice)
        }
    });
    Prose {
        parts: parts.collect(),
        span: tree.span,
    }
}

fn splice(tree: &ast::Splice, resolver: &mut Resolver) -> Option<Splice> {
    let typed = resolver.scalar(&tree.expression)?;
    let asserted = match tree.asserted {
        None => None,
        Some(asserted) => {
            let place = Place::new(resolver.source(), asserted.span);
            match figure::asserted(asserted.value, &type_of_kind(&typed.kind), || place.clone()) {
                Ok(value) => Some((value, asserted.span)),
                Err(diagnostic) => {
                    resolver.diagnostics.push(*diagnostic);
                    return None;
                }
            }
        }
    };
    Some(Splice {
        asserted,
        expression: typed.expression,
        span: tree.span,
    })
}

/// The type in which a figure states a value of a kind.
fn type_of_kind(kind: &Kind) -> Type {
    match kind {
        Kind::Number => Type::Count(None),
        Kind::Count(unit) => Type::Count(unit.clone()),
        Kind::Amount => Type::Amount(Some(Currency::Yuan)),
        Kind::Percent => Type::Percent,
        Kind::Date => Type::Date,
        Kind::Text | Kind::Truth => Type::Text,
    }
}
