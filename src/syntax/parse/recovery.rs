//! Error recovery: parses an invalid item on its own to find its error.

use pest::Parser as _;
use pest::error::{ErrorVariant, InputLocation};
use pest::iterators::Pairs;

use super::slips::interpolation_help;
use super::{ParseNode, Parser};
use crate::chinese::keywords;
use crate::diagnostic::{Diagnostic, Words, catalog};
use crate::source::{Place, Span, slice};
use crate::syntax::cursor::{Cursor, exact, span};
use crate::syntax::{Grammar, Rule, expected};

/// The number of bytes that are parsed at first to find the error in an item.
const WINDOW: usize = 512;

/// Parses the item at the start of a text. Pest scans all of the text that it receives, so many
/// error nodes would take quadratic time. Therefore it receives a short part of the text first, and
/// more only if the item extends beyond that part.
fn parse_item(rule: Rule, text: &str) -> Result<Pairs<'_, Rule>, Box<pest::error::Error<Rule>>> {
    let mut length = WINDOW;
    loop {
        let mut end = length.min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let part = slice(text, ..end);
        let parsed = Grammar::parse(rule, part);
        let read_to = match &parsed {
            Ok(pairs) => pairs
                .clone()
                .next()
                .map_or(0, |pair| span(&pair).end as usize),
            Err(error) => offset(error),
        };
        if part.len() == text.len() || read_to < part.len() {
            return parsed.map_err(Box::new);
        }
        length *= 4;
    }
}

impl<'t> Parser<'t> {
    /// Parses an error node and the error nodes that follow it, each on its own, to report its
    /// error. An invalid item may extend over several error nodes. Those within the part that was
    /// understood, and those that only continue the item, are not reported again. Returns the first
    /// word of each error node.
    pub(super) fn error_nodes(
        &mut self,
        first: ParseNode<'t>,
        siblings: &mut Cursor<'t>,
        expected: Rule,
    ) -> Vec<&'t str> {
        let mut words = Vec::new();
        if first.as_rule() != Rule::error_node {
            return words;
        }
        self.is_whole = false;
        let mut error_nodes = vec![exact(&first).span.range()];
        while let Some(error_node) = siblings.maybe(Rule::error_node) {
            error_nodes.push(exact(&error_node).span.range());
        }
        let end = error_nodes.last().map_or(0, |error_node| error_node.end);
        let mut understood_to = 0;
        for error_node in error_nodes {
            words.push(expected::first_word(slice(self.text, error_node.clone())));
            let continues_item = slice(self.text, error_node.clone())
                .starts_with([':', '=', '+', '*', '<', '>', ')', ']', ',', '|']);
            if error_node.start < understood_to || (continues_item && understood_to > 0) {
                continue;
            }
            understood_to = self.error_node(error_node.start..end, expected);
        }
        words
    }

    /// Reports the error in a range of the text. Returns the offset up to which the text was
    /// understood.
    pub(super) fn error_node(&mut self, stretch: std::ops::Range<usize>, expected: Rule) -> usize {
        if self.diagnostics.is_full() {
            return stretch.end;
        }
        let text = slice(self.text, stretch.clone());
        let item = slice(self.text, ..stretch.start)
            .rfind(['\n', '{', '}'])
            .map_or(0, |end| end + 1);
        let item = expected::rule_of_keyword(slice(self.text, item..stretch.start).trim_start());
        if item == Some(Rule::rest) {
            self.diagnostics
                .push(self.unexpected_rest(Rule::rest, stretch.start));
            return stretch.start + 1;
        }
        if let Some((sign, rule)) = only_after(expected, text).filter(|_| item.is_none()) {
            let place = self.found(self.skip_spaces(stretch.start + sign.len()));
            let (end, found) = (place.span.end as usize, expected::found(place.text()));
            self.diagnostics
                .push(catalog::unexpected(place, &found, &expected::list(&[rule])));
            return end;
        }
        if let Some(diagnostic) = self.reserved_word(text, stretch.start, expected) {
            self.diagnostics.push(diagnostic);
            return stretch
                .end
                .min(stretch.start + text.lines().next().map_or(0, str::len))
                .max(stretch.start + 1);
        }
        let rule = expected::rule_of_keyword(text).unwrap_or(expected);
        let (at, diagnostic) = match parse_item(rule, text) {
            Err(error) => {
                let at = stretch.start + offset(&error);
                (at, self.wrong(rule, stretch.start, at, &error))
            }
            Ok(mut pairs) => {
                let at = stretch.start + pairs.next().map_or(0, |pair| span(&pair).end as usize);
                let at = at + slice(self.text, at..).len()
                    - slice(self.text, at..).trim_start_matches([' ', '\t']).len();
                (at, self.unexpected_rest(rule, at))
            }
        };
        if !self.is_repaired(stretch.start, at) {
            self.diagnostics.push(diagnostic);
        }
        at.max(stretch.start + 1)
    }

    /// The error for the outermost block that the text does not close, unless the lexical pass has
    /// reported it. Such a block extends to the end of the text, so only last children are
    /// searched.
    pub(super) fn unclosed_block(&self, mut pairs: Pairs<'t, Rule>) -> Option<Diagnostic> {
        while let Some(last) = pairs.rfind(|pair| pair.as_rule() != Rule::EOI) {
            let mut children = last.clone().into_inner();
            if children
                .next_back()
                .is_some_and(|end| end.as_rule() == Rule::unclosed)
            {
                let start = exact(&last).span.start as usize;
                let brace = start + last.as_str().find('{')?;
                return (!self.is_repaired(brace, brace)).then(|| {
                    catalog::unclosed_brace(Place::new(self.source, Span::new(brace, brace + 1)))
                });
            }
            pairs = last.into_inner();
        }
        None
    }

    /// Whether the lexical pass has reported anything on the lines between two offsets.
    pub(super) fn is_repaired(&self, from: usize, to: usize) -> bool {
        if self.repaired.is_empty() {
            return false;
        }
        let from = slice(self.text, ..from).rfind('\n').unwrap_or(0);
        let to = self
            .text
            .get(to..)
            .and_then(|rest| rest.find('\n'))
            .map_or(self.text.len(), |offset| to + offset);
        self.repaired
            .iter()
            .any(|span| (from..=to).contains(&(span.start as usize)))
    }

    pub(super) fn wrong(
        &self,
        rule: Rule,
        start: usize,
        at: usize,
        error: &pest::error::Error<Rule>,
    ) -> Diagnostic {
        if let Some(usage) = expected::usage(rule).filter(|_| at == start) {
            return catalog::malformed(self.found(at), &usage);
        }
        if let Some(diagnostic) = (rule == Rule::entry)
            .then(|| self.markdown_row(start))
            .flatten()
        {
            return diagnostic;
        }
        let before = slice(self.text, start..at).trim_end();
        let end = start + before.len();
        let is_at_line_end = matches!(
            self.text.as_bytes().get(self.skip_spaces(end)),
            None | Some(b'\n' | b'\r' | b'}')
        );
        if let Some(diagnostic) = (rule == Rule::entry && is_at_line_end)
            .then(|| self.without_value(start, end))
            .flatten()
        {
            return diagnostic;
        }
        if let Some(diagnostic) = (rule == Rule::entry)
            .then(|| self.repeated_equals(self.skip_spaces(end)))
            .flatten()
        {
            return diagnostic;
        }
        if let Some(diagnostic) = (rule == Rule::entry)
            .then(|| self.unclosed_header(start, end))
            .flatten()
        {
            return diagnostic;
        }
        if rule == Rule::entry && slice(self.text, end..at).contains('\n') {
            // The value of an entry must begin on the line of its path.
            let place = self.found(end);
            let found = expected::found(place.text());
            let expected = expected::list(&[Rule::row, Rule::block, Rule::header, Rule::prose]);
            return catalog::unexpected(place, &found, &expected);
        }
        if rule == Rule::interpolation {
            return self.unexpected(at, error).with_help(interpolation_help());
        }
        if rule == Rule::form && before.contains('{') && is_of_years(error) {
            return self.no_years(at, error);
        }
        let may_end = positives(error)
            .iter()
            .all(|rule| expected::may_follow(*rule))
            && !before.ends_with(']');
        let after = self.skip_spaces(at);
        let is_line_end = matches!(self.text.as_bytes().get(after), None | Some(b'\n' | b'\r'));
        if may_end && at > start && !is_line_end {
            self.unexpected_rest(rule, after)
        } else {
            self.unexpected(at, error)
        }
    }

    /// The error for a name without a value on its line, or with its number attached: `行政许可2293`,
    /// `rest0`.
    fn without_value(&self, start: usize, end: usize) -> Option<Diagnostic> {
        let name = slice(self.text, start..end);
        if !name
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '.'))
        {
            return None;
        }
        let place = Place::new(self.source, Span::new(start, end));
        if keywords::means_rest_of_zero(name) {
            return Some(
                catalog::malformed(place.clone(), &"rest 0").with_certain_fix(place, "rest 0"),
            );
        }
        let diagnostic = catalog::no_value(place, &name);
        let letters = name.trim_end_matches(|c: char| c.is_ascii_digit());
        if letters == name || letters.is_ascii() && letters != "rest" {
            return Some(diagnostic);
        }
        let after = Place::new(
            self.source,
            Span::new(start + letters.len(), start + letters.len()),
        );
        let spaced = format!("{letters} {}", slice(name, letters.len()..));
        let help = Words::new(
            format!("名称与数字之间应有空格：{spaced}"),
            format!("put a space between the name and the number: {spaced}"),
        );
        Some(diagnostic.with_help(help).with_certain_fix(after, " "))
    }

    pub(super) fn unexpected(&self, at: usize, error: &pest::error::Error<Rule>) -> Diagnostic {
        let at = self.skip_spaces(at);
        let place = self.found(at);
        let found = expected::found(place.text());
        let is_cross = matches!(place.text(), "×" | "✕" | "✗" | "√" | "✓");
        let diagnostic = catalog::unexpected(place, &found, &expected::list(positives(error)));
        if !is_cross {
            return diagnostic;
        }
        diagnostic.with_help(Words::new(
            "没有数字的单元格，应填 -（空白）、/（不适用）或 ?（待填）",
            "for a cell without a number, write - (blank), / (not applicable) or ? (unknown)",
        ))
    }

    /// The error for text after a complete item.
    fn unexpected_rest(&self, rule: Rule, at: usize) -> Diagnostic {
        match expected::usage(rule) {
            Some(usage) => catalog::malformed(self.found(at), &usage),
            None => self.left_over(at),
        }
    }

    pub(super) fn left_over(&self, at: usize) -> Diagnostic {
        let place = self.found(at);
        let found = expected::found(place.text());
        catalog::left_over(place, &found)
    }

    /// The error for a form that does not begin with its years.
    fn no_years(&self, at: usize, error: &pest::error::Error<Rule>) -> Diagnostic {
        let line = self.whole_line(self.skip_spaces(at));
        if line.text().starts_with("years") {
            return catalog::malformed(line, &"years 2025..");
        }
        self.unexpected(at, error).with_help(Words::new(
            "表单首先写明适用的报告年度：years 2025..（2025年起）或 years 2023..2024",
            "begin the form with its reporting years: years 2025.. (2025 and later) or years 2023..2024",
        ))
    }

    /// The line at an offset, without surrounding whitespace.
    fn whole_line(&self, at: usize) -> Place {
        let start = slice(self.text, ..at)
            .rfind(['\n', '{'])
            .map_or(0, |end| end + 1);
        let end = slice(self.text, at..)
            .find('\n')
            .map_or(self.text.len(), |offset| at + offset);
        let line = slice(self.text, start..end);
        let start = end - line.trim_start().len();
        Place::new(self.source, Span::new(start, start + line.trim().len()))
    }

    /// The offset after any spaces: an error is reported at the text after them, if that is on the
    /// same line.
    pub(super) fn skip_spaces(&self, at: usize) -> usize {
        let rest = slice(self.text, at.min(self.text.len())..);
        let trimmed = rest.trim_start_matches([' ', '\t']);
        at + rest.len() - trimmed.len()
    }

    /// The place of the word or character at an offset.
    pub(super) fn found(&self, at: usize) -> Place {
        let rest = slice(self.text, at.min(self.text.len())..);
        let word = rest
            .find(|c: char| !c.is_alphanumeric() && c != '_')
            .unwrap_or(rest.len());
        let length = if word > 0 {
            word
        } else {
            rest.chars().next().map_or(0, char::len_utf8)
        };
        Place::new(self.source, Span::new(at, at + length))
    }
}

pub(super) fn positives(error: &pest::error::Error<Rule>) -> &[Rule] {
    match &error.variant {
        ErrorVariant::ParsingError { positives, .. } => positives,
        ErrorVariant::CustomError { .. } => &[],
    }
}

/// Whether `years`, or a part of it, was expected.
fn is_of_years(error: &pest::error::Error<Rule>) -> bool {
    positives(error).iter().any(|rule| {
        matches!(
            rule,
            Rule::years | Rule::kw_years | Rule::integer | Rule::dots
        )
    })
}

/// The symbol or keyword at the start of a text, and the rule that must match after it but does
/// not. `None` if there is no such error.
#[expect(clippy::wildcard_enum_match_arm, reason = "the grammar has many rules")]
fn only_after(expected: Rule, text: &str) -> Option<(&'static str, Rule)> {
    let (sign, rule) = [
        ("=", Rule::kw_sum),
        (":", Rule::type_of),
        ("without", Rule::name),
    ]
    .into_iter()
    .find(|(sign, _)| {
        text.starts_with(sign) && matches!(expected::first_word(text), "" | "without")
    })?;
    let may_begin_so = match rule {
        Rule::type_of => expected == Rule::column,
        _ => matches!(expected, Rule::line | Rule::column),
    };
    let after = text.get(sign.len()..)?.trim_start_matches([' ', '\t']);
    let is_there = rule != Rule::kw_sum && Grammar::parse(rule, after).is_ok();
    (may_begin_so && !is_there).then_some((sign, rule))
}

pub(super) fn offset(error: &pest::error::Error<Rule>) -> usize {
    match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    }
}
