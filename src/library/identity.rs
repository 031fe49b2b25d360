//! An identity and its verdict.

use std::fmt;

use super::Fact;
use crate::diagnostic::{Language, Severity, Words};
use crate::model::{self, Finding, Report};
use crate::verify;

/// An identity (勾稽关系) of a report, evaluated for one column or row.
#[derive(Clone, Copy)]
pub struct Identity<'r> {
    report: &'r Report,
    finding: &'r Finding,
}

/// The verdict on an identity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict<'r> {
    /// Its numbers agree.
    Holds,
    /// Its numbers do not agree.
    Fails,
    /// Its numbers do not agree, and the report states an exception.
    Excepted {
        /// The reason in the report.
        reason: &'r str,
    },
    /// It cannot be evaluated, because a number in it has no value.
    Undecided {
        /// The number, and the reason why it has no value.
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

    /// The severity of its failure.
    pub fn severity(&self) -> Severity {
        verify::severity(self.report, self.finding.identity)
    }

    /// The label of the column or row for which it was evaluated.
    pub fn at(&self) -> Option<&'r str> {
        verify::place_name(self.report, self.finding.identity, self.finding.at)
    }

    /// Its verdict.
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

    /// Both sides with their numbers, one line for each comparison: `1 + 0 = 1`. Empty if it is
    /// undecided.
    pub fn arithmetic(&self, language: Language) -> Vec<String> {
        if let model::Verdict::Undecided(_) = self.finding.verdict {
            Vec::new()
        } else {
            let sides = verify::arithmetic(self.report, self.finding.identity, self.finding.at);
            sides.iter().map(|sides| sides.formula(language)).collect()
        }
    }

    /// The facts of this report that occur in it.
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
