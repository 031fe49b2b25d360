//! Measure words, which are between a number and what it counts.

use super::marks::ends_clause;

/// Measure words of counted things. In a form's pattern, one of them after a number matches any of
/// them.
pub(crate) const MEASURES: &[char] = &['件', '宗', '份', '条', '起', '项', '次', '个'];

/// The general measure word, also the first character of many words: `3个个人` counts 个人.
const GENERAL: char = '个';

pub(crate) fn is_measure(c: char) -> bool {
    MEASURES.contains(&c)
}

/// The first character of a text, if it may be a measure word.
pub(crate) fn first(text: &str) -> Option<char> {
    text.chars().next().filter(|c| is_measure(*c))
}

/// The measure word at the start of a text. 条例, 个工作日 and 件次 do not begin with one.
pub(crate) fn measure(text: &str) -> Option<char> {
    let measure = first(text)?;
    let is_measure = match (measure, text.chars().nth(1)) {
        (GENERAL, next) => next.is_none_or(ends_clause),
        ('条', Some('例')) | ('项', Some('目')) => false,
        (measure, Some('次')) => measure == '次',
        _ => true,
    };
    is_measure.then_some(measure)
}

/// Whether a text is a single measure word.
pub(crate) fn is_only(text: &str) -> bool {
    first(text).is_some_and(|measure| text.len() == measure.len_utf8())
}

/// The measure word that a text repeats at its start. `3个个人` has only one.
pub(crate) fn doubled(text: &str) -> Option<char> {
    let measure = first(text).filter(|measure| *measure != GENERAL)?;
    let is_twice = text.chars().take_while(|c| *c == measure).count() == 2;
    is_twice.then_some(measure)
}

/// A text without the general measure word at its end: `六个` becomes 六.
pub(crate) fn without_general(text: &str) -> &str {
    text.trim_end_matches(GENERAL)
}
