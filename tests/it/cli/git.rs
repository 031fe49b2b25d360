//! `gdr git` in real repositories. The tests need the git program; in CI it is required.

mod sides;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::common;
use crate::common::folder::Folder;
use crate::common::tools::is_installed;
use gdr::source::Source;

const REPORT: &str = "report.gdr";

struct Repository(Folder);

impl Repository {
    /// An empty repository for a test; `None` if git is not installed.
    fn new(name: &str) -> Option<Repository> {
        if !is_installed("git") {
            return None;
        }
        let repository = Repository(Folder::new(name));
        repository.git("init --quiet --initial-branch=main");
        repository.git("config user.name office");
        repository.git("config user.email office@example.org");
        Some(repository)
    }

    /// A repository after `gdr git install`, with a report.
    fn with_report(name: &str) -> Option<Repository> {
        let repository = Repository::new(name)?;
        repository.gdr("git install");
        repository.commit(&common::example_alone("pingtan-2021"));
        Some(repository)
    }

    /// A program in the repository, which finds gdr and no settings of the user.
    fn command(&self, program: &str) -> Command {
        let programs = Path::new(env!("CARGO_BIN_EXE_gdr"))
            .parent()
            .expect("the folder has a path");
        let before = std::env::var_os("PATH").unwrap_or_default();
        let path = std::env::join_paths(
            std::iter::once(programs.to_owned()).chain(std::env::split_paths(&before)),
        );
        let mut command = Command::new(program);
        command
            .current_dir(&self.0.0)
            .env("PATH", path.expect("a PATH"))
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_SYSTEM", "/dev/null")
            .env("LC_ALL", "C")
            .env("GDR_LANG", "en");
        command
    }

    fn run(&self, program: &str, line: &str) -> Output {
        self.command(program)
            .args(line.split_whitespace())
            .output()
            .expect("the program runs")
    }

    fn git(&self, line: &str) -> String {
        let output = self.run("git", line);
        assert!(output.status.success(), "git {line}: {output:?}");
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    fn gdr(&self, line: &str) -> String {
        let output = self.run(env!("CARGO_BIN_EXE_gdr"), line);
        assert!(output.status.success(), "gdr {line}: {output:?}");
        String::from_utf8([output.stdout, output.stderr].concat()).expect("UTF-8")
    }

    fn read(&self, name: &str) -> String {
        self.0.read(name)
    }

    fn write(&self, name: &str, text: &str) {
        self.0.write(name, text);
    }

    fn commit(&self, text: &str) {
        self.write(REPORT, text);
        self.git("add --all");
        self.git("commit --quiet -m report");
    }

    /// Commits a change of the report on each of two branches, and merges them.
    fn merge(&self, ours: &[(&str, &str)], theirs: &[(&str, &str)]) -> Merge {
        let base = self.read(REPORT);
        self.git("checkout --quiet -b theirs");
        self.commit(&changed(&base, theirs));
        self.git("checkout --quiet main");
        self.commit(&changed(&base, ours));
        let output = self.run("git", "merge --quiet -m merge theirs");
        let printed = String::from_utf8([output.stdout, output.stderr].concat()).expect("UTF-8");
        Merge {
            is_clean: output.status.success(),
            printed,
            text: self.read(REPORT),
        }
    }
}

#[derive(Debug)]
struct Merge {
    is_clean: bool,
    printed: String,
    text: String,
}

fn changed(text: &str, changes: &[(&str, &str)]) -> String {
    changes.iter().fold(text.to_owned(), |text, (from, to)| {
        assert_eq!(text.matches(from).count(), 1, "{from}");
        text.replace(from, to)
    })
}

#[test]
fn install_is_idempotent_and_can_be_undone() {
    let Some(repository) = Repository::new("install") else {
        return;
    };
    repository.write(".gitattributes", "*.md text\n");
    let before = repository.read(".git/config");
    repository.gdr("git install");
    let (config, attributes) = (
        fs::read(repository.0.path(".git/config")).expect("the file exists"),
        repository.read(".gitattributes"),
    );
    assert_eq!(attributes, "*.md text\n*.gdr diff=gdr merge=gdr\n");
    repository.gdr("git install");
    assert_eq!(
        fs::read(repository.0.path(".git/config")).expect("the file exists"),
        config
    );
    assert_eq!(repository.read(".gitattributes"), attributes);
    repository.gdr("git uninstall");
    assert_eq!(repository.read(".git/config"), before);
    assert_eq!(repository.read(".gitattributes"), "*.md text\n");
}

#[test]
fn existing_settings_are_kept() {
    let Some(repository) = Repository::new("others") else {
        return;
    };
    repository.git("config merge.gdr.name own");
    let before = repository.read(".git/config");
    let printed = repository.gdr("git install");
    assert!(
        printed.contains("merge.gdr.name has another value"),
        "{printed}"
    );
    repository.gdr("git uninstall");
    assert_eq!(repository.read(".git/config"), before);
    assert!(
        !repository.0.path(".gitattributes").exists(),
        "created by install, so removed"
    );
}

#[test]
fn install_requires_a_repository() {
    let Some(repository) = Repository::new("outside") else {
        return;
    };
    fs::remove_dir_all(repository.0.path(".git")).expect("the folder is removed");
    let output = Command::new(env!("CARGO_BIN_EXE_gdr"))
        .args(["git", "install", "--lang", "en"])
        .current_dir(&repository.0.0)
        .env("GIT_CEILING_DIRECTORIES", env!("CARGO_TARGET_TMPDIR"))
        .output()
        .expect("gdr runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(
        String::from_utf8_lossy(&output.stderr)
            .contains("not in the working tree of a git repository"),
        "{output:?}"
    );
}

#[test]
fn hunks_name_the_section() {
    let Some(repository) = Repository::with_report("hunks") else {
        return;
    };
    let text = repository.read(REPORT);
    repository.write(
        REPORT,
        &changed(
            &text,
            &[
                ("总计               63 |", "总计               64 |"),
                ("行政强制    42", "行政强制    43"),
                ("无收取", "没有收取"),
            ],
        ),
    );
    let diff = repository.git("diff --unified=0");
    let heads: Vec<&str> = diff
        .lines()
        .filter_map(|line| line.strip_prefix("@@ ")?.split(" @@ ").nth(1))
        .collect();
    assert_eq!(heads, ["主动公开", "申请", "其他事项"]);
}

#[test]
fn words_are_numbers_and_chinese_characters() {
    let Some(repository) = Repository::with_report("words") else {
        return;
    };
    let text = repository.read(REPORT);
    repository.write(
        REPORT,
        &changed(
            &text,
            &[
                ("24252.311082 万元", "24252.31 万元"),
                ("没有落款", "没有日期"),
                ("2022-02-08", "2022-02-09"),
            ],
        ),
    );
    let diff = repository.git("diff --word-diff --unified=0");
    for words in [
        "[-24252.311082-]{+24252.31+} 万元",
        "没有[-落款-]{+日期+}",
        "[-2022-02-08-]{+2022-02-09+}",
    ] {
        assert!(diff.contains(words), "{words}: {diff}");
    }
}

#[test]
fn textconv_prints_one_fact_per_line() {
    let Some(repository) = Repository::with_report("facts") else {
        return;
    };
    repository.write(".gitattributes", "*.gdr diff=gdr-facts\n");
    let text = repository.read(REPORT);
    repository.write(REPORT, &text.replace("行政强制    42", "行政强制    43"));
    let diff = repository.git("diff --unified=0 report.gdr");
    assert!(
        diff.contains(
            "-主动公开.第六项.行政强制.处理决定 = 42\n+主动公开.第六项.行政强制.处理决定 = 43\n"
        ),
        "{diff}"
    );
    repository.write("notes.gdr", "不是报告\n");
    assert_eq!(repository.gdr("git textconv notes.gdr"), "不是报告\n");
}

#[test]
fn changes_of_different_cells_merge() {
    let Some(repository) = Repository::with_report("cells") else {
        return;
    };
    // Neighbouring rows, the same row, and prose next to a figure that the other side changed.
    let merge = repository.merge(
        &[
            ("行政处罚  1282", "行政处罚  1283"),
            (
                "行政规范性文件   69    3      665",
                "行政规范性文件   70    3      665",
            ),
        ],
        &[
            ("行政强制    42", "行政强制   142"),
            (
                "行政规范性文件   69    3      665",
                "行政规范性文件   69    3     1666",
            ),
            ("无收取", "没有收取"),
        ],
    );
    assert!(merge.is_clean, "{merge:?}");
    let expected = changed(
        &common::example_alone("pingtan-2021"),
        &[
            ("行政处罚  1282", "行政处罚  1283"),
            ("行政强制    42", "行政强制   142"),
            (
                "行政规范性文件   69    3      665",
                "行政规范性文件   70    3     1666",
            ),
            ("无收取", "没有收取"),
        ],
    );
    assert_eq!(merge.text, expected);
}

#[test]
fn a_merge_of_formatted_files_is_formatted() {
    let Some(repository) = Repository::with_report("layout") else {
        return;
    };
    let laid_out =
        |text: &str| gdr::fmt::format(&Source::new(REPORT, text)).expect("the text can be parsed");
    repository.commit(&laid_out(&repository.read(REPORT)));
    let merge = repository.merge(
        &[(
            "行政处罚  1282\n        行政强制    42",
            "行政处罚    1282\n        行政强制 1234567",
        )],
        &[("行政处罚  1282", "行政处罚  1283")],
    );
    assert!(
        merge.is_clean
            && merge
                .text
                .contains("行政处罚    1283\n        行政强制 1234567\n"),
        "{merge:?}"
    );
    assert_eq!(merge.text, laid_out(&merge.text));
}

#[test]
fn the_same_change_on_both_sides_is_not_a_conflict() {
    let Some(repository) = Repository::with_report("same") else {
        return;
    };
    let merge = repository.merge(
        &[("行政处罚  1282", "行政处罚  1300")],
        &[("行政处罚  1282", "行政处罚   1300 // 已核")],
    );
    assert!(
        merge.is_clean && merge.text.contains("行政处罚   1300 // 已核\n"),
        "{merge:?}"
    );
}

#[test]
fn a_cell_changed_on_both_sides_is_a_conflict_on_its_line() {
    let Some(repository) = Repository::with_report("conflict") else {
        return;
    };
    let merge = repository.merge(
        &[
            ("行政处罚  1282", "行政处罚  1283"),
            ("行政许可 2293", "行政许可 2294"),
        ],
        &[
            ("行政处罚  1282", "行政处罚  1284"),
            ("行政强制    42", "行政强制    43"),
        ],
    );
    assert!(
        !merge.is_clean && merge.printed.contains("both sides changed the same place"),
        "{merge:?}"
    );
    let marked = "<<<<<<< ours\n        行政处罚  1283\n=======\n        行政处罚  1284\n>>>>>>> theirs\n        行政强制    43\n";
    assert!(
        merge.text.contains(marked) && merge.text.contains("行政许可 2294\n"),
        "{merge:?}"
    );
}

#[test]
fn a_merge_that_breaks_a_total_is_a_conflict() {
    let Some(repository) = Repository::with_report("total") else {
        return;
    };
    // Each side moves a request from 予以公开 to another outcome, so that its own total still holds.
    let ours = [
        (
            "予以公开           27 |        0        0            2            0    1 =   30",
            "予以公开           26 |        0        0            2            0    1 =   29",
        ),
        (
            "部分公开            5 |        0        0            0            0    0 =    5",
            "部分公开            6 |        0        0            0            0    0 =    6",
        ),
    ];
    let theirs = [
        (
            "予以公开           27 |        0        0            2            0    1 =   30",
            "予以公开           26 |        0        0            2            0    1 =   29",
        ),
        (
            "不掌握         22 |        0        0            0            0    3 =   25",
            "不掌握         23 |        0        0            0            0    3 =   26",
        ),
    ];
    let merge = repository.merge(&ours, &theirs);
    assert!(!merge.is_clean, "{merge:?}");
    assert!(
        merge.printed.contains("[G0401]")
            && merge
                .printed
                .contains("“（七）总计” equals the sum of its items"),
        "{merge:?}"
    );
    assert!(
        merge.printed.contains("neither side has these errors"),
        "{merge:?}"
    );
    assert!(
        merge
            .text
            .contains("26 |        0        0            2            0    1 =   29")
            && merge
                .text
                .contains("23 |        0        0            0            0    3 =   26"),
        "{merge:?}"
    );
    assert!(!merge.text.contains("<<<<<<<"), "{merge:?}");
    assert!(repository.git("status --short").contains("UU report.gdr"));
}

#[test]
fn a_file_that_is_not_a_report_is_merged_by_line() {
    let Some(repository) = Repository::new("lines") else {
        return;
    };
    repository.gdr("git install");
    repository.commit("甲\n乙\n丙\n丁\n戊\n己\n");
    let merge = repository.merge(&[("甲", "子")], &[("己", "午")]);
    assert_eq!(
        (merge.is_clean, merge.text.as_str()),
        (true, "子\n乙\n丙\n丁\n戊\n午\n"),
        "{merge:?}"
    );
}
