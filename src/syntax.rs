//! Parses a source to its syntax tree. Only this module uses pest.

pub mod ast;
#[cfg(test)]
mod balance;
mod cursor;
mod expected;
mod figures;
pub mod outline;
mod parse;
mod scan;
mod strings;

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Outcome, catalog};
use crate::source::{Place, Source, Span};
use ast::{File, PatternPart, StringLiteral};

/// The version of the language. It increases when a valid source becomes invalid or changes its
/// meaning, not when the language is extended.
pub const LANGUAGE_VERSION: u32 = 1;

#[derive(pest_derive::Parser)]
#[grammar = "grammar/gdr.pest"]
struct Grammar;

/// The lexical pass over a source. The result is the text to be parsed by `parse`: the text of the
/// source, with typing errors fixed.
pub use scan::{Scanned, other_version, report_invisible, scan};

/// Parses a scanned text, with a diagnostic for each item that does not parse. The spans of the
/// syntax tree are for `Scanned::source`. Lines that the lexical pass has repaired get no second
/// diagnostic.
pub fn parse<'t>(scanned: &'t Scanned) -> Outcome<File<'t>> {
    parse::file(&scanned.source, &scanned.text, &scanned.repaired)
}

/// Parses a source that is known to be free of errors. The patterns of its phrases are not parsed:
/// see [`pattern_parts`].
pub fn parse_sound(source: &Arc<Source>) -> Outcome<File<'_>> {
    parse::sound_file(source)
}

/// Parses a pattern of a source that is known to be free of errors.
pub fn pattern_parts<'t>(
    source: &'t Arc<Source>,
    pattern: StringLiteral<'t>,
) -> Vec<PatternPart<'t>> {
    parse::pattern_parts(source, pattern)
}

/// The error for an unknown type name in a declaration.
pub fn no_type(place: Place) -> Diagnostic {
    let found = expected::found(place.text());
    catalog::unexpected(place, &found, &expected::list(&[Rule::type_of]))
}

pub use parse::{Haystack, may_match};
pub use strings::{quoted, unescape};

/// The name and years of the first form in a text, which are enough to choose among the shipped
/// forms. The rest of the text is not parsed.
pub fn parse_form_head(text: &str) -> Option<FormHead<'_>> {
    parse::form_head(text)
}

/// The comments of a text with their spans, without the slashes. Empty if the text does not parse.
pub fn comments(text: &str) -> Vec<(Span, &str)> {
    use pest::Parser as _;
    let Ok(pairs) = Grammar::parse(Rule::file, text) else {
        return Vec::new();
    };
    let comments = pairs
        .flatten()
        .filter(|pair| pair.as_rule() == Rule::comment);
    comments
        .map(|pair| {
            (
                cursor::span(&pair),
                pair.as_str().trim_start_matches('/').trim(),
            )
        })
        .collect()
}

pub struct FormHead<'t> {
    pub name: &'t str,
    pub first_year: &'t str,
    pub last_year: Option<&'t str>,
}
