//! Merges three versions by line, with git.

use std::fs;
use std::hash::{BuildHasher, RandomState};
use std::io;
use std::path::{Path, PathBuf};

use crate::cli::Error;
use crate::cli::git::process::git;
use crate::diagnostic::Words;
use crate::files;
use crate::merge::Aligned;

/// How many names of temporary folders are tried. The names are random, so the first is usually
/// free.
const MOST_NAMES: u32 = 8;

/// The merge of three files by line, and whether it is free of conflicts.
pub(super) fn merge_files(
    base: &Path,
    ours: &Path,
    theirs: &Path,
) -> Result<(Vec<u8>, bool), Error> {
    let options = [
        "merge-file",
        "-p",
        "-L",
        "ours",
        "-L",
        "base",
        "-L",
        "theirs",
        "--",
    ];
    let options = options.map(Path::new).into_iter();
    let output = git(options.chain([ours, base, theirs]))?;
    // The exit code is the number of conflicts, or an error from 128 on.
    if let Some(conflicts @ 0..128) = output.status.code() {
        Ok((output.stdout, conflicts == 0))
    } else {
        let reason = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        Err(Words::new(
            format!("git merge-file 出错：{reason}"),
            format!("git merge-file failed: {reason}"),
        )
        .into())
    }
}

/// The merge of three texts by line. They are written to temporary files, next to our file if the
/// folder for temporary files cannot be used.
pub(super) fn merge_texts(ours: &Path, aligned: &Aligned) -> Result<(String, bool), Error> {
    let folder = TemporaryFolder::new_in(&std::env::temp_dir()).or_else(|_| {
        let beside = ours.parent().unwrap_or(Path::new(""));
        TemporaryFolder::new_in(beside)
    });
    let folder = folder.map_err(|error| {
        Words::new(
            format!("无法使用临时目录：{error}"),
            format!("cannot create a temporary folder: {error}"),
        )
    })?;
    folder.merge(aligned)
}

/// The merge of three versions as a whole: the one that was changed, or a conflict of both.
pub(super) fn whole(base: &[u8], ours: &[u8], theirs: &[u8]) -> (Vec<u8>, bool) {
    if ours == theirs || base == theirs {
        return (ours.to_owned(), true);
    }
    if base == ours {
        return (theirs.to_owned(), true);
    }
    let mut both = Vec::with_capacity(ours.len() + theirs.len() + 64);
    for (mark, text) in [("<<<<<<< ours\n", ours), ("=======\n", theirs)] {
        both.extend_from_slice(mark.as_bytes());
        both.extend_from_slice(text);
        if !text.ends_with(b"\n") {
            both.push(b'\n');
        }
    }
    both.extend_from_slice(b">>>>>>> theirs\n");
    (both, false)
}

/// A temporary folder for the three texts that git merges. It is deleted when dropped.
struct TemporaryFolder(PathBuf);

impl TemporaryFolder {
    fn new_in(parent: &Path) -> io::Result<TemporaryFolder> {
        let mut made = Err(io::ErrorKind::AlreadyExists.into());
        for number in 0..MOST_NAMES {
            let name = RandomState::new().hash_one(number);
            let folder = parent.join(format!(".gdr-merge-{name:016x}"));
            made = make(&folder).map(|()| TemporaryFolder(folder));
            let is_taken = |error: &io::Error| error.kind() == io::ErrorKind::AlreadyExists;
            if !made.as_ref().is_err_and(is_taken) {
                break;
            }
        }
        made
    }

    fn merge(&self, aligned: &Aligned) -> Result<(String, bool), Error> {
        let [base, ours, theirs] = ["base", "ours", "theirs"].map(|name| self.0.join(name));
        for (path, text) in [
            (&base, &aligned.base),
            (&ours, &aligned.ours),
            (&theirs, &aligned.theirs),
        ] {
            files::write(path, text)?;
        }
        let (merged, is_clean) = merge_files(&base, &ours, &theirs)?;
        Ok((String::from_utf8_lossy(&merged).into_owned(), is_clean))
    }
}

/// Creates a folder that only its owner can read.
#[cfg(unix)]
fn make(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().mode(0o700).create(folder)
}

#[cfg(not(unix))]
fn make(folder: &Path) -> io::Result<()> {
    fs::create_dir(folder)
}

impl Drop for TemporaryFolder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
