//! `gdr build`: builds pages from reports. Nothing is written for a report with errors.

mod depfile;
mod plan;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches, Command};

use super::batch::Batch;
use super::options::{self, ReportingOptions};
use super::outcome::ReportOutcome;
use super::timings::{self, Phase, Timings};
use super::watch::{self, Job};
use super::{Exit, Session, arguments, check, listing, previous, project, root, template};
use crate::cli::Error;
use crate::diagnostic::{Language, Words};
use crate::emit::Backend;
use crate::files::{self, Input};
use crate::formats::NamedFormat;
use crate::invisible::shown;
use crate::lint::unknown_values;
use crate::verify::Verified;
use depfile::Depfile;
use plan::Plan;

pub(super) fn command(language: Language) -> Command {
    let localize = |zh: &str, en: &str| Words::new(zh, en).of(language).to_owned();
    Command::new("build")
        .about(localize(
            "检查报告并生成网页、Markdown 或 JSON",
            "check reports and build HTML, Markdown or JSON",
        ))
        .after_help(localize(
            "例：\n  gdr build 2025.gdr\n  gdr build 报告/ --to html,json --out 网页",
            "examples:\n  gdr build 2025.gdr\n  gdr build reports/ --to html,json --out pages",
        ))
        .arg(check::paths(language))
        .args(options::overrides(language))
        .args(destinations(language))
        .arg(arguments::flag("draft").help(localize(
            "仍有待填的数（?）时也生成，并注明“草稿”",
            "build even if values are unknown (?), marked as a draft",
        )))
        .arg(previous::argument(language))
        .arg(root::argument(language))
        .arg(template::argument(language))
        .arg(
            arguments::path("depfile", "FILE")
                .long("depfile")
                .conflicts_with("watch")
                .help(localize(
                    "写出依赖文件，供 Make、Ninja 使用",
                    "write the dependencies of each output, for Make and Ninja",
                )),
        )
        .arg(listing::argument(language))
        .arg(timings::argument(language))
        .arg(watch::argument(language))
}

/// The options for formats and destinations.
fn destinations(language: Language) -> [Arg; 3] {
    let localize = |zh: &str, en: &str| Words::new(zh, en).of(language).to_owned();
    [
        Arg::new("to")
            .long("to")
            .value_name(Backend::LISTED.trim_end_matches(','))
            .value_delimiter(',')
            .value_parser(Backend::names().collect::<Vec<_>>())
            .hide_possible_values(true)
            .help(localize(
                "输出格式（默认 html，或由 -o 的扩展名决定）",
                "output formats (default: html, or by the extension of -o)",
            )),
        arguments::path("out", "DIR").long("out").help(localize(
            "输出目录（默认与报告同目录）",
            "output folder (default: that of the report)",
        )),
        arguments::output("FILE")
            .conflicts_with("out")
            .help(localize(
                "输出文件；写 - 时直接显示，不存为文件",
                "output file; - for standard output",
            )),
    ]
}

pub(super) fn run(session: &Session, matches: &ArgMatches) -> Exit {
    watch::run(session, matches, || Build::of(session, matches))
}

/// The parsed command line.
struct Build<'s> {
    folders: Vec<PathBuf>,
    inputs: Vec<Input>,
    plan: Plan<'s>,
    template: Option<PathBuf>,
    batch: Batch<'s>,
    depfile: Option<Depfile>,
}

impl<'s> Build<'s> {
    fn of(session: &'s Session, matches: &'s ArgMatches) -> Result<Build<'s>, Error> {
        let inputs = project::inputs(session, matches)?;
        let plan = Plan::of(session, matches, &inputs)?;
        let batch = Batch::new(session, ReportingOptions::of(session, matches)?);
        let last = previous::given(batch.compiler.named_files(), matches, &inputs)?;
        let batch = batch.after(last).timed(Timings::of(matches));
        let (folders, template) = (
            project::folders(session, matches),
            template::folder(session, matches).cloned(),
        );
        let depfile = plan.depfile.clone().map(Depfile::new);
        Ok(Build {
            folders,
            inputs,
            plan,
            template,
            batch,
            depfile,
        })
    }

    /// Builds the outputs of a report.
    fn one(&self, input: &Input) -> ReportOutcome {
        let compiled = match self.batch.read(&input.path) {
            Ok(source) => self.batch.compile(&source),
            Err(outcome) => return *outcome,
        };
        let mut diagnostics = compiled.diagnostics;
        if let Some(verified) = compiled.value.as_ref().filter(|_| !self.plan.draft) {
            unknown_values::refuse(verified, &mut diagnostics);
        }
        let outcome = ReportOutcome {
            requires_report: true,
            ..self.batch.outcome(compiled.value.as_ref(), &diagnostics)
        };
        match compiled.value {
            Some(verified) if outcome.exit == Exit::Fine => self.emit(input, &verified, outcome),
            _ => outcome,
        }
    }

    fn emit(&self, input: &Input, verified: &Verified, outcome: ReportOutcome) -> ReportOutcome {
        let Build { plan, batch, .. } = self;
        let mut rendered = Vec::with_capacity(plan.backends.len());
        // All outputs are rendered before the first is written.
        for &backend in &plan.backends {
            match batch.time(&input.path, Phase::Render, || {
                plan.emitter.render(verified, backend)
            }) {
                Ok(text) => rendered.push((plan.destination(input, backend), text)),
                Err(reason) => return batch.failed(template::wrong(&reason)),
            }
        }
        let files = plan.files(batch, input);
        // If the dependencies of an output cannot be written, the output is not built: otherwise
        // Make would treat it as up to date.
        if let Some(Err(words)) = self
            .depfile
            .as_ref()
            .map(|depfile| depfile.add(plan.outputs(input), &files))
        {
            return batch.failed(words);
        }
        let mut outcome = outcome;
        for (path, text) in rendered {
            let written = match path {
                Some(path) => batch
                    .time(&input.path, Phase::Write, || files::update(&path, &text))
                    .map_err(Error::from)
                    .map(|is_other| {
                        outcome
                            .reported
                            .push(built(&path, is_other).of(batch.session.language));
                    }),
                None => batch.session.print(&text),
            };
            if let Err(words) = written {
                return batch.failed(words);
            }
        }
        outcome
    }
}

fn built(path: &Path, is_other: bool) -> Words {
    let path = shown(path);
    if is_other {
        Words::new(format!("已生成 {path}\n"), format!("built {path}\n"))
    } else {
        Words::new(format!("内容未变 {path}\n"), format!("unchanged {path}\n"))
    }
}

impl Job for Build<'_> {
    fn folders(&self) -> &[PathBuf] {
        &self.folders
    }

    fn inputs(&self) -> &[Input] {
        &self.inputs
    }

    fn run(&self, inputs: &[Input]) -> Exit {
        let exit = self.batch.run(inputs, |input| self.one(input));
        match self
            .depfile
            .as_ref()
            .filter(|_| exit == Exit::Fine)
            .map(Depfile::write)
        {
            Some(Err(words)) => self.batch.session.fail(words),
            Some(Ok(())) | None => exit,
        }
    }

    fn sources(&self, input: &Input) -> BTreeSet<PathBuf> {
        let mut sources = self.batch.files(&input.path);
        sources.extend(self.template.clone());
        sources
    }

    fn outputs(&self, input: &Input) -> Vec<PathBuf> {
        self.plan.outputs(input)
    }
}
