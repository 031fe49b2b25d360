//! One line per diagnostic, for the problem matchers of editors.

use super::Context;
use crate::diagnostic::Diagnostic;

pub(super) fn line(diagnostic: &Diagnostic, context: Context) -> String {
    diagnostic.in_short().of(context.language).to_owned()
}
