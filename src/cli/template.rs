//! `--template`: a folder of templates in the place of the built-in ones.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::{Arg, ArgMatches};

use super::{Session, arguments};
use crate::cli::Error;
use crate::diagnostic::{Language, Words};
use crate::files;

pub fn argument(language: Language) -> Arg {
    let help = Words::new(
        "自备模板的目录（report.html、report.md）",
        "a folder of your own templates (report.html, report.md)",
    );
    let help = help.of(language).to_owned();
    arguments::path("template", "DIR")
        .long("template")
        .help(help)
}

/// The folder, where one is given, or else the project's.
pub fn folder<'s>(session: &'s Session, matches: &'s ArgMatches) -> Option<&'s PathBuf> {
    matches.get_one("template").or(session
        .project
        .as_ref()
        .and_then(|project| project.template.as_ref()))
}

/// The templates of that folder, by file name; none without one.
///
/// # Errors
/// Templates that cannot be read, in words.
pub fn texts(session: &Session, matches: &ArgMatches) -> Result<BTreeMap<String, String>, Error> {
    Ok(folder(session, matches)
        .map(|folder| files::templates(folder))
        .transpose()?
        .unwrap_or_default())
}

/// What is said of a template that does not work.
pub fn wrong(reason: &str) -> Words {
    Words::new(
        format!("模板有错：{reason}"),
        format!("the template is wrong: {reason}"),
    )
}
