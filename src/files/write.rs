//! Writes files atomically.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::diagnostic::Words;
use crate::invisible::shown;

/// Writes a file atomically. A file whose content would not change is not written.
///
/// # Errors
/// If the file cannot be written. The error states the reason.
pub fn write(path: &Path, text: &str) -> Result<(), Words> {
    update(path, text).map(drop)
}

/// Like [`write()`]. Returns whether the file was written.
///
/// # Errors
/// If the file cannot be written. The error states the reason.
pub fn update(path: &Path, text: &str) -> Result<bool, Words> {
    let is_same_length =
        fs::metadata(path).is_ok_and(|there| there.is_file() && there.len() == text.len() as u64);
    if is_same_length && fs::read(path).is_ok_and(|bytes| bytes == text.as_bytes()) {
        return Ok(false);
    }
    let mut file = PendingFile::create(path)?;
    file.write(text)?;
    file.close().map(|()| true)
}

/// Creates a file and returns `true`, or returns `false` if it exists already. An existing file is
/// never overwritten, even if it was created only a moment before.
///
/// # Errors
/// If the file cannot be written. The error states the reason.
pub fn create(path: &Path, text: &str) -> Result<bool, Words> {
    let made = folder_for(path).map(|()| File::options().write(true).create_new(true).open(path));
    match made.map_err(|error| unwritable(path, &error))? {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        made => {
            let written = made.and_then(|mut file| {
                file.write_all(text.as_bytes()).inspect_err(|_| {
                    let _ = fs::remove_file(path);
                })
            });
            written
                .map(|()| true)
                .map_err(|error| unwritable(path, &error))
        }
    }
}

/// Creates the folder of a file.
fn folder_for(path: &Path) -> io::Result<()> {
    path.parent().map_or(Ok(()), fs::create_dir_all)
}

/// A file that is written in several steps: to a temporary file in the same folder, which is
/// renamed at the end.
pub struct PendingFile {
    path: PathBuf,
    file: File,
    /// The temporary path and the final path, with links resolved. `None` for special files such as
    /// pipes, which are written directly.
    paths: Option<(PathBuf, PathBuf)>,
}

impl PendingFile {
    /// Begins to replace a file, keeping its permissions. If the path is a link, the target of the
    /// link is replaced.
    ///
    /// # Errors
    /// If the file cannot be written. The error states the reason.
    pub fn create(path: &Path) -> Result<PendingFile, Words> {
        PendingFile::begin(path).map_err(|error| unwritable(path, &error))
    }

    fn begin(path: &Path) -> io::Result<PendingFile> {
        let there = fs::metadata(path).ok();
        if there.as_ref().is_some_and(|there| !there.is_file()) {
            return Ok(PendingFile {
                path: path.to_owned(),
                file: File::options().write(true).open(path)?,
                paths: None,
            });
        }
        if there
            .as_ref()
            .is_some_and(|there| there.permissions().readonly())
        {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        folder_for(path)?;
        let place = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let temporary = temporary_path(&place);
        let pending = PendingFile {
            path: path.to_owned(),
            file: File::create(&temporary)?,
            paths: Some((temporary, place)),
        };
        // The new file has the same permissions as the old one.
        if let Some(there) = there {
            pending.file.set_permissions(there.permissions())?;
        }
        Ok(pending)
    }

    /// Appends text.
    ///
    /// # Errors
    /// If the file cannot be written. The error states the reason.
    pub fn write(&mut self, text: &str) -> Result<(), Words> {
        self.file
            .write_all(text.as_bytes())
            .map_err(|error| unwritable(&self.path, &error))
    }

    /// Moves the complete file to its final path.
    ///
    /// # Errors
    /// If the file cannot be written. The error states the reason.
    pub fn close(self) -> Result<(), Words> {
        let put = self
            .paths
            .as_ref()
            .map_or(Ok(()), |(temporary, place)| fs::rename(temporary, place));
        put.map_err(|error| unwritable(&self.path, &error))
    }
}

/// Removes the temporary file of an incomplete write.
impl Drop for PendingFile {
    fn drop(&mut self) {
        if let Some((temporary, _)) = &self.paths {
            let _ = fs::remove_file(temporary);
        }
    }
}

/// A temporary path for a file. Each call returns another path, because two threads may write the
/// same file.
fn temporary_path(path: &Path) -> PathBuf {
    static WRITTEN: AtomicUsize = AtomicUsize::new(0);
    let (process, number) = (std::process::id(), WRITTEN.fetch_add(1, Ordering::Relaxed));
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{process}-{number}.part"))
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the kinds of errors are of another crate"
)]
fn unwritable(path: &Path, error: &io::Error) -> Words {
    let path = shown(path);
    match error.kind() {
        io::ErrorKind::PermissionDenied => Words::new(
            format!("没有写入 {path} 的权限"),
            format!("cannot write {path}: permission denied"),
        ),
        _ => Words::new(
            format!("无法写入 {path}：{error}"),
            format!("cannot write {path}: {error}"),
        ),
    }
}
