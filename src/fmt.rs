//! The layout of a text: one style without options, in which a changed figure changes its own line
//! and no other.

mod layout;
mod names;
mod table;
mod words;
mod wrap;

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, apply};
use crate::source::{LONGEST_SOURCE, Source};
use crate::syntax::outline::Outline;
use crate::syntax::{parse, scan};

/// By how many spaces the content of a block is indented.
const INDENTATION: usize = 4;

/// How often a text is mended: mending one thing can bring another to light.
const MOST_PASSES: usize = 16;

/// The byte-order mark, which some editors put first.
const MARK: char = '\u{FEFF}';

/// Why a text is left as it is.
#[derive(Debug, Clone)]
pub enum Refusal {
    /// It has these errors of syntax, which a person must mend; what it says may be as wrong as it
    /// likes. There are none where only who compiles it learns what is wrong: a date with dots.
    Faulty(Vec<Diagnostic>),
    /// Laid out it would be too long to be read again.
    TooLong,
    /// Laid out it would not be the same any more: a mistake of ours.
    Unlike,
}

/// The text of a source laid out, with what is certain to be a slip of the keyboard mended.
///
/// # Errors
/// Why it is left as it is.
pub fn format(source: &Arc<Source>) -> Result<String, Refusal> {
    let repaired = repaired(source).ok_or_else(|| faulty(source))?;
    let text = repaired.text();
    let outline = Outline::of(text).ok_or_else(|| faulty(source))?;
    let laid_out = with_ends_of(text, layout::lay_out(&outline.items));
    match laid_out {
        long if long.len() > LONGEST_SOURCE => Err(Refusal::TooLong),
        laid_out if keeps(&outline, &laid_out) => Ok(laid_out),
        _ => Err(Refusal::Unlike),
    }
}

/// What has become of a text, laid out if that was.
pub fn format_like(before: &Arc<Source>, text: &str) -> String {
    let is_laid_out = format(before).is_ok_and(|laid_out| laid_out == before.text());
    let laid_out = is_laid_out
        .then(|| format(&Source::new(before.name(), text)).ok())
        .flatten();
    laid_out.unwrap_or_else(|| text.to_owned())
}

fn faulty(source: &Arc<Source>) -> Refusal {
    let faults = scan(source).then_some(|scanned| parse(source, &scanned).map(|_| Some(())));
    Refusal::Faulty(
        faults
            .sorted()
            .diagnostics
            .into_iter()
            .filter(Diagnostic::is_error)
            .collect(),
    )
}

/// Whether a layout says what the text says, and without any new slip.
fn keeps(outline: &Outline, laid_out: &str) -> bool {
    outline.has_same_content(laid_out) && scan(&Source::new("", laid_out)).diagnostics.is_empty()
}

/// The source with its slips of the keyboard mended. None where one is not certain.
fn repaired(source: &Arc<Source>) -> Option<Arc<Source>> {
    let mut source = source.clone();
    for _ in 0..MOST_PASSES {
        let slips = scan(&source).diagnostics;
        if slips.is_empty() {
            return Some(source);
        }
        let fix = |slip: &Diagnostic| slip.fixes.iter().find(|fix| fix.is_certain).cloned();
        let fixes: Option<Vec<_>> = slips.iter().map(fix).collect();
        let text = apply(&source, fixes?.iter().flat_map(|fix| &fix.edits));
        source = Source::new(source.name(), text);
    }
    None
}

/// With the line ends of a text, where it has but one kind, and its byte-order mark.
fn with_ends_of(text: &str, laid_out: String) -> String {
    let is_crlf =
        text.contains("\r\n") && text.matches('\n').count() == text.matches("\r\n").count();
    let laid_out = if is_crlf {
        laid_out.replace("\r\n", "\n").replace('\n', "\r\n")
    } else {
        laid_out
    };
    if text.starts_with(MARK) {
        format!("{MARK}{laid_out}")
    } else {
        laid_out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a layout could do wrong is seen, whatever the layout does.
    #[test]
    fn a_layout_that_says_something_else_is_refused() {
        let text = "// 甲\na { b 1 | 2 \"注 释\" // 乙\n}\nc \"\"\"{a}  字\n\"\"\"\n";
        let outline = Outline::of(text).expect("it parses");
        assert!(keeps(&outline, text));
        for (old, new) in [
            ("1 | 2", "12"),
            ("1 | 2", "1 2"),
            ("b 1", "b 2"),
            ("注 释", "注释"),
            ("// 甲\n", ""),
            ("// 乙\n}", "}\n// 乙"),
            ("  字", " 字"),
            ("{a}", "{ a }"),
            ("// 乙\n}\nc", "// 乙\n c"),
            ("c", "c ０"),
            ("}\n", ""),
        ] {
            assert!(text.contains(old));
            assert!(
                !keeps(&outline, &text.replacen(old, new, 1)),
                "{old} → {new}"
            );
        }
    }
}
