//! Support for build tools: depfiles, timings, hooks, the GitHub action. `.ci/examples` runs the
//! tools themselves.

use std::path::Path;
use std::process::Command;

#[cfg(target_os = "linux")]
use super::install::Release;
use crate::common::folder::{Folder, Run};
use crate::common::{files, read, root};

/// A name with characters that have a special meaning in Make.
const REPORTS: &str = "年报 #1$";

/// A folder with the example reports in a subfolder with that name.
fn halls(name: &str) -> Folder {
    let folder = Folder::new(name);
    for (from, extension) in [
        ("examples/halls", "gdr"),
        ("examples/halls/templates", "html"),
    ] {
        for path in files(from, extension) {
            let below = path
                .strip_prefix(root().join("examples/halls"))
                .expect("the folder contains the path");
            folder.write(&report(&below.to_string_lossy()), &read(&path));
        }
    }
    folder
}

fn report(name: &str) -> String {
    format!("{REPORTS}/{name}")
}

fn gdr(folder: &Folder, arguments: &[&str]) -> Run {
    folder.run([&["--lang", "en"], arguments].concat())
}

/// Changes the first figure of a report, so that an identity fails.
fn spoil(folder: &Folder, name: &str) {
    let text = folder.read(&report(name));
    let (before, after) = text
        .split_once("    2 ")
        .expect("the report has a figure 2");
    folder.write(&report(name), &format!("{before}    3 {after}"));
}

// ── Depfiles ─────────────────────────────────────────────────────────────────────────────────────

#[test]
fn a_depfile_lists_all_dependencies_of_an_output() {
    let folder = halls("depfile");
    let (report, templates) = (report("2024.gdr"), report("templates"));
    let output = gdr(
        &folder,
        &[
            "build",
            &report,
            "--template",
            &templates,
            "--to",
            "html,json",
            "--out",
            "out",
            "--depfile",
            "out/d",
        ],
    );
    assert_eq!(output.code, Some(0), "{output:?}");
    let rule = " \\
  年报\\ \\#1$$/2023.gdr \\
  年报\\ \\#1$$/2024.gdr \\
  年报\\ \\#1$$/form.gdr \\
  年报\\ \\#1$$/templates/report.html
";
    let files = ["2023.gdr", "2024.gdr", "form.gdr", "templates/report.html"];
    let gone: String = files
        .iter()
        .map(|file| format!("年报\\ \\#1$$/{file}:\n"))
        .collect();
    assert_eq!(
        folder.read("out/d"),
        format!("out/2024.html:{rule}out/2024.json:{rule}{gone}")
    );
}

/// Files with forms only have no outputs. A previous report given with `--previous` is a
/// dependency.
#[test]
fn a_depfile_has_one_rule_for_each_output() {
    let folder = halls("depfile-many");
    let output = gdr(
        &folder,
        &["build", REPORTS, "--out", "out", "--depfile", "d"],
    );
    assert_eq!(output.code, Some(0), "{output:?}");
    let rules = folder.read("d");
    let targets: Vec<&str> = rules
        .lines()
        .filter(|line| line.ends_with(" \\") && !line.starts_with(' '))
        .collect();
    assert_eq!(targets, ["out/2023.html: \\", "out/2024.html: \\"]);
    assert!(!rules.contains("form.html"), "{rules}");

    folder.write(
        "last.gdr",
        &folder
            .read(&report("2023.gdr"))
            .replace("form.gdr", &report("form.gdr")),
    );
    let output = gdr(
        &folder,
        &[
            "build",
            &report("2024.gdr"),
            "--previous",
            "last.gdr",
            "-o",
            "page.html",
            "--depfile",
            "d",
        ],
    );
    assert_eq!(output.code, Some(0), "{output:?}");
    assert!(
        folder.read("d").contains("  last.gdr"),
        "{}",
        folder.read("d")
    );
    assert!(
        !folder.read("d").contains("2023.gdr"),
        "{}",
        folder.read("d")
    );
}

/// Settings affect the output, so they are dependencies.
#[test]
fn a_depfile_lists_the_settings_of_the_project() {
    let folder = halls("depfile-project");
    folder.write(
        "gdr.toml",
        &format!("paths = [\"{REPORTS}\"]\nout = \"public\"\n"),
    );
    let output = gdr(&folder, &["build", "--depfile", "d"]);
    assert_eq!(output.code, Some(0), "{output:?}");
    let depfile = folder.read("d");
    assert!(
        depfile.starts_with("public/2023.html: \\\n  gdr.toml \\\n"),
        "{depfile}"
    );
}

/// If an output were built without a rule in the depfile, Make would treat it as up to date
/// forever.
#[test]
fn an_output_with_an_unsupported_name_is_not_built() {
    let folder = halls("depfile-names");
    for name in ["2024.gdr", "2023.gdr", "form.gdr"] {
        folder.write(&format!("a&b/{name}"), &folder.read(&report(name)));
    }
    let output = gdr(
        &folder,
        &["build", "a&b/2024.gdr", "-o", "page.html", "--depfile", "d"],
    );
    assert_eq!(output.code, Some(2), "{output:?}");
    assert!(!folder.has("page.html") && !folder.has("d"), "{output:?}");
}

#[test]
fn a_depfile_is_written_only_if_everything_is_built() {
    let folder = halls("depfile-errors");
    spoil(&folder, "2024.gdr");
    let output = gdr(
        &folder,
        &["build", REPORTS, "--out", "out", "--depfile", "d"],
    );
    assert_eq!(output.code, Some(1), "{output:?}");
    assert!(!folder.has("d"));
}

#[test]
fn an_unchanged_depfile_is_not_rewritten() {
    let folder = halls("depfile-again");
    let build = || {
        gdr(
            &folder,
            &["build", REPORTS, "--out", "out", "--depfile", "d"],
        )
    };
    assert_eq!(build().code, Some(0));
    let long_ago = folder.age("d");
    assert_eq!(build().code, Some(0));
    assert_eq!(folder.modified("d"), long_ago);
}

#[test]
fn a_depfile_requires_output_files() {
    let folder = halls("depfile-usage");
    let report = report("2024.gdr");
    let output = gdr(&folder, &["build", &report, "-o", "-", "--depfile", "d"]);
    assert_eq!((output.code, output.out.as_str()), (Some(2), ""));
    output.assert_prints("cannot be used with -o -");
    for taken in [report.as_str(), "page.html"] {
        let output = gdr(
            &folder,
            &["build", &report, "-o", "page.html", "--depfile", taken],
        );
        assert_eq!(output.code, Some(2), "{output:?}");
    }
    for name in ["a;b.html", "100%.html", "p[1].html"] {
        let output = gdr(&folder, &["build", &report, "-o", name, "--depfile", "d"]);
        assert_eq!(output.code, Some(2), "{output:?}");
        assert!(
            output.err.contains("rename the file") && !folder.has("d"),
            "{output:?}"
        );
    }
}

// ── Times ────────────────────────────────────────────────────────────────────────────────────────

#[test]
fn timings_are_printed_and_change_nothing_else() {
    let folder = halls("timings");
    let build = |arguments: &[&str]| {
        gdr(
            &folder,
            &[&["build", REPORTS, "--to", "json"], arguments].concat(),
        )
    };
    let (without, with) = (
        build(&["--out", "without"]),
        build(&["--out", "with", "--timings"]),
    );
    assert_eq!(with.code, Some(0), "{with:?}");
    let lines: Vec<String> = with
        .err
        .lines()
        .filter(|line| line.starts_with("time in ms, "))
        .map(str::to_owned)
        .collect();
    let phases = [
        "read",
        "parse",
        "check",
        "last year's",
        "verify",
        "lint",
        "render",
        "write",
    ];
    assert_eq!(lines.len(), 4, "three files and their sum: {lines:#?}");
    assert!(
        phases
            .iter()
            .all(|phase| lines[1].contains(&format!("{phase} "))),
        "{lines:#?}"
    );
    assert!(lines[3].contains("3 files together"), "{lines:#?}");
    assert!(
        with.err
            .lines()
            .last()
            .is_some_and(|line| line.starts_with("took ") && line.ends_with(" ms")),
        "{with:?}"
    );
    assert!(!without.err.contains(" ms"));
    assert_eq!(
        folder.read("with/2024.json"),
        folder.read("without/2024.json")
    );

    let check = gdr(
        &folder,
        &[
            "check",
            &report("2024.gdr"),
            "--format",
            "json",
            "--timings",
        ],
    );
    let lines: Vec<String> = check.err.lines().map(str::to_owned).collect();
    assert!(
        lines[0].contains("2024.gdr: read ") && !lines[0].contains("render") && lines.len() == 2,
        "{lines:#?}"
    );
    assert!(
        !check.out.contains(" ms"),
        "output for programs has no timings"
    );
}

// ── Hooks and the action ─────────────────────────────────────────────────────────────────────────

/// The command of each hook exists and accepts a correct report.
#[test]
fn hooks_run() {
    let folder = halls("hooks");
    let hooks = read(".pre-commit-hooks.yaml");
    let entries: Vec<&str> = hooks
        .lines()
        .filter_map(|line| line.trim().strip_prefix("entry: gdr "))
        .collect();
    assert_eq!(entries, ["check", "fmt --check"]);
    for entry in entries {
        let arguments: Vec<&str> = entry.split(' ').collect();
        let report = report("2024.gdr");
        let output = gdr(&folder, &[&arguments[..], &[&report]].concat());
        assert_eq!(output.code, Some(0), "{entry}: {output:?}");
    }
}

/// Runs the scripts of the action as a workflow does.
#[cfg(unix)]
#[test]
fn the_action_checks_and_builds() {
    let folder = halls("action");
    let gdr = Path::new(env!("CARGO_BIN_EXE_gdr"))
        .parent()
        .expect("the folder is created")
        .display()
        .to_string();
    let path = format!("{gdr}:{}", std::env::var("PATH").unwrap_or_default());
    let script = |name: &str, variables: &[(&str, &str)]| {
        let mut command = Command::new("bash");
        command
            .arg(root().join(".github/actions/gdr").join(name))
            .current_dir(&folder.0)
            .env("PATH", &path);
        Run::of(
            command
                .env("GDR_LANG", "en")
                .envs(variables.iter().copied())
                .output()
                .expect("the script runs"),
        )
    };
    let run = |command, arguments| {
        script(
            "run",
            &[
                ("COMMAND", command),
                ("REPORTS", REPORTS),
                ("ARGUMENTS", arguments),
            ],
        )
    };

    let output = run("build", "--to html,json --out public");
    assert_eq!(output.code, Some(0), "{output:?}");
    assert!(folder.has("public/2023.html") && folder.has("public/2024.json"));

    folder.write("gdr.toml", &format!("paths = [\"{REPORTS}\"]\n"));
    let output = script(
        "run",
        &[("COMMAND", "check"), ("REPORTS", ""), ("ARGUMENTS", "")],
    );
    assert_eq!(output.code, Some(0), "the project's own: {output:?}");

    spoil(&folder, "2024.gdr");
    let output = run("check", "");
    assert_eq!(output.code, Some(1), "{output:?}");
    assert!(output.out.starts_with("::error file="), "{output:?}");
    assert_eq!(run("publish", "").code, Some(2));

    let key = |version| script("key", &[("VERSION", version)]).out.trim().to_owned();
    assert_eq!(key("0.1.0"), "key=0.1.0");
    assert_eq!(key("").len(), "key=".len() + 40, "a hash of all sources");
    let pinned = script("key", &[("VERSION", "0.1.0"), ("SHA256", "5f")]);
    assert_eq!(pinned.out, "key=0.1.0-5f\n");
}

/// The action installs a released version, verified as in the workflow of `gdr init`; by default it
/// builds its own sources.
#[cfg(target_os = "linux")]
#[test]
fn the_action_installs_a_release_or_its_own_sources() {
    let Some(release) = Release::new("action-release") else {
        return;
    };
    let script = root().join(".github/actions/gdr/install");
    let script = script.display().to_string();
    let install = |version, sha256| {
        let variables = [("VERSION", version), ("SHA256", sha256)];
        release.run(&[&script], &variables)
    };
    let (version, wrong) = (env!("CARGO_PKG_VERSION"), "0".repeat(64));
    install(version, &wrong).assert(1, "invalid checksum");
    assert!(!release.folder.has("home/.gdr/bin/gdr"));
    install(version, "").assert(0, "gdr --version");
    assert!(release.folder.has("home/.gdr/bin/gdr"));
    install("9.9.9", "").assert(7, " --rev v9.9.9 --locked ");
    let own = format!(" --path {}\n", root().display());
    install("", "").assert(7, &own);
}
