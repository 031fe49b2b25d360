//! Words that stand for what is still to be written.

use super::marks::ends_clause;
use super::numerals::is_numeral;

/// Where prose must be written.
pub const TO_WRITE: &str = "待补充";
/// After what was true last year, until somebody has reviewed it.
pub const TO_REVIEW: &str = "〔待核〕";
/// In the place of a value that is not known.
pub const UNKNOWN: &str = "？";

pub const PLACEHOLDERS: &[&str] = &[
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

/// What is left for a number before a measure word.
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

/// Gaps that are nothing else, whatever follows the measure word.
const LINES: &[char] = &['_', '＿'];

/// The gaps that a text has anywhere.
pub fn gaps(text: &str) -> Vec<&'static str> {
    GAPS.iter()
        .copied()
        .filter(|gap| text.contains(gap))
        .collect()
}

/// The words before a gap for a number, if one of these gaps is there: between a word and the
/// measure word with which its clause ends. After a number `**` ends what is set in bold.
pub fn before_gap<'t>(gaps: &[&str], before: &'t str, after: &str) -> Option<&'t str> {
    let gap = gaps.iter().find(|gap| before.ends_with(*gap))?;
    let words = before.trim_end_matches(gap).trim_end_matches(LINES);
    let is_word = words.ends_with(char::is_alphabetic) && !words.ends_with(is_numeral);
    let is_whole = gap.starts_with(LINES) || after.chars().next().is_none_or(ends_clause);
    (is_word && is_whole).then_some(words)
}
