//! `gdr explain`: codes and checks.

use crate::cli::{sound, with_report, wrong};
use crate::common::folder::Folder;
use crate::common::{read, shipped_forms};
use gdr::diagnostic::pages::CodePage;
use gdr::diagnostic::{Language, catalog};

#[test]
fn a_code_is_explained_on_standard_output() {
    let folder = Folder::new("explain");
    for entry in catalog::entries() {
        let page = CodePage::parse(entry.page).expect("the page is valid");
        for (name, language) in [("zh", Language::Chinese), ("en", Language::English)] {
            let run = folder
                .gdr(&format!(
                    "--lang {name} explain {}",
                    entry.code.to_lowercase()
                ))
                .assert_code(0);
            assert_eq!(run.err, "");
            assert!(
                run.out.starts_with(&format!("[{}] ", entry.code))
                    && run.out.contains(&entry.title(language)),
                "{run:?}"
            );
            assert!(run.out.contains(page.prose(language)), "{run:?}");
        }
    }
    let out = folder.gdr("explain G0310").assert_code(0).out;
    assert!(
        out.contains("\n例：\n\n    落款日期 2025年1月20日\n\n改为：\n\n    落款日期 2025-01-20\n"),
        "{out}"
    );
}

#[test]
fn a_check_is_explained_for_every_form_that_has_it() {
    let folder = Folder::new("explain-check");
    let balance = folder.gdr("explain balance").assert_code(0);
    for words in [
        "[balance] 错误: 第一项加第二项之和，等于第三项加第四项之和",
        "    received + carried_in == outcome.total + carried_out\n",
        "disclosure 2019–2020 年，申请；依据：国办公开办函〔2019〕60号",
        "disclosure 2021 年起，申请；依据：国办公开办函〔2021〕30号",
        "allow balance \"理由\"",
        "allow balance.自然人 \"理由\"",
    ] {
        assert_eq!(
            balance.out.matches(words).count(),
            1,
            "{words}: {}",
            balance.out
        );
    }
    assert_eq!(
        folder.gdr("explain 申请.balance").assert_code(0).out,
        balance.out
    );
    assert_eq!(
        folder.gdr("explain requests.balance").assert_code(0).out,
        balance.out
    );
    folder.gdr("explain 复议诉讼.balance").assert_code(2);
    assert!(
        folder
            .gdr("--lang en explain deadline")
            .out
            .starts_with("[deadline] warning: ")
    );
}

#[test]
fn a_check_of_a_custom_form_is_explained() {
    let folder = Folder::new("explain-form");
    folder.write("form.gdr", &read("examples/local/meetings-form.gdr"));
    folder.gdr("explain invited").assert_code(2);
    let run = folder.gdr("explain invited --form form.gdr").assert_code(0);
    assert!(
        run.out.contains("invited <= total") && run.out.contains("meetings 2023 年起，会议"),
        "{}",
        run.out
    );
    folder
        .gdr("explain invited --form none.gdr")
        .assert_code(2)
        .assert_prints("none.gdr");
    folder.write("report.gdr", &sound());
    folder
        .gdr("explain invited --form report.gdr")
        .assert_code(2)
        .assert_prints("没有表单");
    folder.write(
        "wrong.gdr",
        &read("examples/local/meetings-form.gdr").replace(": count 次", ": amount 次"),
    );
    folder
        .gdr("explain invited --form wrong.gdr")
        .assert_code(2)
        .assert_prints("gdr check wrong.gdr");
}

#[test]
fn an_unknown_subject_gets_a_suggestion() {
    let folder = Folder::new("explain-unknown");
    for (line, words) in [
        ("explain E0O401", "“G0401”"),
        ("explain balanse", "“balance”"),
        ("explain nothing.at.all", "gdr explain"),
    ] {
        let run = folder.gdr(line).assert_code(2).assert_prints(words);
        assert_eq!(run.out, "");
    }
    // Known subjects are explained nevertheless, and a code may be abbreviated.
    let run = folder
        .gdr("explain 401 G9999 0601 nothing")
        .assert_code(2)
        .assert_prints("G9999")
        .assert_prints("nothing");
    assert!(
        run.out.contains("[G0401]") && run.out.contains("[G0601]"),
        "{run:#?}"
    );
}

#[test]
fn all_subjects_are_listed() {
    let out = Folder::new("explain-list")
        .gdr("explain")
        .assert_code(0)
        .out;
    let is_listed = |name: &str, words: &str| out.contains(&format!("    {name}  {words}\n"));
    for entry in catalog::entries() {
        let title = entry.title(Language::Chinese);
        let words = if entry.is_lint() {
            format!("{title}（{}）", entry.name())
        } else {
            title
        };
        assert!(is_listed(entry.code, &words), "{}", entry.code);
    }
    for (form, _) in shipped_forms() {
        for check in &form.checks {
            assert!(is_listed(&check.name, &check.statement), "{}", check.name);
        }
    }
}

/// The codes of a run are listed on one line, five at most.
#[test]
fn a_run_ends_with_a_reference_to_explain() {
    let folder = with_report("explain-more", &wrong());
    folder.write("b.gdr", &wrong());
    let last = |line: &str| {
        folder
            .gdr(line)
            .err
            .lines()
            .last()
            .unwrap_or_default()
            .to_owned()
    };
    assert_eq!(last("check a.gdr b.gdr"), "详见：gdr explain G0401");
    assert_eq!(
        last("--lang en check a.gdr"),
        "for details: gdr explain G0401"
    );
    folder.write(
        "c.gdr",
        "report disclosure 2021\n落款日期 2021.01\n机关 某局\n范围 全\n申请 {\n    新收 1,2\n}}",
    );
    assert_eq!(
        last("check a.gdr c.gdr")
            .split_whitespace()
            .filter(|word| word.starts_with('G'))
            .count(),
        5
    );
    folder.write("a.gdr", &sound());
    assert!(!folder.gdr("check a.gdr").err.contains("gdr explain"));
}
