//! Finds characters that do not belong in any text: invisible ones in strings, prose and comments,
//! and NUL, which no source has.

use std::collections::BTreeSet;
use std::sync::Arc;

use memchr::memchr;

use super::MOST_EDITS;
use crate::diagnostic::{Diagnostic, Edit, Fix, catalog};
use crate::invisible;
use crate::source::{Place, Source, Span};

/// An invisible character of a text.
struct Found {
    place: Place,
    character: char,
    line: usize,
}

impl Found {
    /// Whether the character is a command to a terminal or a printer. Line ends are not: text that
    /// is copied from other programs has them.
    fn is_command(&self) -> bool {
        self.character.is_control() && !invisible::is_line_end(self.character)
    }

    /// The edit that removes it. A line end becomes a space, so that a comment or a string stays
    /// one.
    fn removed(&self) -> Edit {
        let is_line_end = invisible::is_line_end(self.character);
        Edit {
            place: self.place.clone(),
            text: String::from(if is_line_end { " " } else { "" }),
        }
    }
}

/// The error for a NUL character; `None` if the text has none.
pub(super) fn nul(source: &Arc<Source>) -> Option<Diagnostic> {
    let at = memchr(0, source.text().as_bytes())?;
    let place = Place::new(source, Span::new(at, at + 1));
    Some(catalog::nul_character(place))
}

/// Reports the invisible characters of a source that the lexical pass does not report, which are
/// those in strings, prose and comments. There is one diagnostic for each line and severity.
pub fn report_invisible(source: &Arc<Source>, diagnostics: &mut Vec<Diagnostic>) {
    let offsets = invisible::offsets(source.text());
    if offsets.is_empty() {
        return;
    }
    let reported: BTreeSet<u32> = diagnostics
        .iter()
        .filter(|diagnostic| matches!(diagnostic.code, "G0105" | "G0132" | "G0139"))
        .flat_map(|diagnostic| {
            let edits = diagnostic.fixes.iter().flat_map(|fix| &fix.edits);
            edits
                .map(|edit| edit.place.span.start)
                .chain([diagnostic.place.span.start])
        })
        .collect();
    let found = offsets.into_iter().filter_map(|at| {
        let character = source.text().get(at..)?.chars().next()?;
        let place = Place::new(source, Span::new(at, at + character.len_utf8()));
        let line = place.position().line;
        (!reported.contains(&place.span.start)).then_some(Found {
            place,
            character,
            line,
        })
    });
    let (commands, others): (Vec<_>, Vec<_>) = found.partition(Found::is_command);
    for characters in [commands, others] {
        diagnostics.extend(
            characters
                .chunk_by(|a, b| a.line == b.line)
                .filter_map(on_line),
        );
    }
}

/// The diagnostic for the invisible characters of a line.
fn on_line(found: &[Found]) -> Option<Diagnostic> {
    let first = found.first()?;
    let (place, code) = (
        first.place.clone(),
        format!("U+{:04X}", u32::from(first.character)),
    );
    let diagnostic = if first.is_command() {
        catalog::refused_character(place, &code)
    } else {
        catalog::invisible_character(place, &code)
    };
    let edits = found.iter().take(MOST_EDITS).map(Found::removed);
    Some(diagnostic.with_fix(Fix {
        is_certain: true,
        edits: edits.collect(),
    }))
}
