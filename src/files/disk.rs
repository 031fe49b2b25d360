//! Loads the files that reports refer to.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::diagnostic::{Diagnostic, Words};
use crate::forms::{Files, Unread};
use crate::source::{LONGEST_SOURCE, Source};

use super::place::{ESCAPE, is_source, name_of, real, slashed};
use super::project::{Bounds, Side};
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
    /// The paths of the names that are no paths, as other bytes than UTF-8 are escaped in them.
    /// `None` if two paths have one name.
    unlike: Mutex<BTreeMap<String, Option<PathBuf>>>,
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

    /// The name of a source that is read from a path. References in the source are relative to it.
    pub fn name_of(&self, path: &Path) -> String {
        let name = name_of(path);
        if name.contains(ESCAPE) {
            let mut unlike = self.unlike.lock().unwrap_or_else(PoisonError::into_inner);
            unlike
                .entry(name.clone())
                .and_modify(|known| {
                    if known.as_deref() != Some(path) {
                        *known = None;
                    }
                })
                .or_insert_with(|| Some(path.to_owned()));
        }
        name
    }

    /// The path from which a source was read.
    pub fn path_of(&self, name: &str) -> PathBuf {
        self.known_path(name).unwrap_or_else(|| name.into())
    }

    /// The path from which a source was read; `None` if two files have this name.
    fn known_path(&self, name: &str) -> Option<PathBuf> {
        if !name.contains(ESCAPE) {
            return Some(name.into());
        }
        let unlike = self.unlike.lock().unwrap_or_else(PoisonError::into_inner);
        unlike
            .get(name)
            .cloned()
            .unwrap_or_else(|| Some(name.into()))
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
            open.extend(new.map(|path| name_of(path)));
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
        let from_path = self.known_path(from).ok_or_else(two_files)?;
        let folder = from_path.parent().unwrap_or(Path::new(""));
        let path = slashed(folder.join(path));
        if !is_source(&path) {
            return Err(not_a_source());
        }
        self.note(from, &path);
        let place = real(&path);
        let side = self.bounds.side(folder, &place);
        if side == Side::Outside {
            return Err(outside(self.bounds.how_to_allow(folder, &path)));
        }
        if !is_source(&place) {
            return Err(not_a_source());
        }
        let bytes = beginning(&path, LONGEST_SOURCE).map_err(|error| unread(&error))?;
        let name = self.name_of(&path);
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

/// The error for a reference in a file whose name is also that of another one.
fn two_files() -> Unread {
    Words::new(
        "两个文件的名称显示相同，无法确定所在目录；请改用 UTF-8 编码的文件名",
        "two files have the same name in messages; rename them to names in UTF-8",
    )
    .into()
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
fn outside(help: Words) -> Unread {
    Unread {
        reason: Words::new("该文件在项目之外", "it is outside of the project"),
        help: Some(help),
    }
}
