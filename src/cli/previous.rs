//! `--previous`: last year's report, given from outside, in the place of the one that the report
//! names.

use std::path::PathBuf;
use std::sync::Arc;

use clap::{Arg, ArgMatches};

use super::arguments;
use crate::cli::Error;
use crate::diagnostic::{Diagnostic, Language, Words};
use crate::files::{self, Input};
use crate::source::Source;

pub fn argument(language: Language) -> Arg {
    let help = Words::new(
        "上一年度的报告，代替报告中 previous 所写的（只用于一份报告）",
        "last year's report, in the place of the one that `previous` names (one report only)",
    );
    let help = help.of(language).to_owned();
    arguments::path("previous", "FILE")
        .long("previous")
        .help(help)
}

/// The file of last year's report, where one is given.
pub fn path(matches: &ArgMatches) -> Option<&PathBuf> {
    matches.get_one("previous")
}

/// The source of last year's report, where one is given.
///
/// # Errors
/// A file that cannot be read, or several reports to go with it, in words.
pub fn given(matches: &ArgMatches, inputs: &[Input]) -> Result<Option<Arc<Source>>, Error> {
    let Some(path) = path(matches) else {
        return Ok(None);
    };
    if inputs.len() > 1 {
        return Err(Words::new(
            "--previous 只能用于一份报告；多份报告请在各自的文件里写 previous",
            "--previous takes one report; where there are more, write `previous` in each",
        )
        .into());
    }
    let bytes = files::read(path)?;
    Source::from_bytes(path.display().to_string(), &bytes)
        .map(Some)
        .map_err(|error| Diagnostic::from(error).title.into())
}
