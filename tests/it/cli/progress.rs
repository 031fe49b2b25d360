//! How far long work is: told to people who look at a terminal, and to nobody else.
#![cfg(target_os = "linux")] // Where `script` gives a terminal in the same way everywhere.

use std::process::{Command, Stdio};

use crate::common::folder::Folder;
use crate::common::{example_alone, is_thorough};

/// So many that they take longer than the pause before the first count; thorough tests are optimised.
fn reports() -> usize {
    let is_optimised = is_thorough() || !cfg!(debug_assertions);
    if is_optimised { 8000 } else { 400 }
}

/// What is said of the same report so many times, on a terminal of a kind or in a pipe.
fn said(name: &str, terminal: Option<&str>) -> String {
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
    let output = command.output().expect("it runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    text(&output.stdout) + &text(&output.stderr)
}

#[test]
fn a_terminal_shows_how_far_it_is_and_nothing_of_it_is_left() {
    let said = said("progress-terminal", Some("xterm"));
    let count = format!("/{} …", reports());
    assert!(said.contains(&count), "{said}");
    let (_, rest) = said.rsplit_once(&count).expect("it is there");
    let blank = rest
        .strip_prefix('\r')
        .expect("it is wiped")
        .split('\r')
        .next()
        .unwrap_or_default();
    assert!(
        blank.len() > count.len() && blank.trim().is_empty(),
        "{rest:?}"
    );
}

#[test]
fn a_pipe_and_a_dumb_terminal_show_nothing_of_it() {
    for (name, terminal) in [("progress-pipe", None), ("progress-dumb", Some("dumb"))] {
        let said = said(name, terminal);
        assert!(
            said.contains(&format!("{} reports", reports())) && !said.contains('…'),
            "{said}"
        );
    }
}
