//! Placeholders for text that still has to be written.

use super::marks::ends_clause;
use super::numerals::is_numeral;

/// Where prose must be written.
pub(crate) const TO_WRITE: &str = "待补充";
/// After a statement copied from last year, until somebody has reviewed it.
pub(crate) const TO_REVIEW: &str = "〔待核〕";
/// Instead of a value that is still unknown.
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

/// The words before a gap for a number, if there is one of these gaps between a word and the
/// measure word that ends its clause. After a number, `**` is the end of bold text instead.
pub(crate) fn before_gap<'t>(gaps: &[&str], before: &'t str, after: &str) -> Option<&'t str> {
    let gap = gaps.iter().find(|gap| before.ends_with(*gap))?;
    let words = before.trim_end_matches(gap).trim_end_matches(LINES);
    let is_word = words.ends_with(char::is_alphabetic) && !words.ends_with(is_numeral);
    let is_whole = gap.starts_with(LINES) || after.chars().next().is_none_or(ends_clause);
    (is_word && is_whole).then_some(words)
}
