//! The name, the statement, the severity and the place of an identity.

use crate::diagnostic::{Severity, Words};
use crate::evaluate::At;
use crate::model::{Check, Identity, Report, Shape};

/// The check of an identity. `None` for a total, which no check declares.
pub fn check(report: &Report, identity: Identity) -> Option<&Check> {
    match identity {
        Identity::Form(index) => report.form.checks.get(index),
        Identity::Report(index) => report.checks.get(index),
        Identity::RowTotal(_) | Identity::ColumnTotal(_) | Identity::OwnTotal(_) => None,
    }
}

/// The name of an identity: the check's name, or the path of the total.
pub fn name(report: &Report, identity: Identity, in_ids: bool) -> String {
    match identity {
        Identity::RowTotal(node) | Identity::ColumnTotal(node) => report.form.path(node, in_ids),
        Identity::OwnTotal(block) => report.own_facts[block].name.clone(),
        Identity::Form(_) | Identity::Report(_) => check(report, identity)
            .map(|check| check.name.clone())
            .unwrap_or_default(),
    }
}

/// The statement of the identity in words, as given in the form.
pub fn statement(report: &Report, identity: Identity) -> Words {
    match identity {
        Identity::RowTotal(node) => {
            let label = &report.form.node(node).label;
            let table = report
                .form
                .table_of(node)
                .map(|table| &report.form.tables[table]);
            let left_out = table.and_then(|table| table.left_out(table.total()?));
            let (zh, en) = without(left_out);
            Words::new(
                format!("“{label}”各列之和{zh}等于总计"),
                format!("the total of “{label}” equals the sum of its columns{en}"),
            )
        }
        Identity::ColumnTotal(node) => {
            let label = &report.form.node(node).label;
            let (zh, en) = without(report.form.left_out(node));
            Words::new(
                format!("“{label}”等于所含各项之和{zh}"),
                format!("“{label}” equals the sum of its items{en}"),
            )
        }
        Identity::OwnTotal(block) => {
            let label = &report.own_facts[block].label;
            Words::new(
                format!("“{label}”各项之和等于总计"),
                format!("the total of “{label}” equals the sum of its items"),
            )
        }
        Identity::Form(_) | Identity::Report(_) => {
            let statement = check(report, identity)
                .map(|check| check.statement.as_str())
                .unwrap_or_default();
            Words::same(statement)
        }
    }
}

/// The parts that a total leaves out, as words to append to those for the sum.
fn without(left_out: Option<Words>) -> (String, String) {
    left_out
        .map(|names| {
            let (zh, en) = (names.of_zh(), names.of_en());
            (format!("（不含{zh}）"), format!(" without {en}"))
        })
        .unwrap_or_default()
}

pub fn severity(report: &Report, identity: Identity) -> Severity {
    check(report, identity).map_or(Severity::Error, |check| check.severity)
}

/// The name of the column or row at which an identity was decided.
pub fn place_name(report: &Report, identity: Identity, at: Option<usize>) -> Option<&str> {
    let form = &report.form;
    let at = at?;
    let column = |table: usize| form.tables[table].columns[at].name();
    match identity {
        Identity::RowTotal(node) | Identity::ColumnTotal(node) => form.table_of(node).map(column),
        Identity::OwnTotal(_) => None,
        Identity::Form(_) | Identity::Report(_) => match check(report, identity)?.shape {
            Shape::Scalar => None,
            Shape::Columns(table) => Some(column(table)),
            Shape::Rows(table) => Some(form.node(form.tables[table].rows[at]).name()),
        },
    }
}

/// Where a check is decided.
pub fn place_of(report: &Report, check: &Check, at: Option<usize>) -> At {
    match (check.shape, at) {
        (Shape::Columns(_), Some(column)) => At::Column(column),
        (Shape::Rows(table), Some(row)) => At::Row(report.form.tables[table].rows[row]),
        _ => At::Scalar,
    }
}
