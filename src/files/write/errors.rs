//! Why a file cannot be written.

use std::io;
use std::path::Path;

use super::temporary::is_locked;
use crate::diagnostic::Words;
use crate::invisible::shown;

/// The message for a file that cannot be written.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the kinds of errors are of another crate"
)]
pub(super) fn unwritable(path: &Path, error: &io::Error) -> Words {
    let path = shown(path);
    match error.kind() {
        _ if is_locked(error) => Words::new(
            format!("无法写入 {path}：其他程序正在使用该文件，请关闭后重新运行"),
            format!("cannot write {path}: another program has it open; close it and try again"),
        ),
        io::ErrorKind::PermissionDenied => Words::new(
            format!("没有写入 {path} 的权限"),
            format!("cannot write {path}: permission denied"),
        ),
        io::ErrorKind::ReadOnlyFilesystem => Words::new(
            format!("无法写入 {path}：所在磁盘是只读的"),
            format!("cannot write {path}: the disk is read-only"),
        ),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Words::new(
            format!("无法写入 {path}：磁盘空间不足"),
            format!("cannot write {path}: the disk is full"),
        ),
        _ => Words::new(
            format!("无法写入 {path}：{error}"),
            format!("cannot write {path}: {error}"),
        ),
    }
}

/// The message for a file whose temporary file cannot be created.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the kinds of errors are of another crate"
)]
pub(super) fn unusable_folder(path: &Path, error: &io::Error) -> Words {
    match error.kind() {
        io::ErrorKind::PermissionDenied => {
            let path = shown(path);
            Words::new(
                format!("没有写入 {path} 的权限：其所在的目录中不能建立文件"),
                format!("cannot write {path}: permission denied to create files in its folder"),
            )
        }
        _ => unwritable(path, error),
    }
}

/// The message for a source that another program has changed since it was read.
pub(super) fn changed(path: &Path) -> Words {
    let path = shown(path);
    Words::new(
        format!("{path} 在读取之后又有改动，因此未写入；请重新运行"),
        format!("{path} has changed since it was read and was not written; run the command again"),
    )
}
