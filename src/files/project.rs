//! The project: the folders whose files a command reads and writes.
//!
//! The project of a file is the nearest folder with `gdr.toml` at or above it, searched up to the
//! root of its git repository. Without `gdr.toml` it is that root. Files that are in neither have
//! the common folder of those that are named on the command line. `--root` adds folders.
//!
//! Folders are compared by their real paths, so neither a link nor `..` leads out of a project
//! unnoticed. They are determined when a path is first checked: most runs need none.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

use crate::diagnostic::Words;
use crate::invisible::shown;

use super::place::{folded, plain, real};

/// The name of a project's settings file.
pub const SETTINGS: &str = "gdr.toml";

/// The folders whose files may be read and written.
#[derive(Debug, Default)]
pub struct Bounds {
    settings: Option<PathBuf>,
    named: Vec<PathBuf>,
    roots: Vec<PathBuf>,
    folders: OnceLock<BoundFolders>,
    /// The project of each folder of reports, if no report is named in advance.
    projects: Mutex<BTreeMap<PathBuf, PathBuf>>,
}

/// Real paths of folders.
#[derive(Debug)]
struct BoundFolders {
    project: Vec<PathBuf>,
    roots: Vec<PathBuf>,
}

/// The relation of a file to the project.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Inside,
    /// Outside of the project, in a folder of `--root`.
    Allowed,
    Outside,
}

impl Bounds {
    /// The project of each report is found from the folder of the report.
    pub fn new() -> Bounds {
        Bounds::default()
    }

    /// Adds the folder of the settings that a command uses.
    #[must_use]
    pub fn with_settings(self, folder: Option<PathBuf>) -> Bounds {
        Bounds {
            settings: folder,
            ..self
        }
    }

    /// Sets the files and folders that are named in advance, usually on the command line.
    #[must_use]
    pub fn with_named(self, named: impl IntoIterator<Item = PathBuf>) -> Bounds {
        Bounds {
            named: named.into_iter().collect(),
            ..self
        }
    }

    /// Adds folders outside of the project.
    #[must_use]
    pub fn with_roots(mut self, roots: impl IntoIterator<Item = PathBuf>) -> Bounds {
        self.roots.extend(roots);
        self
    }

    /// Whether a file is in the project or in a folder of `--root`. The path may be a link, and the
    /// file may be missing.
    pub fn contains(&self, path: &Path) -> bool {
        self.contains_real(&real(path))
    }

    pub(super) fn contains_real(&self, path: &Path) -> bool {
        let BoundFolders { project, roots } = self.folders();
        is_in(path, project) || is_in(path, roots)
    }

    /// Whether a path outside of the project names its place itself: it does not lead out of the
    /// project through a link, which somebody else may have made.
    pub(super) fn names_its_place(&self, path: &Path) -> bool {
        let plain = plain(path).unwrap_or_else(|| path.to_owned());
        !plain
            .ancestors()
            .skip(1)
            .any(|folder| self.contains(folder))
    }

    /// Whether a file is in a folder of `--root`.
    pub(super) fn is_in_roots(&self, path: &Path) -> bool {
        is_in(path, &self.folders().roots)
    }

    /// Where a file is that a report in `folder` names. The path is real.
    pub(super) fn side(&self, folder: &Path, path: &Path) -> Side {
        let BoundFolders { project, roots } = self.folders();
        if is_in(path, project) {
            return Side::Inside;
        }
        if is_in(path, roots) {
            return Side::Allowed;
        }
        if self.named.is_empty() && path.starts_with(self.project_of(folder)) {
            return Side::Inside;
        }
        Side::Outside
    }

    /// The project of a folder in which no report is named in advance. A file in a folder of
    /// `--root` has no larger project.
    fn project_of(&self, folder: &Path) -> PathBuf {
        let mut projects = self.projects.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(project) = projects.get(folder) {
            return project.clone();
        }
        let place = real(folder);
        let project = match root_of(&place).filter(|_| !self.is_in_roots(&place)) {
            Some(root) => root.to_owned(),
            None => place,
        };
        projects.insert(folder.to_owned(), project.clone());
        project
    }

    fn folders(&self) -> &BoundFolders {
        self.folders.get_or_init(|| {
            let mut project: Vec<PathBuf> =
                self.settings.iter().map(|folder| real(folder)).collect();
            let named: BTreeSet<&Path> = self.named.iter().map(|path| folder_of(path)).collect();
            let mut others = Vec::new();
            for folder in named.into_iter().map(real) {
                if is_in(&folder, &project) {
                    continue;
                }
                match root_of(&folder) {
                    Some(root) => project.push(root.to_owned()),
                    None => others.push(folder),
                }
            }
            project.extend(common(others));
            BoundFolders {
                project,
                roots: self.roots.iter().map(|root| real(root)).collect(),
            }
        })
    }
}

fn is_in(path: &Path, folders: &[PathBuf]) -> bool {
    folders.iter().any(|folder| path.starts_with(folder))
}

fn folder_of(path: &Path) -> &Path {
    if path.is_dir() {
        path
    } else {
        path.parent().unwrap_or(Path::new(""))
    }
}

/// The nearest folder with settings, at or above a folder. The search ends at the root of the git
/// repository.
pub fn settings_folder(folder: &Path) -> Option<&Path> {
    let found = folder
        .ancestors()
        .find(|folder| folder.join(SETTINGS).exists())?;
    let mut below = folder.ancestors().take_while(|folder| *folder != found);
    (!below.any(is_repository)).then_some(found)
}

/// Whether a folder has a `.git`, which is a file in a submodule or a linked work tree.
fn is_repository(folder: &Path) -> bool {
    folder.join(".git").exists()
}

/// The root of the git repository that a folder is in.
pub fn repository_root(folder: &Path) -> Option<&Path> {
    folder.ancestors().find(|folder| is_repository(folder))
}

/// The project of a folder, without the command line.
fn root_of(folder: &Path) -> Option<&Path> {
    settings_folder(folder).or_else(|| repository_root(folder))
}

/// The common folder. The root of a disk is too large for a project; then each folder is separate.
fn common(folders: Vec<PathBuf>) -> Vec<PathBuf> {
    let Some(mut common) = folders.first().cloned() else {
        return folders;
    };
    while !folders.iter().all(|folder| folder.starts_with(&common)) && common.pop() {}
    if common.parent().is_some() {
        vec![common]
    } else {
        folders
    }
}

/// How to allow a file outside of the project: the folder to name is that of the path, unless the
/// file itself is a link.
pub(super) fn allowed_by_root(path: &Path, place: &Path) -> Words {
    let named = folded(path.parent().unwrap_or(Path::new("")));
    let folder = place.parent().unwrap_or(place);
    let folder = if real(&named) == folder {
        &named
    } else {
        folder
    };
    let folder = shown(folder);
    Words::new(
        format!("如确需读取，请在运行时加 --root {folder}"),
        format!("to allow it, run with --root {folder}"),
    )
}

/// Checks a link that was found in a folder of sources.
///
/// # Errors
/// If the link leads out of the project.
pub fn leads_inside(bounds: &Bounds, path: &Path) -> Result<(), Words> {
    let place = real(path);
    if bounds.contains_real(&place) {
        return Ok(());
    }
    let (name, allowed) = (shown(path), allowed_by_root(path, &place));
    Err(Words::new(
        format!("{name} 是指向项目之外的链接，不予读取；{}", allowed.of_zh()),
        format!(
            "{name} is a link out of the project and is not read; {}",
            allowed.of_en()
        ),
    ))
}
