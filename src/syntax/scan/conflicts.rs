//! Handles unresolved merge conflicts of git: both versions are in the text, between lines with
//! conflict markers.

use std::ops::Range;
use std::sync::Arc;

use memchr::memmem;

use crate::diagnostic::{Diagnostic, Words, catalog};
use crate::source::{Place, Source, Span};

/// A conflict: its marker lines, one of which may have been deleted, and the offset where the first
/// version ends.
#[derive(Default)]
struct Conflict {
    opening: Option<Range<usize>>,
    divider: Option<Range<usize>>,
    closing: Option<Range<usize>>,
    /// The end of the first version: at the divider, or at the common ancestor if that is shown.
    first_end: Option<usize>,
}

impl Conflict {
    fn marks(&self) -> impl Iterator<Item = &Range<usize>> {
        [&self.opening, &self.divider, &self.closing]
            .into_iter()
            .flatten()
    }

    /// The lines of the first version, if its markers are present.
    fn first(&self) -> Option<Range<usize>> {
        Some(self.opening.as_ref()?.end..self.first_end?)
    }

    /// The lines of the other version, after those of the common ancestor.
    fn other(&self) -> Option<Range<usize>> {
        Some(self.first_end?..self.closing.as_ref()?.end)
    }
}

/// The text with only the first version of each conflict, and a diagnostic for each conflict.
/// Spaces replace the rest of a conflict, so that offsets do not change. `None` if there are no
/// conflicts.
pub(super) fn settled(source: &Arc<Source>) -> Option<(String, Vec<Diagnostic>)> {
    let conflicts = conflicts(source.text())?;
    let text = without(source.text(), &conflicts, Conflict::other)?;
    Some((
        text,
        conflicts
            .iter()
            .filter_map(|conflict| diagnostic(source, conflict))
            .collect(),
    ))
}

/// The source with the other version of each conflict. `None` if there are no conflicts.
pub fn other_version(source: &Arc<Source>) -> Option<Arc<Source>> {
    let common = |conflict: &Conflict| Some(conflict.first_end?..conflict.divider.as_ref()?.end);
    let conflicts = conflicts(source.text())?;
    let text = without(source.text(), &conflicts, Conflict::first)?;
    Some(Source::new(
        source.name(),
        without(&text, &conflicts, common)?,
    ))
}

/// A text with the conflict markers and the given lines of each conflict replaced by spaces.
fn without(
    text: &str,
    conflicts: &[Conflict],
    lines: impl Fn(&Conflict) -> Option<Range<usize>>,
) -> Option<String> {
    let mut bytes = text.as_bytes().to_vec();
    for range in conflicts
        .iter()
        .flat_map(|conflict| conflict.marks().cloned().chain(lines(conflict)))
    {
        bytes[range]
            .iter_mut()
            .filter(|byte| !matches!(byte, b'\n' | b'\r'))
            .for_each(|byte| *byte = b' ');
    }
    // Only whole lines are overwritten, so the text stays UTF-8.
    String::from_utf8(bytes).ok()
}

/// The conflicts of a text, or `None` if it has none. A line of `=` alone is not a conflict: it may
/// underline a heading in prose.
fn conflicts(text: &str) -> Option<Vec<Conflict>> {
    ["<<<<<<<", ">>>>>>>"]
        .iter()
        .find_map(|mark| memmem::find(text.as_bytes(), mark.as_bytes()))?;
    let mut conflicts: Vec<Conflict> = Vec::new();
    let mut open = Conflict::default();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let range = at..at + line.trim_end().len();
        at += line.len();
        match mark(line) {
            Some('<') => {
                let before = std::mem::replace(
                    &mut open,
                    Conflict {
                        opening: Some(range),
                        ..Conflict::default()
                    },
                );
                conflicts.extend(Some(before).filter(|before| before.opening.is_some()));
            }
            Some('|') if open.opening.is_some() && open.divider.is_none() => {
                open.first_end = Some(range.start);
            }
            Some('=') if open.opening.is_none() => {
                open = Conflict {
                    first_end: Some(range.start),
                    divider: Some(range),
                    ..Conflict::default()
                };
            }
            Some('=') if open.divider.is_none() => {
                open.first_end.get_or_insert(range.start);
                open.divider = Some(range);
            }
            Some('>') => conflicts.push(Conflict {
                closing: Some(range),
                ..std::mem::take(&mut open)
            }),
            _ => {}
        }
    }
    conflicts.extend(Some(open).filter(|open| open.opening.is_some()));
    (!conflicts.is_empty()).then_some(conflicts)
}

/// The character of the conflict marker that a line begins with: exactly seven times the same
/// character.
fn mark(line: &str) -> Option<char> {
    let mark = line.chars().next().filter(|mark| "<|=>".contains(*mark))?;
    let rest = line.trim_start_matches(mark);
    (line.len() - rest.len() == 7 && (rest.is_empty() || rest.starts_with(char::is_whitespace)))
        .then_some(mark)
}

fn diagnostic(source: &Arc<Source>, conflict: &Conflict) -> Option<Diagnostic> {
    let marks = [
        (&conflict.opening, Words::new("一个版本", "one version")),
        (
            &conflict.divider,
            Words::new("另一个版本", "the other version"),
        ),
        (
            &conflict.closing,
            Words::new("冲突到此为止", "end of the conflict"),
        ),
    ];
    let mut marks = marks.into_iter().filter_map(|(mark, words)| {
        let mark = mark.as_ref()?;
        Some((Place::new(source, Span::new(mark.start, mark.end)), words))
    });
    let (place, words) = marks.next()?;
    let diagnostic = catalog::conflict(place).with_label(words);
    Some(marks.fold(diagnostic, |diagnostic, (place, words)| {
        diagnostic.with_related(place, words)
    }))
}
