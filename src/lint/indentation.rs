//! Paragraphs typed as in a word processor: each line begins with full-width spaces, and no empty
//! line separates them. Markdown joins them into one paragraph.

use super::LintContext;
use crate::diagnostic::{Diagnostic, Edit, Fix, catalog};
use crate::model::{Prose, ProsePart, Report};
use crate::source::{Place, slice};

const IDEOGRAPHIC_SPACE: char = '\u{3000}';

/// The maximum number of edits in one diagnostic. The next run reports the remaining lines.
const MOST_EDITS: usize = 200;

pub(super) fn lint(text: &LintContext) -> Vec<Diagnostic> {
    let report = &text.verified.report;
    let indented = |prose: &Prose| {
        prose
            .parts
            .iter()
            .flat_map(|part| indentations(report, part))
            .collect()
    };
    report
        .all_prose()
        .filter_map(|prose| set_apart(indented(prose), catalog::prose_indentation))
        .collect()
}

/// One diagnostic for all indented lines of one prose text. The `bool` of a place is whether it
/// follows a non-empty line.
pub(super) fn set_apart(
    places: Vec<(Place, bool)>,
    message: fn(Place) -> Diagnostic,
) -> Option<Diagnostic> {
    let (first, _) = places.first()?.clone();
    let edits = places
        .into_iter()
        .take(MOST_EDITS)
        .map(|(place, follows_a_line)| {
            let text = String::from(if follows_a_line { "\n" } else { "" });
            Edit { place, text }
        });
    Some(message(first).with_fix(Fix {
        is_certain: false,
        edits: edits.collect(),
    }))
}

/// The full-width indentation of each line, and whether the line follows a non-empty line.
fn indentations(report: &Report, part: &ProsePart) -> Vec<(Place, bool)> {
    let ProsePart::Text(span) = part else {
        return Vec::new();
    };
    let whole = report.place(*span);
    let (source, text) = (whole.source.text(), whole.text());
    let starts = text.match_indices('\n').map(|(at, _)| at + 1);
    let indented = starts.filter_map(|start| {
        let words = slice(text, start..).trim_start_matches(IDEOGRAPHIC_SPACE);
        let end = text.len() - words.len();
        let before = slice(source, ..whole.span.start as usize + start - 1)
            .rsplit('\n')
            .next()
            .unwrap_or("")
            .trim();
        let follows_a_line = !before.is_empty() && !before.ends_with("\"\"\"");
        (end > start).then(|| (whole.part(start..end), follows_a_line))
    });
    indented.collect()
}
