//! Values: their numbers, their arithmetic, and their display without a type.

use std::cmp::Ordering;
use std::fmt;

use serde::Serialize;

use super::{Currency, Date, Decimal, Money};

/// The greatest integer that every JSON parser represents exactly.
const SAFE_INTEGER: i64 = (1 << 53) - 1;

/// A value of a choice type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The id, which is the same in every language.
    pub id: String,
    /// The name in messages and on pages, if it differs from the id.
    pub alias: Option<String>,
}

impl Choice {
    /// The name in messages and on pages.
    pub fn name(&self) -> &str {
        self.alias.as_deref().unwrap_or(&self.id)
    }

    pub(super) fn is_named(&self, name: &str) -> bool {
        self.id == name || self.alias.as_deref() == Some(name)
    }
}

/// A value of a fact or an expression.
#[derive(Debug, Clone)]
pub enum Value {
    Number(Decimal),
    /// A number of a type with decimals, even if its source form has none.
    Decimal(Decimal),
    Money(Money),
    Percent(Decimal),
    Date(Date),
    Text(String),
    Choice(Box<Choice>),
    Truth(bool),
    Absent(Absence),
}

/// The three ways to state that there is no value. None of them is zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Absence {
    /// `/`: not applicable.
    NotApplicable,
    /// `-`: the published report states no value.
    Blank,
    /// `?`: the value is still unknown.
    Unknown,
}

/// A value for JSON, without loss of precision. Integers that every parser represents exactly are
/// numbers; everything else is a string.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Exact {
    Integer(i64),
    Text(String),
    None,
}

/// What a number measures. Numbers of the same measure can be added and compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Measure {
    Things,
    Decimals,
    Hundredths,
    Money(Currency),
}

impl Absence {
    /// The source form.
    pub fn sign(self) -> &'static str {
        match self {
            Absence::NotApplicable => "/",
            Absence::Blank => "-",
            Absence::Unknown => "?",
        }
    }

    /// How pages show it.
    pub fn on_page(self) -> &'static str {
        match self {
            Absence::NotApplicable => "/",
            Absence::Blank => "",
            Absence::Unknown => "？",
        }
    }
}

impl Measure {
    fn value(self, number: Decimal) -> Value {
        match self {
            Measure::Things => Value::Number(number),
            Measure::Decimals => Value::Decimal(number),
            Measure::Hundredths => Value::Percent(number),
            Measure::Money(currency) => Value::Money(Money { number, currency }),
        }
    }

    /// The common measure of two measures for addition. `None` if they cannot be added.
    fn joined(self, other: Measure) -> Option<Measure> {
        if self == other {
            return Some(self);
        }
        match self {
            Measure::Things => (other == Measure::Decimals).then_some(other),
            Measure::Decimals => (other == Measure::Things).then_some(self),
            Measure::Hundredths => None,
            Measure::Money(_) => {
                matches!(other, Measure::Money(_)).then_some(Measure::Money(Currency::Yuan))
            }
        }
    }

    /// Converts a number to another measure.
    fn convert(self, number: Decimal, into: Measure) -> Option<Decimal> {
        if let (Measure::Money(currency), Measure::Money(into)) = (self, into) {
            Money { number, currency }.in_currency(into)
        } else {
            Some(number)
        }
    }
}

impl Value {
    /// The number in source form and its measure. `None` for a value that is not a number.
    fn measured(&self) -> Option<(Decimal, Measure)> {
        match self {
            Value::Number(number) => Some((*number, Measure::Things)),
            Value::Decimal(number) => Some((*number, Measure::Decimals)),
            Value::Percent(number) => Some((*number, Measure::Hundredths)),
            Value::Money(money) => Some((money.number, Measure::Money(money.currency))),
            Value::Date(_)
            | Value::Text(_)
            | Value::Choice(_)
            | Value::Truth(_)
            | Value::Absent(_) => None,
        }
    }

    /// Whether it is a number.
    pub fn is_number(&self) -> bool {
        self.measured().is_some()
    }

    /// The number in source form, money in its own unit. `None` for a value that is not a number.
    pub fn written_number(&self) -> Option<Decimal> {
        self.measured().map(|(number, _)| number)
    }

    /// The number for arithmetic: money in 元. `None` for a value that is not a number, or if it
    /// does not fit.
    pub fn number(&self) -> Option<Decimal> {
        if let Value::Money(money) = self {
            return money.in_yuan();
        }
        self.written_number()
    }

    /// A value of the same kind with another number, money in 元. `None` for a value that is not a
    /// number.
    pub fn with_number(&self, number: Decimal) -> Option<Value> {
        if let Value::Money(money) = self {
            return money.rewritten(number).map(Value::Money);
        }
        Some(self.measured()?.1.value(number))
    }

    /// The value with its number changed, money in its own unit. `None` for a value that is not a
    /// number, or if the result does not fit.
    pub fn map_number(&self, change: impl Fn(Decimal) -> Option<Decimal>) -> Option<Value> {
        let (number, measure) = self.measured()?;
        Some(measure.value(change(number)?))
    }

    /// The unit that the value itself states: that of money, or %.
    pub fn own_unit(&self) -> Option<&'static str> {
        match self.measured()?.1 {
            Measure::Things | Measure::Decimals => None,
            Measure::Hundredths => Some("%"),
            Measure::Money(currency) => Some(currency.name()),
        }
    }

    // ── Arithmetic ───────────────────────────────────────────────────────────────────────────────

    /// The sum, or the difference if `negative`. Money keeps its unit if both have the same. `None`
    /// if the two are of different kinds, or the result does not fit.
    #[inline]
    pub fn plus(&self, negative: bool, term: &Value) -> Option<Value> {
        // Fast path: most facts are counts.
        if let (Value::Number(a), Value::Number(b)) = (self, term) {
            return sum(*a, negative, *b).map(Value::Number);
        }
        self.plus_measured(negative, term)
    }

    fn plus_measured(&self, negative: bool, term: &Value) -> Option<Value> {
        let ((a, of_a), (b, of_b)) = (self.measured()?, term.measured()?);
        let measure = of_a.joined(of_b)?;
        let (a, b) = (of_a.convert(a, measure)?, of_b.convert(b, measure)?);
        sum(a, negative, b).map(|sum| measure.value(sum))
    }

    /// The product. `None` if neither factor is a bare number, or the result does not fit.
    pub fn times(&self, factor: &Value) -> Option<Value> {
        let ((a, of_a), (b, of_b)) = (self.measured()?, factor.measured()?);
        let measure = if of_a == Measure::Things { of_b } else { of_a };
        let is_bare = of_a == Measure::Things || of_b == Measure::Things;
        (is_bare && measure != Measure::Hundredths).then_some(())?;
        Some(measure.value(a.checked_mul(b)?))
    }

    /// The order of two values. `None` if they are of different kinds, or a number does not fit.
    pub fn compared(&self, other: &Value) -> Option<Ordering> {
        match self {
            Value::Number(_) | Value::Decimal(_) | Value::Money(_) | Value::Percent(_) => {
                Some(self.number()?.cmp(&other.number()?))
            }
            Value::Date(date) => other.as_date().map(|other| date.cmp(&other)),
            Value::Text(text) => other.as_text().map(|other| text.as_str().cmp(other)),
            Value::Choice(choice) => other.as_choice().map(|other| choice.id.cmp(&other.id)),
            Value::Truth(truth) => other.as_truth().map(|other| truth.cmp(&other)),
            Value::Absent(_) => None,
        }
    }

    fn as_date(&self) -> Option<Date> {
        if let Value::Date(date) = self {
            Some(*date)
        } else {
            None
        }
    }

    /// The text, if the value is a text.
    pub fn as_text(&self) -> Option<&str> {
        if let Value::Text(text) = self {
            Some(text)
        } else {
            None
        }
    }

    fn as_choice(&self) -> Option<&Choice> {
        if let Value::Choice(choice) = self {
            Some(choice)
        } else {
            None
        }
    }

    fn as_truth(&self) -> Option<bool> {
        if let Value::Truth(truth) = self {
            Some(*truth)
        } else {
            None
        }
    }

    // ── Display ──────────────────────────────────────────────────────────────────────────────────

    /// The value inside a sentence of a page: dates in words, absences as pages show them.
    pub fn in_sentence(&self) -> String {
        match self {
            Value::Date(date) => date.in_words(),
            Value::Absent(absence) => absence.on_page().to_owned(),
            Value::Number(_)
            | Value::Decimal(_)
            | Value::Money(_)
            | Value::Percent(_)
            | Value::Text(_)
            | Value::Choice(_)
            | Value::Truth(_) => self.to_string(),
        }
    }

    /// The value for JSON: counts as integers, other numbers as strings of digits, choices by their
    /// ids.
    pub fn exact(&self) -> Exact {
        match self {
            Value::Number(number) => match number.to_integer() {
                Some(integer) if integer.abs() <= SAFE_INTEGER => Exact::Integer(integer),
                Some(_) | None => Exact::Text(number.to_string()),
            },
            Value::Decimal(number) | Value::Percent(number) => Exact::Text(number.to_string()),
            Value::Money(money) => Exact::Text(money.number.to_string()),
            Value::Choice(choice) => Exact::Text(choice.id.clone()),
            Value::Date(_) | Value::Text(_) | Value::Truth(_) => Exact::Text(self.to_string()),
            Value::Absent(_) => Exact::None,
        }
    }
}

/// The sum of two numbers, or their difference if `negative`.
fn sum(a: Decimal, negative: bool, b: Decimal) -> Option<Decimal> {
    if negative {
        a.checked_sub(b)
    } else {
        a.checked_add(b)
    }
}

/// The display in messages and arithmetic.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Value::Number(number) | Value::Decimal(number) => write!(f, "{number}"),
            Value::Money(money) => write!(f, "{money}"),
            Value::Percent(number) => write!(f, "{number}%"),
            Value::Date(date) => write!(f, "{date}"),
            Value::Text(text) => write!(f, "{text}"),
            Value::Choice(choice) => write!(f, "{}", choice.name()),
            Value::Truth(truth) => write!(f, "{truth}"),
            Value::Absent(absence) => write!(f, "{}", absence.sign()),
        }
    }
}
