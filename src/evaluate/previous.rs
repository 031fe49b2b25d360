//! Values in last year's report that correspond to those of this year's.

use std::borrow::Cow;

use super::facts::{cell, fact, parts_of_table, representative};
use super::sum::total;
use super::{At, Evaluated};
use crate::diagnostic::Words;
use crate::model::{Counterpart, FactId, NodeId, OwnFacts, Previous, Reference, Report, Undecided};

/// The value in last year's report that corresponds to a reference in this year's.
///
/// # Errors
/// As [`super::value`]; reasons in last year's report are wrapped in [`Undecided::Previous`].
pub(crate) fn value(report: &Report, reference: Reference, at: At) -> Evaluated {
    let (last, facts) = facts(report, reference, at)?;
    let value = match facts.as_slice() {
        [only] => slot(last, *only).map(Cow::into_owned),
        many => total(many.iter().map(|&fact| Ok((false, slot(last, fact)?)))),
    };
    value.map_err(|reason| match reason {
        Undecided::Overflow => reason,
        reason @ (Undecided::Absent(..)
        | Undecided::Missing
        | Undecided::NoPrevious
        | Undecided::NoCounterpart(_)
        | Undecided::Previous(_)
        | Undecided::ZeroBase) => Undecided::Previous(Box::new(reason)),
    })
}

/// Last year's report, and its facts that correspond to a reference in this year's.
pub(crate) fn facts(
    report: &Report,
    reference: Reference,
    at: At,
) -> Result<(&Report, Vec<FactId>), Undecided> {
    let previous = report.previous.as_ref().ok_or(Undecided::NoPrevious)?;
    let cell = |node: NodeId, column: usize| {
        of_fact(
            previous,
            report.form.cell(node, column).ok_or(Undecided::Missing)?,
        )
    };
    let facts = match (reference, at) {
        (Reference::Fact(fact), _) => match report.own_fact(fact) {
            Some((block, own)) => of_own_fact(previous, block, &own.name),
            None => of_fact(previous, fact),
        },
        (Reference::Row(node), At::Column(column)) => cell(node, column),
        (Reference::Row(node), _) => cell(
            node,
            representative(report, node).ok_or(Undecided::Missing)?,
        ),
        (Reference::Column(_, column), At::Row(row)) => cell(row, column),
        (Reference::Column(table, column), _) => {
            let rows = parts_of_table(report, table)
                .iter()
                .map(|&row| cell(row, column));
            rows.collect::<Result<Vec<_>, _>>()
                .map(|facts| facts.concat())
        }
        (Reference::Own(block), _) => of_own_block(previous, &report.own_facts[block]),
    };
    Ok((&previous.report, facts?))
}

/// The value of a fact in last year's report. A group of rows has its total.
fn slot(last: &Report, id: FactId) -> Result<Cow<'_, crate::model::Value>, Undecided> {
    match last
        .form
        .slots
        .get(id)
        .and_then(|slot| Some((slot.node, slot.column?)))
    {
        Some((node, column)) => cell(last, node, column),
        None => fact(last, id).map(Cow::Borrowed),
    }
}

/// The facts in last year's report that correspond to a fact of the form.
fn of_fact(previous: &Previous, fact: FactId) -> Result<Vec<FactId>, Undecided> {
    let Some(correspondence) = &previous.correspondence else {
        return Ok(vec![fact]);
    };
    match &correspondence.before[fact] {
        Counterpart::Same(same) => Ok(vec![*same]),
        Counterpart::Sum(parts) => Ok(parts.clone()),
        Counterpart::None(reason) => Err(Undecided::NoCounterpart(reason.clone())),
    }
}

/// The counterpart of a fact of a `facts` block, found by the names of the block and the fact.
fn of_own_fact(
    previous: &Previous,
    block: &OwnFacts,
    name: &str,
) -> Result<Vec<FactId>, Undecided> {
    let then = own_block(previous, block)?;
    match then.facts.iter().position(|fact| fact.name == name) {
        Some(index) => Ok(vec![then.first + index]),
        None => Err(nothing_named(&format!("{}.{name}", block.name))),
    }
}

/// The counterpart of the total of a `facts` block, stated or not.
fn of_own_block(previous: &Previous, block: &OwnFacts) -> Result<Vec<FactId>, Undecided> {
    let then = own_block(previous, block)?;
    Ok(match then.total {
        Some(total) => vec![then.first + total],
        None => (then.first..then.first + then.facts.len()).collect(),
    })
}

fn own_block<'p>(previous: &'p Previous, block: &OwnFacts) -> Result<&'p OwnFacts, Undecided> {
    let mut blocks = previous.report.own_facts.iter();
    let then = blocks
        .find(|then| then.name == block.name)
        .ok_or_else(|| nothing_named(&block.name))?;
    if then.ty.is_like(&block.ty) {
        return Ok(then);
    }
    Err(Undecided::NoCounterpart(Words::new(
        format!("“{}”的类型或单位与上一年度报告中的不同", block.name),
        format!(
            "`{}` has another type or unit in last year's report",
            block.name
        ),
    )))
}

fn nothing_named(name: &str) -> Undecided {
    Undecided::NoCounterpart(Words::new(
        format!("上一年度的报告没有“{name}”"),
        format!("last year's report has no `{name}`"),
    ))
}
