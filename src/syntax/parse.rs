//! The tree from the grammar's pairs: one function a rule, named as the rule.

use std::sync::Arc;

use pest::Parser as _;
use pest::error::{ErrorVariant, InputLocation};
use pest::iterators::Pair;

use super::ast::*;
use super::cursor::{Cursor, span, spanned};
use super::{FormHead, Grammar, Rule, expected, figures};
use crate::diagnostic::{Diagnostic, Outcome, catalog};
use crate::source::{Place, Source, Span};

type Node<'t> = Pair<'t, Rule>;

pub fn file<'t>(source: &'t Arc<Source>, text: &'t str, mended: &'t [Span]) -> Outcome<File<'t>> {
    let mut parser = Parser { source, text, mended, diagnostics: Vec::new() };
    let value = match Grammar::parse(Rule::file, text) {
        Ok(pairs) => parser.items(Cursor::over(pairs)),
        Err(error) => {
            let at = offset(&error);
            parser.diagnostics.push(parser.unexpected(at, &error));
            File::default()
        }
    };
    Outcome { value, diagnostics: parser.diagnostics }
}

pub fn form_head(text: &str) -> Option<FormHead<'_>> {
    let mut head = Cursor::of(Cursor::over(Grammar::parse(Rule::first_form_head, text).ok()?).next()?);
    head.skip(Rule::kw_form);
    let name = head.text(Rule::name).value;
    head.skip(Rule::integer);
    head.skip(Rule::string);
    head.skip(Rule::open);
    let (first_year, last_year) = years(head.expect(Rule::years));
    Some(FormHead { name, first_year: first_year.value, last_year: last_year.map(|year| year.value) })
}

struct Parser<'t> {
    source: &'t Arc<Source>,
    text: &'t str,
    mended: &'t [Span],
    diagnostics: Vec<Diagnostic>,
}

impl<'t> Parser<'t> {
    fn items(&mut self, pairs: Cursor<'t>) -> File<'t> {
        let mut file = File::default();
        let mut pairs = pairs;
        let Some(root) = pairs.maybe(Rule::file) else { return file };
        let mut items = Cursor::of(root);
        while let Some(item) = items.next() {
            match item.as_rule() {
                Rule::entry => file.entries.push(self.entry(item)),
                Rule::report => file.reports.push(report(item)),
                Rule::form_use => file.uses.push(last_string(item)),
                Rule::form => file.forms.push(self.form(item)),
                Rule::facts => file.facts.push(self.facts(item)),
                Rule::check => file.checks.push(check(item)),
                Rule::allow => file.allows.push(allow(item)),
                Rule::stray => {
                    file.strays.extend(self.strays(item, &mut items, Rule::entry));
                }
                _ => {}
            }
        }
        file
    }

    // ── Reports ──────────────────────────────────────────────────────────────────────────────────────────────────────

    fn entry(&mut self, pair: Node<'t>) -> Entry<'t> {
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

    fn block(&mut self, pair: Node<'t>, header: Option<Header<'t>>) -> Block<'t> {
        let mut block = Block { header, entries: Vec::new(), rests: Vec::new(), strays: Vec::new(), span: span(&pair) };
        let mut children = Cursor::of(pair);
        while let Some(child) = children.next() {
            match child.as_rule() {
                Rule::entry => block.entries.push(self.entry(child)),
                Rule::rest => block.rests.push(rest(child)),
                _ => block.strays.extend(self.strays(child, &mut children, Rule::entry)),
            }
        }
        block
    }

    fn facts(&mut self, pair: Node<'t>) -> Facts<'t> {
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
                _ => drop(self.strays(child, &mut children, Rule::fact)),
            }
        }
        Facts { name, label, kind, facts, span }
    }

    fn prose(&mut self, pair: Node<'t>) -> Prose<'t> {
        let span = span(&pair);
        let mut parts = Vec::new();
        for child in pair.into_inner() {
            match child.as_rule() {
                Rule::chunk => parts.push(Part::Text(exact(&child))),
                Rule::brace => parts.push(Part::Brace(exact(&child).span)),
                Rule::splice => parts.push(Part::Splice(splice(child))),
                _ => {
                    let stray = exact(&child);
                    self.stray(stray.span.range(), Rule::splice);
                    parts.push(Part::Text(stray));
                }
            }
        }
        Prose { parts, span }
    }

    // ── Forms ────────────────────────────────────────────────────────────────────────────────────────────────────────

    fn form(&mut self, pair: Node<'t>) -> Form<'t> {
        let span = span(&pair);
        let mut children = Cursor::of(pair);
        let mut head = Cursor::of(children.expect(Rule::form_head));
        head.skip(Rule::kw_form);
        let name = head.text(Rule::name);
        let edition = head.text(Rule::integer);
        let label = string(head.expect(Rule::string));
        head.skip(Rule::open);
        let (first_year, last_year) = years(head.expect(Rule::years));
        let mut items = Vec::new();
        while let Some(child) = children.next() {
            match child.as_rule() {
                Rule::basis => items.push(FormItem::Basis(last_string(child))),
                Rule::title => items.push(FormItem::Title(last_string(child))),
                Rule::signature => items.push(FormItem::Signature(strings(child))),
                Rule::field => items.push(FormItem::Field(field(child))),
                Rule::axis => items.push(self.axis(child)),
                Rule::section => items.push(FormItem::Section(self.section(child))),
                Rule::check => items.push(FormItem::Check(check(child))),
                Rule::phrase => items.push(FormItem::Phrase(phrase(child))),
                _ => drop(self.strays(child, &mut children, Rule::section)),
            }
        }
        Form { name, edition, label, first_year, last_year, items, span }
    }

    fn axis(&mut self, pair: Node<'t>) -> FormItem<'t> {
        let mut children = Cursor::of(pair);
        children.skip(Rule::kw_axis);
        let naming = naming(children.expect(Rule::naming));
        FormItem::Axis(naming, self.columns_block(children.expect(Rule::columns_block)))
    }

    fn columns_block(&mut self, pair: Node<'t>) -> Vec<Column<'t>> {
        let mut columns = Vec::new();
        let mut children = Cursor::of(pair);
        while let Some(child) = children.next() {
            match child.as_rule() {
                Rule::column => columns.push(self.column(child)),
                _ => drop(self.strays(child, &mut children, Rule::column)),
            }
        }
        columns
    }

    fn column(&mut self, pair: Node<'t>) -> Column<'t> {
        let mut children = Cursor::of(pair);
        let naming = naming(children.expect(Rule::naming));
        children.skip(Rule::colon);
        let kind = match children.next() {
            Some(child) if child.as_rule() == Rule::columns_block => ColumnKind::Group(self.columns_block(child)),
            Some(child) if child.as_rule() == Rule::sum_mark => ColumnKind::Sum,
            other => ColumnKind::Plain(other.map(type_of)),
        };
        Column { naming, kind }
    }

    fn section(&mut self, pair: Node<'t>) -> Section<'t> {
        let mut children = Cursor::of(pair);
        children.skip(Rule::kw_section);
        let naming = naming(children.expect(Rule::naming));
        let mut also = Vec::new();
        while let Some(title) = children.maybe(Rule::also) {
            also.push(last_string(title));
        }
        children.skip(Rule::colon);
        let prose = children.skip(Rule::kw_prose);
        let prose_is_optional = children.skip(Rule::kw_optional);
        let items = children.maybe(Rule::section_block).map(|block| self.section_block(block)).unwrap_or_default();
        Section { naming, also, prose, prose_is_optional, items }
    }

    fn section_block(&mut self, pair: Node<'t>) -> Vec<SectionItem<'t>> {
        let mut items = Vec::new();
        let mut children = Cursor::of(pair);
        while let Some(child) = children.next() {
            match child.as_rule() {
                Rule::table => items.push(SectionItem::Table(self.table(child))),
                Rule::field => items.push(SectionItem::Field(field(child))),
                Rule::layout => items.push(SectionItem::Layout(layout(child))),
                Rule::check => items.push(SectionItem::Check(check(child))),
                Rule::phrase => items.push(SectionItem::Phrase(phrase(child))),
                _ => drop(self.strays(child, &mut children, Rule::table)),
            }
        }
        items
    }

    fn table(&mut self, pair: Node<'t>) -> Table<'t> {
        let span = span(&pair);
        let mut children = Cursor::of(pair);
        children.skip(Rule::kw_table);
        let naming = children.maybe(Rule::naming).map(naming);
        let axis = children.skip(Rule::kw_by).then(|| children.text(Rule::name));
        let kind = children.skip(Rule::colon).then(|| type_of(children.expect(Rule::type_of)));
        children.skip(Rule::open);
        let mut items = Vec::new();
        while let Some(child) = children.next() {
            match child.as_rule() {
                Rule::check => items.push(TableItem::Check(check(child))),
                Rule::corner => items.push(TableItem::Corner(last_string(child))),
                Rule::columns => items.push(TableItem::Columns(self.columns(child))),
                Rule::layout => items.push(TableItem::Layout(layout(child))),
                Rule::phrase => items.push(TableItem::Phrase(phrase(child))),
                Rule::line => items.push(TableItem::Line(self.line(child))),
                _ => drop(self.strays(child, &mut children, Rule::line)),
            }
        }
        Table { naming, axis, kind, items, span }
    }

    fn columns(&mut self, pair: Node<'t>) -> Vec<Column<'t>> {
        let mut children = Cursor::of(pair);
        children.skip(Rule::kw_columns);
        self.columns_block(children.expect(Rule::columns_block))
    }

    fn line(&mut self, pair: Node<'t>) -> Line<'t> {
        let mut children = Cursor::of(pair);
        let naming = naming(children.expect(Rule::naming));
        let kind = match children.next() {
            None => LineKind::Row,
            Some(child) if child.as_rule() == Rule::sum_mark => LineKind::Sum,
            Some(child) => LineKind::Group(self.lines_block(child)),
        };
        Line { naming, kind }
    }

    fn lines_block(&mut self, pair: Node<'t>) -> Vec<Line<'t>> {
        let mut lines = Vec::new();
        let mut children = Cursor::of(pair);
        while let Some(child) = children.next() {
            match child.as_rule() {
                Rule::line => lines.push(self.line(child)),
                _ => drop(self.strays(child, &mut children, Rule::line)),
            }
        }
        lines
    }

    // ── Recovery ─────────────────────────────────────────────────────────────────────────────────────────────────────

    /// What does not parse, with the strays right behind it: each read again alone, for its own error. An item may go over
    /// several lines; the strays that it reaches into, or that only carry it on, are part of the same mistake. Gives their first words.
    fn strays(&mut self, first: Node<'t>, siblings: &mut Cursor<'t>, expected: Rule) -> Vec<&'t str> {
        let mut words = Vec::new();
        if first.as_rule() != Rule::stray {
            return words;
        }
        let mut strays = vec![exact(&first).span.range()];
        while let Some(stray) = siblings.maybe(Rule::stray) {
            strays.push(exact(&stray).span.range());
        }
        let end = strays.last().map_or(0, |stray| stray.end);
        let mut understood_to = 0;
        for stray in strays {
            words.push(expected::first_word(&self.text[stray.clone()]));
            let carries_on = self.text[stray.clone()].starts_with([':', '=', '+', '*', '<', '>', ')', ']', ',']);
            if stray.start < understood_to || (carries_on && understood_to > 0) {
                continue;
            }
            understood_to = self.stray(stray.start..end, expected);
        }
        words
    }

    /// Reports what is wrong with a stretch of text, and says how far it could be read.
    fn stray(&mut self, stretch: std::ops::Range<usize>, expected: Rule) -> usize {
        let text = &self.text[stretch.clone()];
        let rule = expected::rule_of_keyword(text).unwrap_or(expected);
        let (at, diagnostic) = match Grammar::parse(rule, text) {
            Err(error) => {
                let at = stretch.start + offset(&error);
                (at, self.wrong(rule, stretch.start, at, &error))
            }
            Ok(mut pairs) => {
                let at = stretch.start + pairs.next().map_or(0, |pair| span(&pair).end as usize);
                let at = at + self.text[at..].len() - self.text[at..].trim_start_matches([' ', '\t']).len();
                (at, self.left_over(at))
            }
        };
        if !self.is_mended(stretch.start, at) {
            self.diagnostics.push(diagnostic);
        }
        at.max(stretch.start + 1)
    }

    /// Whether the lexical pass has already spoken of the lines from one place to another.
    fn is_mended(&self, from: usize, to: usize) -> bool {
        let from = self.text[..from].rfind('\n').unwrap_or(0);
        let to = self.text.get(to..).and_then(|rest| rest.find('\n')).map_or(self.text.len(), |offset| to + offset);
        self.mended.iter().any(|span| (from..=to).contains(&(span.start as usize)))
    }

    fn wrong(&self, rule: Rule, start: usize, at: usize, error: &pest::error::Error<Rule>) -> Diagnostic {
        if let Some(usage) = expected::usage(rule).filter(|_| at == start) {
            return catalog::malformed(self.found(at), &usage);
        }
        let before = self.text[start..at].trim_end();
        let end = start + before.len();
        if rule == Rule::entry && self.text[end..at].contains('\n') {
            // What an entry says begins on its own line.
            let place = self.found(end);
            let found = expected::found(place.text());
            let expected = expected::list(&[Rule::row, Rule::block, Rule::header, Rule::prose]);
            return catalog::unexpected(place, &found, &expected);
        }
        let may_end = positives(error).iter().all(|rule| expected::may_follow(*rule)) && !before.ends_with(']');
        let behind = self.skip_blanks(at);
        let is_line_end = matches!(self.text.as_bytes().get(behind), None | Some(b'\n' | b'\r'));
        if may_end && at > start && !is_line_end { self.left_over(behind) } else { self.unexpected(at, error) }
    }

    fn unexpected(&self, at: usize, error: &pest::error::Error<Rule>) -> Diagnostic {
        let at = self.skip_blanks(at);
        let place = self.found(at);
        let found = expected::found(place.text());
        catalog::unexpected(place, &found, &expected::list(positives(error)))
    }

    fn left_over(&self, at: usize) -> Diagnostic {
        let place = self.found(at);
        let found = expected::found(place.text());
        catalog::left_over(place, &found)
    }

    /// An error before blanks is an error at what stands behind them, unless that is on another line.
    fn skip_blanks(&self, at: usize) -> usize {
        let rest = &self.text[at.min(self.text.len())..];
        let trimmed = rest.trim_start_matches([' ', '\t']);
        at + rest.len() - trimmed.len()
    }

    /// The word or the character at a place.
    fn found(&self, at: usize) -> Place {
        let rest = &self.text[at.min(self.text.len())..];
        let word = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        let length = if word > 0 { word } else { rest.chars().next().map_or(0, char::len_utf8) };
        Place::new(self.source, Span::new(at, at + length))
    }
}

fn positives(error: &pest::error::Error<Rule>) -> &[Rule] {
    match &error.variant {
        ErrorVariant::ParsingError { positives, .. } => positives,
        ErrorVariant::CustomError { .. } => &[],
    }
}

fn offset(error: &pest::error::Error<Rule>) -> usize {
    match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    }
}

/// A pair's text to the last blank.
fn exact<'t>(pair: &Node<'t>) -> Spanned<&'t str> {
    Spanned { value: pair.as_str(), span: Span::new(pair.as_span().start(), pair.as_span().end()) }
}

fn string<'t>(pair: Node<'t>) -> Text<'t> {
    let Spanned { value, span } = spanned(&pair);
    Spanned { value: &value[1..value.len() - 1], span }
}

fn strings<'t>(pair: Node<'t>) -> Vec<Text<'t>> {
    pair.into_inner().filter(|child| child.as_rule() == Rule::string).map(string).collect()
}

/// The string of a rule that has just one, behind its keyword.
fn last_string<'t>(pair: Node<'t>) -> Text<'t> {
    let mut children = Cursor::of(pair);
    children.next();
    string(children.expect(Rule::string))
}

fn report<'t>(pair: Node<'t>) -> ReportHead<'t> {
    let span = span(&pair);
    let mut children = Cursor::of(pair);
    children.skip(Rule::kw_report);
    ReportHead { form: children.text(Rule::name), year: children.text(Rule::integer), span }
}

fn path<'t>(pair: Node<'t>) -> Path<'t> {
    let span = span(&pair);
    Path { names: pair.into_inner().map(|name| spanned(&name)).collect(), span }
}

fn row<'t>(pair: Node<'t>) -> Row<'t> {
    let span = span(&pair);
    Row { cells: figures::cells(pair.as_str(), span.start as usize), span }
}

fn value<'t>(pair: Node<'t>) -> Spanned<Figure<'t>> {
    figures::figure(pair.as_str(), pair.as_span().start())
}

fn header<'t>(pair: Node<'t>) -> Header<'t> {
    let whole = span(&pair);
    let cells = pair.into_inner().map(|cell| match cell.as_rule() {
        Rule::bar => HeaderCell::Bar(span(&cell)),
        Rule::equals => HeaderCell::Equals(span(&cell)),
        _ => HeaderCell::Name(spanned(&cell)),
    });
    Header { cells: cells.collect(), span: whole }
}

fn rest<'t>(pair: Node<'t>) -> Rest<'t> {
    let span = span(&pair);
    let mut children = Cursor::of(pair);
    children.skip(Rule::kw_rest);
    Rest { value: value(children.expect(Rule::value)), span }
}

fn fact<'t>(pair: Node<'t>) -> OwnFact<'t> {
    let mut children = Cursor::of(pair);
    let name = children.text(Rule::name);
    let label = children.maybe(Rule::string).map(string);
    let figure = value(children.expect(Rule::value));
    OwnFact { name, label, figure, is_sum: children.skip(Rule::sum_mark) }
}

fn allow<'t>(pair: Node<'t>) -> Allow<'t> {
    let span = span(&pair);
    let mut children = Cursor::of(pair);
    children.skip(Rule::kw_allow);
    Allow { path: path(children.expect(Rule::path)), reason: string(children.expect(Rule::string)), span }
}

// ── Conditions and expressions ───────────────────────────────────────────────────────────────────────────────────────

fn splice<'t>(pair: Node<'t>) -> Splice<'t> {
    let span = exact(&pair).span;
    let mut children = Cursor::of(pair);
    let asserted = children.maybe(Rule::assertion);
    match asserted {
        Some(assertion) => {
            let mut children = Cursor::of(assertion);
            let asserted = Some(value(children.expect(Rule::value)));
            children.skip(Rule::equals);
            Splice { asserted, expression: sum(children.expect(Rule::sum)), span }
        }
        None => Splice { asserted: None, expression: sum(children.expect(Rule::sum)), span },
    }
}

fn check<'t>(pair: Node<'t>) -> Check<'t> {
    let span = span(&pair);
    let mut children = Cursor::of(pair);
    children.skip(Rule::kw_check);
    let name = children.text(Rule::name);
    let level = children.maybe_text(Rule::level);
    let statement = string(children.expect(Rule::string));
    let basis = children.skip(Rule::kw_basis).then(|| string(children.expect(Rule::string)));
    children.skip(Rule::colon);
    Check { name, level, statement, basis, condition: condition(children.expect(Rule::condition)), span }
}

fn condition<'t>(pair: Node<'t>) -> Condition<'t> {
    Condition { sides: children_of(pair, Rule::either, either) }
}

fn either<'t>(pair: Node<'t>) -> Vec<Vec<Clause<'t>>> {
    children_of(pair, Rule::both, both)
}

fn both<'t>(pair: Node<'t>) -> Vec<Clause<'t>> {
    children_of(pair, Rule::clause, clause)
}

fn children_of<'t, T>(pair: Node<'t>, rule: Rule, lower: impl Fn(Node<'t>) -> T) -> Vec<T> {
    pair.into_inner().filter(|child| child.as_rule() == rule).map(lower).collect()
}

fn clause<'t>(pair: Node<'t>) -> Clause<'t> {
    let span = span(&pair);
    let mut children = Cursor::of(pair);
    let left = sum(children.expect(Rule::sum));
    let right = children.maybe(Rule::comparison).map(|sign| (comparison(sign.as_str()), sum(children.expect(Rule::sum))));
    Clause { left, right, span }
}

fn comparison(sign: &str) -> Comparison {
    match sign {
        "==" => Comparison::Equal,
        "!=" => Comparison::NotEqual,
        ">=" => Comparison::AtLeast,
        "<=" => Comparison::AtMost,
        ">" => Comparison::More,
        _ => Comparison::Less,
    }
}

fn sum<'t>(pair: Node<'t>) -> Expression<'t> {
    let span = span(&pair);
    let mut children = Cursor::of(pair);
    let mut terms = vec![(false, product(children.expect(Rule::product)))];
    while let Some(sign) = children.next() {
        terms.push((sign.as_rule() == Rule::minus, product(children.expect(Rule::product))));
    }
    match terms.pop() {
        Some((false, only)) if terms.is_empty() => only,
        last => {
            terms.extend(last);
            Spanned { value: ExpressionKind::Sum(terms), span }
        }
    }
}

fn product<'t>(pair: Node<'t>) -> Expression<'t> {
    let span = span(&pair);
    let mut factors = children_of(pair, Rule::factor, factor);
    match factors.pop() {
        Some(only) if factors.is_empty() => only,
        last => {
            factors.extend(last);
            Spanned { value: ExpressionKind::Product(factors), span }
        }
    }
}

fn factor<'t>(pair: Node<'t>) -> Expression<'t> {
    let mut children = Cursor::of(pair);
    children.skip(Rule::open_paren);
    match children.maybe(Rule::literal) {
        Some(literal) => {
            let Spanned { value, span } = value(literal);
            Spanned { value: ExpressionKind::Literal(value), span }
        }
        None => match children.maybe(Rule::sum) {
            Some(inner) => sum(inner),
            None => reference(children.expect(Rule::reference)),
        },
    }
}

fn reference<'t>(pair: Node<'t>) -> Expression<'t> {
    let span = span(&pair);
    let mut children = Cursor::of(pair);
    let mut names = path(children.expect(Rule::path)).names;
    let value = match (children.maybe(Rule::arguments), names.len()) {
        (Some(arguments), 1) => ExpressionKind::Call(names.remove(0), children_of(arguments, Rule::sum, sum)),
        // A dotted name cannot be called: what comes of it is an unknown name, which says so.
        _ => ExpressionKind::Reference(names),
    };
    Spanned { value, span }
}

// ── Forms ────────────────────────────────────────────────────────────────────────────────────────────────────────────

fn years<'t>(pair: Node<'t>) -> (Spanned<&'t str>, Option<Spanned<&'t str>>) {
    let mut children = Cursor::of(pair);
    children.skip(Rule::kw_years);
    let first = children.text(Rule::integer);
    children.skip(Rule::dots);
    (first, children.maybe_text(Rule::integer))
}

fn naming<'t>(pair: Node<'t>) -> Naming<'t> {
    let mut children = Cursor::of(pair);
    Naming { id: children.text(Rule::name), alias: children.maybe_text(Rule::name), label: string(children.expect(Rule::string)) }
}

fn field<'t>(pair: Node<'t>) -> Field<'t> {
    let mut children = Cursor::of(pair);
    children.skip(Rule::kw_field);
    let naming = naming(children.expect(Rule::naming));
    children.skip(Rule::colon);
    let kind = type_of(children.expect(Rule::type_of));
    let presence = match children.next().map(|child| child.as_rule()) {
        None => Presence::Required,
        Some(Rule::kw_recommended) => Presence::Recommended,
        Some(Rule::equals) => Presence::Default(sum(children.expect(Rule::sum))),
        Some(_) => Presence::Optional,
    };
    Field { naming, kind, presence }
}

fn type_of<'t>(pair: Node<'t>) -> Type<'t> {
    let mut children = Cursor::of(pair);
    let Some(kind) = children.next() else { return Type::Text };
    let unit = children.maybe_text(Rule::unit);
    match kind.as_rule() {
        Rule::kw_count => Type::Count(unit),
        Rule::kw_delta => Type::Delta(unit),
        Rule::kw_amount => Type::Amount(unit),
        Rule::kw_percent => Type::Percent,
        Rule::kw_date => Type::Date,
        Rule::choice => Type::Choice(children_of(kind, Rule::option, option)),
        _ => Type::Text,
    }
}

fn option<'t>(pair: Node<'t>) -> (Name<'t>, Option<Name<'t>>) {
    let mut children = Cursor::of(pair);
    (children.text(Rule::name), children.maybe_text(Rule::name))
}

fn layout(pair: Node) -> Layout {
    let mut children = Cursor::of(pair);
    children.skip(Rule::kw_layout);
    if children.skip(Rule::kw_across) { Layout::Across } else { Layout::Stacked }
}

fn phrase<'t>(pair: Node<'t>) -> Phrase<'t> {
    let mut children = Cursor::of(pair);
    children.skip(Rule::kw_phrase);
    let name = children.text(Rule::name);
    let mut strings = children_strings(children);
    let statement = strings.remove(0);
    Phrase { name, statement, patterns: strings }
}

fn children_strings(mut children: Cursor) -> Vec<Text> {
    let mut strings = Vec::new();
    while let Some(child) = children.next() {
        if child.as_rule() == Rule::string {
            strings.push(string(child));
        }
    }
    strings
}
