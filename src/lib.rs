//! `gdr`: a small declarative language and its compiler for statutory annual reports.
//!
//! A pass takes values and gives values; none fails. What is unknown is reported once and left out, and later passes skip what is
//! absent, so that one mistake gives one message.
//!
//! | pass | from | to |
//! |---|---|---|
//! | [`syntax::scan`] | a text | the same text, sound |
//! | [`syntax::parse`] | a text | the tree as written |
//! | [`mod@fmt`] | a text | the same text, laid out |
//! | [`resolve`] | names | ids |
//! | [`check`] | the tree | a report: facts by number, totals, prose |
//! | [`previous`] | a report and last year's | the report with last year's as evidence |
//! | [`verify`] | a report | a verdict on every identity |
//! | [`lint`] | a report | advice |
//! | [`diff`] | two verified reports | what is different, fact by fact |
//! | [`trend`] | reports of several years | facts over the years |
//! | [`merge`] | three versions of a report | texts that are alike in what is merged |
//! | [`emit`] | a verified report | a view, and from it pages |
//! | [`mod@write`] | a form, or last year's report | the source of a report to fill in |
//!
//! ```
//! use gdr::{Compiler, source::Source};
//!
//! let source = Source::new("report.gdr", "report disclosure 1999");
//! let outcome = Compiler::new().compile(&source);
//! assert_eq!(outcome.diagnostics[0].code, "E0704"); // no edition for 1999
//! ```

pub mod check;
#[cfg(feature = "cli")]
pub mod cli;
pub mod coverage;
pub mod diagnostic;
pub mod diff;
pub mod emit;
pub mod evaluate;
pub mod files;
pub mod fmt;
pub mod forms;
pub mod lint;
pub mod merge;
pub mod model;
pub mod previous;
pub mod resolve;
pub mod source;
pub mod syntax;
pub mod trend;
pub mod verify;
pub mod write;

use std::sync::Arc;

use diagnostic::{Diagnostic, Outcome, catalog};
use forms::{Files, Forms, NoFiles};
use model::{Form, Report};
use source::Source;
use verify::Verified;

/// A report as compiled: none where its source does not say which form it fills, or holds only forms.
pub type Compiled = Outcome<Option<Verified>>;

/// Compiles reports. Forms are parsed once and shared, so keep one for many reports; it can be shared among threads.
pub struct Compiler<F: Files = NoFiles> {
    forms: Forms,
    files: F,
}

impl Compiler {
    /// A compiler for reports that name no other file.
    pub fn new() -> Compiler {
        Compiler::with_files(NoFiles)
    }
}

impl Default for Compiler {
    fn default() -> Compiler {
        Compiler::new()
    }
}

impl<F: Files> Compiler<F> {
    pub fn with_files(files: F) -> Compiler<F> {
        Compiler { forms: Forms::new(), files }
    }

    /// How it comes to the files that reports name.
    pub fn files(&self) -> &F {
        &self.files
    }

    /// A report from its source, with everything there is to say of it, in the order of the text.
    pub fn compile(&self, source: &Arc<Source>) -> Compiled {
        self.compile_after(source, None)
    }

    /// The same, with the source of last year's report in the place of the one that the report names.
    pub fn compile_after(&self, source: &Arc<Source>, last: Option<&Arc<Source>>) -> Compiled {
        self.compile_after_what(source, |_| last.cloned())
    }

    /// The same, where it depends on the facts of the report whether another is in that place.
    pub fn compile_after_what(&self, source: &Arc<Source>, last: impl FnOnce(&Report) -> Option<Arc<Source>>) -> Compiled {
        let report = self.checked(source).then(|report| match report {
            Some(report) => {
                let last = last(&report);
                self.with_previous(report, last.as_ref()).then(verify::verify).then(lint::lint).map(Some)
            }
            None => Outcome { value: None, diagnostics: Vec::new() },
        });
        report.sorted()
    }

    /// A report as evidence for the next year's: its facts, none of which has been verified, and last year's beside it.
    pub fn facts(&self, source: &Arc<Source>) -> Outcome<Option<Report>> {
        let report = self.checked(source).then(|report| match report {
            Some(report) => self.with_previous(report, None).map(Some),
            None => Outcome { value: None, diagnostics: Vec::new() },
        });
        report.sorted()
    }

    /// The form that a report fills of which there is no more than its head.
    ///
    /// # Errors
    /// Why there is none, as of a report.
    pub fn form_of(&self, head: &Arc<Source>) -> Result<Option<Arc<Form>>, Box<Diagnostic>> {
        let file = syntax::parse(head, head.text(), &[]).value;
        let Some(report) = file.reports.first() else { return Ok(None) };
        let chosen = forms::choose(&self.forms, &self.files, head, &file, report);
        match chosen.diagnostics.into_iter().next() {
            Some(fault) => Err(Box::new(fault)),
            None => Ok(chosen.value.map(|(form, _)| form)),
        }
    }

    /// A report with its facts, none of which has been verified, and without last year's.
    pub fn checked(&self, source: &Arc<Source>) -> Outcome<Option<Report>> {
        let scanned = syntax::scan(source);
        let Some(text) = scanned.text else { return Outcome { value: None, diagnostics: scanned.diagnostics } };
        Outcome { value: (), diagnostics: scanned.diagnostics }
            .then(|()| syntax::parse(source, &text, &scanned.mended))
            .then(|file| forms::filled(&self.forms, &self.files, source, &file))
    }

    /// The report with last year's, which is read where it is named and not given. That report's own predecessor is not read.
    fn with_previous(&self, mut report: Report, last: Option<&Arc<Source>>) -> Outcome<Report> {
        if let Some(last) = last {
            let span = report.previous_file.map_or(report.head, |(_, span)| span);
            report.previous_file = Some((last.name().to_owned(), span));
        }
        let Some((path, span)) = report.previous_file.clone() else { return Outcome { value: report, diagnostics: Vec::new() } };
        let place = report.place(span);
        let read = last.map_or_else(|| self.files.read(report.source.name(), &path), |last| Ok(last.clone()));
        match read {
            Err(reason) => Outcome { value: report, diagnostics: vec![catalog::previous_not_read(place, &path, &reason)] },
            Ok(last) if last.text() == report.source.text() => {
                Outcome { value: report, diagnostics: vec![catalog::previous_is_itself(place)] }
            }
            Ok(last) => previous::attach(report, &place, &path, self.checked(&last)),
        }
    }
}
