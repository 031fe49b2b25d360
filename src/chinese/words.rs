//! Splits a sentence into words: each number, each Latin word and each Chinese character is one
//! word.

use super::numerals::{POINTS, is_digit};

pub(crate) fn words(sentence: &str) -> Vec<&str> {
    let mut words = Vec::with_capacity(sentence.len() / 3);
    let mut rest = sentence;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            _ if is_digit(first) => number_length(rest),
            _ if is_latin(first) => rest.find(|c| !is_latin(c)).unwrap_or(rest.len()),
            _ => first.len_utf8(),
        };
        let (word, following) = rest.split_at(length);
        words.push(word);
        rest = following;
    }
    words
}

pub(crate) fn is_number(word: &str) -> bool {
    word.starts_with(is_digit)
}

fn number_length(text: &str) -> usize {
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(is_digit);
        // A decimal point or comma between digits.
        match rest.strip_prefix(|c| c == ',' || POINTS.contains(&c)) {
            Some(following) if following.starts_with(is_digit) => rest = following,
            _ => return text.len() - rest.len(),
        }
    }
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic()
}
