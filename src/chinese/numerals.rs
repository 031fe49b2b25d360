//! Digits and numerals: Arabic digits, full-width or not, and Chinese numerals, as numbers up to
//! 九万九千九百九十九 or digit by digit.

const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const TENS: [(char, u32); 3] = [('千', 1000), ('百', 100), ('十', 10)];
/// The greatest number of characters in a numeral.
const LONGEST: usize = 10;

/// Decimal points, full-width or not. The number of an item ends with one too: `1.`
pub(crate) const POINTS: [char; 2] = ['.', '．'];

pub(crate) const fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９')
}

/// The ASCII digit for a digit of any width.
pub(crate) fn ascii_digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32),
        _ => None,
    }
}

/// Whether a byte may begin a digit or a numeral. A fast test that excludes most characters.
pub(crate) const fn may_begin_number(byte: u8) -> bool {
    BEGINS[byte as usize]
}

const BEGINS: [bool; 256] = {
    let mut begins = [false; 256];
    let mut code = 0;
    while code <= 0xffff {
        if let Some(c) = char::from_u32(code)
            && (is_digit(c) || is_numeral(c))
        {
            let mut bytes = [0; 4];
            c.encode_utf8(&mut bytes);
            begins[bytes[0] as usize] = true;
        }
        code += 1;
    }
    begins
};

pub(crate) const fn is_numeral(c: char) -> bool {
    matches!(
        c,
        '零' | '〇'
            | '一'
            | '二'
            | '两'
            | '三'
            | '四'
            | '五'
            | '六'
            | '七'
            | '八'
            | '九'
            | '十'
            | '百'
            | '千'
            | '万'
    )
}

/// The numeral for a number: 一十二 for 12.
pub(crate) fn spelt(number: u32) -> String {
    if number >= 10_000 {
        let low = number % 10_000;
        let zero = if low > 0 && low < 1000 { "零" } else { "" };
        let low = if low > 0 { spelt(low) } else { String::new() };
        return format!("{}万{zero}{low}", spelt(number / 10_000));
    }
    let mut numeral = String::new();
    let mut rest = number;
    for (ten, unit) in TENS {
        let times = rest / unit;
        rest %= unit;
        if times > 0 {
            numeral.push(DIGITS[times as usize]);
            numeral.push(ten);
        } else if !numeral.is_empty() && !numeral.ends_with('零') && rest > 0 {
            numeral.push('零');
        }
    }
    if rest > 0 || number == 0 {
        numeral.push(DIGITS[rest as usize]);
    }
    numeral
}

/// The value of a numeral. `None` if it is ambiguous: `三四`, `一百二`.
pub(crate) fn parse(numeral: &str) -> Option<u32> {
    if numeral.chars().count() > LONGEST {
        return None;
    }
    match numeral.split_once('万') {
        None => below_ten_thousand(numeral),
        Some((high, "")) => below_ten_thousand(high)?.checked_mul(10_000),
        Some((high, low)) => {
            let (high, low_value) = (below_ten_thousand(high)?, below_ten_thousand(low)?);
            let is_thousands = low_value >= 1000;
            (high < 10 && is_thousands != low.starts_with('零'))
                .then_some(high * 10_000 + low_value)
        }
    }
}

/// A text with its numerals as digits: `二〇二二年十二月八日` becomes `2022年12月8日`. A numeral that cannot be
/// parsed is left unchanged.
pub(crate) fn in_digits(text: &str) -> String {
    let mut rest = text;
    let mut digits = String::with_capacity(text.len());
    while let Some(start) = rest.find(is_numeral) {
        let (before, from) = rest.split_at(start);
        let (numeral, after) = from.split_at(from.find(|c| !is_numeral(c)).unwrap_or(from.len()));
        digits.push_str(before);
        // A numeral without units, such as a year, is read digit by digit: its zeros count.
        match (
            numeral.chars().map(digit).collect::<Option<Vec<u32>>>(),
            parse(numeral),
        ) {
            (Some(each), _) => each
                .iter()
                .for_each(|digit| digits.push_str(&digit.to_string())),
            (None, Some(number)) => digits.push_str(&number.to_string()),
            (None, None) => digits.push_str(numeral),
        }
        rest = after;
    }
    digits + rest
}

fn below_ten_thousand(numeral: &str) -> Option<u32> {
    if let Some(only) = only(numeral.chars()) {
        return digit(only).or((only == '十').then_some(10));
    }
    let mut rest = numeral.chars();
    let (mut number, mut last_unit, mut is_zero) = (0, 10_000, false);
    while let Some(c) = rest.next() {
        if c == '零' {
            if is_zero || rest.as_str().is_empty() {
                return None;
            }
            is_zero = true;
            continue;
        }
        let is_last = rest.as_str().is_empty();
        let (times, unit) = match (digit(c), rest.clone().next().and_then(unit)) {
            (Some(times), Some(unit)) => {
                rest.next();
                (times, unit)
            }
            // The ones must follow the tens or a zero.
            (Some(times), None) if is_last && (last_unit == 10 || is_zero) => (times, 1),
            (None, _) if number == 0 && c == '十' => (1, 10),
            _ => return None,
        };
        // A zero replaces the units in between: 一千零三.
        if unit >= last_unit || (number > 0 && is_zero != (unit * 10 < last_unit)) {
            return None;
        }
        number += times * unit;
        (last_unit, is_zero) = (unit, false);
    }
    (number > 0).then_some(number)
}

fn only(mut characters: std::str::Chars) -> Option<char> {
    let first = characters.next()?;
    characters.next().is_none().then_some(first)
}

fn digit(c: char) -> Option<u32> {
    match c {
        '两' => Some(2),
        '〇' => Some(0),
        _ => DIGITS
            .iter()
            .position(|digit| *digit == c)
            .and_then(|value| u32::try_from(value).ok()),
    }
}

fn unit(c: char) -> Option<u32> {
    TENS.iter()
        .find(|(ten, _)| *ten == c)
        .map(|(_, unit)| *unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelt_number_parses_to_itself() {
        for number in 0..100_000 {
            assert_eq!(parse(&spelt(number)), Some(number), "{}", spelt(number));
        }
    }

    #[test]
    fn every_date_is_converted_to_digits() {
        for year in 1900..2100_u32 {
            let spelt_year: String = year
                .to_string()
                .chars()
                .map(|digit| DIGITS[digit as usize - '0' as usize])
                .collect();
            for (month, day) in (1..=12).flat_map(|month| (1..=31).map(move |day| (month, day))) {
                let date = format!("{spelt_year}年{}月{}日", spelt(month), spelt(day));
                let short = date
                    .replace("年一十", "年十")
                    .replace("月一十", "月十")
                    .replace('零', "〇");
                let expected = format!("{year}年{month}月{day}日");
                assert_eq!(
                    (in_digits(&date), in_digits(&short)),
                    (expected.clone(), expected)
                );
            }
        }
    }

    #[test]
    fn other_text_is_unchanged() {
        for text in ["", "2022-02-08", "年月日", "三四百年", "百"] {
            assert_eq!(in_digits(text), text);
        }
    }

    #[test]
    fn short_forms() {
        let forms = [
            ("十", 10),
            ("十二", 12),
            ("两", 2),
            ("两百", 200),
            ("一百零三", 103),
            ("两万零五", 20_005),
            ("一万二千", 12_000),
        ];
        for (numeral, number) in forms {
            assert_eq!(parse(numeral), Some(number), "{numeral}");
        }
    }

    #[test]
    fn ambiguous_numerals_do_not_parse() {
        for numeral in [
            "",
            "三四",
            "一百二",
            "一千三",
            "百",
            "万",
            "十十",
            "一百零",
            "零零一",
            "一万二",
            "一二三四",
            "一千一千",
        ] {
            assert_eq!(parse(numeral), None, "{numeral}");
        }
    }
}
