//! What a fact can be.

use std::fmt;

use super::{Currency, Date, Decimal, Money};

/// What kind of value a form asks for at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Type {
    /// An integer, not negative, of a unit.
    Count(Option<String>),
    /// A signed integer of a unit.
    Delta(Option<String>),
    /// Money, not negative: in the unit that the heading states, or in one that each value states
    /// for itself.
    Amount(Option<Currency>),
    Percent,
    Date,
    Text,
    Choice(Vec<Choice>),
}

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
}

impl Type {
    pub fn expression_type(&self) -> ExpressionType {
        match self {
            Type::Count(unit) | Type::Delta(unit) => ExpressionType::Count(unit.clone()),
            Type::Amount(_) => ExpressionType::Amount,
            Type::Percent => ExpressionType::Percent,
            Type::Date => ExpressionType::Date,
            Type::Text | Type::Choice(_) => ExpressionType::Text,
        }
    }

    /// Whether values of the two can be added and compared, as those of one [`ExpressionType`] can.
    pub fn is_like(&self, other: &Type) -> bool {
        match (self, other) {
            (Type::Count(a) | Type::Delta(a), Type::Count(b) | Type::Delta(b)) => a == b,
            (Type::Amount(_), Type::Amount(_))
            | (Type::Percent, Type::Percent)
            | (Type::Date, Type::Date) => true,
            (Type::Text | Type::Choice(_), Type::Text | Type::Choice(_)) => true,
            _ => false,
        }
    }

    /// The unit that a page or a data set prints beside the number: 件, or the heading's own 万元.
    pub fn unit(&self) -> Option<&str> {
        match self {
            Type::Count(unit) | Type::Delta(unit) => unit.as_deref(),
            Type::Amount(currency) => currency.map(Currency::name),
            Type::Percent => Some("%"),
            Type::Date | Type::Text | Type::Choice(_) => None,
        }
    }

    /// The word of the language for it.
    pub fn keyword(&self) -> &'static str {
        match self {
            Type::Count(_) => "count",
            Type::Delta(_) => "delta",
            Type::Amount(_) => "amount",
            Type::Percent => "percent",
            Type::Date => "date",
            Type::Text => "text",
            Type::Choice(_) => "choice",
        }
    }
}

/// What an expression is a value of. Only like can be added and compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExpressionType {
    /// A bare number, which goes with any unit.
    Number,
    Count(Option<String>),
    Amount,
    Percent,
    Date,
    Text,
    Truth,
}

/// A value: what is written for a fact, or what an expression comes to.
#[derive(Debug, Clone)]
pub enum Value {
    Number(Decimal),
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
    Hole,
}

impl Absence {
    /// As it is written in a source.
    pub fn sign(self) -> &'static str {
        match self {
            Absence::NotApplicable => "/",
            Absence::Blank => "-",
            Absence::Hole => "?",
        }
    }
}

impl Value {
    /// The number in which values of a kind are added and compared: money in 元. None where there
    /// is none, or it does not fit.
    pub fn number(&self) -> Option<Decimal> {
        match self {
            Value::Number(number) | Value::Percent(number) => Some(*number),
            Value::Money(money) => money.in_yuan(),
            Value::Date(_)
            | Value::Text(_)
            | Value::Choice(_)
            | Value::Truth(_)
            | Value::Absent(_) => None,
        }
    }

    /// A value of the same kind with another number, money in 元. None for a value without one.
    pub fn with_number(&self, number: Decimal) -> Option<Value> {
        match self {
            Value::Number(_) => Some(Value::Number(number)),
            Value::Percent(_) => Some(Value::Percent(number)),
            Value::Money(money) => money.rewritten(number).map(Value::Money),
            Value::Date(_)
            | Value::Text(_)
            | Value::Choice(_)
            | Value::Truth(_)
            | Value::Absent(_) => None,
        }
    }
}

/// As messages and arithmetic show it.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Value::Number(number) => write!(f, "{number}"),
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
