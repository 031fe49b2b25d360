//! The numbers in prose: where each stands, what it comes to, and how exactly it is meant.

use super::words::{CLAUSE_MARKS, Plain, ends_clause};
use crate::model::{Decimal, MEASURES, Value, numeral};

pub struct Number {
    /// From the words that make it approximate, `约`, to those behind the digits, `余`.
    pub start: usize,
    pub end: usize,
    /// Its digits alone.
    pub digits: std::ops::Range<usize>,
    pub value: Decimal,
    /// How many digits stand behind its point.
    pub places: u32,
    pub precision: Precision,
    /// The measure word behind it.
    pub measure: Option<char>,
    pub is_interpolated: bool,
    /// Whether it says how many or how much, and is not part of a date, a name, an ordinal or the
    /// number of a document.
    pub is_quantity: bool,
}

/// How exactly a number is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Precision {
    Exact,
    /// `约120`, `近120`
    Around,
    /// `超过120`
    AtLeast,
    /// `120余`: from it to the next round number.
    AtLeastAbout,
}

const AROUND: &[&str] = &["大约", "约", "将近", "接近", "近", "不到", "不足"];
const AT_LEAST: &[&str] = &["超过", "超", "逾", "突破", "多达", "至少", "不少于"];
const AROUND_AFTER: &[&str] = &["左右", "上下", "以下", "以内"];
const AT_LEAST_AFTER: &[&str] = &["以上"];
/// Before a numeral: 第三条, 几十件.
const VAGUE: [char; 6] = ['第', '几', '数', '每', '上', '成'];
const MORE: [char; 4] = ['余', '多', '几', '来'];

/// Behind digits, what makes them part of a date or a name; before them, of an ordinal, a
/// document's number, or a name.
const NAME_AFTER: &[char] = &[
    '年', '月', '日', '号', '时', '版', '届', ':', '：', '/', '-', '–', '—', '~', '～', '+', '@',
    '_',
];
const NAME_BEFORE: &[char] = &[
    '第', '〔', '[', '-', '–', '—', '~', '～', '/', '.', ':', '@', '+', '#', '_', '“', '"', '《',
];
/// Behind the number of an item: `1.`
const POINTS: [char; 2] = ['.', '．'];

impl Number {
    /// Whether the number says what a fact is. In doubt it does.
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

    /// Whether the number says what a value is.
    pub fn says(&self, value: &Value) -> bool {
        if let Value::Percent(percentage) = value {
            self.fits_percentage(*percentage)
        } else {
            value.number().is_some_and(|fact| self.fits(fact))
        }
    }

    /// Whether a percentage says what one computed is: its last digit may be rounded or cut off.
    pub fn fits_percentage(&self, percentage: Decimal) -> bool {
        let last_digit = i32::try_from(self.places)
            .ok()
            .and_then(|places| Decimal::from(1).checked_shift(-places));
        let off = percentage.checked_sub(self.value);
        let within = |limit: Decimal| {
            off.is_none_or(|off| off <= limit && off.checked_neg().is_none_or(|off| off <= limit))
        };
        self.precision != Precision::Exact || last_digit.is_none_or(within)
    }

    /// 1 for 123, 10 for 120, 100 for 1200.
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

/// The bytes with which a digit or a numeral begins: most characters are passed over by them.
const BEGINS: [bool; 256] = {
    let mut begins = [false; 256];
    let mut digit = b'0';
    while digit <= b'9' {
        begins[digit as usize] = true;
        digit += 1;
    }
    // The first bytes of 〇, of 一二三五七九万两, of 四六八十千, of 百, of 零, and of full-width
    // digits.
    let leads = [0xe3, 0xe4, 0xe5, 0xe7, 0xe9, 0xef];
    let mut index = 0;
    while index < leads.len() {
        begins[leads[index]] = true;
        index += 1;
    }
    begins
};

/// All numbers of the prose, in their order.
pub fn find(plain: &Plain) -> Vec<Number> {
    let text = &plain.text;
    let mut interpolations = plain.interpolations.iter().peekable();
    let mut numbers = Vec::with_capacity(64);
    let mut read_to = 0;
    while let Some(offset) = text.as_bytes()[read_to..]
        .iter()
        .position(|byte| BEGINS[usize::from(*byte)])
    {
        let at = read_to + offset;
        let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else {
            break;
        };
        let (end, number) = match c {
            _ if is_digit(c) => arabic(text, at),
            _ if numeral::is_numeral(c) => chinese(text, at),
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

/// A number in Arabic digits, and where they end.
fn arabic(text: &str, start: usize) -> (usize, Option<Number>) {
    let mut digits = String::with_capacity(16);
    let mut places = None;
    let mut end = start;
    let mut rest = text[start..].chars();
    while let Some(c) = rest.next() {
        let after = rest.as_str();
        if let Some(digit) = ascii(c) {
            digits.push(digit);
            places = places.map(|places: u32| places + 1);
        } else if matches!(c, '.' | '．') && places.is_none() && after.starts_with(is_digit) {
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

/// A numeral before a measure word, and where it ends. Elsewhere numerals are parts of words:
/// 一体化, 十分.
fn chinese(text: &str, start: usize) -> (usize, Option<Number>) {
    let end = text[start..]
        .find(|c| !numeral::is_numeral(c))
        .map_or(text.len(), |length| start + length);
    let is_vague =
        text[..start].ends_with(VAGUE) || measure(text[end..].trim_start_matches(MORE)).is_none();
    let value = (!is_vague)
        .then(|| numeral::parse(&text[start..end]))
        .flatten();
    let number = |value| Number {
        value: Decimal::from(i64::from(value)),
        is_quantity: false,
        ..number(text, start, end)
    };
    (end, value.map(number))
}

impl Number {
    /// With the 万 behind its digits, which makes it a round number.
    fn scaled(self, text: &str) -> Option<Number> {
        let power = match text[self.digits.end..].chars().next() {
            Some('百') => 2,
            Some('千') => 3,
            Some('万') => 4,
            Some('亿') => 8,
            _ => return Some(self),
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

/// All of a number but its value.
fn number(text: &str, start: usize, end: usize) -> Number {
    let before = &text[..start];
    let scaled = &text[end..];
    let after = scaled.trim_start_matches(['百', '千', '万', '亿']);
    let rest = after.trim_start_matches(MORE);
    let end_of_all = text.len() - rest.len();
    let measure = measure(rest);
    let after_measure = measure.map_or(rest, |measure| &rest[measure.len_utf8()..]);
    let is_more =
        rest.len() < after.len() || (measure.is_some() && after_measure.starts_with('余'));
    let prefix = |words: &[&str]| {
        words
            .iter()
            .find(|word| before.ends_with(**word))
            .map(|word| word.len())
    };
    let (at_least, around) = (prefix(AT_LEAST), prefix(AROUND));
    let is_after = |words: &[&str]| words.iter().any(|word| after_measure.starts_with(word));
    let precision = match (at_least, around) {
        _ if is_more => Precision::AtLeastAbout,
        (Some(_), _) => Precision::AtLeast,
        (_, Some(_)) => Precision::Around,
        _ if is_after(AT_LEAST_AFTER) => Precision::AtLeast,
        _ if is_after(AROUND_AFTER) => Precision::Around,
        _ => Precision::Exact,
    };
    Number {
        start: start - at_least.or(around).unwrap_or(0),
        end: end_of_all,
        digits: start..end,
        value: Decimal::ZERO,
        places: 0,
        precision,
        measure,
        is_interpolated: false,
        is_quantity: !is_name(before, scaled, measure.is_some()),
    }
}

/// The measure word that a text begins with, where it is one: not in 条例, 个工作日 or 件次.
fn measure(text: &str) -> Option<char> {
    let mut rest = text.chars();
    let measure = rest.next().filter(|c| MEASURES.contains(c))?;
    let is_measure = match (measure, rest.next()) {
        ('个', next) => next.is_none_or(ends_clause),
        ('条', Some('例')) | ('项', Some('目')) => false,
        (measure, Some('次')) => measure == '次',
        _ => true,
    };
    is_measure.then_some(measure)
}

fn is_name(before: &str, after: &str, is_measured: bool) -> bool {
    let begins_item = before.is_empty() || before.ends_with(CLAUSE_MARKS) || before.ends_with('#');
    after.starts_with(NAME_AFTER)
        || after.starts_with(|c: char| c.is_ascii_alphabetic())
        || before.ends_with(NAME_BEFORE)
        || before.ends_with(|c: char| c.is_ascii_alphabetic())
        || after.starts_with(POINTS)
        || (begins_item && after.starts_with('、'))
        || (before.ends_with(['（', '(']) && after.starts_with(['）', ')']))
        || (before.ends_with('：') && !is_measured && !after.starts_with(['%', '％', '元', '万']))
}

fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９')
}

/// A digit, full-width or not.
fn ascii(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32),
        _ => None,
    }
}

fn is_group_of_three(text: &str) -> bool {
    let digits = text.chars().take(4).take_while(|c| is_digit(*c)).count();
    digits == 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_digit_and_no_numeral_is_passed_over() {
        let all = (0..=0xffff).filter_map(char::from_u32);
        for c in all.filter(|c| is_digit(*c) || numeral::is_numeral(*c)) {
            let mut bytes = [0; 4];
            assert!(
                BEGINS[usize::from(c.encode_utf8(&mut bytes).as_bytes()[0])],
                "{c}"
            );
        }
    }
}
