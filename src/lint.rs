//! Advice on the prose: what is not wrong by the form, and still should not be published.

pub mod holes;
mod parts;
mod phrases;
mod placeholders;
mod words;

use crate::diagnostic::{Diagnostic, Outcome};
use crate::verify::Verified;

use words::Plain;

/// What a lint reads: a report, and its prose as plain text.
pub struct Text<'r> {
    verified: &'r Verified,
    prose: Plain<'r>,
}

/// One row a lint.
const LINTS: &[fn(&Text) -> Vec<Diagnostic>] = &[holes::lint, phrases::lint, placeholders::lint, parts::lint];

pub fn lint(verified: Verified) -> Outcome<Verified> {
    let text = Text { verified: &verified, prose: Plain::of(&verified.report) };
    let diagnostics = LINTS.iter().flat_map(|lint| lint(&text)).collect();
    Outcome { value: verified, diagnostics }
}
