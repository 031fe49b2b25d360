//! Finds the sources that a command is given.

use std::collections::{BTreeMap, BTreeSet};
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
    /// Whether it is a link in a folder that was searched. Such a link is not named by the user.
    pub is_found_link: bool,
}

/// The sources at some paths.
#[derive(Debug, Default)]
pub struct Sources {
    /// The sources: each file, and every `.gdr` file below each folder, sorted by name. Hidden
    /// files and folders, whose names begin with a dot, are skipped. A file that is reached in
    /// several ways is one source, also through links.
    pub inputs: Vec<Input>,
    /// The errors of folders that cannot be read. The others are searched nevertheless.
    pub unreadable: Vec<Words>,
    /// The error for a given folder without sources.
    pub empty: Option<Words>,
}

impl Sources {
    /// Finds the sources at the given paths.
    ///
    /// # Errors
    /// If a path is neither a folder nor that of a source. The error names the first such path.
    pub fn find<'p>(paths: impl Iterator<Item = &'p PathBuf>) -> Result<Sources, Words> {
        let mut sources = Sources::default();
        for path in paths {
            if path.is_dir() {
                let before = (sources.inputs.len(), sources.unreadable.len());
                sources.add_folder(path, path);
                if before == (sources.inputs.len(), sources.unreadable.len()) {
                    sources.empty.get_or_insert_with(|| empty(path));
                }
            } else if let Some(words) = no_source(path) {
                return Err(words);
            } else {
                let root = path.parent().unwrap_or(Path::new("")).to_owned();
                let path = path.clone();
                sources.inputs.push(Input {
                    path,
                    root,
                    is_found_link: false,
                });
            }
        }
        if sources.inputs.len() > 1 {
            keep_one_of_each(&mut sources.inputs);
        }
        Ok(sources)
    }

    /// The sources, if all folders could be read and have some.
    ///
    /// # Errors
    /// If not. The error names the first such folder.
    pub fn complete(self) -> Result<Vec<Input>, Words> {
        match self.unreadable.into_iter().next().or(self.empty) {
            Some(words) => Err(words),
            None => Ok(self.inputs),
        }
    }

    fn add_folder(&mut self, root: &Path, folder: &Path) {
        let entries = match entries(folder) {
            Ok(entries) => entries,
            Err(error) => return self.unreadable.push(unreadable(folder, &error)),
        };
        for entry in entries {
            let path = slashed(folder.join(entry.file_name()));
            let kind = entry.file_type();
            if kind.as_ref().is_ok_and(fs::FileType::is_dir) {
                self.add_folder(root, &path);
            } else if path.extension().is_some_and(|extension| extension == "gdr") {
                let root = root.to_owned();
                self.inputs.push(Input {
                    path,
                    root,
                    is_found_link: kind.is_ok_and(|kind| kind.is_symlink()),
                });
            }
        }
    }
}

fn empty(folder: &Path) -> Words {
    let folder = shown(folder);
    Words::new(
        format!("目录 {folder} 中没有 .gdr 文件"),
        format!("no .gdr files in {folder}"),
    )
}

/// Keeps one path of each file: the first, but rather the file itself than a link to it.
fn keep_one_of_each(inputs: &mut Vec<Input>) {
    let keys: Vec<FileKey> = inputs
        .iter()
        .map(|input| FileKey::of(&input.path))
        .collect();
    let mut kept: BTreeMap<&FileKey, usize> = BTreeMap::new();
    for (at, key) in keys.iter().enumerate() {
        let known = kept.entry(key).or_insert(at);
        if *known != at && inputs[*known].path.is_symlink() && !inputs[at].path.is_symlink() {
            *known = at;
        }
    }
    let kept: BTreeSet<usize> = kept.into_values().collect();
    let mut at = 0..;
    inputs.retain(|_| at.next().is_some_and(|at| kept.contains(&at)));
}

/// The identity of a file: equal for all its names and links.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum FileKey {
    #[cfg(unix)]
    Number(u64, u64),
    /// The path of a file that does not exist, or of any file if its system has no numbers.
    Path(PathBuf),
}

impl FileKey {
    #[cfg(unix)]
    fn of(path: &Path) -> FileKey {
        use std::os::unix::fs::MetadataExt;
        match fs::metadata(path) {
            Ok(file) => FileKey::Number(file.dev(), file.ino()),
            Err(_) => FileKey::Path(in_real_folder(path)),
        }
    }

    #[cfg(not(unix))]
    fn of(path: &Path) -> FileKey {
        FileKey::Path(fs::canonicalize(path).unwrap_or_else(|_| in_real_folder(path)))
    }
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
