//! How one value became another. What states no value is no number, and never a difference.

use crate::evaluate::{self, At, cell};
use crate::model::{Currency, Decimal, FactId, Money, Reference, Report, Undecided, Value};

/// What one of two reports has for a thing.
#[derive(Debug)]
pub struct Side {
    /// The facts that make it up, each with what is stated for it or computed.
    pub facts: Vec<(FactId, Option<Value>)>,
    /// What they come to. None where nothing is stated.
    pub value: Option<Value>,
}

impl Side {
    pub fn of(report: &Report, facts: &[FactId]) -> Side {
        let stated = |&fact: &FactId| (fact, report.fact(fact).map(|fact| fact.value.clone()));
        let value = match facts {
            [only] => value(report, *only),
            many => known(evaluate::total(many.iter().map(|&fact| {
                match value(report, fact) {
                    Some(Value::Absent(absence)) => Err(Undecided::Absent(fact, absence)),
                    Some(value) => Ok((false, std::borrow::Cow::Owned(value))),
                    None => Err(Undecided::Missing),
                }
            }))),
        };
        Side {
            facts: facts.iter().map(stated).collect(),
            value,
        }
    }

    pub fn only(&self) -> Option<FactId> {
        match self.facts.as_slice() {
            [(only, _)] => Some(*only),
            _ => None,
        }
    }

    /// Whether nothing is stated for any of its facts.
    pub fn is_unstated(&self) -> bool {
        self.value.is_none() && self.facts.iter().all(|(_, value)| value.is_none())
    }
}

/// What a fact comes to. A group of rows stands for its total, stated or not.
fn value(report: &Report, fact: FactId) -> Option<Value> {
    let slot = report.form.slots.get(fact);
    match slot.and_then(|slot| Some((slot.node, slot.column?))) {
        Some((node, column)) => known(cell(report, node, column).map(std::borrow::Cow::into_owned)),
        None => known(evaluate::reference(
            report,
            Reference::Fact(fact),
            At::Scalar,
        )),
    }
}

fn known(value: Result<Value, Undecided>) -> Option<Value> {
    match value {
        Ok(value) => Some(value),
        Err(Undecided::Absent(_, absence)) => Some(Value::Absent(absence)),
        Err(_) => None,
    }
}

/// How a value became another.
#[derive(Debug, Clone)]
pub enum ValueChange {
    None,
    /// The same amount, written with another unit or other digits.
    Rewritten,
    /// A number became another of its kind.
    By {
        difference: Value,
        /// Of the old number, one digit, rounded half away from zero. None where that is not more
        /// than zero.
        percent: Option<Decimal>,
    },
    /// From or to what is no number: a blank, a text, a date.
    Otherwise,
}

impl ValueChange {
    pub fn of(old: Option<&Value>, new: Option<&Value>) -> ValueChange {
        match (old, new) {
            (None, None) => ValueChange::None,
            (Some(Value::Absent(old)), Some(Value::Absent(new))) => {
                if old == new {
                    ValueChange::None
                } else {
                    ValueChange::Otherwise
                }
            }
            (Some(old), Some(new)) => ValueChange::between(old, new),
            (None, Some(_)) | (Some(_), None) => ValueChange::Otherwise,
        }
    }

    fn between(old: &Value, new: &Value) -> ValueChange {
        let is_written_alike = old.to_string() == new.to_string();
        if evaluate::compare(old, new).is_ok_and(std::cmp::Ordering::is_eq) {
            return if is_written_alike {
                ValueChange::None
            } else {
                ValueChange::Rewritten
            };
        }
        match difference(old, new) {
            Some(difference) => ValueChange::By {
                percent: percent(old, &difference),
                difference,
            },
            None if is_written_alike && old.number().is_none() && new.number().is_none() => {
                ValueChange::None
            }
            None => ValueChange::Otherwise,
        }
    }

    /// By how many it changed, money in 元. None for what is no number before or after.
    pub fn number(&self) -> Option<Decimal> {
        match self {
            ValueChange::None | ValueChange::Rewritten => Some(Decimal::ZERO),
            ValueChange::By { difference, .. } => difference.number(),
            ValueChange::Otherwise => None,
        }
    }
}

/// The new value less the old one. Money has the unit of the new one, or of the old one where that
/// is nothing now.
fn difference(old: &Value, new: &Value) -> Option<Value> {
    let (Value::Money(old), Value::Money(new)) = (old, new) else {
        return new.plus(true, old);
    };
    let currency = if new.number.is_zero() {
        old.currency
    } else {
        new.currency
    };
    let yuan = Money {
        number: new.in_yuan()?.checked_sub(old.in_yuan()?)?,
        currency: Currency::Yuan,
    };
    Some(Value::Money(Money {
        number: yuan.in_currency(currency)?.trimmed(),
        currency,
    }))
}

/// A change of a percentage is told in points, and has no percentage of its own.
fn percent(old: &Value, difference: &Value) -> Option<Decimal> {
    let base = old.number().filter(|base| {
        !base.is_zero() && !base.is_negative() && !matches!(old, Value::Percent(_))
    })?;
    difference
        .number()?
        .checked_shift(2)?
        .checked_div_rounded(base, 1)
}
