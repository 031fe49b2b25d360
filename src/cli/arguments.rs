//! Arguments by their names.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::ArgMatches;

/// What stands behind an option, before the command line is read as a whole.
pub fn given(arguments: &[OsString], option: &str) -> Option<String> {
    arguments.iter().enumerate().find_map(|(index, argument)| {
        let rest = argument.to_str()?.strip_prefix(option)?;
        match rest.strip_prefix('=') {
            Some(value) => Some(value.to_owned()),
            None if rest.is_empty() => arguments.get(index + 1)?.to_str().map(str::to_owned),
            None => None,
        }
    })
}

/// The path that an argument states.
pub fn path(matches: &ArgMatches, name: &str) -> PathBuf {
    matches
        .get_one::<PathBuf>(name)
        .cloned()
        .unwrap_or_default()
}
