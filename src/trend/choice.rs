//! Selects the facts of a trend.

use std::sync::Arc;

use super::Digest;
use crate::diagnostic::Words;
use crate::model::{FactId, Form, ROOT, Reference};
use crate::resolve;

/// A fact of a form, by the form's index, or an own fact of the reports.
pub enum Chosen {
    OfForm(usize, FactId),
    Own(String),
}

/// Paths of facts, rows or columns. Without paths, the main figures of each table are selected.
#[derive(Debug, Default)]
pub struct FactSelection {
    pub paths: Vec<String>,
}

impl FactSelection {
    /// Checks that each path names numbers in at least one form, or in the own facts of at least
    /// one report.
    ///
    /// # Errors
    /// If a path is invalid. The message has a line for each invalid path.
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
            // Prefer the error in the latest form that has the beginning of the path.
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

    /// The selected facts. Each is from the first form that has it, or from the reports if no form
    /// has it.
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

/// Whether a form has the first name of a path.
fn begins(form: &Form, path: &str) -> bool {
    path.split('.')
        .next()
        .is_some_and(|first| form.child(ROOT, first).is_some())
}

/// The main figures of each table: its outermost rows in their main column. If a form has no such
/// tables, its fields are returned.
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

/// The numbers that a path refers to. The path of a fact refers to one number, and the path of a
/// row refers to its main figure. If there is no main figure, the path of a row or column refers to
/// all its numbers.
fn named(form: &Form, path: &str) -> Result<Vec<FactId>, Words> {
    let facts = match resolve::path(form, &[], path)? {
        Reference::Fact(fact) => vec![fact],
        Reference::Row(node) => {
            let table = form.table_of(node).map(|table| &form.tables[table]);
            let columns = match table.and_then(crate::model::Table::representative) {
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

/// The message that a fact is not a number.
fn no_number(form: &Form, fact: FactId) -> Words {
    let (path, ty) = (
        form.fact_path(fact, false),
        form.type_of(fact).expression_type().words(),
    );
    Words::new(
        format!("“{path}”不是数值（{}），不能逐年比较", ty.of_zh()),
        format!("`{path}` is not a number ({}) and has no trend", ty.of_en()),
    )
}
