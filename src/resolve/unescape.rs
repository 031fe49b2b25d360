//! The text of a string.

/// A string's text with its escapes undone: `\"` and `\\`.
pub fn unescape(text: &str) -> String {
    if !text.contains('\\') {
        return text.to_owned();
    }
    let mut result = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        result.push(if character == '\\' {
            characters.next().unwrap_or(character)
        } else {
            character
        });
    }
    result
}
