//! What totals sum, and which figures of a table are stated.

use crate::model::{Form, NodeId, NodeKind, Origin, Report};

/// The rows summed by a row or a group that has a total of its own.
pub fn sum_of(form: &Form, row: NodeId) -> Option<&[NodeId]> {
    match &form.node(row).kind {
        NodeKind::Row { sum: Some(sum), .. } => Some(&sum.of),
        NodeKind::Group { total: None, .. } => Some(&form.node(row).children),
        NodeKind::Form
        | NodeKind::Section(_)
        | NodeKind::Table(_)
        | NodeKind::Group { .. }
        | NodeKind::Row { .. }
        | NodeKind::Field(_) => None,
    }
}

pub(super) fn is_stated(report: &Report, row: NodeId, column: usize) -> bool {
    own_slot(&report.form, row, column)
        .and_then(|fact| report.fact(fact))
        .is_some_and(|fact| fact.origin != Origin::Computed)
}

/// Whether any figure of a row is stated.
pub(super) fn is_written(report: &Report, row: NodeId) -> bool {
    report.form.table_of(row).is_some_and(|table| {
        (0..report.form.tables[table].columns.len()).any(|c| is_stated(report, row, c))
    })
}

/// The slot of a row or group itself, not of the row that a group has as its total.
fn own_slot(form: &Form, row: NodeId, column: usize) -> Option<usize> {
    match form.node(row).kind {
        NodeKind::Group { total: Some(_), .. } => None,
        NodeKind::Form
        | NodeKind::Section(_)
        | NodeKind::Table(_)
        | NodeKind::Group { .. }
        | NodeKind::Row { .. }
        | NodeKind::Field(_) => form.cell(row, column),
    }
}
