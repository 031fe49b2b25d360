//! Maps names of last year's edition to this year's.

use std::collections::BTreeMap;

use crate::model::{
    Correspondence, Counterpart, FactId, FollowsRule, Form, NodeId, NodeKind, Reference, Report,
    TableId,
};

/// Two editions of a form and the mapping of their parts. If both are the same edition, parts are
/// mapped by name.
pub(super) struct Editions<'r> {
    last: &'r Report,
    form: &'r Form,
    correspondence: Option<&'r Correspondence>,
    in_ids: bool,
    /// Rows and groups whose columns are all mapped, columns whose rows are all mapped, and
    /// sections.
    rows: BTreeMap<NodeId, NodeId>,
    columns: BTreeMap<(TableId, usize), (TableId, usize)>,
    sections: BTreeMap<NodeId, NodeId>,
}

impl<'r> Editions<'r> {
    pub(super) fn new(
        last: &'r Report,
        form: &'r Form,
        correspondence: Option<&'r Correspondence>,
        in_ids: bool,
    ) -> Editions<'r> {
        let (rows, columns) = (BTreeMap::new(), BTreeMap::new());
        let sections = sections(&last.form, form, correspondence.is_some());
        let mut editions = Editions {
            last,
            form,
            correspondence,
            in_ids,
            rows,
            columns,
            sections,
        };
        if correspondence.is_some() {
            editions.find_rows();
            editions.find_columns();
        }
        editions
    }

    pub(super) fn are_one(&self) -> bool {
        self.correspondence.is_none()
    }

    /// The fact of last year's form for a fact of this year's.
    pub(super) fn before(&self, fact: FactId) -> Option<FactId> {
        self.correspondence.map_or(Some(fact), |correspondence| {
            same(&correspondence.before, fact)
        })
    }

    /// The fact of this year's form for a fact of last year's.
    fn after(&self, fact: FactId) -> Option<FactId> {
        self.correspondence.map_or(Some(fact), |correspondence| {
            same(&correspondence.after, fact)
        })
    }

    /// The section of this year's form for a section of last year's.
    pub(super) fn section(&self, section: NodeId) -> Option<NodeId> {
        self.sections.get(&section).copied()
    }

    /// The path in this year's form for a path in last year's text. `None` if this year's form has
    /// no such part.
    pub(super) fn path(&self, reference: Reference, written: &str) -> Option<String> {
        if self.are_one() {
            return Some(written.to_owned());
        }
        let path = match reference {
            Reference::Own(_) => return Some(written.to_owned()),
            Reference::Fact(fact) if fact >= self.last.form.slots.len() => {
                return Some(written.to_owned());
            }
            Reference::Fact(fact) => self.fact_path(self.after(fact)?)?,
            Reference::Row(node) => self.form.path(*self.rows.get(&node)?, self.in_ids),
            Reference::Column(table, column) => {
                let (table, column) = *self.columns.get(&(table, column))?;
                let table = &self.form.tables[table];
                let column = &table.columns[column];
                let path = self.form.path(table.node, self.in_ids);
                format!(
                    "{path}.{}",
                    if self.in_ids {
                        &column.id
                    } else {
                        column.name()
                    }
                )
            }
        };
        let previous = if written.starts_with("previous.") {
            "previous."
        } else {
            ""
        };
        Some(format!("{previous}{path}"))
    }

    /// The path of a fact. If a group has a single figure, the figure has the path of the group.
    fn fact_path(&self, fact: FactId) -> Option<String> {
        let slot = self.form.slots.get(fact)?;
        if !matches!(self.form.node(slot.node).kind, NodeKind::Group { .. }) {
            return Some(self.form.fact_path(fact, self.in_ids));
        }
        let table = &self.form.tables[self.form.table_of(slot.node)?];
        (table.representative() == slot.column).then(|| self.form.path(slot.node, self.in_ids))
    }

    fn find_rows(&mut self) {
        let (form, then) = (self.form, &self.last.form);
        let namesakes: BTreeMap<String, NodeId> = (0..form.nodes.len())
            .map(|node| (form.path(node, true), node))
            .collect();
        for (node, table) in then.tables.iter().flat_map(|table| {
            table
                .rows
                .iter()
                .chain(&table.groups)
                .map(move |&row| (row, table))
        }) {
            let cells = (0..table.columns.len()).map(|column| self.after(then.cell(node, column)?));
            let Some(facts) = cells.collect::<Option<Vec<FactId>>>() else {
                continue;
            };
            let is_all_of = |row: NodeId| {
                facts.iter().all(|&fact| {
                    form.slots[fact]
                        .column
                        .and_then(|column| form.cell(row, column))
                        == Some(fact)
                })
            };
            // The total of a group may have a row of its own. It is still named by the path of the
            // group.
            let namesake = namesakes.get(&then.path(node, true)).copied();
            let candidates = [namesake, facts.first().map(|&fact| form.slots[fact].node)];
            if let Some(row) = candidates.into_iter().flatten().find(|&row| is_all_of(row)) {
                self.rows.insert(node, row);
            }
        }
    }

    fn find_columns(&mut self) {
        let (form, then) = (self.form, &self.last.form);
        let place = |fact: FactId| {
            Some((
                form.table_of(form.slots[fact].node)?,
                form.slots[fact].column?,
            ))
        };
        for (number, table) in then.tables.iter().enumerate() {
            for column in 0..table.columns.len() {
                let cells = table
                    .rows
                    .iter()
                    .map(|&row| place(self.after(then.cell(row, column)?)?));
                let Some(places) = cells.collect::<Option<Vec<_>>>() else {
                    continue;
                };
                let Some(&first) = places.first() else {
                    continue;
                };
                if places.len() == form.tables[first.0].rows.len()
                    && places.iter().all(|place| *place == first)
                {
                    self.columns.insert((number, column), first);
                }
            }
        }
    }
}

fn same(counterparts: &[Counterpart], fact: FactId) -> Option<FactId> {
    match counterparts.get(fact)? {
        Counterpart::Same(same) => Some(*same),
        Counterpart::Sum(_) | Counterpart::None(_) => None,
    }
}

/// Maps each section of last year's form to the section with the same id, or to the section that
/// the new form specifies.
fn sections(then: &Form, form: &Form, is_another: bool) -> BTreeMap<NodeId, NodeId> {
    let mut by_id: BTreeMap<&str, NodeId> = BTreeMap::new();
    let mut by_name: BTreeMap<&str, NodeId> = BTreeMap::new();
    for (node, _) in form.sections() {
        let section = form.node(node);
        by_id.insert(&section.id, node);
        by_name.extend([(section.id.as_str(), node), (section.name(), node)]);
    }
    let changes = form
        .follows
        .iter()
        .filter(|_| is_another)
        .flat_map(|follows| &follows.changes);
    let renamed: BTreeMap<&str, NodeId> = changes
        .filter_map(|change| match change {
            FollowsRule::Matched(now, then) => match (now.as_slice(), then.as_slice()) {
                ([now], [then]) => match (now.as_slice(), then.as_slice()) {
                    ([now], [then]) => {
                        Some((then.value.as_str(), *by_name.get(now.value.as_str())?))
                    }
                    _ => None,
                },
                _ => None,
            },
            FollowsRule::New(..) | FollowsRule::Dropped(..) => None,
        })
        .collect();
    let now = |node: NodeId| {
        let section = then.node(node);
        let of_id = || by_id.get(section.id.as_str());
        renamed
            .get(section.id.as_str())
            .or_else(|| renamed.get(section.name()))
            .or_else(of_id)
            .copied()
    };
    then.sections()
        .filter_map(|(node, _)| Some((node, now(node)?)))
        .collect()
}
