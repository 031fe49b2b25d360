//! The parsing that several types share: absences, numbers with units, and the errors for figures
//! of another type.

use super::{Type, ValueType};
use crate::chinese::scales;
use crate::diagnostic::{Diagnostic, Words, catalog, proposal};
use crate::model::{Absence, Decimal, Value};
use crate::source::Place;
use crate::syntax::ast::Figure;

/// A value, or the error in the figure that should state it.
pub type Checked<T = Value> = Result<T, Box<Diagnostic>>;

impl Type {
    /// Parses a figure.
    ///
    /// # Errors
    /// The figure is of another type, or has a wrong unit, an invalid sign, invalid decimals, or
    /// too many digits.
    pub fn value(&self, figure: Figure, place: impl Fn() -> Place) -> Checked {
        match absence(figure) {
            Some(absence) => Ok(Value::Absent(absence)),
            None => self
                .read(figure, &place)
                .unwrap_or_else(|| Err(Box::new(self.refuse(figure, place())))),
        }
    }

    /// Parses a figure in prose that is compared with an expression. Like [`Type::value`], but any
    /// number may have a sign.
    ///
    /// # Errors
    /// As [`Type::value`].
    pub fn asserted(&self, figure: Figure, place: impl Fn() -> Place) -> Checked {
        match absence(figure) {
            Some(absence) => Ok(Value::Absent(absence)),
            None => self
                .read_in_prose(figure, &place)
                .unwrap_or_else(|| Err(Box::new(self.refuse(figure, place())))),
        }
    }

    /// The error for a figure of another type.
    fn refuse(&self, figure: Figure, place: Place) -> Diagnostic {
        match figure {
            Figure::Word(word) => self.word_for_number(word, place),
            Figure::Text(text) => self.needless_quotes(text, place),
            Figure::Number { .. }
            | Figure::Percent(_)
            | Figure::Date(_)
            | Figure::Blank
            | Figure::NotApplicable
            | Figure::Unknown => catalog::wrong_type(place, &self.words(), &figure_words(figure)),
        }
    }

    /// The error for a string where another type is expected. The text may be of that type without
    /// its quotes.
    fn needless_quotes(&self, text: &str, place: Place) -> Diagnostic {
        let found = figure_words(Figure::Text(text));
        let diagnostic = catalog::wrong_type(place.clone(), &self.words(), &found);
        if !self.reads_unquoted(text) {
            return diagnostic;
        }
        let help = Words::new(
            format!("应删去引号：{text}"),
            format!("remove the quotes: {text}"),
        );
        diagnostic.with_help(help).with_certain_fix(place, text)
    }

    /// The error for a word where a number is expected.
    pub fn word_for_number(&self, word: &str, place: Place) -> Diagnostic {
        word_for_number(&self.words(), word, place)
    }
}

/// The error for a word where a number is expected: `无`, or `O` for 0.
fn word_for_number(expected: &Words, word: &str, place: Place) -> Diagnostic {
    let found = figure_words(Figure::Word(word));
    let diagnostic = catalog::wrong_type(place.clone(), expected, &found);
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
        "请填阿拉伯数字；没有的填 0，报告中应当留空的填 -，不适用的填 /，待填的填 ?",
        "write digits, or 0 (none), - (blank in the report), / (not applicable), ? (unknown)",
    ))
}

fn absence(figure: Figure) -> Option<Absence> {
    match figure {
        Figure::Blank => Some(Absence::Blank),
        Figure::NotApplicable => Some(Absence::NotApplicable),
        Figure::Unknown => Some(Absence::Unknown),
        Figure::Number { .. }
        | Figure::Percent(_)
        | Figure::Date(_)
        | Figure::Text(_)
        | Figure::Word(_) => None,
    }
}

/// The digit that may have been meant by a letter.
fn digit_meant(letter: char) -> Option<char> {
    match letter {
        'O' | 'o' | '〇' => Some('0'),
        'l' | 'I' => Some('1'),
        _ => None,
    }
}

/// Parses the digits of a number.
pub(super) fn number(digits: &str, place: &dyn Fn() -> Place) -> Checked<Decimal> {
    Decimal::parse(digits).ok_or_else(|| Box::new(catalog::number_too_large(place())))
}

/// Parses a number with the unit of its type, or without a unit.
pub(super) fn number_of(
    ty: &dyn ValueType,
    digits: &str,
    unit: Option<&str>,
    place: &dyn Fn() -> Place,
) -> Checked<Decimal> {
    match unit {
        Some(unit) if Some(unit) != ty.counted_unit() => {
            Err(Box::new(wrong_unit(ty, digits, unit, place())))
        }
        Some(_) | None => number(digits, place),
    }
}

/// Parses an integer with the unit of its type, or without a unit.
pub(super) fn integer_of(
    ty: &dyn ValueType,
    digits: &str,
    unit: Option<&str>,
    place: &dyn Fn() -> Place,
) -> Checked<Decimal> {
    let number = number_of(ty, digits, unit, place)?;
    if number.is_integer() {
        Ok(number)
    } else {
        Err(Box::new(catalog::not_an_integer(place(), &digits)))
    }
}

fn wrong_unit(ty: &dyn ValueType, digits: &str, unit: &str, place: Place) -> Diagnostic {
    // `22l3` is a number with a mistyped digit, not a number with a unit.
    let is_digit = |letter: char| letter.is_ascii_digit() || digit_meant(letter).is_some();
    if unit.chars().all(is_digit) {
        return word_for_number(&ty.words(), &format!("{digits}{unit}"), place);
    }
    if let Some(number) = in_full(digits, unit) {
        return catalog::scaled_number(place.clone(), &unit, &number)
            .with_possible_fix(place, number);
    }
    match ty.counted_unit() {
        Some(expected) => catalog::wrong_unit(place.clone(), &expected, &unit),
        None => catalog::no_unit_here(place.clone(), &unit),
    }
    .with_possible_fix(place, digits)
}

/// Writes out all digits of a number with a unit such as 千 or 万: `3.5 万` becomes 35000.
fn in_full(digits: &str, unit: &str) -> Option<String> {
    let power = scales::power(unit)?;
    let number = Decimal::parse(digits)?.checked_shift(power)?;
    let sign = if digits.starts_with('+') { "+" } else { "" };
    Some(format!("{sign}{number}"))
}

/// A description of a figure for messages.
fn figure_words(figure: Figure) -> Words {
    match figure {
        Figure::Number { digits, unit } => {
            let unit = unit.unwrap_or("");
            Words::new(
                format!("数字 {digits}{unit}"),
                format!("the number {digits}{unit}"),
            )
        }
        Figure::Percent(digits) => Words::new(
            format!("百分比 {digits}%"),
            format!("the percentage {digits}%"),
        ),
        Figure::Date(text) => Words::new(format!("日期 {text}"), format!("the date {text}")),
        Figure::Text(text) => Words::new(
            format!("文字“{text}”"),
            format!("the quoted text \"{text}\""),
        ),
        Figure::Word(word) => Words::new(format!("“{word}”"), format!("`{word}`")),
        Figure::Blank | Figure::NotApplicable | Figure::Unknown => Words::new("空值", "no value"),
    }
}
