//! Diagnostics for programs to read. One file a format; [`render`](super::render) draws them for
//! people.

mod github;
mod json;
mod sarif;
mod short;

use super::{Diagnostic, Language};

pub use json::VERSION;

/// How diagnostics are written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// Drawn in their sources, for people.
    #[default]
    Text,
    /// One line each, as editors and `grep` expect: `file:line:column: error[E0401]: words`.
    Short,
    /// One JSON object each, a line each; `docs/diagnostics.schema.json` has what is in them.
    Json,
    /// One SARIF 2.1.0 document.
    Sarif,
    /// Workflow commands that annotate a change on GitHub.
    Github,
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

impl Format {
    const ALL: [(&str, Format); 5] = [
        ("text", Format::Text),
        ("short", Format::Short),
        ("json", Format::Json),
        ("sarif", Format::Sarif),
        ("github", Format::Github),
    ];

    /// The format of a name: `json`.
    pub fn of_name(name: &str) -> Option<Format> {
        Format::ALL
            .iter()
            .find(|(candidate, _)| *candidate == name)
            .map(|(_, format)| *format)
    }

    /// The names of all formats.
    pub fn names() -> impl Iterator<Item = &'static str> {
        Format::ALL.iter().map(|(name, _)| *name)
    }

    /// A diagnostic in this format; none in one that is drawn.
    pub fn write(self, diagnostic: &Diagnostic, language: Language) -> Option<String> {
        match self {
            Format::Text => None,
            Format::Short => Some(short::line(diagnostic, language)),
            Format::Json => Some(json::line(diagnostic, language)),
            Format::Sarif => Some(sarif::result(diagnostic, language)),
            Format::Github => Some(github::line(diagnostic, language)),
        }
    }

    /// What stands around diagnostics.
    pub fn frame(self, language: Language) -> Frame {
        match self {
            Format::Text | Format::Short | Format::Json | Format::Github => Frame {
                after: "\n",
                ..Frame::default()
            },
            Format::Sarif => Frame {
                opening: sarif::opening(language),
                between: ",\n",
                after: "",
                closing: sarif::CLOSING,
            },
        }
    }
}
