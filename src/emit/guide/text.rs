//! A guide for the terminal.

use super::page::PageBlock;
use crate::emit::columns::{flush_left, widest};

pub(super) fn push(text: &mut String, before: Option<&PageBlock>, block: &PageBlock) {
    let is_apart = matches!(
        (before, block),
        (Some(_), PageBlock::Heading(..)) | (Some(PageBlock::Table(_)), _)
    );
    text.push_str(if is_apart { "\n" } else { "" });
    match block {
        PageBlock::Heading(_, heading) => text.push_str(&format!("{heading}\n")),
        PageBlock::Line(line) => text.push_str(&format!("    {line}\n")),
        PageBlock::Table(rows) => push_columns(text, rows),
    }
}

/// Cells in columns, aligned by display width.
fn push_columns(text: &mut String, rows: &[Vec<String>]) {
    let number = rows.first().map_or(0, Vec::len);
    let width = |column: usize| widest(rows.iter().filter_map(|row| row.get(column)));
    let widths: Vec<usize> = (0..number).map(width).collect();
    for row in rows {
        let cells = row
            .iter()
            .zip(&widths)
            .map(|(cell, width)| flush_left(cell, *width));
        text.push_str(format!("    {}", cells.collect::<Vec<_>>().join("  ")).trim_end());
        text.push('\n');
    }
}
