//! Kinds of arguments that several commands share.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, value_parser};

/// An option without a value.
pub(super) fn flag(name: &'static str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue)
}

/// Whether an option without a value is given. Not every command has each of them.
pub(super) fn is_given(matches: &ArgMatches, name: &str) -> bool {
    let given = matches.try_get_one::<bool>(name).ok().flatten();
    given.copied().unwrap_or_default()
}

/// A positional argument that takes a path. Add `.long()` or `.short()` to make it an option.
pub(super) fn path(name: &'static str, value: &'static str) -> Arg {
    Arg::new(name)
        .value_name(value)
        .value_parser(value_parser!(PathBuf))
}

/// The option `-o`. `value` is the name of its value in help: `FILE` or `DIR`.
pub(super) fn output(value: &'static str) -> Arg {
    path("output", value).short('o')
}

/// The path given for an argument.
pub(super) fn path_of(matches: &ArgMatches, name: &str) -> PathBuf {
    matches
        .get_one::<PathBuf>(name)
        .cloned()
        .unwrap_or_default()
}

/// The value of an option, read before the command line is parsed.
pub(super) fn given(arguments: &[OsString], option: &str) -> Option<String> {
    arguments.iter().enumerate().find_map(|(index, argument)| {
        let rest = argument.to_str()?.strip_prefix(option)?;
        match rest.strip_prefix('=') {
            Some(value) => Some(value.to_owned()),
            None if rest.is_empty() => arguments.get(index + 1)?.to_str().map(str::to_owned),
            None => None,
        }
    })
}
