//! Finds the form of the report in a file, or reports why there is none.

use std::sync::Arc;

use super::{Files, Forms, choose};
use crate::diagnostic::{Diagnostic, Outcome, catalog};
use crate::model::Form;
use crate::resolve;
use crate::source::{Place, Source, Span};
use crate::syntax::ast::{Cell, CellKind, Figure, File, ReportHead};

/// The first line of a report, its form and its year.
pub(crate) struct Filled<'f, 's> {
    pub(crate) head: &'f ReportHead<'s>,
    pub(crate) form: Arc<Form>,
    /// The reporting year.
    pub(crate) year: i32,
}

/// Finds the form of the report in a file. `None` if the file holds only forms, or refers to no
/// valid form. Errors in the forms are reported.
pub(crate) fn fill<'f, 's>(
    forms: &Forms,
    files: &impl Files,
    source: &Arc<Source>,
    file: &'f File<'s>,
) -> Outcome<Option<Filled<'f, 's>>> {
    if file.reports.is_empty() && !file.forms.is_empty() {
        return Outcome::none(
            file.forms
                .iter()
                .flat_map(|form| resolve::form(source, form).diagnostics)
                .collect(),
        );
    }
    let report = Outcome {
        value: file.reports.first(),
        diagnostics: superfluous(source, file),
    };
    report.then(|head| match head {
        None if file
            .error_nodes
            .iter()
            .any(|word| matches!(*word, "report" | "form")) =>
        {
            Outcome::none(Vec::new())
        }
        None => Outcome::none(vec![no_report(source, file)]),
        // An error in the form in the same file is already reported.
        Some(head)
            if file
                .forms
                .iter()
                .any(|form| form.name.value == head.form.value) =>
        {
            Outcome::none(Vec::new())
        }
        Some(head) => choose(forms, files, source, file, head)
            .map(|chosen| chosen.map(|(form, year)| Filled { head, form, year })),
    })
}

/// Diagnostics for forms in the same file as the report, and for a second report.
fn superfluous(source: &Arc<Source>, file: &File) -> Vec<Diagnostic> {
    let forms = file
        .forms
        .iter()
        .map(|form| catalog::form_with_report(Place::new(source, form.name.span)));
    let reports = file
        .reports
        .iter()
        .skip(1)
        .map(|second| catalog::second_report(Place::new(source, second.span)));
    forms.chain(reports).collect()
}

/// The diagnostic for a missing report line, or for one that begins with another word than
/// `report`.
fn no_report(source: &Arc<Source>, file: &File) -> Diagnostic {
    let first = file.entries.first().map(|entry| {
        (
            &entry.path,
            entry.row.as_ref().map(|row| row.cells.as_slice()),
        )
    });
    match first {
        Some((path, Some([form, year]))) if is_form_and_year(form, year) => {
            let place = Place::new(source, path.span);
            catalog::no_report(place.clone()).with_possible_fix(place, "report")
        }
        _ => catalog::no_report(Place::new(source, Span::default())),
    }
}

/// Whether two cells look like `disclosure 2024`.
fn is_form_and_year(form: &Cell, year: &Cell) -> bool {
    let is_year = matches!(
        year.value,
        CellKind::Figure(Figure::Number { digits, unit: None }) if digits.len() == 4
    );
    is_year && matches!(form.value, CellKind::Figure(Figure::Word(_)))
}
