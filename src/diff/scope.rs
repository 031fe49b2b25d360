//! The scope of a comparison: a section, a table, a row or a fact.

use std::collections::BTreeSet;

use super::change::Side;
use super::pairing::UnmatchedPair;
use crate::model::{FactId, Finding, NodeKind, ROOT, Report};
use crate::verify;

/// The facts of each report that are in the scope.
#[derive(Debug)]
pub struct DiffScope {
    old: BTreeSet<FactId>,
    new: BTreeSet<FactId>,
    /// The ids of the sections that are in the scope completely, including their prose.
    sections: Vec<String>,
}

/// The scope of a path in two reports. `None` if neither report has it.
pub fn scope(old: &Report, new: &Report, path: &str) -> Option<DiffScope> {
    let names: Vec<&str> = path.split('.').collect();
    let sections = [old, new]
        .iter()
        .filter_map(|report| section(report, &names))
        .collect();
    let (old, new) = (facts(old, &names), facts(new, &names));
    let is_anything = old.is_some() || new.is_some();
    is_anything.then(|| DiffScope {
        old: old.unwrap_or_default(),
        new: new.unwrap_or_default(),
        sections,
    })
}

fn section(report: &Report, names: &[&str]) -> Option<String> {
    let [name] = names else { return None };
    let node = report.form.node(report.form.child(ROOT, name)?);
    matches!(node.kind, NodeKind::Section(_)).then(|| node.id.clone())
}

/// The facts that a path names: all facts below a node, the facts of a column, or own facts of the
/// report.
fn facts(report: &Report, names: &[&str]) -> Option<BTreeSet<FactId>> {
    own_facts(report, names).or_else(|| form_facts(report, names))
}

fn own_facts(report: &Report, names: &[&str]) -> Option<BTreeSet<FactId>> {
    let (first, rest) = names.split_first()?;
    let block = report.own_facts.iter().find(|block| block.name == *first)?;
    let all = block.facts.iter().zip(block.first..);
    match rest {
        [] => Some(all.map(|(_, number)| number).collect()),
        [name] => all
            .into_iter()
            .find(|(fact, _)| fact.name == *name)
            .map(|(_, number)| BTreeSet::from([number])),
        _ => None,
    }
}

fn form_facts(report: &Report, names: &[&str]) -> Option<BTreeSet<FactId>> {
    let form = &report.form;
    let mut node = ROOT;
    for (index, name) in names.iter().enumerate() {
        if let Some(child) = form.child(node, name) {
            node = child;
            continue;
        }
        let table = &form.tables[form.table_of(node)?];
        let column = table
            .columns
            .iter()
            .position(|column| column.is_named(name))
            .filter(|_| index + 1 == names.len())?;
        if let NodeKind::Group { total: Some(_), .. } = form.node(node).kind {
            return Some(form.cell(node, column).into_iter().collect());
        }
        let below = form
            .node(node)
            .facts
            .clone()
            .filter(|&fact| form.slots[fact].column == Some(column));
        return Some(below.collect());
    }
    Some(form.node(node).facts.clone().collect())
}

impl DiffScope {
    pub fn has_any(&self, old: &Side, new: &Side) -> bool {
        let has = |side: &Side, within: &BTreeSet<FactId>| {
            side.facts.iter().any(|(fact, _)| within.contains(fact))
        };
        has(old, &self.old) || has(new, &self.new)
    }

    pub fn has_unmatched(&self, pair: &UnmatchedPair) -> bool {
        let nothing = Side {
            facts: Vec::new(),
            value: None,
        };
        let old = pair.old.as_ref().map_or(&nothing, |old| &old.side);
        let new = pair.new.as_ref().map_or(&nothing, |new| &new.side);
        self.has_any(old, new)
    }

    pub fn has_prose(&self, section: &str) -> bool {
        self.sections.iter().any(|id| id == section)
    }

    /// Whether an identity of the new report reads a fact in the scope.
    pub fn has_finding(&self, new: &Report, finding: &Finding) -> bool {
        verify::of_identity(new, finding.identity, finding.at)
            .iter()
            .any(|fact| self.new.contains(fact))
    }
}
