//! Names become ids, once. Forms from their trees, expressions from theirs.

mod expression;
mod follows;
mod form;
mod path;
mod phrase;
mod suggest;

pub use expression::{Resolver, Scope, expression_type_words, type_words};
pub use follows::correspondence;
pub use form::{form, type_of};
pub use path::{facts, path};
pub use phrase::parts;
pub use suggest::{closest, proposal, suggest, with_path};

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
