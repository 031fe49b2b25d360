//! Text around an interpolation that repeats what it prints: `{share(…)}%`, `增长{change(…)}`, or a
//! measure word written twice.

use std::ops::Range;

use super::LintContext;
use super::words::Plain;
use crate::chinese::{change, marks, measures};
use crate::diagnostic::{Diagnostic, catalog};
use crate::model::Currency;
use crate::source::slice;

pub(super) fn lint(text: &LintContext) -> Vec<Diagnostic> {
    text.prose
        .interpolations
        .iter()
        .filter_map(|interpolation| repeated(&text.prose, interpolation))
        .collect()
}

fn repeated(prose: &Plain, interpolation: &Range<usize>) -> Option<Diagnostic> {
    let (before, value, after) = (
        slice(&prose.text, ..interpolation.start),
        slice(&prose.text, interpolation.clone()),
        slice(&prose.text, interpolation.end..),
    );
    let unit = again_after(value, after)
        .map(|again| interpolation.end + again.start..interpolation.end + again.end);
    let again = unit.or_else(|| {
        let again = change::repeated_before(before, value)?;
        Some(interpolation.start - again.len()..interpolation.start)
    })?;
    let printed = slice(
        &prose.text,
        again.start.min(interpolation.start)..again.end.max(interpolation.end),
    );
    let place = prose.place(again.start, again.end);
    Some(
        catalog::prose_repeated_unit(place.clone(), &printed, &slice(&prose.text, again))
            .with_possible_fix(place, ""),
    )
}

/// The range after a value where its unit or measure word is repeated.
fn again_after(value: &str, after: &str) -> Option<Range<usize>> {
    let units = match value.chars().next_back()? {
        '%' => &marks::PERCENT_SIGNS[..],
        '元' if value.starts_with(|c: char| c.is_ascii_digit()) => &Currency::NAMES[..],
        digit if digit.is_ascii_digit() => {
            let measure = measures::doubled(after)?;
            return Some(measure.len_utf8()..2 * measure.len_utf8());
        }
        _ => &[],
    };
    units
        .iter()
        .find(|unit| after.starts_with(**unit))
        .map(|unit| 0..unit.len())
}
