//! The project of the working directory: the folder with the nearest `gdr.toml` at or above it, up
//! to the root of the git repository. Its settings are the defaults of the command line.

mod read;

pub use read::of_text;

use std::io;
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::batch::Batch;
use super::options::{Overrides, ReportingOptions};
use super::outcome::ReportOutcome;
use super::{Exit, Session, arguments, output, root};
use crate::cli::Error;
use crate::diagnostic::{Diagnostic, Language, Outcome, Words, catalog};
use crate::emit::Backend;
use crate::files::{self, Input, Sources};
use crate::invisible::shown;
use crate::source::{Place, Source, Span};

pub use crate::files::SETTINGS as FILE;

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
    match files::settings_folder(&here) {
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
    if file.is_symlink() && !is_settings(file) {
        return Err(Words::new(
            "它是链接，指向其他名称或其他目录的文件",
            "it is a link to a file with another name or in another folder",
        ));
    }
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

/// Whether a link leads to settings in the same folder or below. The text of another file must not
/// be shown.
fn is_settings(link: &Path) -> bool {
    let (place, folder) = (files::real(link), link.parent().map(files::real));
    place.file_name() == link.file_name() && folder.is_some_and(|folder| place.starts_with(folder))
}

/// The sources that a command works on: those of its arguments, otherwise those of the project.
///
/// # Errors
/// If a path cannot be read, or there are neither paths nor a project.
pub fn inputs(session: &Session, matches: &ArgMatches) -> Result<Vec<Input>, Error> {
    root::check(session, matches)?;
    let given: Vec<&PathBuf> = matches.get_many("paths").into_iter().flatten().collect();
    let inputs = match &session.project {
        _ if !given.is_empty() => readable(session, matches, Sources::find(given.into_iter())?)?,
        Some(project) => project.inputs(session, matches)?,
        None => return Err(Words::new(
            "未指定报告：请给出 .gdr 文件或目录，或在有 gdr.toml 的目录中运行（可用 gdr init 建立）",
            "no reports given: give .gdr files or folders, or run in a folder with a gdr.toml (`gdr init` creates one)",
        ).into()),
    };
    for link in inputs.iter().filter(|input| input.is_found_link) {
        files::leads_inside(&session.bounds, &link.path)?;
    }
    Ok(inputs)
}

/// The sources that were found. Folders that cannot be read are reported. A given folder without
/// sources is an error, but with `--watch` only if there are no sources at all.
fn readable(
    session: &Session,
    matches: &ArgMatches,
    sources: Sources,
) -> Result<Vec<Input>, Error> {
    let Sources {
        inputs,
        unreadable,
        empty,
    } = sources;
    let is_unreadable = !unreadable.is_empty();
    unreadable
        .into_iter()
        .for_each(|words| session.fail_once(words));
    match empty {
        Some(words) if inputs.is_empty() || !arguments::is_given(matches, "watch") => {
            Err(Error::NoReports(words))
        }
        None if inputs.is_empty() && is_unreadable => Err(Error::Reported),
        Some(_) | None => Ok(inputs),
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
        is_found_link: false,
    };
    batch.run(&[file], |_| ReportOutcome {
        exit: Exit::Usage,
        ..batch.outcome(None, diagnostics)
    })
}

impl Project {
    /// The sources of the project. Files in the output folder are skipped, unless `paths` names it.
    fn inputs(&self, session: &Session, matches: &ArgMatches) -> Result<Vec<Input>, Error> {
        let out = self.out.as_deref().and_then(files::plain);
        let is_output = |path: &Path| {
            out.as_ref()
                .is_some_and(|out| files::plain(path).is_some_and(|path| path.starts_with(out)))
        };
        let sources = Sources::find(self.paths.iter())?;
        let mut inputs = readable(session, matches, sources)?;
        inputs.retain(|input| !is_output(&input.path) || is_output(&input.root));
        inputs
            .iter_mut()
            .for_each(|input| input.path = output::seen_from_here(&input.path));
        if inputs.is_empty() {
            let file = shown(&self.file);
            return Err(Error::NoReports(Words::new(
                format!("{file} 的 paths 所指的目录中没有 .gdr 文件"),
                format!("no .gdr files in the paths of {file}"),
            )));
        }
        Ok(inputs)
    }

    /// The path of a source relative to the folder in `paths` that contains it.
    pub fn below(&self, source: &Path) -> Option<PathBuf> {
        let source = files::plain(source)?;
        let within = |folder: &PathBuf| {
            source
                .strip_prefix(files::plain(folder)?)
                .ok()
                .map(Path::to_owned)
        };
        self.paths
            .iter()
            .find_map(within)
            .filter(|below| below.file_name().is_some())
    }
}
