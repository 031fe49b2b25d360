//! `gdr why`: everything about one fact.

use crate::cli::{sound, with_report, wrong};
use crate::common::example;
use crate::common::folder::Folder;

#[test]
fn why_explains_a_fact() {
    let folder = with_report("why", &sound());
    let out = folder.gdr("why 申请.结转.自然人 a.gdr").assert_code(0).out;
    for words in [
        "申请.结转.自然人（requests.carried_in.natural）",
        "值：0，写在 a.gdr:34:27",
        "类型：count 件，见 disclosure-2021.gdr:",
        "勾稽关系 3 项",
        "成立：“二、上年结转政府信息公开申请数量”各列之和等于总计（总计）",
        "新收 64 + 结转 0 = 总计 63 + 结转下年 1",
        "不能判定：上年结转等于上一年度报告的结转下年度继续办理（自然人）\n    没有上一年度的报告",
        "正文引用 0 处",
    ] {
        assert!(out.contains(words), "{words}: {out}");
    }
    assert_eq!(
        folder
            .gdr("why a.gdr requests.carried_in.natural")
            .assert_code(0)
            .out,
        out
    );
}

#[test]
fn why_shows_last_years_value() {
    let folder = Folder::new("why-last-year");
    for name in ["pingtan-2020", "pingtan-2021"] {
        folder.write(&format!("{name}.gdr"), &example(name));
    }
    let out = folder
        .gdr("why 申请.结转.自然人 pingtan-2021.gdr")
        .assert_code(0)
        .out;
    assert!(
        out.contains("上一年度：0，写在 pingtan-2020.gdr:61:25"),
        "{out}"
    );
    let out = folder
        .gdr("why 主动公开.第八项.行政事业性收费.金额 pingtan-2021.gdr")
        .assert_code(0)
        .out;
    assert!(
        out.contains("上一年度：2019 版统计的是收费项目数量，不是收费金额"),
        "{out}"
    );
}

#[test]
fn why_explains_a_row_and_lists_sentences() {
    let folder = with_report("why-row", &sound());
    let out = folder
        .gdr("why 申请.新收 a.gdr --lang en")
        .assert_code(0)
        .out;
    assert!(
        out.starts_with("申请.新收.自然人: 64, stated at a.gdr:33:26\n"),
        "{out}"
    );
    assert!(out.contains("申请.新收.总计: 70, stated at"), "{out}");
    assert!(
        out.contains(
            "sentences: 1\n  a.gdr:12:9: {70 = 申请.新收}, compared with the stated figure\n"
        ),
        "{out}"
    );
}

#[test]
fn why_shows_the_origin_of_a_value() {
    let folder = with_report("why-origin", &sound());
    let why = |path: &str| folder.gdr(&format!("why {path} a.gdr")).assert_code(0).out;
    assert!(why("申请.办理结果.不予公开.国家秘密.自然人").contains("值：0，由 a.gdr:"));
    assert!(why("申请.办理结果.不予公开.国家秘密.总计").contains("值：0，由 0 相加得出"));
    assert!(why("公布期限").contains("值：2022-03-31，按表单规定的默认值得出"));
    assert!(why("范围").contains("值：没有写明"));
}

#[test]
fn why_accepts_a_report_with_errors() {
    let folder = with_report("why-wrong", &wrong());
    let out = folder
        .gdr("why 申请.办理结果.予以公开.自然人 a.gdr")
        .assert_code(0)
        .out;
    assert!(
        out.contains("不成立：“（一）予以公开”各列之和等于总计（总计）"),
        "{out}"
    );
    let folder = with_report("why-excepted", &example("wujiang-2020"));
    let out = folder.gdr("why 落款日期 a.gdr").assert_code(0).out;
    assert!(
        out.contains("例外：") && out.contains("理由：原文如此：年份有误，日缺（a.gdr:7:1）"),
        "{out}"
    );
}

#[test]
fn why_of_an_unknown_path_exits_with_2() {
    let folder = with_report("why-unknown", &sound());
    folder
        .gdr("why 申请.新受 a.gdr")
        .assert_code(2)
        .assert_prints("是否应为“新收”？");
    folder
        .gdr("why 申请 a.gdr")
        .assert_code(2)
        .assert_prints("请写明其中的行或列");
    folder.gdr("why 申请..新收 a.gdr").assert_code(2);
    folder
        .gdr("why 申请.新收 b.gdr")
        .assert_code(2)
        .assert_prints("b.gdr");
}
