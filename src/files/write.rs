//! Writes files as a whole: a file has its old content or its new one, even if the program is
//! killed or the disk is full. The content is written to a temporary file in the same folder, which
//! then gets the name of the file.

mod errors;
mod temporary;

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::read::is_stream;
use crate::diagnostic::Words;
use errors::{changed, unusable_folder, unwritable};
use temporary::TemporaryFile;

pub use temporary::is_temporary;

/// Writes an output. A file whose content would not change is not written.
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

/// Writes a source, whose loss would be the loss of someone's work: it is on the disk when the
/// function returns, and the old content is only replaced then.
///
/// # Errors
/// If the file cannot be written. The error states the reason.
pub fn save(path: &Path, content: &[u8]) -> Result<(), Words> {
    let file = PendingFile::create(path)?;
    file.save(content, |_| Ok(true))
        .map_err(|error| unwritable(path, &error))
        .map(drop)
}

/// Like [`save()`], for a source that was read before: the file is not written if its content is
/// not `old` any more, because an editor has saved it meanwhile.
///
/// # Errors
/// If the file cannot be written, or has another content. The error states the reason.
pub fn replace(path: &Path, old: &str, new: &str) -> Result<(), Words> {
    let file = PendingFile::create(path)?;
    let is_unchanged = |place: &Path| match fs::read(place) {
        Ok(bytes) => Ok(bytes == old.as_bytes()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    };
    match file.save(new.as_bytes(), is_unchanged) {
        Ok(true) => Ok(()),
        Ok(false) => Err(changed(path)),
        Err(error) => Err(unwritable(path, &error)),
    }
}

/// Creates a source and returns `true`, or returns `false` if the path exists already. An existing
/// file is never overwritten, even if it was created only a moment before.
///
/// # Errors
/// If the file cannot be written. The error states the reason.
pub fn create(path: &Path, text: &str) -> Result<bool, Words> {
    if fs::symlink_metadata(path).is_ok() {
        return Ok(false);
    }
    let mut file =
        TemporaryFile::create(path, None).map_err(|error| unusable_folder(path, &error))?;
    let created = file
        .write(text.as_bytes())
        .and_then(|()| file.sync())
        .and_then(|()| file.move_to_new(path));
    created.map_err(|error| unwritable(path, &error))
}

/// A file that is written in several steps. It has its old content until it is closed.
pub struct PendingFile {
    path: PathBuf,
    destination: Destination,
}

enum Destination {
    /// A special file such as a pipe, which is written directly.
    Special(File),
    /// A file to replace, with links resolved.
    Regular(TemporaryFile, PathBuf),
}

impl PendingFile {
    /// Begins to replace a file, keeping its permissions. If the path is a link, the target of the
    /// link is replaced.
    ///
    /// # Errors
    /// If the file cannot be written. The error states the reason.
    pub fn create(path: &Path) -> Result<PendingFile, Words> {
        let unwritable = |error| unwritable(path, &error);
        let there = fs::metadata(path).ok();
        let destination = match there {
            _ if is_stream(path) => {
                // Opened anew, the file of a redirection would be written from its start.
                let file = File::options().append(true).open(path);
                Destination::Special(file.map_err(unwritable)?)
            }
            Some(there) if !there.is_file() => {
                let file = File::options().write(true).open(path);
                Destination::Special(file.map_err(unwritable)?)
            }
            Some(there) if there.permissions().readonly() => {
                return Err(unwritable(io::ErrorKind::PermissionDenied.into()));
            }
            there => {
                let place = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
                let file = TemporaryFile::create(&place, there.as_ref())
                    .map_err(|error| unusable_folder(path, &error))?;
                Destination::Regular(file, place)
            }
        };
        Ok(PendingFile {
            path: path.to_owned(),
            destination,
        })
    }

    /// Appends text.
    ///
    /// # Errors
    /// If the file cannot be written. The error states the reason.
    pub fn write(&mut self, text: &str) -> Result<(), Words> {
        let written = match &mut self.destination {
            Destination::Special(file) => file.write_all(text.as_bytes()),
            Destination::Regular(file, _) => file.write(text.as_bytes()),
        };
        written.map_err(|error| unwritable(&self.path, &error))
    }

    /// Moves the complete file to its final path.
    ///
    /// # Errors
    /// If the file cannot be written. The error states the reason.
    pub fn close(self) -> Result<(), Words> {
        match self.destination {
            Destination::Special(_) => Ok(()),
            Destination::Regular(file, place) => file
                .move_over(&place)
                .map_err(|error| unwritable(&self.path, &error)),
        }
    }

    /// Writes the whole content to the disk. Returns `false`, without replacing the file, if
    /// `may_replace` does not hold of its path just before.
    fn save(
        self,
        content: &[u8],
        may_replace: impl Fn(&Path) -> io::Result<bool>,
    ) -> io::Result<bool> {
        match self.destination {
            Destination::Special(mut file) => file.write_all(content).map(|()| true),
            Destination::Regular(mut file, place) => {
                file.write(content)?;
                file.sync()?;
                if !may_replace(&place)? {
                    return Ok(false);
                }
                file.move_over(&place).map(|()| true)
            }
        }
    }
}
