//! The values of facts, and of rows, columns and blocks as sums of facts.

use std::borrow::Cow;

use super::sum::total;
use super::{At, Evaluated};
use crate::model::{FactId, NodeId, NodeKind, Reference, Report, TableId, Undecided, Value};

/// The value of a fact, if it has one.
pub(crate) fn fact(report: &Report, fact: FactId) -> Result<&Value, Undecided> {
    match report.fact(fact).map(|fact| &fact.value) {
        None => Err(Undecided::Missing),
        Some(Value::Absent(absence)) => Err(Undecided::Absent(fact, *absence)),
        Some(value) => Ok(value),
    }
}

pub(crate) fn reference(report: &Report, reference: Reference, at: At) -> Evaluated {
    match (reference, at) {
        (Reference::Fact(id), _) => fact(report, id).cloned(),
        (Reference::Row(node), At::Column(column)) => {
            cell(report, node, column).map(Cow::into_owned)
        }
        (Reference::Row(node), _) => match representative(report, node) {
            Some(column) => cell(report, node, column).map(Cow::into_owned),
            None => Err(Undecided::Missing),
        },
        (Reference::Column(_, column), At::Row(row)) => {
            cell(report, row, column).map(Cow::into_owned)
        }
        (Reference::Column(table, column), _) => total(
            parts_of_table(report, table)
                .iter()
                .map(|&row| Ok((false, cell(report, row, column)?))),
        ),
        (Reference::Own(block), _) => own_total(report, block),
    }
}

pub(super) fn representative(report: &Report, node: NodeId) -> Option<usize> {
    report.form.tables[report.form.table_of(node)?].representative()
}

pub(super) fn parts_of_table(report: &Report, table: TableId) -> &[NodeId] {
    &report.form.node(report.form.tables[table].node).children
}

/// The value of a row in a column. A group has its stated total, or otherwise the sum of its rows.
pub(crate) fn cell(
    report: &Report,
    node: NodeId,
    column: usize,
) -> Result<Cow<'_, Value>, Undecided> {
    let Some(id) = report.form.cell(node, column) else {
        return Err(Undecided::Missing);
    };
    match &report.form.node(node).kind {
        NodeKind::Group { total: None, .. } if report.facts[id].is_none() => {
            sum_of_rows(report, &report.form.node(node).children, column).map(Cow::Owned)
        }
        NodeKind::Form
        | NodeKind::Section(_)
        | NodeKind::Table(_)
        | NodeKind::Group { .. }
        | NodeKind::Row { .. }
        | NodeKind::Field(_) => fact(report, id).map(Cow::Borrowed),
    }
}

/// The sum of rows and groups in a column.
pub(crate) fn sum_of_rows(report: &Report, rows: &[NodeId], column: usize) -> Evaluated {
    total(
        rows.iter()
            .map(|&row| Ok((false, cell(report, row, column)?))),
    )
}

/// The sum of some columns of a row.
pub(crate) fn sum_of_columns(report: &Report, row: NodeId, columns: &[usize]) -> Evaluated {
    total(
        columns
            .iter()
            .map(|&column| Ok((false, cell(report, row, column)?))),
    )
}

fn own_total(report: &Report, block: usize) -> Evaluated {
    let own = &report.own_facts[block];
    match own.total {
        Some(total) => fact(report, own.first + total).cloned(),
        None => sum_of_own(report, block),
    }
}

/// The sum of a `facts` block without its total.
pub(crate) fn sum_of_own(report: &Report, block: usize) -> Evaluated {
    let own = &report.own_facts[block];
    let parts = (0..own.facts.len()).filter(|&index| Some(index) != own.total);
    total(parts.map(|index| Ok((false, Cow::Borrowed(fact(report, own.first + index)?)))))
}
