//! Merges that git left to be decided: both versions stand in the text, between marks at the beginnings of lines.

use std::ops::Range;
use std::sync::Arc;

use memchr::memmem;

use crate::diagnostic::{Diagnostic, Words, catalog};
use crate::source::{Place, Source, Span};

/// A conflict: its lines with marks, and from where on it is the other version's.
struct Conflict {
    opening: Range<usize>,
    divider: Option<Range<usize>>,
    closing: Option<Range<usize>>,
    /// Where the first version ends: at the divider, or at what both came from.
    first_end: Option<usize>,
}

/// The text with the first version of each conflict and blanks over the rest, so that every byte keeps its place, and a diagnostic for
/// each. None where there is no conflict.
pub fn settled(source: &Arc<Source>) -> Option<(String, Vec<Diagnostic>)> {
    memmem::find(source.text().as_bytes(), b"<<<<<<<")?;
    let conflicts = conflicts(source.text());
    if conflicts.is_empty() {
        return None;
    }
    let mut bytes = source.text().as_bytes().to_vec();
    for conflict in &conflicts {
        blank(&mut bytes[conflict.opening.clone()]);
        if let Some((first_end, closing)) = conflict.first_end.zip(conflict.closing.as_ref()) {
            blank(&mut bytes[first_end..closing.end]);
        }
    }
    // Only whole lines are written over, so the text stays UTF-8.
    let text = String::from_utf8(bytes).ok()?;
    Some((text, conflicts.iter().map(|conflict| diagnostic(source, conflict)).collect()))
}

fn blank(stretch: &mut [u8]) {
    stretch.iter_mut().filter(|byte| !matches!(byte, b'\n' | b'\r')).for_each(|byte| *byte = b' ');
}

fn conflicts(text: &str) -> Vec<Conflict> {
    let mut conflicts: Vec<Conflict> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let range = at..at + line.trim_end().len();
        at += line.len();
        let open = conflicts.last_mut().filter(|conflict| conflict.closing.is_none());
        match (mark(line), open) {
            (Some('<'), _) => {
                conflicts.push(Conflict { opening: range, divider: None, closing: None, first_end: None });
            }
            (Some('|'), Some(open)) if open.divider.is_none() => open.first_end = Some(range.start),
            (Some('='), Some(open)) if open.divider.is_none() => {
                open.first_end.get_or_insert(range.start);
                open.divider = Some(range);
            }
            (Some('>'), Some(open)) if open.divider.is_some() => open.closing = Some(range),
            _ => {}
        }
    }
    conflicts
}

/// The character of a conflict's mark, of which seven begin the line.
fn mark(line: &str) -> Option<char> {
    let mark = line.chars().next().filter(|mark| "<|=>".contains(*mark))?;
    let rest = line.trim_start_matches(mark);
    (line.len() - rest.len() == 7 && (rest.is_empty() || rest.starts_with(char::is_whitespace))).then_some(mark)
}

fn diagnostic(source: &Arc<Source>, conflict: &Conflict) -> Diagnostic {
    let place = |range: &Range<usize>| Place::new(source, Span::new(range.start, range.end));
    let mut diagnostic = catalog::conflict(place(&conflict.opening)).with_label(Words::new("一个版本", "one version"));
    if let Some(divider) = &conflict.divider {
        diagnostic = diagnostic.with_related(place(divider), Words::new("另一个版本", "the other version"));
    }
    if let Some(closing) = &conflict.closing {
        diagnostic = diagnostic.with_related(place(closing), Words::new("到此为止", "up to here"));
    }
    diagnostic
}
