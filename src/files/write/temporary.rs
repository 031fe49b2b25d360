//! Temporary files. Their names are random and new, so that a link that someone else has put into a
//! shared folder is never followed, and short, so that the name of the file may be as long as the
//! system allows.

use std::collections::BTreeSet;
use std::fs::{self, File, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::thread::sleep;
use std::time::Duration;

use tempfile::{Builder, NamedTempFile, PathPersistError, TempPath};

const PREFIX: &str = ".gdr-";
const SUFFIX: &str = ".part";
const RANDOM_CHARACTERS: usize = 10;

/// The age from which a temporary file is that of a killed run, in seconds.
const LEFT_OVER: u64 = 24 * 60 * 60;

/// The waits before each retry on a locked file, in milliseconds: 1.3 s in total. A scanner for
/// viruses or an indexer holds a file for less.
const WAITS: [u64; 7] = [10, 20, 40, 80, 160, 320, 640];

/// A temporary file in the folder of its final path. It is removed when dropped.
pub(super) struct TemporaryFile {
    file: NamedTempFile,
    /// Whether the content, and later the new path, must be on the disk.
    is_synced: bool,
}

impl TemporaryFile {
    /// Creates a temporary file for a path, and its folder if necessary. It has the permissions and
    /// the owner of the file that it replaces, if there is one.
    pub(super) fn create(path: &Path, replaced: Option<&Metadata>) -> io::Result<TemporaryFile> {
        let folder = match path.parent() {
            Some(folder) if folder != Path::new("") => folder,
            _ => Path::new("."),
        };
        fs::create_dir_all(folder)?;
        let mut builder = Builder::new();
        builder
            .prefix(PREFIX)
            .suffix(SUFFIX)
            .rand_bytes(RANDOM_CHARACTERS);
        set_mode(&mut builder, replaced);
        let file = builder
            .tempfile_in(folder)
            // The original error names the temporary file, which means nothing to the reader.
            .map_err(|error| io::Error::from(error.kind()))?;
        if let Some(replaced) = replaced {
            keep_owner(file.as_file(), replaced);
            // After the owner, because a change of the owner resets a part of the mode.
            file.as_file().set_permissions(replaced.permissions())?;
        }
        remove_left_overs(folder, file.as_file());
        Ok(TemporaryFile {
            file,
            is_synced: false,
        })
    }

    pub(super) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.as_file_mut().write_all(bytes)
    }

    /// Waits until the content is on the disk. The move to the final path then waits too.
    pub(super) fn sync(&mut self) -> io::Result<()> {
        self.is_synced = true;
        match self.file.as_file().sync_all() {
            // Some network file systems cannot do it.
            Err(error)
                if matches!(
                    error.kind(),
                    io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput
                ) =>
            {
                Ok(())
            }
            synced => synced,
        }
    }

    /// Gives the file its final path and replaces the file there.
    pub(super) fn move_over(self, place: &Path) -> io::Result<()> {
        move_over(self.file.into_temp_path(), place)?;
        if self.is_synced {
            sync_folder(place);
        }
        Ok(())
    }

    /// Gives the file its final path. Returns `false` if the path exists.
    pub(super) fn move_to_new(self, place: &Path) -> io::Result<bool> {
        let is_new = move_to_new(self.file.into_temp_path(), place)?;
        if is_new && self.is_synced {
            sync_folder(place);
        }
        Ok(is_new)
    }
}

/// Renames a file. On Windows, a file that another program has open cannot be replaced.
fn move_over(mut from: TempPath, place: &Path) -> io::Result<()> {
    let mut waits = WAITS.into_iter();
    loop {
        let PathPersistError { error, path } = match from.persist(place) {
            Ok(()) => return Ok(()),
            Err(error) => error,
        };
        match waits.next() {
            Some(wait) if may_be_locked(&error) => sleep(Duration::from_millis(wait)),
            _ => return Err(error),
        }
        from = path;
    }
}

/// Renames a file without replacing another one.
fn move_to_new(from: TempPath, place: &Path) -> io::Result<bool> {
    let is_taken = |error: &io::Error| error.kind() == io::ErrorKind::AlreadyExists;
    let PathPersistError { error, path } = match from.persist_noclobber(place) {
        Ok(()) => return Ok(true),
        Err(persisting) => persisting,
    };
    if is_taken(&error) {
        return Ok(false);
    }
    // Some file systems have no links and cannot rename without replacing. There, an empty file
    // reserves the path first.
    match File::options().write(true).create_new(true).open(place) {
        Ok(_) => move_over(path, place)
            .map(|()| true)
            .inspect_err(|_| drop(fs::remove_file(place))),
        Err(taken) if is_taken(&taken) => Ok(false),
        Err(_) => Err(error),
    }
}

/// Whether another program has the file open: `ERROR_SHARING_VIOLATION` and `ERROR_LOCK_VIOLATION`.
pub(super) fn is_locked(error: &io::Error) -> bool {
    cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33))
}

/// Whether a later try may succeed. Windows reports a file that is open or about to be deleted also
/// as `ERROR_ACCESS_DENIED`.
fn may_be_locked(error: &io::Error) -> bool {
    is_locked(error) || cfg!(windows) && error.raw_os_error() == Some(5)
}

/// Sets the permissions of a new temporary file: those of the file that it replaces, so that nobody
/// can open it who could not open that one; otherwise those of any new file.
#[cfg(unix)]
fn set_mode(builder: &mut Builder, replaced: Option<&Metadata>) {
    use std::os::unix::fs::PermissionsExt;
    let mode = replaced.map_or(0o666, |replaced| replaced.permissions().mode() & 0o777);
    builder.permissions(fs::Permissions::from_mode(mode));
}

#[cfg(not(unix))]
fn set_mode(_: &mut Builder, _: Option<&Metadata>) {}

/// Only the administrator may give a file to another owner; the group can be kept more often.
#[cfg(unix)]
fn keep_owner(file: &File, replaced: &Metadata) {
    use std::os::unix::fs::{MetadataExt, fchown};
    let (user, group) = (replaced.uid(), replaced.gid());
    let is_same = file
        .metadata()
        .is_ok_and(|new| (new.uid(), new.gid()) == (user, group));
    if !is_same && fchown(file, Some(user), Some(group)).is_err() {
        let _ = fchown(file, None, Some(group));
    }
}

#[cfg(not(unix))]
fn keep_owner(_: &File, _: &Metadata) {}

/// Waits until the name of a file is on the disk. If the system cannot do it, the content is there
/// nevertheless.
#[cfg(unix)]
fn sync_folder(file: &Path) {
    let folder = file.parent().filter(|folder| *folder != Path::new(""));
    let _ = File::open(folder.unwrap_or(Path::new("."))).and_then(|folder| folder.sync_all());
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) {}

/// Whether a path is that of a temporary file of this program.
pub fn is_temporary(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str());
    name.and_then(|name| name.strip_prefix(PREFIX)?.strip_suffix(SUFFIX))
        .is_some_and(|random| {
            random.len() == RANDOM_CHARACTERS && random.bytes().all(|b| b.is_ascii_alphanumeric())
        })
}

/// Removes the temporary files of killed runs from a folder, once in a run. Their age is that
/// relative to a new file: the clock of a file server may be another than that of this machine.
fn remove_left_overs(folder: &Path, new: &File) {
    static DONE: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());
    let mut done = DONE.lock().unwrap_or_else(PoisonError::into_inner);
    if done.contains(folder) {
        return;
    }
    done.insert(folder.to_owned());
    drop(done);
    let (Ok(new), Ok(entries)) = (new.metadata(), fs::read_dir(folder)) else {
        return;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        // The metadata are those of the entry itself, not of the target of a link.
        if is_temporary(&path)
            && entry
                .metadata()
                .is_ok_and(|there| is_left_over(&there, &new))
        {
            let _ = fs::remove_file(path);
        }
    }
}

fn is_left_over(there: &Metadata, new: &Metadata) -> bool {
    let age = new
        .modified()
        .and_then(|new| Ok(new.duration_since(there.modified()?).unwrap_or_default()));
    there.is_file()
        && is_of_same_owner(there, new)
        && age.is_ok_and(|age| age.as_secs() > LEFT_OVER)
}

#[cfg(unix)]
fn is_of_same_owner(there: &Metadata, new: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    there.uid() == new.uid()
}

#[cfg(not(unix))]
fn is_of_same_owner(_: &Metadata, _: &Metadata) -> bool {
    true
}
