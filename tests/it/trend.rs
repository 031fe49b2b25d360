//! `gdr trend`: facts over the years, from the digest of a report to the output.

use std::sync::Arc;

use crate::common::bless::expect_file;
use crate::common::markup::pieces;
use crate::common::schema::Schema;
use gdr::Compiler;
use gdr::diagnostic::{Language, Words};
use gdr::emit::trend::{TrendFormat, render};
use gdr::forms::{Files, Unread};
use gdr::source::Source;
use gdr::trend::{Digest, FactSelection, Gap, Series, Trend, YearValue};
use serde_json::{Value, json};

const FORMS: &str = r#"
form rooms 2023 "会议室统计表" {
    years 2023..2024
    title "{office}{year}年会议室统计表"
    field office 单位 "单位" : text
    field small  小   "小会议室" : count 间
    field large  大   "大会议室" : count 间
    field area   面积 "面积" : count 平方米
    field cost   费用 "费用" : amount
    field rate   满意率 "满意率" : percent
}

form rooms 2025 "会议室统计表" {
    years 2025..
    title "{office}{year}年会议室统计表"
    field office  单位   "单位" : text
    field rooms   会议室 "会议室" : count 间
    field screens 屏幕   "屏幕数" : count 块
    field cost    费用   "费用" : amount
    field rate    满意率 "满意率" : percent

    follows rooms 2023 {
        会议室 = 小 + 大
        new     屏幕 "2025年起统计"
        dropped 面积 "2025年起不再统计"
    }
}
"#;

struct OnlyForms;

impl Files for OnlyForms {
    fn read(&self, _: &str, _: &str) -> Result<Arc<Source>, Unread> {
        Ok(Source::new("rooms.gdr", FORMS))
    }
}

/// The path and the source of a report of a year and an office, with these lines.
fn report(year: i32, office: &str, lines: &str) -> (String, String) {
    (
        format!("{office}/{year}.gdr"),
        format!(
            "report rooms {year}\nuse \"rooms.gdr\"\n单位 \"{office}\"\n{}\n",
            lines.replace(';', "\n")
        ),
    )
}

fn trend(reports: &[(String, String)], paths: &[&str]) -> Result<Trend, Words> {
    let compiler = Compiler::with_files(OnlyForms);
    let digests = reports.iter().map(|(file, text)| {
        let compiled = compiler.compile(
            &Source::new(file.as_str(), text.as_str()),
            gdr::Options::default(),
        );
        let is_sound = !compiled
            .diagnostics
            .iter()
            .any(gdr::diagnostic::Diagnostic::is_error);
        Digest::of(
            &compiled.value.expect("the source has a report").report,
            is_sound,
        )
    });
    let choice = FactSelection {
        paths: paths.iter().map(|path| (*path).to_owned()).collect(),
    };
    Trend::of(digests.collect(), &choice).map(|outcome| {
        assert!(outcome.diagnostics.is_empty(), "{:?}", outcome.diagnostics);
        outcome.value
    })
}

fn three_years() -> Vec<(String, String)> {
    vec![
        report(2025, "甲", "会议室 7;屏幕 9;费用 2 万元;满意率 90%"),
        report(2023, "甲", "小 4;大 2;面积 300;费用 15000 元;满意率 80%"),
        report(2024, "甲", "小 4;大 2;面积 0;费用 0;满意率 80.5%"),
    ]
}

/// Each point in short: the value and the change.
fn short(series: &Series) -> Vec<String> {
    let reading = |reading: &YearValue| match reading {
        YearValue::Value(value, _) => value.to_string(),
        YearValue::Absent(absence) => absence.sign().to_owned(),
        YearValue::Missing => String::from("missing"),
        YearValue::Gap(gap) => gap.words().of_en().to_owned(),
    };
    let change = |change: Option<gdr::model::Decimal>| {
        change
            .map(|change| format!(" {change}%"))
            .unwrap_or_default()
    };
    series
        .points
        .iter()
        .map(|point| format!("{}{}", reading(&point.reading), change(point.change)))
        .collect()
}

fn points(reports: &[(String, String)], path: &str) -> Vec<String> {
    let trend = trend(reports, &[path]).expect("the path is known");
    short(&trend.bodies[0].series[0])
}

#[test]
fn decimals_stay_exact() {
    let lines = |days: &str| {
        format!(
            "小 4;大 2;面积 0;费用 0;满意率 0%;facts 用时 \"用时\" : decimal 天 {{;甲 {days};}}"
        )
    };
    let reports = [
        report(2023, "甲", &lines("2.50")),
        report(2024, "甲", &lines("3")),
    ];
    assert_eq!(points(&reports, "用时.甲"), ["2.50", "3 20.0%"]);
    let trend = trend(&reports, &["用时.甲"]).expect("the path is known");
    let json = render(&trend, TrendFormat::Json, Language::English).expect("the trend is rendered");
    let document: Value = serde_json::from_str(&json).expect("valid JSON");
    assert_eq!(
        Schema::read("docs/trend.schema.json").fault(&document),
        None
    );
    let series = &document["bodies"][0]["facts"][0];
    assert_eq!(series["type"], json!("decimal"));
    assert_eq!(series["points"][1]["value"], json!("3"));
}

#[test]
fn facts_are_followed_across_editions() {
    let reports = three_years();
    assert_eq!(points(&reports, "会议室"), ["6", "6 0.0%", "7 16.7%"]);
    let new = "not comparable: 2025年起统计";
    assert_eq!(points(&reports, "屏幕"), [new, new, "9"]);
    assert_eq!(
        points(&reports, "面积"),
        ["300", "0 -100.0%", "not comparable: 2025年起不再统计"]
    );
    let whole = "not comparable: the 2025 edition includes it in “会议室”";
    assert_eq!(points(&reports, "小"), ["4", "4 0.0%", whole]);
    let trend = trend(&reports, &["会议室"]).expect("the path is known");
    let marks: Vec<_> = trend.bodies[0]
        .years
        .iter()
        .map(|year| (year.first, year.edition, year.is_new_edition))
        .collect();
    assert_eq!(
        marks,
        [
            (2023, Some(2023), false),
            (2024, Some(2023), false),
            (2025, Some(2025), true)
        ]
    );
}

#[test]
fn changes_of_counts_and_amounts_have_percentages_unless_from_zero() {
    let reports = three_years();
    // 15000 元, 0, 2 万元: a change from 0 has no percentage.
    assert_eq!(
        points(&reports, "费用"),
        ["15000元", "0元 -100.0%", "2万元"]
    );
    assert_eq!(points(&reports, "满意率"), ["80%", "80.5%", "90%"]);
    let halves = [
        report(2023, "甲", "小 2000;大 0;面积 1;费用 0;满意率 0%"),
        report(2024, "甲", "小 2001;大 0;面积 1;费用 0;满意率 0%"),
    ];
    assert_eq!(points(&halves, "小"), ["2000", "2001 0.1%"]); // 0.05 is rounded away from zero
}

#[test]
fn unknown_and_blank_values_are_kept() {
    let reports = [
        report(2025, "甲", "会议室 -;屏幕 /;费用 1 元;满意率 0%"),
        report(2026, "甲", "会议室 0;屏幕 ?;费用 1 元;满意率 0%"),
        report(2030, "甲", "会议室 5;屏幕 1;费用 1 元;满意率 0%"),
    ];
    assert_eq!(points(&reports, "会议室"), ["-", "0", "no report", "5"]);
    assert_eq!(points(&reports, "屏幕"), ["/", "?", "no report", "1"]);
    let trend = trend(&reports, &[]).expect("no path is given");
    let gap = &trend.bodies[0].years[2];
    assert_eq!((gap.first, gap.last), (2027, 2029));
    // A sum with a blank part is blank.
    let blank = [
        report(2024, "甲", "小 -;大 2;面积 1;费用 0;满意率 0%"),
        report(2025, "甲", "会议室 1;屏幕 1;费用 0;满意率 0%"),
    ];
    assert_eq!(points(&blank, "会议室"), ["-", "1"]);
}

#[test]
fn own_facts_of_reports_are_found_by_name() {
    let own = |year: i32, facts: &str| {
        report(
            year,
            "甲",
            &format!("会议室 1;屏幕 1;费用 0;满意率 0%;facts 活动 \"活动\" : {facts}"),
        )
    };
    let reports = [
        own(2025, "count 次 { 讲座 4\n开放日 - }"),
        own(2026, "count 次 { 讲座 5\n开放日 1 }"),
        own(2027, "count 人 { 讲座 5 }"),
        report(2028, "甲", "会议室 1;屏幕 1;费用 0;满意率 0%"),
        own(2029, "count 次 { 讲座 6\n开放日 2 }"),
    ];
    let other = "not comparable: `活动.讲座` is of another type or unit";
    let none = "not comparable: the report has no `活动.讲座`";
    assert_eq!(
        points(&reports, "活动.讲座"),
        ["4", "5 25.0%", other, none, "6"]
    );
    // The path of a block refers to the total of the block. The total is blank if a part is blank.
    assert_eq!(points(&reports, "活动")[..2], ["-", "6"]);
}

#[test]
fn bodies_are_separate_and_duplicate_reports_are_left_out() {
    let mut reports = three_years();
    reports.push(report(2025, "乙", "会议室 1;屏幕 1;费用 0;满意率 0%"));
    let (_, text) = report(2025, "乙", "会议室 2;屏幕 1;费用 0;满意率 0%");
    reports.push((String::from("丙/2025.gdr"), text));
    let trend = trend(&reports, &["会议室"]).expect("the path is known");
    let names: Vec<&str> = trend.bodies.iter().map(|body| body.name.as_str()).collect();
    assert_eq!(names, ["乙", "甲"]);
    assert!(matches!(trend.bodies[0].years[0].gap, Some(Gap::Several)));
    let files: Vec<&[String]> = trend
        .rivals()
        .map(|(_, year)| year.files.as_slice())
        .collect();
    assert_eq!(files, [["丙/2025.gdr", "乙/2025.gdr"]]);
}

#[test]
fn a_report_with_errors_is_a_gap() {
    let mut reports = three_years();
    reports[2].1 = reports[2].1.replace("大 2", "大 两");
    assert_eq!(
        points(&reports, "会议室"),
        ["6", "the report has errors and is left out", "7"]
    );
}

#[test]
fn unknown_paths_are_reported() {
    let words = |path: &str| {
        trend(&three_years(), &[path])
            .expect_err("the path is unknown")
            .of_en()
            .to_owned()
    };
    assert_eq!(
        words("会议"),
        "unknown name `会议` in `会议室统计表`; did you mean `会议室`?"
    );
    assert_eq!(
        words("单位"),
        "`单位` is not a number (text) and has no trend"
    );
    let all = trend(&three_years(), &["会议", "单位"]).expect_err("both paths are wrong");
    assert_eq!(all.of_en(), format!("{}\n{}", words("会议"), words("单位")));
}

#[test]
fn output_is_deterministic() {
    let mut reports = three_years();
    reports.push(report(2026, "甲", "会议室 -;屏幕 3;费用 0;满意率 0%"));
    reports.push(report(2029, "甲", "会议室 12;屏幕 3;费用 0;满意率 0%"));
    let forwards = trend(&reports, &["会议室", "费用", "屏幕"]).expect("the paths are known");
    reports.reverse();
    let backwards = trend(&reports, &["会议室", "费用", "屏幕"]).expect("the paths are known");
    for (layout, extension) in [
        (TrendFormat::Text, "txt"),
        (TrendFormat::Markdown, "md"),
        (TrendFormat::Html, "html"),
        (TrendFormat::Csv, "csv"),
        (TrendFormat::Json, "json"),
    ] {
        let text = render(&forwards, layout, Language::Chinese).expect("the templates are valid");
        assert_eq!(
            text,
            render(&backwards, layout, Language::Chinese).expect("the templates are valid")
        );
        // Stored without the CR of CSV line ends, which text tools may change.
        let is_csv = layout == TrendFormat::Csv;
        assert!(
            text.lines().count() > 1
                && text
                    .split_inclusive('\n')
                    .all(|line| line.ends_with("\r\n") == is_csv)
        );
        let text = text.replace("\r\n", "\n");
        expect_file(format!("tests/trends/rooms.{extension}"), &text);
        if layout == TrendFormat::Html {
            let pictures = pieces(&text)
                .iter()
                .filter(|piece| piece.opens("svg"))
                .count();
            assert_eq!(pictures, 3, "one for each fact");
        }
    }
}

#[test]
fn json_matches_its_schema() {
    let schema = Schema::read("docs/trend.schema.json");
    let mut reports = three_years();
    reports.push(report(
        2028,
        "甲",
        "会议室 /;屏幕 ?;费用 12345678901234567890 元;满意率 0%",
    ));
    reports.push(report(2029, "甲", "会议室 错;屏幕 ?;费用 1 元;满意率 0%"));
    let trend = trend(&reports, &["会议室", "费用", "屏幕", "面积"]).expect("the paths are known");
    let text = render(&trend, TrendFormat::Json, Language::Chinese).expect("the trend is rendered");
    let document: Value = serde_json::from_str(&text).expect("valid JSON");
    assert_eq!(schema.fault(&document), None);
    let wrong = [
        ("/version", json!(2)),
        ("/bodies/0/years/0/state", json!("computed")),
        ("/bodies/0/facts/0/points/0/value", json!(1.5)),
        ("/bodies/0/facts/0/points/0/value", Value::Null),
        ("/bodies/0/facts/0/points/1/change", json!("16.67")),
        ("/bodies/0/facts/2/points/0/reason", Value::Null),
    ];
    for (place, value) in wrong {
        let mut document = document.clone();
        *document
            .pointer_mut(place)
            .unwrap_or_else(|| panic!("{place} not found")) = value;
        assert!(schema.fault(&document).is_some(), "{place}");
    }
}
