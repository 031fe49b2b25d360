//! Placeholders left in the prose, and blanks left for a number: `申请____件`.

use memchr::memmem;

use super::LintContext;
use super::words::{Plain, ends_clause};
use crate::diagnostic::{Diagnostic, catalog};
use crate::model::{MEASURES, numeral};

const PLACEHOLDERS: &[&str] = &[
    "XX",
    "xx",
    "××",
    "待补充",
    "待填写",
    "〔待核〕",
    "＊＊",
    "（待定）",
    "（待核）",
    "（待填）",
    "（待补）",
];

/// What is left for a number before a measure word.
const SPACES: &[&str] = &[
    "__",
    "＿",
    "　",
    "？",
    "?",
    "（）",
    "()",
    "（　）",
    "○",
    "**",
];

/// Blanks that are nothing else, whatever comes behind the measure word.
const LINES: &[char] = &['_', '＿'];

pub fn lint(text: &LintContext) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    placeholders(&text.prose, &mut diagnostics);
    spaces(&text.prose, &mut diagnostics);
    diagnostics
}

fn placeholders(plain: &Plain, diagnostics: &mut Vec<Diagnostic>) {
    for placeholder in PLACEHOLDERS {
        let mut from = 0;
        while let Some(offset) =
            memmem::find(&plain.text.as_bytes()[from..], placeholder.as_bytes())
        {
            let start = from + offset;
            let after = plain.text[start..].trim_start_matches(placeholder);
            let end = plain.text.len() - after.len();
            diagnostics.push(catalog::placeholder(
                plain.place(start, end),
                &&plain.text[start..end],
            ));
            from = end;
        }
    }
}

/// Blanks between a word and a measure word with which its clause ends. Behind a number `**` ends
/// what is set in bold.
fn spaces(plain: &Plain, diagnostics: &mut Vec<Diagnostic>) {
    let spaces: Vec<&str> = SPACES
        .iter()
        .copied()
        .filter(|blank| plain.text.contains(blank))
        .collect();
    if spaces.is_empty() {
        return;
    }
    for (at, measure) in plain.text.match_indices(MEASURES) {
        let before = &plain.text[..at];
        let Some(blank) = spaces.iter().find(|blank| before.ends_with(*blank)) else {
            continue;
        };
        let words = before.trim_end_matches(blank).trim_end_matches(LINES);
        let (start, end) = (words.len(), at + measure.len());
        let is_word = words.ends_with(char::is_alphabetic) && !words.ends_with(numeral::is_numeral);
        let is_whole =
            blank.starts_with(LINES) || plain.text[end..].chars().next().is_none_or(ends_clause);
        let is_interpolated = plain.interpolations[..plain
            .interpolations
            .partition_point(|interpolation| interpolation.start <= start)]
            .last()
            .is_some_and(|interpolation| interpolation.contains(&start));
        if is_word && is_whole && !is_interpolated {
            diagnostics.push(catalog::placeholder(
                plain.place(start, end),
                &&plain.text[start..end],
            ));
        }
    }
}
