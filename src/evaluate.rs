//! What expressions and conditions come to in a report. Exact, and undecided where a fact is.

pub mod previous;

use std::borrow::Cow;
use std::cmp::Ordering;

use crate::model::{
    Absence, Comparison, Condition, Date, Decimal, Expression, FactId, Function, NodeId, NodeKind,
    Reference, Report, TableId, Undecided, Value,
};

/// The column or the row at which a check over many is decided.
#[derive(Debug, Clone, Copy)]
pub enum At {
    /// Once: a row stands for its total.
    Scalar,
    Column(usize),
    Row(NodeId),
}

type Evaluated = Result<Value, Undecided>;

/// The value of an expression in a report.
///
/// # Errors
/// Why it has none: a fact that states no value, last year's report not given, or a number that
/// does not fit.
pub fn value(report: &Report, expression: &Expression, at: At) -> Evaluated {
    match expression {
        Expression::Number(number) => Ok(Value::Number(*number)),
        Expression::Percent(number) => Ok(Value::Percent(*number)),
        Expression::Money(money) => Ok(Value::Money(*money)),
        Expression::Text(text) => Ok(Value::Text(text.clone())),
        Expression::Year => Ok(Value::Number(Decimal::from(i64::from(report.year)))),
        Expression::Reference(reference, _) => self::reference(report, *reference, at),
        Expression::Previous(reference, _) => previous::value(report, *reference, at),
        Expression::Sum(terms) => {
            let terms = terms
                .iter()
                .map(|(negative, term)| Ok((*negative, Cow::Owned(value(report, term, at)?))));
            total(terms)
        }
        Expression::Product(factors) => product(report, factors, at),
        Expression::Call(function, arguments) => call(report, *function, arguments, at),
    }
}

/// Whether a condition is met.
///
/// # Errors
/// As [`value`]; but what decides the condition alone decides it: one true alternative, or one
/// false clause.
pub fn truth(report: &Report, condition: &Condition, at: At) -> Result<bool, Undecided> {
    let side = |side: &Vec<Vec<crate::model::Clause>>| {
        any(side.iter().map(|clauses| {
            let none_fails = any(clauses
                .iter()
                .map(|clause| clause_truth(report, clause, at).map(|holds| !holds)));
            none_fails.map(|one_fails| !one_fails)
        }))
    };
    match condition.sides.as_slice() {
        [left, right] => Ok(side(left)? == side(right)?),
        sides => side(&sides[0]),
    }
}

/// Whether any is true; undecided only if none is and one is undecided.
fn any(mut truths: impl Iterator<Item = Result<bool, Undecided>>) -> Result<bool, Undecided> {
    let mut result = Ok(false);
    for truth in &mut truths {
        match truth {
            Ok(true) => return Ok(true),
            Ok(false) => {}
            Err(undecided) => result = Err(undecided),
        }
    }
    result
}

pub fn clause_truth(
    report: &Report,
    clause: &crate::model::Clause,
    at: At,
) -> Result<bool, Undecided> {
    let left = value(report, &clause.left, at)?;
    match &clause.right {
        None => Ok(matches!(left, Value::Truth(true))),
        Some((comparison, right)) => {
            let ordering = compare(&left, &value(report, right, at)?)?;
            Ok(comparison_holds(*comparison, ordering))
        }
    }
}

pub fn comparison_holds(comparison: Comparison, ordering: Ordering) -> bool {
    match comparison {
        Comparison::Equal => ordering == Ordering::Equal,
        Comparison::NotEqual => ordering != Ordering::Equal,
        Comparison::AtLeast => ordering != Ordering::Less,
        Comparison::AtMost => ordering != Ordering::Greater,
        Comparison::More => ordering == Ordering::Greater,
        Comparison::Less => ordering == Ordering::Less,
    }
}

/// The order of two values of one kind.
pub fn compare(a: &Value, b: &Value) -> Result<Ordering, Undecided> {
    a.compared(b).ok_or(Undecided::Overflow)
}

// ── Facts ────────────────────────────────────────────────────────────────────────────────────────

/// The value of a fact, where it has one.
pub fn fact(report: &Report, fact: FactId) -> Result<&Value, Undecided> {
    match report.fact(fact).map(|fact| &fact.value) {
        None => Err(Undecided::Missing),
        Some(Value::Absent(absence)) => Err(Undecided::Absent(fact, *absence)),
        Some(value) => Ok(value),
    }
}

pub fn reference(report: &Report, reference: Reference, at: At) -> Evaluated {
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

fn representative(report: &Report, node: NodeId) -> Option<usize> {
    report.form.tables[report.form.table_of(node)?].representative()
}

fn parts_of_table(report: &Report, table: TableId) -> &[NodeId] {
    &report.form.node(report.form.tables[table].node).children
}

/// The value of a row in a column. A group stands for its stated total, or else for the sum of its
/// rows.
pub fn cell(report: &Report, node: NodeId, column: usize) -> Result<Cow<'_, Value>, Undecided> {
    let Some(id) = report.form.cell(node, column) else {
        return Err(Undecided::Missing);
    };
    match &report.form.node(node).kind {
        NodeKind::Group { total: None, .. } if report.facts[id].is_none() => {
            sum_of_rows(report, &report.form.node(node).children, column).map(Cow::Owned)
        }
        _ => fact(report, id).map(Cow::Borrowed),
    }
}

/// The sum of rows and groups in a column.
pub fn sum_of_rows(report: &Report, rows: &[NodeId], column: usize) -> Evaluated {
    total(
        rows.iter()
            .map(|&row| Ok((false, cell(report, row, column)?))),
    )
}

/// The sum of some columns of a row.
pub fn sum_of_columns(report: &Report, row: NodeId, columns: &[usize]) -> Evaluated {
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

/// The sum of a block's facts without its total.
pub fn sum_of_own(report: &Report, block: usize) -> Evaluated {
    let own = &report.own_facts[block];
    let parts = (0..own.facts.len()).filter(|&index| Some(index) != own.total);
    total(parts.map(|index| Ok((false, Cow::Borrowed(fact(report, own.first + index)?)))))
}

// ── Arithmetic ───────────────────────────────────────────────────────────────────────────────────

/// The sum of terms, each with whether it is taken away. Money keeps its unit where all have the
/// same. The least known of the terms that state no value decides what the sum is not.
pub fn total<'v>(
    terms: impl Iterator<Item = Result<(bool, Cow<'v, Value>), Undecided>>,
) -> Evaluated {
    let mut sum: Option<Value> = None;
    let mut undecided: Option<Undecided> = None;
    for term in terms {
        match term {
            Ok((negative, term)) if undecided.is_none() => sum = Some(add(sum, negative, &term)?),
            Ok(_) => {}
            Err(reason) => undecided = Some(more_severe(undecided, reason)),
        }
    }
    match undecided {
        Some(reason) => Err(reason),
        None => Ok(sum.unwrap_or(Value::Number(Decimal::ZERO))),
    }
}

fn more_severe(a: Option<Undecided>, b: Undecided) -> Undecided {
    let rank = |reason: &Undecided| match reason {
        Undecided::Absent(_, Absence::NotApplicable) => 0,
        Undecided::Absent(_, Absence::Blank) => 1,
        Undecided::NoPrevious | Undecided::NoCounterpart(_) | Undecided::Previous(_) => 2,
        Undecided::ZeroBase => 3,
        Undecided::Absent(_, Absence::Hole) => 4,
        Undecided::Overflow => 5,
        Undecided::Missing => 6,
    };
    match a {
        Some(a) if rank(&a) >= rank(&b) => a,
        _ => b,
    }
}

fn add(sum: Option<Value>, negative: bool, term: &Value) -> Evaluated {
    let added = match sum {
        Some(sum) => sum.plus(negative, term),
        None if negative => term.map_number(Decimal::checked_neg),
        None => term.is_number().then(|| term.clone()),
    };
    added.ok_or(Undecided::Overflow)
}

fn product(report: &Report, factors: &[Expression], at: At) -> Evaluated {
    let mut product = Value::Number(Decimal::from(1));
    for factor in factors {
        let factor = value(report, factor, at)?;
        product = product.times(&factor).ok_or(Undecided::Overflow)?;
    }
    Ok(product)
}

fn call(report: &Report, function: Function, arguments: &[Expression], at: At) -> Evaluated {
    let argument = |index: usize| value(report, &arguments[index], at);
    match function {
        Function::Share => {
            let digits = match arguments.get(2) {
                Some(digits) => value(report, digits, at)?
                    .number()
                    .and_then(Decimal::to_integer)
                    .unwrap_or(1),
                None => 1,
            };
            share(
                &argument(0)?,
                &argument(1)?,
                u32::try_from(digits).unwrap_or(1),
            )
        }
        Function::Change => change(&argument(0)?, &argument(1)?, &argument(2)?),
        Function::Date => {
            let part = |index| {
                Ok(argument(index)?
                    .number()
                    .and_then(Decimal::to_integer)
                    .and_then(|part| i16::try_from(part).ok()))
            };
            let date = match (part(0)?, part(1)?, part(2)?) {
                (Some(year), Some(month), Some(day)) => Date::new(year, month, day),
                _ => None,
            };
            date.map(Value::Date).ok_or(Undecided::Overflow)
        }
        Function::Complete => Ok(Value::Truth(
            matches!(argument(0)?, Value::Date(date) if date.is_complete()),
        )),
        Function::Multiple => {
            let numbers = argument(0)?.number().zip(argument(1)?.number());
            let multiple = numbers.and_then(|(number, of)| number.is_multiple_of(of));
            multiple.map(Value::Truth).ok_or(Undecided::Overflow)
        }
    }
}

/// A part's percentage of a whole. Of nothing there is none.
fn share(part: &Value, whole: &Value, digits: u32) -> Evaluated {
    let numbers = part.number().zip(whole.number());
    if numbers.is_some_and(|(_, whole)| whole.is_zero()) {
        return Err(Undecided::ZeroBase);
    }
    let share =
        numbers.and_then(|(part, whole)| part.checked_shift(2)?.checked_div_rounded(whole, digits));
    share.map(Value::Percent).ok_or(Undecided::Overflow)
}

/// How a number has changed, in words: by a percentage of one digit where last year's is more than
/// zero, else by how many.
fn change(now: &Value, then: &Value, unit: &Value) -> Evaluated {
    let order = compare(now, then)?;
    let (more, less) = if order.is_gt() {
        (now, then)
    } else {
        (then, now)
    };
    let difference = match less.number() {
        // What there is more than nothing keeps its unit.
        Some(nothing) if nothing.is_zero() => more.clone(),
        _ => total(
            [(false, more), (true, less)]
                .into_iter()
                .map(|(taken, value)| Ok((taken, Cow::Borrowed(value)))),
        )?,
    };
    let is_base = then
        .number()
        .is_some_and(|then| !then.is_zero() && !then.is_negative());
    let is_counted = now.number().is_some_and(|now| !now.is_negative());
    let words = match order {
        Ordering::Equal => String::from("持平"),
        _ if !(is_base && is_counted) => {
            let verb = if order.is_gt() { "增加" } else { "减少" };
            format!("{verb}{difference}{unit}")
        }
        _ => {
            let percent = share(&difference, then, 1)?;
            let is_nothing = percent.number().is_some_and(Decimal::is_zero);
            let verb = if order.is_gt() { "增长" } else { "下降" };
            if is_nothing {
                String::from("基本持平")
            } else {
                format!("{verb}{percent}")
            }
        }
    };
    Ok(Value::Text(words))
}
