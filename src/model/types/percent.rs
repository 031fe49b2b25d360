//! `percent`: an exact percentage.

use std::sync::Arc;

use super::reading::number;
use super::{Checked, Declared, Type, ValueType};
use crate::diagnostic::Words;
use crate::model::{Decimal, Value};
use crate::source::{Place, Source};
use crate::syntax::ast::{self, Figure};

pub(super) const KEYWORD: &str = "percent";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PercentType;

impl ValueType for PercentType {
    fn keyword(&self) -> &'static str {
        KEYWORD
    }

    fn words(&self) -> Words {
        Words::new("百分比", "a percentage")
    }

    fn hint(&self, _year: i32) -> Words {
        Words::new("写作 98.5%", "as in 98.5%")
    }

    fn declaration(&self) -> String {
        KEYWORD.to_owned()
    }

    fn declare(&self, _syntax: &ast::Type, _source: &Arc<Source>) -> Declared {
        Ok(Type::PERCENT)
    }

    fn read(&self, figure: Figure, place: &dyn Fn() -> Place) -> Option<Checked> {
        let Figure::Percent(digits) = figure else {
            return None;
        };
        Some(number(digits, place).map(Value::Percent))
    }

    fn reads_unquoted(&self, text: &str) -> bool {
        text.strip_suffix('%').and_then(Decimal::parse).is_some()
    }

    fn computed(&self, value: Value) -> Value {
        if let Value::Number(number) = value {
            Value::Percent(number)
        } else {
            value
        }
    }

    fn written(&self, value: &Value, _in_ids: bool) -> Option<String> {
        let Value::Percent(number) = value else {
            return None;
        };
        Some(format!("{number}%"))
    }

    fn unit(&self) -> Option<&str> {
        Some("%")
    }

    fn zero(&self) -> Option<Value> {
        Some(Value::Percent(Decimal::ZERO))
    }

    fn in_expressions(&self) -> Type {
        Type::PERCENT
    }
}
