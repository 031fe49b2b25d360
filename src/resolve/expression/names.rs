//! Resolves the path in an expression: its first name from the scope outwards, the others
//! downwards.

use super::Resolver;
use crate::diagnostic::{MOST_CANDIDATES, suggest, with_path};
use crate::diagnostic::{Words, catalog};
use crate::model::{Form, NodeId, NodeKind, ROOT, Reference, TableId};
use crate::syntax::ast::Name;

impl Resolver<'_> {
    /// Looks up a path from the scope outwards.
    pub fn path(&mut self, names: &[Name]) -> Option<Reference> {
        let (first, rest) = names.split_first()?;
        let blocks = || {
            self.scope
                .own_facts
                .iter()
                .enumerate()
                .map(|(index, block)| (block.name.as_str(), index))
        };
        if let Some(block) = self.own_names.find(first.value, blocks) {
            return self.own(block, rest);
        }
        let mut at = self.scope.at;
        loop {
            if let Some(node) = self.scope.form.child(at, first.value) {
                return self.below(node, *first, rest);
            }
            if let NodeKind::Table(table) = self.scope.form.node(at).kind
                && let Some(column) = self.column(table, first.value)
                && rest.is_empty()
            {
                return Some(Reference::Column(table, column));
            }
            if at == ROOT {
                return self.unknown_first(*first);
            }
            at = self.scope.form.node(at).parent;
        }
    }

    fn own(&mut self, block: usize, rest: &[Name]) -> Option<Reference> {
        let facts = &self.scope.own_facts[block];
        match rest {
            [] => Some(Reference::Own(block)),
            [name] => {
                if let Some(index) = facts.position(name.value) {
                    Some(Reference::Fact(facts.first + index))
                } else {
                    let names = facts.facts.iter().map(|fact| fact.name.as_str());
                    let names: Vec<&str> = names.take(MOST_CANDIDATES + 1).collect();
                    let label = facts.name.clone();
                    self.unknown(*name, &label, &names)
                }
            }
            [_, beyond, ..] => self.report(catalog::path_too_long(
                self.place(beyond.span),
                &beyond.value,
            )),
        }
    }

    fn below(&mut self, node: NodeId, name: Name, rest: &[Name]) -> Option<Reference> {
        let form = self.scope.form;
        let Some((next, beyond)) = rest.split_first() else {
            return match &form.node(node).kind {
                NodeKind::Field(field) => Some(Reference::Fact(field.fact)),
                NodeKind::Row { .. } | NodeKind::Group { .. } => Some(Reference::Row(node)),
                NodeKind::Form | NodeKind::Section(_) | NodeKind::Table(_) => {
                    let help = if form.node(node).facts.is_empty() {
                        Words::new(
                            "它是正文，其中没有可引用的数",
                            "it is prose and has no figures",
                        )
                    } else {
                        Words::new(
                            "它是一个部分或一张表，请写明其中的行或列",
                            "it is a section or a table; name one of its rows or columns",
                        )
                    };
                    self.report(
                        catalog::not_a_figure(self.place(name.span), &name.value).with_help(help),
                    )
                }
            };
        };
        if let Some(child) = form.child(node, next.value) {
            return self.below(child, *next, beyond);
        }
        let table = form.table_of(node);
        if let Some((table, column)) =
            table.and_then(|table| Some((table, self.column(table, next.value)?)))
        {
            if let Some(beyond) = beyond.first() {
                return self.report(catalog::path_too_long(
                    self.place(beyond.span),
                    &beyond.value,
                ));
            }
            return Some(match form.node(node).kind {
                NodeKind::Group { total: None, .. } => return self.group_cell(node, column, *next),
                NodeKind::Row { .. } | NodeKind::Group { .. } => {
                    Reference::Fact(form.cell(node, column)?)
                }
                NodeKind::Form | NodeKind::Section(_) | NodeKind::Table(_) | NodeKind::Field(_) => {
                    Reference::Column(table, column)
                }
            });
        }
        let names = names_below(form, node);
        self.unknown(*next, form.node(node).name(), &names)
    }

    /// One column of a group without a total row. Only the column that represents the whole group
    /// can be referred to.
    fn group_cell(&mut self, node: NodeId, column: usize, name: Name) -> Option<Reference> {
        let table = self.scope.form.table_of(node)?;
        if self.scope.form.tables[table].representative() == Some(column) {
            return Some(Reference::Row(node));
        }
        self.undeclared(catalog::group_has_no_total_row(
            self.place(name.span),
            &self.scope.form.node(node).name(),
        ))
    }

    fn column(&self, table: TableId, name: &str) -> Option<usize> {
        self.scope.form.tables[table]
            .columns
            .iter()
            .position(|column| column.is_named(name))
    }

    fn unknown_first<T>(&mut self, name: Name) -> Option<T> {
        let form = self.scope.form;
        if let Some(path) = form
            .only_named(name.value)
            .map(|node| form.path(node, false))
        {
            let diagnostic = catalog::unknown_name(self.place(name.span), &name.value, &form.label);
            return self.undeclared(with_path(diagnostic, &path, &path));
        }
        let mut names: Vec<&str> = self
            .scope
            .own_facts
            .iter()
            .map(|block| block.name.as_str())
            .take(MOST_CANDIDATES + 1)
            .collect();
        let mut at = self.scope.at;
        while at != ROOT {
            names.extend(names_below(form, at));
            at = form.node(at).parent;
        }
        names.extend(names_below(form, ROOT));
        self.unknown(name, &form.label, &names)
    }

    fn unknown<T>(&mut self, name: Name, inside: &str, candidates: &[&str]) -> Option<T> {
        let diagnostic = catalog::unknown_name(self.place(name.span), &name.value, &inside);
        self.undeclared(suggest(diagnostic, name.value, candidates))
    }
}

/// Every name that may follow the name of a node in a path.
pub(crate) fn names_below(form: &Form, node: NodeId) -> Vec<&str> {
    let mut names = Vec::new();
    for child in form.named_children(node) {
        names.extend(form.node(child).alias.as_deref());
        names.push(&form.node(child).id);
    }
    if let Some(table) = form.table_of(node) {
        for column in &form.tables[table].columns {
            names.extend(column.alias.as_deref());
            names.push(&column.id);
        }
    }
    names
}
