//! The columns of a table, and the heads over them.

use super::Builder;
use crate::diagnostic::{Words, catalog};
use crate::model::{Column, Head, Type};
use crate::resolve::unescape;
use crate::source::Span;
use crate::syntax::ast::{self, ColumnKind};

/// The columns of an axis, leaf by leaf, and the heads over them.
pub struct Heads {
    pub columns: Vec<Column>,
    groups: usize,
    default: Option<Type>,
    /// Those that have no type from anywhere.
    untyped: Vec<Span>,
}

impl Heads {
    /// No columns yet. Those without a type of their own have this one.
    pub fn of(default: Option<Type>) -> Heads {
        Heads {
            columns: Vec::new(),
            groups: 0,
            default,
            untyped: Vec::new(),
        }
    }

    pub fn add(
        &mut self,
        builder: &mut Builder,
        columns: &[ast::Column],
        labels: &[String],
        group: usize,
    ) -> Vec<Head> {
        let start = self.columns.len();
        let mut heads = Vec::new();
        for column in columns {
            let label = unescape(column.naming.label.value);
            let mut children = Vec::new();
            match &column.kind {
                ColumnKind::Group(inner) => {
                    self.groups += 1;
                    let labels: Vec<String> =
                        labels.iter().cloned().chain([label.clone()]).collect();
                    children = self.add(builder, inner, &labels, self.groups);
                }
                ColumnKind::Plain(own) => {
                    let own = own.as_ref().map(|kind| builder.type_of(kind));
                    self.leaf(builder, column, own, labels, group, None);
                }
                ColumnKind::Sum => {
                    let sum_of = (start..self.columns.len())
                        .filter(|&i| self.columns[i].sum_of.is_none())
                        .collect();
                    self.leaf(builder, column, None, labels, group, Some(sum_of));
                }
            }
            heads.push(Head { label, children });
        }
        heads
    }

    /// One message for all columns that have no type: at the first, or at the axis that they are
    /// taken from.
    pub fn untyped(&self, builder: &mut Builder, axis: Option<Span>) {
        let Some(&first) = self.untyped.first() else {
            return;
        };
        let names: Vec<Words> = self
            .untyped
            .iter()
            .map(|&span| Words::same(builder.place(span).text()))
            .collect();
        builder.diagnostics.push(catalog::columns_without_type(
            builder.place(axis.unwrap_or(first)),
            &Words::list(&names),
        ));
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
        let kind = own.or_else(|| self.default.clone());
        if kind.is_none() {
            self.untyped.push(naming.id.span);
        }
        let alias = naming.alias.map(|alias| alias.value);
        let is_taken = |name: &str| self.columns.iter().any(|other| other.is_named(name));
        if sum_of.is_some() && self.columns.iter().any(|other| other.sum_of.is_some()) {
            let label = unescape(naming.label.value);
            builder
                .diagnostics
                .push(catalog::second_total(builder.place(naming.id.span), &label));
        }
        if is_taken(naming.id.value) || alias.is_some_and(is_taken) {
            builder.diagnostics.push(catalog::duplicate_name(
                builder.place(naming.id.span),
                &naming.id.value,
            ));
        }
        self.columns.push(Column {
            id: naming.id.value.to_owned(),
            alias: naming.alias.map(|alias| alias.value.to_owned()),
            label: unescape(naming.label.value),
            group_labels: labels.to_vec(),
            group,
            ty: kind.unwrap_or(Type::COUNT),
            sum_of,
        });
    }
}
