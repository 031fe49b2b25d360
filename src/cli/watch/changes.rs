//! File changes, grouped in bursts: an editor changes several files, several times, when it saves
//! one. The only module that uses notify.

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
use crate::files::{in_real_folder, is_temporary};
use crate::invisible::shown;

/// A burst ends when nothing has changed for this long.
const QUIET: Duration = Duration::from_millis(100);
/// The longest time to wait for the end of a burst.
const LONGEST_BURST: Duration = Duration::from_secs(2);

/// The changes of one burst.
#[derive(Debug, Default)]
pub(crate) struct Changed {
    paths: BTreeSet<PathBuf>,
    /// Whether the operating system dropped events, so that any file may have changed.
    is_anything: bool,
}

impl Changed {
    /// Whether one of these files or folders has changed: the path itself, a folder above it, or a
    /// file in it.
    pub(crate) fn touches(&self, sources: &BTreeSet<PathBuf>) -> bool {
        self.is_anything
            || sources
                .iter()
                .any(|source| self.is_above(source) || self.is_below(source))
    }

    fn is_above(&self, source: &Path) -> bool {
        source.ancestors().any(|folder| self.paths.contains(folder))
    }

    /// Paths are sorted, so a path in the folder would follow it directly.
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

    /// Removes the outputs, and temporary files that are renamed to outputs.
    pub(crate) fn forget(&mut self, outputs: &BTreeSet<PathBuf>) {
        self.paths
            .retain(|path| !outputs.contains(path) && !is_temporary(path));
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "a non-exhaustive enum of another crate"
    )]
    fn note(&mut self, event: &Event) {
        let is_content = match event.kind {
            EventKind::Access(_) => return,
            EventKind::Modify(ModifyKind::Name(_)) => false,
            kind => kind.is_modify(),
        };
        self.is_anything |= event.need_rescan();
        // If the content of a folder changes, its files have events of their own.
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

/// A path as events name it: with symbolic links in its folder resolved. If the path itself is a
/// link, also its target.
pub(crate) fn located(path: &Path) -> BTreeSet<PathBuf> {
    [Some(in_real_folder(path)), fs::canonicalize(path).ok()]
        .into_iter()
        .flatten()
        .collect()
}

/// Watches folders, not files: a file that replaces another is not the watched file any more.
pub(crate) struct FileChanges {
    watcher: RecommendedWatcher,
    events: Receiver<notify::Result<Event>>,
    watched: BTreeSet<PathBuf>,
}

impl FileChanges {
    /// # Errors
    /// If the operating system cannot report changes.
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

    /// Also watches for changes of these paths, which need not exist. Returns whether a
    /// further folder is now watched.
    ///
    /// # Errors
    /// If a folder cannot be watched.
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

    /// Waits for a change and the end of its burst.
    ///
    /// # Errors
    /// If the operating system stops reporting changes.
    pub(crate) fn next(&mut self) -> Result<Changed, Error> {
        let mut changed = Changed::default();
        while changed.is_empty() {
            match self.events.recv() {
                Ok(Ok(event)) => changed.note(&event),
                Ok(Err(_)) => {}
                Err(_) => {
                    return Err(Words::new(
                        "操作系统不再通知文件的改动，无法继续自动更新，请重新运行命令",
                        "the operating system no longer reports file changes; run the command again",
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

    /// A folder that was deleted and created again must be watched anew.
    fn forget_folders(&mut self, changed: &Changed) {
        let gone: Vec<PathBuf> = self
            .watched
            .iter()
            .filter(|folder| changed.paths.contains(*folder) || !folder.is_dir())
            .cloned()
            .collect();
        for folder in gone {
            // The system may have removed the watch already.
            let _ = self.watcher.unwatch(&folder);
            self.watched.remove(&folder);
        }
    }
}

/// The folder to watch for changes of a path: the path itself if it is a folder, otherwise the
/// nearest existing one above it.
fn folder_of(path: &Path) -> Option<PathBuf> {
    path.ancestors()
        .find(|folder| folder.is_dir())
        .map(Path::to_owned)
}

fn cannot(folder: &Path, error: &notify::Error) -> Words {
    let folder = shown(folder);
    Words::new(
        format!("无法监视 {folder}：{error}"),
        format!("cannot watch {folder}: {error}"),
    )
}
