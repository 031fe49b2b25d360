//! The columns of a table, and the heads over them.

use super::Builder;
use crate::diagnostic::catalog;
use crate::model::{Column, Head, Type};
use crate::resolve::unescape;
use crate::syntax::ast::{self, ColumnKind};

/// The columns of an axis, leaf by leaf, and the heads over them.
pub struct Heads {
    pub columns: Vec<Column>,
    groups: usize,
    default: Option<Type>,
}

impl Heads {
    /// No columns yet. Those without a type of their own have this one.
    pub fn of(default: Option<Type>) -> Heads {
        Heads { columns: Vec::new(), groups: 0, default }
    }

    pub fn add(&mut self, builder: &mut Builder, columns: &[ast::Column], labels: &[String], group: usize) -> Vec<Head> {
        let start = self.columns.len();
        let mut heads = Vec::new();
        for column in columns {
            let label = unescape(column.naming.label.value);
            let mut children = Vec::new();
            match &column.kind {
                ColumnKind::Group(inner) => {
                    self.groups += 1;
                    let labels: Vec<String> = labels.iter().cloned().chain([label.clone()]).collect();
                    children = self.add(builder, inner, &labels, self.groups);
                }
                ColumnKind::Plain(own) => {
                    let own = own.as_ref().map(|kind| builder.type_of(kind));
                    self.leaf(builder, column, own, labels, group, None);
                }
                ColumnKind::Sum => {
                    let sum_of = (start..self.columns.len()).filter(|&i| self.columns[i].sum_of.is_none()).collect();
                    self.leaf(builder, column, None, labels, group, Some(sum_of));
                }
            }
            heads.push(Head { label, children });
        }
        heads
    }

    fn leaf(
        &mut self,
        builder: &mut Builder,
        column: &ast::Column,
        own: Option<Type>,
        labels: &[String],
        group: usize,
        sum_of: Option<Vec<usize>>,
    ) {
        let naming = &column.naming;
        let kind = own.or_else(|| self.default.clone()).unwrap_or_else(|| {
            builder.diagnostics.push(catalog::column_without_type(builder.place(naming.id.span), &naming.id.value));
            Type::Count(None)
        });
        let alias = naming.alias.map(|alias| alias.value);
        let is_taken = |name: &str| self.columns.iter().any(|other| other.is_named(name));
        if sum_of.is_some() && self.columns.iter().any(|other| other.sum_of.is_some()) {
            let label = unescape(naming.label.value);
            builder.diagnostics.push(catalog::second_total(builder.place(naming.id.span), &label));
        }
        if is_taken(naming.id.value) || alias.is_some_and(is_taken) {
            builder.diagnostics.push(catalog::duplicate_name(builder.place(naming.id.span), &naming.id.value));
        }
        self.columns.push(Column {
            id: naming.id.value.to_owned(),
            alias: naming.alias.map(|alias| alias.value.to_owned()),
            label: unescape(naming.label.value),
            group_labels: labels.to_vec(),
            group,
            kind,
            sum_of,
        });
    }
}
