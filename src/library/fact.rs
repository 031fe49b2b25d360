//! A fact: its names, its value, and its place in the source.

use std::fmt;

use crate::emit;
use crate::model::{Absence, Choice, Date, Decimal, FactId, Money, Origin, Report, Value};
use crate::source::Place;

/// A fact of a report: its names, its value, and its place in the source.
#[derive(Clone, Copy)]
pub struct Fact<'r> {
    report: &'r Report,
    id: FactId,
}

/// The value of a fact. `Blank`, `NotApplicable`, `Unknown` and `Missing` are different kinds of
/// absence; none of them is 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Datum<'r> {
    /// A count, or a change of one. [`Fact::unit`] has its unit.
    Integer(i64),
    /// A decimal, or a count with too many digits for an integer. Exact.
    Decimal(Decimal),
    /// Money in the unit of its source form. Exact.
    Amount(Money),
    /// A percentage: 12.5 is 12.5 %. Exact.
    Percent(Decimal),
    /// A calendar date, or a month if a published report leaves the day out.
    Date(Date),
    /// A single line of text.
    Text(&'r str),
    /// One of the values that the form lists.
    Choice(&'r Choice),
    /// `-`: the report states no value.
    Blank,
    /// `/`: not applicable.
    NotApplicable,
    /// `?`: the value is still unknown.
    Unknown,
    /// Not stated or invalid, and not computed either.
    Missing,
}

impl<'r> Fact<'r> {
    pub(super) fn new(report: &'r Report, id: FactId) -> Fact<'r> {
        Fact { report, id }
    }

    /// Its path in ids, the same in every language: `requests.received.natural`.
    pub fn path(&self) -> String {
        self.report.fact_path(self.id, true)
    }

    /// Its path in the names used in messages: `申请.新收.自然人`.
    pub fn name(&self) -> String {
        self.report.fact_path(self.id, false)
    }

    /// The official labels, from the section down to the row or the field.
    pub fn labels(&self) -> Vec<&'r str> {
        self.report.labels(self.id)
    }

    /// The label of its column, if it is in a table.
    pub fn column(&self) -> Option<&'r str> {
        self.report.column_label(self.id)
    }

    /// The keyword of its type: `count`, `delta`, `decimal`, `amount`, `percent`, `date`, `text`,
    /// `choice`.
    pub fn kind(&self) -> &'static str {
        self.report.type_of(self.id).keyword()
    }

    /// Its unit: 件, %, or the unit of money in its source form.
    pub fn unit(&self) -> Option<&'r str> {
        self.report.unit(self.id)
    }

    /// Its value.
    pub fn value(&self) -> Datum<'r> {
        match self.report.fact(self.id) {
            Some(fact) => Datum::of(&fact.value),
            None => Datum::Missing,
        }
    }

    /// Its value as pages show it.
    pub fn text(&self) -> String {
        emit::figure(self.report, self.id)
    }

    /// Whether it is stated directly, stated by a `rest`, or computed. `None` if it is missing.
    pub fn origin(&self) -> Option<Origin> {
        self.report.fact(self.id).map(|fact| fact.origin)
    }

    /// Its place in the source, or that of the `rest` that states it. `None` if it is computed or
    /// missing.
    pub fn place(&self) -> Option<Place> {
        let written = self
            .report
            .fact(self.id)
            .filter(|fact| fact.origin != Origin::Computed);
        written.map(|fact| self.report.place(fact.span))
    }
}

impl fmt::Debug for Fact<'_> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.debug_struct("Fact")
            .field("path", &self.path())
            .field("value", &self.value())
            .finish()
    }
}

impl<'r> Datum<'r> {
    fn of(value: &'r Value) -> Datum<'r> {
        match value {
            Value::Number(number) => number
                .to_integer()
                .map_or(Datum::Decimal(*number), Datum::Integer),
            Value::Decimal(number) => Datum::Decimal(*number),
            Value::Money(money) => Datum::Amount(*money),
            Value::Percent(number) => Datum::Percent(*number),
            Value::Date(date) => Datum::Date(*date),
            Value::Text(text) => Datum::Text(text),
            Value::Choice(choice) => Datum::Choice(choice),
            // A condition is never the value of a fact.
            Value::Truth(_) => Datum::Missing,
            Value::Absent(Absence::Blank) => Datum::Blank,
            Value::Absent(Absence::NotApplicable) => Datum::NotApplicable,
            Value::Absent(Absence::Unknown) => Datum::Unknown,
        }
    }

    /// The number, if it is an integer.
    pub fn integer(&self) -> Option<i64> {
        if let Datum::Integer(number) = self {
            Some(*number)
        } else {
            None
        }
    }

    /// The number, whatever its kind, money in 元. `None` if the value is not a number, or if the
    /// number does not fit.
    pub fn number(&self) -> Option<Decimal> {
        match self {
            Datum::Integer(number) => Some(Decimal::from(*number)),
            Datum::Decimal(number) | Datum::Percent(number) => Some(*number),
            Datum::Amount(money) => money.in_yuan(),
            Datum::Date(_)
            | Datum::Text(_)
            | Datum::Choice(_)
            | Datum::Blank
            | Datum::NotApplicable
            | Datum::Unknown
            | Datum::Missing => None,
        }
    }
}

/// Prints the source form, or nothing if the value is missing.
impl fmt::Display for Datum<'_> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Datum::Integer(number) => write!(f, "{number}"),
            Datum::Decimal(number) => write!(f, "{number}"),
            Datum::Amount(money) => write!(f, "{money}"),
            Datum::Percent(number) => write!(f, "{number}%"),
            Datum::Date(date) => write!(f, "{date}"),
            Datum::Text(text) => write!(f, "{text}"),
            Datum::Choice(choice) => write!(f, "{}", choice.name()),
            Datum::Blank => write!(f, "{}", Absence::Blank.sign()),
            Datum::NotApplicable => write!(f, "{}", Absence::NotApplicable.sign()),
            Datum::Unknown => write!(f, "{}", Absence::Unknown.sign()),
            Datum::Missing => Ok(()),
        }
    }
}
