//! Chooses the form of a report by the name and the year on its first line. The form is in a file
//! referenced by the report, or is shipped.

use std::sync::Arc;

use super::{Files, Forms, NoForm, fault};
use crate::diagnostic::{Diagnostic, Outcome, Words, catalog};
use crate::model::{Form, years_in_words};
use crate::resolve;
use crate::source::{Place, Source};
use crate::syntax::ast::{File, ReportHead};

/// A form and the reporting year.
pub(super) type ChosenForm = (Arc<Form>, i32);

/// The form of a report, or `None` if there is no such form. If the name is clearly misspelt, that
/// is reported and the intended form is used.
pub(crate) fn choose(
    forms: &Forms,
    files: &impl Files,
    source: &Arc<Source>,
    file: &File,
    head: &ReportHead,
) -> Outcome<Option<ChosenForm>> {
    let chosen = year(source, head).and_then(|year| {
        let used = used(forms, files, source, file)?;
        Ok(named(forms, &used, source, head, year))
    });
    chosen.unwrap_or_else(|fault| Outcome::none(vec![*fault]))
}

fn year(source: &Arc<Source>, head: &ReportHead) -> Result<i32, Box<Diagnostic>> {
    let year = head
        .year
        .value
        .parse()
        .ok()
        .filter(|year| (1..=9999).contains(year));
    year.ok_or_else(|| {
        Box::new(catalog::year_out_of_range(
            Place::new(source, head.year.span),
            &head.year.value,
        ))
    })
}

/// The forms in the files that the report references.
fn used(
    forms: &Forms,
    files: &impl Files,
    source: &Arc<Source>,
    file: &File,
) -> Result<Vec<Arc<Form>>, Box<Diagnostic>> {
    let mut used = Vec::new();
    for named in &file.uses {
        let (path, place) = (
            resolve::unescape(named.value),
            Place::new(source, named.span),
        );
        let read = files.read(source.name(), &path);
        let read = read.map_err(|unread| {
            let diagnostic = catalog::form_not_read(place.clone(), &path, &unread.reason);
            Box::new(unread.helps(diagnostic))
        })?;
        let parsed = forms.used(&read);
        if let Some(fault) = fault(place, &path, &parsed.diagnostics) {
            return Err(Box::new(fault));
        }
        used.extend(parsed.value.iter().cloned());
    }
    Ok(used)
}

fn named(
    forms: &Forms,
    used: &[Arc<Form>],
    source: &Arc<Source>,
    head: &ReportHead,
    year: i32,
) -> Outcome<Option<ChosenForm>> {
    let name = head.form.value;
    let editions = match edition(forms, used, name, year) {
        Ok(form) => {
            return Outcome {
                value: Some((form, year)),
                diagnostics: Vec::new(),
            };
        }
        Err(editions) => editions,
    };
    if !editions.is_empty() {
        let place = Place::new(source, head.year.span);
        let diagnostic = catalog::no_edition(
            place,
            &name,
            &head.year.value,
            &editions_in_words(&editions),
        );
        return Outcome::none(vec![diagnostic]);
    }
    let mut names = forms.names();
    names.extend(used.iter().map(|form| form.name.as_str()));
    names.sort_unstable();
    names.dedup();
    let diagnostic = resolve::suggest(
        catalog::unknown_form(Place::new(source, head.form.span), &name),
        name,
        &names,
    );
    let meant = diagnostic
        .fixes
        .iter()
        .filter(|fix| fix.is_certain)
        .find_map(|fix| fix.edits.first());
    let meant = meant.and_then(|edit| edition(forms, used, &edit.text, year).ok());
    Outcome {
        value: meant.map(|form| (form, year)),
        diagnostics: vec![diagnostic],
    }
}

type Years = (i32, Option<i32>);

/// The edition of a form for a year. If there is none, the error holds the years of the existing
/// editions.
fn edition(
    forms: &Forms,
    used: &[Arc<Form>],
    name: &str,
    year: i32,
) -> Result<Arc<Form>, Vec<Years>> {
    let named = used.iter().filter(|form| form.name == name);
    if let Some(form) = named.clone().find(|form| form.covers(year)) {
        return Ok(form.clone());
    }
    forms.shipped(name, year).map_err(|reason| match reason {
        NoForm::Years(years) => years,
        NoForm::Unknown => named
            .map(|form| (form.first_year, form.last_year))
            .collect(),
    })
}

fn editions_in_words(editions: &[Years]) -> Words {
    let words: Vec<Words> = editions
        .iter()
        .map(|&(first, last)| years_in_words(first, last))
        .collect();
    Words::list(&words)
}
