//! `gdr fix`: which mistakes it fixes, and how.

use crate::cli::{sound, with_report, wrong};

/// A report with mistakes that have certain fixes.
fn with_slips() -> String {
    sound()
        .replacen("27 |", "２7 ｜", 1)
        .replacen("行政许可 2293", "行政许克：2，293", 1)
}

#[test]
fn certain_fixes_are_applied() {
    let folder = with_report("fix", &with_slips());
    folder.gdr("check a.gdr").assert_code(1);
    let run = folder
        .gdr("fix a.gdr")
        .assert_code(0)
        .assert_prints("a.gdr：已改正");
    assert_eq!(run.out, "");
    folder.gdr("check a.gdr").assert_code(0);
    assert_eq!(folder.read("a.gdr"), sound());
    folder
        .gdr("fix a.gdr")
        .assert_code(0)
        .assert_prints("没有需要改正的内容");
    folder.write("a.gdr", &sound().replacen("\"\"\"\n", "\"\"\"\nXX", 1));
    folder
        .gdr("fix a.gdr")
        .assert_code(0)
        .assert_prints("没有可以直接改正的内容");
}

#[test]
fn a_dry_run_writes_nothing() {
    let folder = with_report("dry", &with_slips());
    let run = folder.gdr("fix --dry-run a.gdr").assert_prints("可改正");
    assert!(
        run.out.starts_with("--- a/a.gdr\n+++ b/a.gdr\n@@ "),
        "{}",
        run.out
    );
    assert_eq!(folder.read("a.gdr"), with_slips());
}

#[test]
fn a_figure_is_only_changed_with_accept() {
    let folder = with_report("figure", &wrong());
    let run = folder
        .gdr("fix a.gdr")
        .assert_code(1)
        .assert_prints("G0401");
    assert!(run.out.contains('-') && run.out.contains("27 |"), "{run:?}");
    assert_eq!(folder.read("a.gdr"), wrong());
    folder.gdr("fix --accept a.gdr").assert_code(0);
    assert_eq!(folder.read("a.gdr"), sound());
}

#[test]
fn a_formatted_file_is_formatted_after_fixing() {
    let folder = with_report("fix-layout", &sound().replacen("27 |", "127 |", 1));
    folder
        .gdr("fmt a.gdr")
        .assert_code(0)
        .assert_prints("已排版 1 个文件");
    folder.gdr("fix --accept a.gdr").assert_code(0);
    folder.gdr("fmt --check a.gdr").assert_code(0);
}

#[test]
fn a_text_that_is_not_a_report_is_not_changed() {
    for (name, text, repaired) in [
        ("fix-empty", "", ""),
        ("fix-letter", "某区人民政府\n", "某区人民政府\n"),
        ("fix-other", "ｈello ｛\n", "hello {\n}\n"),
        (
            "fix-prose",
            "report disclosure 2021\n总体情况 \"\"\"\n",
            "report disclosure 2021\n总体情况 \"\"\"\n\"\"\"\n",
        ),
    ] {
        let folder = with_report(name, text);
        folder.gdr("fix --accept a.gdr").assert_code(1);
        assert_eq!(folder.read("a.gdr"), repaired, "{name}");
    }
}

const ROOMS: &str = r#"form rooms 2023 "会议室" {
    years 2023..
    section spaces 使用 "使用情况" {
        table {
            columns {
                start 年初 "年初" : count 间
                end   年末 "年末" : count 间
            }
            small 小 "小会议室"
            large 大 "大会议室"

            check carry "年初等于上年年末" : start == previous.end
        }
    }
}
"#;

/// Last year's report may be the wrong one.
#[test]
fn last_years_report_is_no_proof_against_a_figure() {
    let folder = with_report(
        "fix-last-year",
        "report rooms 2024\nuse \"form.gdr\"\nprevious \"2023.gdr\"\n使用 {\n    小 2 5\n    大 0 7\n}\n",
    );
    folder.write("form.gdr", ROOMS);
    folder.write(
        "2023.gdr",
        "report rooms 2023\nuse \"form.gdr\"\n使用 {\n    小 0 0\n    大 3 3\n}\n",
    );
    let before = folder.read("a.gdr");
    let run = folder
        .gdr("fix --accept a.gdr")
        .assert_code(1)
        .assert_prints("应为 3，而不是 0");
    assert_eq!(run.out, "", "no patch");
    assert_eq!(folder.read("a.gdr"), before);
}

/// Quotes and a comment around braces: nothing that can be fixed helps.
#[test]
fn a_fix_that_does_not_help_is_not_applied() {
    let text = "report disclosure 2021\nuse \"form{\n  a 1\n}\n";
    let folder = with_report("fix-useless", text);
    for _ in 0..2 {
        folder.gdr("fix --accept a.gdr").assert_code(1);
        assert_eq!(folder.read("a.gdr"), text);
    }
}

#[test]
fn fixing_twice_changes_nothing() {
    let folder = with_report("fix-twice", &with_slips());
    folder.gdr("fix --accept a.gdr").assert_code(0);
    let once = folder.read("a.gdr");
    folder
        .gdr("fix --accept a.gdr")
        .assert_code(0)
        .assert_prints("没有需要改正的内容");
    assert_eq!(folder.read("a.gdr"), once);
}
