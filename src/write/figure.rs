//! Values as they are written in a source.

use crate::model::{Type, Value};

/// A string of the language.
pub fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A value as it is written for a fact of a type. None where the type does not take it.
pub fn figure(value: &Value, ty: &Type, in_ids: bool) -> Option<String> {
    Some(match (value, ty) {
        (Value::Absent(absence), _) => absence.sign().to_owned(),
        (Value::Number(number), Type::Count(_)) if number.is_integer() && !number.is_negative() => {
            number.to_string()
        }
        (Value::Number(number), Type::Delta(_)) if number.is_integer() => {
            let sign = if number.is_zero() || number.is_negative() {
                ""
            } else {
                "+"
            };
            format!("{sign}{number}")
        }
        (Value::Money(money), Type::Amount(_)) if !money.number.is_negative() => {
            format!("{} {}", money.number, money.currency.name())
        }
        (Value::Percent(number), Type::Percent) => format!("{number}%"),
        (Value::Date(date), Type::Date) => date.to_string(),
        (Value::Text(text), Type::Text) => quoted(text),
        (Value::Choice(value), Type::Choice(choices)) => {
            let choice = choices.iter().find(|choice| choice.id == value.id)?;
            if in_ids {
                choice.id.clone()
            } else {
                choice.name().to_owned()
            }
        }
        _ => return None,
    })
}

/// The type of a block of facts.
pub fn type_of(ty: &Type) -> String {
    match ty.unit().filter(|_| *ty != Type::Percent) {
        Some(unit) => format!("{} {unit}", ty.keyword()),
        None => ty.keyword().to_owned(),
    }
}
