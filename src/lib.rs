//! A small declarative language and its compiler for statutory annual reports:
//! 政府信息公开工作年度报告.
//!
//! [`compile`] takes the path of a report, [`compile_text`] a text. Either gives a [`Compilation`]:
//! every message as data, and a [`Report`] with its [facts](Fact) by path, the [verdict](Verdict)
//! on every [identity](Identity), and its [pages](Report::render).
//!
//! ```
//! let report = gdr::compile("examples/wujiang-2020.gdr")?.sound()?;
//! let received = report.fact("申请.新收.总计")?; // or in ids: requests.received.total
//! println!("{}{}", received.value(), received.unit().unwrap_or_default());
//! std::fs::write(std::env::temp_dir().join("report.html"), report.render(gdr::Backend::Html)?)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A [`Compiler`] is for many reports. A build script of Cargo has [`build_script`].
//!
//! The compiler itself reads no files and has no clock: the same text gives the same bytes. Nothing
//! is guessed, rounded or repaired, and nothing panics on any input.
//!
//! # Features
//!
//! `cli`, which is on, is the command line. A program that compiles reports does without:
//! `gdr = { version = "…", default-features = false }`.
//!
//! # Inside
//!
//! The rooms of the house are open to its own tests and benchmarks, and not shown here; they change
//! without notice. `docs/architecture.md` is their map. A pass takes values and gives values; none
//! fails. What is unknown is reported once and left out, and later passes skip what is absent, so
//! that one mistake gives one message.
//!
//! | pass | from | to |
//! |---|---|---|
//! | `syntax::scan` | a text | the same text, sound |
//! | `syntax::parse` | a text | the tree as written |
//! | [`mod@fmt`] | a text | the same text, laid out |
//! | `resolve` | names | ids |
//! | `check` | the tree | a report: facts by number, totals, prose |
//! | `previous` | a report and last year's | the report with last year's as evidence |
//! | `verify` | a report | a verdict on every identity |
//! | `lint` | a report | advice |
//! | `diff` | two verified reports | what is different, fact by fact |
//! | `trend` | reports of several years | facts over the years |
//! | `merge` | three versions of a report | texts that are alike in what is merged |
//! | `emit` | a verified report | a view, and from it pages |
//! | `write` | a form, or last year's report | the source of a report to fill in |

#![warn(missing_docs)]

pub mod build_script;
#[doc(hidden)]
pub mod check;
#[doc(hidden)]
#[cfg(feature = "cli")]
pub mod cli;
#[doc(hidden)]
pub mod coverage;
pub mod diagnostic;
#[doc(hidden)]
pub mod diff;
#[doc(hidden)]
pub mod emit;
#[doc(hidden)]
pub mod evaluate;
pub mod files;
pub mod fmt;
#[doc(hidden)]
pub mod formats;
pub mod forms;
mod library;
#[doc(hidden)]
pub mod lint;
#[doc(hidden)]
pub mod merge;
#[doc(hidden)]
pub mod model;
#[doc(hidden)]
pub mod previous;
#[doc(hidden)]
pub mod resolve;
pub mod source;
#[doc(hidden)]
pub mod syntax;
#[doc(hidden)]
pub mod trend;
#[doc(hidden)]
pub mod verify;
#[doc(hidden)]
pub mod write;

use std::collections::BTreeSet;
use std::sync::Arc;

#[doc(inline)]
pub use diagnostic::{Diagnostic, Language, Severity};
#[doc(inline)]
pub use emit::{Backend, Emitter};
pub use library::{
    Compilation, Datum, Error, Fact, Identity, Report, Verdict, compile, compile_text,
};
#[doc(inline)]
pub use model::{Choice, Currency, Date, Decimal, Money, Origin};
#[doc(inline)]
pub use verify::Tally;

use diagnostic::catalog::Concern;
use diagnostic::{Outcome, catalog};
use forms::{Files, Forms, NoFiles};
use model::Form;
use source::Source;
use verify::Verified;

/// A report as compiled: none where its source does not say which form it fills, or holds only
/// forms. A [`Compilation`] is made of it.
pub type Compiled = Outcome<Option<Verified>>;

/// What is done with a report, one after the other.
#[doc(hidden)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pass {
    /// Its text to the tree.
    Parse,
    /// The tree to facts, with the form that it fills.
    Check,
    /// Last year's report, from its text on.
    Previous,
    /// Verdicts on the identities.
    Verify,
    /// Advice on the prose.
    Lint,
}

/// Compiles reports. Forms are parsed once and shared, so keep one for many reports; it can be
/// shared among threads.
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
    /// A compiler that comes to the files which reports name in a way of one's own.
    pub fn with_files(files: F) -> Compiler<F> {
        Compiler {
            forms: Forms::new(),
            files,
        }
    }

    /// What reads the files that reports name.
    pub fn named_files(&self) -> &F {
        &self.files
    }

    /// A report from its source, with everything there is to say of it, in the order of the text.
    pub fn compile(&self, source: &Arc<Source>) -> Compiled {
        self.compile_after(source, None)
    }

    /// The same, with the source of last year's report in the place of the one that the report
    /// names.
    pub fn compile_after(&self, source: &Arc<Source>, last: Option<&Arc<Source>>) -> Compiled {
        self.compile_after_what(source, |_| last.cloned())
    }

    /// The same, where it depends on the facts of the report whether another is in that place.
    #[doc(hidden)]
    pub fn compile_after_what(
        &self,
        source: &Arc<Source>,
        last: impl FnOnce(&model::Report) -> Option<Arc<Source>>,
    ) -> Compiled {
        self.compile_watched(source, last, &mut |_| {})
    }

    /// The same, and says of each pass when it begins: the compiler itself has no clock.
    #[doc(hidden)]
    pub fn compile_watched(
        &self,
        source: &Arc<Source>,
        last: impl FnOnce(&model::Report) -> Option<Arc<Source>>,
        begins: &mut dyn FnMut(Pass),
    ) -> Compiled {
        let mut given = None;
        let report = self
            .checked_watched(source, begins)
            .then(|report| match report {
                Some(report) => {
                    begins(Pass::Previous);
                    given = last(&report);
                    let report = self.with_previous(report, given.as_ref());
                    begins(Pass::Verify);
                    let verified = report.then(verify::verify);
                    begins(Pass::Lint);
                    verified.then(lint::lint).map(Some)
                }
                None => Outcome {
                    value: None,
                    diagnostics: Vec::new(),
                },
            });
        match syntax::other_version(source) {
            Some(other) => {
                reported_for_both(report, &self.compile_after(&other, given.as_ref())).sorted()
            }
            None => report.sorted(),
        }
    }

    /// A report as evidence for the next year's: its facts, none of which has been verified, and
    /// last year's beside it.
    #[doc(hidden)]
    pub fn facts(&self, source: &Arc<Source>) -> Outcome<Option<model::Report>> {
        let report = self.checked(source).then(|report| match report {
            Some(report) => self.with_previous(report, None).map(Some),
            None => Outcome {
                value: None,
                diagnostics: Vec::new(),
            },
        });
        report.sorted()
    }

    /// The form that a report fills of which there is no more than its head.
    ///
    /// # Errors
    /// Why there is none, as of a report.
    #[doc(hidden)]
    pub fn form_of(&self, head: &Arc<Source>) -> Result<Option<Arc<Form>>, Box<Diagnostic>> {
        let file = syntax::parse(head, head.text(), &[]).value;
        let Some(report) = file.reports.first() else {
            return Ok(None);
        };
        let chosen = forms::choose(&self.forms, &self.files, head, &file, report);
        match chosen.diagnostics.into_iter().next() {
            Some(fault) => Err(Box::new(fault)),
            None => Ok(chosen.value.map(|(form, _)| form)),
        }
    }

    /// A report with its facts, none of which has been verified, and without last year's.
    #[doc(hidden)]
    pub fn checked(&self, source: &Arc<Source>) -> Outcome<Option<model::Report>> {
        self.checked_watched(source, &mut |_| {})
    }

    fn checked_watched(
        &self,
        source: &Arc<Source>,
        begins: &mut dyn FnMut(Pass),
    ) -> Outcome<Option<model::Report>> {
        begins(Pass::Parse);
        let scanned = syntax::scan(source);
        let Some(text) = scanned.text else {
            return Outcome {
                value: None,
                diagnostics: scanned.diagnostics,
            };
        };
        let file = Outcome {
            value: (),
            diagnostics: scanned.diagnostics,
        }
        .then(|()| syntax::parse(source, &text, &scanned.repaired));
        begins(Pass::Check);
        file.then(|file| forms::filled(&self.forms, &self.files, source, &file))
    }

    /// The report with last year's, which is read where it is named and not given. That report's
    /// own predecessor is not read.
    fn with_previous(
        &self,
        mut report: model::Report,
        last: Option<&Arc<Source>>,
    ) -> Outcome<model::Report> {
        if let Some(last) = last {
            let span = report.previous_file.map_or(report.head, |(_, span)| span);
            report.previous_file = Some((last.name().to_owned(), span));
        }
        let Some((path, span)) = report.previous_file.clone() else {
            return Outcome {
                value: report,
                diagnostics: Vec::new(),
            };
        };
        let place = report.place(span);
        let read = last.map_or_else(
            || self.files.read(report.source.name(), &path),
            |last| Ok(last.clone()),
        );
        match read {
            Err(reason) => Outcome {
                value: report,
                diagnostics: vec![catalog::previous_not_read(place, &path, &reason)],
            },
            Ok(last) if last.text() == report.source.text() => Outcome {
                value: report,
                diagnostics: vec![catalog::previous_is_itself(place)],
            },
            Ok(last) => previous::attach(report, &place, &path, self.checked(&last)),
        }
    }
}

/// A report that has conflicts of a merge in it, with what is told whichever version is kept: the
/// rest follows from them.
fn reported_for_both(mut report: Compiled, other: &Compiled) -> Compiled {
    // Where the other version cannot be read at all, nothing is known of it.
    if other.value.is_some() {
        let reported: BTreeSet<_> = other.diagnostics.iter().map(Diagnostic::content).collect();
        report.diagnostics.retain(|diagnostic| {
            diagnostic.concern() == Some(Concern::Conflict)
                || reported.contains(&diagnostic.content())
        });
    }
    report
}
