//! What a source compiled to, and all there is to say of it.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::{Error, Report};
use crate::Compiled;
use crate::diagnostic::render::Renderer;
use crate::diagnostic::{Diagnostic, Language, Severity};
use crate::lint::unknown_values;

/// What a source compiled to, and all there is to say of it.
#[derive(Debug)]
pub struct Compilation {
    report: Option<Report>,
    diagnostics: Vec<Diagnostic>,
    files: BTreeSet<PathBuf>,
}

impl Compilation {
    pub(super) fn new(compiled: Compiled, files: BTreeSet<PathBuf>) -> Compilation {
        Compilation {
            report: compiled.value.map(Report::from),
            diagnostics: compiled.diagnostics,
            files,
        }
    }

    /// The report, as far as it could be read: one that has errors is there too. None where the
    /// source does not say which form it fills, or holds only forms.
    pub fn report(&self) -> Option<&Report> {
        self.report.as_ref()
    }

    /// The report, errors or not.
    pub fn into_report(self) -> Option<Report> {
        self.report
    }

    /// The report, where it has no errors.
    ///
    /// # Errors
    /// [`Error::Unsound`] with the errors, or [`Error::NoReport`] where the source holds only
    /// forms.
    pub fn sound(self) -> Result<Report, Error> {
        if self.has_errors() {
            return Err(Error::Unsound(
                self.diagnostics
                    .into_iter()
                    .filter(Diagnostic::is_error)
                    .collect(),
            ));
        }
        self.report.ok_or(Error::NoReport)
    }

    /// The report, where it has no errors and every fact is known: one that can be published.
    ///
    /// # Errors
    /// As of [`Compilation::sound`]; facts that are not known yet are an error too.
    pub fn complete(mut self) -> Result<Report, Error> {
        self.refuse_unknown_values();
        self.sound()
    }

    /// Takes facts that are not known yet for an error, as those who publish do.
    pub(crate) fn refuse_unknown_values(&mut self) {
        if let Some(report) = &self.report {
            unknown_values::refuse(report.as_verified(), &mut self.diagnostics);
        }
    }

    /// Takes warnings for errors.
    pub(crate) fn deny_warnings(&mut self) {
        for diagnostic in self
            .diagnostics
            .iter_mut()
            .filter(|diagnostic| diagnostic.is_warning())
        {
            diagnostic.severity = Severity::Error;
        }
    }

    /// All messages, in the order of the text.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// Whether there is an error among the messages.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }

    /// The messages as people read them, drawn in their sources, without colour.
    pub fn drawn(&self, language: Language) -> String {
        let mut renderer = Renderer::new(language, false);
        self.diagnostics
            .iter()
            .map(|diagnostic| renderer.render(diagnostic))
            .collect()
    }

    /// The files that it was compiled with beside its own: those it names, and those that they
    /// name. One that is not there is among them.
    pub fn files(&self) -> &BTreeSet<PathBuf> {
        &self.files
    }
}

impl From<Compiled> for Compilation {
    fn from(compiled: Compiled) -> Compilation {
        Compilation::new(compiled, BTreeSet::new())
    }
}
