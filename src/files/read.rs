//! Reads sources and templates. No read waits for a pipe that nobody writes, or for the user.

use std::fs::{self, File};
use std::io::{self, IsTerminal, Read};
use std::path::Path;

use crate::diagnostic::Words;
use crate::invisible::shown;
use crate::source::LONGEST_SOURCE;

use super::place::is_source;

/// The error for a file that cannot be read.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the kinds of errors are of another crate"
)]
pub fn unreadable(path: &Path, error: &io::Error) -> Words {
    let path = shown(path);
    match error.kind() {
        io::ErrorKind::NotFound => Words::new(
            format!("找不到文件 {path}"),
            format!("cannot read {path}: no such file"),
        ),
        io::ErrorKind::PermissionDenied => Words::new(
            format!("没有读取 {path} 的权限"),
            format!("cannot read {path}: permission denied"),
        ),
        io::ErrorKind::InvalidData => Words::new(
            format!("{path} 不是 UTF-8 编码的文本"),
            format!("cannot read {path}: it is not UTF-8 text"),
        ),
        io::ErrorKind::IsADirectory => Words::new(
            format!("{path} 是目录，此处应为文件"),
            format!("expected a file, found the folder {path}"),
        ),
        NO_FILE => Words::new(
            format!("{path} 不是普通文件，不能读取"),
            format!("cannot read {path}: it is not a regular file"),
        ),
        _ => Words::new(
            format!("无法读取 {path}：{error}"),
            format!("cannot read {path}: {error}"),
        ),
    }
}

/// The kind of error for a pipe, a device or a terminal.
pub(super) const NO_FILE: io::ErrorKind = io::ErrorKind::Unsupported;

/// Where the shell passes the output of a command, as in `gdr check <(…)`, or its standard input.
const STREAMS: [&str; 5] = [
    "/dev/stdin",
    "/dev/stdout",
    "/dev/stderr",
    "/dev/fd/",
    "/proc/self/fd/",
];

/// Whether a path is an open stream of the process.
pub(super) fn is_stream(path: &Path) -> bool {
    let name = path.to_string_lossy();
    STREAMS.iter().any(|stream| name.starts_with(stream))
}

/// Reads a small text file, such as a list of ignored files.
///
/// # Errors
/// If it cannot be read or is no UTF-8 text.
pub fn read_text(path: &Path) -> io::Result<String> {
    String::from_utf8(beginning(path, LONGEST_SOURCE)?)
        .map_err(|_| io::ErrorKind::InvalidData.into())
}

/// Reads the bytes of a source that the command line names. It may be the output of a command.
///
/// # Errors
/// If the file cannot be read, or its name hides that it is not a source. The error states the
/// reason.
pub fn read(path: &Path) -> Result<Vec<u8>, Words> {
    if is_disguised(path) {
        let path = shown(path);
        return Err(Words::new(
            format!("{path} 是链接，指向的文件的扩展名不是 .gdr"),
            format!("{path} is a link to a file without the extension .gdr"),
        ));
    }
    let bytes = if is_stream(path) {
        stream(path)
    } else {
        beginning(path, LONGEST_SOURCE)
    };
    bytes.map_err(|error| unreadable(path, &error))
}

/// Whether a path with the extension of sources is a link to another kind of file.
fn is_disguised(path: &Path) -> bool {
    is_source(path)
        && path.is_symlink()
        && fs::canonicalize(path).is_ok_and(|place| !is_source(&place))
}

/// Reads the output of a command, but not a terminal.
fn stream(path: &Path) -> io::Result<Vec<u8>> {
    let file = File::open(path)?;
    if file.is_terminal() {
        return Err(NO_FILE.into());
    }
    limited(file, LONGEST_SOURCE)
}

/// Reads a regular file, but at most one byte more than the limit.
///
/// # Errors
/// If the file cannot be read. The error has the kind `NO_FILE` if it is not a regular file:
/// opening a pipe would wait until something is written.
pub fn beginning(path: &Path, limit: usize) -> io::Result<Vec<u8>> {
    let kind = fs::metadata(path)?;
    if kind.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if !kind.is_file() {
        return Err(NO_FILE.into());
    }
    limited(File::open(path)?, limit)
}

fn limited(file: File, limit: usize) -> io::Result<Vec<u8>> {
    let length = file.metadata()?.len().min(limit as u64);
    // One spare byte lets the read see the end of the file without reallocating.
    let mut bytes = Vec::with_capacity(length as usize + 1);
    file.take(limit as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
