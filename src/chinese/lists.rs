//! Lists within a sentence: `共120件，其中……80件、……40件`, `由……等六部分组成`.

use super::marks::{CLOSING_PARENTHESES, COMMA, ENUMERATION_COMMA, FULL_STOP};
use super::measures;
use super::numerals::is_numeral;

/// Before the parts of what was counted before.
pub const OF_WHICH: &str = "其中";
/// Words that say that a list is the whole: before its parts, and of its last part.
const COMPLETE: &str = "分别为";
const REST: [&str; 2] = ["其他", "其它"];
/// A part with one of these compares, or speaks of some of what was counted before.
const NO_PART: [&str; 11] = [
    "其中", "增", "减", "比", "占", "同", "含", "包括", "等", "超", "（",
];
/// What is published in one of these is published in another too: such parts may come to more than
/// the whole.
const MEDIA: [&str; 7] = ["网站", "微信", "微博", "公众号", "媒体", "平台", "渠道"];
/// Before a percentage of the whole: the marks, the word, and what may follow it: （占比为25%）.
const BEFORE_SHARE: [char; 4] = ['，', '（', '(', '、'];
const SHARE: char = '占';
const OF_THE_WHOLE: [&str; 7] = ["", "比", "比为", "比达", "总数的", "总量的", "全部的"];
/// Before the label of a part.
const BEFORE_LABEL: [char; 5] = ['，', '：', ':', '、', '和'];
/// Between the items of a list.
const SEPARATORS: [char; 3] = ['、', '，', '和'];

/// `由…，…等六个部分组成`: the words before a list, after it, and after the number of its items.
const MADE_OF: char = '由';
const AND_OTHERS: [char; 2] = ['等', '共'];
const PARTS: &str = "部分组成";

/// The label of a part, from the text between the number before it and its own.
pub fn label(between: &str) -> &str {
    between.trim_start_matches(BEFORE_LABEL)
}

/// Whether a label can be that of a part, and of one that is in no other part.
pub fn is_part(label: &str) -> bool {
    let mut others = NO_PART.iter().chain(&MEDIA);
    !others.any(|word| label.contains(word))
}

/// The mark between two parts that a text begins with.
pub fn separator(text: &str) -> Option<char> {
    text.chars()
        .next()
        .filter(|c| matches!(*c, ENUMERATION_COMMA | COMMA))
}

/// Whether a text has no more words than can follow the last part of a list.
pub fn is_end(text: &str) -> bool {
    text.chars()
        .all(|c| c == COMMA || CLOSING_PARENTHESES.contains(&c))
}

/// Whether the parts from a first to a last label are said to be all of them.
pub fn is_complete(first: &str, last: &str) -> bool {
    first.contains(COMPLETE) || REST.iter().any(|word| last.starts_with(word))
}

/// Whether the text between a part and a percentage says that this is its share of the whole.
pub fn is_share(between: &str) -> bool {
    between
        .trim_start_matches(BEFORE_SHARE)
        .strip_prefix(SHARE)
        .is_some_and(|words| OF_THE_WHOLE.contains(&words))
}

/// A list that a sentence closes with the number of its items.
pub struct Composition<'t> {
    /// The list, from its first item to its last.
    pub list: &'t str,
    /// The number, in digits or a numeral, and the byte where it begins.
    pub stated: &'t str,
    pub start: usize,
}

/// All of a text.
pub fn compositions(text: &str) -> impl Iterator<Item = Composition<'_>> {
    text.match_indices(PARTS).filter_map(|(at, _)| {
        let before = measures::without_general(text.get(..at)?);
        let words = before.trim_end_matches(|c: char| c.is_ascii_digit() || is_numeral(c));
        let sentence = words.rsplit([FULL_STOP, '\n']).next().unwrap_or("");
        let (_, list) = sentence.split_once(MADE_OF)?;
        Some(Composition {
            list: list.trim_end_matches(AND_OTHERS),
            stated: before.get(words.len()..)?,
            start: words.len(),
        })
    })
}

/// The items of a list, empty ones too.
pub fn items(list: &str) -> impl Iterator<Item = &str> {
    list.split(SEPARATORS)
}

/// Whether a text could be taken for more than one item.
pub fn has_separator(text: &str) -> bool {
    text.contains(SEPARATORS)
}
