//! What a splice prints itself and the text around it says again: `{share(…)}%`, `增长{change(…)}`;
//! and a measure word written twice.

use std::ops::Range;

use super::Text;
use super::words::Plain;
use crate::diagnostic::{Diagnostic, catalog};
use crate::model::{Currency, MEASURES};

/// What stands before a change that is put in words, and says the same.
const CHANGES: &[&str] = &["增长", "上升", "增加", "下降", "减少", "降低"];

const PERCENT: [&str; 2] = ["%", "％"];

pub fn lint(text: &Text) -> Vec<Diagnostic> {
    text.prose
        .splices
        .iter()
        .filter_map(|splice| repeated(&text.prose, splice))
        .collect()
}

fn repeated(prose: &Plain, splice: &Range<usize>) -> Option<Diagnostic> {
    let (before, value, behind) = (
        &prose.text[..splice.start],
        &prose.text[splice.clone()],
        &prose.text[splice.end..],
    );
    let unit =
        again_behind(value, behind).map(|again| splice.end + again.start..splice.end + again.end);
    let again = unit.or_else(|| Some(splice.start - again_before(before, value)?..splice.start))?;
    let printed = &prose.text[again.start.min(splice.start)..again.end.max(splice.end)];
    let place = prose.place(again.start, again.end);
    Some(catalog::said_again(place.clone(), &printed, &&prose.text[again]).perhaps(place, ""))
}

/// Where behind a value its unit is said again, or the measure word that it has there.
fn again_behind(value: &str, behind: &str) -> Option<Range<usize>> {
    let units = match value.chars().next_back()? {
        '%' => &PERCENT[..],
        '元' if value.starts_with(|c: char| c.is_ascii_digit()) => &Currency::NAMES[..],
        digit if digit.is_ascii_digit() => return measure_twice(behind),
        _ => &[],
    };
    units
        .iter()
        .find(|unit| behind.starts_with(**unit))
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
    let is_said_again = is_change || value.ends_with('%');
    said.iter()
        .find(|word| is_said_again && before.ends_with(*word))
        .map(|word| word.len())
}
