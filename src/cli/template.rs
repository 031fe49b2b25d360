//! `--template`: a folder of templates in the place of the built-in ones.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches, value_parser};

use super::Session;
use crate::diagnostic::{Language, Words};
use crate::emit::Emitter;
use crate::files::unreadable;

pub fn argument(language: Language) -> Arg {
    let help = Words::new("自备模板的目录（report.html、report.md）", "a folder of your own templates (report.html, report.md)");
    let help = help.of(language).to_owned();
    Arg::new("template").long("template").value_name("DIR").value_parser(value_parser!(PathBuf)).help(help)
}

/// The folder, where one is given, or else the project's.
pub fn folder<'s>(session: &'s Session, matches: &'s ArgMatches) -> Option<&'s PathBuf> {
    matches.get_one("template").or(session.project.as_ref().and_then(|project| project.template.as_ref()))
}

/// What lays reports out, with the templates of the folder where one is given.
///
/// # Errors
/// Templates that cannot be read, in words.
pub fn given(session: &Session, matches: &ArgMatches) -> Result<Emitter, Words> {
    let templates = folder(session, matches).map(|folder| templates(folder)).transpose()?;
    Ok(Emitter::with_templates(templates.unwrap_or_default()))
}

/// What is said of a template that does not work.
pub fn wrong(reason: &str) -> Words {
    Words::new(format!("模板有错：{reason}"), format!("the template is wrong: {reason}"))
}

/// The templates of a folder, by file name.
fn templates(folder: &Path) -> Result<BTreeMap<String, String>, Words> {
    let mut templates = BTreeMap::new();
    for entry in fs::read_dir(folder).map_err(|error| unreadable(folder, &error))? {
        let path = entry.map_err(|error| unreadable(folder, &error))?.path();
        let name = path.file_name().and_then(|name| name.to_str());
        // What is hidden is an editor's.
        if let Some(name) = name.filter(|name| !name.starts_with('.') && path.is_file()) {
            let text = fs::read_to_string(&path).map_err(|error| unreadable(&path, &error))?;
            templates.insert(name.to_owned(), text);
        }
    }
    if templates.is_empty() {
        let folder = folder.display();
        return Err(Words::new(format!("模板目录 {folder} 是空的"), format!("the template folder {folder} is empty")));
    }
    Ok(templates)
}
