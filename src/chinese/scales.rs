//! Words that multiply a number by a power of ten: `3.5万` is 35000.

/// Each of these units with its power of ten.
const SCALES: [(char, i32); 4] = [('百', 2), ('千', 3), ('万', 4), ('亿', 8)];

/// The power of ten of the unit at the start of a text.
pub(crate) fn power(text: &str) -> Option<i32> {
    let first = text.chars().next()?;
    SCALES
        .into_iter()
        .find(|(scale, _)| *scale == first)
        .map(|(_, power)| power)
}

/// A text without the units at its start. 百万 is two units.
pub(crate) fn without_scales(text: &str) -> &str {
    text.trim_start_matches(|c| SCALES.iter().any(|(scale, _)| *scale == c))
}
