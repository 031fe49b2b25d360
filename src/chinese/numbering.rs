//! The numbering of sections and items in printed forms: 一、 （一） 1. ①

use super::marks::{CLOSING_PARENTHESES, ENUMERATION_COMMA, OPENING_PARENTHESES};
use super::numerals::spelt;

const NUMERALS: &str = "一二三四五六七八九十";
/// Characters after the digits of a numbering.
const AFTER_DIGITS: [char; 3] = ['.', '．', '、'];
/// Characters between a numbering and the name.
const BEFORE_NAME: [char; 4] = ['、', ' ', '\t', '\u{3000}'];

/// Punctuation in labels of the printed form that never occurs in names.
const LABEL_MARKS: &str = "（）()“”《》、，";
/// A word with this punctuation is the start of a label without quotes.
const MARKS_IN_LABEL: &str = "、，；（《";
/// The possible last characters of a label with numbering.
const LABEL_ENDS: [char; 2] = ['）', '”'];

/// The number of a section as a numeral: 十二, not 一十二.
pub(crate) fn of_section(number: u32) -> String {
    let numeral = spelt(number);
    match numeral.strip_prefix('一') {
        Some(tens) if tens.starts_with('十') => tens.to_owned(),
        _ => numeral,
    }
}

/// The length in bytes of a numbering at the start of a text and the spaces after it, if a name
/// follows.
pub(crate) fn length(text: &str) -> Option<usize> {
    let numeral = |text: &str| text.len() - text.trim_start_matches(is_numeral).len();
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let followed_by = |length: usize, marks: &[char]| {
        let mark = text
            .get(length..)?
            .chars()
            .next()
            .filter(|mark| marks.contains(mark))?;
        (length > 0).then_some(length + mark.len_utf8())
    };
    let length = match text.chars().next()? {
        bracket if OPENING_PARENTHESES.contains(&bracket) => {
            let inside = text.strip_prefix(bracket)?;
            let length = numeral(inside).max(digits(inside));
            followed_by(bracket.len_utf8() + length, &CLOSING_PARENTHESES).filter(|_| length > 0)?
        }
        // ①, ⑴, ⒈ and ㈠.
        first @ ('\u{2460}'..='\u{249b}' | '\u{3220}'..='\u{3229}') => first.len_utf8(),
        first if first.is_ascii_digit() => followed_by(digits(text), &AFTER_DIGITS)?,
        _ => followed_by(numeral(text), &[ENUMERATION_COMMA])?,
    };
    let name = text.get(length..)?.trim_start_matches(BEFORE_NAME);
    name.starts_with(char::is_alphabetic)
        .then_some(text.len() - name.len())
}

/// Whether a character occurs in labels of the printed form but never in names.
pub(crate) fn is_label_mark(c: char) -> bool {
    LABEL_MARKS.contains(c)
}

/// Whether a mark may be inside a label, so that the label needs quotes.
pub(crate) fn is_inside_label(mark: char) -> bool {
    MARKS_IN_LABEL.contains(mark)
}

/// Whether a label with numbering ends with one of its marks.
pub(crate) fn ends_with_mark(label: &str) -> bool {
    label.ends_with(LABEL_ENDS)
}

fn is_numeral(c: char) -> bool {
    NUMERALS.contains(c)
}
