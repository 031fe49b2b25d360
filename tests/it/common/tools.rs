//! Programs that some tests use. If one is missing, its tests are skipped; in CI they fail.

use std::env;
use std::io::Write;
use std::process::{Command, Stdio};

/// Whether the tests run in CI: most services set the variable `CI`.
pub fn is_ci() -> bool {
    env::var_os("CI").is_some_and(|value| !value.is_empty() && value != "false")
}

/// Whether a program is installed.
///
/// # Panics
/// In CI, if it is not.
pub fn is_installed(program: &str) -> bool {
    let path = env::var_os("PATH").unwrap_or_default();
    let is_there = env::split_paths(&path).any(|folder| folder.join(program).is_file());
    assert!(
        is_there || !is_ci(),
        "{program} is not installed, but CI requires it"
    );
    if !is_there {
        eprintln!("skipped: {program} is not installed");
    }
    is_there
}

/// The standard error of a program that reads a text; `None` if it is not installed.
pub fn stderr_of(program: &str, arguments: &[&str], text: &str) -> Option<String> {
    if !is_installed(program) {
        return None;
    }
    let mut command = Command::new(program);
    let piped = command
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    let mut child = piped.spawn().expect("the program starts");
    let mut input = child.stdin.take().expect("standard input is piped");
    input
        .write_all(text.as_bytes())
        .expect("the program reads its input");
    drop(input);
    let output = child.wait_with_output().expect("the program exits");
    let is_fine = output.status.success();
    let failure = if is_fine { "" } else { "it fails: " };
    Some(format!(
        "{failure}{}",
        String::from_utf8_lossy(&output.stderr)
    ))
}
