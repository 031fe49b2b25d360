//! Computes totals that are not stated, and the defaults of missing fields. Stated values are never
//! replaced.

use crate::evaluate::{self, At};
use crate::model::{
    Fact, FactId, NodeId, NodeKind, Obligation, Origin, Report, TableId, Undecided, Value,
};

/// Computes totals and defaults. Returns the totals that exceed the range of exact arithmetic.
pub(super) fn compute(report: &mut Report) -> Vec<FactId> {
    let mut overflows = Vec::new();
    defaults(report, &mut overflows);
    for table in 0..report.form.tables.len() {
        row_totals(report, table, &mut overflows);
        sum_rows(report, table, &mut overflows);
    }
    overflows
}

/// Computes totals and defaults again.
pub(crate) fn recompute(report: &mut Report) {
    for fact in &mut report.facts {
        fact.take_if(|fact| fact.origin == Origin::Computed);
    }
    compute(report);
}

fn defaults(report: &mut Report, overflows: &mut Vec<FactId>) {
    let form = report.form.clone();
    for (_, field) in form.fields() {
        if let (
            None,
            Obligation::Default {
                value: expression, ..
            },
        ) = (report.fact(field.fact), &field.obligation)
        {
            let value = evaluate::value(report, expression, At::Scalar);
            overflows.extend(set(report, field.fact, value));
        }
    }
}

/// Computes the total column of every row that is not itself a total, and of groups with a stated
/// total.
fn row_totals(report: &mut Report, table: TableId, overflows: &mut Vec<FactId>) {
    let form = report.form.clone();
    let table = &form.tables[table];
    for &row in &table.rows {
        if !is_sum(report, row) {
            row_total(report, row, overflows);
        }
    }
    for &group in &table.groups {
        if is_written(report, group) {
            row_total(report, group, overflows);
        }
    }
}

fn row_total(report: &mut Report, row: NodeId, overflows: &mut Vec<FactId>) {
    let form = report.form.clone();
    let Some(table) = form.table_of(row) else {
        return;
    };
    let columns = &form.tables[table].columns;
    for (index, column) in columns.iter().enumerate() {
        let Some(fact) = form.cell(row, index) else {
            continue;
        };
        if let (Some(of), None) = (&column.sum_of, report.fact(fact)) {
            let value = evaluate::sum_of_columns(report, row, of);
            overflows.extend(set(report, fact, value));
        }
    }
}

/// Computes total rows: from their own columns if the row is stated, otherwise column by column.
fn sum_rows(report: &mut Report, table: TableId, overflows: &mut Vec<FactId>) {
    let form = report.form.clone();
    for &row in &form.tables[table].rows {
        let NodeKind::Row {
            first,
            sum: Some(sum),
            ..
        } = &form.node(row).kind
        else {
            continue;
        };
        if is_written(report, row) {
            row_total(report, row, overflows);
        }
        for column in 0..form.tables[table].columns.len() {
            if report.fact(first + column).is_none() {
                let value = evaluate::sum_of_rows(report, &sum.of, column);
                overflows.extend(set(report, first + column, value));
            }
        }
    }
}

fn is_sum(report: &Report, row: NodeId) -> bool {
    matches!(
        report.form.node(row).kind,
        NodeKind::Row { sum: Some(_), .. }
    )
}

/// Whether any cell of a row, or of a group's own row, is stated.
pub(super) fn is_written(report: &Report, row: NodeId) -> bool {
    match report.form.node(row).kind {
        NodeKind::Row { table, first, .. }
        | NodeKind::Group {
            table,
            first,
            total: None,
        } => (0..report.form.tables[table].columns.len())
            .any(|column| report.facts[first + column].is_some()),
        NodeKind::Form
        | NodeKind::Section(_)
        | NodeKind::Table(_)
        | NodeKind::Group { .. }
        | NodeKind::Field(_) => false,
    }
}

/// Sets a computed total. A total of facts with absences is an absence too; a total of missing
/// facts is missing. Returns the fact if its total is out of range.
fn set(report: &mut Report, fact: FactId, value: Result<Value, Undecided>) -> Option<FactId> {
    let value = match value {
        Ok(value) => report.type_of(fact).computed(value),
        Err(Undecided::Absent(_, absence)) => Value::Absent(absence),
        Err(Undecided::Overflow) => return Some(fact),
        Err(_) => return None,
    };
    report.facts[fact] = Some(Fact {
        value,
        origin: Origin::Computed,
        span: report.head,
    });
    None
}
