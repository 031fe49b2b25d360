//! Decides whether to use color. `--color` has precedence, then `NO_COLOR` and `CLICOLOR_FORCE`;
//! otherwise color is used on a terminal.

use std::ffi::OsString;

use anstream::stream::RawStream;
use anstream::{AutoStream, ColorChoice};
use clap::{Arg, ArgMatches};

use super::arguments::given;
use crate::diagnostic::{Language, Words};

const NAMES: [&str; 3] = ["auto", "always", "never"];

pub(super) fn argument(language: Language) -> Arg {
    let help = Words::new(
        "是否使用颜色（也遵从环境变量 NO_COLOR）",
        "whether to use color (NO_COLOR is respected)",
    );
    Arg::new("color")
        .long("color")
        .global(true)
        .value_name("auto|always|never")
        .value_parser(NAMES)
        .hide_possible_values(true)
        .display_order(super::LAST)
        .help(help.of(language).to_owned())
}

/// The color choice for help, which is printed before the arguments are parsed.
pub(super) fn of_help(arguments: &[OsString]) -> clap::ColorChoice {
    match given(arguments, "--color").as_deref() {
        Some("always") => clap::ColorChoice::Always,
        Some("never") => clap::ColorChoice::Never,
        _ => clap::ColorChoice::Auto,
    }
}

/// Whether to use color on a stream.
///
/// On Windows this also enables escape sequences, which consoles ignore by default.
pub(super) fn is_requested(matches: &ArgMatches, stream: impl RawStream) -> bool {
    let stream = match matches.get_one::<String>("color").map(String::as_str) {
        Some("always") => AutoStream::always_ansi(stream),
        Some("never") => AutoStream::never(stream),
        _ => AutoStream::auto(stream),
    };
    stream.current_choice() == ColorChoice::AlwaysAnsi
}
