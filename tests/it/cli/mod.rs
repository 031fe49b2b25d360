//! The program, one file per command. `containment.rs`, `exit_codes.rs`, `language.rs`, `pipes.rs`
//! and `writing.rs` test what commands have in common.

mod build;
mod build_tools;
mod check;
mod completions;
mod containment;
mod diff;
mod drafts;
mod exit_codes;
mod explain;
mod facts;
mod fix;
mod fmt;
mod forms;
mod git;
mod help;
mod init;
#[cfg(target_os = "linux")]
mod install;
mod kills;
mod language;
mod man;
mod new;
mod next;
mod pipes;
mod preview;
mod progress;
mod settings;
mod templates;
mod terminal;
mod trend;
mod watch;
mod why;
mod writing;

use crate::common::folder::{Folder, Run, gdr};
use crate::common::{example_alone, root};

const LANGUAGES: [&str; 2] = ["zh", "en"];

// ── Reports ──────────────────────────────────────────────────────────────────────────────────────

fn sound() -> String {
    example_alone("pingtan-2021")
}

/// A report with a wrong figure.
fn wrong() -> String {
    sound().replacen("27 |", "28 |", 1)
}

/// A report with an unknown value.
fn with_unknown_value() -> String {
    sound().replacen("行政许可 2293", "行政许可 ?", 1)
}

fn with_report(name: &str, text: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("a.gdr", text);
    folder
}

/// A report with a warning.
fn with_warning(name: &str) -> Folder {
    with_report(name, &sound().replace("主动公开我区", "主动公开XX我区"))
}

// ── Runs in the folder of the project ────────────────────────────────────────────────────────────

fn run(line: &str, variables: &[(&str, &str)]) -> Run {
    let mut command = gdr(root());
    command
        .args(line.split_whitespace())
        .envs(variables.iter().copied());
    Run::of(command.output().expect("gdr runs"))
}

/// The output of a command line that must succeed.
fn printed(line: &str) -> String {
    let run = run(line, &[]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{line}");
    run.out
}

/// The names of all commands, as the help lists them.
fn commands() -> Vec<String> {
    let help = printed("--help --lang en");
    let listed = help
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty());
    let names: Vec<String> = listed
        .filter_map(|line| line.split_whitespace().next())
        .map(str::to_owned)
        .collect();
    assert!(names.len() > 10, "{names:?}");
    names
}

fn has_han(text: &str) -> bool {
    text.chars()
        .any(|character| ('\u{4e00}'..='\u{9fff}').contains(&character))
}
