//! The errors of the library interface.

use std::fmt;

use crate::diagnostic::{Diagnostic, Words, counted};

/// The error of a library call. It prints in English; [`Error::words`] has both languages.
#[non_exhaustive]
pub enum Error {
    /// A file cannot be read or written.
    File(Words),
    /// The report has these errors.
    Unsound(Vec<Diagnostic>),
    /// The source contains only forms and no report.
    NoReport,
    /// The path refers to no fact, or to several.
    NoFact(Words),
    /// A template is invalid.
    Template(String),
    /// A build script's request cannot be carried out.
    Build(Words),
}

impl Error {
    /// The message, in both languages.
    pub fn words(&self) -> Words {
        match self {
            Error::File(words) | Error::NoFact(words) | Error::Build(words) => words.clone(),
            Error::Unsound(diagnostics) => {
                let lines: Vec<Words> = diagnostics.iter().map(Diagnostic::in_short).collect();
                let number = lines.len();
                let lines = Words::joined(&lines, "\n", "\n");
                Words::new(
                    format!("报告有 {number} 处错误：\n{}", lines.of_zh()),
                    format!(
                        "the report has {}:\n{}",
                        counted(number, "error"),
                        lines.of_en()
                    ),
                )
            }
            Error::NoReport => Words::new(
                "文件中没有报告，只有表单",
                "the file contains only forms and no report",
            ),
            Error::Template(reason) => Words::new(
                format!("模板格式有误：{reason}"),
                format!("invalid template: {reason}"),
            ),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.words().of_en())
    }
}

/// Prints the same as `Display`, because a program that ends with the error prints its `Debug`
/// form.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Error {}
