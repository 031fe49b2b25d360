//! Resolves the columns of a table, and the heads over them.

use std::ops::Range;

use super::Builder;
use crate::diagnostic::{Words, catalog};
use crate::model::{Column, Head, Type};
use crate::source::Span;
use crate::syntax::ast::{self, ColumnKind, Naming};
use crate::syntax::unescape;

/// The columns of an axis in order, and the heads over them.
pub(super) struct Heads {
    pub columns: Vec<Column>,
    groups: usize,
    default: Option<Type>,
    /// The span of each column's declaration.
    spans: Vec<Span>,
    /// The spans of columns without any type.
    untyped: Vec<Span>,
}

impl Heads {
    /// Heads without columns. `default` is the type of columns that declare no type.
    pub(super) fn of(default: Option<Type>) -> Heads {
        Heads {
            columns: Vec::new(),
            groups: 0,
            default,
            spans: Vec::new(),
            untyped: Vec::new(),
        }
    }

    pub(super) fn add(
        &mut self,
        builder: &mut Builder,
        columns: &[ast::Column],
        labels: &[String],
        group: usize,
    ) -> Vec<Head> {
        let start = self.columns.len();
        let mut heads = Vec::new();
        let mut siblings = Vec::new();
        for column in columns {
            let first = self.columns.len();
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
                    self.leaf(builder, column, own, labels, group);
                }
                ColumnKind::Sum(total) => {
                    let parts = start..first;
                    self.leaf(builder, column, None, labels, group);
                    self.total(builder, total, parts, &siblings);
                }
            }
            siblings.push((column.naming, first..self.columns.len()));
            heads.push(Head { label, children });
        }
        heads
    }

    /// Reports all columns without a type in one diagnostic: at the first, or at the axis that
    /// declares them.
    pub(super) fn untyped(&self, builder: &mut Builder, axis: Option<Span>) {
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
    ) {
        let naming = &column.naming;
        let kind = own.or_else(|| self.default.clone());
        if kind.is_none() {
            self.untyped.push(naming.id.span);
        }
        let alias = naming.alias.map(|alias| alias.value);
        let is_taken = |name: &str| self.columns.iter().any(|other| other.is_named(name));
        let has_total = self.columns.iter().any(|other| other.sum_of.is_some());
        if has_total && matches!(column.kind, ColumnKind::Sum(_)) {
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
            sum_of: None,
            left_out: Vec::new(),
        });
        self.spans.push(naming.id.span);
    }

    /// Makes the last column the total of the other columns, without totals and without the columns
    /// that it leaves out.
    fn total(
        &mut self,
        builder: &mut Builder,
        total: &ast::Total,
        parts: Range<usize>,
        siblings: &[(Naming, Range<usize>)],
    ) {
        let mut sum_of: Vec<usize> = parts
            .filter(|&part| self.columns[part].sum_of.is_none())
            .collect();
        let mut left_out = Vec::new();
        let mut all_known = true;
        for name in &total.left_out {
            let named = siblings
                .iter()
                .find(|(naming, _)| naming.is_named(name.value))
                .map(|(_, columns)| columns.clone());
            let is_named = |part: usize| match &named {
                Some(columns) => columns.contains(&part),
                None => self.columns[part].is_named(name.value),
            };
            let (named, others): (Vec<usize>, Vec<usize>) =
                sum_of.iter().partition(|&&part| is_named(part));
            if named.is_empty() {
                all_known = false;
                let names = others.iter().flat_map(|&part| {
                    let column = &self.columns[part];
                    std::iter::once(column.id.as_str()).chain(column.alias.as_deref())
                });
                builder.not_added(*name, &names.collect::<Vec<_>>());
            }
            left_out.extend(named);
            sum_of = others;
        }
        // An unknown name may have meant a column of another type.
        if all_known {
            self.check_types(builder, total, &sum_of);
        }
        if let Some(column) = self.columns.last_mut() {
            column.sum_of = Some(sum_of);
            column.left_out = left_out;
        }
    }

    /// Reports columns whose type differs from that of the total.
    fn check_types(&self, builder: &mut Builder, total: &ast::Total, sum_of: &[usize]) {
        let Some(column) = self.columns.last() else {
            return;
        };
        let ty = column.ty.expression_type();
        let unlike: Vec<usize> = sum_of
            .iter()
            .copied()
            .filter(|&part| !ty.takes(&self.columns[part].ty.expression_type(), false))
            .collect();
        if unlike.is_empty() || !self.untyped.is_empty() {
            return;
        }
        let names: Vec<Words> = unlike
            .iter()
            .map(|&part| Words::same(self.columns[part].name()))
            .collect();
        let place = builder.place(total.span);
        let mut diagnostic = catalog::unlike_in_total(
            place,
            &Words::list(&names),
            &column.name(),
            &column.ty.words(),
        );
        for &part in &unlike {
            let place = builder.place(self.spans[part]);
            diagnostic = diagnostic.with_related(place, self.columns[part].ty.words());
        }
        let names: Vec<&str> = unlike
            .iter()
            .map(|&part| self.columns[part].name())
            .collect();
        let before = if total.left_out.is_empty() {
            " without "
        } else {
            ", "
        };
        let end = Span {
            start: total.span.end,
            ..total.span
        };
        builder.diagnostics.push(
            diagnostic
                .with_possible_fix(builder.place(end), format!("{before}{}", names.join(", "))),
        );
    }
}
