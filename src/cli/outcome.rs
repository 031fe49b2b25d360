//! What one report of a run came to.

use super::Exit;
use crate::model::Numbers;
use crate::verify::Tally;

/// What one report came to.
#[derive(Default)]
pub struct ReportOutcome {
    pub exit: Exit,
    /// The messages, drawn.
    pub reported: String,
    /// The messages in a format for programs.
    pub written: Vec<String>,
    pub errors: usize,
    pub warnings: usize,
    pub facts: usize,
    pub tally: Tally,
    pub numbers: Numbers,
    /// The codes of the messages.
    pub codes: Vec<&'static str>,
    /// The codes of the messages that were left out.
    pub left_out: Vec<&'static str>,
    /// Those of errors, which should be left out and are not.
    pub kept: Vec<&'static str>,
    /// Whether there was a report at all, and not only forms.
    pub is_report: bool,
    /// Whether a report is wanted, so that it is told where there is none at all.
    pub requires_report: bool,
}
