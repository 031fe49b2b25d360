//! Runs the git program.

use std::ffi::OsStr;
use std::process::{Command as Process, Output};

use crate::diagnostic::Words;

/// The output of git.
///
/// # Errors
/// If it cannot be run.
pub(super) fn git<A: AsRef<OsStr>>(
    arguments: impl IntoIterator<Item = A>,
) -> Result<Output, Words> {
    Process::new("git")
        .args(arguments)
        .output()
        .map_err(|error| {
            Words::new(
                format!("无法运行 git：{error}"),
                format!("cannot run git: {error}"),
            )
        })
}
