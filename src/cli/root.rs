//! `--root`, and the project whose files a command reads and writes.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, ArgMatches};

use super::arguments;
use super::project::Project;
use crate::diagnostic::{Language, Words};
use crate::files::Bounds;

/// The arguments that name sources.
const SOURCES: [&str; 5] = ["paths", "OLD", "NEW", "report", "previous"];

/// The arguments that name a source or something else.
const SOMETIMES_SOURCES: [&str; 3] = ["file", "fact", "form"];

pub(super) fn argument(language: Language) -> Arg {
    let help = Words::new(
        "允许报告引用此目录中的文件（可重复使用）；默认只能引用项目之内的文件",
        "also allow reports to name files in this folder (repeatable); by default they name only files of the project",
    );
    arguments::path("root", "DIR")
        .long("root")
        .action(ArgAction::Append)
        .help(help.of(language).to_owned())
}

/// The folders whose files a command reads and writes. `matches` are those of the command.
pub(super) fn bounds(project: Option<&Project>, matches: &ArgMatches) -> Bounds {
    let matches = matches.subcommand().map_or(matches, |(_, below)| below);
    let settings = project.map(|project| match project.file.parent() {
        Some(folder) => folder.to_owned(),
        None => PathBuf::new(),
    });
    let sources = SOURCES.iter().flat_map(|name| given(matches, name));
    let others = SOMETIMES_SOURCES
        .iter()
        .flat_map(|name| given(matches, name))
        .filter(|path| path.extension() == Some(OsStr::new("gdr")));
    let mut named: Vec<PathBuf> = sources.chain(others).collect();
    if named.is_empty() {
        // The working directory has the reports, or the reports that the command writes.
        named.push(PathBuf::from("."));
    }
    Bounds::new()
        .with_settings(settings)
        .with_named(named)
        .with_roots(given(matches, "root"))
}

/// The paths given for an argument, if the command has it.
fn given(matches: &ArgMatches, name: &str) -> Vec<PathBuf> {
    let values = matches.try_get_raw(name).ok().flatten();
    let paths = values.into_iter().flatten().map(Path::new);
    paths.map(Path::to_owned).collect()
}
