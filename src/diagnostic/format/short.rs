//! One line per diagnostic, for the problem matchers of editors.

use crate::diagnostic::{Diagnostic, Language};

pub(super) fn line(diagnostic: &Diagnostic, language: Language) -> String {
    diagnostic.in_short().of(language).to_owned()
}
