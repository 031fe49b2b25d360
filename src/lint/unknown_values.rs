//! Reports unknown values (`?`).

use super::LintContext;
use crate::diagnostic::{Diagnostic, Words, catalog};
use crate::model::{Absence, FactId, Origin, Value};
use crate::verify::Verified;

/// The maximum number of facts that a message names.
const NAMED: usize = 8;

pub fn lint(text: &LintContext) -> Vec<Diagnostic> {
    list(text.verified)
        .map(|(place, words, number)| catalog::unknown_value(place, &words, &number))
        .into_iter()
        .collect()
}

/// Reports unknown values as an error instead of a warning: a published report must not have any.
pub fn refuse(verified: &Verified, diagnostics: &mut Vec<Diagnostic>) {
    let Some((place, words, number)) = list(verified) else {
        return;
    };
    let unknown = catalog::unknown_value_in_build(place, &words, &number);
    diagnostics
        .retain(|diagnostic| diagnostic.place.span != unknown.place.span || diagnostic.is_error());
    diagnostics.push(unknown);
}

fn list(verified: &Verified) -> Option<(crate::source::Place, Words, usize)> {
    let report = &verified.report;
    let is_unknown = |fact: &FactId| {
        report.fact(*fact).is_some_and(|fact| {
            matches!(fact.value, Value::Absent(Absence::Unknown)) && fact.origin != Origin::Computed
        })
    };
    let unknown_values: Vec<FactId> = (0..report.facts.len()).filter(is_unknown).collect();
    let first = report.fact(*unknown_values.first()?)?;
    let paths: Vec<String> = unknown_values
        .iter()
        .take(NAMED)
        .map(|&fact| report.fact_path(fact, false))
        .collect();
    let more = unknown_values.len() > NAMED;
    let words = Words::new(
        format!("{}{}", paths.join("、"), if more { " 等" } else { "" }),
        format!("{}{}", paths.join(", "), if more { ", …" } else { "" }),
    );
    Some((report.place(first.span), words, unknown_values.len()))
}
