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
        /// One JSON document, with the schema `docs/diagnostics.schema.json`.
        Json = "json" => FormatWriter { write: Some(json::object), frame: |_| json::document() },
        /// The same objects, one per line.
        Ndjson = "ndjson" => FormatWriter { write: Some(json::object), frame: |_| json::lines() },
        /// One SARIF 2.1.0 document.
        Sarif = "sarif" => FormatWriter { write: Some(sarif::result), frame: sarif::frame },
        /// Workflow commands that annotate a change on GitHub.
        Github = "github" => FormatWriter { write: Some(github::line), frame: |_| Frame::lines() },
    }
}

/// The implementation of a format.
struct FormatWriter {
    /// Formats a diagnostic. `None` for [`Format::Text`], which `render` draws.
    write: Option<fn(&Diagnostic, Context) -> String>,
    frame: fn(Language) -> Frame,
}

/// What a format needs besides a diagnostic.
#[derive(Clone, Copy)]
pub struct Context<'c> {
    /// The language of messages.
    pub language: Language,
    /// The path of a file from the root of its repository, for formats that code hosts read.
    pub path_in_repository: &'c dyn Fn(&str) -> String,
}

impl Context<'_> {
    /// Paths are those of the sources.
    pub fn of(language: Language) -> Context<'static> {
        Context {
            language,
            path_in_repository: &|path| path.to_owned(),
        }
    }
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
    /// The text after the summary of the run. `None` for formats without a summary.
    pub after_summary: Option<&'static str>,
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
    pub fn write(self, diagnostic: &Diagnostic, context: Context) -> Option<String> {
        self.writer().write.map(|write| write(diagnostic, context))
    }

    /// The text around diagnostics.
    pub fn frame(self, language: Language) -> Frame {
        (self.writer().frame)(language)
    }
}
