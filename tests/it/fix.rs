//! Fixing a source ends, and never makes it worse: over all cases and examples, unchanged and with
//! mistakes added.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::common::case::{self, Case, Folder};
use crate::common::{files, is_thorough, read};
use gdr::cli::fix::passes::{Choice, Fixed, fixed};
use gdr::diagnostic::Diagnostic;
use gdr::model::{Origin, Report};
use gdr::source::Source;
use gdr::{Compiled, Compiler};

/// Pieces that make mistakes: characters that look like syntax, and parts of it.
const PIECES: &[&str] = &[
    "{",
    "}",
    "{{",
    "}}",
    "(",
    ")",
    "[",
    "]",
    "|",
    "\"",
    "\"\"\"",
    "“",
    "”",
    "（",
    "）",
    "｛",
    "　",
    "：",
    "，",
    "、",
    "１２",
    "1,084",
    "-",
    "—",
    "#",
    "//",
    "// “甲” {",
    "\\",
    "'",
    "\u{200b}",
    "\n",
    "\r",
    "rest 0",
    "report ",
    "use \"form{",
    "0",
    "9",
];

struct Fixer {
    compiler: Compiler<Folder>,
    path: PathBuf,
}

impl Fixer {
    fn of(path: &Path) -> Fixer {
        Fixer {
            compiler: Compiler::with_files(Folder),
            path: path.to_owned(),
        }
    }

    fn source(&self, text: &str) -> Arc<Source> {
        Source::new(self.path.display().to_string(), text)
    }

    fn compile(&self, text: &str) -> Compiled {
        let options = gdr::Options::default();
        self.compiler.compile(&self.source(text), options)
    }

    fn fixed(&self, text: &str, choice: Choice) -> Fixed {
        let compile = |source: &Arc<Source>| self.compiler.compile(source, gdr::Options::default());
        fixed(&compile, &self.source(text), choice)
    }

    /// What is wrong with the fixes of a text, if anything is.
    fn fault(&self, text: &str) -> Option<String> {
        let before = self.compile(text);
        for choice in [Choice::Certain, Choice::Accepted] {
            let once = self.fixed(text, choice);
            let result = once.source.text();
            let twice = self.fixed(result, choice);
            if twice.source.text() != result {
                let again = twice.source.text();
                return Some(format!("{choice:?} changes again:\n{result}\n--\n{again}"));
            }
            let Some(before) = &before.value else {
                continue;
            };
            let Some(after) = &once.compiled.value else {
                return Some(format!("{choice:?} loses the report:\n{result}"));
            };
            let lost = lost_fact(&before.report, &after.report, choice);
            if let Some(lost) = lost {
                return Some(format!("{choice:?} changes {lost}:\n{result}"));
            }
        }
        None
    }
}

fn stated(report: &Report) -> BTreeMap<String, String> {
    let facts = report.facts.iter().enumerate().filter_map(|(id, fact)| {
        let fact = fact.as_ref().filter(|fact| fact.origin == Origin::Stated)?;
        Some((report.fact_path(id, true), fact.value.to_string()))
    });
    facts.collect()
}

/// A fact that the fixed report does not state, or states with another value although no proposal
/// was accepted.
fn lost_fact(before: &Report, after: &Report, choice: Choice) -> Option<String> {
    let after = stated(after);
    stated(before).into_iter().find_map(|(path, value)| {
        let is_kept = match after.get(&path) {
            None => false,
            Some(new) => choice == Choice::Accepted || *new == value,
        };
        (!is_kept).then_some(path)
    })
}

fn cases() -> Vec<(PathBuf, String)> {
    let cases = case::files().into_iter().map(|path| {
        let text = Case::read(&path).source;
        (path, text)
    });
    let examples = files("examples", "gdr").into_iter().map(|path| {
        let text = read(&path);
        (path, text)
    });
    cases.chain(examples).collect()
}

/// Every case, or every third one.
fn sample<T>(all: Vec<T>, of: usize) -> impl Iterator<Item = T> {
    let step = if is_thorough() { 1 } else { of };
    all.into_iter().step_by(step)
}

#[test]
fn every_case_is_fixed_once_and_for_all() {
    let mut tried = 0;
    for (path, text) in sample(cases(), 3) {
        let fault = Fixer::of(&path).fault(&text);
        assert_eq!(fault, None, "{}\n{text}", path.display());
        tried += 1;
    }
    assert!(tried > 100, "{tried}");
}

/// A deterministic sequence of numbers.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) as usize % limit.max(1)
    }
}

/// A text in which a piece replaces a few characters, one or two times.
fn with_mistakes(text: &str, numbers: &mut Numbers) -> String {
    let mut text = text.to_owned();
    for _ in 0..=numbers.below(2) {
        let characters: Vec<char> = text.chars().collect();
        let at = numbers.below(characters.len());
        let end = (at + numbers.below(3)).min(characters.len());
        let (before, after) = (&characters[..at], &characters[end..]);
        let piece = PIECES[numbers.below(PIECES.len())].chars();
        text = before
            .iter()
            .copied()
            .chain(piece)
            .chain(after.iter().copied())
            .collect();
    }
    text
}

#[test]
fn mistakes_in_cases_are_fixed_once_and_for_all() {
    let (mut tried, rounds) = (0, if is_thorough() { 40 } else { 1 });
    let mut numbers = Numbers(2019);
    for round in 0..rounds {
        for (path, text) in sample(cases(), 3) {
            let text = with_mistakes(&text, &mut numbers);
            let fault = Fixer::of(&path).fault(&text);
            assert_eq!(fault, None, "{round}: {}\n{text}", path.display());
            tried += 1;
        }
    }
    assert!(tried > 100, "{tried}");
}

/// The message of a fix that does not help stays, and the text is not changed.
#[test]
fn a_fix_that_does_not_help_is_not_applied() {
    let fixer = Fixer::of(Path::new("report.gdr"));
    for text in [
        "report disclosure 2021\nuse \"form{\n  a 1\n}\n",
        "report disclosure 2021\nuse \"form{ // 甲\n  a 1\n}\n",
    ] {
        let result = fixer.fixed(text, Choice::Accepted);
        assert_eq!((result.source.text(), result.changes), (text, 0));
        let diagnostics = result.compiled.diagnostics;
        assert!(diagnostics.iter().any(Diagnostic::is_error), "{text}");
    }
}
