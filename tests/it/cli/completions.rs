//! `gdr completions`: scripts for shells.

use std::process::Command;

use crate::cli::{LANGUAGES, commands, printed, run};
use crate::common::folder::Run;
use crate::common::tools::{is_installed, stderr_of};

#[test]
fn completions_know_every_command() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        for language in LANGUAGES {
            let script = printed(&format!("completions {shell} --lang {language}"));
            for name in commands() {
                assert!(script.contains(&name), "{shell}: {name}");
            }
            if ["bash", "zsh", "fish"].contains(&shell) {
                assert!(script.contains("ndjson"), "{shell}: the values of options");
                assert_eq!(
                    stderr_of(shell, &["-n"], &script).unwrap_or_default(),
                    "",
                    "{shell}"
                );
            }
        }
    }
    assert_eq!(run("completions tcsh", &[]).code, Some(2));
}

/// The completions that bash offers for the last word.
fn offered(words: &[&str]) -> String {
    let last = words.len() - 1;
    let quoted: Vec<String> = words.iter().map(|word| format!("'{word}'")).collect();
    let script = printed("completions bash");
    let now = format!("COMP_WORDS=({}); COMP_CWORD={last}", quoted.join(" "));
    let call = format!(
        "{now}; _gdr gdr {} {}; echo \"${{COMPREPLY[*]}}\"",
        quoted[last],
        quoted[last - 1]
    );
    let mut command = Command::new("bash");
    command.args(["--norc", "-c", &format!("{script}\n{call}")]);
    let run = Run::of(command.output().expect("bash runs"));
    run.out.trim().to_owned()
}

#[test]
fn bash_completes() {
    if !is_installed("bash") {
        return;
    }
    let commands = offered(&["gdr", "f"]);
    assert!(
        ["fix", "facts", "forms"]
            .iter()
            .all(|name| commands.split_whitespace().any(|offered| offered == *name)),
        "{commands}"
    );
    assert!(
        commands
            .split_whitespace()
            .all(|offered| offered.starts_with('f')),
        "{commands}"
    );
    assert_eq!(offered(&["gdr", "facts", "--fo"]), "--format");
    assert_eq!(offered(&["gdr", "facts", "--format", ""]), "csv ndjson");
}
