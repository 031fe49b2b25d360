//! Facts that are not known yet.

use super::Text;
use crate::diagnostic::{Diagnostic, Words, catalog};
use crate::model::{Absence, FactId, Origin, Value};
use crate::verify::Verified;

/// How many of them a message names.
const NAMED: usize = 8;

pub fn lint(text: &Text) -> Vec<Diagnostic> {
    list(text.verified).map(|(place, words, number)| catalog::hole(place, &words, &number)).into_iter().collect()
}

/// The error that they are to a build.
pub fn in_build(verified: &Verified) -> Option<Diagnostic> {
    list(verified).map(|(place, words, number)| catalog::hole_in_build(place, &words, &number))
}

fn list(verified: &Verified) -> Option<(crate::source::Place, Words, usize)> {
    let report = &verified.report;
    let is_hole = |fact: &FactId| {
        report
            .fact(*fact)
            .is_some_and(|fact| matches!(fact.value, Value::Absent(Absence::Hole)) && fact.origin != Origin::Computed)
    };
    let holes: Vec<FactId> = (0..report.facts.len()).filter(is_hole).collect();
    let first = report.fact(*holes.first()?)?;
    let paths: Vec<String> = holes.iter().take(NAMED).map(|&fact| report.fact_path(fact, false)).collect();
    let more = holes.len() > NAMED;
    let words = Words::new(
        format!("{}{}", paths.join("、"), if more { " 等" } else { "" }),
        format!("{}{}", paths.join(", "), if more { ", …" } else { "" }),
    );
    Some((report.place(first.span), words, holes.len()))
}
