//! A figure as written against the type that the form asks for.

use crate::diagnostic::{Diagnostic, Words, catalog};
use crate::model::{Absence, Choice, Currency, Date, DateFault, Decimal, Money, Type, Value};
use crate::resolve::{suggest, type_words, unescape};
use crate::source::Place;
use crate::syntax::ast::Figure;

type Checked = Result<Value, Box<Diagnostic>>;

/// The value of a figure.
///
/// # Errors
/// What is wrong with it: another type, another unit, a sign, digits behind the point, or too many of them.
pub fn value(figure: Figure, kind: &Type, place: impl Fn() -> Place) -> Checked {
    match (figure, kind) {
        (Figure::Blank, _) => Ok(Value::Absent(Absence::Blank)),
        (Figure::NotApplicable, _) => Ok(Value::Absent(Absence::NotApplicable)),
        (Figure::Hole, _) => Ok(Value::Absent(Absence::Hole)),
        (Figure::Number { digits, unit }, Type::Count(expected)) => count(digits, unit, expected.as_deref(), place),
        (Figure::Number { digits, unit }, Type::Delta(expected)) => delta(digits, unit, expected.as_deref(), place),
        (Figure::Number { digits, unit }, Type::Amount(_)) => amount(digits, unit, place),
        (Figure::Percent(digits), Type::Percent) => number(digits, place).map(Value::Percent),
        (Figure::Date(text), Type::Date) => date(text, place),
        (Figure::Text(text), Type::Text) => Ok(Value::Text(unescape(text))),
        (Figure::Word(word), Type::Choice(choices)) => choice(word, choices, place),
        (Figure::Word(word), Type::Text) => Err(Box::new(without_quotes(word, place()))),
        (Figure::Number { .. } | Figure::Text(_) | Figure::Word(_), Type::Date) => {
            let place = place();
            Err(Box::new(date_form(&place.text().to_owned(), place)))
        }
        (figure, kind) => Err(Box::new(catalog::wrong_type(place(), &type_words(kind), &figure_words(figure)))),
    }
}

/// The value that a sentence asserts of an expression: as [`value`], but a number may have a sign or none.
///
/// # Errors
/// As [`value`].
pub fn asserted(figure: Figure, kind: &Type, place: impl Fn() -> Place) -> Checked {
    match (figure, kind) {
        (Figure::Number { digits, unit }, Type::Count(expected)) => {
            integer(digits, unit, expected.as_deref(), &place).map(Value::Number)
        }
        (figure, kind) => value(figure, kind, place),
    }
}

/// Nothing of a type: what `rest 0` states.
pub fn zero(kind: &Type) -> Option<Value> {
    match kind {
        Type::Count(_) | Type::Delta(_) => Some(Value::Number(Decimal::ZERO)),
        Type::Amount(currency) => {
            Some(Value::Money(Money { number: Decimal::ZERO, currency: currency.unwrap_or(Currency::Yuan) }))
        }
        Type::Percent => Some(Value::Percent(Decimal::ZERO)),
        Type::Date | Type::Text | Type::Choice(_) => None,
    }
}

fn number(digits: &str, place: impl Fn() -> Place) -> Result<Decimal, Box<Diagnostic>> {
    Decimal::parse(digits).ok_or_else(|| Box::new(catalog::number_too_large(place())))
}

fn integer(
    digits: &str,
    unit: Option<&str>,
    expected: Option<&str>,
    place: &impl Fn() -> Place,
) -> Result<Decimal, Box<Diagnostic>> {
    if let Some(unit) = unit
        && Some(unit) != expected
    {
        return Err(Box::new(match expected {
            Some(expected) => catalog::wrong_unit(place(), &expected, &unit).perhaps(place(), digits),
            None => catalog::no_unit_here(place(), &unit).perhaps(place(), digits),
        }));
    }
    let number = number(digits, place)?;
    if number.is_integer() { Ok(number) } else { Err(Box::new(catalog::not_an_integer(place(), &digits))) }
}

fn count(digits: &str, unit: Option<&str>, expected: Option<&str>, place: impl Fn() -> Place) -> Checked {
    let number = integer(digits, unit, expected, &place)?;
    if digits.starts_with(['+', '-']) {
        return Err(Box::new(catalog::signed_count(place(), &digits)));
    }
    Ok(Value::Number(number))
}

fn delta(digits: &str, unit: Option<&str>, expected: Option<&str>, place: impl Fn() -> Place) -> Checked {
    let number = integer(digits, unit, expected, &place)?;
    if !number.is_zero() && !digits.starts_with(['+', '-']) {
        return Err(Box::new(catalog::delta_without_sign(place(), &digits)));
    }
    Ok(Value::Number(number))
}

fn amount(digits: &str, unit: Option<&str>, place: impl Fn() -> Place) -> Checked {
    let number = number(digits, &place)?;
    if digits.starts_with(['+', '-']) {
        return Err(Box::new(catalog::signed_count(place(), &digits)));
    }
    let currency = match unit {
        None if number.is_zero() => Currency::Yuan,
        None => return Err(Box::new(catalog::amount_without_unit(place(), &digits))),
        Some(unit) => Currency::of_name(unit).ok_or_else(|| Box::new(catalog::unknown_currency(place(), &unit)))?,
    };
    let money = Money { number, currency };
    // Every amount must convert exactly, or nothing could be compared with it.
    let converts = money.in_yuan().is_some() && money.in_currency(Currency::HundredMillionYuan).is_some();
    if converts { Ok(Value::Money(money)) } else { Err(Box::new(catalog::number_too_large(place()))) }
}

fn date(text: &str, place: impl Fn() -> Place) -> Checked {
    Date::parse(text).map(Value::Date).map_err(|fault| {
        Box::new(match fault {
            DateFault::Form => date_form(text, place()),
            DateFault::Calendar => catalog::no_such_date(place(), &text),
        })
    })
}

/// The error of a date that is not written as one, with how it is.
pub fn date_form(text: &str, place: Place) -> Diagnostic {
    match canonical_date(text) {
        Some(date) => catalog::date_form(place.clone(), &text, &date).mended(place, date),
        None => catalog::date_form(place, &text, &"2021-01-29"),
    }
}

/// A date as it should be written, from the numbers in what is: `2025年1月24日` is 2025-01-24.
fn canonical_date(text: &str) -> Option<String> {
    let numbers: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    match numbers.as_slice() {
        [year, month, day] if year.len() == 4 => Some(format!("{year}-{month:0>2}-{day:0>2}")),
        [year, month] if year.len() == 4 => Some(format!("{year}-{month:0>2}")),
        _ => None,
    }
}

/// A text of one word without quotes. What stands behind it on its line might belong to it.
fn without_quotes(word: &str, place: Place) -> Diagnostic {
    let diagnostic = catalog::text_without_quotes(place.clone(), &word);
    let is_alone = place.source.line(place.position().line).trim_end().ends_with(word);
    let quoted = format!("\"{word}\"");
    if is_alone { diagnostic.mended(place, quoted) } else { diagnostic.perhaps(place, quoted) }
}

fn choice(word: &str, choices: &[Choice], place: impl Fn() -> Place) -> Checked {
    let found = choices.iter().find(|choice| choice.id == word || choice.alias.as_deref() == Some(word));
    found.map(|choice| Value::Choice(Box::new(choice.clone()))).ok_or_else(|| {
        let names: Vec<&str> = choices.iter().map(Choice::name).collect();
        let diagnostic = catalog::unknown_choice(place(), &word, &crate::diagnostic::Names(&names));
        Box::new(suggest(diagnostic, word, &names))
    })
}

/// What is written, as messages call it.
fn figure_words(figure: Figure) -> Words {
    match figure {
        Figure::Number { digits, unit } => {
            let unit = unit.unwrap_or("");
            Words::new(format!("数 {digits}{unit}"), format!("the number {digits}{unit}"))
        }
        Figure::Percent(digits) => Words::new(format!("百分比 {digits}%"), format!("the percentage {digits}%")),
        Figure::Date(text) => Words::new(format!("日期 {text}"), format!("the date {text}")),
        Figure::Text(text) => Words::new(format!("文字“{text}”"), format!("the text \"{text}\"")),
        Figure::Word(word) => Words::new(format!("词“{word}”"), format!("the word `{word}`")),
        Figure::Blank | Figure::NotApplicable | Figure::Hole => Words::new("空值", "no value"),
    }
}
