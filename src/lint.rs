//! Advice on the prose: what is not wrong by the form, and still should not be published.

pub mod holes;
mod parts;
mod phrases;
mod placeholders;
mod words;

use crate::diagnostic::{Diagnostic, Outcome};
use crate::verify::Verified;

/// One row a lint.
const LINTS: &[fn(&Verified) -> Vec<Diagnostic>] = &[holes::lint, phrases::lint, placeholders::lint, parts::lint];

pub fn lint(verified: Verified) -> Outcome<Verified> {
    let diagnostics = LINTS.iter().flat_map(|lint| lint(&verified)).collect();
    Outcome { value: verified, diagnostics }
}
