//! Attaches last year's report as evidence for this year's, with the correspondence of their facts.
//!
//! Last year's report is compiled only as far as its facts. Its identities are not verified, and
//! the report of the year before it is not read. So each report needs one additional file, however
//! many years are linked.
//!
//! If the two reports have different forms, a [`Correspondence`](crate::model::Correspondence)
//! gives the counterpart of each fact in both directions, or the reason why it has none. Facts with
//! equal paths in ids correspond; the `follows` block of the newer form states all other cases. An
//! identity that needs a fact without a counterpart is undecided, with that reason.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Outcome, catalog};
use crate::model::{Form, Previous, Report};
use crate::resolve;
use crate::source::Place;

/// Attaches last year's report, as far as it is valid. All diagnostics are at the place where last
/// year's report is named.
///
/// Each report must be of an earlier year than the one that references it. So if reports reference
/// each other in a cycle, one of them has an error, and none is read twice.
pub fn attach(
    mut report: Report,
    place: &Place,
    path: &str,
    last: Outcome<Option<Report>>,
) -> Outcome<Report> {
    let errors: Vec<&Diagnostic> = last
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.is_error())
        .collect();
    let mut diagnostics = Vec::new();
    match last.value {
        None => diagnostics.push(with_first(
            &errors,
            catalog::previous_is_no_report(place.clone(), &path),
        )),
        Some(last) if last.year != report.year - 1 => {
            let expected = report.year - 1;
            diagnostics.push(catalog::previous_of_another_year(
                place.clone(),
                &path,
                &last.year,
                &expected,
            ));
        }
        Some(last) if !may_follow(&report.form, &last.form) => {
            let (theirs, own) = (edition(&last.form), edition(&report.form));
            diagnostics.push(catalog::previous_of_another_form(
                place.clone(),
                &path,
                &theirs,
                &own,
            ));
        }
        Some(last) => {
            if !errors.is_empty() {
                diagnostics.push(with_first(
                    &errors,
                    catalog::previous_is_wrong(place.clone(), &path, &errors.len()),
                ));
            }
            let correspondence = (!Arc::ptr_eq(&report.form, &last.form)).then(|| {
                let mut outcome = resolve::correspondence(&report.form, &last.form);
                diagnostics.append(&mut outcome.diagnostics);
                outcome.value
            });
            report.previous = Some(Previous {
                report: Box::new(last),
                correspondence,
            });
        }
    }
    Outcome {
        value: report,
        diagnostics,
    }
}

/// Adds the first error of last year's file to a diagnostic, if there is one.
fn with_first(errors: &[&Diagnostic], diagnostic: Diagnostic) -> Diagnostic {
    match errors.first() {
        Some(first) => diagnostic.with_related(first.place.clone(), first.title.clone()),
        None => diagnostic,
    }
}

/// Whether `form` is the same form as `last`, or declares that it `follows` that form.
pub fn may_follow(form: &Form, last: &Form) -> bool {
    let is_last = |name: &str, edition: i32| (name, edition) == (last.name.as_str(), last.edition);
    is_last(&form.name, form.edition)
        || form
            .follows
            .as_ref()
            .is_some_and(|follows| is_last(&follows.name, follows.edition))
}

fn edition(form: &Form) -> String {
    format!("{} {}", form.name, form.edition)
}
