//! Git as a program.

use std::ffi::OsStr;
use std::process::{Command as Process, Output};

use crate::diagnostic::Words;

/// What git says.
///
/// # Errors
/// That it cannot be run, in words.
pub fn git<A: AsRef<OsStr>>(arguments: impl IntoIterator<Item = A>) -> Result<Output, Words> {
    Process::new("git")
        .args(arguments)
        .output()
        .map_err(|error| {
            Words::new(
                format!("不能运行 git：{error}"),
                format!("cannot run git: {error}"),
            )
        })
}
