//! `--root`, and the project whose files a command reads and writes.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, ArgMatches};

use super::{Session, arguments};
use crate::cli::Error;
use crate::diagnostic::{Language, Words};
use crate::files::Bounds;

/// The arguments that name sources.
const SOURCES: [&str; 5] = ["paths", "OLD", "NEW", "report", "previous"];

/// The arguments that name a source or something else.
const SOMETIMES_SOURCES: [&str; 3] = ["file", "fact", "form"];

/// The arguments that name other files or folders which are read.
const OTHERS: [&str; 2] = ["template", "folder"];

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
pub(super) fn bounds(matches: &ArgMatches) -> Bounds {
    let mut named = sources(matches);
    if named.is_empty() {
        // The working directory has the reports, or the reports that the command writes.
        named.push(PathBuf::from("."));
    }
    let roots = given(of_subcommand(matches), "root");
    Bounds::new().with_named(named).with_roots(roots)
}

/// Checks that no path on the command line leads out of the project of the working directory
/// through a link. A command that watches checks this in every round.
///
/// # Errors
/// If a path does.
pub(super) fn check(session: &Session, matches: &ArgMatches) -> Result<(), Error> {
    let mut named = sources(matches);
    for name in OTHERS {
        named.extend(given(of_subcommand(matches), name));
    }
    let named = named.iter().map(PathBuf::as_path);
    session.bounds.check_named(named).map_err(Error::from)
}

/// The sources that the command line names.
fn sources(matches: &ArgMatches) -> Vec<PathBuf> {
    let matches = of_subcommand(matches);
    let sources = SOURCES.iter().flat_map(|name| given(matches, name));
    let others = SOMETIMES_SOURCES
        .iter()
        .flat_map(|name| given(matches, name))
        .filter(|path| path.extension() == Some(OsStr::new("gdr")));
    sources.chain(others).collect()
}

/// The arguments of `gdr git COMMAND` are those of its command.
fn of_subcommand(matches: &ArgMatches) -> &ArgMatches {
    matches.subcommand().map_or(matches, |(_, below)| below)
}

/// The paths given for an argument, if the command has it.
fn given(matches: &ArgMatches, name: &str) -> Vec<PathBuf> {
    let values = matches.try_get_raw(name).ok().flatten();
    let paths = values.into_iter().flatten().map(Path::new);
    paths.map(Path::to_owned).collect()
}
