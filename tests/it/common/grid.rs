//! Tables as laid out on a page: for every place of the grid, the cell that covers it.

use super::markup::Piece;

#[derive(Debug)]
pub struct Cell {
    pub text: String,
    pub is_head: bool,
    pub rows: usize,
    pub columns: usize,
}

#[derive(Debug, Default)]
pub struct Grid {
    pub caption: String,
    pub cells: Vec<Cell>,
    /// By row and column, the index of the cell there.
    places: Vec<Vec<usize>>,
}

impl Grid {
    /// The tables of a page, in order.
    ///
    /// # Panics
    /// If cells overlap, leave a gap, or extend beyond their part of the table.
    pub fn all(pieces: &[Piece]) -> Vec<Grid> {
        let starts = (0..pieces.len()).filter(|&at| pieces[at].opens("table"));
        starts
            .map(|start| Grid::of(until(&pieces[start + 1..], "table")))
            .collect()
    }

    fn of(pieces: &[Piece]) -> Grid {
        let mut grid = Grid::default();
        let mut at = 0;
        while at < pieces.len() {
            let Piece::Open { name, .. } = &pieces[at] else {
                at += 1;
                continue;
            };
            let inside = until(&pieces[at + 1..], name);
            match name.as_str() {
                "caption" => grid.caption = text(inside),
                "thead" | "tbody" => grid.part(inside),
                other => panic!("a <{other}> between the parts of a table"),
            }
            at += inside.len() + 2;
        }
        grid
    }

    /// Adds the rows of a head or a body. Spans do not extend beyond it.
    fn part(&mut self, pieces: &[Piece]) {
        let rows: Vec<&[Piece]> = (0..pieces.len())
            .filter(|&at| pieces[at].opens("tr"))
            .map(|at| until(&pieces[at + 1..], "tr"))
            .collect();
        let mut places: Vec<Vec<Option<usize>>> = vec![Vec::new(); rows.len()];
        for (row, pieces) in rows.iter().enumerate() {
            for at in 0..pieces.len() {
                if pieces[at].opens("th") || pieces[at].opens("td") {
                    let number = self.cell(&pieces[at..]);
                    cover(&mut places, row, number, &self.cells[number]);
                }
            }
        }
        let width = self.places.first().map_or(places[0].len(), Vec::len);
        for row in places {
            assert_eq!(
                row.len(),
                width,
                "{}: the rows differ in width",
                self.caption
            );
            self.places.push(
                row.into_iter()
                    .map(|place| place.expect("no gap in the table"))
                    .collect(),
            );
        }
    }

    /// Adds the cell at the start of the pieces.
    fn cell(&mut self, pieces: &[Piece]) -> usize {
        let is_head = pieces[0].opens("th");
        let span = |name| {
            pieces[0]
                .attribute(name)
                .map_or(1, |value| value.parse().expect("a span is a number"))
        };
        let text = text(until(&pieces[1..], if is_head { "th" } else { "td" }));
        self.cells.push(Cell {
            text,
            is_head,
            rows: span("rowspan"),
            columns: span("colspan"),
        });
        self.cells.len() - 1
    }

    pub fn height(&self) -> usize {
        self.places.len()
    }

    pub fn width(&self) -> usize {
        self.places[0].len()
    }

    pub fn cell_at(&self, row: usize, column: usize) -> &Cell {
        &self.cells[self.places[row][column]]
    }

    /// The heads of a row from left to right, without duplicates.
    pub fn row_labels(&self, row: usize) -> Vec<&str> {
        self.labels((0..self.width()).map(|column| self.places[row][column]))
    }

    /// The heads of a column from top to bottom, without duplicates.
    pub fn column_labels(&self, column: usize) -> Vec<&str> {
        self.labels((0..self.height()).map(|row| self.places[row][column]))
    }

    fn labels(&self, places: impl Iterator<Item = usize>) -> Vec<&str> {
        let mut numbers: Vec<usize> = places
            .take_while(|&number| self.cells[number].is_head)
            .collect();
        numbers.dedup();
        numbers
            .into_iter()
            .map(|number| self.cells[number].text.as_str())
            .collect()
    }

    /// The row with matching heads. `None` if there is no such row, or more than one.
    pub fn row_where(&self, matches: impl Fn(&[&str]) -> bool) -> Option<usize> {
        one((0..self.height()).filter(|&row| matches(&self.row_labels(row))))
    }

    /// The column with matching heads. `None` if there is no such column, or more than one.
    pub fn column_where(&self, matches: impl Fn(&[&str]) -> bool) -> Option<usize> {
        one((0..self.width()).filter(|&column| matches(&self.column_labels(column))))
    }

    /// The number of rows and the number of columns spanned by the only cell with a text.
    pub fn spans(&self, text: &str) -> (usize, usize) {
        let cell = one(self.cells.iter().filter(|cell| cell.text == text))
            .unwrap_or_else(|| panic!("expected exactly one cell {text}"));
        (cell.rows, cell.columns)
    }

    pub fn figures(&self) -> usize {
        self.cells.iter().filter(|cell| !cell.is_head).count()
    }
}

/// Puts a cell at the first free place of a row and all places that it spans.
fn cover(places: &mut [Vec<Option<usize>>], row: usize, number: usize, cell: &Cell) {
    let column = places[row]
        .iter()
        .position(Option::is_none)
        .unwrap_or(places[row].len());
    assert!(
        row + cell.rows <= places.len(),
        "“{}” extends beyond the table",
        cell.text
    );
    for line in &mut places[row..row + cell.rows] {
        if line.len() < column + cell.columns {
            line.resize(column + cell.columns, None);
        }
        for place in &mut line[column..column + cell.columns] {
            assert!(
                place.replace(number).is_none(),
                "“{}” overlaps another cell",
                cell.text
            );
        }
    }
}

/// The pieces up to the end tag of an element.
fn until<'p>(pieces: &'p [Piece], name: &str) -> &'p [Piece] {
    let end = pieces
        .iter()
        .position(|piece| piece.closes(name))
        .expect("the element is closed");
    &pieces[..end]
}

fn text(pieces: &[Piece]) -> String {
    let texts = pieces.iter().filter_map(|piece| {
        if let Piece::Text(text) = piece {
            Some(text.as_str())
        } else {
            None
        }
    });
    texts.collect()
}

fn one<T>(mut items: impl Iterator<Item = T>) -> Option<T> {
    let first = items.next()?;
    items.next().is_none().then_some(first)
}
