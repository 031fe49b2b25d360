//! What can go wrong for a program that uses the crate.

use std::fmt;

use crate::diagnostic::{Diagnostic, Words, counted};

/// Why there is not what was asked for. It prints in English; [`Error::words`] has both languages.
#[non_exhaustive]
pub enum Error {
    /// A file that cannot be read or written.
    File(Words),
    /// A report that has errors, which are these.
    Unsound(Vec<Diagnostic>),
    /// A source that holds no report, only forms.
    NoReport,
    /// A path that names no fact, or more than one.
    NoFact(Words),
    /// A template that is wrong.
    Template(String),
    /// What was asked of a build cannot be done.
    Build(Words),
}

impl Error {
    /// What is wrong, in both languages.
    pub fn words(&self) -> Words {
        match self {
            Error::File(words) | Error::NoFact(words) | Error::Build(words) => words.clone(),
            Error::Unsound(diagnostics) => {
                let lines: Vec<Words> = diagnostics.iter().map(Diagnostic::in_short).collect();
                let number = lines.len();
                let lines = Words::joined(&lines, "\n", "\n");
                Words::new(
                    format!("错误 {number} 处：\n{}", lines.of_zh()),
                    format!(
                        "the report has {}:\n{}",
                        counted(number, "error"),
                        lines.of_en()
                    ),
                )
            }
            Error::NoReport => Words::new(
                "文件里没有报告，只有表单",
                "there is no report in the file, only forms",
            ),
            Error::Template(reason) => Words::new(
                format!("模板有错：{reason}"),
                format!("the template is wrong: {reason}"),
            ),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.words().of_en())
    }
}

/// The same: what a program prints that ends with it.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Error {}
