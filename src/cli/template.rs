//! `--template`: a folder of templates that replace the built-in ones.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::{Arg, ArgMatches};

use super::{Session, arguments};
use crate::cli::Error;
use crate::diagnostic::{Language, Words};
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

/// The folder given with `--template`, otherwise the project's.
pub(super) fn folder<'s>(session: &'s Session, matches: &'s ArgMatches) -> Option<&'s PathBuf> {
    matches.get_one("template").or(session
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
        .map(|folder| files::templates(folder))
        .transpose()?
        .unwrap_or_default())
}

/// The message for an error in a template.
pub(super) fn wrong(reason: &str) -> Words {
    Words::new(
        format!("模板有错：{reason}"),
        format!("invalid template: {reason}"),
    )
}
