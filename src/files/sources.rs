//! Finds the sources that a command is given.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::diagnostic::Words;
use crate::invisible::shown;

use super::place::{in_real_folder, slashed};
use super::read::unreadable;

/// A source file, and the folder in which it was found: outputs keep the path relative to that
/// folder.
#[derive(Debug, Clone)]
pub struct Input {
    /// The file.
    pub path: PathBuf,
    /// The folder in which it was found; the file's own folder if the file was named directly.
    pub root: PathBuf,
}

/// The sources at the given paths: each file, and every `.gdr` file below each folder, sorted by
/// name. Hidden files and folders, whose names begin with a dot, are skipped. A file given several
/// times is one source.
///
/// # Errors
/// If a path cannot be read. The error names the first such path.
pub fn inputs<'p>(paths: impl Iterator<Item = &'p PathBuf>) -> Result<Vec<Input>, Words> {
    let paths: Vec<&PathBuf> = paths.collect();
    let mut inputs = Vec::new();
    for path in &paths {
        if path.is_dir() {
            let before = inputs.len();
            below(path, path, &mut inputs).map_err(|error| unreadable(path, &error))?;
            if inputs.len() == before {
                return Err(Words::new(
                    format!("目录 {} 中没有 .gdr 文件", shown(path)),
                    format!("no .gdr files in {}", shown(path)),
                ));
            }
        } else if let Some(words) = no_source(path) {
            return Err(words);
        } else {
            let root = path.parent().unwrap_or(Path::new("")).to_owned();
            inputs.push(Input {
                path: (*path).clone(),
                root,
            });
        }
    }
    if paths.len() > 1 {
        keep_one_of_each(&mut inputs);
    }
    Ok(inputs)
}

fn keep_one_of_each(inputs: &mut Vec<Input>) {
    let mut folders = BTreeMap::new();
    let mut found = BTreeSet::new();
    inputs.retain(|Input { path, .. }| {
        let folder = path.parent().map(Path::to_owned);
        let real = folders
            .entry(folder)
            .or_insert_with(|| in_real_folder(path).parent().map(Path::to_owned));
        found.insert((real.clone(), path.file_name().map(OsStr::to_owned)))
    });
}

/// The error for a path that is not a source: a generated page, a file of another program, or an
/// option with the wrong dash.
fn no_source(path: &Path) -> Option<Words> {
    const OTHERS: [&str; 8] = ["html", "md", "json", "doc", "docx", "xls", "xlsx", "pdf"];
    let (name, shown) = (path.to_string_lossy(), shown(path));
    if name.starts_with(['—', '–', '－', '−']) {
        let option = name.trim_start_matches(['—', '–', '－', '−', '-']);
        return Some(Words::new(
            format!("找不到文件 {shown}；如为选项，请以两个英文减号开头：--{option}"),
            format!("no such file {shown}; if it is an option, use two ASCII hyphens: --{option}"),
        ));
    }
    let extension = path.extension()?.to_str()?.to_lowercase();
    OTHERS.contains(&extension.as_str()).then(|| {
        Words::new(
            format!("{shown} 不是报告源文件；源文件的扩展名为 .gdr"),
            format!("{shown} is not a source; sources have the extension .gdr"),
        )
    })
}

impl Input {
    /// The path of an output built from this source: in a folder, with the same relative path.
    pub fn output(&self, out: &Path, extension: &str) -> PathBuf {
        let below = self.path.strip_prefix(&self.root).unwrap_or(&self.path);
        slashed(out.join(below).with_extension(extension))
    }
}

fn below(root: &Path, folder: &Path, inputs: &mut Vec<Input>) -> io::Result<()> {
    for entry in entries(folder)? {
        let path = slashed(folder.join(entry.file_name()));
        if entry.file_type()?.is_dir() {
            below(root, &path, inputs)?;
        } else if path.extension().is_some_and(|extension| extension == "gdr") {
            inputs.push(Input {
                path,
                root: root.to_owned(),
            });
        }
    }
    Ok(())
}

/// The entries of a folder, sorted by name. Hidden ones are skipped, such as `.git` and the lock
/// and swap files of editors.
pub(super) fn entries(folder: &Path) -> io::Result<Vec<fs::DirEntry>> {
    let mut entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    entries.retain(|entry| !entry.file_name().as_encoded_bytes().starts_with(b"."));
    entries.sort_by_key(fs::DirEntry::file_name);
    Ok(entries)
}

/// The given folders and all folders below them, where sources may be added. Folders that cannot be
/// read are treated as empty.
pub fn folders<'p>(paths: impl Iterator<Item = &'p PathBuf>) -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = paths.filter(|path| path.is_dir()).cloned().collect();
    let mut at = 0;
    while let Some(folder) = folders.get(at) {
        let below = entries(folder).unwrap_or_default().into_iter();
        let below = below.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
        folders.extend(
            below
                .map(|entry| folder.join(entry.file_name()))
                .collect::<Vec<_>>(),
        );
        at += 1;
    }
    folders
}
