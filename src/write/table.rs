//! Lines of a source, laid out: blocks indented, the cells of rows below each other as wide as they look.

use unicode_width::UnicodeWidthStr;

const INDENTATION: usize = 4;

/// A line of a block.
pub enum Line {
    /// A name and what it says. Figures stand below those of the other rows.
    Row {
        name: String,
        cells: Vec<String>,
        comment: String,
    },
    /// The line that opens a block, up to its `{`.
    Open {
        head: String,
        comment: String,
    },
    Close,
    Comment(String),
}

impl Line {
    pub fn open(head: String, comment: String) -> Line {
        Line::Open { head, comment }
    }
}

/// The lines as text, the first as deep as is said.
pub fn lay_out(lines: &[Line], depth: usize) -> String {
    let columns = Columns::of(lines, depth);
    let mut text = String::new();
    let mut at = depth;
    for line in lines {
        if matches!(line, Line::Close) {
            at = at.saturating_sub(1);
        }
        text.push_str(&" ".repeat(INDENTATION * at));
        match line {
            Line::Row { name, cells, comment } => {
                columns.row(&mut text, INDENTATION * at, name, cells);
                push_comment(&mut text, comment);
            }
            Line::Open { head, comment } => {
                text.push_str(head);
                text.push_str(" {");
                push_comment(&mut text, comment);
                at += 1;
            }
            Line::Close => text.push('}'),
            Line::Comment(comment) => text.push_str(&format!("// {comment}")),
        }
        text.push('\n');
    }
    text
}

/// How wide the names are with their indentation, and the figures of each column.
struct Columns {
    name: usize,
    cells: Vec<usize>,
}

impl Columns {
    fn of(lines: &[Line], depth: usize) -> Columns {
        let mut columns = Columns { name: 0, cells: Vec::new() };
        let mut at = depth;
        for line in lines {
            match line {
                Line::Row { name, cells, .. } => {
                    columns.name = columns.name.max(INDENTATION * at + name.width());
                    columns.cells.resize(columns.cells.len().max(cells.len()), 0);
                    for (width, cell) in columns.cells.iter_mut().zip(cells).filter(|(_, cell)| is_figure(cell)) {
                        *width = cell.width().max(*width);
                    }
                }
                Line::Open { .. } => at += 1,
                Line::Close => at = at.saturating_sub(1),
                Line::Comment(_) => {}
            }
        }
        columns
    }

    fn row(&self, text: &mut String, indentation: usize, name: &str, cells: &[String]) {
        text.push_str(name);
        text.push_str(&" ".repeat(self.name.saturating_sub(indentation + name.width())));
        for (cell, width) in cells.iter().zip(&self.cells) {
            let width = if is_figure(cell) { *width } else { 0 };
            text.push(' ');
            text.push_str(&" ".repeat(width.saturating_sub(cell.width())));
            text.push_str(cell);
        }
    }
}

/// Figures stand right; words and texts begin where they may.
fn is_figure(cell: &str) -> bool {
    cell.starts_with(|c: char| c.is_ascii_digit() || "+-/?|=".contains(c))
}

fn push_comment(text: &mut String, comment: &str) {
    if !comment.is_empty() {
        text.push_str(&format!(" // {comment}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chinese_character_is_two_columns_wide() {
        let row = |name: &str, cells: &[&str]| Line::Row {
            name: name.to_owned(),
            cells: cells.iter().map(|cell| (*cell).to_owned()).collect(),
            comment: String::new(),
        };
        let lines = [
            row("新收", &["12", "|", "0"]),
            Line::open("办理".to_owned(), "三".to_owned()),
            row("a", &["1", "|", "-10"]),
            Line::Close,
        ];
        assert_eq!(lay_out(&lines, 0), "新收  12 |   0\n办理 { // 三\n    a  1 | -10\n}\n");
    }
}
