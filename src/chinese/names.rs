//! Digits that are not quantities: in dates, ordinals, names and document numbers.

use super::marks::{
    CLAUSE_MARKS, CLOSING_PARENTHESES, COLON, ENUMERATION_COMMA, OPENING_PARENTHESES,
};
use super::numerals::POINTS;

/// Digits before one of these characters belong to a date or a name.
const AFTER: &[char] = &[
    '年', '月', '日', '号', '时', '版', '届', ':', '：', '/', '-', '–', '—', '~', '～', '+', '@',
    '_',
];
/// Digits after one of these characters belong to an ordinal, a document number or a name.
const BEFORE: &[char] = &[
    '第', '〔', '[', '-', '–', '—', '~', '～', '/', '.', ':', '@', '+', '#', '_', '“', '"', '《',
];
/// Digits between a colon and one of these characters are a quantity, even without a measure word:
/// 金额：12万.
const QUANTITY_AFTER_COLON: [char; 4] = ['%', '％', '元', '万'];

/// Whether digits between two texts belong to a name, or are the number of an item: `1.`, `（2）`.
pub(crate) fn is_name(before: &str, after: &str, is_measured: bool) -> bool {
    // A line that begins with `#` is a heading.
    let begins_item = before.is_empty() || before.ends_with(CLAUSE_MARKS) || before.ends_with('#');
    after.starts_with(AFTER)
        || after.starts_with(|c: char| c.is_ascii_alphabetic())
        || before.ends_with(BEFORE)
        || before.ends_with(|c: char| c.is_ascii_alphabetic())
        || after.starts_with(POINTS)
        || (begins_item && after.starts_with(ENUMERATION_COMMA))
        || (before.ends_with(OPENING_PARENTHESES) && after.starts_with(CLOSING_PARENTHESES))
        || (before.ends_with(COLON) && !is_measured && !after.starts_with(QUANTITY_AFTER_COLON))
}
