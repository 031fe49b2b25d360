//! A small declarative language and its compiler for statutory annual reports:
//! 政府信息公开工作年度报告.
//!
//! [`compile`] compiles the report in a file, [`compile_text`] the report in a string. Both return
//! a [`Compilation`]: all diagnostics as data, and a [`Report`] with its [facts](Fact) by path, the
//! [verdict](Verdict) on every [identity](Identity), and its [pages](Report::render).
//!
//! ```
//! let report = gdr::compile("examples/wujiang-2020.gdr")?.sound()?;
//! let received = report.fact("申请.新收.总计")?; // or by ids: requests.received.total
//! println!("{}{}", received.value(), received.unit().unwrap_or_default());
//! std::fs::write(std::env::temp_dir().join("report.html"), report.render(gdr::Backend::Html)?)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! To compile many reports, use a [`Compiler`]. To compile them in a Cargo build script, use
//! [`build_script`].
//!
//! The compiler core accesses neither files nor a clock: equal sources give equal output. It does
//! not guess, round or repair values, and no input makes it panic.
//!
//! # Features
//!
//! `cli` is the command line, enabled by default. A program that only uses the library can disable
//! it: `gdr = { version = "…", default-features = false }`.
//!
//! # Internals
//!
//! Internal modules are public for this crate's tests and benchmarks only, and change without
//! notice. `docs/architecture.md` describes them. A pass is a function from values to values that
//! never fails: it reports an invalid item once and leaves it out, and later passes skip missing
//! items, so that one mistake gives one diagnostic.
//!
//! | pass | input | output |
//! |---|---|---|
//! | `syntax::scan` | a source | its text with typing errors fixed |
//! | `syntax::parse` | a scanned text | a syntax tree |
//! | [`mod@fmt`] | a source | the formatted source |
//! | `resolve` | names | ids |
//! | `check` | a syntax tree | a report: facts by id, totals, prose |
//! | `previous` | a report and last year's | the report with last year's as evidence |
//! | `verify` | a report | a verdict on every identity |
//! | `lint` | a report | diagnostics on its prose |
//! | `diff` | two verified reports | their differences, fact by fact |
//! | `trend` | reports of several years | facts over the years |
//! | `merge` | three versions of a report | the versions in a common format, for git to merge |
//! | `emit` | a verified report | a view, and pages rendered from it |
//! | `write` | a form, or last year's report | the source of a report to fill in |

#![warn(missing_docs)]

pub mod build_script;
mod check;
mod chinese;
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
mod evaluate;
pub mod files;
pub mod fmt;
mod formats;
pub mod forms;
mod invisible;
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

/// A compiled report, or `None` if the source refers to no valid form or holds only forms.
/// [`Compilation`] wraps it for library users.
pub type Compiled = Outcome<Option<Verified>>;

/// A pass of the compiler. The variants are in the order in which the passes run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pass {
    /// Parses the source to a syntax tree.
    Parse,
    /// Chooses the form and lowers the syntax tree to facts.
    Check,
    /// Reads and compiles last year's report.
    Previous,
    /// Gives each identity a verdict.
    Verify,
    /// Checks the prose.
    Lint,
}

/// Options of a compilation.
#[derive(Default)]
pub struct Options<'o> {
    /// Last year's report, used instead of the one referenced by the report.
    pub previous: Option<Arc<Source>>,
    /// Called when a pass begins, for example to time it: the compiler itself reads no clock.
    pub on_pass: Option<&'o mut dyn FnMut(Pass)>,
}

/// Compiles reports. It parses each form once and caches it, so use one compiler for many reports.
/// It can be shared among threads.
pub struct Compiler<F: Files = NoFiles> {
    forms: Forms,
    files: F,
}

impl Compiler {
    /// A compiler for reports that reference no other file.
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
    /// A compiler that loads referenced files through a custom [`Files`].
    pub fn with_files(files: F) -> Compiler<F> {
        Compiler {
            forms: Forms::new(),
            files,
        }
    }

    /// The loader of referenced files.
    pub fn named_files(&self) -> &F {
        &self.files
    }

    /// Compiles the report in a source. Diagnostics are in source order.
    ///
    /// ```
    /// use gdr::{Compiler, Options, source::Source};
    ///
    /// let source = Source::new("report.gdr", "report disclosure 2024\n");
    /// let compiled = Compiler::new().compile(&source, Options::default());
    /// assert!(compiled.value.is_some());
    /// assert!(compiled.diagnostics.iter().any(|diagnostic| diagnostic.is_error()));
    /// ```
    pub fn compile(&self, source: &Arc<Source>, options: Options) -> Compiled {
        let Options { previous, on_pass } = options;
        let mut ignore = |_| ();
        let begin = on_pass.unwrap_or(&mut ignore);
        let mut compiled = self
            .report(source, begin)
            .then_some(|report| {
                begin(Pass::Previous);
                self.attach_previous(report, previous.as_ref()).map(Some)
            })
            .then_some(|report| {
                begin(Pass::Verify);
                verify::verify(report).map(Some)
            })
            .then_some(|verified| {
                begin(Pass::Lint);
                lint::lint(verified).map(Some)
            });
        if let Some(verified) = &compiled.value {
            lint::except(&verified.report, &mut compiled.diagnostics);
        }
        match syntax::other_version(source) {
            None => compiled.sorted(),
            Some(other) => {
                let options = Options {
                    previous,
                    on_pass: None,
                };
                in_both_versions(compiled, &self.compile(&other, options)).sorted()
            }
        }
    }

    /// Parses the source, chooses the form and checks the facts. No identity is verified yet.
    fn report(
        &self,
        source: &Arc<Source>,
        begin: &mut dyn FnMut(Pass),
    ) -> Outcome<Option<model::Report>> {
        begin(Pass::Parse);
        let mut scanned = syntax::scan(source);
        syntax::report_invisible(source, &mut scanned.diagnostics);
        scanned.then_some(|scanned| {
            let source = &scanned.source;
            syntax::parse(&scanned).then(|file| {
                begin(Pass::Check);
                forms::fill(&self.forms, &self.files, source, &file)
                    .then_some(|filled| check::in_form(&self.forms, source, &file, &filled))
            })
        })
    }

    /// The facts of a report. Last year's report is not attached, and no identity is verified.
    #[doc(hidden)]
    pub fn checked(&self, source: &Arc<Source>) -> Outcome<Option<model::Report>> {
        self.report(source, &mut |_| ())
    }

    /// The facts of a report, with last year's report attached. No identity is verified. Used if
    /// the report is evidence for the next year's report.
    #[doc(hidden)]
    pub fn facts(&self, source: &Arc<Source>) -> Outcome<Option<model::Report>> {
        self.checked(source)
            .then_some(|report| self.attach_previous(report, None).map(Some))
            .sorted()
    }

    /// The form and the year on the first line of a report, even if the rest has errors. Only the
    /// diagnostics of that line are returned.
    #[doc(hidden)]
    pub fn form_of(&self, source: &Arc<Source>) -> Outcome<Option<(Arc<Form>, i32)>> {
        let scanned = Outcome::ok(syntax::scan(source).value);
        scanned.then_some(|scanned| {
            let source = &scanned.source;
            let file = syntax::parse(&scanned).value;
            match file.reports.first() {
                Some(head) => forms::choose(&self.forms, &self.files, source, &file, head),
                None => Outcome::none(Vec::new()),
            }
        })
    }

    /// Attaches last year's report: the given one, or else the one referenced by the report. The
    /// report of the year before that is not read.
    fn attach_previous(
        &self,
        mut report: model::Report,
        given: Option<&Arc<Source>>,
    ) -> Outcome<model::Report> {
        if let Some(last) = given {
            let span = report.previous_file.map_or(report.head, |(_, span)| span);
            report.previous_file = Some((last.name().to_owned(), span));
        }
        let Some((path, span)) = report.previous_file.clone() else {
            return Outcome::ok(report);
        };
        let place = report.place(span);
        let last = given.map_or_else(
            || self.files.read(report.source.name(), &path),
            |last| Ok(last.clone()),
        );
        match last {
            Err(unread) => Outcome {
                value: report,
                diagnostics: vec![unread.helps(catalog::previous_not_read(
                    place,
                    &path,
                    &unread.reason,
                ))],
            },
            Ok(last) if last.text() == report.source.text() => Outcome {
                value: report,
                diagnostics: vec![catalog::previous_is_itself(place)],
            },
            Ok(last) => previous::attach(report, &place, &path, self.checked(&last)),
        }
    }
}

/// Keeps only the diagnostics that both versions of a report with unresolved merge conflicts have:
/// the others are caused by the conflicts.
fn in_both_versions(mut report: Compiled, other: &Compiled) -> Compiled {
    // If one of the versions cannot be read at all, nothing can be compared.
    if report.value.is_some() && other.value.is_some() {
        let others: BTreeSet<_> = other.diagnostics.iter().map(Diagnostic::content).collect();
        report.diagnostics.retain(|diagnostic| {
            diagnostic.concern() == Some(Concern::Conflict)
                || others.contains(&diagnostic.content())
        });
    }
    report
}
