//! The numbers in prose: their position, value and precision.

use super::words::Plain;
use crate::chinese::numerals::{self, POINTS, ascii_digit, is_digit, is_numeral};
use crate::chinese::quantities::{self, Precision, Quantity};
use crate::chinese::{names, scales};
use crate::model::{Decimal, Value};
use crate::source::slice;

pub(crate) struct Number {
    /// The range from `start` to `end` includes words that make the number approximate: `约` before
    /// and `余` after the digits.
    pub start: usize,
    pub end: usize,
    /// The range of its digits.
    pub digits: std::ops::Range<usize>,
    pub value: Decimal,
    /// The number of decimal places.
    pub places: u32,
    pub precision: Precision,
    /// The measure word after it.
    pub measure: Option<char>,
    pub is_interpolated: bool,
    /// Whether it is a count or an amount, and not part of a date, a name, an ordinal or a document
    /// number.
    pub is_quantity: bool,
}

impl Number {
    /// Whether the number agrees with a fact at its precision. True in case of doubt.
    fn fits(&self, fact: Decimal) -> bool {
        let Some(off) = fact.checked_sub(self.value) else {
            return true;
        };
        let distance = if off.is_negative() {
            off.checked_neg()
        } else {
            Some(off)
        };
        let within = |limit: Option<Decimal>| {
            distance
                .zip(limit)
                .is_none_or(|(distance, limit)| distance <= limit)
        };
        match self.precision {
            Precision::Exact => off.is_zero(),
            Precision::Around => within(self.round_unit()),
            Precision::AtLeast => !off.is_negative(),
            Precision::AtLeastAbout => !off.is_negative() && within(self.round_unit()),
        }
    }

    /// Whether the number agrees with a value at its precision.
    pub(crate) fn agrees_with(&self, value: &Value) -> bool {
        if let Value::Percent(percentage) = value {
            self.fits_percentage(*percentage)
        } else {
            value.number().is_some_and(|fact| self.fits(fact))
        }
    }

    /// Whether the number agrees with a computed percentage: the last digit may be rounded or
    /// truncated.
    pub(crate) fn fits_percentage(&self, percentage: Decimal) -> bool {
        let last_digit = i32::try_from(self.places)
            .ok()
            .and_then(|places| Decimal::from(1).checked_shift(-places));
        let off = percentage.checked_sub(self.value);
        let within = |limit: Decimal| {
            off.is_none_or(|off| off <= limit && off.checked_neg().is_none_or(|off| off <= limit))
        };
        self.precision != Precision::Exact || last_digit.is_none_or(within)
    }

    /// The power of ten of the last non-zero digit: 1 for 123, 10 for 120, 100 for 1200.
    fn round_unit(&self) -> Option<Decimal> {
        let mut number = self.value.to_integer()?;
        let mut unit: i64 = 1;
        while number != 0 && number % 10 == 0 {
            number /= 10;
            unit = unit.checked_mul(10)?;
        }
        Some(Decimal::from(unit))
    }
}

/// All numbers of the prose, in order.
pub(crate) fn find(plain: &Plain) -> Vec<Number> {
    let text = &plain.text;
    let mut interpolations = plain.interpolations.iter().peekable();
    let mut numbers = Vec::with_capacity(64);
    let mut read_to = 0;
    while let Some(offset) = text.as_bytes()[read_to..]
        .iter()
        .position(|byte| numerals::may_begin_number(*byte))
    {
        let at = read_to + offset;
        let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else {
            break;
        };
        let (end, number) = match c {
            _ if is_digit(c) => arabic(text, at),
            _ if is_numeral(c) => numeral(text, at),
            _ => (at + c.len_utf8(), None),
        };
        read_to = end;
        let Some(mut number) = number else { continue };
        while interpolations
            .next_if(|interpolation| interpolation.end <= number.digits.start)
            .is_some()
        {}
        number.is_interpolated = interpolations
            .peek()
            .is_some_and(|interpolation| interpolation.start < number.digits.end);
        numbers.push(number);
    }
    numbers
}

/// A number in Arabic digits, and the position after it.
fn arabic(text: &str, start: usize) -> (usize, Option<Number>) {
    let mut digits = String::with_capacity(16);
    let mut places = None;
    let mut end = start;
    let mut rest = slice(text, start..).chars();
    while let Some(c) = rest.next() {
        let after = rest.as_str();
        if let Some(digit) = ascii_digit(c) {
            digits.push(digit);
            places = places.map(|places: u32| places + 1);
        } else if POINTS.contains(&c) && places.is_none() && after.starts_with(is_digit) {
            digits.push('.');
            places = Some(0);
        } else if !(c == ',' && places.is_none() && is_group_of_three(after)) {
            break;
        }
        end = text.len() - after.len();
    }
    let value = Decimal::parse(&digits);
    let places = places.unwrap_or(0);
    (
        end,
        value.and_then(|value| {
            Number {
                value,
                places,
                ..number(text, start, end)
            }
            .scaled(text)
        }),
    )
}

/// A Chinese numeral that counts something, and the position after it.
fn numeral(text: &str, start: usize) -> (usize, Option<Number>) {
    let end = slice(text, start..)
        .find(|c| !is_numeral(c))
        .map_or(text.len(), |length| start + length);
    let value = quantities::is_counting(slice(text, ..start), slice(text, end..))
        .then(|| numerals::parse(slice(text, start..end)))
        .flatten();
    let number = |value| Number {
        value: Decimal::from(i64::from(value)),
        is_quantity: false,
        ..number(text, start, end)
    };
    (end, value.map(number))
}

impl Number {
    /// If 万 or 亿 follows the digits, multiplies the number by it, and marks an exact number as
    /// rounded.
    fn scaled(self, text: &str) -> Option<Number> {
        let Some(power) = scales::power(slice(text, self.digits.end..)) else {
            return Some(self);
        };
        let precision = if self.precision == Precision::Exact {
            Precision::Around
        } else {
            self.precision
        };
        Some(Number {
            value: self.value.checked_shift(power)?,
            precision,
            ..self
        })
    }
}

/// A number whose value is still to be set.
fn number(text: &str, start: usize, end: usize) -> Number {
    let (before, after) = (slice(text, ..start), slice(text, end..));
    let quantity = Quantity::of(before, after);
    Number {
        start: start - quantity.before,
        end: end + quantity.after,
        digits: start..end,
        value: Decimal::ZERO,
        places: 0,
        precision: quantity.precision,
        measure: quantity.measure,
        is_interpolated: false,
        is_quantity: !names::is_name(before, after, quantity.measure.is_some()),
    }
}

fn is_group_of_three(text: &str) -> bool {
    let digits = text.chars().take(4).take_while(|c| is_digit(*c)).count();
    digits == 3
}
