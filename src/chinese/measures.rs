//! Measure words, which stand between a number and what it counts.

use super::marks::ends_clause;

/// The measure words of counted things. One of them after a number in a form's pattern stands for
/// any of them.
pub const MEASURES: &[char] = &['件', '宗', '份', '条', '起', '项', '次', '个'];

/// Counts people and things of all kinds, and is a part of many words: `3个个人` counts 个人.
const GENERAL: char = '个';

pub fn is_measure(c: char) -> bool {
    MEASURES.contains(&c)
}

/// The character that a text begins with, if it can be a measure word.
pub fn first(text: &str) -> Option<char> {
    text.chars().next().filter(|c| is_measure(*c))
}

/// The measure word that a text begins with, if it is one there: not in 条例, 个工作日 or 件次.
pub fn measure(text: &str) -> Option<char> {
    let measure = first(text)?;
    let is_measure = match (measure, text.chars().nth(1)) {
        (GENERAL, next) => next.is_none_or(ends_clause),
        ('条', Some('例')) | ('项', Some('目')) => false,
        (measure, Some('次')) => measure == '次',
        _ => true,
    };
    is_measure.then_some(measure)
}

/// Whether a text is one measure word.
pub fn is_only(text: &str) -> bool {
    first(text).is_some_and(|measure| text.len() == measure.len_utf8())
}

/// The measure word that a text begins with twice. `3个个人` has one.
pub fn doubled(text: &str) -> Option<char> {
    let measure = first(text).filter(|measure| *measure != GENERAL)?;
    let is_twice = text.chars().take_while(|c| *c == measure).count() == 2;
    is_twice.then_some(measure)
}

/// A text without the general measure word at its end: `六个` of 六个部分.
pub fn without_general(text: &str) -> &str {
    text.trim_end_matches(GENERAL)
}
