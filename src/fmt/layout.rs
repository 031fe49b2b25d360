//! Formats items as lines: indentation, blank lines, braces and comments.

use super::INDENTATION;
use super::names;
use super::table::{AlignedRow, TableWidths};
use super::words::{line, push_spaces, width};
use super::wrap::wrap;
use crate::syntax::outline::{Item, ItemKind, OutlineBlock, WordKind};

/// The maximum width of an item in braces on one line.
const WIDEST_BETWEEN_BRACES: usize = 60;

pub(super) fn lay_out(items: &[Item]) -> String {
    let mut layout = LayoutWriter {
        text: String::new(),
    };
    layout.items(items, 0, None);
    layout.text
}

struct LayoutWriter {
    text: String,
}

impl LayoutWriter {
    fn items(&mut self, items: &[Item], indentation: usize, table: Option<&TableWidths>) {
        let mut is_first = true;
        for (item, head) in items.iter().zip(heads(items, indentation, table)) {
            if is_after(item) && self.text.pop().is_some() {
                self.text.push_str(&format!(" {head}\n"));
                continue;
            }
            if item.lines_before > 1 && !is_first {
                self.text.push('\n');
            }
            is_first = false;
            push_spaces(&mut self.text, indentation);
            self.text.push_str(&head);
            if let Some(block) = &item.block {
                self.block(item, block, indentation, table);
            }
            self.text.push('\n');
        }
    }

    fn block(
        &mut self,
        item: &Item,
        block: &OutlineBlock,
        indentation: usize,
        table: Option<&TableWidths>,
    ) {
        if let Some(inside) = inline(block) {
            self.text.push_str(&inside);
        } else {
            self.text.push_str(" {\n");
            let own = own_table(item, indentation, table);
            self.items(
                &block.items,
                indentation + INDENTATION,
                own.as_ref().or(table),
            );
            push_spaces(&mut self.text, indentation);
            self.text.push('}');
        }
    }
}

/// Whether an item is a comment at the end of the line before it.
fn is_after(item: &Item) -> bool {
    item.kind == ItemKind::Comment && item.lines_before == 0
}

/// The text of a block that stays on one line, otherwise `None`. A block stays on one line if it is
/// empty, or if it has one short item and was on one line before.
fn inline(block: &OutlineBlock) -> Option<String> {
    match block.items.as_slice() {
        [] => Some(String::from(" {}")),
        [only] if block.is_on_one_line && only.block.is_none() => {
            let inside = line(&only.words);
            (width(&inside) <= WIDEST_BETWEEN_BRACES).then(|| format!(" {{ {inside} }}"))
        }
        _ => None,
    }
}

// ── Heads ────────────────────────────────────────────────────────────────────────────────────────

/// The lines of items, without their blocks and their indentation. Rows of a table are aligned with
/// the given widths.
fn heads(items: &[Item], indentation: usize, table: Option<&TableWidths>) -> Vec<String> {
    let mut heads: Vec<String> = items
        .iter()
        .map(|item| head(item, indentation, table))
        .collect();
    for run in runs(items, table.is_some()) {
        let of_run: Vec<&Item> = run.iter().map(|&index| &items[index]).collect();
        let lines = match of_run.first().map(|item| item.kind) {
            Some(ItemKind::Entry) => {
                let rows: Vec<AlignedRow> = of_run
                    .iter()
                    .map(|item| AlignedRow::of(item, indentation))
                    .collect();
                let table = TableWidths::of_fields(&rows);
                rows.iter().map(|row| table.row(row)).collect()
            }
            _ => names::align(&of_run),
        };
        run.into_iter()
            .zip(lines)
            .for_each(|(index, line)| heads[index] = line);
    }
    heads
}

fn head(item: &Item, indentation: usize, table: Option<&TableWidths>) -> String {
    match table {
        _ if has_header(item) => {
            let own = own_table(item, indentation, table);
            let header = AlignedRow::of_header(item, indentation);
            own.zip(header)
                .map_or_else(|| line(&item.words), |(own, header)| own.header(&header))
        }
        Some(table) if is_row(item) => table.row(&AlignedRow::of(item, indentation)),
        _ => wrap(item, indentation),
    }
}

/// Groups consecutive items that are aligned together. Comments do not interrupt a group.
fn runs(items: &[Item], are_rows_done: bool) -> Vec<Vec<usize>> {
    let mut runs: Vec<Vec<usize>> = Vec::new();
    let mut last = None;
    for (index, item) in items.iter().enumerate() {
        if item.lines_before > 1 {
            last = None;
        }
        let kind = match item.kind {
            ItemKind::Comment => continue,
            ItemKind::Entry if is_row(item) && item.block.is_none() && !are_rows_done => {
                Some(ItemKind::Entry)
            }
            kind @ (ItemKind::Field | ItemKind::Column | ItemKind::Line | ItemKind::Reasoned)
                if item.block.is_none() =>
            {
                Some(kind)
            }
            ItemKind::Entry
            | ItemKind::Fact
            | ItemKind::Field
            | ItemKind::Column
            | ItemKind::Line
            | ItemKind::Reasoned
            | ItemKind::Section
            | ItemKind::Check
            | ItemKind::Phrase
            | ItemKind::Aside
            | ItemKind::Other => None,
        };
        match runs.last_mut() {
            Some(run) if kind.is_some() && kind == last => run.push(index),
            _ => runs.extend(kind.map(|_| vec![index])),
        }
        last = kind;
    }
    runs
}

// ── Tables ───────────────────────────────────────────────────────────────────────────────────────

/// The widths of the table that begins with a block. A table begins if the block has a header, or
/// if it has rows and is not part of a table yet.
fn own_table(item: &Item, indentation: usize, table: Option<&TableWidths>) -> Option<TableWidths> {
    let block = item.block.as_ref()?;
    let header = AlignedRow::of_header(item, indentation).filter(|_| has_header(item));
    let begins = header.is_some() || table.is_none() && block.items.iter().any(is_row);
    begins.then(|| {
        let mut rows = Vec::new();
        collect_rows(block, indentation + INDENTATION, &mut rows);
        TableWidths::of(&rows, header.as_ref())
    })
}

fn collect_rows<'i, 't>(
    block: &'i OutlineBlock<'t>,
    indentation: usize,
    rows: &mut Vec<AlignedRow<'i, 't>>,
) {
    for item in &block.items {
        if is_row(item) {
            rows.push(AlignedRow::of(item, indentation));
        }
        if let Some(inner) = item
            .block
            .as_ref()
            .filter(|inner| !has_header(item) && inline(inner).is_none())
        {
            collect_rows(inner, indentation + INDENTATION, rows);
        }
    }
}

fn is_row(item: &Item) -> bool {
    let says = |kinds: &[WordKind]| {
        item.words
            .get(1)
            .is_some_and(|word| kinds.contains(&word.kind))
    };
    match item.kind {
        ItemKind::Fact => true,
        ItemKind::Entry => says(&[WordKind::Number, WordKind::Value, WordKind::Text]),
        ItemKind::Comment
        | ItemKind::Field
        | ItemKind::Column
        | ItemKind::Line
        | ItemKind::Reasoned
        | ItemKind::Section
        | ItemKind::Check
        | ItemKind::Phrase
        | ItemKind::Aside
        | ItemKind::Other => false,
    }
}

fn has_header(item: &Item) -> bool {
    item.kind == ItemKind::Entry && item.words.get(1).is_some_and(|word| word.is("["))
}
