//! The official grid of a table, cell by cell: heads with the rows and columns that they span, and
//! figures.

use serde::Serialize;

use crate::model::{Form, Head, NodeId, NodeKind, Table, TableId};

/// A table in its layout on the page.
#[derive(Debug, Serialize)]
pub(super) struct Grid<'r> {
    pub label: &'r str,
    /// Rows of heads above the body.
    pub head: Vec<GridRow<'r>>,
    pub body: Vec<GridRow<'r>>,
}

/// A row: heads, then figures.
#[derive(Debug, Serialize, Default)]
pub(super) struct GridRow<'r> {
    pub heads: Vec<GridCell<'r>>,
    pub figures: Vec<&'r str>,
    /// The number of columns that the last figure spans. Omitted if 1.
    #[serde(skip_serializing_if = "is_one")]
    pub last: usize,
}

#[derive(Debug, Serialize)]
pub(super) struct GridCell<'r> {
    pub text: &'r str,
    /// The number of rows and columns it spans. Omitted if 1.
    #[serde(skip_serializing_if = "is_one")]
    pub rows: usize,
    #[serde(skip_serializing_if = "is_one")]
    pub columns: usize,
    pub scope: &'static str,
    /// The number of its note.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<usize>,
}

impl<'r> GridCell<'r> {
    fn of(text: &'r str, rows: usize, columns: usize) -> GridCell<'r> {
        let scope = match (rows, columns) {
            (_, 2..) => "colgroup",
            (2.., _) => "rowgroup",
            _ => "col",
        };
        GridCell {
            text,
            rows,
            columns,
            scope,
            note: None,
        }
    }
}

// Serde requires this signature.
#[allow(clippy::trivially_copy_pass_by_ref)]
fn is_one(span: &usize) -> bool {
    *span <= 1
}

/// The contents of a grid: the texts of figures by fact, and the numbers of notes by row.
pub(super) struct Texts<'r> {
    pub figures: &'r [String],
    pub notes: &'r [(NodeId, usize)],
}

/// The grids of a section. Each table has a grid, unless the section stacks all its tables into
/// one.
pub(super) fn of_section<'r>(form: &'r Form, section: NodeId, texts: &Texts<'r>) -> Vec<Grid<'r>> {
    let node = form.node(section);
    let tables = node
        .children
        .iter()
        .filter_map(|&child| match form.node(child).kind {
            NodeKind::Table(table) => Some(table),
            NodeKind::Form
            | NodeKind::Section(_)
            | NodeKind::Group { .. }
            | NodeKind::Row { .. }
            | NodeKind::Field(_) => None,
        });
    let is_stacked = matches!(&node.kind, NodeKind::Section(section) if section.is_stacked);
    if is_stacked {
        return vec![stacked(
            form,
            node.label.as_str(),
            &tables.collect::<Vec<_>>(),
            texts,
        )];
    }
    tables
        .map(|table| {
            if form.tables[table].is_across {
                across(form, table, texts)
            } else {
                down(form, table, texts)
            }
        })
        .collect()
}

fn label(form: &Form, table: TableId) -> &str {
    let node = form.node(form.tables[table].node);
    if node.is_transparent() {
        &form.node(node.parent).label
    } else {
        &node.label
    }
}

/// The figures of a row, in the order of the columns.
fn figures<'r>(form: &Form, row: NodeId, texts: &Texts<'r>) -> Vec<&'r str> {
    let columns = form
        .table_of(row)
        .map_or(0, |table| form.tables[table].columns.len());
    (0..columns)
        .filter_map(|column| form.cell(row, column))
        .map(|fact| texts.figures[fact].as_str())
        .collect()
}

// ── Rows down the page ───────────────────────────────────────────────────────────────────────────

fn down<'r>(form: &'r Form, table: TableId, texts: &Texts<'r>) -> Grid<'r> {
    let columns = &form.tables[table];
    let children = &form.node(columns.node).children;
    let depth = children
        .iter()
        .map(|&child| depth(form, child))
        .max()
        .unwrap_or(1);
    let mut head = Vec::new();
    let head_depth = columns.heads.iter().map(Head::depth).max().unwrap_or(1);
    let all_rows = head_depth + usize::from(columns.axis_label.is_some());
    let mut first = GridRow {
        heads: vec![GridCell::of(
            columns.corner.as_deref().unwrap_or(""),
            all_rows,
            depth,
        )],
        ..GridRow::default()
    };
    if let Some(axis) = &columns.axis_label {
        first
            .heads
            .push(GridCell::of(axis, 1, columns.columns.len()));
        head.push(first);
        first = GridRow::default();
    }
    let mut levels = head_rows(&columns.heads, head_depth);
    first.heads.append(&mut levels[0]);
    head.push(first);
    head.extend(levels.into_iter().skip(1).map(|heads| GridRow {
        heads,
        ..GridRow::default()
    }));
    let mut body = Vec::new();
    let mut pending = Vec::new();
    for &child in children {
        rows(form, child, depth, &mut pending, texts, &mut body);
    }
    Grid {
        label: label(form, table),
        head,
        body,
    }
}

fn depth(form: &Form, node: NodeId) -> usize {
    1 + form
        .node(node)
        .children
        .iter()
        .map(|&child| depth(form, child))
        .max()
        .unwrap_or(0)
}

fn leaves(form: &Form, node: NodeId) -> usize {
    let children = &form.node(node).children;
    if children.is_empty() {
        1
    } else {
        children.iter().map(|&child| leaves(form, child)).sum()
    }
}

/// The rows of a node. A group's head is in its first row and spans all of its rows.
fn rows<'r>(
    form: &'r Form,
    node: NodeId,
    width: usize,
    pending: &mut Vec<GridCell<'r>>,
    texts: &Texts<'r>,
    body: &mut Vec<GridRow<'r>>,
) {
    let item = form.node(node);
    let note = texts
        .notes
        .iter()
        .find(|(row, _)| *row == node)
        .map(|(_, number)| *number);
    if item.children.is_empty() {
        let mut heads = std::mem::take(pending);
        heads.push(GridCell {
            text: &item.label,
            rows: 1,
            columns: width,
            scope: "row",
            note,
        });
        body.push(GridRow {
            heads,
            figures: figures(form, node, texts),
            last: 1,
        });
        return;
    }
    pending.push(GridCell {
        text: &item.label,
        rows: leaves(form, node),
        columns: 1,
        scope: "rowgroup",
        note,
    });
    for &child in &item.children {
        rows(form, child, width - 1, pending, texts, body);
    }
}

/// The rows of a tree of heads. A head without children spans the remaining rows of heads.
fn head_rows(heads: &[Head], depth: usize) -> Vec<Vec<GridCell<'_>>> {
    fn walk<'h>(heads: &'h [Head], level: usize, rows: &mut Vec<Vec<GridCell<'h>>>) {
        for head in heads {
            let height = if head.children.is_empty() {
                rows.len() - level
            } else {
                1
            };
            let mut cell = GridCell::of(&head.label, height, head.leaves());
            cell.scope = if head.children.is_empty() {
                "col"
            } else {
                "colgroup"
            };
            rows[level].push(cell);
            walk(&head.children, level + 1, rows);
        }
    }
    let mut rows: Vec<Vec<GridCell>> = (0..depth).map(|_| Vec::new()).collect();
    walk(heads, 0, &mut rows);
    rows
}

// ── Rows across the page ─────────────────────────────────────────────────────────────────────────

/// The rows of the form become groups of columns, and all figures are in one row.
fn across<'r>(form: &'r Form, table: TableId, texts: &Texts<'r>) -> Grid<'r> {
    let columns = &form.tables[table];
    let children = &form.node(columns.node).children;
    let row_depth = children
        .iter()
        .map(|&child| depth(form, child))
        .max()
        .unwrap_or(1);
    let all_rows = row_depth + 1;
    let mut levels: Vec<Vec<GridCell>> = (0..all_rows).map(|_| Vec::new()).collect();
    for &child in children {
        across_heads(form, columns, child, 0, &mut levels);
    }
    let all = columns
        .rows
        .iter()
        .flat_map(|&row| figures(form, row, texts))
        .collect();
    Grid {
        label: label(form, table),
        head: levels
            .into_iter()
            .map(|heads| GridRow {
                heads,
                ..GridRow::default()
            })
            .collect(),
        body: vec![GridRow {
            heads: Vec::new(),
            figures: all,
            last: 1,
        }],
    }
}

fn across_heads<'r>(
    form: &'r Form,
    table: &'r Table,
    node: NodeId,
    level: usize,
    levels: &mut [Vec<GridCell<'r>>],
) {
    let item = form.node(node);
    let mut cell = GridCell::of(&item.label, 1, leaves(form, node) * table.columns.len());
    cell.scope = "colgroup";
    levels[level].push(cell);
    for &child in &item.children {
        across_heads(form, table, child, level + 1, levels);
    }
    if item.children.is_empty() {
        let height = levels.len() - level - 1;
        for column in &table.columns {
            levels[level + 1].push(GridCell {
                scope: "col",
                ..GridCell::of(&column.label, height, 1)
            });
        }
    }
}

// ── Tables stacked into one ──────────────────────────────────────────────────────────────────────

/// Each table follows its caption. In a table with fewer columns than the others, the last figure
/// spans the remaining columns.
fn stacked<'r>(form: &'r Form, title: &'r str, tables: &[TableId], texts: &Texts<'r>) -> Grid<'r> {
    let width = 1 + tables
        .iter()
        .map(|&table| form.tables[table].columns.len())
        .max()
        .unwrap_or(0);
    let mut body = Vec::new();
    for &number in tables {
        let table = &form.tables[number];
        let last = width - table.columns.len();
        let caption = GridCell {
            scope: "colgroup",
            ..GridCell::of(label(form, number), 1, width)
        };
        body.push(GridRow {
            heads: vec![caption],
            ..GridRow::default()
        });
        let mut heads = vec![GridCell {
            scope: "col",
            ..GridCell::of(table.corner.as_deref().unwrap_or(""), 1, 1)
        }];
        heads.extend(table.columns.iter().map(|column| GridCell {
            scope: "col",
            ..GridCell::of(&column.label, 1, 1)
        }));
        if let Some(head) = heads.last_mut() {
            head.columns = last;
        }
        body.push(GridRow {
            heads,
            ..GridRow::default()
        });
        let mut rows_of_table = Vec::new();
        for &child in &form.node(table.node).children {
            rows(form, child, 1, &mut Vec::new(), texts, &mut rows_of_table);
        }
        body.extend(rows_of_table.into_iter().map(|row| GridRow { last, ..row }));
    }
    Grid {
        label: title,
        head: Vec::new(),
        body,
    }
}
