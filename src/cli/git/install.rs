//! The git settings of a repository. `install` adds only what is missing; `uninstall` removes only
//! what was added.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Output;

use super::process::git;
use crate::cli::Error;
use crate::cli::{Exit, Session};
use crate::diagnostic::Words;
use crate::files::{self, unreadable};

/// The line in `.gitattributes`.
pub(crate) const ATTRIBUTES: &str = "*.gdr diff=gdr merge=gdr";

/// Matches a line at the left margin that opens a block or prose. Git shows the match as the
/// section in a hunk header. Only the name is matched, because git may cut a long header within a
/// character. Indented blocks are not matched, because git does not know where they end and would
/// name blocks that are already closed.
const SECTION: &str = "^([^][ \t/}\"][^[{\"]*)(\\{|[[\"].*\\{|\"\"\")[ \t]*(//.*)?$";

/// A word is a date, a number, an ASCII name, or one Chinese character.
const WORD: &str = "[0-9]{4}-[0-9]{2}(-[0-9]{2})?|[-+]?[0-9][0-9_]*([.][0-9]+)?%?|[A-Za-z_][A-Za-z0-9_]*|[^[:space:]]";

fn settings() -> [(&'static str, OsString); 5] {
    [
        ("diff.gdr.xfuncname", SECTION.into()),
        ("diff.gdr.wordRegex", word()),
        ("diff.gdr-facts.textconv", "gdr git textconv --".into()),
        ("merge.gdr.name", "gdr".into()),
        ("merge.gdr.driver", DRIVER.into()),
    ]
}

/// Merges by line if the gdr command is missing or fails. Without this, git would take our version
/// as the result and drop the changes of the other side.
const DRIVER: &str = "if command -v gdr >/dev/null; then gdr git merge %O %A %B %P; code=$?; test $code -gt 1 || exit $code; fi; git merge-file %A %O %B";

/// Values that earlier versions have set. `install` replaces them.
const FORMER: [(&str, &str); 2] = [
    ("diff.gdr-facts.textconv", "gdr git textconv"),
    (
        "merge.gdr.driver",
        "if command -v gdr >/dev/null; then gdr git merge %O %A %B %P; else git merge-file %A %O %B; fi",
    ),
];

/// Whether a value of a key is the one that `install` sets or has set.
fn is_set_by_install(key: &str, value: &OsString, current: &OsString) -> bool {
    let mut former = FORMER.iter().filter(|(of, _)| *of == key);
    value == current || former.any(|(_, former)| value == former)
}

/// Where git matches bytes, a Chinese character is a leading byte and its continuation bytes, as in
/// git's own drivers.
#[cfg(unix)]
fn word() -> OsString {
    use std::os::unix::ffi::OsStringExt;
    OsString::from_vec([WORD.as_bytes(), b"|[\xc0-\xff][\x80-\xbf]+"].concat())
}

#[cfg(not(unix))]
fn word() -> OsString {
    WORD.into()
}

pub(crate) fn install(session: &Session) -> Result<Exit, Error> {
    let attributes = attributes()?;
    for (key, value) in settings() {
        match stated(key)? {
            None => set(&["config".into(), "--local".into(), key.into(), value])?,
            Some(own) if own == value => {}
            Some(own) if is_set_by_install(key, &own, &value) => {
                set(&["config".into(), "--local".into(), key.into(), value])?;
            }
            Some(_) => {
                let words = Words::new(
                    format!("{key} 已有其他设置，未修改\n"),
                    format!("{key} has another value and was not changed\n"),
                );
                session.eprint(words.of(session.language));
            }
        }
    }
    let text = read(&attributes)?;
    if !text.lines().any(is_ours) {
        let between = if text.is_empty() || text.ends_with('\n') {
            ""
        } else {
            "\n"
        };
        write(
            &attributes,
            &text,
            &format!("{text}{between}{ATTRIBUTES}\n"),
        )?;
    }
    let words = Words::new(
        "已设置：git diff 标出改动所在的部分，git diff --word-diff 逐数逐字比较，git merge 按数据项合并；请将 .gitattributes 一并提交\n",
        "done: git diff shows the section of a change, git diff --word-diff compares numbers and characters, git merge merges by fact; commit .gitattributes as well\n",
    );
    session.eprint(words.of(session.language));
    Ok(Exit::Fine)
}

pub(crate) fn uninstall(session: &Session) -> Result<Exit, Error> {
    let attributes = attributes()?;
    for (key, value) in settings() {
        if stated(key)?.is_some_and(|own| is_set_by_install(key, &own, &value)) {
            set(&[
                "config".into(),
                "--local".into(),
                "--unset".into(),
                key.into(),
            ])?;
        }
    }
    let text = read(&attributes)?;
    let kept: String = text
        .split_inclusive('\n')
        .filter(|line| !is_ours(line))
        .collect();
    match (kept == text, kept.is_empty()) {
        (true, _) => {}
        (false, true) => {
            fs::remove_file(&attributes).map_err(|error| unreadable(&attributes, &error))?;
        }
        (false, false) => write(&attributes, &text, &kept)?,
    }
    session.eprint(
        Words::new("已撤销对 git 的设置\n", "removed the settings of git\n").of(session.language),
    );
    Ok(Exit::Fine)
}

fn is_ours(line: &str) -> bool {
    line.trim() == ATTRIBUTES
}

/// The `.gitattributes` of the current repository.
fn attributes() -> Result<PathBuf, Error> {
    let output = git(["rev-parse", "--show-toplevel"])?;
    if !output.status.success() {
        return Err(Words::new(
            "此处不是 git 仓库的工作目录；请先运行 git init，或到仓库目录中运行",
            "not in the working tree of a git repository; run git init first or change to a repository",
        )
        .into());
    }
    let folder = line(output);
    let file = Path::new(&folder).join(".gitattributes");
    if !file.is_symlink() {
        return Ok(file);
    }
    // Git does not read such a link either, and it could lead to any file of the repository.
    Err(Words::new(
        ".gitattributes 是链接，未作任何设置；请先删除该链接",
        ".gitattributes is a link; nothing was changed; remove the link first",
    )
    .into())
}

fn read(path: &Path) -> Result<String, Error> {
    match files::read_text(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        read => read
            .map_err(|error| unreadable(path, &error))
            .map_err(Error::from),
    }
}

/// Replaces a file that was read before. The file may be missing.
fn write(path: &Path, old: &str, new: &str) -> Result<(), Error> {
    let is_written = old.is_empty() && files::create(path, new)?;
    if !is_written {
        files::replace(path, old, new)?;
    }
    Ok(())
}

/// The value of a key in the repository's own settings.
fn stated(key: &str) -> Result<Option<OsString>, Error> {
    let output = git(["config", "--local", "--get", key])?;
    Ok(output.status.success().then(|| line(output)))
}

fn set(arguments: &[OsString]) -> Result<(), Error> {
    let output = git(arguments)?;
    if output.status.success() {
        return Ok(());
    }
    let reason = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    Err(Words::new(
        format!("git 设置失败：{reason}"),
        format!("git cannot change its settings: {reason}"),
    )
    .into())
}

/// The output of git, without the final line end.
#[cfg(unix)]
fn line(output: Output) -> OsString {
    use std::os::unix::ffi::OsStringExt;
    let mut bytes = output.stdout;
    bytes.pop_if(|last| *last == b'\n');
    OsString::from_vec(bytes)
}

#[cfg(not(unix))]
fn line(output: Output) -> OsString {
    String::from_utf8_lossy(&output.stdout)
        .trim_end_matches(['\r', '\n'])
        .into()
}
