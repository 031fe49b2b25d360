//! Builds the syntax tree from pest's pairs, with one function for each rule, named after the rule.

mod depth;
mod expressions;
mod forms;
mod patterns;
mod recovery;
mod slips;
mod values;

use std::sync::Arc;

use pest::Parser as _;
use pest::iterators::Pair;

use super::ast::{
    Allow, Block, Body, Entry, Facts, File, Header, HeaderCell, OwnFact, PatternPart, Prose,
    ProsePart, ReportHead, Rest, Row, StringLiteral,
};
use super::cursor::{Cursor, exact, span, spanned};
use super::scan::DEEPEST;
use super::{FormHead, Grammar, Rule, expected, figures};
use crate::diagnostic::{Collected, Outcome, catalog};
use crate::source::{Place, Source, Span, slice};
use forms::{type_of, years};
pub use patterns::{Haystack, may_match};
use recovery::offset;
use values::{last_string, path, string, value};

type ParseNode<'t> = Pair<'t, Rule>;

pub(super) fn file<'t>(
    source: &'t Arc<Source>,
    text: &'t str,
    repaired: &'t [Span],
) -> Outcome<File<'t>> {
    Parser {
        reads_patterns: true,
        ..Parser::of(source, text, repaired)
    }
    .file()
}

pub(super) fn sound_file(source: &Arc<Source>) -> Outcome<File<'_>> {
    Parser::of(source, source.text(), &[]).file()
}

pub(super) fn pattern_parts<'t>(
    source: &'t Arc<Source>,
    text: StringLiteral<'t>,
) -> Vec<PatternPart<'t>> {
    Parser::of(source, source.text(), &[]).pattern_parts(text)
}

pub(super) fn form_head(text: &str) -> Option<FormHead<'_>> {
    // Pest scans its whole input for line ends, so give it no more text than needed.
    let end = text
        .find("years")
        .and_then(|at| slice(text, at..).find('\n').map(|length| at + length));
    end.and_then(|end| first_head(slice(text, ..end)))
        .or_else(|| first_head(text))
}

fn first_head(text: &str) -> Option<FormHead<'_>> {
    let mut head =
        Cursor::of(Cursor::over(Grammar::parse(Rule::first_form_head, text).ok()?).next()?);
    head.skip(Rule::kw_form);
    let name = head.text(Rule::name).value;
    head.skip(Rule::integer);
    head.skip(Rule::string);
    head.skip(Rule::open);
    let (first_year, last_year) = years(head.expect(Rule::years));
    Some(FormHead {
        name,
        first_year: first_year.value,
        last_year: last_year.map(|year| year.value),
    })
}

struct Parser<'t> {
    source: &'t Arc<Source>,
    text: &'t str,
    repaired: &'t [Span],
    /// Whether the parts of patterns are parsed along with the file.
    reads_patterns: bool,
    /// Whether all items so far were parsed without error.
    is_whole: bool,
    diagnostics: Collected,
}

impl<'t> Parser<'t> {
    fn of(source: &'t Arc<Source>, text: &'t str, repaired: &'t [Span]) -> Parser<'t> {
        Parser {
            source,
            text,
            repaired,
            reads_patterns: false,
            is_whole: true,
            diagnostics: Collected::default(),
        }
    }

    fn file(mut self) -> Outcome<File<'t>> {
        if let Some(at) = depth::too_deep(self.text) {
            let place = Place::new(self.source, Span::new(at, at + 1));
            self.diagnostics
                .push(catalog::nested_too_deep(place, &DEEPEST));
            return Outcome {
                value: self.unparsed(),
                diagnostics: self.diagnostics.into_vec(),
            };
        }
        let value = match Grammar::parse(Rule::file, self.text) {
            Ok(pairs) => {
                self.diagnostics.extend(self.unclosed_block(pairs.clone()));
                self.items(Cursor::over(pairs))
            }
            Err(error) => {
                let at = offset(&error);
                self.diagnostics.push(self.unexpected(at, &error));
                self.unparsed()
            }
        };
        Outcome {
            value,
            diagnostics: self.diagnostics.into_vec(),
        }
    }

    /// A file of which nothing was parsed. Its error nodes mark each line as present but invalid.
    fn unparsed(&self) -> File<'t> {
        File {
            error_nodes: self.text.lines().map(expected::first_word).collect(),
            ..File::default()
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "the grammar has many rules")]
    fn items(&mut self, pairs: Cursor<'t>) -> File<'t> {
        let mut file = File::default();
        let mut pairs = pairs;
        let Some(root) = pairs.maybe(Rule::file) else {
            return file;
        };
        let mut items = Cursor::of(root);
        while let Some(item) = items.next() {
            match item.as_rule() {
                Rule::entry => file.entries.push(self.entry(item)),
                Rule::report => file.reports.push(report(item)),
                Rule::form_use => file.uses.push(last_string(item)),
                Rule::form => file.forms.push(self.form(item)),
                Rule::facts => file.facts.push(self.facts(item)),
                Rule::check => file.checks.extend(self.check(item, &mut items)),
                Rule::allow => file.allows.push(allow(item)),
                Rule::error_node => {
                    file.error_nodes
                        .extend(self.error_nodes(item, &mut items, Rule::entry));
                }
                _ => {}
            }
        }
        file
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "the grammar has many rules")]
    fn entry(&mut self, pair: ParseNode<'t>) -> Entry<'t> {
        let mut children = Cursor::of(pair);
        let path = path(children.expect(Rule::path));
        let row = children.maybe(Rule::row).map(row);
        let header = children.maybe(Rule::header).map(header);
        let body = children.next().map(|body| match body.as_rule() {
            Rule::prose => Body::Prose(self.prose(body)),
            _ => Body::Block(self.block(body, header)),
        });
        Entry { path, row, body }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "the grammar has many rules")]
    fn block(&mut self, pair: ParseNode<'t>, header: Option<Header<'t>>) -> Block<'t> {
        let mut block = Block {
            header,
            entries: Vec::new(),
            rests: Vec::new(),
            error_nodes: Vec::new(),
            span: span(&pair),
        };
        let mut children = Cursor::of(pair);
        while let Some(child) = children.next() {
            match child.as_rule() {
                Rule::entry => block.entries.push(self.entry(child)),
                Rule::rest => block.rests.push(rest(child)),
                _ => block
                    .error_nodes
                    .extend(self.error_nodes(child, &mut children, Rule::entry)),
            }
        }
        block
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "the grammar has many rules")]
    fn facts(&mut self, pair: ParseNode<'t>) -> Facts<'t> {
        let span = span(&pair);
        let mut children = Cursor::of(pair);
        children.skip(Rule::kw_facts);
        let name = children.text(Rule::name);
        let label = string(children.expect(Rule::string));
        children.skip(Rule::colon);
        let kind = type_of(children.expect(Rule::type_of));
        children.skip(Rule::open);
        let mut facts = Vec::new();
        while let Some(child) = children.next() {
            match child.as_rule() {
                Rule::fact => facts.push(fact(child)),
                _ => drop(self.error_nodes(child, &mut children, Rule::fact)),
            }
        }
        Facts {
            name,
            label,
            ty: kind,
            facts,
            span,
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "the grammar has many rules")]
    fn prose(&mut self, pair: ParseNode<'t>) -> Prose<'t> {
        let span = span(&pair);
        let mut parts = Vec::new();
        for child in pair.into_inner() {
            match child.as_rule() {
                Rule::chunk => parts.push(ProsePart::Text(exact(&child))),
                Rule::brace => parts.push(ProsePart::Brace(exact(&child).span)),
                Rule::interpolation => parts.push(self.interpolation(child)),
                _ => {
                    let error_node = exact(&child);
                    self.error_interpolation(error_node);
                    parts.push(ProsePart::Text(error_node));
                }
            }
        }
        Prose { parts, span }
    }
}

fn report(pair: ParseNode<'_>) -> ReportHead<'_> {
    let span = span(&pair);
    let mut children = Cursor::of(pair);
    children.skip(Rule::kw_report);
    ReportHead {
        form: children.text(Rule::name),
        year: children.text(Rule::integer),
        span,
    }
}

fn row(pair: ParseNode<'_>) -> Row<'_> {
    let span = span(&pair);
    Row {
        cells: figures::cells(pair.as_str(), span.start as usize),
        span,
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the grammar has many rules")]
fn header(pair: ParseNode<'_>) -> Header<'_> {
    let whole = span(&pair);
    let cells = pair.into_inner().map(|cell| match cell.as_rule() {
        Rule::bar => HeaderCell::Bar(span(&cell)),
        Rule::equals => HeaderCell::Equals(span(&cell)),
        _ => HeaderCell::Name(spanned(&cell)),
    });
    Header {
        cells: cells.collect(),
        span: whole,
    }
}

fn rest(pair: ParseNode<'_>) -> Rest<'_> {
    let span = span(&pair);
    let mut children = Cursor::of(pair);
    children.skip(Rule::kw_rest);
    Rest {
        value: value(children.expect(Rule::value)),
        span,
    }
}

fn fact(pair: ParseNode<'_>) -> OwnFact<'_> {
    let mut children = Cursor::of(pair);
    let name = children.text(Rule::name);
    let label = children.maybe(Rule::string).map(string);
    let figure = value(children.expect(Rule::value));
    OwnFact {
        name,
        label,
        figure,
        is_sum: children.skip(Rule::sum_mark),
    }
}

fn allow(pair: ParseNode<'_>) -> Allow<'_> {
    let span = span(&pair);
    let mut children = Cursor::of(pair);
    children.skip(Rule::kw_allow);
    let subject = match children.maybe_text(Rule::lint_name) {
        Some(name) => vec![name],
        None => path(children.expect(Rule::path)).names,
    };
    Allow {
        subject,
        reason: string(children.expect(Rule::string)),
        span,
    }
}
