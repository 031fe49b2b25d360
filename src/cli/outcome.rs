//! The outcome of one report of a run.

use super::Exit;
use crate::cli::terminal::TerminalText;
use crate::model::Numbers;
use crate::verify::Tally;

/// The outcome of one report.
#[derive(Default)]
pub(super) struct ReportOutcome {
    pub exit: Exit,
    /// Diagnostics as text for people.
    pub reported: TerminalText,
    /// Diagnostics in a format for programs.
    pub written: Vec<String>,
    pub errors: usize,
    pub warnings: usize,
    pub facts: usize,
    pub tally: Tally,
    pub numbers: Numbers,
    /// How many diagnostics `gdr fix` fixes by itself.
    pub certain_fixes: usize,
    /// How many others it proposes one fix for.
    pub proposed_fixes: usize,
    /// The codes of the diagnostics.
    pub codes: Vec<&'static str>,
    /// The codes of diagnostics that `allow` hides.
    pub left_out: Vec<&'static str>,
    /// The codes of errors that `allow` names; errors cannot be hidden.
    pub kept: Vec<&'static str>,
    /// Whether the file has a report, not only forms.
    pub is_report: bool,
    /// Whether the command needs a report. If so, a file with only forms is an error.
    pub requires_report: bool,
}
