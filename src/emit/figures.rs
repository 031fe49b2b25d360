//! Values as pages and data sets show them.

use crate::chinese::placeholders::UNKNOWN;
use crate::model::{Absence, Currency, Decimal, Type, Value};

/// A value's text on a page. Deltas carry their sign; amounts their unit, unless the heading states
/// it.
pub fn text(value: &Value, ty: &Type) -> String {
    match (value, ty) {
        (Value::Number(_), Type::Delta(_)) => stated(value, ty),
        (Value::Money(money), Type::Amount(Some(currency))) => match money.in_currency(*currency) {
            Some(number) => number.to_string(),
            None => money.to_string(),
        },
        (Value::Absent(absence), _) => absent(*absence).to_owned(),
        (value, _) => in_sentence(value),
    }
}

/// A value as a source states it: deltas with their sign, amounts with their unit, absences by
/// their signs.
pub fn stated(value: &Value, ty: &Type) -> String {
    match (value, ty) {
        (Value::Number(number), Type::Delta(_)) if !number.is_zero() && !number.is_negative() => {
            format!("+{number}")
        }
        (value, _) => value.to_string(),
    }
}

/// A value's text inside a sentence: dates in words, amounts with their unit.
pub fn in_sentence(value: &Value) -> String {
    match value {
        Value::Date(date) => date.in_words(),
        Value::Absent(absence) => absent(*absence).to_owned(),
        value => value.to_string(),
    }
}

/// The number of a value in a data set, in the unit of its type. Amounts of one fact are all in
/// one, whatever each report wrote.
pub fn number(value: &Value, ty: &Type) -> Option<Decimal> {
    match value {
        Value::Number(number) | Value::Percent(number) => Some(*number),
        Value::Money(money) => money.in_currency(currency(ty)),
        Value::Date(_) | Value::Text(_) | Value::Choice(_) | Value::Truth(_) | Value::Absent(_) => {
            None
        }
    }
}

/// The unit of the numbers of a type in a data set: of amounts the one that the form asks for, or
/// 元.
pub fn unit(ty: &Type) -> Option<&str> {
    match ty {
        Type::Amount(_) => Some(currency(ty).name()),
        ty => ty.unit(),
    }
}

fn currency(ty: &Type) -> Currency {
    match ty {
        Type::Amount(Some(currency)) => *currency,
        _ => Currency::Yuan,
    }
}

fn absent(absence: Absence) -> &'static str {
    match absence {
        Absence::NotApplicable => "/",
        Absence::Blank => "",
        Absence::Hole => UNKNOWN,
    }
}
