//! The language of messages: `--lang`, then `GDR_LANG`, then the project, then the locale, then
//! Chinese.

use std::ffi::OsString;

use super::arguments;
use crate::diagnostic::Language;

/// The values of `--lang`.
pub(super) const NAMES: [&str; 2] = ["zh", "en"];

/// Other names that people and programs use for Chinese.
const CHINESE: [&str; 9] = [
    "zh",
    "cn",
    "chs",
    "chn",
    "zho",
    "chi",
    "chinese",
    "中文",
    "简体中文",
];
const ENGLISH: [&str; 5] = ["en", "eng", "english", "英文", "英语"];

pub(super) fn requested(arguments: &[OsString], project: Option<Language>) -> Language {
    let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let locale = || {
        ["LC_ALL", "LC_MESSAGES", "LANG"]
            .iter()
            .find_map(|name| variable(name))
    };
    // An unknown language is reported in the language that applies without the option.
    let given = arguments::given(arguments, "--lang").filter(|name| meant(name).is_some());
    match (given.or_else(|| variable("GDR_LANG")), project) {
        (Some(name), _) => of_name(&name),
        (None, Some(language)) => language,
        (None, None) => of_name(&locale().unwrap_or_default()),
    }
}

/// `C` and `POSIX` do not state a language.
pub(super) fn of_name(name: &str) -> Language {
    match name.split('.').next().unwrap_or("") {
        "" | "C" | "POSIX" => Language::Chinese,
        name if meant(name) == Some("zh") => Language::Chinese,
        _ => Language::English,
    }
}

/// The value of `--lang` for another name of a language: `cn`, `zh-CN`, `中文`.
pub(super) fn meant(name: &str) -> Option<&'static str> {
    let name = name.split(['_', '-']).next().unwrap_or("").to_lowercase();
    let is_meant = |names: &[&str]| names.contains(&name.as_str());
    let [zh, en] = NAMES;
    if is_meant(&CHINESE) {
        Some(zh)
    } else {
        is_meant(&ENGLISH).then_some(en)
    }
}
