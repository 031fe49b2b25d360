//! What a splice prints itself and the text around it says again: `{share(…)}%`, `增长{change(…)}`;
//! and a measure word written twice.

use std::ops::Range;

use super::LintContext;
use super::words::Plain;
use crate::diagnostic::{Diagnostic, catalog};
use crate::model::{Currency, MEASURES};

/// What stands before a change that is put in words, and says the same.
const CHANGES: &[&str] = &["增长", "上升", "增加", "下降", "减少", "降低"];

const PERCENT: [&str; 2] = ["%", "％"];

pub fn lint(text: &LintContext) -> Vec<Diagnostic> {
    text.prose
        .interpolations
        .iter()
        .filter_map(|interpolation| repeated(&text.prose, interpolation))
        .collect()
}

fn repeated(prose: &Plain, interpolation: &Range<usize>) -> Option<Diagnostic> {
    let (before, value, after) = (
        &prose.text[..interpolation.start],
        &prose.text[interpolation.clone()],
        &prose.text[interpolation.end..],
    );
    let unit = again_after(value, after)
        .map(|again| interpolation.end + again.start..interpolation.end + again.end);
    let again = unit.or_else(|| {
        Some(interpolation.start - again_before(before, value)?..interpolation.start)
    })?;
    let printed =
        &prose.text[again.start.min(interpolation.start)..again.end.max(interpolation.end)];
    let place = prose.place(again.start, again.end);
    Some(
        catalog::repeated_after(place.clone(), &printed, &&prose.text[again])
            .with_possible_fix(place, ""),
    )
}

/// Where behind a value its unit is said again, or the measure word that it has there.
fn again_after(value: &str, after: &str) -> Option<Range<usize>> {
    let units = match value.chars().next_back()? {
        '%' => &PERCENT[..],
        '元' if value.starts_with(|c: char| c.is_ascii_digit()) => &Currency::NAMES[..],
        digit if digit.is_ascii_digit() => return measure_twice(after),
        _ => &[],
    };
    units
        .iter()
        .find(|unit| after.starts_with(**unit))
        .map(|unit| 0..unit.len())
}

/// The second of two measure words. `3个个人` has one.
fn measure_twice(text: &str) -> Option<Range<usize>> {
    let measure = text
        .chars()
        .next()
        .filter(|c| *c != '个' && MEASURES.contains(c))?;
    let is_twice = text.chars().take_while(|c| *c == measure).count() == 2;
    is_twice.then(|| measure.len_utf8()..2 * measure.len_utf8())
}

/// How much before a value says again what it begins with.
fn again_before(before: &str, value: &str) -> Option<usize> {
    let is_change =
        CHANGES.iter().any(|change| value.starts_with(change)) || value.ends_with("持平");
    let said = if is_change { CHANGES } else { &["百分之"] };
    let is_repeated = is_change || value.ends_with('%');
    said.iter()
        .find(|word| is_repeated && before.ends_with(*word))
        .map(|word| word.len())
}
