//! Text that is printed to a terminal.

use crate::invisible::visible;

/// A text for the terminal. Its only escape sequences are those of drawn messages.
#[derive(Debug, Default)]
pub(crate) struct TerminalText(String);

impl TerminalText {
    /// Appends a text of any origin; its invisible characters become visible.
    pub(crate) fn push(&mut self, text: &str) {
        self.0.push_str(&visible(text));
    }

    /// Appends a text that a renderer has made visible and may have colored.
    pub(crate) fn push_drawn(&mut self, drawn: &str) {
        self.0.push_str(drawn);
    }

    /// The text to write.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// A text of any origin.
impl From<&str> for TerminalText {
    fn from(text: &str) -> TerminalText {
        TerminalText(visible(text).into_owned())
    }
}
