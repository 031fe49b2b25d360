//! Marks of sentences, clauses and lists.

/// Marks that end a sentence, or a part of one that could be a sentence. In plain text a line is a
/// paragraph.
pub const SENTENCE_MARKS: [char; 5] = ['。', '；', '！', '？', '\n'];
/// Marks that end a clause. The text in parentheses is a clause of its own.
pub const CLAUSE_MARKS: &[char] = &[
    '，', '。', '；', '！', '？', '：', '（', '）', '(', ')', '\n',
];
/// Marks of running text that no row of figures has between its words.
pub const MARKS_BETWEEN_WORDS: &[char] = &['，', '。', '；', '！', '？'];
/// Marks after which a part of a sentence begins.
pub const PART_MARKS: &[char] = &['，', '；', '：', '。', '、', '！', '？'];
/// Marks that belong to the sentence before them: 他说：“好。”
pub const CLOSING_MARKS: [char; 8] = ['”', '’', '」', '』', '）', ')', '》', '…'];

pub const COMMA: char = '，';
pub const FULL_STOP: char = '。';
pub const COLON: char = '：';
/// Between the items of a list.
pub const ENUMERATION_COMMA: char = '、';
pub const OPENING_PARENTHESIS: char = '（';
pub const CLOSING_PARENTHESIS: char = '）';
/// Full-width or not.
pub const OPENING_PARENTHESES: [char; 2] = ['（', '('];
pub const CLOSING_PARENTHESES: [char; 2] = ['）', ')'];
pub const PERCENT_SIGNS: [&str; 2] = ["%", "％"];

/// Marks after which a clause cannot go on with a number.
const NO_NUMBER_AFTER: &[&str] = &["，", "。", "；", "、", "）"];

/// Whether a clause, or an item of a list, ends before a character.
pub fn ends_clause(c: char) -> bool {
    CLAUSE_MARKS.contains(&c) || c == ENUMERATION_COMMA
}

/// The places where a mark begins after which no number follows.
pub fn ends_without_number(text: &str) -> impl Iterator<Item = usize> {
    // The first bytes of these marks begin nothing but marks, so there are few places to look at.
    let marks = memchr::memchr2_iter(0xe3, 0xef, text.as_bytes());
    marks.filter(|&at| {
        text.get(at..)
            .is_some_and(|rest| NO_NUMBER_AFTER.iter().any(|mark| rest.starts_with(mark)))
    })
}
