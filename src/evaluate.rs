//! Evaluates expressions and conditions in a report. Results are exact. A result is undecided if a
//! fact in the expression or condition has no value.

mod facts;
pub(crate) mod previous;
mod sum;

use std::borrow::Cow;
use std::cmp::Ordering;

use crate::chinese::change;
use crate::model::{
    Comparison, Condition, Date, Decimal, Expression, Function, NodeId, Report, Undecided, Value,
};

pub(crate) use facts::{cell, fact, reference, sum_of_columns, sum_of_own, sum_of_rows};
pub(crate) use sum::total;

/// The column or the row for which a check is evaluated.
#[derive(Debug, Clone, Copy)]
pub enum At {
    /// The whole report: a row has the value of its total.
    Scalar,
    Column(usize),
    Row(NodeId),
}

type Evaluated = Result<Value, Undecided>;

/// The value of an expression in a report.
///
/// # Errors
/// If the expression has no value. The error holds the reason: a fact states none, there is no
/// report of last year, or a number does not fit.
pub(crate) fn value(report: &Report, expression: &Expression, at: At) -> Evaluated {
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
/// As [`value`], unless another part decides the condition: a true alternative, or a false clause.
pub(crate) fn truth(report: &Report, condition: &Condition, at: At) -> Result<bool, Undecided> {
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

/// Whether any item is true. Undecided only if none is true and at least one is undecided.
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

pub(crate) fn clause_truth(
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

pub(crate) fn comparison_holds(comparison: Comparison, ordering: Ordering) -> bool {
    match comparison {
        Comparison::Equal => ordering == Ordering::Equal,
        Comparison::NotEqual => ordering != Ordering::Equal,
        Comparison::AtLeast => ordering != Ordering::Less,
        Comparison::AtMost => ordering != Ordering::Greater,
        Comparison::More => ordering == Ordering::Greater,
        Comparison::Less => ordering == Ordering::Less,
    }
}

/// The order of two values of the same kind.
pub(crate) fn compare(a: &Value, b: &Value) -> Result<Ordering, Undecided> {
    a.compared(b).ok_or(Undecided::Overflow)
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

/// The percentage of a part in a whole. Undecided if the whole is zero.
fn share(part: &Value, whole: &Value, digits: u32) -> Evaluated {
    let numbers = part.number().zip(whole.number());
    if numbers.is_some_and(|(_, whole)| whole.is_zero()) {
        return Err(Undecided::ZeroBase);
    }
    let share =
        numbers.and_then(|(part, whole)| part.checked_shift(2)?.checked_div_rounded(whole, digits));
    share.map(Value::Percent).ok_or(Undecided::Overflow)
}

/// The change of a number in words: a percentage with one decimal if last year's number is positive
/// and this year's is not negative; otherwise the difference.
fn change(now: &Value, then: &Value, unit: &Value) -> Evaluated {
    let order = compare(now, then)?;
    let (more, less) = if order.is_gt() {
        (now, then)
    } else {
        (then, now)
    };
    let difference = match less.number() {
        // The difference from zero is the number itself, in its own unit.
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
        Ordering::Equal => String::from(change::SAME),
        _ if !(is_base && is_counted) => {
            format!("{}{difference}{unit}", change::by_number(order))
        }
        Ordering::Less | Ordering::Greater => {
            let percent = share(&difference, then, 1)?;
            let is_nothing = percent.number().is_some_and(Decimal::is_zero);
            if is_nothing {
                String::from(change::ALMOST_SAME)
            } else {
                format!("{}{percent}", change::by_percent(order))
            }
        }
    };
    Ok(Value::Text(words))
}
