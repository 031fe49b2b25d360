//! The project of the working directory: the folder with the nearest `gdr.toml` at or above it. Its
//! settings are the defaults of the command line.

mod read;

pub use read::of_text;

use std::io;
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::batch::Batch;
use super::options::{Overrides, ReportingOptions};
use super::outcome::ReportOutcome;
use super::{Exit, Session, output};
use crate::cli::Error;
use crate::diagnostic::{Diagnostic, Language, Outcome, Words, catalog};
use crate::emit::Backend;
use crate::files::{self, Input};
use crate::invisible::shown;
use crate::source::{Place, Source, Span};

/// The name of a project's settings file.
pub const FILE: &str = "gdr.toml";

/// The largest settings file that is read, in bytes.
const LONGEST: usize = 64 << 10;

/// The settings of a project. Paths are relative to the working directory.
#[derive(Debug, Default)]
pub struct Project {
    /// The path of `gdr.toml`.
    pub file: PathBuf,
    /// The files or folders of the sources.
    pub paths: Vec<PathBuf>,
    /// The output folder; by default outputs are next to their reports.
    pub out: Option<PathBuf>,
    /// The output formats.
    pub to: Vec<Backend>,
    /// The folder of templates.
    pub template: Option<PathBuf>,
    /// The language of messages.
    pub language: Option<Language>,
    pub overrides: Overrides,
}

/// The project of the working directory, with the diagnostics of its settings.
pub fn find() -> Outcome<Option<Project>> {
    let here = std::env::current_dir().unwrap_or_default();
    match here.ancestors().find(|folder| folder.join(FILE).exists()) {
        Some(folder) => read(&folder.join(FILE)).map(Some),
        None => Outcome::ok(None),
    }
}

/// The settings in a file, with their diagnostics.
pub fn read(file: &Path) -> Outcome<Project> {
    let shown = output::seen_from_here(file);
    let name = shown.display().to_string();
    let source = match beginning(file) {
        Ok(bytes) => Source::from_bytes(name, &bytes).map_err(Diagnostic::from),
        Err(reason) => {
            let place = Place {
                source: Source::new(name, ""),
                span: Span::default(),
            };
            Err(catalog::project_not_read(place, &reason))
        }
    };
    let project = match source {
        Ok(source) => of_text(&source, file.parent().unwrap_or(Path::new(""))),
        Err(diagnostic) => Outcome {
            value: Project::default(),
            diagnostics: vec![diagnostic],
        },
    };
    project.map(|project| Project {
        file: shown,
        ..project
    })
}

/// The first bytes of a settings file: enough to see whether it is too long.
fn beginning(file: &Path) -> Result<Vec<u8>, Words> {
    match files::beginning(file, LONGEST) {
        Ok(bytes) if bytes.len() > LONGEST => {
            let limit = LONGEST >> 10;
            Err(Words::new(
                format!("超过 {limit} KB，不是有效的配置文件"),
                format!("longer than {limit} KB, too long for settings"),
            ))
        }
        Ok(bytes) => Ok(bytes),
        Err(error) if error.kind() == io::ErrorKind::Unsupported => {
            Err(Words::new("不是普通文件", "not a regular file"))
        }
        Err(error) => Err(Words::same(&error.to_string())),
    }
}

/// The sources that a command works on: those of its arguments, otherwise those of the project.
///
/// # Errors
/// If a path cannot be read, or there are neither paths nor a project.
pub fn inputs(session: &Session, matches: &ArgMatches) -> Result<Vec<Input>, Error> {
    let given: Vec<&PathBuf> = matches.get_many("paths").into_iter().flatten().collect();
    match &session.project {
        _ if !given.is_empty() => files::inputs(given.into_iter()).map_err(Error::from),
        Some(project) => project.inputs(),
        None => Err(Words::new(
            "未指定报告：请给出 .gdr 文件或目录，或在有 gdr.toml 的目录中运行（可用 gdr init 建立）",
            "no reports given: give .gdr files or folders, or run in a folder with a gdr.toml (`gdr init` creates one)",
        ).into()),
    }
}

/// The folders to watch for added sources.
pub fn folders(session: &Session, matches: &ArgMatches) -> Vec<PathBuf> {
    match &session.project {
        Some(project) if !matches.contains_id("paths") => files::folders(project.paths.iter()),
        _ => files::folders(matches.get_many("paths").into_iter().flatten()),
    }
}

/// Whether a command works on sources and so needs the project.
pub fn concerns(matches: &ArgMatches) -> bool {
    matches.try_contains_id("paths").is_ok()
}

/// Reports errors in the project's settings. No command runs until they are fixed.
pub fn refuse(session: &Session, matches: &ArgMatches, diagnostics: &[Diagnostic]) -> Exit {
    let batch = Batch::new(session, ReportingOptions::default().with_format(matches));
    let file = Input {
        path: PathBuf::from(FILE),
        root: PathBuf::new(),
    };
    batch.run(&[file], |_| ReportOutcome {
        exit: Exit::Usage,
        ..batch.outcome(None, diagnostics)
    })
}

impl Project {
    /// The sources of the project. Files in the output folder are skipped, unless `paths` names it.
    fn inputs(&self) -> Result<Vec<Input>, Error> {
        let out = self.out.as_deref().and_then(output::plain);
        let is_output = |path: &Path| {
            out.as_ref()
                .is_some_and(|out| output::plain(path).is_some_and(|path| path.starts_with(out)))
        };
        let mut inputs = files::inputs(self.paths.iter())?;
        inputs.retain(|input| !is_output(&input.path) || is_output(&input.root));
        inputs
            .iter_mut()
            .for_each(|input| input.path = output::seen_from_here(&input.path));
        if inputs.is_empty() {
            let file = shown(&self.file);
            return Err(Words::new(
                format!("{file} 的 paths 所指的目录中没有 .gdr 文件"),
                format!("no .gdr files in the paths of {file}"),
            )
            .into());
        }
        Ok(inputs)
    }

    /// The path of a source relative to the folder in `paths` that contains it.
    pub fn below(&self, source: &Path) -> Option<PathBuf> {
        let source = output::plain(source)?;
        let within = |folder: &PathBuf| {
            source
                .strip_prefix(output::plain(folder)?)
                .ok()
                .map(Path::to_owned)
        };
        self.paths
            .iter()
            .find_map(within)
            .filter(|below| below.file_name().is_some())
    }
}
