//! Values: their numbers, their arithmetic, and how they are shown where no type is at hand.

use std::cmp::Ordering;
use std::fmt;

use serde::Serialize;

use super::{Currency, Date, Decimal, Money};

/// The greatest integer that every reader of JSON holds exactly.
const SAFE_INTEGER: i64 = (1 << 53) - 1;

/// One of the values of a choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The same in every language.
    pub id: String,
    /// The name that messages and pages use, where it is another.
    pub alias: Option<String>,
}

impl Choice {
    /// The name that messages and pages use.
    pub fn name(&self) -> &str {
        self.alias.as_deref().unwrap_or(&self.id)
    }

    pub(super) fn is_named(&self, name: &str) -> bool {
        self.id == name || self.alias.as_deref() == Some(name)
    }
}

/// A value: what is written for a fact, or what an expression comes to.
#[derive(Debug, Clone)]
pub enum Value {
    Number(Decimal),
    /// A number of a type that has digits behind the point, be they written or not.
    Decimal(Decimal),
    Money(Money),
    Percent(Decimal),
    Date(Date),
    Text(String),
    Choice(Box<Choice>),
    Truth(bool),
    Absent(Absence),
}

/// The three ways of stating no value. None of them is zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Absence {
    /// `/`
    NotApplicable,
    /// `-`: the published report states nothing here.
    Blank,
    /// `?`: not known yet.
    Unknown,
}

/// A value without loss, as JSON has it: integers that every reader holds exactly as numbers,
/// everything else as a string.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Exact {
    Integer(i64),
    Text(String),
    None,
}

/// What a number is a number of. Those of one measure are added and compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Measure {
    Things,
    Decimals,
    Hundredths,
    Money(Currency),
}

impl Absence {
    /// As it is written in a source.
    pub fn sign(self) -> &'static str {
        match self {
            Absence::NotApplicable => "/",
            Absence::Blank => "-",
            Absence::Unknown => "?",
        }
    }

    /// As pages show it.
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

    /// The measure in which numbers of two measures are added. None where they are not.
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

    /// A number of this measure in another that it is added in.
    fn convert(self, number: Decimal, into: Measure) -> Option<Decimal> {
        if let (Measure::Money(currency), Measure::Money(into)) = (self, into) {
            Money { number, currency }.in_currency(into)
        } else {
            Some(number)
        }
    }
}

impl Value {
    /// The number as it is written, and what it is a number of. None for a value without one.
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

    /// The number as it is written, money in its own unit. None for a value without one.
    pub fn written_number(&self) -> Option<Decimal> {
        self.measured().map(|(number, _)| number)
    }

    /// The number in which values of a kind are added and compared: money in 元. None where there
    /// is none, or it does not fit.
    pub fn number(&self) -> Option<Decimal> {
        if let Value::Money(money) = self {
            return money.in_yuan();
        }
        self.written_number()
    }

    /// A value of the same kind with another number, money in 元. None for a value without one.
    pub fn with_number(&self, number: Decimal) -> Option<Value> {
        if let Value::Money(money) = self {
            return money.rewritten(number).map(Value::Money);
        }
        Some(self.measured()?.1.value(number))
    }

    /// The value with its number changed, money in its own unit. None for a value without a number,
    /// and where the result does not fit.
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

    /// The sum, or what is left where the term is taken away. Money keeps its unit where both have
    /// the same. None where the two are not of one kind, or the result does not fit.
    #[inline]
    pub fn plus(&self, negative: bool, term: &Value) -> Option<Value> {
        // Most facts are counts, which need no measure.
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

    /// The product, of which one factor is a bare number. None where none is, or the result does not
    /// fit.
    pub fn times(&self, factor: &Value) -> Option<Value> {
        let ((a, of_a), (b, of_b)) = (self.measured()?, factor.measured()?);
        let measure = if of_a == Measure::Things { of_b } else { of_a };
        let is_bare = of_a == Measure::Things || of_b == Measure::Things;
        (is_bare && measure != Measure::Hundredths).then_some(())?;
        Some(measure.value(a.checked_mul(b)?))
    }

    /// The order of two values of one kind. None where they are not, or a number does not fit.
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

    /// The text, where it is one.
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

    // ── Without a type ───────────────────────────────────────────────────────────────────────────

    /// The value inside a sentence of a page: dates in words, absences by the signs of pages.
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

    /// As JSON has it: counts as integers, other numbers as strings of their digits, choices by
    /// their ids.
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

/// A number and another, or without it.
fn sum(a: Decimal, negative: bool, b: Decimal) -> Option<Decimal> {
    if negative {
        a.checked_sub(b)
    } else {
        a.checked_add(b)
    }
}

/// As messages and arithmetic show it.
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
