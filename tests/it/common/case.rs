//! The cases of `tests/cases/`: sources with the expected diagnostics as annotations.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gdr::diagnostic::{Diagnostic, Language, Words};
use gdr::forms::{Files, Unread};
use gdr::source::Source;
use gdr::{Compiled, Compiler};

pub const MARK: &str = "//~";
pub const ENGLISH: &str = "//~ lang: en";

/// A parsed case.
pub struct Case {
    pub language: Language,
    /// The directive line, kept unchanged.
    pub directive: String,
    pub source: String,
}

impl Case {
    pub fn of(file: &str) -> Case {
        let mut case = Case {
            language: Language::Chinese,
            directive: String::new(),
            source: String::new(),
        };
        for (index, line) in file.split_inclusive('\n').enumerate() {
            if index == 0 && line.trim_end() == ENGLISH {
                case.language = Language::English;
                line.clone_into(&mut case.directive);
            } else if !line.trim_start().starts_with(MARK) {
                case.source.push_str(line);
            } else if !line.ends_with('\n') {
                let end = case.source.trim_end_matches('\n').len();
                case.source.truncate(if case.source[..end].ends_with('\r') {
                    end - 1
                } else {
                    end
                });
            }
        }
        case
    }

    pub fn read(path: &Path) -> Case {
        Case::of(&fs::read_to_string(path).expect("a case in UTF-8"))
    }
}

/// Compiles a text as if it were the file of a case. Returns the source and its diagnostics.
pub fn compile(path: &Path, text: &str) -> (Arc<Source>, Vec<Diagnostic>) {
    let (source, compiled) = compile_whole(path, text);
    (source, compiled.diagnostics)
}

/// The same, with the report.
pub fn compile_whole(path: &Path, text: &str) -> (Arc<Source>, Compiled) {
    let source = Source::new(path.display().to_string(), text);
    let compiled = Compiler::with_files(Folder).compile(&source, gdr::Options::default());
    (source, compiled)
}

/// Reads files relative to the case and removes their annotations.
pub struct Folder;

impl Files for Folder {
    fn read(&self, from: &str, path: &str) -> Result<Arc<Source>, Unread> {
        let path = Path::new(from).parent().unwrap_or(Path::new("")).join(path);
        let text =
            fs::read_to_string(&path).map_err(|_| Words::new("找不到文件", "file not found"))?;
        Ok(Source::new(
            path.display().to_string(),
            Case::of(&text).source,
        ))
    }
}

pub const FOLDER: &str = "tests/cases";

/// Every case, sorted by name.
pub fn files() -> Vec<PathBuf> {
    super::all_files(FOLDER, "gdr")
}
