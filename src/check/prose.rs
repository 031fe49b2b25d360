//! Checks prose: resolves its interpolations and checks the types of asserted figures.

use crate::diagnostic::catalog;
use crate::model::{Interpolation, Prose, ProsePart};
use crate::resolve::Resolver;
use crate::source::{Place, Span};
use crate::syntax::ast;

/// Unresolved prose: in triple quotes with interpolations, or one line in quotes.
#[derive(Clone, Copy)]
pub(super) enum ProseSource<'t> {
    Prose(&'t ast::Prose<'t>),
    Line(ast::StringLiteral<'t>),
}

impl ProseSource<'_> {
    pub(super) fn span(&self) -> Span {
        match self {
            ProseSource::Prose(prose) => prose.span,
            ProseSource::Line(line) => line.span,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        match self {
            ProseSource::Prose(prose) => prose.parts.iter().all(
                |part| matches!(part, ast::ProsePart::Text(text) if text.value.trim().is_empty()),
            ),
            ProseSource::Line(line) => line.value.trim().is_empty(),
        }
    }

    pub(super) fn prose(&self, resolver: &mut Resolver) -> Prose {
        match self {
            ProseSource::Prose(tree) => prose(tree, resolver),
            ProseSource::Line(line) => {
                if line.value.contains('{') {
                    resolver
                        .diagnostics
                        .push(catalog::interpolation_in_line(Place::new(
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
        ast::ProsePart::Text(text) => ProsePart::Text(text.span),
        ast::ProsePart::Brace(_) => ProsePart::Brace,
        // An invalid interpolation, which is reported, remains as text.
        ast::ProsePart::Interpolation(tree) => interpolation(tree, resolver)
            .map_or(ProsePart::Text(tree.span), ProsePart::Interpolation),
    });
    Prose {
        parts: parts.collect(),
        span: tree.span,
    }
}

fn interpolation(tree: &ast::Interpolation, resolver: &mut Resolver) -> Option<Interpolation> {
    let typed = resolver.scalar(&tree.expression)?;
    let asserted = match tree.asserted {
        None => None,
        Some(asserted) => {
            let place = Place::new(resolver.source(), asserted.span);
            let ty = typed.ty.stated_as();
            match ty.asserted(asserted.value, || place.clone()) {
                Ok(value) => Some((value, asserted.span)),
                Err(diagnostic) => {
                    resolver.diagnostics.push(*diagnostic);
                    return None;
                }
            }
        }
    };
    Some(Interpolation {
        asserted,
        expression: typed.expression,
        span: tree.span,
    })
}
