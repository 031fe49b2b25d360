//! Diagnostics for syntax of other languages and programs, and its interpretation where the meaning
//! is clear.

use pest::Parser as _;

use super::expressions::{check, interpolation, sign_meant};
use super::{ParseNode, Parser};
use crate::diagnostic::{Diagnostic, Words, catalog};
use crate::source::{Place, Span, slice};
use crate::syntax::ast::{Check, ProsePart, StringLiteral};
use crate::syntax::cursor::{Cursor, exact, span};
use crate::syntax::{Grammar, Rule, expected};

impl<'t> Parser<'t> {
    /// Parses a check. If it does not parse to its end, reports that and returns `None`.
    pub(super) fn check(
        &mut self,
        pair: ParseNode<'t>,
        siblings: &mut Cursor<'t>,
    ) -> Option<Check<'t>> {
        let is_known = self.foreign(&pair, 0);
        let end = span(&pair).end as usize;
        if !self.is_followed_by_error(end, siblings) {
            return is_known.then(|| check(pair));
        }
        let error_node = siblings.maybe(Rule::error_node)?;
        let at = error_node.as_span().start();
        if is_known && !self.is_repaired(at, at) {
            let sign = error_node
                .as_str()
                .find(|c| !"=<>!".contains(c))
                .unwrap_or(error_node.as_str().len());
            let after = self.skip_spaces(at + sign);
            let diagnostic = if sign > 0
                && matches!(self.text.as_bytes().get(after), None | Some(b'\r' | b'\n'))
            {
                let place = self.found(after);
                catalog::unexpected(
                    place.clone(),
                    &expected::found(place.text()),
                    &expected::list(&[Rule::sum]),
                )
            } else {
                self.left_over(at).with_help(Words::new(
                    "一个条件只含一次比较，多个条件用 and 或 or 连接",
                    "a condition has one comparison; join several conditions with `and` or `or`",
                ))
            };
            self.diagnostics.push(diagnostic);
        }
        None
    }

    /// Whether an error node follows on the line on which an item ends.
    fn is_followed_by_error(&self, end: usize, siblings: &mut Cursor<'t>) -> bool {
        let after = slice(self.text, self.skip_spaces(end)..);
        siblings.peek() == Some(Rule::error_node)
            && !["\r", "\n", "//"].iter().any(|end| after.starts_with(end))
    }

    /// An interpolation, or its text if its operators have no clear meaning.
    pub(super) fn interpolation(&mut self, pair: ParseNode<'t>) -> ProsePart<'t> {
        if self.foreign(&pair, 0) {
            ProsePart::Interpolation(interpolation(pair))
        } else {
            ProsePart::Text(exact(&pair))
        }
    }

    /// Reports operators and operands of other languages in an expression. Returns whether all of
    /// them have a clear meaning. `moved` is the offset at which the text of the pair starts.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the grammar has many rules")]
    pub(super) fn foreign(&mut self, pair: &ParseNode<'t>, moved: usize) -> bool {
        let (mut reported, mut unknown) = (Vec::new(), None);
        for pair in pair.clone().into_inner().flatten() {
            let (place, written) = (
                Place::new(self.source, exact(&pair).span.moved(moved)),
                pair.as_str(),
            );
            match pair.as_rule() {
                Rule::foreign_equals => reported.push(foreign_sign(place, written, "=")),
                Rule::foreign_comparison => {
                    reported.push(foreign_sign(place, written, sign_meant(written)));
                }
                Rule::division => unknown = unknown.or(Some(no_division(place))),
                Rule::foreign_text => unknown = unknown.or(Some(no_text(place))),
                _ => {}
            }
        }
        let is_known = unknown.is_none();
        match unknown {
            Some(unknown) => self.diagnostics.push(unknown),
            None => self.diagnostics.extend(reported),
        }
        is_known
    }
}

/// Invalid interpolations whose intended meaning is clear.
impl Parser<'_> {
    pub(super) fn error_interpolation(&mut self, error_node: StringLiteral) {
        let (written, range) = (error_node.value, error_node.span.range());
        let place = Place::new(self.source, error_node.span);
        let Some(inside) = written
            .strip_prefix('{')
            .and_then(|inside| inside.strip_suffix('}'))
        else {
            if !self.is_repaired(range.start, range.end) {
                self.diagnostics
                    .push(self.unclosed_interpolation(written, range.start));
            }
            return;
        };
        let diagnostic = if inside.trim().is_empty() {
            catalog::interpolation_syntax(place, &"{部分.行.列}").with_help(interpolation_help())
        } else if let Some(meant) = reversed(inside) {
            catalog::interpolation_syntax(place.clone(), &meant).with_certain_fix(place, meant)
        } else if let Some(meant) = without_commas(inside) {
            catalog::interpolation_syntax(place.clone(), &meant).with_possible_fix(place, meant)
        } else {
            self.error_node(range, Rule::interpolation);
            return;
        };
        if !self.is_repaired(range.start, range.end) {
            self.diagnostics.push(diagnostic);
        }
    }

    /// The error for `{申请.新收，……`. The fix puts the closing brace after the part that parses.
    fn unclosed_interpolation(&self, written: &str, at: usize) -> Diagnostic {
        let diagnostic = catalog::unclosed_brace(Place::new(self.source, Span::new(at, at + 1)));
        let help = Words::new(
            "引用的 { 和 } 应在同一行，如需显示 { 本身，请写作 {{",
            "close the interpolation with } on the same line, or write {{ to print the character {",
        );
        let diagnostic = diagnostic.with_help(help);
        let length = [Rule::assertion, Rule::sum]
            .into_iter()
            .find_map(|rule| length_of(rule, slice(written, 1..)));
        match length.map(|length| at + 1 + length) {
            Some(end) => {
                diagnostic.with_possible_fix(Place::new(self.source, Span::new(end, end)), "}")
            }
            None => diagnostic,
        }
    }
}

/// The length of the text that a rule matches. If the rule does not match, pest searches all of
/// the text for the line of the error, so the text should be short.
fn length_of(rule: Rule, text: &str) -> Option<usize> {
    let read = Grammar::parse(rule, text).ok()?.next()?;
    Some(span(&read).end as usize)
}

/// `{申请.新收 = 20}` with its sides exchanged.
fn reversed(inside: &str) -> Option<String> {
    let (path, number) = inside.split_once('=')?;
    let (path, number) = (path.trim(), number.trim_start_matches('=').trim());
    let is_whole = |rule, text: &str| length_of(rule, text) == Some(text.len());
    (is_whole(Rule::path, path) && is_whole(Rule::value, number))
        .then(|| format!("{{{number} = {path}}}"))
}

/// `{1,20 = 申请.新收}` without the commas in the number.
fn without_commas(inside: &str) -> Option<String> {
    let (number, rest) = inside.split_once('=')?;
    let is_number = number.contains(',')
        && number
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | ' '));
    is_number.then(|| format!("{{{} ={rest}}}", number.replace(',', "").trim()))
}

pub(super) fn interpolation_help() -> Words {
    Words::new(
        "引用数据写作 {部分.行.列}，核对数据写作 {12 = 部分.行}，计算百分比写作 {share(部分, 全体)}",
        "write {section.row.column} for a figure, {12 = section.row} to compare 12 with a figure, {share(part, whole)} for a percentage",
    )
}

/// Invalid items whose intended meaning is clear.
impl Parser<'_> {
    /// `form 中型 "中型"` among the rows and columns of a form.
    pub(super) fn reserved_word(
        &self,
        text: &str,
        at: usize,
        expected: Rule,
    ) -> Option<Diagnostic> {
        let word = expected::first_word(text);
        // A row named `check` looks like a check without its condition.
        let is_reserved = length_of(Rule::keyword, word).is_some() && word != "check";
        let names = slice(text, word.len()..)
            .split(['"', '\n'])
            .next()
            .unwrap_or("");
        let is_naming = matches!(expected, Rule::line | Rule::column)
            && length_of(Rule::naming, &format!("x{names}\"\"")).is_some();
        let place = Place::new(self.source, Span::new(at, at + word.len()));
        (is_reserved && is_naming).then(|| catalog::reserved_word(place, &word))
    }

    /// The error for `申请 [个人 企业 {`, a header without `]`.
    pub(super) fn unclosed_header(&self, start: usize, end: usize) -> Option<Diagnostic> {
        let opening = start
            + slice(self.text, start..end)
                .rfind('[')
                .filter(|&at| !slice(self.text, start + at..end).contains(']'))?;
        let after = Place::new(self.source, Span::new(end, end));
        let is_whole = slice(self.text, self.skip_spaces(end)..).starts_with(['{', '\r', '\n']);
        is_whole.then(|| {
            catalog::unclosed_header(Place::new(self.source, Span::new(opening, opening + 1)))
                .with_possible_fix(after, "]")
        })
    }

    /// The error for `| 新收 | 64 | 0 |`, a row of a Markdown table.
    pub(super) fn markdown_row(&self, at: usize) -> Option<Diagnostic> {
        let line = slice(self.text, at..).lines().next()?.trim_end();
        let cells: Vec<&str> = line
            .split('|')
            .map(str::trim)
            .filter(|cell| !cell.is_empty())
            .collect();
        let place = Place::new(self.source, Span::new(at, at + line.len()));
        let is_row = line.starts_with('|') && cells.len() > 1;
        let help = Words::new(
            "此处不用 Markdown 表格：一项写一行，名称和各数字之间只用空格分隔",
            "write each row on its own line without `|`, with spaces between the name and the numbers",
        );
        let has_figures = cells
            .iter()
            .any(|cell| cell.starts_with(|c: char| c.is_ascii_digit()));
        let usage = if has_figures {
            cells.join(" ")
        } else {
            String::from("名称 64 0 0")
        };
        let diagnostic =
            is_row.then(|| catalog::malformed(place.clone(), &usage).with_help(help))?;
        Some(if has_figures {
            diagnostic.with_possible_fix(place, usage)
        } else {
            diagnostic
        })
    }

    /// The error for `0 = = 4`, a total after more than one `=`.
    pub(super) fn repeated_equals(&self, at: usize) -> Option<Diagnostic> {
        let rest = slice(self.text, at..);
        let signs = slice(
            rest,
            ..rest
                .find(|c| !matches!(c, '=' | ' ' | '\t'))
                .unwrap_or(rest.len()),
        )
        .trim_end();
        let place = Place::new(self.source, Span::new(at, at + signs.len()));
        (signs.matches('=').count() > 1).then(|| foreign_sign(place, signs, "="))
    }
}

fn foreign_sign(place: Place, written: &str, meant: &str) -> Diagnostic {
    catalog::foreign_sign(place.clone(), &written, &meant).with_certain_fix(place, meant)
}

fn no_division(place: Place) -> Diagnostic {
    catalog::no_such_term(place, &Words::new("除号 /", "division")).with_help(Words::new(
        "百分比写作 share(部分, 全体)，比较时请改用乘法，如 2 * a > b",
        "write a percentage as share(part, whole); in a comparison, multiply the other side: 2 * a > b",
    ))
}

fn no_text(place: Place) -> Diagnostic {
    catalog::no_such_term(place, &Words::new("文字", "text")).with_help(Words::new(
        "勾稽关系只能比较数字，不能比较文字和选项",
        "a check compares numbers, not text or choices",
    ))
}
