//! Processes many reports in parallel and prints results in path order. Each report is dropped
//! after use to bound memory.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::listing::listed;
use super::options::ReportingOptions;
use super::outcome::ReportOutcome;
use super::progress::Progress;
use super::repository::RepositoryPaths;
use super::summary::Summary;
use super::timings::{Phase, Timings};
use super::{Exit, Session};
use crate::cli::Error;
use crate::cli::terminal::TerminalText;
use crate::diagnostic::format::{Context, Format, Frame};
use crate::diagnostic::render::Renderer;
use crate::diagnostic::{Diagnostic, Words};
use crate::files::{self, Disk, Input};
use crate::invisible::{shown, visible_line};
use crate::model::Report;
use crate::source::Source;
use crate::verify::{self, Verified};
use crate::{Compiled, Compiler, Options};

/// The maximum number of reports in memory at once.
const CHUNK: usize = 512;

/// Runs `work` on each input in parallel and returns the results in the order of the inputs. Inputs
/// are processed in chunks to bound memory.
pub(super) fn each<'i, T: Send>(
    inputs: &'i [Input],
    work: &'i (impl Fn(&Input) -> T + Sync),
) -> impl Iterator<Item = T> {
    inputs.chunks(CHUNK).flat_map(move |chunk| match chunk {
        // One report needs no threads.
        [only] => vec![work(only)],
        many => many.par_iter().map(work).collect(),
    })
}

pub(super) struct Batch<'s> {
    pub session: &'s Session,
    options: ReportingOptions,
    pub compiler: Compiler<Disk>,
    last: Option<Arc<Source>>,
    timings: Option<Timings>,
    repository: RepositoryPaths,
}

impl<'s> Batch<'s> {
    pub(super) fn new(session: &'s Session, options: ReportingOptions) -> Batch<'s> {
        Batch {
            session,
            options,
            compiler: session.compiler(),
            last: None,
            timings: None,
            repository: RepositoryPaths::default(),
        }
    }

    /// Sets last year's report, as given with `--previous`.
    pub(super) fn after(self, last: Option<Arc<Source>>) -> Batch<'s> {
        Batch { last, ..self }
    }

    /// Measures the time of each phase if `timings` is set.
    pub(super) fn timed(self, timings: Option<Timings>) -> Batch<'s> {
        Batch { timings, ..self }
    }

    /// Runs `work` on a report and records its time if times are measured.
    pub(super) fn time<T>(&self, report: &Path, phase: Phase, work: impl FnOnce() -> T) -> T {
        match &self.timings {
            Some(timings) => timings.time(&report.display().to_string(), phase, work),
            None => work(),
        }
    }

    /// Runs `work` on each input and prints the outcomes and the summary.
    pub(super) fn run(
        &self,
        inputs: &[Input],
        work: impl Fn(&Input) -> ReportOutcome + Sync,
    ) -> Exit {
        let mut exit = Exit::Fine;
        let mut summary = Summary::default();
        let mut output = Output::new(self.options.format, self.session);
        let progress = match self.options.format {
            Format::Text => Progress::new(inputs.len(), self.session.language),
            Format::Short | Format::Json | Format::Ndjson | Format::Sarif | Format::Github => {
                Progress::silent()
            }
        };
        let work = |input: &Input| {
            let outcome = work(input);
            progress.step();
            outcome
        };
        for outcome in each(inputs, &work) {
            progress.wipe();
            self.session.show(&outcome.reported);
            outcome.written.iter().for_each(|text| output.write(text));
            exit = exit.max(outcome.exit);
            summary.add(&outcome);
        }
        let has_summary = output.frame.after_summary.is_some();
        if let Err(words) = output.close(&summary) {
            exit = exit.max(self.session.fail(words));
        }
        if !has_summary {
            self.session
                .eprint(summary.words(&self.options).of(self.session.language));
        }
        if summary.lacks_reports() {
            self.report_missing(inputs);
        }
        if let Some(timings) = &self.timings {
            self.session
                .eprint(timings.words().of(self.session.language));
        }
        exit
    }

    /// Prints an error: these files have only forms, but the command needs reports.
    pub(super) fn report_missing(&self, inputs: &[Input]) {
        inputs.iter().for_each(|input| {
            self.session.eprint(&format!(
                "{}\n",
                no_report(&input.path).of(self.session.language)
            ));
        });
    }

    /// The source in a file.
    ///
    /// # Errors
    /// If the file cannot be read or is not text; the error is the outcome to report.
    pub(super) fn read(&self, path: &Path) -> Result<Arc<Source>, Box<ReportOutcome>> {
        let bytes = self
            .time(path, Phase::Read, || files::read(path))
            .map_err(|words| Box::new(self.failed(words)))?;
        Source::from_bytes(self.compiler.named_files().name_of(path), &bytes)
            .map_err(|error| Box::new(self.outcome(None, &[error.into()])))
    }

    /// Reads the report in a file. If errors prevent this, the report is `None`, and the outcome
    /// has these errors and the message that the report is not included. Only `gdr check` reports
    /// the other errors.
    pub(super) fn facts(&self, path: &Path) -> (Option<Report>, ReportOutcome) {
        let (report, mut outcome) = match self.read(path) {
            Ok(source) => {
                let checked = self.compiler.checked(&source);
                let errors: Vec<Diagnostic> = checked
                    .diagnostics
                    .into_iter()
                    .filter(Diagnostic::is_error)
                    .collect();
                let outcome = ReportOutcome {
                    is_report: checked.value.is_some(),
                    ..self.outcome(None, &errors)
                };
                (checked.value, outcome)
            }
            Err(outcome) => (None, *outcome),
        };
        if outcome.exit == Exit::Errors {
            let file = shown(path);
            let words = Words::new(
                format!("{file} 有错误，未列入\n"),
                format!("{file} has errors and is left out\n"),
            );
            outcome.reported.push(words.of(self.session.language));
        }
        (report, outcome)
    }

    /// The files from which a report was compiled: its own file, the files named in it, and the
    /// files named in last year's report.
    pub(super) fn files(&self, path: &Path) -> BTreeSet<PathBuf> {
        let disk = self.compiler.named_files();
        let mut files = disk.named_by(&files::name_of(path));
        files.insert(path.to_owned());
        if let Some(last) = &self.last {
            files.insert(disk.path_of(last.name()));
            files.extend(disk.named_by(last.name()));
        }
        files
    }

    /// Compiles the report of a source. The overrides of severities are already applied.
    pub(super) fn compile(&self, source: &Arc<Source>) -> Compiled {
        self.compile_after(source, self.last.clone())
    }

    /// Compiles the report of a source. `previous` replaces the report of last year that is named
    /// in the source.
    pub(super) fn compile_after(
        &self,
        source: &Arc<Source>,
        previous: Option<Arc<Source>>,
    ) -> Compiled {
        let Compiled { value, diagnostics } = if let Some(timings) = &self.timings {
            timings.compile(&self.compiler, source, previous)
        } else {
            let options = Options {
                previous,
                on_pass: None,
            };
            self.compiler.compile(source, options)
        };
        Compiled {
            value,
            diagnostics: diagnostics
                .into_iter()
                .map(|diagnostic| self.options.severity(diagnostic))
                .collect(),
        }
    }

    /// The outcome of a compiled report.
    pub(super) fn outcome(
        &self,
        verified: Option<&Verified>,
        diagnostics: &[Diagnostic],
    ) -> ReportOutcome {
        let (excepted, diagnostics): (Vec<_>, Vec<_>) = diagnostics
            .iter()
            .partition(|diagnostic| diagnostic.exception.is_some());
        let (left_out, reported): (Vec<_>, Vec<_>) = diagnostics
            .into_iter()
            .partition(|diagnostic| !diagnostic.is_error() && self.options.allows(diagnostic));
        let kept = reported
            .iter()
            .filter(|diagnostic| self.options.allows(diagnostic));
        let failures = verified.map(verify::exceptions).unwrap_or_default();
        let exceptions: Vec<&Diagnostic> = failures.iter().chain(excepted).collect();
        let count = |is_counted: fn(&Diagnostic) -> bool| {
            let counted = reported.iter().filter(|diagnostic| is_counted(diagnostic));
            counted.count()
        };
        let errors = count(Diagnostic::is_error);
        let mut outcome = ReportOutcome {
            exit: if errors > 0 { Exit::Errors } else { Exit::Fine },
            errors,
            warnings: count(Diagnostic::is_warning),
            certain_fixes: count(|diagnostic| diagnostic.certain_fix().is_some()),
            proposed_fixes: count(|diagnostic| {
                diagnostic.certain_fix().is_none() && diagnostic.only_fix().is_some()
            }),
            facts: verified.map_or(0, |verified| verified.report.stated_facts()),
            tally: verified.map(Verified::tally).unwrap_or_default(),
            numbers: verified
                .map(|verified| verified.numbers)
                .unwrap_or_default(),
            codes: reported.iter().map(|diagnostic| diagnostic.code).collect(),
            left_out: left_out.iter().map(|diagnostic| diagnostic.code).collect(),
            kept: kept.map(|diagnostic| diagnostic.code).collect(),
            is_report: verified.is_some(),
            ..ReportOutcome::default()
        };
        let Session {
            language, color, ..
        } = *self.session;
        if self.options.format == Format::Text {
            let (drawn, left) = listed(&reported, self.options.listing);
            let mut renderer = Renderer::new(language, color);
            drawn.for_each(|diagnostic| outcome.reported.push_drawn(&renderer.render(diagnostic)));
            let (lines, more) = listed(&exceptions, self.options.listing);
            lines.for_each(|it| outcome.reported.push(&exception_line(self.session, it)));
            let left = self.options.listing.words(left + more);
            outcome.reported.push(left.of(language));
        } else {
            let all = reported.into_iter().chain(exceptions);
            let context = Context {
                language,
                path_in_repository: &|name| self.repository.path(name),
            };
            outcome.written.extend(
                all.filter_map(|diagnostic| self.options.format.write(diagnostic, context)),
            );
        }
        outcome
    }

    /// The outcome of a command that failed before it could compile.
    pub(super) fn failed(&self, error: impl Into<Error>) -> ReportOutcome {
        let error = error.into();
        ReportOutcome {
            exit: error.exit(),
            reported: TerminalText::from(error.line(self.session.language).as_str()),
            ..ReportOutcome::default()
        }
    }
}

/// The message that a file has no report.
pub(super) fn no_report(path: &Path) -> Words {
    let path = shown(path);
    Words::new(
        format!("{path} 中没有报告，只有表单"),
        format!("no report in {path}, only forms"),
    )
}

/// An exception and its reason on one line.
fn exception_line(session: &Session, exception: &Diagnostic) -> String {
    let title = exception.excepted_title().unwrap_or_default();
    let (file, line) = (
        visible_line(exception.place.source.name()),
        exception.place.position().line,
    );
    let words = Words::new(
        format!("{}（{file}:{line}）\n", title.of_zh()),
        format!("{} ({file}:{line})\n", title.of_en()),
    );
    words.of(session.language).to_owned()
}

/// The output for programs, on standard output.
struct Output<'s> {
    frame: Frame,
    session: &'s Session,
    is_begun: bool,
    /// The first error; nothing is written after it.
    fault: Option<Error>,
}

impl<'s> Output<'s> {
    fn new(format: Format, session: &'s Session) -> Output<'s> {
        Output {
            frame: format.frame(session.language),
            session,
            is_begun: false,
            fault: None,
        }
    }

    fn write(&mut self, text: &str) {
        let Frame {
            opening,
            between,
            after,
            ..
        } = &self.frame;
        let before = if self.is_begun {
            between
        } else {
            opening.as_str()
        };
        self.print(&format!("{before}{text}{after}"));
        self.is_begun = true;
    }

    /// # Errors
    /// If any of the output could not be written.
    fn close(mut self, summary: &Summary) -> Result<(), Error> {
        let Frame {
            opening, closing, ..
        } = &self.frame;
        let before = if self.is_begun { "" } else { opening };
        let end = self.frame.after_summary;
        let summary = end.map(|end| summary.json() + end).unwrap_or_default();
        self.print(&format!("{before}{closing}{summary}"));
        self.fault.map_or(Ok(()), Err)
    }

    fn print(&mut self, text: &str) {
        if self.fault.is_none() && !text.is_empty() {
            self.fault = self.session.say(text).err();
        }
    }
}
