//! Aligns lines that begin with names, mostly in forms.

use super::words::{line, push_spaces, room, width};
use crate::syntax::outline::{Item, ItemKind, WordKind};

/// The items of a run as lines, without their indentation.
pub(super) fn align(run: &[&Item]) -> Vec<String> {
    let lines: Vec<Vec<String>> = run.iter().map(|item| parts(item)).collect();
    let mut widths = Vec::new();
    for line in &lines {
        widths.resize(line.len().max(widths.len()), 0);
        // The last part of a line needs no padding.
        for (widest, part) in widths.iter_mut().zip(&line[..line.len() - 1]) {
            *widest = room(part).max(*widest);
        }
    }
    lines.iter().map(|parts| padded(parts, &widths)).collect()
}

fn padded(parts: &[String], widths: &[usize]) -> String {
    let mut text = String::new();
    let mut spaces = 0;
    for (part, &widest) in parts
        .iter()
        .zip(widths)
        .filter(|(part, widest)| !part.is_empty() || **widest > 0)
    {
        push_spaces(&mut text, spaces);
        text.push_str(part);
        spaces = widest.saturating_sub(width(part)) + 1;
    }
    text
}

/// The aligned parts of an item: `field`, id, alias, label, type.
fn parts(item: &Item) -> Vec<String> {
    let label = item
        .words
        .iter()
        .position(|word| word.kind == WordKind::Text)
        .unwrap_or(item.words.len());
    let (names, rest) = item.words.split_at(label);
    let mut parts: Vec<String> = names.iter().map(|name| name.text.to_owned()).collect();
    // The alias may be missing.
    parts.resize(
        if item.kind == ItemKind::Field { 3 } else { 2 },
        String::new(),
    );
    match rest.split_first() {
        Some((label, of_type)) if of_type.first().is_some_and(|word| word.is(":")) => {
            parts.extend([label.text.to_owned(), line(of_type)]);
        }
        _ => parts.push(line(rest)),
    }
    parts
}
