//! A figure as written against the type that the form asks for.

use crate::chinese::{numerals, scales};
use crate::diagnostic::{Diagnostic, Words, catalog};
use crate::model::{Absence, Choice, Currency, Date, DateFault, Decimal, Money, Type, Value};
use crate::resolve::{proposal, suggest, type_words, unescape};
use crate::source::Place;
use crate::syntax::ast::Figure;

type Checked = Result<Value, Box<Diagnostic>>;

/// The value of a figure.
///
/// # Errors
/// What is wrong with it: another type, another unit, a sign, digits behind the point, or too many
/// of them.
pub fn value(figure: Figure, ty: &Type, place: impl Fn() -> Place) -> Checked {
    match (figure, ty) {
        (Figure::Blank, _) => Ok(Value::Absent(Absence::Blank)),
        (Figure::NotApplicable, _) => Ok(Value::Absent(Absence::NotApplicable)),
        (Figure::Hole, _) => Ok(Value::Absent(Absence::Hole)),
        (Figure::Number { digits, unit }, Type::Count(expected)) => {
            count(digits, unit, expected.as_deref(), place)
        }
        (Figure::Number { digits, unit }, Type::Delta(expected)) => {
            delta(digits, unit, expected.as_deref(), place)
        }
        (Figure::Number { digits, unit }, Type::Amount(_)) => amount(digits, unit, place),
        (Figure::Percent(digits), Type::Percent) => number(digits, place).map(Value::Percent),
        (Figure::Date(text), Type::Date) => date(text, place),
        (Figure::Text(text), Type::Text) => Ok(Value::Text(unescape(text))),
        (Figure::Word(word), Type::Choice(choices)) => choice(word, choices, place),
        (Figure::Word(word), Type::Text) => Err(Box::new(without_quotes(word, place()))),
        (Figure::Number { .. } | Figure::Text(_) | Figure::Word(_), Type::Date) => {
            Err(Box::new(date_form(place())))
        }
        (Figure::Word(word), ty) => Err(Box::new(word_for_number(word, ty, place()))),
        (Figure::Text(text), ty) => Err(Box::new(needless_quotes(text, ty, place()))),
        (figure, ty) => Err(Box::new(catalog::wrong_type(
            place(),
            &type_words(ty),
            &figure_words(figure),
        ))),
    }
}

/// A text where another type belongs. Without its quotes it may be of that type.
fn needless_quotes(text: &str, ty: &Type, place: Place) -> Diagnostic {
    let is_right = match ty {
        Type::Choice(choices) => choices
            .iter()
            .any(|choice| choice.id == text || choice.alias.as_deref() == Some(text)),
        Type::Percent => text.strip_suffix('%').and_then(Decimal::parse).is_some(),
        Type::Count(_) | Type::Delta(_) | Type::Amount(_) => Decimal::parse(text).is_some(),
        Type::Date | Type::Text => false,
    };
    let diagnostic = catalog::wrong_type(
        place.clone(),
        &type_words(ty),
        &figure_words(Figure::Text(text)),
    );
    if !is_right {
        return diagnostic;
    }
    let help = Words::new(
        format!("去掉引号：{text}"),
        format!("drop the quotes: {text}"),
    );
    diagnostic.with_help(help).with_certain_fix(place, text)
}

/// A word where a number belongs: `无`, or `O` for 0.
pub fn word_for_number(word: &str, ty: &Type, place: Place) -> Diagnostic {
    let diagnostic = catalog::wrong_type(
        place.clone(),
        &type_words(ty),
        &figure_words(Figure::Word(word)),
    );
    let digits: String = word
        .chars()
        .map(|letter| digit_meant(letter).unwrap_or(letter))
        .collect();
    if Decimal::parse(&digits).is_some() {
        return diagnostic
            .with_help(proposal(&digits))
            .with_possible_fix(place, digits);
    }
    diagnostic.with_help(Words::new(
        "写阿拉伯数字；没有就写 0，原报告空白写 -，不适用写 /，还不知道写 ?",
        "write digits; 0 for none, - for a blank, / for not applicable, ? for not known yet",
    ))
}

/// The digit that a letter was typed for.
fn digit_meant(letter: char) -> Option<char> {
    match letter {
        'O' | 'o' | '〇' => Some('0'),
        'l' | 'I' => Some('1'),
        _ => None,
    }
}

/// The value that a sentence asserts of an expression: as [`value`], but a number may have a sign
/// or none.
///
/// # Errors
/// As [`value`].
pub fn asserted(figure: Figure, ty: &Type, place: impl Fn() -> Place) -> Checked {
    match (figure, ty) {
        (Figure::Number { digits, unit }, Type::Count(expected)) => {
            integer(digits, unit, expected.as_deref(), &place).map(Value::Number)
        }
        (figure, ty) => value(figure, ty, place),
    }
}

/// Nothing of a type: what `rest 0` states.
pub fn zero(ty: &Type) -> Option<Value> {
    match ty {
        Type::Count(_) | Type::Delta(_) => Some(Value::Number(Decimal::ZERO)),
        Type::Amount(currency) => Some(Value::Money(Money {
            number: Decimal::ZERO,
            currency: currency.unwrap_or(Currency::Yuan),
        })),
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
        // `22l3` is a number with a letter in it, and no unit.
        if unit
            .chars()
            .all(|letter| letter.is_ascii_digit() || digit_meant(letter).is_some())
        {
            let ty = Type::Count(expected.map(str::to_owned));
            return Err(Box::new(word_for_number(
                &format!("{digits}{unit}"),
                &ty,
                place(),
            )));
        }
        return Err(Box::new(match expected {
            _ if let Some(number) = in_full(digits, unit) => {
                catalog::scaled_number(place(), &unit, &number).with_possible_fix(place(), number)
            }
            Some(expected) => {
                catalog::wrong_unit(place(), &expected, &unit).with_possible_fix(place(), digits)
            }
            None => catalog::no_unit_here(place(), &unit).with_possible_fix(place(), digits),
        }));
    }
    let number = number(digits, place)?;
    if number.is_integer() {
        Ok(number)
    } else {
        Err(Box::new(catalog::not_an_integer(place(), &digits)))
    }
}

/// A number of thousands or more with all its digits: `3.5 万` is 35000.
fn in_full(digits: &str, unit: &str) -> Option<String> {
    let power = scales::power(unit)?;
    let number = Decimal::parse(digits)?.checked_shift(power)?;
    let sign = if digits.starts_with('+') { "+" } else { "" };
    Some(format!("{sign}{number}"))
}

fn count(
    digits: &str,
    unit: Option<&str>,
    expected: Option<&str>,
    place: impl Fn() -> Place,
) -> Checked {
    let number = integer(digits, unit, expected, &place)?;
    if digits.starts_with(['+', '-']) {
        return Err(Box::new(catalog::signed_count(place(), &digits)));
    }
    Ok(Value::Number(number))
}

fn delta(
    digits: &str,
    unit: Option<&str>,
    expected: Option<&str>,
    place: impl Fn() -> Place,
) -> Checked {
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
        Some(unit) => Currency::of_name(unit)
            .ok_or_else(|| Box::new(unknown_currency(digits, unit, place())))?,
    };
    let money = Money { number, currency };
    // Every amount must convert exactly, or nothing could be compared with it.
    let converts =
        money.in_yuan().is_some() && money.in_currency(Currency::HundredMillionYuan).is_some();
    if converts {
        Ok(Value::Money(money))
    } else {
        Err(Box::new(catalog::number_too_large(place())))
    }
}

/// A unit that is none of money: of `万` it is plain which is meant.
fn unknown_currency(digits: &str, unit: &str, place: Place) -> Diagnostic {
    let diagnostic = catalog::unknown_currency(place.clone(), &unit);
    match Currency::of_name(&format!("{unit}元")) {
        Some(currency) => diagnostic
            .with_help(proposal(currency.name()))
            .with_possible_fix(place, format!("{digits} {}", currency.name())),
        None => diagnostic,
    }
}

fn date(text: &str, place: impl Fn() -> Place) -> Checked {
    // One that was written with dots is not written as one, though it was read.
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

/// The error of a date that is not written as one, with how it is.
pub fn date_form(place: Place) -> Diagnostic {
    let text = place.text().to_owned();
    match canonical_date(&text) {
        Some(date) => catalog::date_form(place.clone(), &text, &date).with_certain_fix(place, date),
        None => catalog::date_form(place, &text, &"").with_help(Words::new(
            "写法如 2022-02-08（年-月-日，月和日各两位）",
            "dates look like 2022-02-08 (year, month, day)",
        )),
    }
}

/// A date as it should be written, from the numbers in what is: `2025年1月24日` is 2025-01-24, and
/// so is `20250124`.
fn canonical_date(text: &str) -> Option<String> {
    let text = numerals::in_digits(text);
    let mut numbers: Vec<&str> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .collect();
    // What runs together comes apart by its length: a year has four digits, a month and a day two.
    match numbers.as_slice() {
        [all] if all.len() == 8 => numbers = vec![&all[..4], &all[4..6], &all[6..]],
        [year, rest] if rest.len() == 4 => numbers = vec![*year, &rest[..2], &rest[2..]],
        _ => {}
    }
    let date = match numbers.as_slice() {
        [year, month, day] if year.len() == 4 => format!("{year}-{month:0>2}-{day:0>2}"),
        [year, month] if year.len() == 4 => format!("{year}-{month:0>2}"),
        _ => return None,
    };
    Date::parse(&date).is_ok().then_some(date)
}

/// A text of one word without quotes. What stands behind it on its line might belong to it.
pub fn without_quotes(word: &str, place: Place) -> Diagnostic {
    let diagnostic = catalog::text_without_quotes(place.clone(), &word);
    let is_alone = place
        .source
        .line(place.position().line)
        .trim_end()
        .ends_with(word);
    let quoted = format!("\"{word}\"");
    if is_alone {
        diagnostic.with_certain_fix(place, quoted)
    } else {
        diagnostic.with_possible_fix(place, quoted)
    }
}

fn choice(word: &str, choices: &[Choice], place: impl Fn() -> Place) -> Checked {
    let found = choices
        .iter()
        .find(|choice| choice.id == word || choice.alias.as_deref() == Some(word));
    found
        .map(|choice| Value::Choice(Box::new(choice.clone())))
        .ok_or_else(|| {
            let names: Vec<&str> = choices.iter().map(Choice::name).collect();
            let diagnostic =
                catalog::unknown_choice(place(), &word, &crate::diagnostic::Names(&names));
            Box::new(suggest(diagnostic, word, &names))
        })
}

/// What is written, as messages call it.
fn figure_words(figure: Figure) -> Words {
    match figure {
        Figure::Number { digits, unit } => {
            let unit = unit.unwrap_or("");
            Words::new(
                format!("数 {digits}{unit}"),
                format!("the number {digits}{unit}"),
            )
        }
        Figure::Percent(digits) => Words::new(
            format!("百分比 {digits}%"),
            format!("the percentage {digits}%"),
        ),
        Figure::Date(text) => Words::new(format!("日期 {text}"), format!("the date {text}")),
        Figure::Text(text) => Words::new(format!("文字“{text}”"), format!("the text \"{text}\"")),
        Figure::Word(word) => Words::new(format!("词“{word}”"), format!("the word `{word}`")),
        Figure::Blank | Figure::NotApplicable | Figure::Hole => Words::new("空值", "no value"),
    }
}
