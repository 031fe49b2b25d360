//! From text to the tree as written. The only module that uses pest.

pub mod ast;
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

/// The version of the language. It grows when a source that was right becomes wrong or comes to
/// mean something else, not when one can say more.
pub const LANGUAGE_VERSION: u32 = 1;

#[derive(pest_derive::Parser)]
#[grammar = "grammar/gdr.pest"]
struct Grammar;

/// The lexical pass over a source: the text that `parse` reads. It is the source's own unless
/// something had to be mended.
pub use scan::{Scanned, other_version, scan};

/// The tree of a scanned text, with a diagnostic for each item that is not of the language. Every
/// byte of the scanned text keeps its place in `source`; lines that the lexical pass has repaired
/// get no second diagnostic.
pub fn parse<'t>(source: &'t Arc<Source>, scanned: &'t Scanned) -> Outcome<File<'t>> {
    parse::file(source, &scanned.text, &scanned.repaired)
}

/// The same of a text that is known to be without fault. The patterns of its phrases are left to be
/// read by [`pattern_parts`].
pub fn parse_sound(source: &Arc<Source>) -> Outcome<File<'_>> {
    parse::sound_file(source)
}

/// The parts of a pattern of a source that is known to be without fault.
pub fn pattern_parts<'t>(
    source: &'t Arc<Source>,
    pattern: StringLiteral<'t>,
) -> Vec<PatternPart<'t>> {
    parse::pattern_parts(source, pattern)
}

/// The error of a word that is no type, where one is declared.
pub fn no_type(place: Place) -> Diagnostic {
    let found = expected::found(place.text());
    catalog::unexpected(place, &found, &expected::list(&[Rule::type_of]))
}

pub use parse::{Haystack, may_stand_in};
pub use strings::{quoted, unescape};

/// The first form's name, edition and years, read without the rest of the text: enough to choose
/// among the shipped forms.
pub fn parse_form_head(text: &str) -> Option<FormHead<'_>> {
    parse::form_head(text)
}

/// The comments of a text with where each stands, without their slashes. None of a text that does
/// not parse.
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
