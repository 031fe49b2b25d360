//! `decimal 天`: an exact number, possibly with decimals, possibly negative.

use std::sync::Arc;

use super::reading::number_of;
use super::{Checked, Declared, Type, ValueType, count};
use crate::diagnostic::Words;
use crate::model::{Decimal, Value};
use crate::source::{Place, Source};
use crate::syntax::ast::{self, Figure};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecimalType {
    pub unit: Option<String>,
}

impl ValueType for DecimalType {
    fn keyword(&self) -> &'static str {
        "decimal"
    }

    fn words(&self) -> Words {
        match &self.unit {
            Some(unit) => Words::new(
                format!("小数（{unit}）"),
                format!("a decimal number of {unit}"),
            ),
            None => Words::new("小数（无单位）", "a decimal number without a unit"),
        }
    }

    fn hint(&self, _year: i32) -> Words {
        Words::new(
            "可填小数，也可为负数：2.5、-0.5",
            "decimals and negative numbers are allowed: 2.5, -0.5",
        )
    }

    fn declare(&self, syntax: &ast::Type, _source: &Arc<Source>) -> Declared {
        Ok(Type::Decimal(DecimalType {
            unit: count::unit_of(syntax),
        }))
    }

    fn read(&self, figure: Figure, place: &dyn Fn() -> Place) -> Option<Checked> {
        let Figure::Number { digits, unit } = figure else {
            return None;
        };
        Some(number_of(self, digits, unit, place).map(Value::Decimal))
    }

    fn reads_unquoted(&self, text: &str) -> bool {
        Decimal::parse(text).is_some()
    }

    fn computed(&self, value: Value) -> Value {
        if let Value::Number(number) = value {
            Value::Decimal(number)
        } else {
            value
        }
    }

    fn written(&self, value: &Value, _in_ids: bool) -> Option<String> {
        let Value::Decimal(number) = value else {
            return None;
        };
        Some(number.to_string())
    }

    fn counted_unit(&self) -> Option<&str> {
        self.unit.as_deref()
    }

    fn zero(&self) -> Option<Value> {
        Some(Value::Decimal(Decimal::ZERO))
    }

    fn may_be_negative(&self) -> bool {
        true
    }

    fn grows(&self) -> bool {
        true
    }

    fn in_expressions(&self) -> Type {
        Type::Decimal(self.clone())
    }

    /// Only a count with the same unit.
    fn takes_in(&self, other: &Type) -> bool {
        other.dimension() == (count::KEYWORD, self.counted_unit())
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
