//! Aligns the rows of a table. A column is as wide as its name in the header and at least wide
//! enough for common figures, so that a changed figure rarely moves others.

use std::collections::BTreeMap;

use super::words::{line, push_spaces, room, width};
use crate::syntax::outline::{Item, ItemKind, Word, WordKind};

/// The minimum width of a named column: four digits, which is the width of two Chinese characters.
const LEAST_NAMED: usize = 4;

/// The minimum width of an unnamed column of figures: five digits, or four with a sign.
const LEAST: usize = 5;

/// The minimum width of the units in a column: that of 万元.
const LEAST_UNIT: usize = 4;

/// The name of a row, its figures and the words after them. A header has column names instead of
/// figures.
pub(super) struct AlignedRow<'i, 't> {
    indentation: usize,
    name: &'t str,
    label: Option<&'t str>,
    cells: Vec<MarkedCell<'i, 't>>,
    rest: &'i [Word<'t>],
}

struct MarkedCell<'i, 't> {
    /// The mark before the figure: `|` or `=`.
    mark: Option<&'t str>,
    word: &'i Word<'t>,
}

impl<'i, 't> AlignedRow<'i, 't> {
    /// An entry, or a fact with its label.
    pub(super) fn of(item: &'i Item<'t>, indentation: usize) -> AlignedRow<'i, 't> {
        let (name, words) = item
            .words
            .split_first()
            .map_or(("", &[][..]), |(name, rest)| (name.text, rest));
        let (label, words) = match words {
            [label, words @ ..] if item.kind == ItemKind::Fact && label.kind == WordKind::Text => {
                (Some(label.text), words)
            }
            _ => (None, words),
        };
        let (cells, rest) = cells(words, |word| {
            matches!(word.kind, WordKind::Number | WordKind::Value)
        });
        AlignedRow {
            indentation,
            name,
            label,
            cells,
            rest,
        }
    }

    /// The first line of a block that has a header. `None` if it has no header, or a header that
    /// cannot be aligned.
    pub(super) fn of_header(item: &'i Item<'t>, indentation: usize) -> Option<AlignedRow<'i, 't>> {
        let [name, open, header @ .., _] = item.words.as_slice() else {
            return None;
        };
        let (cells, rest) = cells(header, |word| word.kind == WordKind::Name);
        let is_usual = open.is("[") && rest.is_empty() && !cells.is_empty();
        is_usual.then_some(AlignedRow {
            indentation,
            name: name.text,
            label: None,
            cells,
            rest,
        })
    }

    fn name_end(&self) -> usize {
        self.indentation + width(self.name)
    }

    /// The minimum distance that this row requires between the left margin and its cells.
    fn room(&self) -> usize {
        self.indentation + room(self.name)
    }

    fn shape(&self) -> CellCount {
        self.cells
            .iter()
            .filter(|cell| cell.mark != Some("="))
            .count()
    }
}

/// The leading words that are cells, with the marks between them, and the remaining words.
fn cells<'i, 't>(
    mut words: &'i [Word<'t>],
    is_cell: fn(&Word) -> bool,
) -> (Vec<MarkedCell<'i, 't>>, &'i [Word<'t>]) {
    let mut cells: Vec<MarkedCell> = Vec::new();
    while cells.last().is_none_or(|cell| cell.mark != Some("=")) {
        let (mark, word, rest) = match words {
            [word, rest @ ..] if is_cell(word) => (None, word, rest),
            [mark, word, rest @ ..]
                if (mark.is("|") || mark.is("=")) && is_cell(word) && !cells.is_empty() =>
            {
                (Some(mark.text), word, rest)
            }
            _ => break,
        };
        cells.push(MarkedCell { mark, word });
        words = rest;
    }
    (cells, words)
}

/// The number of figures in a row, not counting its total. Rows with the same count share their
/// columns.
type CellCount = usize;

#[derive(Clone, Default)]
struct ColumnWidths {
    figure: usize,
    unit: usize,
    has_bar: bool,
}

/// The width of the names, and the columns for each count of cells, with the total last.
pub(super) struct TableWidths {
    name: usize,
    label: usize,
    shapes: BTreeMap<CellCount, Vec<ColumnWidths>>,
}

impl TableWidths {
    /// The widths for the rows of a table, and for its header if it has one.
    pub(super) fn of(rows: &[AlignedRow], header: Option<&AlignedRow>) -> TableWidths {
        let mut table = TableWidths {
            name: rows.iter().map(AlignedRow::room).max().unwrap_or_default(),
            label: rows
                .iter()
                .filter_map(|row| row.label)
                .map(room)
                .max()
                .unwrap_or_default(),
            shapes: BTreeMap::new(),
        };
        let mut shapes: BTreeMap<CellCount, Vec<&AlignedRow>> = BTreeMap::new();
        for row in header.into_iter().chain(rows).filter(|row| row.shape() > 0) {
            shapes.entry(row.shape()).or_default().push(row);
        }
        let named = header.map(AlignedRow::shape);
        let least = |shape: CellCount, rows: &[&AlignedRow]| match rows {
            _ if named == Some(shape) => LEAST_NAMED,
            // A single row needs no alignment.
            [_] => 0,
            _ => LEAST,
        };
        table.shapes = shapes
            .iter()
            .map(|(&shape, rows)| (shape, columns(shape, rows, least(shape, rows))))
            .collect();
        if let Some(header) = header {
            table.name = table
                .name
                .max((header.room() + 1).saturating_sub(table.room_before(header)));
        }
        table
    }

    /// The widths for the fields at the top of a report: their values are aligned.
    pub(super) fn of_fields(rows: &[AlignedRow]) -> TableWidths {
        let mut table = TableWidths::of(rows, None);
        table.shapes.remove(&1);
        table
    }

    pub(super) fn row(&self, row: &AlignedRow) -> String {
        let mut text = String::from(row.name);
        push_spaces(&mut text, self.name.saturating_sub(row.name_end()));
        if self.label > 0 && !row.cells.is_empty() {
            let label = row.label.unwrap_or_default();
            text.push(' ');
            text.push_str(label);
            push_spaces(&mut text, self.label.saturating_sub(width(label)));
        }
        push_cells(&mut text, row, self.columns(row));
        if !row.rest.is_empty() {
            text.push(' ');
            text.push_str(&line(row.rest));
        }
        text
    }

    /// The head of a block, with its names above the columns.
    pub(super) fn header(&self, header: &AlignedRow) -> String {
        let mut cells = String::new();
        push_cells(&mut cells, header, &self.header_columns(header));
        let names = cells.trim_start();
        let spaces = (self.name + (cells.len() - names.len()))
            .saturating_sub("[".len() + header.name_end())
            .max(1);
        format!("{}{}[{names}]", header.name, " ".repeat(spaces))
    }

    /// The number of spaces available before the first name of a header.
    fn room_before(&self, header: &AlignedRow) -> usize {
        let first = header.cells.first().map_or(0, |cell| room(cell.word.text));
        self.header_columns(header)
            .first()
            .map_or(0, |column| column.figure.saturating_sub(first))
    }

    /// The columns of a header. The last column is only as wide as its name: nothing follows it, so
    /// the figures below it may be wider.
    fn header_columns(&self, header: &AlignedRow) -> Vec<ColumnWidths> {
        let mut columns = self.columns(header).to_vec();
        let last = header.cells.len().saturating_sub(1);
        if let (Some(column), Some(cell)) = (columns.get_mut(last), header.cells.get(last)) {
            column.figure = room(cell.word.text).max(LEAST_NAMED);
        }
        columns
    }

    fn columns(&self, row: &AlignedRow) -> &[ColumnWidths] {
        self.shapes.get(&row.shape()).map_or(&[], Vec::as_slice)
    }
}

fn push_cells(text: &mut String, row: &AlignedRow, columns: &[ColumnWidths]) {
    let none = ColumnWidths::default();
    let mut spaces = 0;
    for (index, MarkedCell { mark, word }) in row.cells.iter().enumerate() {
        let column = columns.get(index).unwrap_or(&none);
        push_spaces(text, spaces);
        match mark {
            Some(mark) => {
                text.push(' ');
                text.push_str(mark);
            }
            None if column.has_bar => text.push_str("  "),
            None => {}
        }
        text.push(' ');
        let written = line(std::slice::from_ref(word));
        let unit = word.unit.map_or(0, |unit| width(unit) + 1);
        let before = column.figure.saturating_sub(width(word.text));
        spaces = column.unit.saturating_sub(unit);
        match word.kind {
            WordKind::Value => spaces += before,
            WordKind::Name
            | WordKind::Mark
            | WordKind::Text
            | WordKind::Prose
            | WordKind::Number => push_spaces(text, before),
        }
        text.push_str(&written);
    }
}

/// The columns of rows with one count of cells, each with at least the given width.
fn columns(shape: CellCount, rows: &[&AlignedRow], least: usize) -> Vec<ColumnWidths> {
    let mut columns = vec![
        ColumnWidths {
            figure: least,
            ..ColumnWidths::default()
        };
        shape + 1
    ];
    // A word or a date in the only column needs no alignment.
    let counts = |word: &Word| shape > 1 || word.kind != WordKind::Value;
    for (index, MarkedCell { mark, word }) in
        rows.iter().flat_map(|row| row.cells.iter().enumerate())
    {
        let column = &mut columns[index];
        column.has_bar |= *mark == Some("|");
        if counts(word) {
            column.figure = column.figure.max(room(word.text));
            column.unit = column
                .unit
                .max(word.unit.map_or(0, |unit| room(unit).max(LEAST_UNIT) + 1));
        }
    }
    columns
}
