//! Headings, lines and tables, laid out for the terminal or as Markdown.

use unicode_width::UnicodeWidthStr;

use super::GuideFormat;
use crate::emit::prose::escape_markdown;

pub enum PageBlock {
    /// A heading and how deep it is, from 1.
    Heading(usize, String),
    Line(String),
    /// The first row is the head.
    Table(Vec<Vec<String>>),
}

impl PageBlock {
    pub fn table<const N: usize>(
        heads: [String; N],
        rows: impl IntoIterator<Item = [String; N]>,
    ) -> PageBlock {
        PageBlock::Table(std::iter::once(heads).chain(rows).map(Vec::from).collect())
    }
}

pub fn render(blocks: &[PageBlock], format: GuideFormat) -> String {
    let mut text = String::new();
    for (index, block) in blocks.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|before| blocks.get(before));
        match format {
            GuideFormat::Text => push_text(&mut text, before, block),
            GuideFormat::Markdown => push_markdown(&mut text, before, block),
        }
    }
    text
}

// ── The terminal ─────────────────────────────────────────────────────────────────────────────────

fn push_text(text: &mut String, before: Option<&PageBlock>, block: &PageBlock) {
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

/// Cells below each other, as wide as they look.
fn push_columns(text: &mut String, rows: &[Vec<String>]) {
    let number = rows.first().map_or(0, Vec::len);
    let width = |column: usize| {
        rows.iter()
            .filter_map(|row| row.get(column))
            .map(|cell| cell.width())
            .max()
            .unwrap_or(0)
    };
    let widths: Vec<usize> = (0..number).map(width).collect();
    for row in rows {
        let cells = row.iter().zip(&widths).map(|(cell, width)| {
            format!("{cell}{}", " ".repeat(width.saturating_sub(cell.width())))
        });
        text.push_str(format!("    {}", cells.collect::<Vec<_>>().join("  ")).trim_end());
        text.push('\n');
    }
}

// ── Markdown ─────────────────────────────────────────────────────────────────────────────────────

fn push_markdown(text: &mut String, before: Option<&PageBlock>, block: &PageBlock) {
    match (before, block) {
        (None, _) => {}
        // Lines in a row are a list.
        (Some(PageBlock::Line(_)), PageBlock::Line(_)) => {}
        _ => text.push('\n'),
    }
    match block {
        PageBlock::Heading(depth, heading) => text.push_str(&format!(
            "{} {}\n",
            "#".repeat(*depth),
            escape_markdown(heading)
        )),
        PageBlock::Line(line) => text.push_str(&format!("- {}\n", escape_markdown(line))),
        PageBlock::Table(rows) => {
            for (index, row) in rows.iter().enumerate() {
                let cells: Vec<String> = row.iter().map(|cell| escape_markdown(cell)).collect();
                text.push_str(&format!("| {} |\n", cells.join(" | ")));
                if index == 0 {
                    text.push_str(&format!("|{}\n", "---|".repeat(row.len())));
                }
            }
        }
    }
}
