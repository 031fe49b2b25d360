//! `--depfile`: the dependencies of each output, in the format that Make and Ninja read.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::cli::Error;
use crate::diagnostic::Words;
use crate::files;
use crate::invisible::shown;
use crate::source::slice;

/// Characters that Make or Ninja rejects in a name even if they are escaped.
const UNSUPPORTED: &str = ";|=*?&'\"<>^`%[]";

type Rules = BTreeMap<String, BTreeSet<String>>;

/// The rules, one per output. Several threads add rules.
pub(super) struct Depfile {
    path: PathBuf,
    /// Names are escaped.
    rules: Mutex<Rules>,
}

impl Depfile {
    pub(super) fn new(path: PathBuf) -> Depfile {
        Depfile {
            path,
            rules: Mutex::default(),
        }
    }

    /// Adds a rule for each output.
    ///
    /// # Errors
    /// If a name has a character that cannot be escaped.
    pub(super) fn add(
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

    /// Writes the file atomically; unchanged content is not rewritten.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub(super) fn write(&self) -> Result<(), Error> {
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
    // An empty rule per dependency: a deleted file then causes a rebuild, not an error.
    for file in rules.values().flatten().collect::<BTreeSet<_>>() {
        text += &format!("{file}:\n");
    }
    text
}

/// A path escaped for both Make and Ninja. A space, `#` or `:` gets a backslash, and the
/// backslashes directly before it are doubled. `$` becomes `$$`.
fn escaped(path: &Path) -> Result<String, Error> {
    let is_unsupported = |c: char| c.is_control() || UNSUPPORTED.contains(c);
    let Some(name) = path
        .to_str()
        .filter(|name| !name.contains(is_unsupported) && !name.ends_with('\\'))
    else {
        let path = shown(path);
        return Err(Words::new(
            format!("文件名 {path} 含有 Make 或 Ninja 不能处理的字符，无法写入依赖文件；请改名"),
            format!(
                "the name {path} has a character that Make or Ninja cannot handle in a depfile; rename the file"
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

/// Whether a colon belongs to a drive such as `C:\`. Such a colon is not escaped.
fn is_drive(name: &str, at: usize) -> bool {
    at == 1
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && slice(name, 2..).starts_with(['\\', '/'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_escaped_for_make_and_ninja() {
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
