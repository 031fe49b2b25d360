//! The forms that a command can use: the shipped ones and those of the file given with `--form`.

use std::path::PathBuf;
use std::sync::Arc;

use clap::{Arg, ArgAction, ArgMatches};

use super::arguments;
use crate::cli::Error;
use crate::diagnostic::{Diagnostic, Language, Words};
use crate::files;
use crate::forms::Forms;
use crate::invisible::shown;
use crate::model::Form;
use crate::source::Source;

pub(super) fn argument(language: Language) -> Arg {
    let help = Words::new("同时查找此文件中的表单", "also look for forms in this file");
    arguments::path("form", "FILE")
        .long("form")
        .action(ArgAction::Append)
        .help(help.of(language).to_owned())
}

/// The shipped forms and those of files.
///
/// # Errors
/// If a file cannot be read, has errors, or has no forms.
pub(super) fn forms(matches: &ArgMatches) -> Result<Vec<Arc<Form>>, Error> {
    let known = Forms::new();
    let mut forms: Vec<Arc<Form>> = known
        .all_shipped()
        .into_iter()
        .map(|(form, _)| form)
        .collect();
    for path in matches.get_many::<PathBuf>("form").into_iter().flatten() {
        let bytes = files::read(path)?;
        let name = files::name_of(path);
        let source =
            Source::from_bytes(name, &bytes).map_err(|error| Diagnostic::from(error).title)?;
        let own = known.used(&source);
        let path = shown(path);
        if own.diagnostics.iter().any(Diagnostic::is_error) {
            return Err(Words::new(
                format!("表单文件 {path} 有错误，请先检查：gdr check {path}"),
                format!("the form file {path} has errors; run gdr check {path}"),
            )
            .into());
        }
        if own.value.is_empty() {
            return Err(Words::new(
                format!("文件 {path} 中没有表单"),
                format!("no form in {path}"),
            )
            .into());
        }
        forms.extend(own.value.iter().cloned());
    }
    Ok(forms)
}
