//! The language of messages: `--lang`, then `GDR_LANG`, then the project, then the locale; Chinese where none says.

use std::ffi::OsString;

use crate::diagnostic::Language;

/// What the languages are called where one is chosen.
pub const NAMES: [&str; 2] = ["zh", "en"];

pub fn wanted(arguments: &[OsString], project: Option<Language>) -> Language {
    let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let locale = || ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| variable(name));
    match (super::given(arguments, "--lang").or_else(|| variable("GDR_LANG")), project) {
        (Some(name), _) => of_name(&name),
        (None, Some(language)) => language,
        (None, None) => of_name(&locale().unwrap_or_default()),
    }
}

/// `C` and `POSIX` say nothing about the reader.
pub fn of_name(name: &str) -> Language {
    match name.split(['.', '_', '-']).next().unwrap_or("") {
        "" | "C" | "POSIX" | "zh" => Language::Chinese,
        _ => Language::English,
    }
}
