//! Compares paths by the places that they lead to.

use std::collections::BTreeSet;
use std::env::current_dir;
use std::fs;
use std::path::{Path, PathBuf, absolute};

use crate::diagnostic::Words;
use crate::invisible::shown;

/// Checks that no output overwrites another one or an input. Symbolic links are resolved.
///
/// # Errors
/// If there is such an output. The error names the first one.
pub fn differ<'p>(
    read: impl Iterator<Item = &'p PathBuf>,
    outputs: impl Iterator<Item = PathBuf>,
) -> Result<(), Words> {
    let read: BTreeSet<PathBuf> = read.map(|path| real(path)).collect();
    let mut written = BTreeSet::new();
    for path in outputs {
        let (name, place) = (shown(&path), real(&path));
        let (zh, en) = match (read.contains(&place), written.insert(place)) {
            (true, _) => (
                "是输入文件，不能覆盖",
                "is an input file and cannot be overwritten",
            ),
            (false, false) => ("将被写入两次", "would be written twice"),
            (false, true) => continue,
        };
        return Err(Words::new(
            format!("{name} {zh}；请更换输出位置"),
            format!("{name} {en}; choose another output path"),
        ));
    }
    Ok(())
}

/// The path of a file without symbolic links. The file need not exist.
fn real(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| in_real_folder(path))
}

/// A path in which all existing folders are resolved to their real paths. The last component is not
/// resolved.
pub fn in_real_folder(path: &Path) -> PathBuf {
    // The empty path is the working directory.
    let path = absolute(path)
        .or_else(|_| current_dir())
        .unwrap_or_else(|_| path.to_owned());
    match (path.parent(), path.file_name()) {
        (Some(folder), Some(name)) => fs::canonicalize(folder)
            .unwrap_or_else(|_| in_real_folder(folder))
            .join(name),
        _ => path,
    }
}

/// A path with `/` as its separator on all systems. Windows paths that begin with two backslashes
/// are unchanged, since only backslashes separate them.
pub fn slashed(path: PathBuf) -> PathBuf {
    match path.to_str() {
        Some(text) if cfg!(windows) && !text.starts_with(r"\\") => text.replace('\\', "/").into(),
        _ => path,
    }
}
