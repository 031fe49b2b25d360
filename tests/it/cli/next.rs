//! `gdr next`: the generated report can be filled in and then has no errors.

use std::collections::BTreeSet;

use crate::cli::drafts::{codes, compile_in, filled, gdr, verified};
use crate::common::bless::{expect_file, expect_files};
use crate::common::folder::Folder;
use crate::common::{self, root};
use gdr::model::{FactId, Report};

/// The report generated from an example, as if it were in the same folder.
fn next_of(example: &str) -> String {
    let path = format!("examples/{example}.gdr");
    gdr(root(), &["next", &path, "--lang", "zh"])
        .assert_code(0)
        .out
}

#[test]
fn the_generated_report_has_only_unknown_values_and_tasks() {
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

/// The generated report for 2021, filled in with the published figures of 2021.
#[test]
fn the_report_filled_with_published_figures_has_no_errors() {
    let published = verified(compile_in("examples", &common::example("pingtan-2021"))).report;
    let text = next_of("pingtan-2020");
    let report = verified(compile_in("examples", &text)).report;
    let value = |fact: FactId| match report.own_fact(fact) {
        Some(_) => "0".to_owned(),
        None => published
            .fact(fact)
            .expect("the figure was published")
            .value
            .to_string(),
    };
    let text = filled(&text, &report, value).replace("〔待核〕", "");
    let compiled = compile_in("examples", &text);
    let reported: Vec<String> = compiled.diagnostics.iter().map(common::in_short).collect();
    assert!(reported.is_empty(), "{reported:#?}");
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
fn next_can_be_repeated() {
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
        // Generated comments are not carried forward; only comments of the user are.
        assert!(
            !text.contains("〔待核〕〔待核〕")
                && (year == 2021 || !text.contains("Comment in line")),
            "{text}"
        );
        assert!(gdr(&folder.0, &["check", &next]).code == Some(0));
    }
}

/// A stated optional field has a generated comment, which is not treated as written by the user.
#[test]
fn hints_are_not_treated_as_comments_of_the_user() {
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

/// An escaped brace in a title stays escaped next to the interpolation `{year}`.
#[test]
fn braces_of_a_title_stay_literal() {
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

/// Two editions of a form, and a report with an item for each kind of change.
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
    // The kind of line ends does not matter.
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

/// For every report among the sources of the tests, the generated report has no errors.
#[test]
fn next_of_any_report_has_no_errors() {
    let mut taken = 0;
    for path in common::all_files("tests/cases", "gdr") {
        let path_name = path.display().to_string();
        let run = gdr(root(), &["next", &path_name, "--root", "tests/cases"]);
        let code = run.code.expect("gdr exits by itself");
        assert!(code <= 2, "{}: {run:?}", path.display());
        if code == 0 {
            let folder = path.parent().expect("the file is in a folder");
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
fn next_refuses_reports_with_errors() {
    let folder = Folder::new("refused");
    let refused = |arguments: &[&str]| {
        let run = gdr(&folder.0, arguments);
        assert!(!folder.has("out.gdr"));
        (run.code.expect("gdr exits by itself"), run.err)
    };
    folder.write(
        "wrong.gdr",
        &common::example_alone("pingtan-2021").replace("行政许可 2293", "行政许可 2293.5"),
    );
    let (code, err) = refused(&["next", "wrong.gdr", "-o", "out.gdr"]);
    assert!(code == 1 && err.starts_with("[G0302]"), "{code} {err}");
    folder.write("form.gdr", FORM);
    let (code, err) = refused(&["next", "form.gdr", "-o", "out.gdr"]);
    assert_eq!(
        (code, err.as_str()),
        (2, "error: no report in form.gdr, only forms\n")
    );
    // No file of the report has a form for the next year.
    folder.write("form.gdr", FORM.split("form rooms 2025").next().unwrap());
    folder.write("2024.gdr", REPORT);
    let (code, err) = refused(&["next", "2024.gdr", "-o", "out.gdr"]);
    assert!(
        code == 2 && err.contains("`rooms` for 2025"),
        "{code} {err}"
    );
    // The newer form has no `follows`.
    folder.write(
        "form.gdr",
        &FORM.replace("follows rooms 2023", "follows rooms 2022"),
    );
    let (code, err) = refused(&["next", "2024.gdr", "-o", "out.gdr"]);
    assert!(code == 1 && err.starts_with("[G0713]"), "{code} {err}");
    let (code, err) = refused(&["next", "2024.gdr", "-o", "2024.gdr", "--force"]);
    assert_eq!(
        (code, err.as_str()),
        (2, "error: cannot overwrite this year's report 2024.gdr\n")
    );
    assert_eq!(folder.read("2024.gdr"), REPORT);
}
