//! Programs of the system that some tests use. Without one there is less to test, which must not
//! happen unnoticed: in CI they have to be installed.

use std::env;
use std::io::Write;
use std::process::{Command, Stdio};

/// Whether the tests run in CI, as most services of the kind say.
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
        "{program} is not installed, and CI needs it"
    );
    if !is_there {
        eprintln!("skipped: {program} is not installed");
    }
    is_there
}

/// What a program prints to standard error about a text, if it is installed.
pub fn said_by(program: &str, arguments: &[&str], text: &str) -> Option<String> {
    if !is_installed(program) {
        return None;
    }
    let mut command = Command::new(program);
    let piped = command
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    let mut child = piped.spawn().expect("it runs");
    let mut input = child.stdin.take().expect("it is piped");
    input.write_all(text.as_bytes()).expect("it reads");
    drop(input);
    let output = child.wait_with_output().expect("it ends");
    let is_fine = output.status.success();
    let failure = if is_fine { "" } else { "it fails: " };
    Some(format!(
        "{failure}{}",
        String::from_utf8_lossy(&output.stderr)
    ))
}
