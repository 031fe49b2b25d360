//! Loads the files that reports refer to.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::diagnostic::{Diagnostic, Words};
use crate::forms::Files;
use crate::source::{LONGEST_SOURCE, Source};

use super::place::slashed;
use super::read::{NO_FILE, beginning};

/// Loads referenced files from disk, relative to the report, and records which were requested.
#[derive(Default)]
pub struct Disk {
    asked: Mutex<BTreeMap<String, BTreeSet<PathBuf>>>,
}

impl Disk {
    /// A loader that has not loaded anything.
    pub fn new() -> Disk {
        Disk::default()
    }

    /// The files that the compilation of a report requested, directly or indirectly, without the
    /// report itself. Files that do not exist are included.
    pub fn named_by(&self, report: &str) -> BTreeSet<PathBuf> {
        let asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        let mut named = BTreeSet::new();
        let mut open = vec![report.to_owned()];
        while let Some(from) = open.pop() {
            let new = asked
                .get(&from)
                .into_iter()
                .flatten()
                .filter(|path| named.insert((*path).clone()));
            open.extend(new.map(|path| path.display().to_string()));
        }
        named
    }

    fn note(&self, from: &str, path: &Path) {
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        asked
            .entry(from.to_owned())
            .or_default()
            .insert(path.to_owned());
    }
}

impl Files for Disk {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the kinds of errors are of another crate"
    )]
    fn read(&self, from: &str, path: &str) -> Result<Arc<Source>, Words> {
        let path = slashed(Path::new(from).parent().unwrap_or(Path::new("")).join(path));
        self.note(from, &path);
        let bytes = beginning(&path, LONGEST_SOURCE).map_err(|error| match error.kind() {
            NO_FILE => Words::new("不是普通文件", "not a regular file"),
            io::ErrorKind::NotFound => Words::new("找不到该文件", "no such file"),
            io::ErrorKind::PermissionDenied => Words::new("没有读取权限", "permission denied"),
            _ => Words::same(&error.to_string()),
        })?;
        Source::from_bytes(path.display().to_string(), &bytes)
            .map_err(|error| Diagnostic::from(error).title)
    }
}
