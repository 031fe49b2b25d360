//! `gdr.toml`: diagnostics of invalid settings, and the effect of valid ones.

use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use crate::common::bless::expect_files;
use crate::common::folder::{Folder, Run};
use crate::common::{example, example_alone, files, project, read};
use gdr::diagnostic::Language;
use gdr::diagnostic::render::Renderer;

/// Each `tests/projects/NAME.toml` has its expected diagnostics in both languages in a file of the
/// same name.
#[test]
fn invalid_settings_are_reported() {
    let paths = files("tests/projects", "toml").into_iter();
    expect_files(paths.map(|path| (path.with_extension("txt"), reported(&path))));
}

fn reported(path: &Path) -> String {
    let diagnostics = project(&read(path)).diagnostics;
    let drawn = [Language::Chinese, Language::English].map(|language| {
        let mut renderer = Renderer::new(language, false);
        diagnostics
            .iter()
            .map(|diagnostic| renderer.render(diagnostic))
            .collect::<String>()
    });
    drawn
        .concat()
        .lines()
        .map(|line| format!("{}\n", line.trim_end()))
        .collect()
}

/// A folder with reports of two years, a hidden file, and these settings.
fn with_reports(name: &str, settings: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("gdr.toml", settings);
    folder.write("reports/2020/pingtan.gdr", &example("wujiang-2020"));
    folder.write("reports/2021/pingtan.gdr", &example_alone("pingtan-2021"));
    folder.write("reports/.old/broken.gdr", "not a report");
    folder
}

const PAGES: [&str; 2] = ["site/2020/pingtan.html", "site/2021/pingtan.html"];

/// In any subfolder, all reports are built to their places, and hidden folders are skipped.
#[test]
fn a_project_is_found_from_a_subfolder() {
    for below in ["", "reports", "reports/2021", "site"] {
        let folder = with_reports("below", "paths = [\"reports\"]\nout = \"site\"\n");
        fs::create_dir_all(folder.0.join("site")).expect("the folder is created");
        folder
            .gdr_in(below, "check")
            .assert_code(0)
            .assert_prints("报告 2 份");
        folder.gdr_in(below, "build").assert_code(0);
        assert_eq!(folder.built(), PAGES, "{below}");
    }
    let folder = with_reports("shown", "paths = [\"reports\"]\nout = \"site\"\n");
    folder
        .gdr_in("reports/2021", "build")
        .assert_prints("已生成 ../../site/2021/pingtan.html");
    folder
        .gdr_in("reports/2021", "check --format short")
        .assert_prints("../2020/pingtan.gdr:5:8: ");
}

/// A single report has the same output path as when all are built.
#[test]
fn a_named_report_has_its_usual_output_path() {
    for (below, path) in [
        ("", "reports/2021/pingtan.gdr"),
        ("", "./reports/2021"),
        ("reports/2021", "pingtan.gdr"),
        ("site", "../reports/2021/../2021"),
    ] {
        let folder = with_reports("named", "paths = [\"reports\"]\nout = \"site\"\n");
        fs::create_dir_all(folder.0.join("site")).expect("the folder is created");
        folder
            .gdr_in(below, &format!("build {path}"))
            .assert_code(0);
        assert_eq!(folder.built(), PAGES[1..], "{path}");
    }
}

#[test]
fn building_again_rewrites_nothing() {
    let folder = with_reports(
        "again",
        "paths = [\"reports\"]\nout = \"site\"\nto = [\"html\", \"json\"]\n",
    );
    folder.gdr("build").assert_code(0);
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    let built = folder.built();
    assert_eq!(built.len(), 4);
    for file in &built {
        fs::File::options()
            .write(true)
            .open(folder.0.join(file))
            .and_then(|file| file.set_modified(long_ago))
            .expect("the time is set");
    }
    folder.gdr("build").assert_code(0);
    for file in &built {
        let modified = fs::metadata(folder.0.join(file))
            .and_then(|metadata| metadata.modified())
            .expect("the file exists");
        assert_eq!(modified, long_ago, "{file}");
    }
}

/// Files in the output folder are not sources.
#[test]
fn the_output_folder_may_be_among_the_sources() {
    let folder = with_reports("within", "out = \"reports/site\"\n");
    folder.gdr("build").assert_code(0);
    assert_eq!(
        folder.built(),
        PAGES.map(|page| format!("reports/site/reports/{}", &page[5..]))
    );
    folder.write("reports/site/copy.gdr", "not a report");
    folder
        .gdr("check")
        .assert_code(0)
        .assert_prints("报告 2 份");
    folder.gdr("build").assert_code(0);
    // If sources and outputs share a folder, sources are still found.
    folder.write(
        "gdr.toml",
        "paths = [\"reports/2020\", \"reports\"]\nout = \"reports\"\n",
    );
    fs::remove_dir_all(folder.0.join("reports/site")).expect("the folder is removed");
    folder
        .gdr("build")
        .assert_code(0)
        .assert_prints("报告 2 份");
}

#[test]
fn last_years_report_is_still_read() {
    let folder = Folder::new("previous");
    folder.write("gdr.toml", "paths = [\"reports\"]\n");
    for year in [2019, 2020, 2021] {
        folder.write(
            &format!("reports/pingtan-{year}.gdr"),
            &example(&format!("pingtan-{year}")),
        );
    }
    let run = folder.gdr("check");
    assert!(
        run.err.contains("报告 3 份") && !run.err.contains("G0709"),
        "{run:#?}"
    );
    folder
        .gdr("why 申请.结转 reports/pingtan-2021.gdr")
        .assert_prints("上一年");
}

#[test]
fn settings_are_short() {
    let folder = with_reports("long", &"# 设置\n".repeat(10_000));
    folder
        .gdr("check")
        .assert_code(2)
        .assert_prints("G0906")
        .assert_prints("超过 64 KB");
}

/// Settings, a command line, an environment variable; the exit code, and a part of the output.
const PRECEDENCE: &[(&str, &str, &str, i32, &str)] = &[
    ("", "check", "", 0, "报告 2 份"),
    ("lang = \"en\"", "check", "", 0, "2 reports"),
    ("lang = \"en\"", "check", "LANG=zh_CN.UTF-8", 0, "2 reports"),
    ("lang = \"en\"", "check", "GDR_LANG=zh", 0, "报告 2 份"),
    (
        "lang = \"en\"",
        "check --lang zh",
        "GDR_LANG=en",
        0,
        "报告 2 份",
    ),
    ("lang = \"en\"", "help", "", 0, "Usage"),
    ("deny = [\"warnings\"]", "check", "", 1, "错误"),
    ("deny = [\"G0609\"]", "check", "", 0, "报告 2 份"),
    (
        "deny = [\"warnings\"]",
        "check --allow G0604",
        "",
        0,
        "G0604：1 条未列出（--allow）",
    ),
    (
        "allow = [\"prose-placeholder\"]",
        "check",
        "",
        0,
        "G0604：1 条未列出（gdr.toml 的 allow）",
    ),
    (
        "allow = [\"G0604\"]",
        "check --deny warnings",
        "",
        1,
        "错误",
    ),
    (
        "allow = [\"G0604\"]",
        "build reports/2021",
        "",
        0,
        "G0604：1 条未列出",
    ),
    (
        "to = [\"md\"]",
        "build",
        "",
        0,
        "已生成 reports/2021/pingtan.md",
    ),
    (
        "to = [\"md\"]",
        "build --to json",
        "",
        0,
        "已生成 reports/2021/pingtan.json",
    ),
    (
        "to = [\"md\", \"json\"]",
        "build reports/2021 -o one.html",
        "",
        0,
        "已生成 one.html",
    ),
    (
        "to = [\"md\", \"json\"]",
        "build reports/2021 -o -",
        "",
        0,
        "<html",
    ),
    (
        "out = \"site\"",
        "build --out pages",
        "",
        0,
        "已生成 pages/reports/2021/pingtan.html",
    ),
    (
        "template = \"templates\"",
        "build reports/2021 -o -",
        "",
        0,
        "own page",
    ),
    (
        "template = \".\"",
        "build reports/2021 -o -",
        "",
        0,
        "<html",
    ),
    (
        "template = \"templates\"",
        "build reports/2021 -o - --template others",
        "",
        0,
        "other page",
    ),
    ("paths = [\"reports/2021\"]", "check", "", 0, "没有错误"),
    (
        "paths = [\"empty\"]",
        "check",
        "",
        2,
        "empty 中没有 .gdr 文件",
    ),
    (
        "out = \"reports/2021\"\npaths = [\"reports/2020\", \"forms\"]",
        "trend",
        "",
        2,
        "forms 中没有 .gdr 文件",
    ),
    ("paths = [\"reports\"]", "trend", "", 0, "2021"),
    ("paths = [\"reports\"]", "facts", "", 0, "2020"),
    ("paths = [\"reports\"]", "fix", "", 0, "没有可以直接改正的"),
];

#[test]
fn the_command_line_takes_precedence() {
    for (settings, line, variable, code, words) in PRECEDENCE {
        let folder = with_reports("precedence", settings);
        let text = example_alone("pingtan-2021").replacen("\"\"\"\n", "\"\"\"\n待补充。", 1);
        folder.write("reports/2021/pingtan.gdr", &text);
        folder.write("templates/report.html", "own page");
        folder.write("others/report.html", "other page");
        for empty in ["empty", "forms"] {
            fs::create_dir_all(folder.0.join(empty)).expect("the folder is created");
        }
        let mut command = folder.command();
        command
            .args(line.split_whitespace())
            .envs(variable.split_once('='));
        let run = Run::of(command.output().expect("gdr runs"));
        assert!(run.code == Some(*code), "{settings}, {line}: {run:#?}");
        run.assert_prints(words);
    }
}

#[test]
fn without_a_project_a_path_is_needed() {
    let folder = Folder::new("none");
    for command in ["check", "build", "fix", "trend", "facts"] {
        folder
            .gdr(command)
            .assert_code(2)
            .assert_prints("请给出 .gdr 文件或目录")
            .assert_prints("gdr.toml");
        folder
            .gdr(&format!("{command} --lang en"))
            .assert_code(2)
            .assert_prints("give .gdr files or folders")
            .assert_prints("gdr init");
    }
}

/// Invalid settings are reported at their place, in every format, and no command runs.
#[test]
fn no_command_runs_with_invalid_settings() {
    let folder = with_reports(
        "wrong",
        "out = \"site\"\nlang = \"en\"\ndenied = [\"warnings\"]\n",
    );
    let message = "[G0902] error: unknown setting `denied`";
    folder
        .gdr("build")
        .assert_code(2)
        .assert_prints(message)
        .assert_prints("gdr.toml:3:1")
        .assert_prints("gdr explain G0902");
    folder
        .gdr_in("reports/2021", "check pingtan.gdr")
        .assert_code(2)
        .assert_prints("../../gdr.toml:3:1");
    folder
        .gdr("check --format json")
        .assert_code(2)
        .assert_prints("\"G0902\"");
    folder.write(".git/HEAD", "");
    folder
        .gdr("check --format github")
        .assert_code(2)
        .assert_prints("::error file=gdr.toml,line=3");
    assert!(folder.built().is_empty());
    // Commands that do not need the project run, in its language.
    folder
        .gdr("explain G0902")
        .assert_code(0)
        .assert_prints("unknown setting");
    folder.gdr("new --year 2025").assert_code(0);
}
