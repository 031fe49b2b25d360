//! An identity and what became of it.

use std::fmt;

use super::Fact;
use crate::diagnostic::{Language, Severity, Words};
use crate::model::{self, Finding, Report};
use crate::verify;

/// An identity (勾稽关系) of a report, at the column or row at which it was decided.
#[derive(Clone, Copy)]
pub struct Identity<'r> {
    report: &'r Report,
    finding: &'r Finding,
}

/// What became of an identity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict<'r> {
    /// Its numbers agree.
    Holds,
    /// Its numbers do not agree.
    Fails,
    /// They do not, for a reason that the report states.
    Excepted {
        /// As the report has it.
        reason: &'r str,
    },
    /// A number that it needs states no value.
    Undecided {
        /// Which number, and why.
        reason: Words,
    },
}

impl<'r> Identity<'r> {
    pub(super) fn new(report: &'r Report, finding: &'r Finding) -> Identity<'r> {
        Identity { report, finding }
    }

    /// The name of the check, or the path of the total in ids.
    pub fn name(&self) -> String {
        verify::name(self.report, self.finding.identity, true)
    }

    /// The rule in words.
    pub fn statement(&self) -> Words {
        verify::statement(self.report, self.finding.identity)
    }

    /// How grave it is where it fails.
    pub fn severity(&self) -> Severity {
        verify::severity(self.report, self.finding.identity)
    }

    /// The column or the row at which it was decided.
    pub fn at(&self) -> Option<&'r str> {
        verify::place_name(self.report, self.finding.identity, self.finding.at)
    }

    /// What became of it.
    pub fn verdict(&self) -> Verdict<'r> {
        match &self.finding.verdict {
            model::Verdict::Holds => Verdict::Holds,
            model::Verdict::Fails => Verdict::Fails,
            model::Verdict::Excepted(allow) => Verdict::Excepted {
                reason: &self.report.allows[*allow].reason,
            },
            model::Verdict::Undecided(reason) => Verdict::Undecided {
                reason: verify::reason_words(self.report, reason),
            },
        }
    }

    /// Both sides with their numbers, one line for each comparison: `1 + 0 = 1`. Nothing for what
    /// is undecided.
    pub fn arithmetic(&self, language: Language) -> Vec<String> {
        if let model::Verdict::Undecided(_) = self.finding.verdict {
            Vec::new()
        } else {
            let sides = verify::arithmetic(self.report, self.finding.identity, self.finding.at);
            sides.iter().map(|sides| sides.formula(language)).collect()
        }
    }

    /// The facts of this report that it reads.
    pub fn facts(&self) -> Vec<Fact<'r>> {
        let facts = verify::of_identity(self.report, self.finding.identity, self.finding.at);
        facts
            .into_iter()
            .map(|id| Fact::new(self.report, id))
            .collect()
    }
}

impl fmt::Debug for Identity<'_> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let (name, at, verdict) = (self.name(), self.at(), self.verdict());
        f.debug_struct("Identity")
            .field("name", &name)
            .field("at", &at)
            .field("verdict", &verdict)
            .finish()
    }
}
