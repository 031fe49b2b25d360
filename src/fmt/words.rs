//! Words on a line, with the spaces between them.

use unicode_width::UnicodeWidthStr;

use crate::syntax::outline::{Word, WordKind};

/// The maximum width of a word that is aligned.
const WIDEST_WORD: usize = 80;

/// The display width of a text: a Chinese character takes two columns.
pub(super) fn width(text: &str) -> usize {
    text.width()
}

/// The width that a word contributes to alignment. A word that is too wide contributes nothing.
pub(super) fn room(text: &str) -> usize {
    Some(width(text))
        .filter(|width| *width <= WIDEST_WORD)
        .unwrap_or_default()
}

pub(super) fn push_spaces(text: &mut String, number: usize) {
    text.extend(std::iter::repeat_n(' ', number));
}

/// Words joined by single spaces, or by none where the style requires it.
pub(super) fn line(words: &[Word]) -> String {
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

/// Whether two words are joined without a space: inside brackets, before commas, and between a
/// function and its brackets.
fn is_close(before: &Word, word: &Word) -> bool {
    let is_any = |word: &Word, marks: &[&str]| marks.iter().any(|mark| word.is(mark));
    is_any(before, &["(", "[", ".."])
        || is_any(word, &[")", "]", ",", ".."])
        || (before.kind == WordKind::Name && word.is("("))
}
