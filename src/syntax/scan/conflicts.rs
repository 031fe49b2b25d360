//! Merges that git left to be decided: both versions stand in the text, between marks at the
//! beginnings of lines.

use std::ops::Range;
use std::sync::Arc;

use memchr::memmem;

use crate::diagnostic::{Diagnostic, Words, catalog};
use crate::source::{Place, Source, Span};

/// A conflict: its lines with marks, of which one may have been deleted, and from where on it is
/// the other version's.
#[derive(Default)]
struct Conflict {
    opening: Option<Range<usize>>,
    divider: Option<Range<usize>>,
    closing: Option<Range<usize>>,
    /// Where the first version ends: at the divider, or at what both came from.
    first_end: Option<usize>,
}

impl Conflict {
    fn marks(&self) -> impl Iterator<Item = &Range<usize>> {
        [&self.opening, &self.divider, &self.closing]
            .into_iter()
            .flatten()
    }

    /// The lines of the first version, as far as it is known where they are.
    fn first(&self) -> Option<Range<usize>> {
        Some(self.opening.as_ref()?.end..self.first_end?)
    }

    /// The lines of the other version, behind those of what both came from.
    fn other(&self) -> Option<Range<usize>> {
        Some(self.first_end?..self.closing.as_ref()?.end)
    }
}

/// The text with the first version of each conflict and blanks over the rest, so that every byte
/// keeps its place, and a diagnostic for each. None where there is no conflict.
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

/// The same text with the other version of each conflict. None where there is no conflict.
pub fn other_version(source: &Arc<Source>) -> Option<Arc<Source>> {
    let common = |conflict: &Conflict| Some(conflict.first_end?..conflict.divider.as_ref()?.end);
    let conflicts = conflicts(source.text())?;
    let text = without(source.text(), &conflicts, Conflict::first)?;
    Some(Source::new(
        source.name(),
        without(&text, &conflicts, common)?,
    ))
}

/// A text without the marks of conflicts and some of their lines.
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
    // Only whole lines are written over, so the text stays UTF-8.
    String::from_utf8(bytes).ok()
}

/// The conflicts of a text, if it has any. A line of `=` alone is none: prose may have it under a
/// heading.
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

/// The character of a conflict's mark, of which seven begin the line.
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
