//! A single typing mistake gives a single diagnostic, on its line.

mod braces;
mod figures;
mod names;
mod quotes;

use crate::common::{close_example, errors, in_short};

fn sound() -> String {
    close_example("wujiang-2020")
}

/// The first line with a text, counted from 1.
fn line_of(text: &str, searched: &str) -> usize {
    let at = text
        .find(searched)
        .unwrap_or_else(|| panic!("{searched} is not in the text"));
    text[..at].matches('\n').count() + 1
}

/// The example with one text replaced.
fn with(written: &str, instead: &str) -> String {
    let text = sound();
    assert!(text.contains(written), "{written} is not in the example");
    text.replacen(written, instead, 1)
}

/// A message unless the text has exactly one error, with this code on this line.
fn fault(text: &str, line: usize, code: &str) -> Option<String> {
    let errors = errors(text);
    match errors.as_slice() {
        [only] if only.code == code && only.place.position().line == line => None,
        errors => Some(format!(
            "expected {line} {code}, found {:#?}",
            errors.iter().map(in_short).collect::<Vec<_>>()
        )),
    }
}

/// Edits, each of which must give one error with a code on its line: the original, its replacement,
/// the code.
fn assert_each(edits: &[(&str, &str, &str)]) {
    let faults = edits.iter().filter_map(|(written, instead, code)| {
        let fault = fault(&with(written, instead), line_of(&sound(), written), code)?;
        Some(format!("{instead:?} for {written:?}: {fault}"))
    });
    assert_none(faults.collect());
}

fn assert_none(faults: Vec<String>) {
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
