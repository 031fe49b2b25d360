//! A report and last year's report.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use crate::common::render;
use gdr::Compiler;
use gdr::diagnostic::Words;
use gdr::emit::Backend;
use gdr::forms::{Files, Unread};
use gdr::source::Source;

/// Files in memory, with a record of which were read.
#[derive(Default)]
struct Memory {
    files: BTreeMap<String, String>,
    read: Mutex<Vec<String>>,
}

impl Files for &Memory {
    fn read(&self, _: &str, path: &str) -> Result<Arc<Source>, Unread> {
        self.read.lock().expect("one thread").push(path.to_owned());
        let text = self
            .files
            .get(path)
            .ok_or_else(|| Words::same("file not found"))?;
        Ok(Source::new(path, text.as_str()))
    }
}

const FORM: &str = r#"
form yearly 1 "年报" {
    years 1..9999
    title "{year}年"
    section figures 数 "数" {
        table {
            columns {
                number 件数 "件数" : count 件
                money  金额 "金额" : amount
                delta  增减 "增减" : delta 项
            }
            all 合计 "合计"
        }
    }
    section words 说明 "说明" : prose optional
}
"#;

fn report(year: i32, row: &str, previous: Option<&str>, prose: &str) -> String {
    let previous = previous
        .map(|file| format!("previous \"{file}\"\n"))
        .unwrap_or_default();
    format!(
        "use \"form\"\nreport yearly {year}\n{previous}数.合计 {row}\n说明 \"\"\"\n{prose}\n\"\"\"\n"
    )
}

fn memory(files: &[(&str, String)]) -> Memory {
    let mut files: BTreeMap<String, String> = files
        .iter()
        .map(|(name, text)| ((*name).to_owned(), text.clone()))
        .collect();
    files.insert(String::from("form"), FORM.to_owned());
    Memory {
        files,
        read: Mutex::default(),
    }
}

/// The codes and the value of a report, with these files.
fn outcome_of(text: String, files: Memory) -> (Vec<&'static str>, Option<String>) {
    let outcome =
        Compiler::with_files(&files).compile(&Source::new("report", text), gdr::Options::default());
    let codes = outcome
        .diagnostics
        .iter()
        .map(|diagnostic| diagnostic.code)
        .collect();
    let markdown = outcome
        .value
        .map(|verified| render(&verified, Backend::Markdown));
    (
        codes,
        markdown.and_then(|page| Some(page.split_once("说明\n\n")?.1.lines().next()?.to_owned())),
    )
}

#[test]
fn a_change_from_zero_has_no_percentage() {
    let cases = [
        ("件数", "9 0 0", "8 0 0", "增长12.5%"),
        ("件数", "968 0 0", "1000 0 0", "下降3.2%"),
        ("件数", "802 0 0", "800 0 0", "增长0.3%"),
        ("件数", "9995 0 0", "10000 0 0", "下降0.1%"),
        ("件数", "100001 0 0", "100000 0 0", "基本持平"),
        ("件数", "7 0 0", "7 0 0", "持平"),
        ("件数", "0 0 0", "0 0 0", "持平"),
        ("件数", "0 0 0", "5 0 0", "下降100.0%"),
        ("件数", "12 0 0", "0 0 0", "增加12件"),
        ("金额", "0 3 万元 0", "0 20000 元 0", "增长50.0%"),
        ("金额", "0 1.5 万元 0", "0 0 0", "增加1.5万元"),
        ("增减", "0 0 +2", "0 0 -3", "增加5项"),
        ("增减", "0 0 -2", "0 0 +3", "减少5项"),
        ("增减", "0 0 +3", "0 0 +2", "增长50.0%"),
    ];
    for (column, now, then, expected) in cases {
        let files = memory(&[("last", report(2020, then, None, "无"))]);
        let now = report(
            2021,
            now,
            Some("last"),
            &format!("{{change(数.合计.{column})}}"),
        );
        assert_eq!(
            outcome_of(now, files),
            (Vec::new(), Some(expected.to_owned())),
            "{column} {then}"
        );
    }
}

#[test]
fn a_change_from_an_unknown_value_has_no_value() {
    for then in ["- 0 0", "/ 0 0", "? 0 0"] {
        let files = memory(&[("last", report(2020, then, None, "无"))]);
        assert_eq!(
            outcome_of(
                report(2021, "9 0 0", Some("last"), "{change(数.合计.件数)}"),
                files
            )
            .0,
            ["G0602"],
            "{then}"
        );
    }
    let alone = outcome_of(
        report(2021, "9 0 0", None, "{change(数.合计.件数)}"),
        memory(&[]),
    );
    assert_eq!(alone.0, ["G0602"]);
}

/// Of a chain of previous reports, only the first is read: a report does not depend on the year
/// before last.
#[test]
fn only_the_report_of_the_year_before_is_read() {
    let years = 2..2000;
    let files: Vec<(String, String)> = years
        .map(|year| {
            (
                year.to_string(),
                report(year, "1 0 0", Some(&(year - 1).to_string()), "无"),
            )
        })
        .collect();
    let files: Vec<(&str, String)> = files
        .iter()
        .map(|(name, text)| (name.as_str(), text.clone()))
        .collect();
    let files = memory(&files);
    let compiler = Compiler::with_files(&files);
    let last = report(2000, "1 0 0", Some("1999"), "{previous.数.合计.件数}");
    assert!(
        compiler
            .compile(&Source::new("report", last), gdr::Options::default())
            .diagnostics
            .is_empty()
    );
    assert_eq!(
        *files.read.lock().expect("one thread"),
        ["form", "1999", "form"]
    );
}

/// If reports refer to each other in a cycle, at least one refers to a report that is not of the
/// year before.
#[test]
fn a_cycle_is_an_error_of_one_of_its_reports() {
    for length in [1, 2, 3, 50] {
        let text = |year: i32| {
            let before = if year == 1 { length } else { year - 1 };
            report(year, "1 0 0", Some(&before.to_string()), "无")
        };
        let files: Vec<(String, String)> = (1..=length)
            .map(|year| (year.to_string(), text(year)))
            .collect();
        let files: Vec<(&str, String)> = files
            .iter()
            .map(|(name, text)| (name.as_str(), text.clone()))
            .collect();
        let files = memory(&files);
        let compiler = Compiler::with_files(&files);
        let outcomes = (1..=length).map(|year| {
            compiler.compile(
                &Source::new(year.to_string(), text(year)),
                gdr::Options::default(),
            )
        });
        let codes: Vec<&str> = outcomes
            .flat_map(|outcome| outcome.diagnostics)
            .map(|diagnostic| diagnostic.code)
            .collect();
        assert_eq!(
            codes,
            [if length == 1 { "G0711" } else { "G0712" }],
            "{length}"
        );
    }
}

#[test]
fn a_previous_report_given_by_option_takes_precedence() {
    let text = report(2021, "9 0 0", Some("none"), "{previous.数.合计.件数}");
    let last = Source::new("elsewhere", report(2020, "8 0 0", None, "无"));
    let options = gdr::Options {
        previous: Some(last),
        on_pass: None,
    };
    let outcome = Compiler::with_files(&memory(&[])).compile(&Source::new("report", text), options);
    assert!(outcome.diagnostics.is_empty());
    let page = render(
        &outcome.value.expect("the source has a report"),
        Backend::Markdown,
    );
    assert!(page.contains("说明\n\n8\n"), "{page}");
}
