//! Words on a line, with the blanks between them.

use unicode_width::UnicodeWidthStr;

use crate::syntax::outline::{Word, WordKind};

/// How wide a text is on a screen: a Chinese character takes two columns.
pub fn width(text: &str) -> usize {
    text.width()
}

/// How wide a column may be. What is wider stands out of it, or else one long word could make a short text long without measure.
const WIDEST_COLUMN: usize = 120;

/// How wide a column is that has room for these.
pub fn widest(widths: impl IntoIterator<Item = usize>) -> usize {
    widths.into_iter().filter(|&width| width <= WIDEST_COLUMN).max().unwrap_or(0)
}

pub fn push_blanks(text: &mut String, number: usize) {
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

/// Whether no blank stands between two words: inside of brackets, before commas, between a function and its brackets.
fn is_close(before: &Word, word: &Word) -> bool {
    let is_any = |word: &Word, marks: &[&str]| marks.iter().any(|mark| word.is(mark));
    is_any(before, &["(", "[", ".."]) || is_any(word, &[")", "]", ",", ".."]) || (before.kind == WordKind::Name && word.is("("))
}
