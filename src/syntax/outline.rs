//! The outline of a source: its items in order, the tokens of each, and its block. Only whitespace
//! is left out, so the formatter can lay the source out again and then check that its content is
//! unchanged.

use pest::Parser as _;
use pest::iterators::{Pair, Pairs};

use super::ast::{Cell, CellKind, Figure};
use super::cursor::span;
use super::{Grammar, Rule, figures};
use crate::source::slice;

/// The outline of a source that parses.
pub struct Outline<'t> {
    pub items: Vec<Item<'t>>,
    pairs: Pairs<'t, Rule>,
}

/// A construct or a comment in a file or a block.
#[derive(Debug)]
pub struct Item<'t> {
    pub kind: ItemKind,
    /// The tokens before the block.
    pub words: Vec<Word<'t>>,
    pub block: Option<OutlineBlock<'t>>,
    /// The number of line ends between this item and the one before it.
    pub lines_before: usize,
}

#[derive(Debug, Default)]
pub struct OutlineBlock<'t> {
    pub items: Vec<Item<'t>>,
    pub is_on_one_line: bool,
    /// The offset of its opening brace.
    start: usize,
}

/// The kinds of item. The layout depends on the kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ItemKind {
    Comment,
    Entry,
    Fact,
    Field,
    Column,
    Line,
    /// A path with a reason: `allow`, `new`, `dropped`.
    Reasoned,
    Section,
    Check,
    Phrase,
    Aside,
    Other,
}

#[derive(Debug, Clone, Copy)]
pub struct Word<'t> {
    pub kind: WordKind,
    pub text: &'t str,
    /// The unit of a number.
    pub unit: Option<&'t str>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordKind {
    /// A name or a path.
    Name,
    /// A keyword or a symbol.
    Mark,
    /// A string with its quotes; `Prose` includes its quotes too.
    Text,
    Prose,
    /// A number, or `-`, `/` or `?`.
    Number,
    /// A date, or a word used as a value.
    Value,
}

impl<'t> Outline<'t> {
    /// The outline of a source, or `None` if it does not parse.
    pub fn of(text: &'t str) -> Option<Outline<'t>> {
        let pairs = Grammar::parse(Rule::file, text).ok()?;
        if pairs
            .clone()
            .flatten()
            .any(|pair| is_error_node(pair.as_rule()))
        {
            return None;
        }
        let mut reader = OutlineReader { text, at: 0 };
        let mut items = Vec::new();
        for pair in pairs.clone().flat_map(Pair::into_inner) {
            items.extend(kind_of(pair.as_rule()).map(|kind| reader.item(kind, pair)));
        }
        Some(Outline { items, pairs })
    }

    /// Whether another source has the same tree and the same comments. Whitespace is ignored.
    pub fn has_same_content(&self, other: &str) -> bool {
        Grammar::parse(Rule::file, other).is_ok_and(|other| are_alike(self.pairs.clone(), other))
    }
}

impl Word<'_> {
    pub fn is(&self, mark: &str) -> bool {
        self.kind == WordKind::Mark && self.text == mark
    }
}

struct OutlineReader<'t> {
    text: &'t str,
    /// The end offset of the last item or brace.
    at: usize,
}

impl<'t> OutlineReader<'t> {
    fn item(&mut self, kind: ItemKind, pair: Pair<'t, Rule>) -> Item<'t> {
        let whole = span(&pair).range();
        let lines_before = slice(self.text, self.at..whole.start).matches('\n').count();
        let mut item = Item {
            kind,
            words: Vec::new(),
            block: None,
            lines_before,
        };
        if kind == ItemKind::Comment {
            item.words.push(Word {
                kind: WordKind::Mark,
                text: slice(self.text, whole.clone()),
                unit: None,
            });
        } else {
            self.children(pair, &mut item);
        }
        if let Some(block) = &mut item.block {
            block.is_on_one_line = !slice(self.text, block.start..whole.end).contains('\n');
        }
        self.at = whole.end;
        item
    }

    fn children(&mut self, pair: Pair<'t, Rule>, item: &mut Item<'t>) {
        pair.into_inner().for_each(|child| self.child(child, item));
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "the grammar has many rules")]
    fn child(&mut self, pair: Pair<'t, Rule>, item: &mut Item<'t>) {
        let rule = pair.as_rule();
        if let Some(kind) = kind_of(rule) {
            let inner = self.item(kind, pair);
            return item.block.get_or_insert_default().items.push(inner);
        }
        match rule {
            Rule::open
            | Rule::block
            | Rule::columns_block
            | Rule::section_block
            | Rule::lines_block => {
                let start = pair.as_span().start();
                item.block = Some(OutlineBlock {
                    start,
                    ..OutlineBlock::default()
                });
                self.at = start + 1;
                self.children(pair, item);
            }
            Rule::header => {
                item.words.push(Word {
                    kind: WordKind::Mark,
                    text: "[",
                    unit: None,
                });
                self.children(pair, item);
                item.words.push(Word {
                    kind: WordKind::Mark,
                    text: "]",
                    unit: None,
                });
            }
            Rule::row | Rule::value | Rule::literal => {
                item.words.extend(words_of_row(pair.as_str()));
            }
            _ => match word_kind(rule, &pair) {
                Some(kind) => item.words.push(Word {
                    kind,
                    text: pair.as_str().trim_end(),
                    unit: None,
                }),
                None => self.children(pair, item),
            },
        }
    }
}

/// Whether the rule matches only invalid text, which the grammar accepts so that it can be
/// reported.
fn is_error_node(rule: Rule) -> bool {
    let is_foreign = matches!(
        rule,
        Rule::foreign_equals | Rule::foreign_comparison | Rule::foreign_text | Rule::division
    );
    is_foreign
        || matches!(
            rule,
            Rule::error_node | Rule::error_interpolation | Rule::error_number
        )
}

/// The kind of an item of a file or a block, or `None` for a rule that is not an item.
#[expect(clippy::wildcard_enum_match_arm, reason = "the grammar has many rules")]
fn kind_of(rule: Rule) -> Option<ItemKind> {
    Some(match rule {
        Rule::comment => ItemKind::Comment,
        Rule::entry => ItemKind::Entry,
        Rule::fact => ItemKind::Fact,
        Rule::field => ItemKind::Field,
        Rule::column => ItemKind::Column,
        Rule::line => ItemKind::Line,
        Rule::allow | Rule::unmatched => ItemKind::Reasoned,
        Rule::section => ItemKind::Section,
        Rule::check => ItemKind::Check,
        Rule::phrase => ItemKind::Phrase,
        Rule::aside => ItemKind::Aside,
        Rule::report
        | Rule::form_use
        | Rule::form
        | Rule::rest
        | Rule::years
        | Rule::basis
        | Rule::title => ItemKind::Other,
        Rule::signature
        | Rule::axis
        | Rule::follows
        | Rule::matched
        | Rule::columns
        | Rule::table => ItemKind::Other,
        Rule::facts | Rule::corner | Rule::layout => ItemKind::Other,
        _ => return None,
    })
}

/// The kind of a token, or `None` for a rule that consists of several tokens.
#[expect(clippy::wildcard_enum_match_arm, reason = "the grammar has many rules")]
fn word_kind(rule: Rule, pair: &Pair<Rule>) -> Option<WordKind> {
    match rule {
        Rule::path | Rule::name | Rule::kw_choice => Some(WordKind::Name),
        Rule::string | Rule::pattern => Some(WordKind::Text),
        Rule::prose => Some(WordKind::Prose),
        Rule::EOI => None,
        _ => pair
            .clone()
            .into_inner()
            .next()
            .is_none()
            .then_some(WordKind::Mark),
    }
}

/// The cells of a row. Figures without a space between them, such as 2021/01/29, are one invalid
/// value and stay together.
fn words_of_row(row: &str) -> Vec<Word<'_>> {
    let cells = figures::cells(row, 0);
    let is_figure = |cell: &Cell| matches!(cell.value, CellKind::Figure(figure) if !matches!(figure, Figure::Text(_)));
    let touch = |one: &Cell, next: &Cell| {
        one.span.end == next.span.start && is_figure(one) && is_figure(next)
    };
    let words = cells.chunk_by(touch).map(|cells| match cells {
        [first, .., last] => Word {
            kind: WordKind::Value,
            text: slice(row, first.span.start as usize..last.span.end as usize),
            unit: None,
        },
        cells => word_of_cell(row, &cells[0]),
    });
    words.collect()
}

fn word_of_cell<'t>(row: &'t str, cell: &Cell<'t>) -> Word<'t> {
    let written = slice(row, cell.span.range());
    let (kind, text, unit) = match cell.value {
        // A unit with digits is part of an invalid date, such as 2025年1月20日.
        CellKind::Figure(Figure::Number {
            unit: Some(unit), ..
        }) if unit.contains(|c: char| c.is_ascii_digit()) => (WordKind::Value, written, None),
        CellKind::Figure(Figure::Number { digits, unit }) => (WordKind::Number, digits, unit),
        CellKind::Figure(Figure::Text(_)) => (WordKind::Text, written, None),
        CellKind::Figure(Figure::Date(_) | Figure::Word(_)) => (WordKind::Value, written, None),
        CellKind::Figure(_) => (WordKind::Number, written, None),
        CellKind::Bar | CellKind::Equals => (WordKind::Mark, written, None),
    };
    Word { kind, text, unit }
}

fn are_alike(mut one: Pairs<Rule>, mut other: Pairs<Rule>) -> bool {
    let is_next = |pair: Pair<Rule>| other.next().is_some_and(|next| is_alike(pair, next));
    one.all(is_next) && other.next().is_none()
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the grammar has many rules")]
fn is_alike(one: Pair<Rule>, other: Pair<Rule>) -> bool {
    let rule = one.as_rule();
    let (text, other_text) = (one.as_str(), other.as_str());
    let is_leaf = one.clone().into_inner().next().is_none();
    rule == other.as_rule()
        && match rule {
            Rule::comment => text.trim_end() == other_text.trim_end(),
            Rule::prose | Rule::pattern | Rule::string => text == other_text,
            Rule::row | Rule::value | Rule::literal => {
                let kinds = |text| {
                    figures::cells(text, 0)
                        .into_iter()
                        .map(|cell| cell.value)
                        .collect::<Vec<_>>()
                };
                kinds(text) == kinds(other_text)
            }
            // Braces and brackets that contain only whitespace.
            _ if is_leaf => text
                .split_whitespace()
                .flat_map(str::chars)
                .eq(other_text.split_whitespace().flat_map(str::chars)),
            _ => are_alike(one.into_inner(), other.into_inner()),
        }
}
