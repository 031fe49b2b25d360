//! `amount`, `amount 万元`: an amount of money, not negative. Each value states its unit. The type
//! may have a unit too, as in `amount 万元`: pages print that unit in the heading and convert the
//! values to it.

use std::sync::Arc;

use super::reading::number;
use super::{Checked, Declared, Type, ValueType, WrongDeclaration};
use crate::diagnostic::{Diagnostic, Words, catalog, proposal};
use crate::model::{Currency, Decimal, Money, Value};
use crate::source::{Place, Source};
use crate::syntax::ast::{self, Figure};

pub(super) const KEYWORD: &str = "amount";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AmountType {
    /// The unit of the heading on pages.
    pub currency: Option<Currency>,
}

impl AmountType {
    /// The unit of all its numbers in a data set.
    fn data_currency(self) -> Currency {
        self.currency.unwrap_or(Currency::Yuan)
    }
}

impl ValueType for AmountType {
    fn keyword(&self) -> &'static str {
        KEYWORD
    }

    fn words(&self) -> Words {
        Words::new("金额", "an amount of money")
    }

    fn hint(&self, _year: i32) -> Words {
        Words::new(
            "金额应写明单位：36.25 万元，或 362500 元",
            "an amount has its unit: 36.25 万元, or 362500 元",
        )
    }

    fn declare(&self, syntax: &ast::Type, source: &Arc<Source>) -> Declared {
        let Some(unit) = syntax.unit else {
            return Ok(Type::AMOUNT);
        };
        match Currency::of_name(unit.value) {
            Some(currency) => Ok(Type::Amount(AmountType {
                currency: Some(currency),
            })),
            None => Err(WrongDeclaration {
                diagnostic: Box::new(catalog::unknown_currency(
                    Place::new(source, unit.span),
                    &unit.value,
                )),
                instead: Type::AMOUNT,
            }),
        }
    }

    fn read(&self, figure: Figure, place: &dyn Fn() -> Place) -> Option<Checked> {
        let Figure::Number { digits, unit } = figure else {
            return None;
        };
        Some(money(digits, unit, place))
    }

    fn reads_unquoted(&self, text: &str) -> bool {
        Decimal::parse(text).is_some()
    }

    fn computed(&self, value: Value) -> Value {
        if let Value::Number(number) = value {
            let currency = self.data_currency();
            Value::Money(Money { number, currency })
        } else {
            value
        }
    }

    fn written(&self, value: &Value, _in_ids: bool) -> Option<String> {
        let Value::Money(money) = value else {
            return None;
        };
        (!money.number.is_negative()).then(|| in_source(*money))
    }

    fn on_page(&self, value: &Value) -> String {
        if let (Value::Money(money), Some(currency)) = (value, self.currency)
            && let Some(number) = money.in_currency(currency)
        {
            number.to_string()
        } else {
            value.in_sentence()
        }
    }

    fn unit(&self) -> Option<&str> {
        self.currency.map(Currency::name)
    }

    fn data_unit(&self) -> Option<&str> {
        Some(self.data_currency().name())
    }

    fn data_number(&self, value: &Value) -> Option<Decimal> {
        if let Value::Money(money) = value {
            money.in_currency(self.data_currency())
        } else {
            value.number()
        }
    }

    fn zero(&self) -> Option<Value> {
        Some(Value::Money(Money {
            number: Decimal::ZERO,
            currency: self.data_currency(),
        }))
    }

    fn grows(&self) -> bool {
        true
    }

    fn in_expressions(&self) -> Type {
        Type::AMOUNT
    }

    fn is_multiplied(&self) -> bool {
        true
    }

    fn unit_of_change(&self) -> Option<&str> {
        Some("")
    }
}

/// The source form of an amount.
fn in_source(money: Money) -> String {
    format!("{} {}", money.number, money.currency.name())
}

fn money(digits: &str, unit: Option<&str>, place: &dyn Fn() -> Place) -> Checked {
    let number = number(digits, place)?;
    if digits.starts_with(['+', '-']) {
        return Err(Box::new(catalog::signed_count(place(), &digits)));
    }
    let currency = match unit {
        None if number.is_zero() => Currency::Yuan,
        None => return Err(Box::new(catalog::amount_without_unit(place(), &digits))),
        Some(unit) => Currency::of_name(unit)
            .ok_or_else(|| Box::new(unknown_currency(digits, unit, place())))?,
    };
    let money = Money { number, currency };
    // Every amount must convert exactly to other units, so that amounts can be compared.
    let converts =
        money.in_yuan().is_some() && money.in_currency(Currency::HundredMillionYuan).is_some();
    if converts {
        Ok(Value::Money(money))
    } else {
        Err(Box::new(catalog::number_too_large(place())))
    }
}

/// The error for an unknown unit of money. For `万` it proposes 万元.
fn unknown_currency(digits: &str, unit: &str, place: Place) -> Diagnostic {
    let diagnostic = catalog::unknown_currency(place.clone(), &unit);
    match Currency::of_name(&format!("{unit}元")) {
        Some(currency) => diagnostic
            .with_help(proposal(currency.name()))
            .with_possible_fix(place, format!("{digits} {}", currency.name())),
        None => diagnostic,
    }
}
