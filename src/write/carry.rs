//! Finds the figures that last year's report determines, because a check of the form requires them
//! to be equal to a figure of last year.

use crate::evaluate::{self, At};
use crate::model::{
    Check, Clause, Comparison, Expression, FactId, Named, NodeKind, Reference, Report, Shape, Value,
};

/// A check that refers to last year's report, and the facts it determines.
pub(super) struct Carried<'r> {
    pub check: &'r Check,
    pub facts: Vec<(FactId, Value)>,
}

/// The checks that refer to last year's report, each with the facts that it determines. The report
/// must have no values of its own.
pub(super) fn carried(report: &Report) -> Vec<Carried<'_>> {
    let checks = report
        .form
        .checks
        .iter()
        .filter(|check| check.condition.names_previous() && is_comparable(report, check));
    checks
        .map(|check| Carried {
            check,
            facts: facts(report, check),
        })
        .collect()
}

/// The places at which a check is decided.
fn ats(report: &Report, check: &Check) -> Vec<At> {
    match check.shape {
        Shape::Scalar => vec![At::Scalar],
        Shape::Columns(table) => (0..report.form.tables[table].columns.len())
            .map(At::Column)
            .collect(),
        Shape::Rows(table) => report.form.tables[table]
            .rows
            .iter()
            .map(|&row| At::Row(row))
            .collect(),
    }
}

/// Whether last year's form has all the parts that the check refers to in last year's report.
fn is_comparable(report: &Report, check: &Check) -> bool {
    let names: Vec<Named> = check
        .condition
        .references()
        .into_iter()
        .filter(|named| named.is_previous)
        .collect();
    let has =
        |named: &Named, at: At| evaluate::previous::facts(report, named.reference, at).is_ok();
    ats(report, check)
        .into_iter()
        .any(|at| names.iter().all(|named| has(named, at)))
}

fn facts(report: &Report, check: &Check) -> Vec<(FactId, Value)> {
    let equalities = clauses(check)
        .iter()
        .filter_map(equality)
        .collect::<Vec<_>>();
    ats(report, check)
        .into_iter()
        .flat_map(|at| {
            equalities
                .iter()
                .filter_map(move |&equality| known(report, equality, at))
        })
        .collect()
}

/// The clauses of a check, if all of them must hold. Empty if the check has alternatives.
fn clauses(check: &Check) -> &[Clause] {
    match check.condition.sides.as_slice() {
        [side] => match side.as_slice() {
            [clauses] => clauses,
            _ => &[],
        },
        _ => &[],
    }
}

/// The two sides of a clause with `==`.
fn equality(clause: &Clause) -> Option<(&Expression, &Expression)> {
    match &clause.right {
        Some((Comparison::Equal, right)) => Some((&clause.left, right)),
        _ => None,
    }
}

/// The fact on one side of an equation, with the value of the other side. Only facts of last year
/// have values.
fn known(
    report: &Report,
    (left, right): (&Expression, &Expression),
    at: At,
) -> Option<(FactId, Value)> {
    [(left, right), (right, left)]
        .into_iter()
        .find_map(|(fact, value)| {
            let Expression::Reference(reference, _) = fact else {
                return None;
            };
            Some((
                fact_of(report, *reference, at)?,
                evaluate::value(report, value, at).ok()?,
            ))
        })
}

/// The single fact of a reference. `None` for a group of rows, which is filled in row by row.
fn fact_of(report: &Report, reference: Reference, at: At) -> Option<FactId> {
    let form = &report.form;
    match (reference, at) {
        (Reference::Fact(fact), _) => (fact < form.slots.len()).then_some(fact),
        (Reference::Row(node), At::Column(column))
            if matches!(form.node(node).kind, NodeKind::Row { .. }) =>
        {
            form.cell(node, column)
        }
        (Reference::Column(_, column), At::Row(row)) => form.cell(row, column),
        _ => None,
    }
}
