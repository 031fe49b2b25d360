//! Breaks items with many words into several lines.

use super::INDENTATION;
use super::words::{line, width};
use crate::syntax::outline::{Item, ItemKind, Word};

/// The maximum width of a line, if its item can be broken into lines.
const WIDEST: usize = 120;

/// An item without its block. All lines after the first are indented.
pub(super) fn wrap(item: &Item, indentation: usize) -> String {
    let words = &item.words;
    let whole = line(words);
    let fits = indentation + width(&whole) <= WIDEST;
    let further = indentation + INDENTATION;
    match item.kind {
        ItemKind::Section => below(&before(words, &["also"]), further),
        ItemKind::Aside if !fits => below(&before(words, &["except"]), further),
        ItemKind::Check if !fits => colon(words, further, |condition| {
            before(condition, &["and", "or", "iff"])
        }),
        ItemKind::Phrase if !fits => colon(words, further, |patterns| after(patterns, ",")),
        ItemKind::Comment
        | ItemKind::Entry
        | ItemKind::Fact
        | ItemKind::Field
        | ItemKind::Column
        | ItemKind::Line
        | ItemKind::Reasoned
        | ItemKind::Check
        | ItemKind::Phrase
        | ItemKind::Aside
        | ItemKind::Other => whole,
    }
}

/// Begins a new line after the colon, and breaks the rest if necessary.
fn colon(words: &[Word], indentation: usize, cut: impl Fn(&[Word]) -> Vec<String>) -> String {
    let at = words
        .iter()
        .position(|word| word.is(":"))
        .unwrap_or(words.len());
    let (head, rest) = words.split_at(at);
    let mut text = line(rest);
    if indentation + width(&text) > WIDEST {
        text = below(&cut(rest), indentation + ": ".len());
    }
    below(&[line(head), text], indentation)
}

/// Breaks words before each of the given marks.
fn before(words: &[Word], marks: &[&str]) -> Vec<String> {
    words
        .chunk_by(|_, next| !marks.iter().any(|mark| next.is(mark)))
        .map(line)
        .collect()
}

/// Breaks words after each of the given marks.
fn after(words: &[Word], mark: &str) -> Vec<String> {
    words
        .split_inclusive(|word| word.is(mark))
        .map(line)
        .collect()
}

fn below(lines: &[String], indentation: usize) -> String {
    lines.join(&format!("\n{}", " ".repeat(indentation)))
}
