//! Kinds of arguments that several commands have.

use std::path::PathBuf;

use clap::{Arg, ArgAction, value_parser};

/// An option without a value.
pub fn flag(name: &'static str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue)
}

/// A file or a folder. With `long` or `short` it is the value of an option.
pub fn path(name: &'static str, value: &'static str) -> Arg {
    Arg::new(name)
        .value_name(value)
        .value_parser(value_parser!(PathBuf))
}

/// `-o FILE`, or `-o DIR`.
pub fn output(value: &'static str) -> Arg {
    path("output", value).short('o')
}
