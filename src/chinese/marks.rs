//! Punctuation of sentences, clauses and lists.

/// Characters that end a sentence, or a part that could be a sentence. In plain text each line is a
/// paragraph.
pub(crate) const SENTENCE_MARKS: [char; 5] = ['。', '；', '！', '？', '\n'];
/// Characters that end a clause. Text in parentheses is a clause of its own.
pub(crate) const CLAUSE_MARKS: &[char] = &[
    '，', '。', '；', '！', '？', '：', '（', '）', '(', ')', '\n',
];
/// Punctuation of running text. It never occurs between the cells of a row.
pub(crate) const MARKS_BETWEEN_WORDS: &[char] = &['，', '。', '；', '！', '？'];
/// Characters after which a part of a sentence begins.
pub(crate) const PART_MARKS: &[char] = &['，', '；', '：', '。', '、', '！', '？'];
/// Characters that belong to the sentence before them: 他说：“好。”
pub(crate) const CLOSING_MARKS: [char; 8] = ['”', '’', '」', '』', '）', ')', '》', '…'];

pub(crate) const COMMA: char = '，';
pub(crate) const FULL_STOP: char = '。';
pub(crate) const COLON: char = '：';
/// Separates the items of a list.
pub(crate) const ENUMERATION_COMMA: char = '、';
pub(crate) const OPENING_PARENTHESIS: char = '（';
pub(crate) const CLOSING_PARENTHESIS: char = '）';
/// Parentheses, full-width and ASCII.
pub(crate) const OPENING_PARENTHESES: [char; 2] = ['（', '('];
pub(crate) const CLOSING_PARENTHESES: [char; 2] = ['）', ')'];
pub(crate) const PERCENT_SIGNS: [&str; 2] = ["%", "％"];

/// Punctuation after which a clause cannot continue with a number.
const NO_NUMBER_AFTER: &[&str] = &["，", "。", "；", "、", "）"];

/// Whether a clause, or an item of a list, ends before a character.
pub(crate) fn ends_clause(c: char) -> bool {
    CLAUSE_MARKS.contains(&c) || c == ENUMERATION_COMMA
}

/// The offsets of the punctuation after which no number can follow.
pub(crate) fn ends_without_number(text: &str) -> impl Iterator<Item = usize> {
    // Only punctuation begins with these first bytes, so few offsets need a closer look.
    let marks = memchr::memchr2_iter(0xe3, 0xef, text.as_bytes());
    marks.filter(|&at| {
        text.get(at..)
            .is_some_and(|rest| NO_NUMBER_AFTER.iter().any(|mark| rest.starts_with(mark)))
    })
}
