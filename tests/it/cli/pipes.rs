//! Closed pipes and full devices.

use std::fs;
use std::process::Stdio;

use crate::cli::{sound, with_report, wrong};
use crate::common::folder::{Folder, Run};

/// Runs `gdr` with standard output or standard error connected to a pipe without a reader. Returns
/// the exit code and what was captured of standard error.
#[cfg(unix)]
fn with_closed_pipe(
    folder: &Folder,
    arguments: &str,
    closes_output: bool,
) -> (Option<i32>, String) {
    let (reader, writer) = std::io::pipe().expect("the pipe is created");
    drop(reader);
    let mut command = folder.command();
    command.args(arguments.split_whitespace());
    if closes_output {
        command.stdout(writer).stderr(Stdio::piped())
    } else {
        command.stderr(writer).stdout(Stdio::piped())
    };
    let run = Run::of(command.output().expect("gdr runs"));
    (run.code, run.err)
}

#[test]
#[cfg(unix)]
fn a_closed_standard_output_is_not_an_error() {
    let folder = with_report("pipe-out", &sound());
    let data = [
        "facts a.gdr",
        "check a.gdr --format json",
        "forms 2021",
        "trend a.gdr",
        "completions bash",
        "man",
    ];
    let pages = [
        "build a.gdr -o -",
        "build a.gdr -o - --to json",
        "explain",
        "explain G0401 balance",
        "--help",
        "--version",
    ];
    for line in pages.into_iter().chain(data) {
        let (code, err) = with_closed_pipe(&folder, line, true);
        assert_eq!(code, Some(0), "{line}: {err}");
        assert!(
            !err.contains("panicked") && !err.contains("错误"),
            "{line}: {err}"
        );
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_device_is_reported() {
    let folder = with_report("full", &sound());
    for line in [
        "check a.gdr --format json",
        "check a.gdr --format sarif",
        "build a.gdr -o -",
        "facts a.gdr",
        "fix --dry-run b.gdr",
    ] {
        folder.write("b.gdr", &wrong());
        let full = fs::File::options()
            .write(true)
            .open("/dev/full")
            .expect("/dev/full can be opened");
        let run = Run::of(
            folder
                .command()
                .args(line.split_whitespace())
                .stdout(full)
                .output()
                .expect("gdr runs"),
        );
        assert_eq!(run.code, Some(2), "{line}: {run:?}");
        assert!(run.err.contains("无法写入标准输出"), "{line}: {run:?}");
    }
}

#[test]
#[cfg(unix)]
fn a_closed_standard_error_causes_no_panic() {
    let folder = with_report("pipe-stderr", &wrong());
    assert_eq!(with_closed_pipe(&folder, "check a.gdr", false).0, Some(1));
    assert_eq!(with_closed_pipe(&folder, "check no.gdr", false).0, Some(2));
    assert_eq!(with_closed_pipe(&folder, "frobnicate", false).0, Some(2));
}
