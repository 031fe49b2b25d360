//! The result of compiling a source, with all diagnostics.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::{Error, Report};
use crate::Compiled;
use crate::diagnostic::render::Renderer;
use crate::diagnostic::{Diagnostic, Language, Severity};
use crate::lint::unknown_values;

/// The result of compiling a source, with all diagnostics.
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

    /// The report, which may have errors. `None` if the source refers to no valid form, or holds
    /// only forms.
    pub fn report(&self) -> Option<&Report> {
        self.report.as_ref()
    }

    /// The report, which may have errors.
    pub fn into_report(self) -> Option<Report> {
        self.report
    }

    /// The report, if it has no errors.
    ///
    /// # Errors
    /// [`Error::Unsound`] with the errors, or [`Error::NoReport`] if the source holds only forms.
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

    /// The report, if it has no errors and no unknown values (`?`), so that it can be published.
    ///
    /// # Errors
    /// As [`Compilation::sound`]; unknown values are errors too.
    pub fn complete(mut self) -> Result<Report, Error> {
        self.refuse_unknown_values();
        self.sound()
    }

    /// Treats unknown values (`?`) as errors, as required for publication.
    pub(crate) fn refuse_unknown_values(&mut self) {
        if let Some(report) = &self.report {
            unknown_values::refuse(report.as_verified(), &mut self.diagnostics);
        }
    }

    /// Treats warnings as errors.
    pub(crate) fn deny_warnings(&mut self) {
        for diagnostic in self
            .diagnostics
            .iter_mut()
            .filter(|diagnostic| diagnostic.is_warning())
        {
            diagnostic.severity = Severity::Error;
        }
    }

    /// All diagnostics, in source order.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// Whether any diagnostic is an error.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }

    /// The diagnostics as text for people, with excerpts of the source, without colour.
    pub fn drawn(&self, language: Language) -> String {
        let mut renderer = Renderer::new(language, false);
        self.diagnostics
            .iter()
            .map(|diagnostic| renderer.render(diagnostic))
            .collect()
    }

    /// The files used by the compilation besides the source itself: those that it references,
    /// directly or indirectly. Files that do not exist are included.
    pub fn files(&self) -> &BTreeSet<PathBuf> {
        &self.files
    }
}

impl From<Compiled> for Compilation {
    fn from(compiled: Compiled) -> Compilation {
        Compilation::new(compiled, BTreeSet::new())
    }
}
