//! Paths as code hosts name them: from the root of the git repository, wherever in it the command
//! runs.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::{env, fs};

use super::output;
use crate::files::repository_root;

/// The paths of one run, each of which is looked up once.
#[derive(Default)]
pub(super) struct RepositoryPaths {
    /// The root of the repository, otherwise the working directory.
    root: OnceLock<PathBuf>,
    known: Mutex<BTreeMap<String, String>>,
}

impl RepositoryPaths {
    /// The path of a file from the root. What is no file, such as a shipped form, keeps its name.
    pub(super) fn path(&self, name: &str) -> String {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(path) = known.get(name) {
            return path.clone();
        }
        let root = self.root.get_or_init(root);
        let path = fs::canonicalize(name)
            .ok()
            .and_then(|file| output::path_below(root, &file))
            .unwrap_or_else(|| name.to_owned());
        known.insert(name.to_owned(), path.clone());
        path
    }
}

/// The root of the repository, otherwise the working directory.
fn root() -> PathBuf {
    let here = env::current_dir().and_then(fs::canonicalize);
    let here = here.unwrap_or_default();
    repository_root(&here).map(Path::to_owned).unwrap_or(here)
}
