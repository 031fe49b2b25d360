//! `text`: a single line of text.

use std::sync::Arc;

use super::{Checked, Declared, Type, ValueType};
use crate::diagnostic::{Diagnostic, Words, catalog};
use crate::model::Value;
use crate::source::{Place, Source};
use crate::syntax::ast::{self, Figure};
use crate::syntax::{quoted, unescape};

pub(super) const KEYWORD: &str = "text";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextType;

impl ValueType for TextType {
    fn keyword(&self) -> &'static str {
        KEYWORD
    }

    fn words(&self) -> Words {
        Words::new("文字", "text")
    }

    fn hint(&self, _year: i32) -> Words {
        Words::new(
            "文字，写在英文引号里：\"……\"",
            "text in straight quotes: \"…\"",
        )
    }

    fn declare(&self, _syntax: &ast::Type, _source: &Arc<Source>) -> Declared {
        Ok(Type::TEXT)
    }

    fn read(&self, figure: Figure, place: &dyn Fn() -> Place) -> Option<Checked> {
        match figure {
            Figure::Text(text) => Some(Ok(Value::Text(unescape(text)))),
            Figure::Word(word) => Some(Err(Box::new(without_quotes(word, place())))),
            Figure::Number { .. }
            | Figure::Percent(_)
            | Figure::Date(_)
            | Figure::Blank
            | Figure::NotApplicable
            | Figure::Unknown => None,
        }
    }

    fn reads_unquoted(&self, _text: &str) -> bool {
        false
    }

    fn written(&self, value: &Value, _in_ids: bool) -> Option<String> {
        let Value::Text(text) = value else {
            return None;
        };
        Some(quoted(text))
    }

    fn zero(&self) -> Option<Value> {
        None
    }

    fn in_expressions(&self) -> Type {
        Type::TEXT
    }
}

/// The error for a text without quotes that begins with a word. The words after it on the line may
/// belong to the text.
pub fn without_quotes(word: &str, place: Place) -> Diagnostic {
    let diagnostic = catalog::text_without_quotes(place.clone(), &word);
    let is_alone = place
        .source
        .line(place.position().line)
        .trim_end()
        .ends_with(word);
    let quoted = format!("\"{word}\"");
    if is_alone {
        diagnostic.with_certain_fix(place, quoted)
    } else {
        diagnostic.with_possible_fix(place, quoted)
    }
}
