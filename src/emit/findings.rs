//! An identity and its verdict, as data.

use serde::Serialize;

use crate::diagnostic::Language;
use crate::model::{Finding, Report, Verdict};
use crate::verify;

#[derive(Debug, Serialize)]
pub struct FindingView<'r> {
    /// The column or the row at which it was decided.
    pub at: Option<&'r str>,
    pub verdict: &'static str,
    /// The formulas with their numbers.
    pub arithmetic: Vec<String>,
    /// Why it is undecided, or why its failing is excepted.
    pub reason: Option<String>,
}

impl FindingView<'_> {
    pub fn of<'r>(report: &'r Report, finding: &Finding, language: Language) -> FindingView<'r> {
        let (identity, at) = (finding.identity, finding.at);
        FindingView {
            at: verify::place_name(report, identity, at),
            verdict: finding.verdict.id(),
            // Of what is undecided an operand is not known: there is no formula to show.
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
