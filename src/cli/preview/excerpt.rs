//! The lines of a source that a message speaks of, with what it marks in them.

use std::collections::BTreeMap;
use std::ops::Range;

use super::panel::escaped;
use crate::diagnostic::{Diagnostic, Language};
use crate::source::Place;

/// How many lines are shown of one message.
const MOST_LINES: usize = 40;
/// How many characters are shown before the first mark of a line and behind the last.
const AROUND: usize = 60;
/// How many characters are shown of a line.
const MOST_CHARACTERS: usize = 600;

/// A line and what is said of it.
struct Line<'d> {
    place: &'d Place,
    /// In characters of the line.
    marks: Vec<Range<usize>>,
    words: Vec<&'d str>,
}

/// A table: the number of each line, the line, what is said of it. The message's own source comes first.
pub fn html(diagnostic: &Diagnostic, language: Language) -> String {
    let own = diagnostic.place.source.name();
    let mut lines: BTreeMap<(bool, &str, usize), Line> = BTreeMap::new();
    let primary = (&diagnostic.place, diagnostic.label.of(language));
    let related = diagnostic.related.iter().map(|label| (&label.place, label.words.of(language)));
    for (place, words) in std::iter::once(primary).chain(related) {
        let name = place.source.name();
        let key = (name != own, name, place.position().line);
        if lines.len() == MOST_LINES && !lines.contains_key(&key) {
            continue;
        }
        let line = lines.entry(key).or_insert_with(|| Line { place, marks: Vec::new(), words: Vec::new() });
        line.marks.push(columns(place));
        line.words.extend((!words.is_empty()).then_some(words));
    }
    let mut rows = String::new();
    let mut source = own;
    for ((_, name, number), line) in &mut lines {
        if *name != source {
            source = name;
            rows.push_str(&format!("<tr><td></td><td colspan=\"2\" class=\"file\">{}</td></tr>\n", escaped(name)));
        }
        line.marks.sort_by_key(|mark| mark.start);
        let text = marked(line.place.source.line(*number), &line.marks);
        let words = escaped(&line.words.join(if language == Language::Chinese { "；" } else { "; " }));
        rows.push_str(&format!("<tr><td>{number}</td><td><pre>{text}</pre></td><td>{words}</td></tr>\n"));
    }
    format!("<table>\n{rows}</table>\n")
}

/// The columns of the line on which a place begins, counted from 0.
fn columns(place: &Place) -> Range<usize> {
    let (start, end) = (place.position(), place.end());
    let end = if end.line == start.line { end.column } else { usize::MAX };
    start.column - 1..end.saturating_sub(1)
}

/// A line with its marks, which are in order. Of a long one only what is around them.
fn marked(line: &str, marks: &[Range<usize>]) -> String {
    let first = marks.first().map_or(0, |mark| mark.start.saturating_sub(AROUND));
    let last = marks.iter().map(|mark| mark.end).max().unwrap_or(0).saturating_add(AROUND).min(first + MOST_CHARACTERS);
    let mut html = String::from(if first > 0 { "…" } else { "" });
    let mut marks = marks.iter().peekable();
    let mut open: Option<usize> = None;
    let mut at = first;
    let mut characters = line.chars().skip(first);
    loop {
        if open.is_some_and(|end| at >= end) {
            html.push_str("</mark>");
            open = None;
        }
        // Of two that overlap the first is shown.
        while let Some(mark) = marks.next_if(|mark| mark.start <= at) {
            if open.is_none() && mark.start == at {
                html.push_str("<mark>");
                open = Some(mark.end);
            }
            if mark.is_empty() && open == Some(at) {
                html.push_str("</mark>");
                open = None;
            }
        }
        match characters.next() {
            Some(character) if at < last => html.push_str(&escaped(character.encode_utf8(&mut [0; 4]))),
            rest => {
                html.push_str(if open.is_some() { "</mark>" } else { "" });
                html.push_str(if rest.is_some() { "…" } else { "" });
                return html;
            }
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stand_where_they_belong() {
        assert_eq!(marked("甲 12 <b>", &[2..4]), "甲 <mark>12</mark> &lt;b&gt;");
        assert_eq!(marked("1 2 3", &[0..1, 2..3, 4..5]), "<mark>1</mark> <mark>2</mark> <mark>3</mark>");
        assert_eq!(marked("abc", &[0..2, 1..3]), "<mark>ab</mark>c");
        assert_eq!(marked("abc", &[1..usize::MAX]), "a<mark>bc</mark>");
        assert_eq!(marked("ab", &[2..2]), "ab<mark></mark>");
        assert_eq!(marked("", &[0..0]), "<mark></mark>");
    }

    #[test]
    fn of_a_long_line_what_is_around_the_marks_is_shown() {
        let line = "长".repeat(1000);
        let around = "长".repeat(AROUND);
        assert_eq!(marked(&line, &[500..501]), format!("…{around}<mark>长</mark>{around}…"));
        assert!(marked(&line, &[0..usize::MAX]).chars().count() < MOST_CHARACTERS + 20);
    }
}
