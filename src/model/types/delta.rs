//! `delta 件`: a change of a count, as an integer with a sign.

use std::sync::Arc;

use super::reading::integer_of;
use super::{Checked, Declared, Type, ValueType, count};
use crate::diagnostic::{Words, catalog};
use crate::model::{Decimal, Value};
use crate::source::{Place, Source};
use crate::syntax::ast::{self, Figure};

pub(super) const KEYWORD: &str = "delta";

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeltaType {
    pub unit: Option<String>,
}

impl ValueType for DeltaType {
    fn keyword(&self) -> &'static str {
        KEYWORD
    }

    fn words(&self) -> Words {
        Words::new("增减数（带正负号的整数）", "a delta (a signed integer)")
    }

    fn hint(&self, _year: i32) -> Words {
        Words::new(
            "增减数应写明正负号：+3、-2、0",
            "a change has its sign: +3, -2, 0",
        )
    }

    fn declare(&self, syntax: &ast::Type, _source: &Arc<Source>) -> Declared {
        Ok(Type::Delta(DeltaType {
            unit: count::unit_of(syntax),
        }))
    }

    fn read(&self, figure: Figure, place: &dyn Fn() -> Place) -> Option<Checked> {
        let Figure::Number { digits, unit } = figure else {
            return None;
        };
        Some(integer_of(self, digits, unit, place).and_then(|number| {
            if !number.is_zero() && !digits.starts_with(['+', '-']) {
                return Err(Box::new(catalog::delta_without_sign(place(), &digits)));
            }
            Ok(Value::Number(number))
        }))
    }

    fn reads_unquoted(&self, text: &str) -> bool {
        Decimal::parse(text).is_some()
    }

    fn written(&self, value: &Value, _in_ids: bool) -> Option<String> {
        let Value::Number(number) = value else {
            return None;
        };
        number.is_integer().then(|| signed(*number))
    }

    fn stated(&self, value: &Value) -> String {
        if let Value::Number(number) = value {
            signed(*number)
        } else {
            value.to_string()
        }
    }

    fn on_page(&self, value: &Value) -> String {
        if let Value::Number(number) = value {
            signed(*number)
        } else {
            value.in_sentence()
        }
    }

    fn counted_unit(&self) -> Option<&str> {
        self.unit.as_deref()
    }

    fn zero(&self) -> Option<Value> {
        Some(Value::Number(Decimal::ZERO))
    }

    fn may_be_negative(&self) -> bool {
        true
    }

    fn in_expressions(&self) -> Type {
        count::of(self.counted_unit())
    }

    fn dimension(&self) -> (&'static str, Option<&str>) {
        (count::KEYWORD, self.counted_unit())
    }

    fn takes_number(&self, _is_zero: bool) -> bool {
        true
    }

    fn is_multiplied(&self) -> bool {
        true
    }
}

fn signed(number: Decimal) -> String {
    if number.is_zero() || number.is_negative() {
        number.to_string()
    } else {
        format!("+{number}")
    }
}
