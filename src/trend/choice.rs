//! Which facts are shown.

use std::sync::Arc;

use super::Digest;
use crate::diagnostic::Words;
use crate::model::{FactId, Form, ROOT, Reference};
use crate::resolve;

/// A fact of a form by its number, or one of the reports' own.
pub enum Chosen {
    OfForm(usize, FactId),
    Own(String),
}

/// Paths of facts, rows or columns; none of them for the facts that stand for each table.
#[derive(Debug, Default)]
pub struct FactSelection {
    pub paths: Vec<String>,
}

impl FactSelection {
    /// Whether each path names numbers in one of the forms at least, or in a report's own facts.
    ///
    /// # Errors
    /// What is wrong with those that do not, a line each.
    pub fn is_in_some(&self, forms: &[Arc<Form>], digests: &[Digest]) -> Result<(), Words> {
        let is_own = |path: &str| digests.iter().any(|digest| digest.own(path).is_some());
        let fault = |path: &String| {
            let faults: Vec<(bool, Words)> = forms
                .iter()
                .rev()
                .map(|form| {
                    named(form, path)
                        .err()
                        .map(|fault| (begins(form, path), fault))
                })
                .collect::<Option<_>>()?;
            // The latest of the forms that have where the path begins, or else of all.
            let meant = faults
                .iter()
                .position(|(begins, _)| *begins)
                .unwrap_or_default();
            faults.into_iter().nth(meant).map(|(_, fault)| fault)
        };
        let faults: Vec<Words> = self
            .paths
            .iter()
            .filter(|path| !is_own(path))
            .filter_map(fault)
            .collect();
        if faults.is_empty() {
            Ok(())
        } else {
            Err(Words::joined(&faults, "\n", "\n"))
        }
    }

    /// The facts, in the first of the forms that has them, or else in the reports themselves.
    pub fn facts(&self, candidates: &[usize], forms: &[Arc<Form>]) -> Vec<Chosen> {
        let of = |form: usize, facts: Vec<FactId>| {
            facts
                .into_iter()
                .map(|fact| Chosen::OfForm(form, fact))
                .collect()
        };
        if self.paths.is_empty() {
            return candidates
                .first()
                .map(|&form| of(form, representative(&forms[form])))
                .unwrap_or_default();
        }
        let chosen = self.paths.iter().flat_map(|path| {
            let found = candidates
                .iter()
                .find_map(|&form| Some(of(form, named(&forms[form], path).ok()?)));
            found.unwrap_or_else(|| vec![Chosen::Own(path.clone())])
        });
        chosen.collect()
    }
}

/// Whether a form has what a path begins with.
fn begins(form: &Form, path: &str) -> bool {
    path.split('.')
        .next()
        .is_some_and(|first| form.child(ROOT, first).is_some())
}

/// The facts that stand for each table: its outermost rows in the column that a row stands for. A
/// form without such has its fields.
fn representative(form: &Form) -> Vec<FactId> {
    let of_tables = form
        .tables
        .iter()
        .filter_map(|table| Some((table, table.representative()?)));
    let rows = of_tables.flat_map(|(table, column)| {
        form.node(table.node)
            .children
            .iter()
            .map(move |&row| (row, column))
    });
    let facts: Vec<FactId> = rows
        .filter_map(|(row, column)| form.cell(row, column))
        .filter(|&fact| is_number(form, fact))
        .collect();
    if !facts.is_empty() {
        return facts;
    }
    form.fields()
        .map(|(_, field)| field.fact)
        .filter(|&fact| is_number(form, fact))
        .collect()
}

/// The numbers that a path names: one, that of a row, or those of a row or column in which none
/// stands for the others.
fn named(form: &Form, path: &str) -> Result<Vec<FactId>, Words> {
    let facts = match resolve::path(form, &[], path)? {
        Reference::Fact(fact) => vec![fact],
        Reference::Row(node) => {
            let table = form.table_of(node).map(|table| &form.tables[table]);
            let columns = match table.and_then(|table| table.representative()) {
                Some(column) => column..column + 1,
                None => 0..table.map_or(0, |table| table.columns.len()),
            };
            columns
                .filter_map(|column| form.cell(node, column))
                .collect()
        }
        Reference::Column(table, column) => form.tables[table]
            .rows
            .iter()
            .filter_map(|&row| form.cell(row, column))
            .collect(),
        Reference::Own(_) => Vec::new(),
    };
    match facts.iter().find(|&&fact| !is_number(form, fact)) {
        Some(&fact) => Err(no_number(form, fact)),
        None => Ok(facts),
    }
}

fn is_number(form: &Form, fact: FactId) -> bool {
    form.type_of(fact).is_number()
}

/// That a fact is no number, in words.
fn no_number(form: &Form, fact: FactId) -> Words {
    let (path, ty) = (
        form.fact_path(fact, false),
        form.type_of(fact).expression_type().words(),
    );
    Words::new(
        format!("“{path}”不是数（{}），不能逐年比较", ty.of_zh()),
        format!(
            "`{path}` is no number ({}) to be followed over the years",
            ty.of_en()
        ),
    )
}
