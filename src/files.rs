//! Finds files, reads referenced ones, and writes files atomically.

use std::collections::{BTreeMap, BTreeSet};
use std::env::current_dir;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf, absolute};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::diagnostic::{Diagnostic, Words};
use crate::forms::Files;
use crate::source::{LONGEST_SOURCE, Source};

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
                    format!("目录 {} 中没有 .gdr 文件", path.display()),
                    format!("no .gdr files in {}", path.display()),
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
    let (name, shown) = (path.to_string_lossy(), path.display());
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
        let (name, place) = (path.display(), real(&path));
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

/// The templates in a folder, by file name.
///
/// # Errors
/// If the folder or a file cannot be read, or the folder contains no files.
pub fn templates(folder: &Path) -> Result<BTreeMap<String, String>, Words> {
    let mut templates = BTreeMap::new();
    let unreadable = |error| unreadable(folder, &error);
    for entry in entries(folder).map_err(unreadable)? {
        let path = entry.path();
        if let Some(name) = path
            .file_name()
            .and_then(|name| name.to_str())
            .filter(|_| path.is_file())
        {
            let text =
                fs::read_to_string(&path).map_err(|error| self::unreadable(&path, &error))?;
            templates.insert(name.to_owned(), text);
        }
    }
    if templates.is_empty() {
        let folder = folder.display();
        return Err(Words::new(
            format!("模板目录 {folder} 为空"),
            format!("the template folder {folder} is empty"),
        ));
    }
    Ok(templates)
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
fn entries(folder: &Path) -> io::Result<Vec<fs::DirEntry>> {
    let mut entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    entries.retain(|entry| !entry.file_name().as_encoded_bytes().starts_with(b"."));
    entries.sort_by_key(fs::DirEntry::file_name);
    Ok(entries)
}

/// A path with `/` as its separator on all systems. Windows paths that begin with two backslashes
/// are unchanged, since only backslashes separate them.
pub fn slashed(path: PathBuf) -> PathBuf {
    match path.to_str() {
        Some(text) if cfg!(windows) && !text.starts_with(r"\\") => text.replace('\\', "/").into(),
        _ => path,
    }
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

/// The error for a file that cannot be read.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the kinds of errors are of another crate"
)]
pub fn unreadable(path: &Path, error: &io::Error) -> Words {
    let path = path.display();
    match error.kind() {
        io::ErrorKind::NotFound => Words::new(
            format!("找不到文件 {path}"),
            format!("cannot read {path}: no such file"),
        ),
        io::ErrorKind::PermissionDenied => Words::new(
            format!("没有读取 {path} 的权限"),
            format!("cannot read {path}: permission denied"),
        ),
        io::ErrorKind::InvalidData => Words::new(
            format!("{path} 不是 UTF-8 编码的文本"),
            format!("cannot read {path}: it is not UTF-8 text"),
        ),
        io::ErrorKind::IsADirectory => Words::new(
            format!("{path} 是目录，此处应为文件"),
            format!("expected a file, found the folder {path}"),
        ),
        _ => Words::new(
            format!("无法读取 {path}：{error}"),
            format!("cannot read {path}: {error}"),
        ),
    }
}

/// Writes a file atomically. A file whose content would not change is not written.
///
/// # Errors
/// If the file cannot be written. The error states the reason.
pub fn write(path: &Path, text: &str) -> Result<(), Words> {
    update(path, text).map(drop)
}

/// Like [`write()`]. Returns whether the file was written.
///
/// # Errors
/// If the file cannot be written. The error states the reason.
pub fn update(path: &Path, text: &str) -> Result<bool, Words> {
    let is_same_length =
        fs::metadata(path).is_ok_and(|there| there.is_file() && there.len() == text.len() as u64);
    if is_same_length && fs::read(path).is_ok_and(|bytes| bytes == text.as_bytes()) {
        return Ok(false);
    }
    let mut file = PendingFile::create(path)?;
    file.write(text)?;
    file.close().map(|()| true)
}

/// Creates a file and returns `true`, or returns `false` if it exists already. An existing file is
/// never overwritten, even if it was created only a moment before.
///
/// # Errors
/// If the file cannot be written. The error states the reason.
pub fn create(path: &Path, text: &str) -> Result<bool, Words> {
    let made = folder_for(path).map(|()| File::options().write(true).create_new(true).open(path));
    match made.map_err(|error| unwritable(path, &error))? {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        made => {
            let written = made.and_then(|mut file| {
                file.write_all(text.as_bytes()).inspect_err(|_| {
                    let _ = fs::remove_file(path);
                })
            });
            written
                .map(|()| true)
                .map_err(|error| unwritable(path, &error))
        }
    }
}

/// Creates the folder of a file.
fn folder_for(path: &Path) -> io::Result<()> {
    path.parent().map_or(Ok(()), fs::create_dir_all)
}

/// A file that is written in several steps: to a temporary file in the same folder, which is
/// renamed at the end.
pub struct PendingFile {
    path: PathBuf,
    file: File,
    /// The temporary path and the final path, with links resolved. `None` for special files such as
    /// pipes, which are written directly.
    paths: Option<(PathBuf, PathBuf)>,
}

impl PendingFile {
    /// Begins to replace a file, keeping its permissions. If the path is a link, the target of the
    /// link is replaced.
    ///
    /// # Errors
    /// If the file cannot be written. The error states the reason.
    pub fn create(path: &Path) -> Result<PendingFile, Words> {
        PendingFile::begin(path).map_err(|error| unwritable(path, &error))
    }

    fn begin(path: &Path) -> io::Result<PendingFile> {
        let there = fs::metadata(path).ok();
        if there.as_ref().is_some_and(|there| !there.is_file()) {
            return Ok(PendingFile {
                path: path.to_owned(),
                file: File::options().write(true).open(path)?,
                paths: None,
            });
        }
        if there
            .as_ref()
            .is_some_and(|there| there.permissions().readonly())
        {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        folder_for(path)?;
        let place = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let temporary = temporary_path(&place);
        let pending = PendingFile {
            path: path.to_owned(),
            file: File::create(&temporary)?,
            paths: Some((temporary, place)),
        };
        // The new file has the same permissions as the old one.
        if let Some(there) = there {
            pending.file.set_permissions(there.permissions())?;
        }
        Ok(pending)
    }

    /// Appends text.
    ///
    /// # Errors
    /// If the file cannot be written. The error states the reason.
    pub fn write(&mut self, text: &str) -> Result<(), Words> {
        self.file
            .write_all(text.as_bytes())
            .map_err(|error| unwritable(&self.path, &error))
    }

    /// Moves the complete file to its final path.
    ///
    /// # Errors
    /// If the file cannot be written. The error states the reason.
    pub fn close(self) -> Result<(), Words> {
        let put = self
            .paths
            .as_ref()
            .map_or(Ok(()), |(temporary, place)| fs::rename(temporary, place));
        put.map_err(|error| unwritable(&self.path, &error))
    }
}

/// Removes the temporary file of an incomplete write.
impl Drop for PendingFile {
    fn drop(&mut self) {
        if let Some((temporary, _)) = &self.paths {
            let _ = fs::remove_file(temporary);
        }
    }
}

/// A temporary path for a file. Each call returns another path, because two threads may write the
/// same file.
fn temporary_path(path: &Path) -> PathBuf {
    static WRITTEN: AtomicUsize = AtomicUsize::new(0);
    let (process, number) = (std::process::id(), WRITTEN.fetch_add(1, Ordering::Relaxed));
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{process}-{number}.part"))
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the kinds of errors are of another crate"
)]
fn unwritable(path: &Path, error: &io::Error) -> Words {
    let path = path.display();
    match error.kind() {
        io::ErrorKind::PermissionDenied => Words::new(
            format!("没有写入 {path} 的权限"),
            format!("cannot write {path}: permission denied"),
        ),
        _ => Words::new(
            format!("无法写入 {path}：{error}"),
            format!("cannot write {path}: {error}"),
        ),
    }
}

/// Reads the bytes of a source.
///
/// # Errors
/// If the file cannot be read. The error states the reason.
pub fn read(path: &Path) -> Result<Vec<u8>, Words> {
    beginning(path).map_err(|error| unreadable(path, &error))
}

/// Reads at most one byte more than the greatest length of a source, because special files may
/// never end.
fn beginning(path: &Path) -> io::Result<Vec<u8>> {
    let file = File::open(path)?;
    let length = file.metadata()?.len().min(LONGEST_SOURCE as u64);
    // One spare byte lets the read see the end of the file without reallocating.
    let mut bytes = Vec::with_capacity(length as usize + 1);
    file.take(LONGEST_SOURCE as u64 + 1)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Loads referenced files from disk, relative to the report, and records which were requested.
#[derive(Default)]
pub struct Disk {
    asked: Mutex<BTreeMap<String, BTreeSet<PathBuf>>>,
}

impl Disk {
    /// A loader that has not loaded anything.
    pub fn new() -> Disk {
        Disk::default()
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
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the kinds of errors are of another crate"
    )]
    fn read(&self, from: &str, path: &str) -> Result<Arc<Source>, Words> {
        let path = slashed(Path::new(from).parent().unwrap_or(Path::new("")).join(path));
        self.note(from, &path);
        let bytes = beginning(&path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => Words::new("找不到该文件", "no such file"),
            io::ErrorKind::PermissionDenied => Words::new("没有读取权限", "permission denied"),
            _ => Words::same(&error.to_string()),
        })?;
        Source::from_bytes(path.display().to_string(), &bytes)
            .map_err(|error| Diagnostic::from(error).title)
    }
}
