//! Escapes and unescapes strings of the language.

/// The content of a string with its escapes `\"` and `\\` replaced.
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

/// A text as a string of the language, with quotes and escapes.
pub fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
