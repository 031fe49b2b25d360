//! Diagnostics for programs to read. One file a format; [`render`](super::render) draws them for
//! people.

mod github;
mod json;
mod sarif;
mod short;

use super::{Diagnostic, Language};
use crate::formats::formats;

pub use json::VERSION;

formats! {
    /// How diagnostics are written down.
    pub enum Format, writer: FormatWriter {
        /// Drawn in their sources, for people.
        Text = "text" => FormatWriter { write: None, frame: |_| Frame::lines() },
        /// One line each, as editors and `grep` expect: `file:line:column: error[G0401]: words`.
        Short = "short" => FormatWriter { write: Some(short::line), frame: |_| Frame::lines() },
        /// One JSON object each, a line each; `docs/diagnostics.schema.json` has what is in them.
        Json = "json" => FormatWriter { write: Some(json::line), frame: |_| Frame::lines() },
        /// One SARIF 2.1.0 document.
        Sarif = "sarif" => FormatWriter { write: Some(sarif::result), frame: sarif::frame },
        /// Workflow commands that annotate a change on GitHub.
        Github = "github" => FormatWriter { write: Some(github::line), frame: |_| Frame::lines() },
    }
}

/// What implements a format.
struct FormatWriter {
    /// Writes a diagnostic; none if it is drawn.
    write: Option<fn(&Diagnostic, Language) -> String>,
    frame: fn(Language) -> Frame,
}

/// What stands around diagnostics in a format.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Frame {
    /// Before the first.
    pub opening: String,
    /// Between two.
    pub between: &'static str,
    /// Behind each.
    pub after: &'static str,
    /// Behind all of them, though there be none.
    pub closing: &'static str,
}

impl Frame {
    /// A diagnostic a line.
    fn lines() -> Frame {
        Frame {
            after: "\n",
            ..Frame::default()
        }
    }
}

impl Format {
    /// A diagnostic in this format; none in one that is drawn.
    pub fn write(self, diagnostic: &Diagnostic, language: Language) -> Option<String> {
        self.writer().write.map(|write| write(diagnostic, language))
    }

    /// What stands around diagnostics.
    pub fn frame(self, language: Language) -> Frame {
        (self.writer().frame)(language)
    }
}
