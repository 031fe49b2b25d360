//! `gdr next`: the report can be filled in, and is right when it is.

use std::collections::BTreeSet;

use crate::cli::drafts::{codes, compile_in, filled, gdr, verified};
use crate::common::bless::{expect_file, expect_files};
use crate::common::folder::Folder;
use crate::common::{self, root};
use gdr::model::{FactId, Report};

/// Next year's text of an example, as it would stand beside it.
fn next_of(example: &str) -> String {
    let path = format!("examples/{example}.gdr");
    gdr(root(), &["next", &path, "--lang", "zh"])
        .assert_code(0)
        .out
}

#[test]
fn next_wants_only_to_be_filled_in_and_read() {
    let mut texts = Vec::new();
    for example in [
        "pingtan-2019",
        "pingtan-2020",
        "pingtan-2021",
        "wujiang-2020",
        "local/meetings-2024",
    ] {
        let text = next_of(example);
        let folder = if example.starts_with("local") {
            "examples/local"
        } else {
            "examples"
        };
        let diagnostics = compile_in(folder, &text).diagnostics;
        let mut codes = codes(&diagnostics);
        codes.remove("G0604");
        assert_eq!(
            codes,
            BTreeSet::from(["G0519"]),
            "{example}: {:#?}",
            diagnostics.iter().map(common::in_short).collect::<Vec<_>>()
        );
        texts.push((
            format!("tests/next/after-{}.gdr", example.replace("local/", "")),
            text,
        ));
    }
    expect_files(texts);
}

/// The report of 2021 as it was published, in the place of what the one of 2020 leaves open.
#[test]
fn next_filled_with_what_was_published_is_right() {
    let published = verified(compile_in("examples", &common::example("pingtan-2021"))).report;
    let text = next_of("pingtan-2020");
    let report = verified(compile_in("examples", &text)).report;
    let value = |fact: FactId| match report.own_fact(fact) {
        Some(_) => "0".to_owned(),
        None => published
            .fact(fact)
            .expect("it was published")
            .value
            .to_string(),
    };
    let text = filled(&text, &report, value).replace("〔待核〕", "");
    let compiled = compile_in("examples", &text);
    let said: Vec<String> = compiled.diagnostics.iter().map(common::in_short).collect();
    assert!(said.is_empty(), "{said:#?}");
    let carried = verified(compiled).report;
    for fact in
        (0..published.form.slots.len()).filter(|&fact| published.form.slots[fact].column.is_some())
    {
        let value = |report: &Report| report.fact(fact).map(|fact| fact.value.to_string());
        assert_eq!(
            value(&carried),
            value(&published),
            "{}",
            published.fact_path(fact, false)
        );
    }
}

#[test]
fn next_of_next_goes_on() {
    let folder = Folder::new("next-of-next");
    folder.write("2021.gdr", &common::example_alone("pingtan-2021"));
    for year in 2021..2024 {
        let (this, next) = (format!("{year}.gdr"), format!("{}.gdr", year + 1));
        assert!(gdr(&folder.0, &["next", &this, "-o", &next]).code == Some(0));
        let text = folder.read(&next);
        assert!(
            text.contains(&format!(
                "report disclosure {}\nprevious \"{this}\"\n",
                year + 1
            )),
            "{text}"
        );
        // What one leaves for people to do is not handed on as words of theirs, nor marked twice.
        assert!(
            !text.contains("〔待核〕〔待核〕")
                && (year == 2021 || !text.contains("Comment in line")),
            "{text}"
        );
        assert!(gdr(&folder.0, &["check", &next]).code == Some(0));
    }
}

/// What may be left out and is stated has a comment with a hint of the compiler's: no words of the
/// reader's either.
#[test]
fn hints_are_no_words_of_people() {
    let folder = Folder::new("next-hints");
    assert!(gdr(&folder.0, &["new", "--year", "2023", "-o", "2023.gdr"]).code == Some(0));
    folder.write(
        "2023.gdr",
        &folder
            .read("2023.gdr")
            .replace("// 公布期限 2024", "公布期限 2024"),
    );
    for year in 2023..2026 {
        let (this, next) = (format!("{year}.gdr"), format!("{}.gdr", year + 1));
        assert!(gdr(&folder.0, &["next", &this, "-o", &next]).code == Some(0));
        let text = folder.read(&next);
        assert!(
            text.contains("\n公布期限 ? // ") && !text.contains("Comment in line"),
            "{text}"
        );
        folder.write(
            &next,
            &text.replace(
                "\n公布期限 ? // ",
                &format!("\n公布期限 {}-03-31 // ", year + 2),
            ),
        );
    }
}

/// A brace that a title prints stays a brace beside the `{year}` that is written into it.
#[test]
fn braces_of_a_title_stay_text() {
    for title in ["某县{{2023年度}报告", "某县{2023年度报告"] {
        let folder = Folder::new("next-braces");
        gdr(&folder.0, &["new", "--year", "2023", "-o", "2023.gdr"]).assert_code(0);
        let head = "report disclosure 2023\n";
        let titled = format!("{head}title \"{title}\"\n");
        folder.write("2023.gdr", &folder.read("2023.gdr").replace(head, &titled));
        let text = gdr(&folder.0, &["next", "2023.gdr"]).assert_code(0).out;
        let expected = title
            .replace("{{", "{")
            .replace('{', "{{")
            .replace("2023", "{year}");
        assert!(text.contains(&format!("title \"{expected}\"\n")), "{text}");
    }
}

/// Two editions of a form, and a report that has one of everything that does not simply stay.
const FORM: &str = r#"
form rooms 2023 "会议室" {
    years 2023..2024
    field body  单位 "单位" : text
    field kind  类别 "类别" : choice(a 甲, b 乙)
    field money 经费 "经费" : amount optional
    field day   日期 "日期" : date
    field stock 库存 "库存" : count 个
    section words 说明 "说明" : prose
    section gone  旧事 "旧事" : prose optional
    section usage 使用 "使用情况" {
        table {
            columns {
                start 年初 "年初" : count 间
                end   年末 "年末" : count 间
            }
            small 小 "小会议室"
            large 大 "大会议室"
        }
    }
}

form rooms 2025 "会议室" {
    years 2025..
    field body  单位 "单位" : text
    field kind  类别 "类别" : choice(b 乙, c 丙)
    field money 经费 "经费" : amount optional
    field day   日期 "日期" : date
    field stock 库存 "库存" : count 个
    section words 概况 "概况" : prose
    section spaces 空间 "使用情况" {
        table {
            columns {
                start 年初 "年初" : count 间
                end   年末 "年末" : count 间
            }
            small 小型 "小会议室"
            rest_of 其余 "其余"

            check carry "年初等于上年年末" : start == previous.end
        }
    }

    check stock "库存等于上年库存" : previous.stock == stock

    follows rooms 2023 {
        空间 = 使用
        dropped 使用.大 "不再统计"
    }
}
"#;

const REPORT: &str = r#"report rooms 2024
use "form.gdr"
// 这句话是人写的。
title "{单位}2024年会议室，{使用.小.年末}间"
单位 "一处"
类别 甲
经费 3 万元
日期 2025-01-10
库存 12
allow 自检 "另有原因"
check 自检 "小会议室不少于大会议室" : 使用.小.年末 >= 使用.大.年末
check 小会议室 "有小会议室" : usage.small.end > 0 and 使用.小.年初 >= 0
说明 """
2024年有小会议室{9 = 使用.小.年末}间，大会议室{使用.大.年末}间；2023年有7间，其中两间自2024年起停用；租用两次、三次、一次。
2024年度开放{{次}}，全年{year}年。
"""
旧事 "共3件"
使用 [年末 年初] {
    小 9 8 "含借用"
    大 4 4
    text "会议室全年开放。"
}
"#;

#[test]
fn next_across_editions_renames_marks_and_lists() {
    let folder = Folder::new("editions");
    folder.write("form.gdr", FORM);
    // Line ends of another system do not matter.
    folder.write("2024.gdr", &REPORT.replace('\n', "\r\n"));
    gdr(
        &folder.0,
        &["next", "2024.gdr", "-o", "2025.gdr", "--lang", "zh"],
    )
    .assert_code(0);
    let text = folder.read("2025.gdr");
    assert!(!text.contains('\r'));
    expect_file("tests/next/editions.gdr", &text);
    gdr(&folder.0, &["check", "2025.gdr", "--format", "short"]).assert_code(0);
}

/// Whatever can be read gives a text without errors: every sample of the tests that is a report.
#[test]
fn next_of_anything_is_sound() {
    let mut taken = 0;
    for path in common::all_files("tests/cases", "gdr") {
        let run = gdr(root(), &["next", &path.display().to_string()]);
        let code = run.code.expect("it ends by itself");
        assert!(code <= 2, "{}: {run:?}", path.display());
        if code == 0 {
            let folder = path.parent().expect("it is in a folder");
            let errors = compile_in(folder, &run.out).diagnostics;
            let errors: Vec<String> = errors
                .iter()
                .filter(|error| error.is_error())
                .map(common::in_short)
                .collect();
            assert!(errors.is_empty(), "{}: {errors:#?}", path.display());
            taken += 1;
        }
    }
    assert!(taken > 50, "{taken}");
}

#[test]
fn next_refuses_what_cannot_be_read() {
    let folder = Folder::new("refused");
    let refused = |arguments: &[&str]| {
        let run = gdr(&folder.0, arguments);
        assert!(!folder.has("out.gdr"));
        (run.code.expect("it ends by itself"), run.said)
    };
    folder.write(
        "wrong.gdr",
        &common::example_alone("pingtan-2021").replace("行政许可 2293", "行政许可 2293.5"),
    );
    let (code, said) = refused(&["next", "wrong.gdr", "-o", "out.gdr"]);
    assert!(code == 1 && said.starts_with("[G0302]"), "{code} {said}");
    folder.write("form.gdr", FORM);
    let (code, said) = refused(&["next", "form.gdr", "-o", "out.gdr"]);
    assert_eq!(
        (code, said.as_str()),
        (2, "error: there is no report in form.gdr, only forms\n")
    );
    // The form of the year after stands in no file of the report's.
    folder.write("form.gdr", FORM.split("form rooms 2025").next().unwrap());
    folder.write("2024.gdr", REPORT);
    let (code, said) = refused(&["next", "2024.gdr", "-o", "out.gdr"]);
    assert!(
        code == 2 && said.contains("`rooms` for 2025"),
        "{code} {said}"
    );
    // The newer one does not say that it follows.
    folder.write(
        "form.gdr",
        &FORM.replace("follows rooms 2023", "follows rooms 2022"),
    );
    let (code, said) = refused(&["next", "2024.gdr", "-o", "out.gdr"]);
    assert!(code == 1 && said.starts_with("[G0713]"), "{code} {said}");
    let (code, said) = refused(&["next", "2024.gdr", "-o", "2024.gdr", "--force"]);
    assert_eq!(
        (code, said.as_str()),
        (
            2,
            "error: this year's report 2024.gdr is not written over\n"
        )
    );
    assert_eq!(folder.read("2024.gdr"), REPORT);
}
