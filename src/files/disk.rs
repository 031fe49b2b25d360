//! Loads the files that reports refer to.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::diagnostic::{Diagnostic, Words};
use crate::forms::{Files, Unread};
use crate::source::{LONGEST_SOURCE, Source};

use super::place::{is_source, real, slashed};
use super::project::{Bounds, Side, allowed_by_root};
use super::read::{NO_FILE, beginning};

/// Loads referenced files from disk, relative to the report, and records which were requested.
///
/// Only `.gdr` files in the [project](Bounds) are read. By default it is found from the folder of
/// each report: the nearest folder with `gdr.toml` up to the root of the git repository, otherwise
/// that root, otherwise the folder itself.
#[derive(Default)]
pub struct Disk {
    asked: Mutex<BTreeMap<String, BTreeSet<PathBuf>>>,
    bounds: Arc<Bounds>,
}

impl Disk {
    /// A loader that has not loaded anything.
    pub fn new() -> Disk {
        Disk::default()
    }

    /// A loader that reads only files in these folders.
    pub fn within(bounds: Arc<Bounds>) -> Disk {
        Disk {
            bounds,
            ..Disk::default()
        }
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
    fn read(&self, from: &str, path: &str) -> Result<Arc<Source>, Unread> {
        let folder = Path::new(from).parent().unwrap_or(Path::new(""));
        let path = slashed(folder.join(path));
        if !is_source(&path) {
            return Err(not_a_source());
        }
        self.note(from, &path);
        let place = real(&path);
        let side = self.bounds.side(folder, &place);
        if side == Side::Outside {
            return Err(outside(&path, &place));
        }
        if !is_source(&place) {
            return Err(not_a_source());
        }
        let bytes = beginning(&path, LONGEST_SOURCE).map_err(|error| unread(&error))?;
        let name = path.display().to_string();
        let source =
            Source::from_bytes(name, &bytes).map_err(|error| Diagnostic::from(error).title)?;
        Ok(if side == Side::Allowed {
            source.without_excerpts()
        } else {
            source
        })
    }
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the kinds of errors are of another crate"
)]
fn unread(error: &io::Error) -> Words {
    match error.kind() {
        NO_FILE => Words::new("不是普通文件", "not a regular file"),
        io::ErrorKind::NotFound => Words::new("找不到该文件", "no such file"),
        io::ErrorKind::PermissionDenied => Words::new("没有读取权限", "permission denied"),
        _ => Words::same(&error.to_string()),
    }
}

fn not_a_source() -> Unread {
    Unread {
        reason: Words::new("不是 .gdr 文件", "it is not a .gdr file"),
        help: Some(Words::new(
            "报告和表单文件的扩展名为 .gdr，其他文件一律不读取",
            "reports and forms have the extension .gdr; no other file is read",
        )),
    }
}

/// The refusal of a file outside of the project. It does not depend on whether the file exists.
fn outside(path: &Path, place: &Path) -> Unread {
    Unread {
        reason: Words::new("该文件在项目之外", "it is outside of the project"),
        help: Some(allowed_by_root(path, place)),
    }
}
