//! The crate as a library for other programs.

use std::fs;
use std::path::PathBuf;

use crate::common::folder::Folder;
use crate::common::root;
use gdr::build_script::Reports;
use gdr::diagnostic::Words;
use gdr::{Backend, Datum, Error, Language, Origin, Severity, Verdict};

/// A small form with every type, and a report for it.
const FORM: &str = r#"form kinds 2024 "各类型" {
    years 2024..
    axis columns 列 "列" {
        one 一 "一"
        two 二 "二"
        all 计 "计" = sum
    }
    section s 各类 "各类型" {
        field count  个数 "个数" : count 个
        field delta  增减 "增减" : delta 个
        field days   天数 "天数" : decimal 天
        field amount 金额 "金额" : amount
        field rate   比率 "比率" : percent
        field day    日期 "日期" : date
        field month  月份 "月份" : date
        field text   文字 "文字" : text
        field choice 选择 "选择" : choice(a 甲, b 乙)
        field blank  空白 "空白" : count
        field none   不适用 "不适用" : count
        field open   待填 "待填" : count
        field absent 缺少 "缺少" : count optional
        table by columns : count 件 {
            corner "项目"
            row 行 "行"
        }
    }
}
"#;

const REPORT: &str = r#"report kinds 2024
use "kinds.gdr"
各类 {
    个数 1_445
    增减 -3
    天数 12
    金额 18517.890 万元
    比率 12.5%
    日期 2025-01-29
    月份 2025-01
    文字 "甲乙"
    选择 乙
    空白 -
    不适用 /
    待填 ?
    行 1 2
}
facts 自有 "自有" : count 次 {
    甲 7
}
"#;

/// A folder with the form and the report.
fn folder(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("reports/kinds.gdr", FORM);
    folder.write("reports/report.gdr", REPORT);
    folder
}

fn reports(folder: &Folder) -> Reports {
    Reports::new(folder.path("reports")).out(folder.path("out"))
}

#[test]
fn facts_have_values_of_their_types() {
    let folder = folder("facts");
    let compilation =
        gdr::compile(folder.path("reports/report.gdr")).expect("the file can be read");
    assert!(
        compilation
            .files()
            .iter()
            .any(|path| path.ends_with("kinds.gdr")),
        "{:?}",
        compilation.files()
    );
    let report = compilation.sound().expect("no errors");
    let value = |path: &str| report.fact(path).expect("a fact").value();

    assert!(matches!(value("各类.个数"), Datum::Integer(1445)));
    assert!(matches!(value("s.delta"), Datum::Integer(-3)));
    assert!(matches!(value("s.days"), Datum::Decimal(days) if days.to_string() == "12"));
    assert!(
        matches!(value("s.amount"), Datum::Amount(money) if money.to_string() == "18517.890万元")
    );
    assert_eq!(
        value("s.amount")
            .number()
            .expect("an amount in 元")
            .to_string(),
        "185178900"
    );
    assert!(matches!(value("s.rate"), Datum::Percent(rate) if rate.to_string() == "12.5"));
    assert!(
        matches!(value("s.day"), Datum::Date(day) if (day.year(), day.month(), day.day()) == (2025, 1, Some(29)))
    );
    assert!(matches!(value("s.month"), Datum::Date(month) if month.day().is_none()));
    assert!(matches!(value("s.text"), Datum::Text("甲乙")));
    assert!(matches!(value("s.choice"), Datum::Choice(choice) if choice.id == "b"));
    assert!(matches!(value("s.blank"), Datum::Blank));
    assert!(matches!(value("s.none"), Datum::NotApplicable));
    assert!(matches!(value("s.open"), Datum::Unknown));
    assert!(matches!(value("s.absent"), Datum::Missing));
    assert!(matches!(value("自有.甲"), Datum::Integer(7)));
    assert!(
        ["s.blank", "s.none", "s.open", "s.absent"]
            .iter()
            .all(|path| value(path).number().is_none()),
        "no value is 0"
    );

    let written: Vec<String> = report
        .facts()
        .map(|fact| fact.value().to_string())
        .collect();
    let expected = [
        "1445",
        "-3",
        "12",
        "18517.890万元",
        "12.5%",
        "2025-01-29",
        "2025-01",
        "甲乙",
        "乙",
        "-",
        "/",
        "?",
        "1",
        "2",
        "3",
        "7",
    ];
    assert_eq!(written, expected);
}

#[test]
fn facts_have_places() {
    let folder = folder("places");
    let report = gdr::compile(folder.path("reports/report.gdr"))
        .expect("the file can be read")
        .into_report()
        .expect("the source has a report");
    let stated = report.fact("各类.行.二").expect("the fact exists");
    assert_eq!(
        (stated.path().as_str(), stated.name().as_str()),
        ("s.row.two", "各类.行.二")
    );
    assert_eq!(
        (stated.labels(), stated.column()),
        (vec!["各类型", "行"], Some("二"))
    );
    assert_eq!(
        (stated.kind(), stated.unit(), stated.origin()),
        ("count", Some("件"), Some(Origin::Stated))
    );
    let place = stated.place().expect("a stated fact has a place");
    assert_eq!(
        (place.text(), place.position().line, place.position().column),
        ("2", 16, 9)
    );

    let computed = report.fact("s.row.all").expect("the fact exists");
    assert_eq!(
        (computed.value().integer(), computed.origin()),
        (Some(3), Some(Origin::Computed))
    );
    assert!(computed.place().is_none(), "a computed fact has no place");
}

#[test]
fn a_path_of_several_facts_is_an_error() {
    let folder = folder("paths");
    let report = gdr::compile(folder.path("reports/report.gdr"))
        .expect("the file can be read")
        .into_report()
        .expect("the source has a report");
    let error = |path: &str| match report.fact(path) {
        Err(Error::NoFact(words)) => words.of_en().to_owned(),
        other => panic!("{path}: {other:?}"),
    };
    assert_eq!(
        error("s.row"),
        "`s.row` is not a single fact; it has 各类.行.一, 各类.行.二, 各类.行.计"
    );
    assert!(
        error("各类.个").contains("did you mean `个数`"),
        "{}",
        error("各类.个")
    );
    for path in ["", ".", "s..row", "s.row.one.more", "各类"] {
        assert!(!error(path).is_empty(), "{path}");
    }
    assert_eq!(report.facts_at("s.row").expect("the row exists").len(), 3);
}

#[test]
fn identities_have_verdicts() {
    let compilation =
        gdr::compile(root().join("examples/pingtan-2020.gdr")).expect("the file can be read");
    let report = compilation
        .report()
        .expect("a report, though it has errors");
    let mut counted = gdr::Tally::default();
    for identity in report.identities() {
        match identity.verdict() {
            Verdict::Holds => counted.hold += 1,
            Verdict::Fails => {
                let total = identity.facts().last().map(|fact| fact.value().to_string());
                assert!(
                    total.is_some_and(
                        |total| identity.arithmetic(Language::English)[0].contains(&total)
                    ),
                    "{identity:?}"
                );
                assert_eq!(identity.severity(), Severity::Error);
                counted.fail += 1;
            }
            Verdict::Excepted { reason } => {
                assert!(reason.starts_with("原文如此"), "{identity:?}");
                counted.excepted += 1;
            }
            Verdict::Undecided { reason } => {
                assert!(
                    reason != Words::default() && identity.arithmetic(Language::Chinese).is_empty(),
                    "{identity:?}"
                );
                counted.undecided += 1;
            }
        }
    }
    assert_eq!(counted, report.tally());
    match compilation.sound() {
        Err(error @ Error::Unsound(_)) => {
            assert!(error.to_string().contains("error[G0401]"), "{error}");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn outputs_require_all_values_unless_drafts() {
    let folder = folder("unknown");
    let compile = || gdr::compile(folder.path("reports/report.gdr")).expect("the file can be read");
    assert!(compile().sound().is_ok());
    match compile().complete() {
        Err(Error::Unsound(errors)) => assert_eq!(
            errors.iter().map(|error| error.code).collect::<Vec<_>>(),
            ["G0520"]
        ),
        other => panic!("{other:?}"),
    }
}

#[test]
fn errors_have_messages() {
    assert!(matches!(
        gdr::compile("no/such/file.gdr"),
        Err(Error::File(_))
    ));
    assert!(matches!(gdr::compile(root()), Err(Error::File(_))));
    assert!(matches!(
        gdr::compile_text("form.gdr", FORM).sound(),
        Err(Error::NoReport)
    ));
    let missing = gdr::compile(root().join("no-such.gdr")).expect_err("the file does not exist");
    assert!(
        missing.words().of_zh().contains("找不到文件")
            && missing.to_string().contains("cannot read"),
        "{missing}"
    );
    let named = gdr::compile_text("report.gdr", REPORT);
    assert_eq!(
        named.diagnostics()[0].code,
        "G0705",
        "a source without a path has no files: {:?}",
        named.diagnostics()
    );
}

// ── Build scripts ────────────────────────────────────────────────────────────────────────────────

#[test]
fn a_build_script_builds_drafts_if_requested() {
    let folder = folder("draft");
    let pages = reports(&folder)
        .draft()
        .to([Backend::Json, Backend::Html, Backend::Json])
        .try_build()
        .expect("the build succeeds");
    let built: Vec<(Backend, PathBuf)> = pages
        .iter()
        .map(|page| (page.backend, page.path.clone()))
        .collect();
    let out = folder.path("out");
    assert_eq!(
        built,
        [
            (Backend::Html, out.join("report.html")),
            (Backend::Json, out.join("report.json"))
        ]
    );
    assert!(
        pages
            .iter()
            .all(|page| page.report.ends_with("reports/report.gdr") && page.path.is_file())
    );
    assert!(
        fs::read_to_string(out.join("report.html"))
            .expect("the file exists")
            .contains("草稿")
    );
}

#[test]
fn a_build_script_writes_nothing_if_there_is_an_error() {
    let folder = folder("errors");
    folder.write("reports/fine.gdr", &REPORT.replace("待填 ?", "待填 1"));
    match reports(&folder).try_build() {
        Err(Error::Unsound(errors)) => assert_eq!(
            errors.iter().map(|error| error.code).collect::<Vec<_>>(),
            ["G0520"]
        ),
        other => panic!("{other:?}"),
    }
    assert!(!folder.path("out").exists());
    assert_eq!(
        Reports::new(folder.path("reports/fine.gdr"))
            .out(folder.path("out"))
            .try_build()
            .expect("the build succeeds")
            .len(),
        1
    );
}

#[test]
fn a_build_script_denies_warnings() {
    let folder = folder("warnings");
    let report = REPORT.replace("待填 ?", "待填 1")
        + "check 多 warning \"个数超过两千\" : 各类.个数 > 2000\n";
    folder.write("reports/report.gdr", &report);
    assert!(reports(&folder).try_build().is_ok());
    assert!(
        matches!(reports(&folder).deny_warnings().try_build(), Err(Error::Unsound(errors)) if errors[0].code == "G0403")
    );
}

#[test]
fn a_build_script_gets_errors() {
    let folder = folder("settings");
    let again = reports(&folder)
        .and(folder.path("reports/report.gdr"))
        .draft();
    assert_eq!(
        again
            .try_build()
            .expect("a report named twice is one report")
            .len(),
        1
    );
    fs::create_dir_all(folder.path("more")).expect("the folder is created");
    folder.write(
        "more/report.gdr",
        &REPORT.replace("kinds.gdr", "../reports/kinds.gdr"),
    );
    let twice = reports(&folder).and(folder.path("more")).draft();
    assert!(
        matches!(twice.try_build(), Err(Error::Build(words)) if words.of_en().contains("written twice"))
    );
    let nowhere = Reports::new(folder.path("nowhere")).out(folder.path("out"));
    assert!(matches!(nowhere.try_build(), Err(Error::File(_))));
    let bare = reports(&folder).draft().templates(folder.path("templates"));
    assert!(
        matches!(bare.clone().try_build(), Err(Error::File(_))),
        "the folder does not exist"
    );
    fs::create_dir_all(folder.path("templates")).expect("the folder is created");
    folder.write("templates/report.html", "{{ nonsense( }}");
    assert!(matches!(bare.clone().try_build(), Err(Error::Template(_))));
    folder.write("templates/report.html", "{{ title }}");
    let over = bare.out(folder.path("reports/../templates")).try_build();
    assert!(
        matches!(over, Err(Error::Build(words)) if words.of_en().contains("folder of templates"))
    );
    assert_eq!(
        fs::read_to_string(folder.path("templates/report.html")).expect("the file exists"),
        "{{ title }}"
    );
}

/// The project of a report is found from its folder, as on the command line.
#[test]
fn a_report_names_files_of_its_project() {
    let folder = folder("project");
    fs::create_dir_all(folder.path("reports/.git")).expect("the folder is created");
    folder.write("more/kinds.gdr", &folder.read("reports/kinds.gdr"));
    let report = REPORT.replace("待填 ?", "待填 1");
    folder.write(
        "reports/report.gdr",
        &report.replace("kinds.gdr", "../more/kinds.gdr"),
    );
    let path = folder.path("reports/report.gdr");
    let outside = gdr::compile(&path).expect("the file is read");
    let diagnostic = &outside.diagnostics()[0];
    assert_eq!(diagnostic.code, "G0705");
    assert!(diagnostic.title.of_en().contains("outside of the project"));
    let allowed = gdr::Compiler::with_roots([folder.path("more")])
        .compile_file(&path)
        .expect("the file is read");
    assert!(!allowed.has_errors(), "{:?}", allowed.diagnostics());
    // A project around both folders.
    folder.remove("reports/.git");
    folder.write("gdr.toml", "");
    let inside = gdr::compile(&path).expect("the file is read");
    assert!(!inside.has_errors(), "{:?}", inside.diagnostics());
}

#[test]
fn a_build_script_reads_files_of_its_project() {
    let folder = folder("roots");
    fs::create_dir_all(folder.path("reports/.git")).expect("the folder is created");
    folder.write("more/kinds.gdr", &folder.read("reports/kinds.gdr"));
    folder.write(
        "reports/report.gdr",
        &REPORT.replace("kinds.gdr", "../more/kinds.gdr"),
    );
    let outside = reports(&folder).draft();
    assert!(
        matches!(outside.clone().try_build(), Err(Error::Unsound(errors)) if errors[0].code == "G0705")
    );
    assert!(outside.root(folder.path("more")).try_build().is_ok());
}
