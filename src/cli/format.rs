//! The output format of a command: `--format NAME`, or by the extension of `-o FILE`.

use std::path::Path;

use clap::{Arg, ArgMatches};

use crate::diagnostic::Words;
use crate::formats::NamedFormat;

/// The option `--format`.
pub(super) fn argument<F: NamedFormat>(help: String) -> Arg {
    Arg::new("format")
        .long("format")
        .value_name(F::BARRED.trim_end_matches('|'))
        .value_parser(F::names().collect::<Vec<_>>())
        .hide_possible_values(true)
        .help(help)
}

/// The format given with `--format`. Not every command has the option.
pub(super) fn named<F: NamedFormat>(matches: &ArgMatches) -> Option<F> {
    let name = matches.try_get_one::<String>("format").ok().flatten();
    name.and_then(|name| F::of_name(name))
}

/// The given format, otherwise that of the output file, otherwise the default.
///
/// # Errors
/// If no format has the extension of the output file.
pub(super) fn of_output<F: NamedFormat>(
    matches: &ArgMatches,
    output: Option<&Path>,
) -> Result<F, Words> {
    if let Some(format) = named(matches) {
        return Ok(format);
    }
    of_extension(output).map_err(|extension| {
        let all = extensions::<F>();
        Words::new(
            format!(
                "不能输出 .{extension} 文件；可以是 {}（或用 --format 指定）",
                all.of_zh()
            ),
            format!(
                "cannot write a .{extension} file; supported extensions: {} (or choose with --format)",
                all.of_en()
            ),
        )
    })
}

/// The format of a file by its extension. Without a file or an extension, the default format.
///
/// # Errors
/// If no format has the extension of the file. The error holds that extension.
pub(super) fn of_extension<F: NamedFormat>(output: Option<&Path>) -> Result<F, &str> {
    let extension = output.and_then(Path::extension);
    match extension.and_then(|extension| extension.to_str()) {
        None => Ok(F::default()),
        Some(extension) => F::of_extension(extension).ok_or(extension),
    }
}

/// The extensions of all formats: `html, md and json`.
pub(super) fn extensions<F: NamedFormat>() -> Words {
    let all: Vec<&str> = F::ALL.iter().map(|format| format.extension()).collect();
    let in_english = match all.split_last() {
        Some((last, others @ [_, ..])) => format!("{} and {last}", others.join(", ")),
        Some((_, [])) | None => all.join(", "),
    };
    Words::new(all.join("、"), in_english)
}
