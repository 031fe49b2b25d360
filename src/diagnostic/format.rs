//! Output formats of diagnostics for programs, one file per format. [`render`](super::render) is
//! for people.

mod github;
mod json;
mod sarif;
mod short;

use super::{Diagnostic, Language};
use crate::formats::formats;

pub use json::VERSION;

formats! {
    /// The output format of diagnostics.
    pub enum Format, writer: FormatWriter {
        /// Drawn with source lines, for people.
        Text = "text" => FormatWriter { write: None, frame: |_| Frame::lines() },
        /// One line each, for editors and `grep`: `file:line:column: error[G0401]: message`.
        Short = "short" => FormatWriter { write: Some(short::line), frame: |_| Frame::lines() },
        /// One JSON object per line, with the schema `docs/diagnostics.schema.json`.
        Json = "json" => FormatWriter { write: Some(json::line), frame: |_| Frame::lines() },
        /// One SARIF 2.1.0 document.
        Sarif = "sarif" => FormatWriter { write: Some(sarif::result), frame: sarif::frame },
        /// Workflow commands that annotate a change on GitHub.
        Github = "github" => FormatWriter { write: Some(github::line), frame: |_| Frame::lines() },
    }
}

/// The implementation of a format.
struct FormatWriter {
    /// Formats a diagnostic. `None` for [`Format::Text`], which `render` draws.
    write: Option<fn(&Diagnostic, Language) -> String>,
    frame: fn(Language) -> Frame,
}

/// The text around and between diagnostics.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Frame {
    /// The text before the first diagnostic.
    pub opening: String,
    /// The text between two diagnostics.
    pub between: &'static str,
    /// The text after each diagnostic.
    pub after: &'static str,
    /// The text after the last diagnostic. It is also written if there are no diagnostics.
    pub closing: &'static str,
}

impl Frame {
    /// One diagnostic per line.
    fn lines() -> Frame {
        Frame {
            after: "\n",
            ..Frame::default()
        }
    }
}

impl Format {
    /// A diagnostic in this format. `None` for [`Format::Text`], which [`render`](super::render)
    /// draws.
    pub fn write(self, diagnostic: &Diagnostic, language: Language) -> Option<String> {
        self.writer().write.map(|write| write(diagnostic, language))
    }

    /// The text around diagnostics.
    pub fn frame(self, language: Language) -> Frame {
        (self.writer().frame)(language)
    }
}
