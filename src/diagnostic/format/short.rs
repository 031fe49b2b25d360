//! A line a diagnostic, for the problem matchers of editors.

use crate::diagnostic::{Diagnostic, Language};

pub fn line(diagnostic: &Diagnostic, language: Language) -> String {
    let (position, level) = (diagnostic.place.position(), diagnostic.level.words());
    let (file, code) = (diagnostic.place.source.name(), diagnostic.code);
    let (level, title) = (level.of(Language::English), diagnostic.title.of(language));
    format!("{file}:{}:{}: {level}[{code}]: {title}", position.line, position.column)
}
