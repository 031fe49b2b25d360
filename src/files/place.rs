//! Compares paths by the places that they lead to.

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

/// Whether the extension of a path is that of sources.
pub fn is_source(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("gdr"))
}
