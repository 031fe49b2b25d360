//! Text in columns, aligned by display width.

use unicode_width::UnicodeWidthStr;

/// The display width of the widest text, used as the width of its column.
pub(super) fn widest<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> usize {
    let widths = texts.into_iter().map(|text| text.as_ref().width());
    widths.max().unwrap_or(0)
}

pub(super) fn flush_left(text: &str, width: usize) -> String {
    format!("{text}{}", spaces(text, width))
}

pub(super) fn flush_right(text: &str, width: usize) -> String {
    format!("{}{text}", spaces(text, width))
}

fn spaces(text: &str, width: usize) -> String {
    " ".repeat(width.saturating_sub(text.width()))
}
