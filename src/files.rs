//! Files: finding them, reading those that reports name, writing whole ones.

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

/// A source file, and the folder it was found in: outputs keep its place below that.
#[derive(Debug, Clone)]
pub struct Input {
    /// The file.
    pub path: PathBuf,
    /// The folder it was found in: the file's own, where it was named itself.
    pub root: PathBuf,
}

/// The sources that paths name: files as they are, folders with every `.gdr` file below them, in
/// the order of their names. What is hidden, by a name that begins with a dot, is passed over. A
/// file that is named twice, or in a folder too, is one source.
///
/// # Errors
/// The first path that cannot be read, in words.
pub fn inputs<'p>(paths: impl Iterator<Item = &'p PathBuf>) -> Result<Vec<Input>, Words> {
    let paths: Vec<&PathBuf> = paths.collect();
    let mut inputs = Vec::new();
    for path in &paths {
        if path.is_dir() {
            let before = inputs.len();
            below(path, path, &mut inputs).map_err(|error| unreadable(path, &error))?;
            if inputs.len() == before {
                return Err(Words::new(
                    format!("目录 {} 里没有 .gdr 文件", path.display()),
                    format!("there are no .gdr files in {}", path.display()),
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

/// What surely is no source: a page that was built of one, a file of another program, an option
/// with the wrong dash.
fn no_source(path: &Path) -> Option<Words> {
    const OTHERS: [&str; 8] = ["html", "md", "json", "doc", "docx", "xls", "xlsx", "pdf"];
    let (name, shown) = (path.to_string_lossy(), path.display());
    if name.starts_with(['—', '–', '－', '−']) {
        let option = name.trim_start_matches(['—', '–', '－', '−', '-']);
        return Some(Words::new(
            format!("找不到文件 {shown}；如果是选项，前面写两个英文的减号：--{option}"),
            format!("there is no file {shown}; an option begins with two ASCII dashes: --{option}"),
        ));
    }
    let extension = path.extension()?.to_str()?.to_lowercase();
    OTHERS.contains(&extension.as_str()).then(|| {
        Words::new(
            format!("{shown} 不是报告的源文件；源文件的名称以 .gdr 结尾"),
            format!("{shown} is no source of a report; the names of sources end with .gdr"),
        )
    })
}

impl Input {
    /// Where an output goes that is built of it: in a folder, at the place that it has below its
    /// own.
    pub fn output(&self, out: &Path, extension: &str) -> PathBuf {
        let below = self.path.strip_prefix(&self.root).unwrap_or(&self.path);
        slashed(out.join(below).with_extension(extension))
    }
}

/// Whether no output lies on another, or on a file that is read, by whatever path.
///
/// # Errors
/// The first that does, in words.
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
                "是要读取的文件，不能写在上面",
                "is a file that is read, and cannot be written over",
            ),
            (false, false) => ("会被写两次", "would be written twice"),
            (false, true) => continue,
        };
        return Err(Words::new(
            format!("{name} {zh}；请换一个输出位置"),
            format!("{name} {en}; choose another place for the output"),
        ));
    }
    Ok(())
}

/// The one path of a file that has several, whether it is there or not: without symbolic links.
fn real(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| in_real_folder(path))
}

/// A path whose folder is without symbolic links, as far as it is there. What is in the folder may
/// be one.
pub fn in_real_folder(path: &Path) -> PathBuf {
    // No path at all is the working directory.
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

/// The templates of a folder, by file name.
///
/// # Errors
/// A folder or a file that cannot be read, or a folder without files, in words.
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
            format!("模板目录 {folder} 是空的"),
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

/// What is in a folder, in the order of names. What is hidden is passed over: git's own, locks and
/// swap files of editors.
fn entries(folder: &Path) -> io::Result<Vec<fs::DirEntry>> {
    let mut entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    entries.retain(|entry| !entry.file_name().as_encoded_bytes().starts_with(b"."));
    entries.sort_by_key(fs::DirEntry::file_name);
    Ok(entries)
}

/// A path with `/` between its steps, on Windows too, so that what is printed and written is the same
/// on all systems. What begins with two backslashes is left as it is: there, only they separate.
pub fn slashed(path: PathBuf) -> PathBuf {
    match path.to_str() {
        Some(text) if cfg!(windows) && !text.starts_with(r"\\") => text.replace('\\', "/").into(),
        _ => path,
    }
}

/// The folders among paths, and those below them: where a source may be added. One that cannot be
/// read has none below it.
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

/// That a file cannot be read, and why.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the kinds of errors are of another crate"
)]
pub fn unreadable(path: &Path, error: &io::Error) -> Words {
    let path = path.display();
    let zh = match error.kind() {
        io::ErrorKind::NotFound => format!("找不到文件 {path}"),
        io::ErrorKind::PermissionDenied => format!("没有读取 {path} 的权限"),
        io::ErrorKind::InvalidData => format!("{path} 不是 UTF-8 编码的文字"),
        io::ErrorKind::IsADirectory => {
            return Words::new(
                format!("{path} 是目录，这里要一个文件"),
                format!("{path} is a folder, a file is wanted here"),
            );
        }
        _ => format!("不能读取 {path}：{error}"),
    };
    Words::new(zh, format!("cannot read {path}: {error}"))
}

/// Writes a whole file or none. One that would not change is left alone.
///
/// # Errors
/// Why it cannot be written, in words.
pub fn write(path: &Path, text: &str) -> Result<(), Words> {
    update(path, text).map(drop)
}

/// The same. Whether it was written.
///
/// # Errors
/// Why it cannot be written, in words.
pub fn update(path: &Path, text: &str) -> Result<bool, Words> {
    let is_same_length =
        fs::metadata(path).is_ok_and(|there| there.is_file() && there.len() == text.len() as u64);
    if is_same_length && fs::read(path).is_ok_and(|bytes| bytes == text.as_bytes()) {
        return Ok(false);
    }
    let mut file = Growing::create(path)?;
    file.write(text)?;
    file.close().map(|()| true)
}

/// Writes a file where there is none. Whether there was none: nothing takes the place of one that
/// came meanwhile.
///
/// # Errors
/// Why it cannot be written, in words.
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

/// Makes the folder of a file.
fn folder_for(path: &Path) -> io::Result<()> {
    path.parent().map_or(Ok(()), fs::create_dir_all)
}

/// A file that is written piece by piece: beside its place first, and in it only once it is whole.
pub struct Growing {
    path: PathBuf,
    file: File,
    /// Where it is written, and its place, which may be where a link leads. None for what is no
    /// file, as a pipe: nothing is put in the place of that.
    way: Option<(PathBuf, PathBuf)>,
}

impl Growing {
    /// In the place of a file, with its permissions. Of a link, it is the file that the link leads
    /// to.
    ///
    /// # Errors
    /// Why it cannot be written, in words.
    pub fn create(path: &Path) -> Result<Growing, Words> {
        Growing::begin(path).map_err(|error| unwritable(path, &error))
    }

    fn begin(path: &Path) -> io::Result<Growing> {
        let there = fs::metadata(path).ok();
        if there.as_ref().is_some_and(|there| !there.is_file()) {
            return Ok(Growing {
                path: path.to_owned(),
                file: File::options().write(true).open(path)?,
                way: None,
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
        let beside = beside(&place);
        let growing = Growing {
            path: path.to_owned(),
            file: File::create(&beside)?,
            way: Some((beside, place)),
        };
        // Who may read the old file may read the new one, and nobody else.
        if let Some(there) = there {
            growing.file.set_permissions(there.permissions())?;
        }
        Ok(growing)
    }

    /// # Errors
    /// Why it cannot be written, in words.
    pub fn write(&mut self, text: &str) -> Result<(), Words> {
        self.file
            .write_all(text.as_bytes())
            .map_err(|error| unwritable(&self.path, &error))
    }

    /// Puts it in its place.
    ///
    /// # Errors
    /// Why it cannot be written, in words.
    pub fn close(self) -> Result<(), Words> {
        let put = self
            .way
            .as_ref()
            .map_or(Ok(()), |(beside, place)| fs::rename(beside, place));
        put.map_err(|error| unwritable(&self.path, &error))
    }
}

/// What has not come into its place goes.
impl Drop for Growing {
    fn drop(&mut self) {
        if let Some((beside, _)) = &self.way {
            let _ = fs::remove_file(beside);
        }
    }
}

/// Where a file is written before it takes its place: another name each time, for two threads may
/// write the same file.
fn beside(path: &Path) -> PathBuf {
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
    let zh = match error.kind() {
        io::ErrorKind::PermissionDenied => format!("没有写入 {path} 的权限"),
        _ => format!("不能写入 {path}：{error}"),
    };
    Words::new(zh, format!("cannot write {path}: {error}"))
}

/// The bytes of a source.
///
/// # Errors
/// Why it cannot be read, in words.
pub fn read(path: &Path) -> Result<Vec<u8>, Words> {
    beginning(path).map_err(|error| unreadable(path, &error))
}

/// The bytes of a file, no more than it takes to see that it is too long: not every file ends.
fn beginning(path: &Path) -> io::Result<Vec<u8>> {
    let file = File::open(path)?;
    let length = file.metadata()?.len().min(LONGEST_SOURCE as u64);
    // With room to see its end, a file is read at once.
    let mut bytes = Vec::with_capacity(length as usize + 1);
    file.take(LONGEST_SOURCE as u64 + 1)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The files that reports name, relative to the report; and which were asked for.
#[derive(Default)]
pub struct Disk {
    asked: Mutex<BTreeMap<String, BTreeSet<PathBuf>>>,
}

impl Disk {
    /// A disk of which nothing has been asked.
    pub fn new() -> Disk {
        Disk::default()
    }

    /// The files that a report has been compiled with, beside its own: those it names, and those
    /// that they name. One that is not there is among them.
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
            io::ErrorKind::NotFound => Words::new("找不到这个文件", "there is no such file"),
            io::ErrorKind::PermissionDenied => Words::new("没有读取的权限", "permission denied"),
            _ => Words::same(&error.to_string()),
        })?;
        Source::from_bytes(path.display().to_string(), &bytes)
            .map_err(|error| Diagnostic::from(error).title)
    }
}
