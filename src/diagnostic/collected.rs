//! The diagnostics of a pass, of which there may be very many.

use super::{Diagnostic, catalog};

/// The greatest number of diagnostics of a pass. A text with more of them is probably no report,
/// and keeping all would take many times the memory of the text.
const MOST: usize = 10_000;

/// The diagnostics of a pass, up to a limit. The one after them says that the rest is left out.
#[derive(Debug, Default)]
pub struct Collected(Vec<Diagnostic>);

impl Collected {
    /// Whether further diagnostics are left out.
    pub fn is_full(&self) -> bool {
        self.0.len() > MOST
    }

    /// Adds a diagnostic.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        if self.0.len() < MOST {
            self.0.push(diagnostic);
        } else if self.0.len() == MOST {
            self.0
                .push(catalog::too_many_errors(diagnostic.place, &MOST));
        }
    }

    /// All diagnostics, in the order in which they were added.
    pub fn into_vec(self) -> Vec<Diagnostic> {
        self.0
    }
}

impl IntoIterator for Collected {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl Extend<Diagnostic> for Collected {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, diagnostics: I) {
        diagnostics
            .into_iter()
            .for_each(|diagnostic| self.push(diagnostic));
    }
}
