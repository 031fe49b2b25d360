//! Words on a line, with the blanks between them.

use unicode_width::UnicodeWidthStr;

use crate::syntax::outline::{Word, WordKind};

/// How wide a word may be that has room made for it.
const WIDEST_WORD: usize = 80;

/// How wide a text is on a screen: a Chinese character takes two columns.
pub fn width(text: &str) -> usize {
    text.width()
}

/// How wide a word is that what stands below it makes room for. One that is far too wide stands
/// out, and moves nothing.
pub fn room(text: &str) -> usize {
    Some(width(text))
        .filter(|width| *width <= WIDEST_WORD)
        .unwrap_or_default()
}

pub fn push_spaces(text: &mut String, number: usize) {
    text.extend(std::iter::repeat_n(' ', number));
}

/// Words with one blank between them, or none where they stand close.
pub fn line(words: &[Word]) -> String {
    let mut text = String::new();
    for (index, word) in words.iter().enumerate() {
        if index > 0 && !is_close(&words[index - 1], word) {
            text.push(' ');
        }
        text.push_str(word.text);
        text.extend(word.unit.map(|unit| format!(" {unit}")));
    }
    text
}

/// Whether no blank stands between two words: inside of brackets, before commas, between a function
/// and its brackets.
fn is_close(before: &Word, word: &Word) -> bool {
    let is_any = |word: &Word, marks: &[&str]| marks.iter().any(|mark| word.is(mark));
    is_any(before, &["(", "[", ".."])
        || is_any(word, &[")", "]", ",", ".."])
        || (before.kind == WordKind::Name && word.is("("))
}
