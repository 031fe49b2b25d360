//! The project: the folder whose files a report may name, and in which outputs are written.
//!
//! The project of a file is the nearest folder with `gdr.toml` at or above it, searched up to the
//! root of its git repository. Without `gdr.toml` it is that root. Files that are in neither have
//! the common folder of those that are named on the command line. Each report has its own project,
//! whatever else is on the command line. `--root` adds folders.
//!
//! Folders are compared by their real paths, so neither a link nor `..` leads out of a project
//! unnoticed. They are determined when a path is first checked: most runs need none.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

use crate::diagnostic::Words;
use crate::invisible::shown;

use super::place::{folded, leaves, links_in, real, stays_here};

/// The name of a project's settings file.
pub const SETTINGS: &str = "gdr.toml";

/// The folders whose files may be read and written.
#[derive(Debug, Default)]
pub struct Bounds {
    named: Vec<PathBuf>,
    roots: Vec<PathBuf>,
    folders: OnceLock<BoundFolders>,
    here: OnceLock<Option<PathBuf>>,
    /// The project of each folder of reports.
    projects: Mutex<BTreeMap<PathBuf, Option<PathBuf>>>,
}

/// Real paths of folders.
#[derive(Debug)]
struct BoundFolders {
    /// The projects with settings or a repository.
    projects: Vec<PathBuf>,
    /// The common folder of the named files that are in no such project.
    common: Vec<PathBuf>,
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

    /// Checks that no path of the command line leads out of the project of the working directory
    /// through a link, which somebody else may have made. A path to another place names it.
    ///
    /// # Errors
    /// If a path does. The error names the first one.
    pub fn check_named<'p>(&self, paths: impl IntoIterator<Item = &'p Path>) -> Result<(), Words> {
        let mut folders = BTreeSet::new();
        for path in paths {
            if stays_here(path, &mut folders) {
                continue;
            }
            let place = real(path);
            let leaves_here = |here: &PathBuf| !place.starts_with(here) && leaves(path, here);
            if self.here().is_some_and(leaves_here) && !self.is_in_roots(&place) {
                return Err(link_out(path));
            }
        }
        Ok(())
    }

    /// Whether a path of the command line leads out of a project through a link. A larger project
    /// may have both ends of the link.
    pub(super) fn leads_out(&self, path: &Path, place: &Path) -> bool {
        let known = || self.folders().all().chain(self.here());
        known().any(|project| {
            let is_in_larger =
                |larger: &PathBuf| project.starts_with(larger) && self.holds(larger, place);
            !known().any(is_in_larger) && leaves(path, project)
        })
    }

    /// Whether two real paths are in the same project, or the second is in a folder of `--root`.
    pub(super) fn has_both(&self, one: &Path, other: &Path) -> bool {
        let mut known = self.folders().all().chain(self.here());
        known.any(|project| self.holds(project, one) && self.holds(project, other))
            || self.is_in_roots(other)
    }

    /// Whether a real path is in the project of a folder, or in a folder of `--root`.
    pub(super) fn is_beside(&self, folder: &Path, path: &Path) -> bool {
        self.side(folder, path) != Side::Outside
    }

    /// Whether a file is in a folder of `--root`.
    pub(super) fn is_in_roots(&self, path: &Path) -> bool {
        !self.roots.is_empty() && is_in(path, &self.folders().roots)
    }

    /// Where a file is that a report in `folder` names. The path is real.
    pub(super) fn side(&self, folder: &Path, path: &Path) -> Side {
        if let Some(project) = self.project_of(folder)
            && self.holds(&project, path)
        {
            return Side::Inside;
        }
        if self.is_in_roots(path) {
            return Side::Allowed;
        }
        Side::Outside
    }

    /// How to allow a file outside of the project that a report in `folder` names: the folder of
    /// the path as written, unless it goes through a link. The words depend on no file outside.
    pub(super) fn how_to_allow(&self, folder: &Path, path: &Path) -> Words {
        let named = folded(path.parent().unwrap_or(Path::new("")));
        let project = self.project_of(folder);
        let is_linked = project.is_some_and(|project| links_in(path, &project).next().is_some());
        if is_linked || self.is_in_roots(&real(&named)) {
            return allowed_by_real_folder();
        }
        let named = shown(&named);
        Words::new(
            format!("如确需读取，请在运行时加 --root {named}"),
            format!("to allow it, run with --root {named}"),
        )
    }

    /// Whether a path is in a project. A common folder, which has neither settings nor a
    /// repository, does not have the files of the projects in it.
    fn holds(&self, project: &PathBuf, path: &Path) -> bool {
        let is_whole = || {
            let known = &self.folders().projects;
            known.iter().any(|known| project.starts_with(known)) || !is_in(path, known)
        };
        path.starts_with(project) && is_whole()
    }

    /// The project of the reports in a folder. Reports in a folder of `--root` have none, unless
    /// their project is named too.
    fn project_of(&self, folder: &Path) -> Option<PathBuf> {
        let mut projects = self.projects.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(project) = projects.get(folder) {
            return project.clone();
        }
        let project = self.found_project(real(folder));
        projects.insert(folder.to_owned(), project.clone());
        project
    }

    fn found_project(&self, folder: PathBuf) -> Option<PathBuf> {
        let project = root_of(&folder).map(Path::to_owned);
        if self.named.is_empty() {
            let is_given = !self.is_in_roots(&folder);
            return is_given.then(|| project.unwrap_or(folder));
        }
        let mut known = self.folders().all();
        match project {
            Some(project) => known
                .any(|known| project.starts_with(known))
                .then_some(project),
            None => known.find(|known| folder.starts_with(known)).cloned(),
        }
    }

    /// The project of the working directory; without settings and repository, this directory. The
    /// root of a disk is no project.
    fn here(&self) -> Option<&PathBuf> {
        let find = || {
            let here = real(Path::new(""));
            let project = root_of(&here).unwrap_or(&here);
            project.parent().map(|_| project.to_owned())
        };
        self.here.get_or_init(find).as_ref()
    }

    fn folders(&self) -> &BoundFolders {
        self.folders.get_or_init(|| {
            let here = self.here().filter(|_| !self.named.is_empty());
            let here = here.and_then(|here| root_of(here));
            let mut projects: Vec<PathBuf> = here.map(Path::to_owned).into_iter().collect();
            let named: BTreeSet<&Path> = self.named.iter().map(|path| folder_of(path)).collect();
            let mut others = Vec::new();
            for folder in named.into_iter().map(real) {
                match root_of(&folder) {
                    Some(root) if projects.iter().any(|known| known == root) => {}
                    Some(root) => projects.push(root.to_owned()),
                    None => others.push(folder),
                }
            }
            BoundFolders {
                projects,
                common: common(others),
                roots: self.roots.iter().map(|root| real(root)).collect(),
            }
        })
    }
}

impl BoundFolders {
    fn all(&self) -> impl Iterator<Item = &PathBuf> {
        self.projects.iter().chain(&self.common)
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

/// How to allow a file whose path does not show its folder, because of a link. The words do not
/// state where the link leads.
pub(super) fn allowed_by_real_folder() -> Words {
    Words::new(
        "如确需读取，请在运行时用 --root 写明该文件实际所在的目录",
        "to allow it, run with --root and the folder that the file is really in",
    )
}

/// The refusal of a path that leads out of the project through a link.
fn link_out(path: &Path) -> Words {
    let (name, allowed) = (shown(path), allowed_by_real_folder());
    Words::new(
        format!("{name} 经由链接指向项目之外，不予读取；{}", allowed.of_zh()),
        format!(
            "{name} leads out of the project through a link and is not read; {}",
            allowed.of_en()
        ),
    )
}

/// Checks a link that was found in a folder of sources.
///
/// # Errors
/// If the link leads out of the project.
pub fn leads_inside(bounds: &Bounds, path: &Path) -> Result<(), Words> {
    let folder = path.parent().unwrap_or(Path::new(""));
    if bounds.is_beside(folder, &real(path)) {
        Ok(())
    } else {
        Err(link_out(path))
    }
}
