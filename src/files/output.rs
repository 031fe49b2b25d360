//! Where a command may write: over no source, over no input, and not out of the project.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::diagnostic::Words;
use crate::invisible::shown;

use super::place::{is_source, real};
use super::project::{Bounds, SETTINGS};
use super::sources::entries;

/// A file that a command is about to write.
#[derive(Debug, Clone)]
pub struct OutputFile {
    /// Its path.
    pub path: PathBuf,
    /// What determines its path.
    pub reason: OutputReason,
    /// Whether it is a source, so that it may replace one that is no input.
    pub is_source: bool,
}

/// What determines the path of an output.
#[derive(Debug, Clone)]
pub enum OutputReason {
    /// The command line names the file, or a folder of it.
    Named(PathBuf),
    /// This report or these settings; the output must be in their project.
    Source(PathBuf),
}

impl OutputFile {
    /// An output at a path that the command line names.
    pub fn named(path: &Path) -> OutputFile {
        OutputFile {
            path: path.to_owned(),
            reason: OutputReason::Named(path.to_owned()),
            is_source: false,
        }
    }
}

/// Checks that no output replaces an input, a source, settings or another output, and that none is
/// in the folder of templates, or outside of the project, unless the command line names the place.
/// Files are compared by identity.
///
/// # Errors
/// If there is such an output. The error names the first one.
pub fn check_outputs<'p>(
    bounds: &Bounds,
    inputs: impl IntoIterator<Item = &'p Path>,
    templates: Option<&Path>,
    outputs: impl IntoIterator<Item = OutputFile>,
) -> Result<(), Words> {
    let mut outputs = outputs.into_iter().peekable();
    if outputs.peek().is_none() {
        return Ok(());
    }
    let mut places = Places::default();
    let inputs: BTreeSet<Identity> = inputs
        .into_iter()
        .map(|path| places.located(path).identity())
        .collect();
    let template_folder = templates.map(real);
    let template_files = templates.map(files_in).unwrap_or_default();
    let template_files: BTreeSet<Identity> = template_files
        .iter()
        .map(|path| places.located(path).identity())
        .collect();
    let (mut named, mut written) = (NamedPlaces::default(), BTreeSet::new());
    for output in outputs {
        let place = places.located(&output.path);
        if !named.allow(bounds, &output, &place.path) {
            return Err(leaves(&output.path));
        }
        if inputs.contains(&place.identity()) {
            return Err(refused(
                &output.path,
                "是输入文件，不能覆盖",
                "is an input file and cannot be overwritten",
            ));
        }
        if inputs.contains(&place.identity()) {
            return Err(refused(
                &output.path,
                "是输入文件，不能覆盖",
                "is an input file and cannot be overwritten",
            ));
        }
        if place
            .path
            .parent()
            .is_some_and(|it| Some(it) == template_folder.as_deref())
            || template_files.contains(&place.identity())
        {
            return Err(refused(
                &output.path,
                "位于模板目录，不能写入",
                "is in the folder of templates and is not written",
            ));
        }
        if place.is_there && !output.is_source && (is_source(&place.path) || is_settings(&place)) {
            return Err(refused(
                &output.path,
                "是报告、表单或设置文件，不能覆盖",
                "is a report, a form or settings, and cannot be overwritten",
            ));
        }
        if !written.insert(in_one_case(place.path)) {
            return Err(refused(
                &output.path,
                "将被写入两次",
                "would be written twice",
            ));
        }
    }
    Ok(())
}

/// All files in a folder of templates, since any of them may become a template.
fn files_in(folder: &Path) -> Vec<PathBuf> {
    let entries = entries(folder).unwrap_or_default().into_iter();
    entries.map(|entry| entry.path()).collect()
}

fn is_settings(place: &Located) -> bool {
    place
        .path
        .file_name()
        .is_some_and(|name| name.eq_ignore_ascii_case(SETTINGS))
}

fn refused(path: &Path, zh: &str, en: &str) -> Words {
    let name = shown(path);
    Words::new(
        format!("{name} {zh}；请更换输出位置"),
        format!("{name} {en}; choose another output path"),
    )
}

/// The places that the command line names, each looked up once: `None` if its path leads out of a
/// project through a link.
#[derive(Default)]
struct NamedPlaces(BTreeMap<PathBuf, Option<PathBuf>>);

impl NamedPlaces {
    /// Whether an output is in the project that it belongs to, or at the place that the command
    /// line names.
    fn allow(&mut self, bounds: &Bounds, output: &OutputFile, place: &Path) -> bool {
        let is_allowed = match &output.reason {
            OutputReason::Named(named) => self
                .there(bounds, named)
                .is_some_and(|there| place.starts_with(there) || bounds.has_both(there, place)),
            OutputReason::Source(source) => {
                bounds.is_beside(source.parent().unwrap_or(Path::new("")), place)
            }
        };
        is_allowed || bounds.is_in_roots(place)
    }

    fn there(&mut self, bounds: &Bounds, named: &Path) -> Option<&PathBuf> {
        let find = || Some(real(named)).filter(|there| !bounds.leads_out(named, there));
        self.0.entry(named.to_owned()).or_insert_with(find).as_ref()
    }
}

fn leaves(path: &Path) -> Words {
    let path = shown(path);
    Words::new(
        format!("{path} 在项目之外，未写入；如确需写到该处，请在命令行写明此位置"),
        format!(
            "{path} is outside of the project and is not written; to write there, name that place on the command line"
        ),
    )
}

/// What makes two paths the same file. On Unix a file has a number, so hard links and the spelling
/// on disks that ignore case make no difference; elsewhere the real path has one spelling.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Identity {
    #[cfg(unix)]
    Number(u64, u64),
    Path(PathBuf),
}

/// A file without links in its path.
struct Located {
    path: PathBuf,
    is_there: bool,
    #[cfg(unix)]
    number: Option<(u64, u64)>,
}

impl Located {
    fn identity(&self) -> Identity {
        #[cfg(unix)]
        if let Some((device, file)) = self.number {
            return Identity::Number(device, file);
        }
        Identity::Path(in_one_case(self.path.clone()))
    }
}

/// The paths of missing files differ only in case on one file of a disk that ignores case.
fn in_one_case(path: PathBuf) -> PathBuf {
    if cfg!(any(windows, target_os = "macos")) {
        path.to_string_lossy().to_lowercase().into()
    } else {
        path
    }
}

/// Finds the real paths of many files; a folder is resolved only once.
#[derive(Default)]
struct Places {
    folders: BTreeMap<PathBuf, PathBuf>,
}

impl Places {
    fn located(&mut self, path: &Path) -> Located {
        let mut there = fs::symlink_metadata(path).ok();
        let is_link = there.as_ref().is_some_and(fs::Metadata::is_symlink);
        if is_link {
            there = fs::metadata(path).ok();
        }
        let place = match (path.parent(), path.file_name()) {
            (Some(folder), Some(name)) if !is_link => self.folder(folder).join(name),
            _ => real(path),
        };
        Located {
            path: place,
            is_there: there.is_some(),
            #[cfg(unix)]
            number: there.map(|there| {
                use std::os::unix::fs::MetadataExt;
                (there.dev(), there.ino())
            }),
        }
    }

    fn folder(&mut self, folder: &Path) -> PathBuf {
        self.folders
            .entry(folder.to_owned())
            .or_insert_with(|| real(folder))
            .clone()
    }
}
