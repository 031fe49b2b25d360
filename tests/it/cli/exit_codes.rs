//! The exit codes of `gdr`: 0, 1 or 2.

use std::fs;

use crate::cli::{sound, with_report, wrong};
use crate::common::folder::Folder;

#[test]
fn a_report_without_errors_exits_with_0() {
    let folder = with_report("sound", &sound());
    let run = folder.gdr("check a.gdr").assert_code(0);
    assert_eq!(run.out, "");
    assert!(
        run.err.contains("成立 35") && !run.err.contains('['),
        "{}",
        run.err
    );
    assert_eq!(folder.files(), ["a.gdr"]);
}

#[test]
fn a_report_with_errors_exits_with_1() {
    let folder = with_report("wrong", &wrong());
    folder
        .gdr("check a.gdr")
        .assert_code(1)
        .assert_prints("G0401");
    folder
        .gdr("build a.gdr")
        .assert_code(1)
        .assert_prints("G0401");
    assert_eq!(folder.files(), ["a.gdr"]);
}

#[test]
fn warnings_do_not_change_the_exit_code() {
    let folder = with_report(
        "warnings",
        &sound().replace("主动公开我区", "主动公开XX我区"),
    );
    folder
        .gdr("check a.gdr")
        .assert_code(0)
        .assert_prints("G0604");
    folder.gdr("build a.gdr").assert_code(0);
}

#[test]
fn a_wrong_command_line_exits_with_2() {
    let folder = with_report("usage", &sound());
    for line in [
        "",
        "frobnicate",
        "check",
        "build",
        "check --frobnicate a.gdr",
        "build a.gdr --to pdf",
        "--lang fr check a.gdr",
        "build a.gdr -o a.html --out b",
        "build a.gdr --to html,md -o a.html",
        "--color maybe check a.gdr",
    ] {
        folder.gdr(line).assert_code(2);
    }
    assert_eq!(folder.files(), ["a.gdr"]);
}

#[test]
fn help_and_version_exit_with_0() {
    let folder = Folder::new("help");
    assert!(
        folder
            .gdr("--version")
            .assert_code(0)
            .out
            .starts_with("gdr ")
    );
    for line in [
        "--help",
        "check --help",
        "build --help",
        "explain --help",
        "help build",
    ] {
        assert!(!folder.gdr(line).assert_code(0).out.is_empty());
    }
}

#[test]
fn a_missing_file_exits_with_2() {
    let folder = Folder::new("missing");
    folder
        .gdr("check no.gdr")
        .assert_code(2)
        .assert_prints("no.gdr");
    folder
        .gdr("build no.gdr")
        .assert_code(2)
        .assert_prints("no.gdr");
    assert_eq!(folder.files(), Vec::<String>::new());
}

#[test]
fn a_folder_without_reports_exits_with_2() {
    let folder = Folder::new("empty");
    folder.write("notes.txt", "x");
    folder.gdr("check .").assert_code(2).assert_prints(".gdr");
}

#[test]
fn a_file_that_is_not_utf8_or_too_long_exits_with_1() {
    let folder = Folder::new("bytes");
    fs::write(folder.0.join("a.gdr"), [b'r', 0xff]).expect("the file is written");
    folder
        .gdr("check a.gdr")
        .assert_code(1)
        .assert_prints("G0114");
    fs::write(folder.0.join("a.gdr"), vec![b' '; (16 << 20) + 1]).expect("the file is written");
    folder
        .gdr("check a.gdr")
        .assert_code(1)
        .assert_prints("G0113");
}

/// A link to itself cannot be read. A file without permissions can be read by root only.
#[test]
#[cfg(unix)]
fn an_unreadable_file_exits_with_2() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = Folder::new("locked");
    symlink("a.gdr", folder.path("a.gdr")).expect("the link is created");
    folder
        .gdr("check a.gdr")
        .assert_code(2)
        .assert_prints("a.gdr");

    folder.write("locked/a.gdr", &sound());
    folder.write("b.gdr", &sound());
    let lock = |name: &str, mode| {
        fs::set_permissions(folder.path(name), fs::Permissions::from_mode(mode))
            .expect("the mode is set");
    };
    lock("locked", 0o000);
    lock("b.gdr", 0o000);
    let is_root = fs::read(folder.path("b.gdr")).is_ok();
    for name in ["locked", "b.gdr"].iter().filter(|_| !is_root) {
        folder
            .gdr(&format!("check {name}"))
            .assert_code(2)
            .assert_prints(name);
    }
    lock("locked", 0o755);
    lock("b.gdr", 0o644);
}

#[test]
fn an_unwritable_output_exits_with_2() {
    let folder = with_report("unwritable", &sound());
    folder.write("file", "x");
    folder.gdr("build a.gdr -o file/a.html").assert_code(2);
    folder.gdr("build a.gdr --out file").assert_code(2);
    fs::create_dir(folder.0.join("a.html")).expect("the folder is created");
    folder.gdr("build a.gdr").assert_code(2);
    assert_eq!(folder.files(), ["a.gdr", "file"]);
}

#[test]
fn the_most_severe_outcome_is_the_exit_code() {
    let folder = Folder::new("many");
    folder.write("a.gdr", &sound());
    folder.write("b.gdr", &wrong());
    folder
        .gdr("check a.gdr b.gdr")
        .assert_code(1)
        .assert_prints("2 份");
    folder
        .gdr("check a.gdr b.gdr c.gdr")
        .assert_code(2)
        .assert_prints("c.gdr");
    folder.gdr("build .").assert_code(1);
    assert_eq!(folder.files(), ["a.gdr", "a.html", "b.gdr"]);
}

#[test]
fn a_file_with_only_forms_is_reported() {
    let folder = Folder::new("forms-alone");
    folder.write(
        "form.gdr",
        "form rooms 2023 \"会议室\" {\n    years 2023..\n    field body 单位 \"单位\" : text\n}\n",
    );
    for (line, code) in [
        ("facts", 0),
        ("trend", 0),
        ("build", 0),
        ("next", 2),
        ("why 单位", 2),
        ("diff form.gdr", 1),
        ("facts -o new/facts.csv", 0),
    ] {
        folder
            .gdr(&format!("{line} form.gdr"))
            .assert_code(code)
            .assert_prints("form.gdr 中没有报告，只有表单");
    }
    folder
        .gdr("check form.gdr")
        .assert_code(0)
        .assert_prints("表单没有错误");
}
