//! A report that was written for another edition of its form.

use std::sync::Arc;

use super::report;
use crate::diagnostic::catalog::Concern;
use crate::diagnostic::{Diagnostic, Outcome, catalog};
use crate::forms::{Filled, Forms};
use crate::model::{Form, Report};
use crate::source::{Place, Source};
use crate::syntax::ast::File;

/// How many entries of the wrong shape or name make a report one of another edition.
const MANY: usize = 3;

/// The report of a file in the form that it fills. None if it plainly was written for another
/// edition of the form, which is reported instead of each entry that does not fit.
pub(crate) fn in_form(
    forms: &Forms,
    source: &Arc<Source>,
    file: &File,
    filled: &Filled,
) -> Outcome<Option<Report>> {
    let Filled { head, form, year } = filled;
    let checked = report(source, form, *year, head, file);
    let misfits = misfits(&checked.diagnostics);
    let fits = |other: &Arc<Form>| {
        let checked = report(source, other, other.first_year, head, file);
        self::misfits(&checked.diagnostics) * MANY < misfits
    };
    let meant = (misfits >= MANY)
        .then(|| forms.other_editions(form).find(fits))
        .flatten();
    match meant {
        None => checked.map(Some),
        Some(meant) => Outcome::none(vec![catalog::year_of_another_edition(
            Place::new(source, head.year.span),
            year,
            &meant.years(),
        )]),
    }
}

/// How many names, headers and rows are not the form's.
fn misfits(diagnostics: &[Diagnostic]) -> usize {
    diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.concern() == Some(Concern::Shape))
        .count()
}
