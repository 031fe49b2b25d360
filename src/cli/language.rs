//! The language of messages: `--lang`, then `GDR_LANG`, then the locale; Chinese where none says.

use std::ffi::OsString;

use crate::diagnostic::Language;

pub fn wanted(arguments: &[OsString]) -> Language {
    let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let locale = || ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| variable(name));
    of_name(&super::given(arguments, "--lang").or_else(|| variable("GDR_LANG")).or_else(locale).unwrap_or_default())
}

/// `C` and `POSIX` say nothing about the reader.
fn of_name(name: &str) -> Language {
    match name.split(['.', '_', '-']).next().unwrap_or("") {
        "" | "C" | "POSIX" | "zh" => Language::Chinese,
        _ => Language::English,
    }
}
