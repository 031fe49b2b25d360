//! Expected files: tests compare their results with files in the project, and `GDR_BLESS=1 cargo
//! test` rewrites the files. Review the changes with `git diff`.

use std::env;
use std::fs;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{root, tools};
use similar::TextDiff;

/// The command that rewrites all expected files. It is printed in the generated documents.
pub const COMMAND: &str = "GDR_BLESS=1 cargo test";

/// The maximum number of lines shown of a difference.
const SHOWN: usize = 100;

/// Whether expected files are written instead of compared.
///
/// # Panics
/// In CI, where nobody would review what is written.
fn is_on() -> bool {
    let is_on = env::var_os("GDR_BLESS").is_some_and(|value| value == "1");
    assert!(!is_on || !tools::is_ci(), "GDR_BLESS is refused in CI");
    is_on
}

/// Serializes the tests that rewrite parts of the same documents.
pub fn lock_documents() -> Option<MutexGuard<'static, ()>> {
    static LOCK: Mutex<()> = Mutex::new(());
    is_on().then(|| LOCK.lock().unwrap_or_else(PoisonError::into_inner))
}

/// Compares a text with an expected file, or writes the file.
#[track_caller]
pub fn expect_file(path: impl AsRef<Path>, found: &str) {
    expect_files([(path, found)]);
}

/// Compares texts with expected files, or writes the files. Shows all differences.
///
/// # Panics
/// If a text differs from its file, or there are no files.
#[track_caller]
pub fn expect_files<P: AsRef<Path>, T: AsRef<str>>(files: impl IntoIterator<Item = (P, T)>) {
    let is_on = is_on();
    let (mut number, mut differences) = (0, String::new());
    for (path, found) in files {
        number += 1;
        let (path, found) = (root().join(path), found.as_ref());
        let expected = fs::read_to_string(&path).unwrap_or_default();
        if expected == found {
            continue;
        }
        if is_on {
            write(&path, found);
        } else {
            differences += &difference(&path, &expected, found);
        }
    }
    assert!(number > 0, "no expected files");
    assert!(
        differences.is_empty(),
        "expected (-), found (+):\n{differences}To accept the new text, run {COMMAND}\n"
    );
}

/// Replaces a file atomically, as other tests may read it at the same time.
fn write(path: &Path, text: &str) {
    let beside = path.with_extension("blessed");
    fs::create_dir_all(path.parent().expect("it is in a folder"))
        .and_then(|()| fs::write(&beside, text))
        .and_then(|()| fs::rename(&beside, path))
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}

/// The differing lines of two texts, each with one line of context.
fn difference(path: &Path, expected: &str, found: &str) -> String {
    let name = path.strip_prefix(root()).unwrap_or(path).display();
    let difference = TextDiff::from_lines(expected, found);
    let mut unified = difference.unified_diff();
    let shown = unified.context_radius(1).to_string();
    let lines = shown.lines().take(SHOWN).map(|line| format!("{line}\n"));
    let rest = shown.lines().count().saturating_sub(SHOWN);
    let more = (rest > 0).then(|| format!("… {rest} more lines\n"));
    format!("{name}\n{}\n", lines.chain(more).collect::<String>())
}
