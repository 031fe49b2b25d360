//! Errors of a command.

use super::Exit;
use crate::diagnostic::{Language, Words};

/// A failure of the command itself, as opposed to an error in a source.
#[derive(Debug)]
pub enum Error {
    /// A message: what is wrong and how to fix it.
    Failure(Words),
    /// No reports were found. With `--watch`, some may be added.
    NoReports(Words),
    /// A failure that has been reported already.
    Reported,
    /// The reader of standard output has closed it, as `head` does. Nothing is printed.
    ClosedPipe,
}

impl Error {
    pub fn exit(&self) -> Exit {
        match self {
            Error::Failure(_) | Error::NoReports(_) | Error::Reported => Exit::Usage,
            Error::ClosedPipe => Exit::Fine,
        }
    }

    /// The message, if there is one.
    pub fn words(&self) -> Option<&Words> {
        match self {
            Error::Failure(words) | Error::NoReports(words) => Some(words),
            Error::Reported | Error::ClosedPipe => None,
        }
    }

    /// The line to print.
    pub fn line(&self, language: Language) -> String {
        let Some(words) = self.words() else {
            return String::new();
        };
        let words = words.of(language);
        match language {
            Language::Chinese => format!("错误：{words}\n"),
            Language::English => format!("error: {words}\n"),
        }
    }
}

impl From<Words> for Error {
    fn from(words: Words) -> Error {
        Error::Failure(words)
    }
}
