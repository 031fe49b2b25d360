//! Formatting fixes typing errors and changes nothing else: neither the facts nor the other
//! diagnostics. Formatting again changes nothing at all.

use gdr::fmt::{Refusal, format};
use gdr::model::Report;
use gdr::source::Source;
use gdr::{Compiled, Diagnostic};

use super::input::{compiled, texts};

pub fn hold(input: &[u8]) {
    let Some([text]) = texts(input) else { return };
    let formatted = match format(&Source::new("report.gdr", text)) {
        Ok(formatted) => formatted,
        Err(Refusal::Unlike) => panic!("the formatted source would have another meaning"),
        Err(Refusal::Faulty(_) | Refusal::TooLong) => return,
    };
    let again = format(&Source::new("report.gdr", formatted.as_str()));
    assert_eq!(again.ok().as_deref(), Some(formatted.as_str()));
    let (before, after) = (compiled(text), compiled(&formatted));
    let is_typing_error =
        |diagnostic: &Diagnostic| is_syntax(diagnostic.code) || diagnostic.certain_fix().is_some();
    if before.diagnostics.iter().any(is_typing_error) {
        return;
    }
    assert_eq!(codes(&before), codes(&after));
    if let (Some(before), Some(after)) = (before.value, after.value) {
        assert_eq!(values(&before.report), values(&after.report));
    }
}

/// Whether a code is of the group of errors in the text itself.
fn is_syntax(code: &str) -> bool {
    code.starts_with("G01")
}

fn codes(compiled: &Compiled) -> Vec<&'static str> {
    let diagnostics = compiled.diagnostics.iter();
    let mut codes: Vec<&str> = diagnostics.map(|diagnostic| diagnostic.code).collect();
    codes.sort_unstable();
    codes
}

fn values(report: &Report) -> Vec<String> {
    let facts = report.facts.iter();
    facts
        .map(|fact| format!("{:?}", fact.as_ref().map(|fact| &fact.value)))
        .collect()
}
