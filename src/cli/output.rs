//! The destination of a source that a command generates: a new file or standard output.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches};

use super::{Exit, Session, arguments, template};
use crate::cli::Error;
use crate::diagnostic::{Language, Words};
use crate::emit::Emitter;
use crate::files::{self, OutputFile};
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

/// Checks that the file given with `-o` may be written: it replaces no source, template or input,
/// and is in the project or where the command line names it.
///
/// # Errors
/// If it may not be written.
pub(super) fn check<'i>(
    session: &Session,
    matches: &ArgMatches,
    inputs: impl IntoIterator<Item = &'i PathBuf>,
) -> Result<(), Error> {
    let Some(path) = file(matches) else {
        return Ok(());
    };
    let emitter = Emitter::with_templates(template::texts(session, matches)?);
    let templates = template::paths(session, matches, &emitter);
    let mut inputs: Vec<&Path> = inputs.into_iter().map(PathBuf::as_path).collect();
    inputs.extend(templates.iter().map(PathBuf::as_path));
    let folder = template::folder(session, matches).map(PathBuf::as_path);
    files::check_outputs(&session.bounds, inputs, folder, [OutputFile::named(path)])
        .map_err(Error::from)
}

/// The same for a generated source, which may replace another source that is no input.
///
/// # Errors
/// If it may not be written.
pub(super) fn check_source<'i>(
    session: &Session,
    matches: &ArgMatches,
    inputs: impl IntoIterator<Item = &'i Path>,
) -> Result<(), Error> {
    let output = file(matches).map(|path| OutputFile {
        is_source: true,
        ..OutputFile::named(path)
    });
    files::check_outputs(&session.bounds, inputs, None, output).map_err(Error::from)
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
        files::save(path, text.as_bytes())
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

/// The path of `file` relative to the folder of `from`, to be written in a source.
///
/// # Errors
/// If the path is not UTF-8, as sources are.
pub(super) fn seen_from(from: &Path, file: &Path) -> Result<String, Error> {
    let below = steps(from.parent().unwrap_or(Path::new("")), file);
    let path = below.map(|steps| files::slashed(steps.iter().collect()));
    let path = path.or_else(|| files::plain(file));
    let path = path.as_deref().unwrap_or(file);
    path.to_str()
        .map(str::to_owned)
        .ok_or_else(|| not_utf8(path).into())
}

fn not_utf8(path: &Path) -> Words {
    let path = shown(path);
    Words::new(
        format!("路径 {path} 不是 UTF-8 编码，不能写入报告；请改名"),
        format!("the path {path} is not UTF-8 and cannot be written in a report; rename it"),
    )
}

/// The path of a file relative to a folder, with `/` as separator; `None` if they are on different
/// drives.
pub(super) fn path_below(folder: &Path, file: &Path) -> Option<String> {
    let steps = steps(folder, file)?;
    let steps: Vec<_> = steps.iter().map(|step| step.to_string_lossy()).collect();
    Some(steps.join("/"))
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
    let (folder, file) = (files::plain(folder)?, files::plain(file)?);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_seen_from_the_folder_of_the_file() {
        let seen = |from: &str, file: &str| seen_from(Path::new(from), Path::new(file)).ok();
        assert_eq!(seen("2021.gdr", "2020.gdr").as_deref(), Some("2020.gdr"));
        assert_eq!(
            seen("new/2021.gdr", "old/2020.gdr").as_deref(),
            Some("../old/2020.gdr")
        );
        assert_eq!(
            seen("a/b/../2021.gdr", "./a/2020.gdr").as_deref(),
            Some("2020.gdr")
        );
    }
}
