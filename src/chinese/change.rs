//! How a change from one year to the next is stated in words.

use std::cmp::Ordering;

/// Verbs that state a change. Before an interpolated change they are redundant.
const VERBS: &[&str] = &["增长", "上升", "增加", "下降", "减少", "降低"];

/// No change at all, and a change that rounds to zero.
pub(crate) const SAME: &str = "持平";
pub(crate) const ALMOST_SAME: &str = "基本持平";

/// `%` in words. It precedes the number.
const PERCENT: &str = "百分之";

/// The verb for a change by a number, `增加3件`.
pub(crate) fn by_number(order: Ordering) -> &'static str {
    if order.is_gt() { "增加" } else { "减少" }
}

/// The verb for a change by a percentage, `增长3%`.
pub(crate) fn by_percent(order: Ordering) -> &'static str {
    if order.is_gt() { "增长" } else { "下降" }
}

/// The word at the end of `text` if it is redundant before `value`: 增长 before `增长3%`, 百分之 before
/// `3%`. Otherwise `None`.
pub(crate) fn repeated_before(text: &str, value: &str) -> Option<&'static str> {
    let is_change = VERBS.iter().any(|verb| value.starts_with(verb)) || value.ends_with(SAME);
    let words: &[&str] = if is_change {
        VERBS
    } else if value.ends_with('%') {
        &[PERCENT]
    } else {
        &[]
    };
    words.iter().copied().find(|word| text.ends_with(word))
}
