//! `--template`: a folder of templates that replace the built-in ones.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::{Arg, ArgMatches};

use super::{Session, arguments};
use crate::cli::Error;
use crate::diagnostic::{Language, Words};
use crate::emit::Emitter;
use crate::files;

pub(super) fn argument(language: Language) -> Arg {
    let help = Words::new(
        "自编模板的目录（report.html、report.md）",
        "folder of custom templates (report.html, report.md)",
    );
    let help = help.of(language).to_owned();
    arguments::path("template", "DIR")
        .long("template")
        .help(help)
}

/// The folder given with `--template`, which not every command has; otherwise the project's.
pub(super) fn folder<'s>(session: &'s Session, matches: &'s ArgMatches) -> Option<&'s PathBuf> {
    let given = matches.try_get_one("template").ok().flatten();
    given.or(session
        .project
        .as_ref()
        .and_then(|project| project.template.as_ref()))
}

/// The templates in the folder by file name; empty without a folder.
///
/// # Errors
/// If a template cannot be read.
pub(super) fn texts(
    session: &Session,
    matches: &ArgMatches,
) -> Result<BTreeMap<String, String>, Error> {
    Ok(folder(session, matches)
        .map(|folder| files::templates(&session.bounds, folder))
        .transpose()?
        .unwrap_or_default())
}

/// The paths of the template files. Each of these files may be missing.
pub(super) fn paths(session: &Session, matches: &ArgMatches, emitter: &Emitter) -> Vec<PathBuf> {
    let names = || emitter.template_files().into_iter();
    folder(session, matches)
        .iter()
        .flat_map(|folder| names().map(|name| folder.join(name)))
        .collect()
}

/// The message for an error in a template.
pub(super) fn wrong(reason: &str) -> Words {
    Words::new(
        format!("模板有错：{reason}"),
        format!("invalid template: {reason}"),
    )
}
