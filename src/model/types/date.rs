//! `date`: a calendar date, or a month if a published report leaves the day out.

use std::sync::Arc;

use super::{Checked, Declared, Type, ValueType};
use crate::chinese::numerals;
use crate::diagnostic::{Diagnostic, Words, catalog};
use crate::model::{Date, DateFault, Value};
use crate::source::{Place, Source, slice};
use crate::syntax::ast::{self, Figure};

pub(super) const KEYWORD: &str = "date";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateType;

impl ValueType for DateType {
    fn keyword(&self) -> &'static str {
        KEYWORD
    }

    fn words(&self) -> Words {
        Words::new("日期", "a date")
    }

    fn hint(&self, year: i32) -> Words {
        let date = format!("{:04}-01-20", (year + 1).min(9999));
        Words::new(format!("写作 {date}"), format!("as in {date}"))
    }

    fn declare(&self, _syntax: &ast::Type, _source: &Arc<Source>) -> Declared {
        Ok(Type::DATE)
    }

    fn read(&self, figure: Figure, place: &dyn Fn() -> Place) -> Option<Checked> {
        match figure {
            Figure::Date(text) => Some(date(text, place)),
            Figure::Number { .. } | Figure::Text(_) | Figure::Word(_) => {
                Some(Err(Box::new(date_form(place()))))
            }
            Figure::Percent(_) | Figure::Blank | Figure::NotApplicable | Figure::Unknown => None,
        }
    }

    fn reads_unquoted(&self, _text: &str) -> bool {
        false
    }

    /// `2021/01/29` and similar texts are split into several cells.
    fn cut_apart(&self, place: Place) -> Option<Diagnostic> {
        Some(date_form(place))
    }

    fn written(&self, value: &Value, _in_ids: bool) -> Option<String> {
        let Value::Date(date) = value else {
            return None;
        };
        Some(date.to_string())
    }

    fn zero(&self) -> Option<Value> {
        None
    }

    fn in_expressions(&self) -> Type {
        Type::DATE
    }
}

fn date(text: &str, place: &dyn Fn() -> Place) -> Checked {
    // A date with dots is parsed, but reported as an invalid format.
    if place().text().contains('.') {
        return Err(Box::new(date_form(place())));
    }
    Date::parse(text).map(Value::Date).map_err(|fault| {
        Box::new(match fault {
            DateFault::Form => date_form(place()),
            DateFault::Calendar => catalog::no_such_date(place(), &text),
        })
    })
}

/// The error for an invalid date format, with a fix.
fn date_form(place: Place) -> Diagnostic {
    let text = place.text().to_owned();
    match canonical(&text) {
        Some(date) => catalog::date_form(place.clone(), &text, &date).with_certain_fix(place, date),
        None => catalog::date_form(place, &text, &"").with_help(Words::new(
            "正确写法如 2022-02-08（年-月-日，月、日各两位）",
            "write it as year-month-day with two digits each for month and day: 2022-02-08",
        )),
    }
}

/// The valid form of a date, from the numbers in it: `2025年1月24日` and `20250124` become 2025-01-24.
fn canonical(text: &str) -> Option<String> {
    let text = numerals::in_digits(text);
    let mut numbers: Vec<&str> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .collect();
    // A year has four digits, a month and a day two each.
    match numbers.as_slice() {
        [all] if all.len() == 8 => {
            numbers = vec![slice(all, ..4), slice(all, 4..6), slice(all, 6..)];
        }
        [year, rest] if rest.len() == 4 => {
            numbers = vec![*year, slice(rest, ..2), slice(rest, 2..)];
        }
        _ => {}
    }
    let date = match numbers.as_slice() {
        [year, month, day] if year.len() == 4 => format!("{year}-{month:0>2}-{day:0>2}"),
        [year, month] if year.len() == 4 => format!("{year}-{month:0>2}"),
        _ => return None,
    };
    Date::parse(&date).is_ok().then_some(date)
}
