//! The source lines that a diagnostic refers to, with its spans marked.

use std::collections::BTreeMap;
use std::ops::Range;

use super::html::escaped;
use crate::diagnostic::{Diagnostic, Language};
use crate::source::Place;

/// The maximum number of lines shown for one diagnostic.
const MOST_LINES: usize = 40;
/// The maximum number of spans marked for one diagnostic.
const MOST_MARKS: usize = 200;
/// The number of characters shown before the first and after the last mark of a line.
const AROUND: usize = 60;
/// The maximum number of characters shown of a line.
const MOST_CHARACTERS: usize = 600;

/// A line with its marks and the labels on it.
struct ExcerptLine<'d> {
    place: &'d Place,
    marks: Vec<ExcerptMark>,
    words: Vec<&'d str>,
}

/// A marked range of characters in a line.
struct ExcerptMark {
    columns: Range<usize>,
    /// Whether the mark is the diagnostic's own place, not a related one.
    is_own: bool,
}

/// A table with the number, the text and the labels of each line. Lines of the diagnostic's own
/// source come first.
pub(super) fn html(diagnostic: &Diagnostic, language: Language) -> String {
    let own = diagnostic.place.source.name();
    let mut lines: BTreeMap<(bool, &str, usize), ExcerptLine> = BTreeMap::new();
    let primary = (&diagnostic.place, diagnostic.label.of(language), true);
    let related = diagnostic
        .related
        .iter()
        .map(|label| (&label.place, label.words.of(language), false));
    for (place, words, is_own) in std::iter::once(primary).chain(related).take(MOST_MARKS) {
        let name = place.source.name();
        let key = (name != own, name, place.position().line);
        if lines.len() == MOST_LINES && !lines.contains_key(&key) {
            continue;
        }
        let line = lines.entry(key).or_insert_with(|| ExcerptLine {
            place,
            marks: Vec::new(),
            words: Vec::new(),
        });
        line.marks.push(ExcerptMark {
            columns: columns(place),
            is_own,
        });
        line.words.extend((!words.is_empty()).then_some(words));
    }
    let mut rows = String::new();
    let mut source = own;
    for ((_, name, number), line) in &mut lines {
        if *name != source {
            source = name;
            rows.push_str(&format!(
                "<tr><td></td><td colspan=\"2\" class=\"file\">{}</td></tr>\n",
                escaped(name)
            ));
        }
        line.marks.sort_by_key(|mark| mark.columns.start);
        let text = marked(line.place.source.line(*number), &line.marks);
        let words = escaped(&line.words.join(if language == Language::Chinese {
            "；"
        } else {
            "; "
        }));
        rows.push_str(&format!(
            "<tr><td>{number}</td><td><pre>{text}</pre></td><td>{words}</td></tr>\n"
        ));
    }
    format!("<table>\n{rows}</table>\n")
}

/// The columns of a place in its first line, counted from 0.
fn columns(place: &Place) -> Range<usize> {
    let (start, end) = (place.position(), place.end());
    let end = if end.line == start.line {
        end.column
    } else {
        usize::MAX
    };
    start.column - 1..end.saturating_sub(1)
}

/// A line with its marks, which are sorted. A long line is cut to the part around the marks.
fn marked(line: &str, marks: &[ExcerptMark]) -> String {
    let first = marks
        .first()
        .map_or(0, |mark| mark.columns.start.saturating_sub(AROUND));
    let end = marks.iter().map(|mark| mark.columns.end).max().unwrap_or(0);
    let end = end.saturating_add(AROUND).min(first + MOST_CHARACTERS);
    let shown: Vec<char> = line.chars().take(end).skip(first).collect();
    let is_cut = line.chars().nth(end).is_some();
    let text = |columns: Range<usize>| {
        let last = columns.end.saturating_sub(first).min(shown.len());
        let text: String = shown
            .get(columns.start.saturating_sub(first)..last)
            .unwrap_or_default()
            .iter()
            .collect();
        escaped(&text)
    };
    let mut html = String::from(if first > 0 { "…" } else { "" });
    let mut at = first;
    for ExcerptMark { columns, is_own } in marks {
        // Of two overlapping marks, only the first is shown.
        if at <= columns.start {
            let class = if *is_own { " class=\"own\"" } else { "" };
            html.push_str(&format!(
                "{}<mark{class}>{}</mark>",
                text(at..columns.start),
                text(columns.clone())
            ));
            at = columns.end;
        }
    }
    html + &text(at..usize::MAX) + if is_cut { "…" } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line with marks from column to column.
    fn shown(line: &str, columns: &[(usize, usize)]) -> String {
        let marks: Vec<ExcerptMark> = columns
            .iter()
            .map(|&(start, end)| ExcerptMark {
                columns: start..end,
                is_own: false,
            })
            .collect();
        marked(line, &marks)
    }

    #[test]
    fn marks_are_placed_by_column() {
        assert_eq!(
            shown("甲 12 <b>", &[(2, 4)]),
            "甲 <mark>12</mark> &lt;b&gt;"
        );
        assert_eq!(
            shown("1 2 3", &[(0, 1), (2, 3), (4, 5)]),
            "<mark>1</mark> <mark>2</mark> <mark>3</mark>"
        );
        assert_eq!(shown("abc", &[(0, 2), (1, 3)]), "<mark>ab</mark>c");
        assert_eq!(shown("abc", &[(1, usize::MAX)]), "a<mark>bc</mark>");
        assert_eq!(shown("ab", &[(2, 2)]), "ab<mark></mark>");
        assert_eq!(shown("", &[(0, 0)]), "<mark></mark>");
        assert_eq!(shown("a", &[(7, 9)]), "a<mark></mark>");
    }

    #[test]
    fn a_long_line_is_cut_to_the_part_around_its_marks() {
        let line = "长".repeat(1000);
        let around = "长".repeat(AROUND);
        assert_eq!(
            shown(&line, &[(500, 501)]),
            format!("…{around}<mark>长</mark>{around}…")
        );
        assert!(shown(&line, &[(0, usize::MAX)]).chars().count() < MOST_CHARACTERS + 20);
    }
}
