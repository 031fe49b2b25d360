//! A path that is given on the command line, from the form's root.

use super::{Resolver, Scope};
use crate::diagnostic::Words;
use crate::model::{Form, OwnFacts, ROOT, Reference};
use crate::source::{Source, Span};
use crate::syntax::ast::Name;

/// What a dotted path names.
///
/// # Errors
/// That it names nothing, and what is meant perhaps.
pub fn path(form: &Form, own_facts: &[OwnFacts], path: &str) -> Result<Reference, Words> {
    let source = Source::new("", path);
    let mut names = Vec::new();
    let mut start = 0;
    for value in path.split('.') {
        names.push(Name { value, span: Span::new(start, start + value.len()) });
        start += value.len() + 1;
    }
    let mut resolver = Resolver::new(Scope { form, own_facts, at: ROOT, source: &source });
    resolver.path(&names).ok_or_else(|| match resolver.diagnostics.into_iter().next() {
        None => Words::default(),
        Some(diagnostic) => match diagnostic.help {
            None => diagnostic.title,
            Some(help) => Words::new(
                format!("{}；{}", diagnostic.title.of_zh(), help.of_zh()),
                format!("{}; {}", diagnostic.title.of_en(), help.of_en()),
            ),
        },
    })
}
