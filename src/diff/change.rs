//! How a value changed. A value without a number (`-`, `/`, `?`) has no difference.

use crate::evaluate::{self, At, cell};
use crate::model::{Currency, Decimal, FactId, Money, Reference, Report, Undecided, Value};

/// One side of a comparison.
#[derive(Debug)]
pub struct Side {
    /// The facts of this side, each with its stated or computed value.
    pub facts: Vec<(FactId, Option<Value>)>,
    /// Their combined value. `None` if none of the facts is stated.
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

    /// Whether none of its facts is stated.
    pub fn is_unstated(&self) -> bool {
        self.value.is_none() && self.facts.iter().all(|(_, value)| value.is_none())
    }
}

/// The value of a fact. The value of a group of rows is its total, stated or computed.
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

/// How a value changed.
#[derive(Debug, Clone)]
pub enum ValueChange {
    None,
    /// The same amount, written with another unit or with other digits.
    Rewritten,
    /// A number changed to another number of the same kind.
    By {
        difference: Value,
        /// Percentage of the old number, with one decimal place, rounded half away from zero.
        /// `None` if the old number is not positive.
        percent: Option<Decimal>,
    },
    /// The old or the new value is not a number, but for example a blank, a text or a date.
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

    /// The difference; that of money is in yuan. `None` if the old or the new value is not a
    /// number.
    pub fn number(&self) -> Option<Decimal> {
        match self {
            ValueChange::None | ValueChange::Rewritten => Some(Decimal::ZERO),
            ValueChange::By { difference, .. } => difference.number(),
            ValueChange::Otherwise => None,
        }
    }
}

/// New value minus old value. Money has the unit of the new value, or of the old value if the new
/// one is zero.
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

/// The percentage of the change. `None` for a change of percentages, which is given in percentage
/// points.
fn percent(old: &Value, difference: &Value) -> Option<Decimal> {
    let base = old.number().filter(|base| {
        !base.is_zero() && !base.is_negative() && !matches!(old, Value::Percent(_))
    })?;
    difference
        .number()?
        .checked_shift(2)?
        .checked_div_rounded(base, 1)
}
