//! Killed and failing writes: each command that writes is killed at each of its system calls that
//! change files, and each of these calls fails once. Each file then has its old content or its new
//! one. strace injects the signals and the errors.
#![cfg(target_os = "linux")]

use std::collections::BTreeMap;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, Output};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::common::folder::Folder;
use crate::common::program::PATIENCE;
use crate::common::{example_alone, is_thorough, tools};
use gdr::files::is_temporary;

const KILL: i32 = 9;

/// The system calls at which a command may be killed. Those that a machine does not have are
/// ignored.
const CALLS: [&str; 16] = [
    "open",
    "openat",
    "write",
    "ftruncate",
    "rename",
    "renameat",
    "renameat2",
    "link",
    "linkat",
    "unlink",
    "unlinkat",
    "fsync",
    "fchmod",
    "fchown",
    "mkdir",
    "mkdirat",
];

/// The errors of system calls, after which no temporary file is left.
const ERRORS: [(&str, &str); 7] = [
    ("write", "ENOSPC"),
    ("fsync", "EIO"),
    ("fsync", "EDQUOT"),
    ("rename", "EACCES"),
    ("renameat", "EACCES"),
    ("renameat2", "EIO"),
    ("fchmod", "EPERM"),
];

/// The files of a folder with their contents.
type Contents = BTreeMap<String, Vec<u8>>;

/// A command, and the files that it finds.
struct Scenario {
    name: &'static str,
    line: &'static str,
    files: Vec<(&'static str, String)>,
    /// Whether the folder is a git repository.
    has_git: bool,
}

fn scenario(name: &'static str, line: &'static str, files: &[(&'static str, String)]) -> Scenario {
    Scenario {
        name,
        line,
        files: files.to_vec(),
        has_git: false,
    }
}

/// The commands that every run of the tests tries.
fn usual() -> Vec<Scenario> {
    let report = example_alone("pingtan-2021");
    let untidy = report.replace("\n    ", "\n      ");
    vec![
        scenario("fmt", "fmt a.gdr", &[("a.gdr", untidy)]),
        scenario("new", "new --year 2025 -o a.gdr", &[]),
    ]
}

/// All commands that write.
fn all() -> Vec<Scenario> {
    let old = || String::from("the old content\n");
    let report = example_alone("pingtan-2021");
    let other = report.replacen("行政许可 2293", "行政许可 2294", 1);
    let full_width = report.replacen("行政许可 2293", "行政许可 ２２９３", 1);
    let a = || ("a.gdr", report.clone());
    let mut scenarios = usual();
    scenarios.extend([
        scenario("fix", "fix a.gdr", &[("a.gdr", full_width)]),
        scenario(
            "force",
            "new --year 2025 --force -o b.gdr",
            &[("b.gdr", old())],
        ),
        scenario("next", "next a.gdr -o b.gdr", &[a()]),
        scenario("init", "init reports --year 2025", &[]),
        scenario(
            "build",
            "build a.gdr --to html,md,json",
            &[a(), ("a.html", old())],
        ),
        scenario(
            "depfile",
            "build a.gdr --depfile a.d",
            &[a(), ("a.d", old())],
        ),
        scenario(
            "facts",
            "facts a.gdr -o facts.csv",
            &[a(), ("facts.csv", old())],
        ),
        scenario(
            "diff",
            "diff a.gdr b.gdr --corrections -o diff.html",
            &[a(), ("b.gdr", other.clone()), ("diff.html", old())],
        ),
        scenario("man", "man -o pages", &[("pages/gdr.1", old())]),
        Scenario {
            has_git: true,
            ..scenario("install", "git install", &[(".gitattributes", old())])
        },
        scenario(
            "merge",
            "git merge base ours theirs a.gdr",
            &[
                ("base", report.clone()),
                ("ours", report.replacen("行政强制 ", "行政强制  ", 1)),
                ("theirs", other),
            ],
        ),
    ]);
    scenarios
}

impl Scenario {
    fn folder(&self) -> Folder {
        let folder = Folder::new(self.name);
        self.files
            .iter()
            .for_each(|(name, text)| folder.write(name, text));
        if self.has_git {
            let init = Command::new("git")
                .args(["init", "--quiet"])
                .current_dir(&folder.0)
                .status();
            assert!(init.expect("git runs").success());
        }
        folder
    }

    /// Runs the command in a new folder and has strace inject a fault. Returns the outcome and the
    /// files, without those of git.
    fn run(&self, injections: &[String]) -> (Output, Contents) {
        let folder = self.folder();
        let output = traced(&folder, self.line, injections);
        (output, contents(&folder))
    }

    /// Injects a fault into each call of a kind, until the command makes no such call any more.
    fn each_call(&self, call: &str, fault: &str, check: impl Fn(&str, &Output, &Contents) -> bool) {
        for number in 1.. {
            assert!(number < 1000, "{}: {call} is called forever", self.name);
            let injection = format!("inject=?{call}:{fault}:when={number}");
            let (output, files) = self.run(std::slice::from_ref(&injection));
            if !check(&injection, &output, &files) {
                return;
            }
        }
    }

    /// Checks that each file has its old or its new content.
    fn assert_whole(&self, [old, new]: &[Contents; 2], found: &Contents, fault: &str) {
        let name = self.name;
        for (file, content) in found
            .iter()
            .filter(|(file, _)| !is_temporary(Path::new(file)))
        {
            let is_whole = [old, new]
                .iter()
                .any(|known| known.get(file) == Some(content));
            let text = String::from_utf8_lossy(content);
            assert!(
                is_whole,
                "{name}, {fault}: {file} is neither old nor new:\n{text}"
            );
        }
        for file in old.keys() {
            assert!(
                found.contains_key(file),
                "{name}, {fault}: {file} is missing"
            );
        }
    }
}

/// The command that runs `gdr` with faults that strace injects. Only the first thread is traced:
/// one report needs no other.
fn traced(folder: &Folder, line: &str, injections: &[String]) -> Output {
    strace(folder, line, injections)
        .output()
        .expect("strace runs")
}

fn strace(folder: &Folder, line: &str, injections: &[String]) -> Command {
    let gdr = folder.command();
    let mut strace = Command::new("strace");
    strace.args(["-o", "/dev/null"]);
    for injection in injections {
        strace.args(["-e", injection]);
    }
    strace.arg(gdr.get_program()).args(line.split_whitespace());
    strace
        .current_dir(&folder.0)
        .stdin(std::process::Stdio::null());
    for (variable, value) in gdr.get_envs() {
        match value {
            Some(value) => strace.env(variable, value),
            None => strace.env_remove(variable),
        };
    }
    // Temporary folders are not those of the other tests.
    strace.env("TMPDIR", env!("CARGO_TARGET_TMPDIR"));
    strace
}

/// Whether strace is installed and may trace: some containers do not allow it.
fn can_trace() -> bool {
    if !tools::is_installed("strace") {
        return false;
    }
    let traced = Command::new("strace")
        .args(["-o", "/dev/null", "true"])
        .output();
    let can_trace = traced.expect("strace runs").status.success();
    assert!(
        can_trace || !tools::is_ci(),
        "strace may not trace, but CI requires it"
    );
    can_trace
}

fn contents(folder: &Folder) -> Contents {
    let files = folder.files().into_iter();
    let read = |file: String| {
        let bytes = std::fs::read(folder.path(&file)).expect("the file can be read");
        (file, bytes)
    };
    files
        .filter(|file| !file.starts_with(".git/"))
        .map(read)
        .collect()
}

/// The files before and after a run without faults.
fn before_and_after(scenario: &Scenario) -> [Contents; 2] {
    let before = contents(&scenario.folder());
    let (output, after) = scenario.run(&[]);
    assert!(output.status.success(), "{}: {output:?}", scenario.name);
    assert_ne!(before, after, "{} writes nothing", scenario.name);
    assert!(!after.keys().any(|file| is_temporary(Path::new(file))));
    [before, after]
}

fn scenarios() -> Vec<Scenario> {
    if is_thorough() { all() } else { usual() }
}

#[test]
fn a_killed_command_leaves_whole_files() {
    if !can_trace() {
        return;
    }
    for scenario in scenarios() {
        let known = before_and_after(&scenario);
        let mut kills = 0;
        for call in CALLS {
            // The libraries are opened first, and nothing is written then.
            if call.starts_with("open") && !is_thorough() {
                continue;
            }
            let killed = std::cell::Cell::new(0);
            scenario.each_call(call, "signal=KILL", |fault, output, files| {
                scenario.assert_whole(&known, files, fault);
                let is_killed = output.status.signal() == Some(KILL);
                killed.set(killed.get() + usize::from(is_killed));
                is_killed
            });
            kills += killed.get();
        }
        assert!(kills >= 3, "{}: only {kills} kills", scenario.name);
    }
}

#[test]
fn a_failing_write_leaves_whole_files_and_no_others() {
    if !can_trace() {
        return;
    }
    for scenario in scenarios() {
        let known = before_and_after(&scenario);
        let mut failures = 0;
        for (call, error) in ERRORS {
            let failed = std::cell::Cell::new(0);
            let clean = std::cell::Cell::new(0);
            scenario.each_call(call, &format!("error={error}"), |fault, output, files| {
                scenario.assert_whole(&known, files, fault);
                assert!(
                    !files.keys().any(|file| is_temporary(Path::new(file))),
                    "{}, {fault}: {:?}",
                    scenario.name,
                    files.keys()
                );
                if output.status.success() {
                    assert_eq!(files, &known[1], "{}, {fault}", scenario.name);
                    clean.set(clean.get() + 1);
                } else {
                    failed.set(failed.get() + 1);
                }
                // A failure to print a message, or to synchronize a folder, is ignored.
                clean.get() < 8
            });
            failures += failed.get();
        }
        assert!(failures >= 2, "{}: only {failures} failures", scenario.name);
    }
}

#[test]
fn a_full_disk_is_reported() {
    if !can_trace() {
        return;
    }
    let scenario = &usual()[0];
    let full = [String::from("inject=write:error=ENOSPC:when=1")];
    let (output, files) = scenario.run(&full);
    let message = String::from_utf8_lossy(&output.stderr);
    assert!(
        message.contains("无法写入 a.gdr：磁盘空间不足"),
        "{output:?}"
    );
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(files, contents(&scenario.folder()));
}

/// A file system without links that cannot rename without replacing.
#[test]
fn a_file_is_created_without_links() {
    if !can_trace() {
        return;
    }
    let scenario = &usual()[1];
    let [_, new] = before_and_after(scenario);
    let without = ["renameat2:error=EINVAL", "linkat:error=EPERM"];
    let without = without.map(|fault| format!("inject={fault}"));
    let (output, files) = scenario.run(&without);
    assert!(output.status.success(), "{output:?}");
    assert_eq!(files, new);
    // The file that reserved the path is removed.
    let rename = String::from("inject=?rename,?renameat:error=EIO");
    let (output, files) = scenario.run(&[&without[..], &[rename]].concat());
    assert_eq!(output.status.code(), Some(2));
    assert!(files.is_empty(), "{files:?}");
}

/// An editor saves the file while it is formatted or fixed.
#[test]
fn a_source_that_changed_meanwhile_is_kept() {
    if !can_trace() {
        return;
    }
    let report = example_alone("pingtan-2021");
    let full_width = report.replacen("行政许可 2293", "行政许可 ２２９３", 1);
    let untidy = report.replace("\n    ", "\n      ");
    for (line, text) in [("fmt a.gdr", untidy), ("fix a.gdr", full_width)] {
        let folder = Folder::new("meanwhile");
        folder.write("a.gdr", &text);
        let delay = String::from("inject=fsync:delay_enter=2000000:when=1");
        let mut gdr = strace(&folder, line, &[delay]);
        let gdr = gdr
            .stderr(std::process::Stdio::piped())
            .spawn()
            .expect("strace runs");
        let begun = Instant::now();
        while !folder
            .files()
            .iter()
            .any(|file| is_temporary(Path::new(file)))
        {
            assert!(begun.elapsed() < PATIENCE, "{line}: nothing is written");
            sleep(Duration::from_millis(10));
        }
        folder.save("a.gdr", "saved by an editor");
        let output = gdr.wait_with_output().expect("strace ends");
        let message = String::from_utf8_lossy(&output.stderr);
        assert!(
            message.contains("a.gdr 在读取之后又有改动，因此未写入；请重新运行"),
            "{message}"
        );
        assert_eq!(output.status.code(), Some(2), "{line}");
        assert_eq!(folder.read("a.gdr"), "saved by an editor", "{line}");
        assert_eq!(folder.files(), ["a.gdr"]);
    }
}
