//! `count 件`: an integer, not negative.

use std::sync::Arc;

use super::reading::integer_of;
use super::{Checked, Declared, Type, ValueType};
use crate::diagnostic::{Words, catalog};
use crate::model::{Decimal, Value};
use crate::source::{Place, Source};
use crate::syntax::ast::{self, Figure};

pub(super) const KEYWORD: &str = "count";

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountType {
    pub unit: Option<String>,
}

/// The count type with a unit.
pub(super) fn of(unit: Option<&str>) -> Type {
    Type::Count(CountType {
        unit: unit.map(str::to_owned),
    })
}

impl ValueType for CountType {
    fn keyword(&self) -> &'static str {
        KEYWORD
    }

    fn words(&self) -> Words {
        match &self.unit {
            Some(unit) => Words::new(format!("数量（{unit}）"), format!("a count of {unit}")),
            None => Words::new("数量（无单位）", "a count without a unit"),
        }
    }

    fn hint(&self, _year: i32) -> Words {
        Words::default()
    }

    fn declare(&self, syntax: &ast::Type, _source: &Arc<Source>) -> Declared {
        Ok(Type::Count(CountType {
            unit: unit_of(syntax),
        }))
    }

    fn read(&self, figure: Figure, place: &dyn Fn() -> Place) -> Option<Checked> {
        let Figure::Number { digits, unit } = figure else {
            return None;
        };
        Some(integer_of(self, digits, unit, place).and_then(|number| {
            if digits.starts_with(['+', '-']) {
                return Err(Box::new(catalog::signed_count(place(), &digits)));
            }
            Ok(Value::Number(number))
        }))
    }

    /// Prose may state the result of an expression, which may be negative.
    fn read_in_prose(&self, figure: Figure, place: &dyn Fn() -> Place) -> Option<Checked> {
        let Figure::Number { digits, unit } = figure else {
            return None;
        };
        Some(integer_of(self, digits, unit, place).map(Value::Number))
    }

    fn reads_unquoted(&self, text: &str) -> bool {
        Decimal::parse(text).is_some()
    }

    fn written(&self, value: &Value, _in_ids: bool) -> Option<String> {
        let Value::Number(number) = value else {
            return None;
        };
        (number.is_integer() && !number.is_negative()).then(|| number.to_string())
    }

    fn counted_unit(&self) -> Option<&str> {
        self.unit.as_deref()
    }

    fn zero(&self) -> Option<Value> {
        Some(Value::Number(Decimal::ZERO))
    }

    fn grows(&self) -> bool {
        true
    }

    fn in_expressions(&self) -> Type {
        Type::Count(self.clone())
    }

    fn takes_number(&self, _is_zero: bool) -> bool {
        true
    }

    fn is_multiplied(&self) -> bool {
        true
    }

    fn unit_of_change(&self) -> Option<&str> {
        Some(self.counted_unit().unwrap_or_default())
    }
}

/// The name of the declared unit.
pub(super) fn unit_of(syntax: &ast::Type) -> Option<String> {
    syntax.unit.map(|unit| unit.value.to_owned())
}
