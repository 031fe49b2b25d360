//! Lists within a sentence: `共120件，其中……80件、……40件`, `由……等六部分组成`.

use super::marks::{CLOSING_PARENTHESES, COMMA, ENUMERATION_COMMA, FULL_STOP};
use super::measures;
use super::numerals::is_numeral;

/// Introduces the parts of a preceding total.
pub(crate) const OF_WHICH: &str = "其中";
/// A list is complete if this word precedes its parts, or if its last part begins with one of the
/// words in `REST`.
const COMPLETE: &str = "分别为";
const REST: [&str; 2] = ["其他", "其它"];
/// A label with one of these words does not introduce a part of the total, but a comparison or a
/// number that covers only some of the total.
const NO_PART: [&str; 11] = [
    "其中", "增", "减", "比", "占", "同", "含", "包括", "等", "超", "（",
];
/// Labels with these words refer to media. The same item may be published in several media, so such
/// parts may add up to more than the total.
const MEDIA: [&str; 7] = ["网站", "微信", "微博", "公众号", "媒体", "平台", "渠道"];
/// The text before a percentage of the total, as in （占比为25%）: the punctuation, 占, and the words
/// that may follow 占.
const BEFORE_SHARE: [char; 4] = ['，', '（', '(', '、'];
const SHARE: char = '占';
const OF_THE_WHOLE: [&str; 7] = ["", "比", "比为", "比达", "总数的", "总量的", "全部的"];
/// Characters before the label of a part.
const BEFORE_LABEL: [char; 5] = ['，', '：', ':', '、', '和'];
/// Characters between the items of a list.
const SEPARATORS: [char; 3] = ['、', '，', '和'];

/// `由…，…等六个部分组成`: the words before a list, after it, and after the number of its items.
const MADE_OF: char = '由';
const AND_OTHERS: [char; 2] = ['等', '共'];
const PARTS: &str = "部分组成";

/// The label of a part, from the text between the preceding number and the number of the part.
pub(crate) fn label(between: &str) -> &str {
    between.trim_start_matches(BEFORE_LABEL)
}

/// Whether a label may be that of a part that does not overlap with other parts.
pub(crate) fn is_part(label: &str) -> bool {
    let mut others = NO_PART.iter().chain(&MEDIA);
    !others.any(|word| label.contains(word))
}

/// The separator at the start of a text, between two parts.
pub(crate) fn separator(text: &str) -> Option<char> {
    text.chars()
        .next()
        .filter(|c| matches!(*c, ENUMERATION_COMMA | COMMA))
}

/// Whether a text contains only what may follow the last part of a list.
pub(crate) fn is_end(text: &str) -> bool {
    text.chars()
        .all(|c| c == COMMA || CLOSING_PARENTHESES.contains(&c))
}

/// Whether the labels of the first and the last part mark the list as complete.
pub(crate) fn is_complete(first: &str, last: &str) -> bool {
    first.contains(COMPLETE) || REST.iter().any(|word| last.starts_with(word))
}

/// Whether the text between a part and a percentage marks it as the part's share of the total.
pub(crate) fn is_share(between: &str) -> bool {
    between
        .trim_start_matches(BEFORE_SHARE)
        .strip_prefix(SHARE)
        .is_some_and(|words| OF_THE_WHOLE.contains(&words))
}

/// A list whose sentence states the number of its items.
pub(crate) struct Composition<'t> {
    /// The list, from its first item to its last.
    pub list: &'t str,
    /// The stated number, in digits or as a numeral, and its byte offset.
    pub stated: &'t str,
    pub start: usize,
}

/// All compositions in a text.
pub(crate) fn compositions(text: &str) -> impl Iterator<Item = Composition<'_>> {
    let mut last_end = 0;
    text.match_indices(PARTS).filter_map(move |(at, parts)| {
        // A list does not extend over the one before it.
        let from = std::mem::replace(&mut last_end, at + parts.len());
        let before = measures::without_general(text.get(from..at)?);
        let words = before.trim_end_matches(|c: char| c.is_ascii_digit() || is_numeral(c));
        let sentence = words.rsplit([FULL_STOP, '\n']).next().unwrap_or("");
        let (_, list) = sentence.split_once(MADE_OF)?;
        Some(Composition {
            list: list.trim_end_matches(AND_OTHERS),
            stated: before.get(words.len()..)?,
            start: from + words.len(),
        })
    })
}

/// The items of a list, including empty ones.
pub(crate) fn items(list: &str) -> impl Iterator<Item = &str> {
    list.split(SEPARATORS)
}

/// Whether a text may be more than one item.
pub(crate) fn has_separator(text: &str) -> bool {
    text.contains(SEPARATORS)
}
