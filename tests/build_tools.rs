//! What build tools are told: depfiles, times, hooks, the action. `.ci/examples` runs the tools themselves.

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, SystemTime};

use common::{files, read, root};

/// A folder with the reports of the examples in one whose name make has to be told with care.
struct Folder(PathBuf);

const REPORTS: &str = "年报 #1$";

impl Folder {
    fn new(name: &str) -> Folder {
        let folder = Folder(Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("build-tools-{name}")));
        let _ = fs::remove_dir_all(&folder.0);
        for (from, ending) in [("examples/halls", "gdr"), ("examples/halls/templates", "html")] {
            let to = folder.0.join(REPORTS).join(from.strip_prefix("examples/halls").expect("below it").trim_start_matches('/'));
            fs::create_dir_all(&to).expect("a folder");
            for path in files(from, ending) {
                fs::copy(&path, to.join(path.file_name().expect("a name"))).expect("it is copied");
            }
        }
        folder
    }

    fn report(name: &str) -> String {
        format!("{REPORTS}/{name}")
    }

    fn gdr(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gdr"));
        command.current_dir(&self.0).args(arguments).env("GDR_LANG", "en").output().expect("it runs")
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Changes the first figure of a report, so that it does not add up.
    fn spoil(&self, report: &str) {
        let path = self.0.join(Folder::report(report));
        let text = fs::read_to_string(&path).expect("it is there");
        let (before, behind) = text.split_once("    2 ").expect("it has a figure 2");
        fs::write(path, format!("{before}    3 {behind}")).expect("written");
    }

    fn has(&self, name: &str) -> bool {
        self.0.join(name).exists()
    }
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

// ── Depfiles ─────────────────────────────────────────────────────────────────────────────────────────────────────────

#[test]
fn a_depfile_names_all_that_an_output_was_built_of() {
    let folder = Folder::new("depfile");
    let (report, templates) = (Folder::report("2024.gdr"), Folder::report("templates"));
    let output =
        folder.gdr(&["build", &report, "--template", &templates, "--to", "html,json", "--out", "out", "--depfile", "out/d"]);
    assert!(output.status.success(), "{}", told(&output));
    let rule = " \\
  年报\\ \\#1$$/2023.gdr \\
  年报\\ \\#1$$/2024.gdr \\
  年报\\ \\#1$$/form.gdr \\
  年报\\ \\#1$$/templates/report.html
";
    let files = ["2023.gdr", "2024.gdr", "form.gdr", "templates/report.html"];
    let gone: String = files.iter().map(|file| format!("年报\\ \\#1$$/{file}:\n")).collect();
    assert_eq!(folder.read("out/d"), format!("out/2024.html:{rule}out/2024.json:{rule}{gone}"));
}

/// Files that hold only forms have no outputs, and last year's report counts where it is given from outside.
#[test]
fn a_depfile_has_a_rule_for_each_output_and_no_other() {
    let folder = Folder::new("depfile-many");
    let output = folder.gdr(&["build", REPORTS, "--out", "out", "--depfile", "d"]);
    assert!(output.status.success(), "{}", told(&output));
    let rules = folder.read("d");
    let targets: Vec<&str> = rules.lines().filter(|line| line.ends_with(" \\") && !line.starts_with(' ')).collect();
    assert_eq!(targets, ["out/2023.html: \\", "out/2024.html: \\"]);
    assert!(!rules.contains("form.html"), "{rules}");

    let last = folder.0.join("last.gdr");
    fs::write(&last, folder.read(&Folder::report("2023.gdr")).replace("form.gdr", &Folder::report("form.gdr"))).expect("written");
    let output =
        folder.gdr(&["build", &Folder::report("2024.gdr"), "--previous", "last.gdr", "-o", "page.html", "--depfile", "d"]);
    assert!(output.status.success(), "{}", told(&output));
    assert!(folder.read("d").contains("  last.gdr"), "{}", folder.read("d"));
    assert!(!folder.read("d").contains("2023.gdr"), "{}", folder.read("d"));
}

/// Settings decide what is built, so they count too.
#[test]
fn a_depfile_names_the_settings_of_the_project() {
    let folder = Folder::new("depfile-project");
    fs::write(folder.0.join("gdr.toml"), format!("paths = [\"{REPORTS}\"]\nout = \"public\"\n")).expect("written");
    let output = folder.gdr(&["build", "--depfile", "d"]);
    assert!(output.status.success(), "{}", told(&output));
    let depfile = folder.read("d");
    assert!(depfile.starts_with("public/2023.html: \\\n  gdr.toml \\\n"), "{depfile}");
}

#[test]
fn a_depfile_is_written_only_when_all_is_built() {
    let folder = Folder::new("depfile-errors");
    folder.spoil("2024.gdr");
    let output = folder.gdr(&["build", REPORTS, "--out", "out", "--depfile", "d"]);
    assert_eq!(output.status.code(), Some(1), "{}", told(&output));
    assert!(!folder.has("d"));
}

#[test]
fn a_depfile_without_news_is_left_alone() {
    let folder = Folder::new("depfile-again");
    let build = || folder.gdr(&["build", REPORTS, "--out", "out", "--depfile", "d"]);
    assert!(build().status.success());
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    let depfile = folder.0.join("d");
    fs::File::options().write(true).open(&depfile).and_then(|file| file.set_modified(long_ago)).expect("its time is set");
    assert!(build().status.success());
    assert_eq!(fs::metadata(depfile).and_then(|metadata| metadata.modified()).expect("it is there"), long_ago);
}

#[test]
fn a_depfile_goes_with_files_only() {
    let folder = Folder::new("depfile-usage");
    let report = Folder::report("2024.gdr");
    let output = folder.gdr(&["build", &report, "-o", "-", "--depfile", "d"]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    assert!(told(&output).contains("does not go with -o -"), "{}", told(&output));
    for taken in [report.as_str(), "page.html"] {
        let output = folder.gdr(&["build", &report, "-o", "page.html", "--depfile", taken]);
        assert_eq!(output.status.code(), Some(2), "{}", told(&output));
    }
    let output = folder.gdr(&["build", &report, "-o", "a;b.html", "--depfile", "d"]);
    assert_eq!(output.status.code(), Some(2), "{}", told(&output));
    assert!(told(&output).contains("choose another name") && !folder.has("d"), "{}", told(&output));
}

// ── Times ────────────────────────────────────────────────────────────────────────────────────────────────────────────

#[test]
fn timings_are_told_and_change_nothing_else() {
    let folder = Folder::new("timings");
    let build = |arguments: &[&str]| folder.gdr(&[&["build", REPORTS, "--to", "json"], arguments].concat());
    let (without, with) = (build(&["--out", "without"]), build(&["--out", "with", "--timings"]));
    assert!(with.status.success(), "{}", told(&with));
    let lines: Vec<String> = told(&with).lines().filter(|line| line.starts_with("time in ms, ")).map(str::to_owned).collect();
    let phases = ["read", "parse", "check", "last year's", "verify", "lint", "render", "write"];
    assert_eq!(lines.len(), 4, "three files and all of them: {lines:#?}");
    assert!(phases.iter().all(|phase| lines[1].contains(&format!("{phase} "))), "{lines:#?}");
    assert!(lines[3].contains("3 files together"), "{lines:#?}");
    assert!(told(&with).lines().last().is_some_and(|line| line.starts_with("took ") && line.ends_with(" ms")), "{}", told(&with));
    assert!(!told(&without).contains(" ms"));
    assert_eq!(folder.read("with/2024.json"), folder.read("without/2024.json"));

    let check = folder.gdr(&["check", &Folder::report("2024.gdr"), "--format", "json", "--timings"]);
    let lines: Vec<String> = told(&check).lines().map(str::to_owned).collect();
    assert!(lines[0].contains("2024.gdr: read ") && !lines[0].contains("render") && lines.len() == 2, "{lines:#?}");
    assert!(!String::from_utf8_lossy(&check.stdout).contains(" ms"), "what programs read has no clock");
}

// ── Hooks and the action ─────────────────────────────────────────────────────────────────────────────────────────────

/// What a hook calls is there, and passes on a report that is fine.
#[test]
fn hooks_run() {
    let folder = Folder::new("hooks");
    let hooks = read(".pre-commit-hooks.yaml");
    let entries: Vec<&str> = hooks.lines().filter_map(|line| line.trim().strip_prefix("entry: gdr ")).collect();
    assert_eq!(entries, ["check", "fmt --check"]);
    for entry in entries {
        let arguments: Vec<&str> = entry.split(' ').collect();
        let report = Folder::report("2024.gdr");
        let output = folder.gdr(&[&arguments[..], &[&report]].concat());
        assert!(output.status.success(), "{entry}: {}", told(&output));
    }
}

/// The scripts of the action, as a workflow calls them.
#[cfg(unix)]
#[test]
fn the_action_checks_and_builds() {
    let folder = Folder::new("action");
    let gdr = Path::new(env!("CARGO_BIN_EXE_gdr")).parent().expect("a folder").display().to_string();
    let path = format!("{gdr}:{}", std::env::var("PATH").unwrap_or_default());
    let script = |name: &str, variables: &[(&str, &str)]| {
        let mut command = Command::new("bash");
        command.arg(root().join(".github/actions/gdr").join(name)).current_dir(&folder.0).env("PATH", &path);
        command.env("GDR_LANG", "en").envs(variables.iter().copied()).output().expect("it runs")
    };
    let run = |command, arguments| script("run", &[("COMMAND", command), ("REPORTS", REPORTS), ("ARGUMENTS", arguments)]);

    let output = run("build", "--to html,json --out public");
    assert!(output.status.success(), "{}", told(&output));
    assert!(folder.has("public/2023.html") && folder.has("public/2024.json"));

    fs::write(folder.0.join("gdr.toml"), format!("paths = [\"{REPORTS}\"]\n")).expect("written");
    let output = script("run", &[("COMMAND", "check"), ("REPORTS", ""), ("ARGUMENTS", "")]);
    assert!(output.status.success(), "the project's own: {}", told(&output));

    folder.spoil("2024.gdr");
    let output = run("check", "");
    let annotations = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(1), "{annotations}");
    assert!(annotations.starts_with("::error file="), "{annotations}");
    assert_eq!(run("publish", "").status.code(), Some(2));

    let key = |version| String::from_utf8_lossy(&script("key", &[("VERSION", version)]).stdout).trim().to_owned();
    assert_eq!(key("0.1.0"), "key=0.1.0");
    assert_eq!(key("").len(), "key=".len() + 40, "a sum of all that it is built of");
}
