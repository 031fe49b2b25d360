//! Progress of long runs is shown on terminals only.
#![cfg(target_os = "linux")] // On other systems, `script` has other options.

use std::process::{Command, Stdio};

use crate::common::folder::Folder;
use crate::common::{example_alone, is_thorough};

/// The number of reports whose check takes longer than the delay of the progress line. Optimized
/// builds need more; thorough tests run such a build.
fn reports() -> usize {
    let is_optimised = is_thorough() || !cfg!(debug_assertions);
    if is_optimised { 8000 } else { 400 }
}

/// The output of checking the same report many times, on a type of terminal or in a pipe.
fn output_of(name: &str, terminal: Option<&str>) -> String {
    let folder = Folder::new(name);
    let report = example_alone("pingtan-2021");
    (0..reports()).for_each(|number| folder.save(&format!("{number}.gdr"), &report));
    let line = format!("{} --lang en check .", env!("CARGO_BIN_EXE_gdr"));
    let mut command = match terminal {
        Some(_) => Command::new("script"),
        None => Command::new("sh"),
    };
    match terminal {
        Some(kind) => command.args(["-qec", &line, "/dev/null"]).env("TERM", kind),
        None => command.args(["-c", &line]),
    };
    command
        .current_dir(&folder.0)
        .env("RAYON_NUM_THREADS", "1")
        .stdin(Stdio::null());
    let result = command.output().expect("the command runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    text(&result.stdout) + &text(&result.stderr)
}

#[test]
fn a_terminal_shows_progress_and_clears_it() {
    let output = output_of("progress-terminal", Some("xterm"));
    let count = format!("/{} …", reports());
    assert!(output.contains(&count), "{output}");
    let (_, rest) = output.rsplit_once(&count).expect("the progress is printed");
    let blank = rest
        .strip_prefix('\r')
        .expect("the line is cleared")
        .split('\r')
        .next()
        .unwrap_or_default();
    assert!(
        blank.len() > count.len() && blank.trim().is_empty(),
        "{rest:?}"
    );
}

#[test]
fn a_pipe_and_a_dumb_terminal_show_no_progress() {
    for (name, terminal) in [("progress-pipe", None), ("progress-dumb", Some("dumb"))] {
        let output = output_of(name, terminal);
        assert!(
            output.contains(&format!("{} reports", reports())) && !output.contains('…'),
            "{output}"
        );
    }
}
