//! Units of number: `3.5万` is 35000.

/// Each with its power of ten.
const SCALES: [(char, i32); 4] = [('百', 2), ('千', 3), ('万', 4), ('亿', 8)];

/// The power of ten of the unit that a text begins with.
pub fn power(text: &str) -> Option<i32> {
    let first = text.chars().next()?;
    SCALES
        .into_iter()
        .find(|(scale, _)| *scale == first)
        .map(|(_, power)| power)
}

/// A text without the units that it begins with: 百万 are two.
pub fn without_scales(text: &str) -> &str {
    text.trim_start_matches(|c| SCALES.iter().any(|(scale, _)| *scale == c))
}
