//! Years and dates, and which year a sentence is about.

use super::marks::{ENUMERATION_COMMA, PART_MARKS};

/// The character after the digits of a year.
const YEAR: char = '年';
/// The character after 年 that means the year as a whole: 2020年度.
const WHOLE_YEAR: char = '度';
/// The number of digits in a year.
const YEAR_DIGITS: usize = 4;

/// Words after the year that a sentence is about. 以来, 底 and 结转 are excluded.
const AFTER_SUBJECT: &[&str] = &[
    "，", "度，", "全", "度全", "我", "度我", "本", "度本", "共", "度共",
];
/// Words that change the year that a sentence is about.
const YEAR_CHANGES: &[&str] = &[
    "今年", "本年", "当年", "次年", "比", "较", "结转", "以来", "累计",
];
/// Before one of these characters, a year at the start of a sentence is part of another expression:
/// 2020年以来.
const CONTINUATIONS: &str = "以起前后来底初末第上下";
/// A year before one of these characters is part of a date or a period.
const NOT_A_WHOLE_YEAR: &[char] = &[
    '以', '之', '前', '底', '末', '初', '起', '后', '来', '至', '到', '-', '–', '—', '~', '～',
    '、', '和', '与', '）', ')', '》',
];
/// Characters at the start of a word before the year that a part of a sentence is about: 我区2020年.
const OWN: &[char] = &['我', '全', '本'];
const LONGEST_OWN: usize = 4;
/// Words that compare a year with another.
const COMPARING: &[&str] = &["较", "比", "上年", "上一年", "去年", "同期"];

/// A year with its unit: 2020年.
pub(crate) fn year(year: impl std::fmt::Display) -> String {
    format!("{year}{YEAR}")
}

/// A date as at the end of official documents: 2021年1月29日.
pub(crate) fn date(of_year: i16, month: i8, day: Option<i8>) -> String {
    let day = day.map_or_else(String::new, |day| format!("{day}日"));
    format!("{}{month}月{day}", year(of_year))
}

/// The years in a text.
pub(crate) fn years(text: &str) -> impl Iterator<Item = i32> {
    text.match_indices(YEAR).filter_map(|(at, _)| {
        text.get(at.checked_sub(YEAR_DIGITS)?..at)?
            .parse::<i32>()
            .ok()
    })
}

/// A year without the words after its digits: `2024年度` becomes 2024. `None` if it has no such
/// words.
pub(crate) fn bare_year(text: &str) -> Option<&str> {
    text.trim_end_matches(WHOLE_YEAR)
        .strip_suffix(YEAR)
        .filter(|year| year.ends_with(|c: char| c.is_ascii_digit()))
}

/// Whether digits are a year, by the text after them.
pub(crate) fn is_year(digits: &str, after: &str) -> bool {
    digits.len() == YEAR_DIGITS && after.starts_with(YEAR)
}

/// Whether a year means the whole year, by the text after its digits. `2020年度` always does, `2020年`
/// only at the start of a sentence.
pub(crate) fn is_whole_year(after: &str, begins_sentence: bool) -> bool {
    let following = after.strip_prefix(YEAR).unwrap_or(after);
    let is_alone =
        !following.starts_with(|c: char| c.is_ascii_digit() || CONTINUATIONS.contains(c));
    following.starts_with(WHOLE_YEAR) || (begins_sentence && is_alone)
}

/// The digits of the year at the start of a sentence, if the sentence is about that year.
pub(crate) fn subject(sentence: &str) -> Option<&str> {
    let (year, after) = sentence.split_at_checked(YEAR_DIGITS)?;
    let after = after.strip_prefix(YEAR)?;
    let is_subject = year.bytes().all(|byte| byte.is_ascii_digit())
        && AFTER_SUBJECT.iter().any(|words| after.starts_with(words));
    is_subject.then_some(year)
}

/// Whether a text changes the year that the sentence is about.
pub(crate) fn changes_year(words: &str) -> bool {
    YEAR_CHANGES.iter().any(|word| words.contains(word))
}

/// Whether the part of a sentence that begins with a year is about that year and does not compare
/// it with another. `before` and `after` are the texts around its digits.
pub(crate) fn is_own_year(before: &str, after: &str) -> bool {
    let Some(following) = after.strip_prefix(YEAR) else {
        return false;
    };
    let is_whole_year =
        !following.starts_with(NOT_A_WHOLE_YEAR) && !following.starts_with(char::is_numeric);
    if !is_whole_year || !is_opening(before) {
        return false;
    }
    let part = following.split(PART_MARKS).next().unwrap_or("");
    !COMPARING.iter().any(|word| part.contains(word))
}

/// Whether a part of a sentence begins at the end of a text, or a few characters earlier with a
/// word such as 我区. A year in a list of years does not begin a part.
fn is_opening(before: &str) -> bool {
    let mut at = before.len();
    for c in before.chars().rev().take(LONGEST_OWN + 1) {
        if PART_MARKS.contains(&c) {
            break;
        }
        at -= c.len_utf8();
    }
    let (before, lead) = before.split_at(at);
    let is_in_list = before
        .strip_suffix(ENUMERATION_COMMA)
        .is_some_and(|list| list.ends_with(|c: char| c.is_ascii_digit() || c == YEAR));
    !is_in_list
        && (lead.is_empty() || (lead.starts_with(OWN) && lead.chars().count() <= LONGEST_OWN))
}
