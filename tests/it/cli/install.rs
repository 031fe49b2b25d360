//! The step of `gdr init`'s workflow that installs `gdr`, run on a release on this disk. The same
//! script is in the action and in the installer.

use std::path::PathBuf;
use std::process::Command;

use super::init::{INIT, VERSION, revision};
use crate::common::folder::{Folder, Run};
use crate::common::tools::is_installed;

/// A folder with a release, at the same path as in a repository, and with a home folder in which
/// the release is installed.
pub(super) struct Release {
    pub(super) folder: Folder,
    script: String,
    pub(super) archive: PathBuf,
}

impl Release {
    /// `None` if a program that the step uses is missing.
    pub(super) fn new(name: &str) -> Option<Release> {
        if !["curl", "xz", "sha256sum"].into_iter().all(is_installed) {
            return None;
        }
        let folder = Folder::new(name);
        folder.gdr(INIT).assert_code(0);
        let script = install_step(&folder.read(".github/workflows/reports.yml"));
        let target = format!("{}-unknown-linux-musl", std::env::consts::ARCH);
        let name = format!("gdr-{VERSION}-{target}");
        let archive = format!("releases/download/v{VERSION}/{name}.tar.xz");
        folder.write(&format!("{name}/gdr"), "#!/bin/sh\necho gdr \"$1\"\n");
        let make = format!(
            "chmod +x {name}/gdr && mkdir -p releases/download/v{VERSION} &&
             tar -cJf {archive} {name} && sha256sum <{archive} >{archive}.sha256"
        );
        sh(&folder, &["-c", &make], &[]).assert_code(0);
        // A cargo that only prints its arguments and fails.
        folder.write("bin/cargo", "#!/bin/sh\necho cargo \"$@\"\nexit 7\n");
        sh(&folder, &["-c", "chmod +x bin/cargo"], &[]).assert_code(0);
        let archive = folder.path(&archive);
        Some(Release {
            folder,
            script,
            archive,
        })
    }

    fn repository(&self) -> String {
        format!("file://{}", self.folder.0.display())
    }

    fn install(&self, sha256: &str) -> Run {
        let variables = [
            ("GDR_VERSION", VERSION),
            ("GDR_REVISION", revision()),
            ("GDR_SHA256", sha256),
        ];
        self.run(&["-c", &self.script], &variables)
    }

    /// A script, with this repository, an empty home and a cargo that prints how it is called.
    pub(super) fn run(&self, script: &[&str], variables: &[(&str, &str)]) -> Run {
        let path = std::env::var("PATH").unwrap_or_default();
        let path = format!("{}:{path}", self.folder.path("bin").display());
        let home = self.folder.path("home").display().to_string();
        let repository = self.repository();
        let common = [
            ("PATH", path.as_str()),
            ("HOME", &home),
            ("GDR_REPOSITORY", &repository),
        ];
        sh(&self.folder, script, &[&common, variables].concat())
    }

    fn is_installed(&self) -> bool {
        self.folder.has("home/.local/bin/gdr")
    }
}

fn sh(folder: &Folder, script: &[&str], variables: &[(&str, &str)]) -> Run {
    let mut command = Command::new("bash");
    command.args(script).current_dir(&folder.0);
    let command = command.envs(variables.iter().copied());
    Run::of(command.output().expect("the script runs"))
}

/// The script of a workflow's step, which is the only block of its kind.
fn install_step(workflow: &str) -> String {
    let (before, block) = workflow.split_once("run: |\n").expect("a block");
    assert!(!block.contains("run: |"), "{workflow}");
    let key = before.rsplit('\n').next().expect("a line");
    let indent = format!("{key}  ");
    block
        .lines()
        .take_while(|line| line.is_empty() || line.starts_with(&indent))
        .map(|line| format!("{}\n", line.strip_prefix(&indent).unwrap_or(line)))
        .collect()
}

#[test]
fn a_release_with_its_checksum_is_installed() {
    let Some(release) = Release::new("release") else {
        return;
    };
    release
        .install("")
        .assert_code(0)
        .assert_prints("gdr --version");
    assert!(release.is_installed());
    let sha256 = std::fs::read_to_string(release.archive.with_extension("xz.sha256"));
    let sha256 = sha256
        .expect("the file exists")
        .split(' ')
        .next()
        .map(str::to_owned);
    release.install(&sha256.expect("a checksum")).assert_code(0);
}

#[test]
fn a_release_with_another_checksum_is_refused() {
    let Some(release) = Release::new("pinned") else {
        return;
    };
    let refused = |run: Run| {
        let run = run.assert_code(1).assert_prints("invalid checksum");
        assert!(
            !run.err.contains("cargo") && !run.out.contains("cargo"),
            "{run:?}"
        );
        assert!(!release.is_installed());
    };
    refused(release.install(&"0".repeat(64)));
    let mut bytes = std::fs::read(&release.archive).expect("the file exists");
    *bytes.last_mut().expect("the archive has bytes") ^= 1;
    std::fs::write(&release.archive, bytes).expect("the file is written");
    refused(release.install(""));
    // An archive is invalid if its checksum file is empty.
    let checksum = release.archive.with_extension("xz.sha256");
    std::fs::write(checksum, "").expect("the file is written");
    refused(release.install(""));
}

#[test]
fn without_a_release_the_pinned_source_is_built() {
    let Some(release) = Release::new("source") else {
        return;
    };
    std::fs::remove_file(&release.archive).expect("the file exists");
    let command = format!(
        "cargo install --git {} --rev {} --locked --root {} gdr-lang\n",
        release.repository(),
        revision(),
        release.folder.path("home/.local").display()
    );
    let run = release.install("").assert_code(7);
    assert_eq!(run.out, command);
    // If a checksum is set, only the program with this checksum is installed.
    let run = release.install(&"0".repeat(64)).assert_code(1);
    assert!(run.out.is_empty(), "{run:?}");
}
