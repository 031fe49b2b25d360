//! The forms that a command knows of: those that are shipped, and those of the files behind
//! `--form`.

use std::path::PathBuf;
use std::sync::Arc;

use clap::{Arg, ArgAction, ArgMatches};

use super::arguments;
use crate::cli::Error;
use crate::diagnostic::{Diagnostic, Language, Words};
use crate::files;
use crate::forms::Forms;
use crate::model::Form;
use crate::source::Source;

pub fn argument(language: Language) -> Arg {
    let help = Words::new(
        "也查找这个文件中的表单",
        "look also among the forms of this file",
    );
    arguments::path("form", "FILE")
        .long("form")
        .action(ArgAction::Append)
        .help(help.of(language).to_owned())
}

/// The shipped forms and those of files.
///
/// # Errors
/// A file that cannot be read, or has no forms or wrong ones, in words.
pub fn forms(matches: &ArgMatches) -> Result<Vec<Arc<Form>>, Error> {
    let known = Forms::new();
    let mut forms: Vec<Arc<Form>> = known
        .all_shipped()
        .into_iter()
        .map(|(form, _)| form)
        .collect();
    for path in matches.get_many::<PathBuf>("form").into_iter().flatten() {
        let bytes = files::read(path)?;
        let name = path.display().to_string();
        let source =
            Source::from_bytes(name, &bytes).map_err(|error| Diagnostic::from(error).title)?;
        let own = known.used(&source);
        let path = path.display();
        if own.diagnostics.iter().any(Diagnostic::is_error) {
            return Err(Words::new(
                format!("表单文件 {path} 有错误，请先检查：gdr check {path}"),
                format!("the form file {path} has errors: gdr check {path}"),
            )
            .into());
        }
        if own.value.is_empty() {
            return Err(Words::new(
                format!("文件 {path} 里没有表单"),
                format!("there is no form in {path}"),
            )
            .into());
        }
        forms.extend(own.value.iter().cloned());
    }
    Ok(forms)
}
