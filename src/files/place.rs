//! Compares paths by the places that they lead to.

use std::collections::BTreeSet;
use std::env::current_dir;
use std::fs;
use std::path::{Component, Path, PathBuf, absolute};

/// The greatest number of links to missing files that are followed. Links may form a circle.
const MOST_LINKS: usize = 32;

/// The absolute path of a file without symbolic links and `..`. The file and its folders may be
/// missing.
pub fn real(path: &Path) -> PathBuf {
    // The empty path is the working directory.
    let path = absolute(path)
        .or_else(|_| current_dir())
        .unwrap_or_else(|_| path.to_owned());
    resolved(&path, MOST_LINKS)
}

fn resolved(path: &Path, links: usize) -> PathBuf {
    if let Ok(real) = fs::canonicalize(path) {
        return real;
    }
    let (Some(folder), Some(last)) = (path.parent(), path.components().next_back()) else {
        return path.to_owned();
    };
    // A link to a missing file: whoever writes through it creates that file.
    if let (Some(links), Ok(target)) = (links.checked_sub(1), fs::read_link(path)) {
        return resolved(&folder.join(target), links);
    }
    let mut place = resolved(folder, links);
    if last == Component::ParentDir {
        place.pop();
    } else {
        place.push(last);
    }
    place
}

/// A path in which all existing folders are resolved to their real paths. The last component is not
/// resolved.
pub fn in_real_folder(path: &Path) -> PathBuf {
    match (path.parent(), path.file_name()) {
        (Some(folder), Some(name)) => real(folder).join(name),
        _ => real(path),
    }
}

/// Whether a path goes through no link, and through no `..`, below the working directory. Folders
/// that have been looked at are added to `folders`.
pub(super) fn stays_here(path: &Path, folders: &mut BTreeSet<PathBuf>) -> bool {
    let is_below = |part| matches!(part, Component::Normal(_) | Component::CurDir);
    if !path.components().all(is_below) || path.is_symlink() {
        return false;
    }
    let mut above = path.ancestors().skip(1);
    above.all(|folder| {
        folders.contains(folder) || (!folder.is_symlink() && folders.insert(folder.to_owned()))
    })
}

/// The links in a folder, and below it, that a path goes through. The folder is a real path.
pub(super) fn links_in(path: &Path, folder: &Path) -> impl Iterator<Item = PathBuf> {
    let path = absolute(path).unwrap_or_default();
    let mut prefixes: Vec<PathBuf> = Vec::new();
    for part in path.components() {
        let above = prefixes.last().cloned().unwrap_or_default();
        prefixes.push(above.join(part));
    }
    prefixes.into_iter().filter(move |prefix| {
        let above = || {
            prefix
                .parent()
                .is_some_and(|above| real(above).starts_with(folder))
        };
        prefix.file_name().is_some() && prefix.is_symlink() && above()
    })
}

/// Whether a path leads out of a folder through a link in it. The folder is a real path.
pub(super) fn leaves(path: &Path, folder: &Path) -> bool {
    links_in(path, folder).any(|link| !real(&link).starts_with(folder))
}

/// The absolute path, without `..`. Links are not resolved.
pub fn plain(path: &Path) -> Option<PathBuf> {
    // The empty path is the working directory too.
    let path = absolute(Path::new(".").join(path)).ok()?;
    Some(folded(&path))
}

/// A path in which `..` removes the name before it. Links are not resolved.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "a non-exhaustive enum of the standard library"
)]
pub(super) fn folded(path: &Path) -> PathBuf {
    let mut folded = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir if folded.file_name().is_some() => drop(folded.pop()),
            Component::ParentDir if folded.has_root() => {}
            Component::CurDir => {}
            part => folded.push(part),
        }
    }
    if folded.as_os_str().is_empty() {
        folded.push(Component::CurDir);
    }
    folded
}

/// A path with `/` as its separator on all systems. Windows paths that begin with two backslashes
/// are unchanged, since only backslashes separate them.
pub fn slashed(path: PathBuf) -> PathBuf {
    match path.to_str() {
        Some(text) if cfg!(windows) && !text.starts_with(r"\\") => text.replace('\\', "/").into(),
        _ => path,
    }
}

/// The name of a source: its path. Bytes that are not UTF-8 are written as `\xC4`, so that two
/// folders have two names.
pub fn name_of(path: &Path) -> String {
    if let Some(text) = path.to_str() {
        return text.to_owned();
    }
    let mut name = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        name += chunk.valid();
        name.extend(
            chunk
                .invalid()
                .iter()
                .map(|byte| format!("{ESCAPE}{byte:02X}")),
        );
    }
    name
}

/// What precedes a byte in [`name_of`].
pub(super) const ESCAPE: &str = "\\x";

/// Whether the extension of a path is that of sources.
pub fn is_source(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("gdr"))
}
