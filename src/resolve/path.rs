//! Resolves a path given by a user of the library or the command line, from the form's root.

use super::{Resolver, Scope};
use crate::diagnostic::Words;
use crate::model::{FactId, Form, NodeKind, OwnFacts, ROOT, Reference, Report};
use crate::source::{Source, Span};
use crate::syntax::ast::Name;

/// The referent of a dotted path.
///
/// # Errors
/// If the path refers to nothing. The error suggests a similar name if there is one.
pub fn path(form: &Form, own_facts: &[OwnFacts], path: &str) -> Result<Reference, Words> {
    let source = Source::new("", path);
    let mut names = Vec::new();
    let mut start = 0;
    for value in path.split('.') {
        names.push(Name {
            value,
            span: Span::new(start, start + value.len()),
        });
        start += value.len() + 1;
    }
    let mut resolver = Resolver::new(Scope {
        form,
        own_facts,
        at: ROOT,
        source: &source,
    });
    resolver
        .path(&names)
        .ok_or_else(|| match resolver.diagnostics.into_iter().next() {
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

/// The facts at a path: a single one, or those of a row, a column or a block.
///
/// # Errors
/// If the path refers to no fact. The error suggests a similar name if there is one.
pub fn facts(report: &Report, path: &str) -> Result<Vec<FactId>, Words> {
    let form = &report.form;
    let reference = self::path(form, &report.own_facts, path)?;
    Ok(match reference {
        Reference::Fact(fact) => vec![fact],
        Reference::Row(node) => {
            let columns = form
                .table_of(node)
                .map_or(0, |table| form.tables[table].columns.len());
            let cells: Vec<FactId> = (0..columns)
                .filter_map(|column| form.cell(node, column))
                .collect();
            let is_stated = cells.iter().any(|&fact| report.fact(fact).is_some());
            let is_sum = matches!(form.node(node).kind, NodeKind::Group { .. }) && !is_stated;
            if is_sum {
                form.node(node)
                    .facts
                    .clone()
                    .filter(|&fact| report.fact(fact).is_some())
                    .collect()
            } else {
                cells
            }
        }
        Reference::Column(table, column) => form.tables[table]
            .rows
            .iter()
            .filter_map(|&row| form.cell(row, column))
            .collect(),
        Reference::Own(block) => {
            let own = &report.own_facts[block];
            (own.first..own.first + own.facts.len()).collect()
        }
    })
}
