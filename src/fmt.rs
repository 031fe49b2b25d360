//! Formats a source: one style without options, in which a changed figure rarely changes any other
//! line.
//!
//! A source is read as items and their words, without the whitespace between them
//! (`syntax::outline`), and laid out again. The result is parsed, and its tree and comments are
//! compared with those of the source. If anything but whitespace differs, the result is rejected
//! ([`Refusal::Unlike`]), so a bug in the formatter cannot change a report.
//!
//! The width of a table's columns depends on its header. Without a header it is at least five
//! characters. It does not depend on the figures as long as these fit. Sources written by `gdr new`
//! and `gdr next` are formatted here too, so there is only one style.

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

/// The indentation of a block in spaces.
const INDENTATION: usize = 4;

/// The maximum number of passes. There are several because a fix can reveal another error.
const MOST_PASSES: usize = 16;

/// The byte-order mark that some editors write at the start of a file.
const MARK: char = '\u{FEFF}';

/// Why a source is not formatted.
#[derive(Debug, Clone)]
pub enum Refusal {
    /// The source has these syntax errors, which only a person can fix. The list is empty if the
    /// error, such as a date with dots, is reported only by compilation. Errors of other kinds do
    /// not prevent formatting.
    Faulty(Vec<Diagnostic>),
    /// The formatted source would exceed the maximum length.
    TooLong,
    /// The formatted source would have another meaning. This is a bug in the formatter.
    Unlike,
}

/// The formatted source, with unambiguous typing errors fixed.
///
/// # Errors
/// If the source cannot be formatted; the [`Refusal`] says why.
pub fn format(source: &Arc<Source>) -> Result<String, Refusal> {
    let repaired = repaired(source).ok_or_else(|| faulty(source))?;
    let text = repaired.text();
    let outline = Outline::of(text).ok_or_else(|| faulty(source))?;
    let laid_out = with_ends_of(text, layout::lay_out(&outline.items));
    match laid_out {
        long if long.len() > LONGEST_SOURCE => Err(Refusal::TooLong),
        laid_out if keeps_meaning(&outline, &laid_out) => Ok(laid_out),
        _ => Err(Refusal::Unlike),
    }
}

/// Formats a changed text if the original text was formatted. Otherwise returns the changed text as
/// it is.
pub fn format_like(before: &Arc<Source>, text: &str) -> String {
    let is_laid_out = format(before).is_ok_and(|laid_out| laid_out == before.text());
    let laid_out = is_laid_out
        .then(|| format(&Source::new(before.name(), text)).ok())
        .flatten();
    laid_out.unwrap_or_else(|| text.to_owned())
}

fn faulty(source: &Arc<Source>) -> Refusal {
    let faults = scan(source).then_some(|scanned| parse(&scanned).map(|_| Some(())));
    Refusal::Faulty(
        faults
            .sorted()
            .diagnostics
            .into_iter()
            .filter(Diagnostic::is_error)
            .collect(),
    )
}

/// Whether the formatted source has the same meaning and no new error.
fn keeps_meaning(outline: &Outline, laid_out: &str) -> bool {
    outline.has_same_content(laid_out) && scan(&Source::new("", laid_out)).diagnostics.is_empty()
}

/// The source with typing errors fixed. `None` if an error has no unambiguous fix.
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

/// Restores the byte-order mark of the original text, and its line ends if they are uniform.
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

    /// The safety check detects changes of meaning in any formatted text.
    #[test]
    fn a_layout_that_says_something_else_is_refused() {
        let text = "// 甲\na { b 1 | 2 \"注 释\" // 乙\n}\nc \"\"\"{a}  字\n\"\"\"\n";
        let outline = Outline::of(text).expect("it parses");
        assert!(keeps_meaning(&outline, text));
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
                !keeps_meaning(&outline, &text.replacen(old, new, 1)),
                "{old} → {new}"
            );
        }
    }
}
