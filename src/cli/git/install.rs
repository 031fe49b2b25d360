//! The settings of a repository. Only what is missing is added, and only what was added is taken
//! away.

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

/// The line of `.gitattributes`.
pub const ATTRIBUTES: &str = "*.gdr diff=gdr merge=gdr";

/// A line that opens a block or prose at the left margin: what a change stands in, by its name
/// alone, since git cuts what is long in the middle of a character. Blocks further in are not
/// named: git cannot tell where they end and would name those that are over.
const SECTION: &str = "^([^][ \t/}\"][^[{\"]*)(\\{|[[\"].*\\{|\"\"\")[ \t]*(//.*)?$";

/// A date or a number is one word, a name of ASCII too, and each Chinese character.
const WORD: &str = "[0-9]{4}-[0-9]{2}(-[0-9]{2})?|[-+]?[0-9][0-9_]*([.][0-9]+)?%?|[A-Za-z_][A-Za-z0-9_]*|[^[:space:]]";

fn settings() -> [(&'static str, OsString); 5] {
    [
        ("diff.gdr.xfuncname", SECTION.into()),
        ("diff.gdr.wordRegex", word()),
        ("diff.gdr-facts.textconv", "gdr git textconv".into()),
        ("merge.gdr.name", "gdr".into()),
        ("merge.gdr.driver", DRIVER.into()),
    ]
}

/// Where the command is not there, git merges lines as it always does: a driver that is missing
/// would leave out the other side.
const DRIVER: &str = "if command -v gdr >/dev/null; then gdr git merge %O %A %B %P; else git merge-file %A %O %B; fi";

/// Where git takes texts for bytes, a Chinese character is a first byte and those that go on with
/// it: git's own drivers say it so.
#[cfg(unix)]
fn word() -> OsString {
    use std::os::unix::ffi::OsStringExt;
    OsString::from_vec([WORD.as_bytes(), b"|[\xc0-\xff][\x80-\xbf]+"].concat())
}

#[cfg(not(unix))]
fn word() -> OsString {
    WORD.into()
}

pub fn install(session: &Session) -> Result<Exit, Error> {
    let attributes = attributes()?;
    for (key, value) in settings() {
        match stated(key)? {
            None => set(&["config".into(), "--local".into(), key.into(), value])?,
            Some(own) if own == value => {}
            Some(_) => {
                let words = Words::new(
                    format!("{key} 已另有设置，未改\n"),
                    format!("{key} is set already, and left as it is\n"),
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
        files::write(&attributes, &format!("{text}{between}{ATTRIBUTES}\n"))?;
    }
    let words = Words::new(
        "已设置：git diff 标出所在部分，--word-diff 逐数逐字，合并按事实进行；.gitattributes 请一并提交\n",
        "set up: git diff names the section, --word-diff goes by number and character, merges go by fact; commit .gitattributes too\n",
    );
    session.eprint(words.of(session.language));
    Ok(Exit::Fine)
}

pub fn uninstall(session: &Session) -> Result<Exit, Error> {
    let attributes = attributes()?;
    for (key, value) in settings() {
        if stated(key)?.is_some_and(|own| own == value) {
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
        (false, false) => files::write(&attributes, &kept)?,
    }
    session.eprint(Words::new("已撤销\n", "taken back\n").of(session.language));
    Ok(Exit::Fine)
}

fn is_ours(line: &str) -> bool {
    line.trim() == ATTRIBUTES
}

/// The `.gitattributes` of the repository one stands in.
fn attributes() -> Result<PathBuf, Error> {
    let output = git(["rev-parse", "--show-toplevel"])?;
    if !output.status.success() {
        return Err(Words::new(
            "这里不是 git 仓库的工作目录；请先 git init，或换到仓库里再试",
            "this is not the working tree of a git repository; run git init first, or go to one",
        )
        .into());
    }
    Ok(Path::new(&line(output)).join(".gitattributes"))
}

fn read(path: &Path) -> Result<String, Error> {
    match fs::read_to_string(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        read => read
            .map_err(|error| unreadable(path, &error))
            .map_err(Error::from),
    }
}

/// What the repository itself says of a key.
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
        format!("git 未能设置：{reason}"),
        format!("git could not set it: {reason}"),
    )
    .into())
}

/// What git has printed, without the end of its line.
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
