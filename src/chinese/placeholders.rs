//! Placeholders for text that still has to be written.

use super::marks::ends_clause;
use super::numerals::is_numeral;

/// Printed where prose must still be written.
pub(crate) const TO_WRITE: &str = "待补充";
/// Printed after a statement copied from last year, which somebody must review.
pub(crate) const TO_REVIEW: &str = "〔待核〕";
/// Printed instead of a value that is still unknown.
pub(crate) const UNKNOWN: &str = "？";

pub(crate) const PLACEHOLDERS: &[&str] = &[
    "XX",
    "xx",
    "××",
    TO_WRITE,
    "待填写",
    TO_REVIEW,
    "＊＊",
    "（待定）",
    "（待核）",
    "（待填）",
    "（待补）",
];

/// Space left for a number before a measure word.
const GAPS: &[&str] = &[
    "__",
    "＿",
    "　",
    "？",
    "?",
    "（）",
    "()",
    "（　）",
    "○",
    "**",
];

/// Gaps that are unambiguous, whatever follows the measure word.
const LINES: &[char] = &['_', '＿'];

/// The kinds of gap that occur anywhere in a text.
pub(crate) fn gaps(text: &str) -> Vec<&'static str> {
    GAPS.iter()
        .copied()
        .filter(|gap| text.contains(gap))
        .collect()
}

/// The words before a gap for a number: `before` ends with a word and one of these gaps, and
/// `after` begins after the measure word, at the end of the clause. After a number, `**` is not a
/// gap but the end of bold text.
pub(crate) fn before_gap<'t>(gaps: &[&str], before: &'t str, after: &str) -> Option<&'t str> {
    let gap = gaps.iter().find(|gap| before.ends_with(*gap))?;
    let words = before.trim_end_matches(gap).trim_end_matches(LINES);
    let is_word = words.ends_with(char::is_alphabetic) && !words.ends_with(is_numeral);
    let is_whole = gap.starts_with(LINES) || after.chars().next().is_none_or(ends_clause);
    (is_word && is_whole).then_some(words)
}
