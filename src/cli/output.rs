//! The destination of a source that a command generates: a new file or standard output.

use std::ffi::OsString;
use std::fs;
use std::path::{Component, Path, PathBuf};

use clap::{Arg, ArgMatches};

use super::{Exit, Session, arguments};
use crate::cli::Error;
use crate::diagnostic::{Language, Words};
use crate::files;
use crate::invisible::shown;
use crate::write::SourceOptions;

pub(super) fn arguments(language: Language) -> [Arg; 3] {
    let localize = |zh: &str, en: &str| Words::new(zh, en).of(language).to_owned();
    [
        arguments::output("FILE").help(localize(
            "输出文件；省略或写 - 时直接显示，不存为文件",
            "output file; standard output if omitted or -",
        )),
        arguments::flag("force").help(localize("文件已存在时覆盖", "overwrite an existing file")),
        ids(language),
    ]
}

pub(super) fn ids(language: Language) -> Arg {
    let help = Words::new("名称使用英文代号", "write names as ASCII ids");
    arguments::flag("ids").help(help.of(language).to_owned())
}

pub(super) fn options(session: &Session, matches: &ArgMatches) -> SourceOptions {
    SourceOptions {
        in_ids: matches.get_flag("ids"),
        language: session.language,
    }
}

/// The file to write; `None` for standard output.
pub(super) fn file(matches: &ArgMatches) -> Option<&Path> {
    matches
        .get_one::<PathBuf>("output")
        .map(PathBuf::as_path)
        .filter(|path| *path != Path::new("-"))
}

/// Checks that the file may be written.
///
/// # Errors
/// If the file exists and `--force` is not given.
pub(super) fn is_free(matches: &ArgMatches) -> Result<(), Error> {
    match file(matches) {
        Some(path) if path.exists() && !matches.get_flag("force") => Err(taken(path).into()),
        _ => Ok(()),
    }
}

fn taken(path: &Path) -> Words {
    let path = shown(path);
    Words::new(
        format!("{path} 已存在；覆盖请加 --force"),
        format!("{path} already exists; use --force to overwrite it"),
    )
}

/// Writes a source to its destination and reports it.
pub(super) fn write(session: &Session, matches: &ArgMatches, text: &str, more: &Words) -> Exit {
    let Some(path) = file(matches) else {
        return match session.print(text) {
            Ok(()) => Exit::Fine,
            Err(error) => session.fail(error),
        };
    };
    let written = if matches.get_flag("force") {
        files::write(path, text)
    } else {
        files::create(path, text).and_then(|is_new| if is_new { Ok(()) } else { Err(taken(path)) })
    };
    if let Err(words) = written {
        return session.fail(words);
    }
    session.eprint(wrote(path, more).of(session.language));
    Exit::Fine
}

/// The message that a file was written, followed by `more`.
pub(super) fn wrote(path: &Path, more: &Words) -> Words {
    let path = shown(path);
    Words::new(
        format!("已写出 {path}{}\n", more.of_zh()),
        format!("wrote {path}{}\n", more.of_en()),
    )
}

/// Whether two paths name the same file.
pub(super) fn is_same(one: &Path, other: &Path) -> bool {
    matches!((fs::canonicalize(one), fs::canonicalize(other)), (Ok(one), Ok(other)) if one == other)
}

/// The path of `file` relative to the folder of `from`.
pub(super) fn seen_from(from: &Path, file: &Path) -> String {
    let steps = steps(from.parent().unwrap_or(Path::new("")), file);
    let steps = steps.map(|steps| {
        steps
            .iter()
            .map(|step| step.to_string_lossy())
            .collect::<Vec<_>>()
            .join("/")
    });
    steps
        .or_else(|| Some(plain(file)?.display().to_string()))
        .unwrap_or_else(|| file.display().to_string())
}

/// A path relative to the working directory.
pub(super) fn seen_from_here(path: &Path) -> PathBuf {
    match steps(Path::new(""), path) {
        Some(steps) if steps.is_empty() => PathBuf::from("."),
        Some(steps) => files::slashed(steps.iter().collect()),
        None => path.to_owned(),
    }
}

/// The path from a folder to a file; `None` if they are on different drives.
fn steps(folder: &Path, file: &Path) -> Option<Vec<OsString>> {
    let (folder, file) = (plain(folder)?, plain(file)?);
    let common = folder
        .components()
        .zip(file.components())
        .take_while(|(a, b)| a == b)
        .count();
    let up = folder
        .components()
        .skip(common)
        .map(|_| OsString::from(".."));
    let down = file
        .components()
        .skip(common)
        .map(|part| part.as_os_str().to_owned());
    (common > 0).then(|| up.chain(down).collect())
}

/// The absolute path, without `..`.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "a non-exhaustive enum of the standard library"
)]
pub(super) fn plain(path: &Path) -> Option<PathBuf> {
    let mut plain = PathBuf::new();
    // The empty path is the working directory too.
    for part in std::path::absolute(Path::new(".").join(path))
        .ok()?
        .components()
    {
        match part {
            Component::ParentDir => drop(plain.pop()),
            Component::CurDir => {}
            part => plain.push(part),
        }
    }
    Some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_seen_from_the_folder_of_the_file() {
        let seen = |from: &str, file: &str| seen_from(Path::new(from), Path::new(file));
        assert_eq!(seen("2021.gdr", "2020.gdr"), "2020.gdr");
        assert_eq!(seen("new/2021.gdr", "old/2020.gdr"), "../old/2020.gdr");
        assert_eq!(seen("a/b/../2021.gdr", "./a/2020.gdr"), "2020.gdr");
    }
}
