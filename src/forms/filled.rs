//! The report of a file, in the form that it fills; or why there is none.

use std::sync::Arc;

use super::{Files, Forms, choose};
use crate::check;
use crate::diagnostic::catalog::Concern;
use crate::diagnostic::{Diagnostic, Outcome, catalog};
use crate::model::{Form, Report};
use crate::resolve;
use crate::source::{Place, Source, Span};
use crate::syntax::ast::{Cell, CellKind, Figure, File, ReportHead};

/// How many things of the wrong shape or name make a report one of another edition.
const MANY: usize = 3;

/// The report that a tree holds. None where it holds only forms, of which there is said what is
/// wrong.
pub fn filled(
    forms: &Forms,
    files: &impl Files,
    source: &Arc<Source>,
    file: &File,
) -> Outcome<Option<Report>> {
    if file.reports.is_empty() && !file.forms.is_empty() {
        return none(
            file.forms
                .iter()
                .flat_map(|form| resolve::form(source, form).diagnostics)
                .collect(),
        );
    }
    let beside = file
        .forms
        .iter()
        .map(|form| catalog::form_with_report(Place::new(source, form.name.span)));
    let second = file
        .reports
        .iter()
        .skip(1)
        .map(|second| catalog::second_report(Place::new(source, second.span)));
    let report = Outcome {
        value: file.reports.first(),
        diagnostics: beside.chain(second).collect(),
    };
    report.then(|head| match head {
        None if file
            .error_nodes
            .iter()
            .any(|word| matches!(*word, "report" | "form")) =>
        {
            none(Vec::new())
        }
        None => none(vec![no_report(source, file)]),
        // Its form stands beside it, which is said.
        Some(head)
            if file
                .forms
                .iter()
                .any(|form| form.name.value == head.form.value) =>
        {
            none(Vec::new())
        }
        Some(head) => choose(forms, files, source, file, head).then(|chosen| match chosen {
            None => none(Vec::new()),
            Some((form, year)) => in_form(forms, source, file, head, &form, year),
        }),
    })
}

/// That the line is missing; or where another word stands in the place of `report`.
fn no_report(source: &Arc<Source>, file: &File) -> Diagnostic {
    match file.entries.first().map(|entry| {
        (
            &entry.path,
            entry.row.as_ref().map(|row| row.cells.as_slice()),
        )
    }) {
        Some((path, Some([form, year]))) if is_form_and_year(form, year) => {
            let place = Place::new(source, path.span);
            catalog::no_report(place.clone()).with_possible_fix(place, "report")
        }
        _ => catalog::no_report(Place::new(source, Span::default())),
    }
}

/// `disclosure 2024`.
fn is_form_and_year(form: &Cell, year: &Cell) -> bool {
    let is_year = matches!(year.value, CellKind::Figure(Figure::Number { digits, unit: None }) if digits.len() == 4);
    is_year && matches!(form.value, CellKind::Figure(Figure::Word(_)))
}

/// The report in a form; none where it plainly was written for another edition of it.
fn in_form(
    forms: &Forms,
    source: &Arc<Source>,
    file: &File,
    head: &ReportHead,
    form: &Arc<Form>,
    year: i32,
) -> Outcome<Option<Report>> {
    let checked = check::report(source, form, year, head, file);
    let strange = number_of_strange(&checked.diagnostics);
    let fits = |other: &Arc<Form>| {
        let checked = check::report(source, other, other.first_year, head, file);
        number_of_strange(&checked.diagnostics) * MANY < strange
    };
    match (strange >= MANY)
        .then(|| forms.other_editions(form).find(fits))
        .flatten()
    {
        None => checked.map(Some),
        Some(meant) => none(vec![catalog::year_of_another_edition(
            Place::new(source, head.year.span),
            &year,
            &meant.years(),
        )]),
    }
}

/// How many names, headers and rows are not the form's.
fn number_of_strange(diagnostics: &[Diagnostic]) -> usize {
    diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.concern() == Some(Concern::Shape))
        .count()
}

fn none(diagnostics: Vec<Diagnostic>) -> Outcome<Option<Report>> {
    Outcome {
        value: None,
        diagnostics,
    }
}
