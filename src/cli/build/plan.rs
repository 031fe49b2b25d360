//! What is built from each report, and the destinations.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use crate::cli::Error;
use crate::cli::Session;
use crate::cli::batch::Batch;
use crate::cli::format;
use crate::cli::previous;
use crate::cli::project::Project;
use crate::cli::template;
use crate::diagnostic::Words;
use crate::emit::{Backend, Emitter};
use crate::files::{self, Input, OutputFile, OutputReason};

/// What is built from each report and where, from the arguments or the project's settings.
pub(super) struct Plan<'s> {
    pub backends: Vec<Backend>,
    out: Option<PathBuf>,
    output: Option<PathBuf>,
    project: Option<&'s Project>,
    pub draft: bool,
    pub emitter: Emitter,
    /// The paths of the template files. Each of these files may be missing.
    pub templates: Vec<PathBuf>,
    /// Where to write the dependencies of each output.
    pub depfile: Option<PathBuf>,
}

impl<'s> Plan<'s> {
    /// The plan for these inputs.
    ///
    /// # Errors
    /// If arguments conflict, or templates cannot be read.
    pub(super) fn of(
        session: &'s Session,
        matches: &ArgMatches,
        inputs: &[Input],
    ) -> Result<Plan<'s>, Error> {
        let project = session.project.as_ref();
        let output: Option<PathBuf> = matches.get_one("output").cloned();
        let backends = backends(matches, project, output.as_deref())?;
        if output.is_some() && (inputs.len() > 1 || backends.len() > 1) {
            return Err(Words::new(
                "-o 只能用于一份报告、一种输出格式；有多份报告或多种格式时，请用 --out 指定输出目录",
                "-o takes one report and one output format; for several reports or formats, use --out DIR",
            )
            .into());
        }
        let out = matches
            .get_one("out")
            .or(project.and_then(|project| project.out.as_ref()))
            .cloned();
        let depfile: Option<PathBuf> = matches.get_one("depfile").cloned();
        if depfile.is_some()
            && output
                .as_ref()
                .is_some_and(|output| output.as_os_str() == "-")
        {
            return Err(Words::new(
                "--depfile 只能用于写入文件的输出，不能与 -o - 同时使用",
                "--depfile requires outputs that are files and cannot be used with -o -",
            )
            .into());
        }
        let emitter = Emitter::with_templates(template::texts(session, matches)?);
        let templates = template::paths(session, matches, &emitter);
        let plan = Plan {
            backends,
            out,
            output,
            project,
            draft: matches.get_flag("draft"),
            emitter,
            templates,
            depfile,
        };
        plan.check_outputs(session, matches, inputs)?;
        Ok(plan)
    }

    /// Checks all outputs before anything is written. Files that reports name need no check of
    /// their own, because they are sources.
    fn check_outputs(
        &self,
        session: &Session,
        matches: &ArgMatches,
        inputs: &[Input],
    ) -> Result<(), Error> {
        let outputs = inputs.iter().flat_map(|input| {
            let reason = self.reason(matches, input);
            self.outputs(input).into_iter().map(move |path| OutputFile {
                path,
                reason: reason.clone(),
                is_source: false,
            })
        });
        let depfile = self.depfile.iter().map(|path| OutputFile::named(path));
        let read = inputs.iter().map(|input| &input.path);
        let read = read.chain(previous::path(matches)).chain(&self.templates);
        let read = read.map(PathBuf::as_path);
        let templates = template::folder(session, matches).map(PathBuf::as_path);
        files::check_outputs(&session.bounds, read, templates, outputs.chain(depfile))
            .map_err(Error::from)
    }

    /// What determines the paths of the outputs of a report.
    fn reason(&self, matches: &ArgMatches, input: &Input) -> OutputReason {
        let named: Option<&PathBuf> = matches.get_one("output").or(matches.get_one("out"));
        let settings = self.project.filter(|_| self.out.is_some());
        match (named, settings) {
            (Some(named), _) => OutputReason::Named(named.clone()),
            (None, Some(project)) => OutputReason::Source(project.file.clone()),
            (None, None) => OutputReason::Source(input.path.clone()),
        }
    }

    /// The output files of a report.
    pub(super) fn outputs(&self, input: &Input) -> Vec<PathBuf> {
        self.backends
            .iter()
            .filter_map(|&backend| self.destination(input, backend))
            .collect()
    }

    /// The files that the outputs depend on. Call it after the report has been compiled.
    pub(super) fn files(&self, batch: &Batch, input: &Input) -> BTreeSet<PathBuf> {
        let mut files = batch.files(&input.path);
        files.extend(self.templates.iter().filter(|path| path.exists()).cloned());
        files.extend(self.project.map(|project| project.file.clone()));
        files
    }

    /// The path of an output; `None` for standard output.
    pub(super) fn destination(&self, input: &Input, backend: Backend) -> Option<PathBuf> {
        match (&self.output, &self.out) {
            (Some(output), _) if output.as_os_str() == "-" => None,
            (Some(output), _) => Some(output.clone()),
            (None, Some(out)) => Some(
                match self.project.and_then(|project| project.below(&input.path)) {
                    Some(below) => {
                        files::slashed(out.join(below).with_extension(backend.extension()))
                    }
                    None => input.output(out, backend.extension()),
                },
            ),
            (None, None) => Some(input.path.with_extension(backend.extension())),
        }
    }
}

/// The output formats: those of `--to`, otherwise the format with the extension of the output,
/// otherwise those of the project.
fn backends(
    matches: &ArgMatches,
    project: Option<&Project>,
    output: Option<&Path>,
) -> Result<Vec<Backend>, Error> {
    let named = matches.get_many::<String>("to").into_iter().flatten();
    let mut backends: Vec<Backend> = named.filter_map(|name| Backend::of_name(name)).collect();
    if backends.is_empty() && output.is_none() {
        backends.extend(project.iter().flat_map(|project| &project.to));
    }
    if backends.is_empty() {
        backends.push(format::of_extension(output).map_err(cannot_build)?);
    }
    backends.sort();
    backends.dedup();
    Ok(backends)
}

fn cannot_build(extension: &str) -> Words {
    let all = format::extensions::<Backend>();
    Words::new(
        format!(
            "不能生成 .{extension} 文件；可生成 {}（用 --to 指定）",
            all.of_zh()
        ),
        format!(
            "cannot build a .{extension} file; supported extensions: {} (choose with --to)",
            all.of_en()
        ),
    )
}
