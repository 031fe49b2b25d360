//! `gdr init`: the repository that it makes.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::common::folder::{Folder, Run};
use crate::common::read;
use crate::common::tools::is_installed;

const INIT: &str = "init --year 2025 --agency 青禾县水务局";
const VERSION: &str = env!("CARGO_PKG_VERSION");

fn revision() -> &'static str {
    option_env!("GDR_REVISION").unwrap_or(concat!("v", env!("CARGO_PKG_VERSION")))
}

#[test]
fn a_new_repository_checks_and_builds() {
    let folder = Folder::new("new");
    folder
        .gdr(INIT)
        .assert_code(0)
        .assert_says("下一步")
        .assert_says("reports/2025.gdr");
    let made = [
        ".gitattributes",
        ".github/workflows/reports.yml",
        ".gitignore",
        "gdr.toml",
        "reports/2025.gdr",
    ];
    assert_eq!(folder.files(), made);
    folder
        .gdr("check")
        .assert_code(0)
        .assert_says("reports/2025.gdr:")
        .assert_says("没有错误");
    folder
        .gdr("build --draft")
        .assert_code(0)
        .assert_says("已生成 site/2025.html");
    assert_eq!(folder.built(), ["site/2025.html"]);
    // What is not known yet does not go out unmarked.
    folder.gdr("build").assert_code(1).assert_says("G0520");
    // What is built is not kept.
    assert!(
        folder
            .read(".gitignore")
            .lines()
            .any(|line| line == "/site/")
    );
}

/// The steps of the workflow are those that work.
#[test]
fn the_workflow_runs() {
    for language in ["zh", "en"] {
        let folder = Folder::new(&format!("workflow-{language}"));
        folder
            .gdr(&format!("{INIT} --lang {language}"))
            .assert_code(0);
        let workflow = folder.read(".github/workflows/reports.yml");
        let steps: Vec<&str> = workflow
            .lines()
            .filter_map(|line| {
                line.trim_start_matches([' ', '-'])
                    .strip_prefix("run: gdr ")
            })
            .collect();
        assert!(steps.len() >= 2, "{workflow}");
        for step in steps {
            folder.gdr(step).assert_code(0);
        }
        assert_eq!(folder.built(), ["site/2025.html"]);
        // What is handed on is what was built, and the version is this one.
        assert!(
            workflow.contains("path: site\n")
                && workflow.contains(&format!("GDR_VERSION: {VERSION}\n"))
                && workflow.contains(&format!("GDR_REVISION: {}\n", revision()))
                && workflow.contains(concat!(
                    "GDR_REPOSITORY: ",
                    env!("CARGO_PKG_REPOSITORY"),
                    "\n"
                ))
        );
        // An action that is not pinned may change by itself.
        let actions: Vec<&str> = workflow
            .lines()
            .filter_map(|line| line.split_once("uses: "))
            .map(|(_, action)| action)
            .collect();
        let is_pinned = |action: &&str| {
            action
                .split_once('@')
                .is_some_and(|(_, at)| at.split(' ').next().is_some_and(|hash| hash.len() == 40))
        };
        assert!(
            !actions.is_empty() && actions.iter().all(is_pinned),
            "{actions:?}"
        );
    }
}

// ── The step that installs gdr ───────────────────────────────────────────────────────────────────

/// A folder with a release as a repository has it, and with a home to install it to.
struct Release {
    folder: Folder,
    script: String,
    archive: PathBuf,
}

impl Release {
    /// Nothing without the programs that the step uses.
    fn new(name: &str) -> Option<Release> {
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
        sh(&folder.0, &make, &[]).assert_code(0);
        // What is built of source code.
        folder.write("bin/cargo", "#!/bin/sh\necho cargo \"$@\"\nexit 7\n");
        sh(&folder.0, "chmod +x bin/cargo", &[]).assert_code(0);
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
        let path = std::env::var("PATH").unwrap_or_default();
        let path = format!("{}:{path}", self.folder.path("bin").display());
        let home = self.folder.path("home").display().to_string();
        let variables = [
            ("PATH", path.as_str()),
            ("HOME", &home),
            ("GDR_VERSION", VERSION),
            ("GDR_REPOSITORY", &self.repository()),
            ("GDR_REVISION", revision()),
            ("GDR_SHA256", sha256),
        ];
        sh(&self.folder.0, &self.script, &variables)
    }

    fn is_installed(&self) -> bool {
        self.folder.has("home/.local/bin/gdr")
    }
}

fn sh(folder: &Path, script: &str, variables: &[(&str, &str)]) -> Run {
    let mut command = Command::new("sh");
    command.arg("-c").arg(script).current_dir(folder);
    let command = command.envs(variables.iter().copied());
    Run::of(command.output().expect("it runs"))
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
#[cfg(target_os = "linux")]
fn a_release_with_its_checksum_is_installed() {
    let Some(release) = Release::new("release") else {
        return;
    };
    release
        .install("")
        .assert_code(0)
        .assert_says("gdr --version");
    assert!(release.is_installed());
    let sha256 = std::fs::read_to_string(release.archive.with_extension("xz.sha256"));
    let sha256 = sha256
        .expect("it is made")
        .split(' ')
        .next()
        .map(str::to_owned);
    release.install(&sha256.expect("a checksum")).assert_code(0);
}

#[test]
#[cfg(target_os = "linux")]
fn a_release_with_another_checksum_is_refused() {
    let Some(release) = Release::new("pinned") else {
        return;
    };
    let refused = |run: Run| {
        let run = run.assert_code(1).assert_says("invalid checksum");
        assert!(
            !run.said.contains("cargo") && !run.out.contains("cargo"),
            "{run:?}"
        );
        assert!(!release.is_installed());
    };
    refused(release.install(&"0".repeat(64)));
    let mut bytes = std::fs::read(&release.archive).expect("it is made");
    *bytes.last_mut().expect("it has bytes") ^= 1;
    std::fs::write(&release.archive, bytes).expect("it is written");
    refused(release.install(""));
    // Without a checksum of its own, an archive is invalid, whatever else matches.
    let checksum = release.archive.with_extension("xz.sha256");
    std::fs::write(checksum, "").expect("it is written");
    refused(release.install(""));
}

#[test]
#[cfg(target_os = "linux")]
fn without_a_release_the_pinned_source_is_built() {
    let Some(release) = Release::new("source") else {
        return;
    };
    std::fs::remove_file(&release.archive).expect("it is made");
    let command = format!(
        "cargo install --git {} --rev {} --locked --root {} gdr-lang\n",
        release.repository(),
        revision(),
        release.folder.path("home/.local").display()
    );
    let run = release.install("").assert_code(7);
    assert_eq!(run.out, command);
    // A checksum states which program is expected: nothing else is installed.
    let run = release.install(&"0".repeat(64)).assert_code(1);
    assert!(run.out.is_empty(), "{run:?}");
}

// ── Files ────────────────────────────────────────────────────────────────────────────────────────

/// A repository in either language has the same settings and steps, and comments of that language.
#[test]
fn comments_are_in_the_language_of_messages() {
    let made = |language: &str| {
        let folder = Folder::new(&format!("comments-{language}"));
        folder
            .gdr(&format!("{INIT} --lang {language}"))
            .assert_code(0);
        ["gdr.toml", ".github/workflows/reports.yml"].map(|file| folder.read(file))
    };
    let lines = |text: &str, wanted: bool| -> Vec<String> {
        let is_setting = |words: &str| words.split(' ').nth(1) == Some("=");
        let is_words = |line: &str| {
            line.trim_start()
                .strip_prefix("# ")
                .is_some_and(|words| !is_setting(words))
        };
        text.lines()
            .filter(|line| is_words(line) == wanted && !line.starts_with("lang"))
            .map(str::to_owned)
            .collect()
    };
    for (zh, en) in made("zh").iter().zip(&made("en")) {
        assert_eq!(lines(zh, false), lines(en, false));
        assert!(!lines(en, true).is_empty() && !lines(zh, true).is_empty());
        assert!(lines(en, true).iter().all(|line| line.is_ascii()), "{en}");
        assert!(lines(zh, true).iter().all(|line| !line.is_ascii()), "{zh}");
    }
}

#[test]
fn what_is_there_is_left() {
    let folder = Folder::new("twice");
    folder.gdr(INIT).assert_code(0);
    let before: Vec<String> = folder
        .files()
        .iter()
        .map(|file| folder.read(file))
        .collect();
    let again = folder
        .gdr("init --year 2025 --agency 青禾县教育局 --lang en")
        .assert_code(0)
        .assert_says("left reports/2025.gdr as it is");
    assert!(!again.said.contains("made"), "{again:#?}");
    assert_eq!(
        folder
            .files()
            .iter()
            .map(|file| folder.read(file))
            .collect::<Vec<_>>(),
        before
    );

    let other = Folder::new("there");
    other.write("repository/.gitignore", "*.docx\n");
    other.write("repository/reports/2024.gdr", "// ours\n");
    other.write("repository/.gitattributes", "*.gdr diff=gdr merge=gdr\n");
    let run = other
        .gdr(&format!("init repository {}", &INIT[5..]))
        .assert_code(0)
        .assert_says("请在里面加一行：/site/");
    assert!(
        run.said.contains("已有 repository/.gitattributes，未改\n"),
        "{run:#?}"
    );
    assert_eq!(
        (
            other.read("repository/.gitignore"),
            other.read("repository/reports/2024.gdr")
        ),
        ("*.docx\n".into(), "// ours\n".into())
    );
    assert!(other.files().contains(&"repository/gdr.toml".to_owned()));
}

#[test]
fn a_form_of_ones_own_belongs_to_the_repository() {
    let folder = Folder::new("form");
    let form = read("examples/local/meetings-form.gdr");
    folder.write("outside.gdr", &form);
    folder
        .gdr("init repository --year 2024 --form outside.gdr")
        .assert_code(2)
        .assert_says("请先把它放进 repository");
    assert_eq!(folder.files(), ["outside.gdr"]);
    folder.write("repository/forms/meetings.gdr", &form);
    folder
        .gdr("init repository --year 2024 --form repository/forms/meetings.gdr")
        .assert_code(0);
    assert!(
        folder
            .read("repository/reports/2024.gdr")
            .contains("use \"../forms/meetings.gdr\"")
    );
    folder.gdr_in("repository", "build --draft").assert_code(0);
    assert_eq!(folder.built(), ["repository/site/2024.html"]);
}

#[test]
fn a_repository_has_a_year() {
    let folder = Folder::new("year");
    folder.gdr("init").assert_code(2).assert_says("--year");
    folder
        .gdr("init --year 明年")
        .assert_code(2)
        .assert_says("不是一个年份");
    assert!(folder.files().is_empty());
}
