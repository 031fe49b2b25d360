//! Paragraphs indented by four spaces or a tab, which Markdown renders as code.

use super::LintContext;
use super::indentation::set_apart;
use super::words::{common_indentation, is_heading, is_item};
use crate::diagnostic::{Diagnostic, catalog};
use crate::model::{Prose, Report};
use crate::source::{Place, slice};

const SPACES: [char; 2] = [' ', '\t'];
const FENCES: [&str; 2] = ["```", "~~~"];

pub(super) fn lint(text: &LintContext) -> Vec<Diagnostic> {
    let report = &text.verified.report;
    report
        .all_prose()
        .filter_map(|prose| set_apart(indentations(report, prose), catalog::prose_code_block))
        .collect()
}

/// The indentations that make Markdown render a paragraph as code, each with whether its line
/// follows a non-empty line. Text in Latin letters is skipped, because it may be intended as code.
fn indentations(report: &Report, prose: &Prose) -> Vec<(Place, bool)> {
    let mut found = Vec::new();
    let (mut is_open, mut is_code, mut is_list, mut is_fenced) = (true, false, false, false);
    let whole = report.place(prose.span);
    let lines = lines(whole.text());
    let common = common_indentation(lines.iter().map(|(_, line)| *line));
    for (start, line) in lines {
        let words = line.trim_start_matches(SPACES);
        let spaces = line
            .get(common..line.len() - words.len())
            .unwrap_or_default();
        let is_deep = spaces.contains('\t') || spaces.len() >= 4;
        is_fenced ^= FENCES.iter().any(|fence| words.starts_with(fence));
        if words.trim().is_empty() {
            is_open = true;
            continue;
        }
        let follows_a_line = is_code && !is_open;
        is_code = is_deep && !is_list && !is_fenced && (is_open || is_code);
        if is_code && !line.is_ascii() {
            found.push((
                whole.part(start..start + line.len() - words.len()),
                follows_a_line,
            ));
        }
        is_list = is_item(words) || (is_list && !(is_open && spaces.is_empty()));
        is_open = is_heading(words);
    }
    found
}

/// The lines of a prose text with its quotes, each with its offset.
fn lines(prose: &str) -> Vec<(usize, &str)> {
    let text = prose.trim_end_matches('"').trim_end();
    let quotes = text.len() - text.trim_start_matches('"').len();
    let mut at = quotes;
    let mut lines = Vec::new();
    for line in slice(text, quotes..).split_inclusive('\n') {
        lines.push((at, line.trim_end_matches(['\r', '\n'])));
        at += line.len();
    }
    lines
}
