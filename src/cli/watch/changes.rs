//! Which files change, in bursts: an editor that saves a file touches several, several times. The
//! only module that uses notify.

use std::collections::BTreeSet;
use std::fs;
use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use notify::event::ModifyKind;
use notify::{Config, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::cli::Error;
use crate::diagnostic::Words;
use crate::files::in_real_folder;

/// A burst is over when nothing happens for so long.
const QUIET: Duration = Duration::from_millis(100);
/// A burst is not waited for longer.
const LONGEST_BURST: Duration = Duration::from_secs(2);

/// What changed in one burst.
#[derive(Debug, Default)]
pub(crate) struct Changed {
    paths: BTreeSet<PathBuf>,
    /// The system lost count: anything may have changed.
    is_anything: bool,
}

impl Changed {
    /// Whether any of these has changed: a file, a folder that it is in, or a file in a folder.
    pub(crate) fn touches(&self, sources: &BTreeSet<PathBuf>) -> bool {
        self.is_anything
            || sources
                .iter()
                .any(|source| self.is_above(source) || self.is_below(source))
    }

    fn is_above(&self, source: &Path) -> bool {
        source.ancestors().any(|folder| self.paths.contains(folder))
    }

    /// What is in a folder comes next after it.
    fn is_below(&self, source: &Path) -> bool {
        let next = self
            .paths
            .range::<Path, _>((Bound::Excluded(source), Bound::Unbounded))
            .next();
        next.is_some_and(|path| path.starts_with(source))
    }

    pub(crate) fn add(&mut self, other: Changed) {
        self.paths.extend(other.paths);
        self.is_anything |= other.is_anything;
    }

    /// Leaves out what we wrote ourselves, and what we write before it is put in its place.
    pub(crate) fn forget(&mut self, outputs: &BTreeSet<PathBuf>) {
        self.paths.retain(|path| {
            !outputs.contains(path) && path.extension().is_none_or(|extension| extension != "part")
        });
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the kinds of events are of another crate"
    )]
    fn note(&mut self, event: &Event) {
        let is_content = match event.kind {
            EventKind::Access(_) => return,
            EventKind::Modify(ModifyKind::Name(_)) => false,
            kind => kind.is_modify(),
        };
        self.is_anything |= event.need_rescan();
        // Where the content of a folder changes, its files tell it themselves.
        self.paths.extend(
            event
                .paths
                .iter()
                .filter(|path| !(is_content && path.is_dir()))
                .cloned(),
        );
    }

    fn is_empty(&self) -> bool {
        self.paths.is_empty() && !self.is_anything
    }
}

/// A path as events name it: its folder without symbolic links. Where it is a link itself, what it
/// leads to as well.
pub(crate) fn located(path: &Path) -> BTreeSet<PathBuf> {
    [Some(in_real_folder(path)), fs::canonicalize(path).ok()]
        .into_iter()
        .flatten()
        .collect()
}

/// Watches folders, not files: a file that is put in the place of another is another file.
pub(crate) struct FileChanges {
    watcher: RecommendedWatcher,
    events: Receiver<notify::Result<Event>>,
    watched: BTreeSet<PathBuf>,
}

impl FileChanges {
    /// # Errors
    /// That this system tells no changes, in words.
    pub(crate) fn new() -> Result<FileChanges, Error> {
        let (sender, events) = channel();
        let watcher =
            RecommendedWatcher::new(sender, Config::default().with_follow_symlinks(false));
        let watcher = watcher.map_err(|error| cannot(Path::new("."), &error))?;
        Ok(FileChanges {
            watcher,
            events,
            watched: BTreeSet::new(),
        })
    }

    /// Watches for changes of these too, whether they are there or not. Whether that took any
    /// folder not watched before.
    ///
    /// # Errors
    /// A folder that cannot be watched, in words.
    pub(crate) fn watch(&mut self, paths: impl Iterator<Item = PathBuf>) -> Result<bool, Error> {
        let folders: BTreeSet<PathBuf> = paths.filter_map(|path| folder_of(&path)).collect();
        let new: Vec<PathBuf> = folders.difference(&self.watched).cloned().collect();
        for folder in &new {
            self.watcher
                .watch(folder, RecursiveMode::NonRecursive)
                .map_err(|error| cannot(folder, &error))?;
            self.watched.insert(folder.clone());
        }
        Ok(!new.is_empty())
    }

    /// Waits for a change, and for the end of its burst.
    ///
    /// # Errors
    /// That no more changes will be told, in words.
    pub(crate) fn next(&mut self) -> Result<Changed, Error> {
        let mut changed = Changed::default();
        while changed.is_empty() {
            match self.events.recv() {
                Ok(Ok(event)) => changed.note(&event),
                Ok(Err(_)) => {}
                Err(_) => {
                    return Err(Words::new(
                        "系统不再报告文件的改动",
                        "the system tells no more changes of files",
                    )
                    .into());
                }
            }
        }
        let begun = Instant::now();
        while begun.elapsed() < LONGEST_BURST {
            match self.events.recv_timeout(QUIET) {
                Ok(Ok(event)) => changed.note(&event),
                Ok(Err(_)) => {}
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
            }
        }
        self.forget_folders(&changed);
        Ok(changed)
    }

    /// A folder that was deleted and made again is another one, and must be watched anew.
    fn forget_folders(&mut self, changed: &Changed) {
        let gone: Vec<PathBuf> = self
            .watched
            .iter()
            .filter(|folder| changed.paths.contains(*folder) || !folder.is_dir())
            .cloned()
            .collect();
        for folder in gone {
            // It may have gone by itself.
            let _ = self.watcher.unwatch(&folder);
            self.watched.remove(&folder);
        }
    }
}

/// The folder in which a change of a path shows: the path itself where it is one, else the nearest
/// above it that is there.
fn folder_of(path: &Path) -> Option<PathBuf> {
    path.ancestors()
        .find(|folder| folder.is_dir())
        .map(Path::to_owned)
}

fn cannot(folder: &Path, error: &notify::Error) -> Words {
    let folder = folder.display();
    Words::new(
        format!("不能监视 {folder}：{error}"),
        format!("cannot watch {folder}: {error}"),
    )
}
