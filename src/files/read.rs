//! Reads sources.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::diagnostic::Words;
use crate::invisible::shown;
use crate::source::LONGEST_SOURCE;

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
        _ => Words::new(
            format!("无法读取 {path}：{error}"),
            format!("cannot read {path}: {error}"),
        ),
    }
}

/// Reads the bytes of a source.
///
/// # Errors
/// If the file cannot be read. The error states the reason.
pub fn read(path: &Path) -> Result<Vec<u8>, Words> {
    beginning(path).map_err(|error| unreadable(path, &error))
}

/// Reads at most one byte more than the greatest length of a source, because special files may
/// never end.
pub(super) fn beginning(path: &Path) -> io::Result<Vec<u8>> {
    let file = File::open(path)?;
    let length = file.metadata()?.len().min(LONGEST_SOURCE as u64);
    // One spare byte lets the read see the end of the file without reallocating.
    let mut bytes = Vec::with_capacity(length as usize + 1);
    file.take(LONGEST_SOURCE as u64 + 1)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}
