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
//! `gdr = { package = "gdr-lang", version = "…", default-features = false }`.
//!
//! # Inside
//!
//! Internal modules are public for this crate's tests and benchmarks only, and change without
//! notice. `docs/architecture.md` is their map. A pass takes values and gives values; none
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

/// A report as compiled. None if its source does not say which form it fills, or holds only forms.
/// A [`Compilation`] is made of it.
pub type Compiled = Outcome<Option<Verified>>;

/// A pass of the compiler, in the order in which they run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pass {
    /// From the source to its syntax tree.
    Parse,
    /// From the tree to facts, with the form that it fills.
    Check,
    /// Last year's report, from its source on.
    Previous,
    /// Verdicts on the identities.
    Verify,
    /// Advice on the prose.
    Lint,
}

/// How a report is compiled.
#[derive(Default)]
pub struct Options<'o> {
    /// Last year's report, instead of the one that the report names.
    pub previous: Option<Arc<Source>>,
    /// Called when a pass begins: the compiler itself has no clock.
    pub on_pass: Option<&'o mut dyn FnMut(Pass)>,
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
    /// A compiler that loads referenced files through a custom [`Files`].
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

    /// The report in a source, and all diagnostics in the order of the text.
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

    /// The facts of a report, none of which has been verified: parsed, its form chosen, checked.
    fn report(
        &self,
        source: &Arc<Source>,
        begin: &mut dyn FnMut(Pass),
    ) -> Outcome<Option<model::Report>> {
        begin(Pass::Parse);
        syntax::scan(source).then_some(|scanned| {
            syntax::parse(source, &scanned).then(|file| {
                begin(Pass::Check);
                forms::fill(&self.forms, &self.files, source, &file)
                    .then_some(|filled| check::in_form(&self.forms, source, &file, &filled))
            })
        })
    }

    /// The facts of a report alone, without last year's: none of them has been verified.
    #[doc(hidden)]
    pub fn checked(&self, source: &Arc<Source>) -> Outcome<Option<model::Report>> {
        self.report(source, &mut |_| ())
    }

    /// A report as evidence for the next year's: its facts, none of which has been verified, with
    /// last year's report.
    #[doc(hidden)]
    pub fn facts(&self, source: &Arc<Source>) -> Outcome<Option<model::Report>> {
        self.checked(source)
            .then_some(|report| self.attach_previous(report, None).map(Some))
            .sorted()
    }

    /// The form and the year that the first line of a report names, whatever else is wrong with it.
    /// Only the diagnostics of that line are given.
    #[doc(hidden)]
    pub fn form_of(&self, source: &Arc<Source>) -> Outcome<Option<(Arc<Form>, i32)>> {
        let scanned = Outcome::ok(syntax::scan(source).value);
        scanned.then_some(|scanned| {
            let file = syntax::parse(source, &scanned).value;
            match file.reports.first() {
                Some(head) => forms::choose(&self.forms, &self.files, source, &file, head),
                None => Outcome::none(Vec::new()),
            }
        })
    }

    /// The report with last year's, which is read if it is named and not given. That report's own
    /// predecessor is not read.
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

/// A report with unresolved merge conflicts, with the diagnostics that both versions have: the
/// rest follow from the conflicts.
fn in_both_versions(mut report: Compiled, other: &Compiled) -> Compiled {
    // If the other version cannot be read at all, nothing is known of it.
    if other.value.is_some() {
        let others: BTreeSet<_> = other.diagnostics.iter().map(Diagnostic::content).collect();
        report.diagnostics.retain(|diagnostic| {
            diagnostic.concern() == Some(Concern::Conflict)
                || others.contains(&diagnostic.content())
        });
    }
    report
}
