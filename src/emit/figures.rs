//! Values as the page shows them.

use crate::model::{Absence, Type, Value};

/// A value's text on a page. Deltas carry their sign; amounts their unit, unless the heading states it.
pub fn text(value: &Value, kind: &Type) -> String {
    match (value, kind) {
        (Value::Number(number), Type::Delta(_)) if !number.is_zero() && !number.is_negative() => format!("+{number}"),
        (Value::Money(money), Type::Amount(Some(currency))) => match money.in_currency(*currency) {
            Some(number) => number.to_string(),
            None => money.to_string(),
        },
        (Value::Absent(absence), _) => absent(*absence).to_owned(),
        (value, _) => in_sentence(value),
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

fn absent(absence: Absence) -> &'static str {
    match absence {
        Absence::NotApplicable => "/",
        Absence::Blank => "",
        Absence::Hole => "？",
    }
}
