//! Names of last year's edition in this year's.

use crate::model::{Correspondence, Counterpart, FactId, Form, NodeId, NodeKind, ROOT, Reference, Report};

/// Two editions of a form, and how their facts correspond. Where the edition is the same, so are the names.
pub struct Editions<'r> {
    pub last: &'r Report,
    pub form: &'r Form,
    pub correspondence: Option<&'r Correspondence>,
    pub in_ids: bool,
}

impl Editions<'_> {
    /// What a fact of last year's form has become.
    pub fn fact(&self, fact: FactId) -> Option<FactId> {
        match self.correspondence.map(|correspondence| correspondence.after.get(fact)) {
            None => Some(fact),
            Some(Some(Counterpart::Same(same))) => Some(*same),
            Some(_) => None,
        }
    }

    /// What a fact of this year's form was.
    pub fn before(&self, fact: FactId) -> Option<FactId> {
        match self.correspondence.map(|correspondence| correspondence.before.get(fact)) {
            None => Some(fact),
            Some(Some(Counterpart::Same(same))) => Some(*same),
            Some(_) => None,
        }
    }

    /// The path by which this year's form calls what a path of last year's text names. None where it has nothing of the kind.
    pub fn path(&self, reference: Reference, written: &str) -> Option<String> {
        if self.correspondence.is_none() {
            return Some(written.to_owned());
        }
        let path = match reference {
            Reference::Own(_) => return Some(written.to_owned()),
            Reference::Fact(fact) if self.last.own_fact(fact).is_some() => return Some(written.to_owned()),
            Reference::Fact(fact) => self.fact_path(self.fact(fact)?)?,
            Reference::Row(node) => self.form.path(self.row(node)?, self.in_ids),
            Reference::Column(table, column) => self.column(table, column)?,
        };
        let previous = if written.starts_with("previous.") { "previous." } else { "" };
        Some(format!("{previous}{path}"))
    }

    /// A figure of a group is called by the group alone.
    fn fact_path(&self, fact: FactId) -> Option<String> {
        let slot = self.form.slots.get(fact)?;
        let is_group = matches!(self.form.node(slot.node).kind, NodeKind::Group { .. });
        if !is_group {
            return Some(self.form.fact_path(fact, self.in_ids));
        }
        let table = &self.form.tables[self.form.table_of(slot.node)?];
        (table.representative() == slot.column).then(|| self.form.path(slot.node, self.in_ids))
    }

    /// The row or group that has become of one, with all of its columns.
    fn row(&self, node: NodeId) -> Option<NodeId> {
        let (form, then) = (self.form, &self.last.form);
        let columns = then.tables[then.table_of(node)?].columns.len();
        let facts = (0..columns).map(|column| self.fact(then.cell(node, column)?)).collect::<Option<Vec<FactId>>>()?;
        let namesake = then.ancestry(node).iter().try_fold(ROOT, |at, &step| form.child(at, &then.node(step).id));
        let candidates = namesake.into_iter().chain(facts.first().map(|&fact| form.slots[fact].node));
        let is_all_of =
            |row: &NodeId| facts.iter().all(|&fact| form.slots[fact].column.and_then(|c| form.cell(*row, c)) == Some(fact));
        candidates.into_iter().find(is_all_of)
    }

    /// The column that has become of one, with all of its rows.
    fn column(&self, table: usize, column: usize) -> Option<String> {
        let (form, then) = (self.form, &self.last.form);
        let rows = &then.tables[table].rows;
        let facts = rows.iter().map(|&row| self.fact(then.cell(row, column)?)).collect::<Option<Vec<FactId>>>()?;
        let slot = form.slots[*facts.first()?];
        let (table, column) = (form.table_of(slot.node)?, slot.column?);
        let is_in_it = |fact: &FactId| {
            let slot = form.slots[*fact];
            form.table_of(slot.node) == Some(table) && slot.column == Some(column)
        };
        let table = &form.tables[table];
        let is_all = facts.len() == table.rows.len() && facts.iter().all(is_in_it);
        let (path, column) = (form.path(table.node, self.in_ids), &table.columns[column]);
        is_all.then(|| format!("{path}.{}", if self.in_ids { &column.id } else { column.name() }))
    }
}
