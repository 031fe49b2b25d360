//! A guide as Markdown.

use super::page::PageBlock;
use crate::emit::prose::escape_markdown;

pub(super) fn push(text: &mut String, before: Option<&PageBlock>, block: &PageBlock) {
    match (before, block) {
        (None, _) => {}
        // Consecutive lines form a list.
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
