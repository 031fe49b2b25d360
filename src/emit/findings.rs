//! An identity and its verdict, as data.

use serde::Serialize;

use crate::diagnostic::Language;
use crate::model::{Finding, Report, Verdict};
use crate::verify;

#[derive(Debug, Serialize)]
pub(super) struct FindingView<'r> {
    /// The column or row for which the identity was decided.
    pub at: Option<&'r str>,
    pub verdict: &'static str,
    /// The formulas with their numbers.
    pub arithmetic: Vec<String>,
    /// Why the identity is undecided, or the reason given for an exception.
    pub reason: Option<String>,
}

impl FindingView<'_> {
    pub(super) fn of<'r>(
        report: &'r Report,
        finding: &Finding,
        language: Language,
    ) -> FindingView<'r> {
        let (identity, at) = (finding.identity, finding.at);
        FindingView {
            at: verify::place_name(report, identity, at),
            verdict: finding.verdict.id(),
            // An undecided identity has an operand without a value, so it has no formula.
            arithmetic: match finding.verdict {
                Verdict::Undecided(_) => Vec::new(),
                Verdict::Holds | Verdict::Fails | Verdict::Excepted(_) => {
                    verify::arithmetic(report, identity, at)
                        .iter()
                        .map(|sides| sides.formula(language))
                        .collect()
                }
            },
            reason: match &finding.verdict {
                Verdict::Undecided(reason) => {
                    Some(verify::reason_words(report, reason).of(language).to_owned())
                }
                Verdict::Excepted(allow) => {
                    report.allows.get(*allow).map(|allow| allow.reason.clone())
                }
                Verdict::Holds | Verdict::Fails => None,
            },
        }
    }
}
