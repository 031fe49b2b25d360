//! `--depfile`: which files each output was built of, as Make and Ninja read it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::cli::Error;
use crate::diagnostic::Words;
use crate::files;
use crate::source::slice;

/// What one of Make and Ninja does not take in a name, however it is written.
const UNSPEAKABLE: &str = ";|=*?&'\"<>^`";

type Rules = BTreeMap<String, BTreeSet<String>>;

/// A rule for each output. Reports add theirs from many threads.
pub struct Depfile {
    path: PathBuf,
    /// Names as they are written there.
    rules: Mutex<Rules>,
}

impl Depfile {
    pub fn new(path: PathBuf) -> Depfile {
        Depfile {
            path,
            rules: Mutex::default(),
        }
    }

    /// Says what outputs are built of.
    ///
    /// # Errors
    /// A name that it cannot have, in words.
    pub fn add(
        &self,
        outputs: impl IntoIterator<Item = PathBuf>,
        files: &BTreeSet<PathBuf>,
    ) -> Result<(), Error> {
        let files: BTreeSet<String> = files
            .iter()
            .map(|file| escaped(file))
            .collect::<Result<_, _>>()?;
        let outputs: Vec<String> = outputs
            .into_iter()
            .map(|output| escaped(&output))
            .collect::<Result<_, _>>()?;
        let mut rules = self.rules.lock().unwrap_or_else(PoisonError::into_inner);
        rules.extend(outputs.into_iter().map(|output| (output, files.clone())));
        Ok(())
    }

    /// Writes it, as a whole or not at all. Where nothing is new it stays as it is.
    ///
    /// # Errors
    /// Why it cannot be written, in words.
    pub fn write(&self) -> Result<(), Error> {
        let rules = self.rules.lock().unwrap_or_else(PoisonError::into_inner);
        files::write(&self.path, &text(&rules)).map_err(Error::from)
    }
}

fn text(rules: &Rules) -> String {
    let mut text = String::new();
    for (output, files) in rules {
        text += &format!("{output}:");
        for file in files {
            text += &format!(" \\\n  {file}");
        }
        text.push('\n');
    }
    // A file that is gone then has to be built anew, and does not stop Make.
    for file in rules.values().flatten().collect::<BTreeSet<_>>() {
        text += &format!("{file}:\n");
    }
    text
}

/// A path as both read it: with a backslash before blanks, `#` and `:`, and before each backslash
/// in front of those, and two `$` for one.
fn escaped(path: &Path) -> Result<String, Error> {
    let is_unspeakable = |c: char| c.is_control() || UNSPEAKABLE.contains(c);
    let Some(name) = path
        .to_str()
        .filter(|name| !name.contains(is_unspeakable) && !name.ends_with('\\'))
    else {
        let path = path.display();
        return Err(Words::new(
            format!("文件名 {path} 含有 Make 或 Ninja 不能处理的字符，不能写进依赖文件；请改名"),
            format!(
                "the name {path} has a character that Make or Ninja does not take in a depfile; choose another name"
            ),
        ).into());
    };
    let mut escaped = String::with_capacity(name.len());
    let mut backslashes = 0;
    for (at, character) in name.char_indices() {
        match character {
            '$' => escaped.push('$'),
            ':' if is_drive(name, at) => {}
            ' ' | '#' | ':' => escaped.extend(std::iter::repeat_n('\\', backslashes + 1)),
            _ => {}
        }
        backslashes = if character == '\\' {
            backslashes + 1
        } else {
            0
        };
        escaped.push(character);
    }
    Ok(escaped)
}

/// Whether a colon is that of `C:\`, which stands as it is.
fn is_drive(name: &str, at: usize) -> bool {
    at == 1
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && slice(name, 2..).starts_with(['\\', '/'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_written_as_make_and_ninja_read_them() {
        let escaped = |name: &str| escaped(Path::new(name)).ok();
        assert_eq!(
            escaped("年报 2024#1.gdr").as_deref(),
            Some("年报\\ 2024\\#1.gdr")
        );
        assert_eq!(escaped("a$b:c").as_deref(), Some("a$$b\\:c"));
        assert_eq!(escaped("a\\b\\ c").as_deref(), Some("a\\b\\\\\\ c"));
        assert_eq!(escaped("C:\\年报.gdr").as_deref(), Some("C:\\年报.gdr"));
        assert_eq!(escaped("a\nb"), None);
        assert_eq!(escaped("a;b"), None);
        assert_eq!(escaped("a\\"), None);
    }
}
