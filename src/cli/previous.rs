//! `--previous`: the file to use as last year's report, instead of the file named in the report.

use std::path::PathBuf;
use std::sync::Arc;

use clap::{Arg, ArgMatches};

use super::arguments;
use crate::cli::Error;
use crate::diagnostic::{Diagnostic, Language, Words};
use crate::files::{self, Disk, Input};
use crate::source::Source;

pub(super) fn argument(language: Language) -> Arg {
    let help = Words::new(
        "上一年度的报告，代替报告中 previous 所写的文件（只用于一份报告）",
        "last year's report, instead of the file given by `previous` in the report (for a single report)",
    );
    let help = help.of(language).to_owned();
    arguments::path("previous", "FILE")
        .long("previous")
        .help(help)
}

/// The path given with `--previous`.
pub(super) fn path(matches: &ArgMatches) -> Option<&PathBuf> {
    matches.get_one("previous")
}

/// The source given with `--previous`.
///
/// # Errors
/// If it cannot be read, or there are several reports.
pub(super) fn given(
    disk: &Disk,
    matches: &ArgMatches,
    inputs: &[Input],
) -> Result<Option<Arc<Source>>, Error> {
    let Some(path) = path(matches) else {
        return Ok(None);
    };
    if inputs.len() > 1 {
        return Err(Words::new(
            "--previous 只能用于一份报告；多份报告请在各自的文件中写 previous",
            "--previous takes a single report; for several, write `previous` in each",
        )
        .into());
    }
    let bytes = files::read(path)?;
    Source::from_bytes(disk.name_of(path), &bytes)
        .map(Some)
        .map_err(|error| Diagnostic::from(error).title.into())
}
