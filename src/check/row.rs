//! Checks rows: cells in the order of the header or of the form, `|` between the form's column
//! groups, `= total` at the end.

use super::Checker;
use crate::chinese::measures::is_measure;
use crate::diagnostic::{Diagnostic, Words, catalog};
use crate::model::{Column, Currency, Decimal, NodeId, Table, Type, without_quotes};
use crate::resolve::{suggest, unescape};
use crate::source::Span;
use crate::syntax::ast::{CellKind, Figure, Header, HeaderCell, Row, Spanned};

/// The column order of the rows in a block, without totals.
pub(super) enum Order {
    Known(Vec<usize>),
    /// The header is invalid, which is reported: rows under it cannot be checked.
    Unknown,
}

/// The number of values before each `|`.
fn bars_at(bars: &[(usize, Span)]) -> Vec<usize> {
    bars.iter().map(|(at, _)| *at).collect()
}

/// The parts of a row.
struct Parts<'t> {
    values: Vec<Spanned<Figure<'t>>>,
    /// The number of values before each `|`, and its span.
    bars: Vec<(usize, Span)>,
    total: Option<Spanned<Figure<'t>>>,
    note: Option<&'t str>,
}

impl Checker<'_> {
    /// The column order in a header, checked against the table's columns and groups.
    pub(super) fn order(&mut self, node: NodeId, header: &Header) -> Order {
        let Some(table) = self.form.table_of(node) else {
            self.report(catalog::header_without_table(
                self.place(header.span),
                &self.form.node(node).label,
            ));
            return Order::Unknown;
        };
        let table = &self.form.tables[table];
        let mut columns = Vec::new();
        let mut bars = Vec::new();
        if let Some(span) =
            misplaced_total(table, header).filter(|_| unknown_names(table, header) == 0)
        {
            self.report(catalog::header_total(self.place(span)));
            return Order::Unknown;
        }
        for cell in &header.cells {
            match cell {
                HeaderCell::Bar(span) => bars.push((columns.len(), *span)),
                HeaderCell::Equals(_) => {}
                HeaderCell::Name(name) => match table
                    .columns
                    .iter()
                    .position(|column| column.is_named(name.value))
                {
                    Some(column) if table.columns[column].sum_of.is_some() => {}
                    Some(column) => columns.push(column),
                    None => {
                        let names: Vec<&str> = table.columns.iter().map(Column::name).collect();
                        let diagnostic =
                            catalog::unknown_column(self.place(name.span), &name.value);
                        let mut diagnostic = suggest(diagnostic, name.value, &names);
                        // A header with several unknown names may be that of another table.
                        if unknown_names(table, header) > 1 {
                            diagnostic.fixes.clear();
                        }
                        self.report(diagnostic);
                        return Order::Unknown;
                    }
                },
            }
        }
        let expected = &table.plain_columns;
        let missing: Vec<Words> = expected
            .iter()
            .filter(|column| !columns.contains(column))
            .map(|&column| Words::same(table.columns[column].name()))
            .collect();
        if !missing.is_empty() || columns.len() != expected.len() {
            let place = self.place(header.span);
            self.report(catalog::header_incomplete(place, &fault(&missing)));
            return Order::Unknown;
        }
        if self.bars(table, &columns, &bars) {
            Order::Known(columns)
        } else {
            Order::Unknown
        }
    }

    /// Checks the cells for a row of the form, or for the stated total of a group.
    pub(super) fn row(&mut self, node: NodeId, order: Option<&Order>, row: &Row) {
        let Some(number) = self.form.table_of(node) else {
            return;
        };
        let form = self.form;
        let table = &form.tables[number];
        let columns = match order {
            Some(Order::Known(columns)) => columns,
            Some(Order::Unknown) => return self.invalidate(node, table),
            None => &table.plain_columns,
        };
        let Some(parts) = self.parts(table, columns.len(), row) else {
            return self.invalidate(node, table);
        };
        if parts.values.len() != columns.len() {
            self.wrong_number_of_cells(table, columns, &parts, row.span);
            return self.invalidate(node, table);
        }
        let is_reported = order.is_some() && self.bars_reported.contains(&bars_at(&parts.bars));
        if !is_reported && !self.bars(table, columns, &parts.bars) {
            self.bars_reported.insert(bars_at(&parts.bars));
        }
        for (&column, &figure) in columns.iter().zip(&parts.values) {
            if let Some(fact) = form.cell(node, column) {
                self.state_figure(fact, figure);
            }
        }
        match (parts.total, table.total()) {
            (Some(figure), Some(column)) => {
                if let Some(fact) = form.cell(node, column) {
                    self.state_figure(fact, figure);
                }
            }
            (Some(figure), None) => {
                self.report(catalog::no_total_column(self.place(figure.span)));
            }
            (None, _) => {}
        }
        if let Some(note) = parts.note {
            self.notes.push((node, unescape(note)));
        }
    }

    fn parts<'r>(&mut self, table: &Table, expected: usize, row: &Row<'r>) -> Option<Parts<'r>> {
        let mut parts = Parts {
            values: Vec::with_capacity(expected),
            bars: Vec::new(),
            total: None,
            note: None,
        };
        let mut equals = None;
        for cell in &row.cells {
            match cell.value {
                CellKind::Bar => parts.bars.push((parts.values.len(), cell.span)),
                CellKind::Equals => equals = Some(cell.span),
                CellKind::Figure(Figure::Text(text)) if takes_note(table, expected, &parts) => {
                    parts.note = Some(text);
                }
                CellKind::Figure(value) if equals.is_some() && parts.total.is_none() => {
                    parts.total = Some(Spanned {
                        value,
                        span: cell.span,
                    });
                }
                CellKind::Figure(_) if equals.is_some() => {
                    self.report(catalog::after_total(self.place(cell.span)));
                    return None;
                }
                CellKind::Figure(value) => parts.values.push(Spanned {
                    value,
                    span: cell.span,
                }),
            }
        }
        match equals {
            Some(span) if parts.total.is_none() => {
                self.report(catalog::total_without_number(self.place(span)));
                None
            }
            _ => Some(parts),
        }
    }

    /// Whether every `|` is between two column groups of the form. A row may also have none.
    fn bars(&mut self, table: &Table, columns: &[usize], bars: &[(usize, Span)]) -> bool {
        let group = |index: usize| {
            columns
                .get(index)
                .map(|&column| table.columns[column].group)
        };
        for &(index, span) in bars {
            if index == 0 || group(index - 1) == group(index) || group(index).is_none() {
                self.report(catalog::bar_misplaced(
                    self.place(span),
                    &groups(table, columns),
                ));
                return false;
            }
        }
        let borders = (1..columns.len())
            .filter(|&index| group(index - 1) != group(index))
            .count();
        if let Some(&(_, first)) = bars.first()
            && bars.len() != borders
        {
            self.report(catalog::bar_misplaced(
                self.place(first),
                &groups(table, columns),
            ));
            return false;
        }
        true
    }

    fn wrong_number_of_cells(
        &mut self,
        table: &Table,
        columns: &[usize],
        parts: &Parts,
        span: Span,
    ) {
        if let Some(diagnostic) = self.error_word(table, columns, parts) {
            return self.report(diagnostic);
        }
        let names = Words::list(
            &columns
                .iter()
                .map(|&column| Words::same(table.columns[column].name()))
                .collect::<Vec<_>>(),
        );
        let found = parts.values.len();
        let mut diagnostic =
            catalog::wrong_number_of_cells(self.place(span), &columns.len(), &found, &names);
        if found == columns.len() + 1 && parts.total.is_none() && table.total().is_some() {
            diagnostic.help = Some(Words::new(
                "总计应写在等号之后，如“1 0 = 1”",
                "write the total after `=`: `1 0 = 1`",
            ));
            if let Some(total) = self.total_without_equals(table, columns, &parts.values) {
                diagnostic = diagnostic.with_possible_fix(
                    self.place(Span {
                        end: total.start,
                        ..total
                    }),
                    "= ",
                );
            }
        }
        if let (0, Some(total)) = (found, parts.total) {
            diagnostic.help = Some(Words::new(
                "各列的数写在等号之前，等号之后只写总计",
                "write the numbers of the columns before `=`, and only the total after it",
            ));
            if columns.len() == 1 {
                diagnostic = diagnostic.with_possible_fix(
                    self.place(Span {
                        end: total.span.start,
                        ..span
                    }),
                    "",
                );
            }
        }
        self.report(diagnostic);
    }

    /// The span of the last value of a row, if it is the sum of the others, as in a row copied from
    /// a spreadsheet.
    fn total_without_equals(
        &self,
        table: &Table,
        columns: &[usize],
        values: &[Spanned<Figure>],
    ) -> Option<Span> {
        let Column { ty, sum_of, .. } = &table.columns[table.total()?];
        let number = |cell: &Spanned<Figure>| {
            ty.value(cell.value, || self.place(cell.span))
                .ok()?
                .number()
        };
        let (last, others) = values.split_last()?;
        let parts = columns
            .iter()
            .zip(others)
            .filter(|(column, _)| sum_of.as_ref().is_some_and(|parts| parts.contains(column)));
        let sum = parts
            .map(|(_, cell)| number(cell))
            .try_fold(Decimal::ZERO, |sum, number| sum.checked_add(number?))?;
        (number(last)? == sum).then_some(last.span)
    }

    /// The error for a word that makes the number of cells wrong: a word instead of a number, or a
    /// remark without quotes.
    fn error_word(&self, table: &Table, columns: &[usize], parts: &Parts) -> Option<Diagnostic> {
        let values = &parts.values;
        if values.len() == columns.len() + 1 {
            let Spanned {
                value: Figure::Word(word),
                span,
            } = *values.last()?
            else {
                return None;
            };
            return (!is_unit(table, word)).then(|| without_quotes(word, self.place(span)));
        }
        // In `126 无 25` the word was parsed as the unit of the number before it.
        values
            .iter()
            .zip(columns.iter().skip(1))
            .find_map(|(value, &column)| {
                let Figure::Number {
                    unit: Some(unit), ..
                } = value.value
                else {
                    return None;
                };
                let end = value.span.end as usize;
                let place = self.place(Span::new(end - unit.len(), end));
                let is_missing = values.len() < columns.len() && !is_unit(table, unit);
                is_missing.then(|| table.columns[column].ty.word_for_number(unit, place))
            })
    }

    /// Marks the cells of an invalid row, so that they are not reported as missing.
    fn invalidate(&mut self, node: NodeId, table: &Table) {
        for column in 0..table.columns.len() {
            if let Some(fact) = self.form.cell(node, column) {
                self.invalid[fact] = true;
            }
        }
    }
}

/// Whether a word is a unit of this table, a measure word, or a unit of money.
fn is_unit(table: &Table, word: &str) -> bool {
    let is_stated = |ty: &Type| ty.counted_unit() == Some(word);
    let is_measure = word.chars().all(is_measure) || Currency::of_name(word).is_some();
    is_measure || table.columns.iter().any(|column| is_stated(&column.ty))
}

fn unknown_names(table: &Table, header: &Header) -> usize {
    let is_unknown = |cell: &&HeaderCell| match cell {
        HeaderCell::Name(name) => !table
            .columns
            .iter()
            .any(|column| column.is_named(name.value)),
        HeaderCell::Bar(_) | HeaderCell::Equals(_) => false,
    };
    header.cells.iter().filter(is_unknown).count()
}

/// The span of a misplaced total in a header: it must come last, after `=`.
fn misplaced_total(table: &Table, header: &Header) -> Option<Span> {
    let is_total = |cell: &HeaderCell| {
        let named = |name: &str| {
            table
                .total()
                .is_some_and(|total| table.columns[total].is_named(name))
        };
        matches!(cell, HeaderCell::Name(name) if named(name.value))
    };
    let span = |cell: &HeaderCell| match cell {
        HeaderCell::Name(name) => name.span,
        HeaderCell::Bar(span) | HeaderCell::Equals(span) => *span,
    };
    let equals = header
        .cells
        .iter()
        .position(|cell| matches!(cell, HeaderCell::Equals(_)));
    let total = header.cells.iter().position(is_total);
    match (equals, total) {
        (None, None) => None,
        (Some(equals), Some(total)) if equals + 1 == total && total + 1 == header.cells.len() => {
            None
        }
        (equals, total) => Some(span(&header.cells[total.or(equals)?])),
    }
}

/// Whether a string is a note: it follows all cells, and the columns do not hold texts.
fn takes_note(table: &Table, expected: usize, parts: &Parts) -> bool {
    parts.values.len() >= expected
        && parts.note.is_none()
        && !table
            .columns
            .first()
            .is_some_and(|column| column.ty.is_text())
}

/// The column names, with `|` between groups.
fn groups(table: &Table, columns: &[usize]) -> String {
    let mut text = String::new();
    for (index, &column) in columns.iter().enumerate() {
        if index > 0 {
            let border = table.columns[columns[index - 1]].group != table.columns[column].group;
            text.push_str(if border { " | " } else { " " });
        }
        text.push_str(table.columns[column].name());
    }
    text
}

/// What is wrong with the columns of a header that lacks some, or repeats one.
fn fault(missing: &[Words]) -> Words {
    let list = Words::list(missing);
    let zh = format!("缺少 {}", list.of_zh());
    match missing.len() {
        0 => Words::new("有一列重复", "one is repeated"),
        1 => Words::new(zh, format!("{} is missing", list.of_en())),
        _ => Words::new(zh, format!("{} are missing", list.of_en())),
    }
}
