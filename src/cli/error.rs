//! Why a command cannot do what it was asked for.

use super::Exit;
use crate::diagnostic::{Language, Words};

/// A failure of a command itself, not of a source.
#[derive(Debug)]
pub enum Error {
    /// What is wrong, and how to fix it.
    Failure(Words),
    /// Whoever read standard output has closed it, as `head` does. Nothing is wrong, and nothing
    /// is printed.
    ClosedPipe,
}

impl Error {
    pub fn exit(&self) -> Exit {
        match self {
            Error::Failure(_) => Exit::Usage,
            Error::ClosedPipe => Exit::Fine,
        }
    }

    /// What is wrong, if anything is.
    pub fn words(&self) -> Option<&Words> {
        match self {
            Error::Failure(words) => Some(words),
            Error::ClosedPipe => None,
        }
    }

    /// The line that is printed.
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
