//! Splits the token of a row into its cells.
//!
//! `grammar/gdr.pest` defines rows and cells, in the rules `row` and `cells`. This code is a faster
//! implementation, which expects a row that the grammar has accepted. The property test below
//! compares it with the rule `cells`. To change the syntax, change the grammar first.

use super::ast::{Cell, CellKind, Figure, Spanned};
use crate::source::{Span, slice};

/// The cells of a row whose token starts at byte `start`.
pub(super) fn cells(row: &str, start: usize) -> Vec<Cell<'_>> {
    let mut rest = Remainder { text: row, at: 0 };
    let mut cells = Vec::with_capacity(10);
    while let Some(cell) = rest.cell(start) {
        cells.push(cell);
    }
    cells
}

/// The figure of a value whose token starts at byte `start`.
pub(super) fn figure(value: &str, start: usize) -> Spanned<Figure<'_>> {
    let cell = Remainder { text: value, at: 0 }.cell(start);
    match cell {
        Some(Spanned {
            value: CellKind::Figure(value),
            span,
        }) => Spanned { value, span },
        _ => Spanned {
            value: Figure::Blank,
            span: Span::new(start, start + value.len()),
        },
    }
}

struct Remainder<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Remainder<'t> {
    fn cell(&mut self, start: usize) -> Option<Cell<'t>> {
        self.skip_spaces();
        let from = self.at;
        let value = match self.byte()? {
            b'|' => self.single(CellKind::Bar),
            b'=' => self.single(CellKind::Equals),
            b'"' => CellKind::Figure(Figure::Text(self.string())),
            b'?' => self.single(CellKind::Figure(Figure::Unknown)),
            b'/' => self.single(CellKind::Figure(Figure::NotApplicable)),
            b'0'..=b'9' => CellKind::Figure(self.number()),
            b'+' | b'-'
                if self
                    .text
                    .as_bytes()
                    .get(from + 1)
                    .is_some_and(u8::is_ascii_digit) =>
            {
                CellKind::Figure(self.number())
            }
            b'-' => self.single(CellKind::Figure(Figure::Blank)),
            _ => CellKind::Figure(Figure::Word(self.word())),
        };
        if self.at == from {
            // The grammar accepts no other characters.
            self.at = self.text.len();
        }
        Some(Spanned {
            value,
            span: Span::new(start + from, start + self.at),
        })
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_spaces(&mut self) {
        while matches!(self.byte(), Some(b' ' | b'\t')) {
            self.at += 1;
        }
    }

    fn single(&mut self, kind: CellKind<'t>) -> CellKind<'t> {
        self.at += 1;
        kind
    }

    fn string(&mut self) -> &'t str {
        let from = self.at + 1;
        let mut end = from;
        while let Some(&byte) = self.text.as_bytes().get(end) {
            match byte {
                b'"' => break,
                b'\\' => end += 2,
                _ => end += 1,
            }
        }
        self.at = end + 1;
        slice(self.text, from..end)
    }

    fn number(&mut self) -> Figure<'t> {
        let from = self.at;
        self.at += 1;
        self.skip_while(|byte| byte.is_ascii_digit() || byte == b'_');
        let may_be_date = slice(self.text, from..self.at)
            .bytes()
            .all(|byte| byte.is_ascii_digit());
        if may_be_date
            && self.byte() == Some(b'-')
            && self
                .text
                .as_bytes()
                .get(self.at + 1)
                .is_some_and(u8::is_ascii_digit)
        {
            self.skip_while(|byte| byte.is_ascii_digit() || byte == b'-');
            return Figure::Date(slice(self.text, from..self.at));
        }
        if self.byte() == Some(b'.') {
            self.at += 1;
            self.skip_while(|byte| byte.is_ascii_digit());
        }
        let digits = slice(self.text, from..self.at);
        if self.byte() == Some(b'%') {
            self.at += 1;
            return Figure::Percent(digits);
        }
        let end = self.at;
        self.skip_spaces();
        let unit = self
            .byte()
            .filter(|&byte| byte.is_ascii_alphabetic() || !byte.is_ascii())
            .map(|_| self.word());
        if unit.is_none() {
            self.at = end;
        }
        Figure::Number { digits, unit }
    }

    fn word(&mut self) -> &'t str {
        let from = self.at;
        self.skip_while(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii());
        slice(self.text, from..self.at)
    }

    fn skip_while(&mut self, accepted: impl Fn(u8) -> bool) {
        while self.byte().is_some_and(&accepted) {
            self.at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use pest::Parser as _;
    use pest::iterators::Pair;
    use proptest::prelude::*;

    use super::*;
    use crate::syntax::cursor::Cursor;
    use crate::syntax::{Grammar, Rule};

    /// Fragments of rows, and characters that end a row.
    const PIECES: &[&str] = &[
        "0",
        "7",
        "12",
        "2021",
        "2021-01-29",
        "-1",
        "-",
        "-",
        "+",
        "_",
        ".",
        "%",
        "/",
        "?",
        "|",
        "=",
        " ",
        " ",
        "\t",
        "件",
        "万元",
        "x9",
        "无",
        "０",
        "·",
        "\"甲 \\\" 乙\"",
        "\"",
        "\"\"",
        "}",
    ];

    fn exact(pair: &Pair<Rule>) -> Span {
        Span::new(pair.as_span().start(), pair.as_span().end())
    }

    /// A cell as the rule `cells` defines it.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the grammar has many rules")]
    fn cell(pair: Pair<'_, Rule>) -> (CellKind<'_>, Span) {
        let (rule, text, span) = (pair.as_rule(), pair.as_str(), exact(&pair));
        let mut children = Cursor::of(pair);
        let figure = match rule {
            Rule::bar => return (CellKind::Bar, span),
            Rule::cut_equals => return (CellKind::Equals, span),
            Rule::cut_date => Figure::Date(text),
            Rule::cut_percent => Figure::Percent(children.text(Rule::digits).value),
            Rule::cut_number => Figure::Number {
                digits: children.text(Rule::digits).value,
                unit: children.maybe_text(Rule::cut_word).map(|unit| unit.value),
            },
            Rule::cut_word => Figure::Word(text),
            Rule::blank => Figure::Blank,
            Rule::not_applicable => Figure::NotApplicable,
            Rule::unknown => Figure::Unknown,
            Rule::string => {
                let inside = text
                    .strip_prefix('"')
                    .and_then(|text| text.strip_suffix('"'));
                Figure::Text(inside.unwrap_or_default())
            }
            other => panic!("{other:?} is not a cell"),
        };
        (CellKind::Figure(figure), span)
    }

    fn first(rule: Rule, text: &str) -> Option<Pair<'_, Rule>> {
        Grammar::parse(rule, text).ok()?.next()
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(20_000) })]

        #[test]
        fn rows_are_split_as_in_the_grammar(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..16)) {
            let text = pieces.concat();
            let (row, by_grammar) = (first(Rule::row, &text), first(Rule::cells, &text));
            prop_assert_eq!(row.as_ref().map(Pair::as_str), by_grammar.as_ref().map(Pair::as_str));
            let by_hand = row.map_or_else(Vec::new, |row| cells(row.as_str(), 0));
            let by_hand: Vec<_> = by_hand.into_iter().map(|cell| (cell.value, cell.span)).collect();
            let by_grammar: Vec<_> = by_grammar.into_iter().flat_map(Pair::into_inner).map(cell).collect();
            prop_assert_eq!(by_hand, by_grammar);
        }
    }
}
