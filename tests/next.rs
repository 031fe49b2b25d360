//! What `gdr new` and `gdr next` write can be filled in, and is right when it is.

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;

use common::root;
use gdr::diagnostic::{Diagnostic, Language, Words};
use gdr::forms::{Files, Forms};
use gdr::model::{Absence, Choice, FactId, Form, Origin, Report, Type, Value};
use gdr::source::Source;
use gdr::verify::Verified;
use gdr::write::{self, SourceOptions};
use gdr::{Compiled, Compiler};

// ── Reports and their holes ──────────────────────────────────────────────────────────────────────

/// The files that a report names, as it stands in a folder.
struct Disk;

impl Files for Disk {
    fn read(&self, from: &str, path: &str) -> Result<Arc<Source>, Words> {
        let path = Path::new(from).parent().unwrap_or(Path::new("")).join(path);
        let text = fs::read_to_string(&path).map_err(|error| Words::same(&error.to_string()))?;
        Ok(Source::new(path.display().to_string(), text))
    }
}

/// A report as one of a folder of the examples.
fn compile_in(folder: &str, text: &str) -> Compiled {
    let name = root().join(folder).join("report.gdr");
    Compiler::with_files(Disk).compile(&Source::new(name.display().to_string(), text))
}

fn codes(diagnostics: &[Diagnostic]) -> BTreeSet<&str> {
    diagnostics
        .iter()
        .map(|diagnostic| diagnostic.code)
        .collect()
}

fn verified(compiled: Compiled) -> Verified {
    compiled.value.expect("a report")
}

/// The text with something for each hole.
fn filled(text: &str, report: &Report, value: impl Fn(FactId) -> String) -> String {
    let is_hole = |fact: &FactId| {
        let fact = report.fact(*fact);
        fact.is_some_and(|fact| {
            matches!(fact.value, Value::Absent(Absence::Hole)) && fact.origin == Origin::Stated
        })
    };
    let mut holes: Vec<FactId> = (0..report.facts.len()).filter(is_hole).collect();
    holes.sort_by_key(|&fact| std::cmp::Reverse(report.fact(fact).map(|fact| fact.span.start)));
    let mut text = text.to_owned();
    for fact in holes {
        text.replace_range(
            report.fact(fact).expect("a hole").span.range(),
            &value(fact),
        );
    }
    text
}

fn nothing(kind: &Type, year: i32) -> String {
    match kind {
        Type::Count(_) | Type::Delta(_) | Type::Decimal(_) | Type::Amount(_) => "0".to_owned(),
        Type::Percent(_) => "0%".to_owned(),
        Type::Date(_) => format!("{}-01-20", year + 1),
        Type::Text(_) => "\"某机关\"".to_owned(),
        Type::Choice(ty) => ty
            .choices
            .first()
            .map(Choice::name)
            .unwrap_or_default()
            .to_owned(),
    }
}

// ── new ──────────────────────────────────────────────────────────────────────────────────────────

/// Every form there is, with the file to use.
fn forms() -> Vec<(Arc<Form>, Option<String>)> {
    let known = Forms::new();
    let mut forms: Vec<(Arc<Form>, Option<String>)> = known
        .all_shipped()
        .into_iter()
        .map(|(form, _)| (form, None))
        .collect();
    for path in ["examples/local", "tests/cases/forms", "tests/next"]
        .into_iter()
        .flat_map(|folder| common::files(folder, "gdr"))
    {
        let name = path.display().to_string();
        let used = known.used(&Source::new(
            name.clone(),
            fs::read_to_string(&path).unwrap(),
        ));
        let is_sound = !used.diagnostics.iter().any(Diagnostic::is_error);
        forms.extend(
            used.value
                .iter()
                .filter(|_| is_sound)
                .map(|form| (form.clone(), Some(name.clone()))),
        );
    }
    assert!(forms.len() > 8, "{}", forms.len());
    forms
}

fn manners() -> [SourceOptions; 4] {
    let manner = |in_ids, language| SourceOptions { in_ids, language };
    let (zh, en) = (Language::Chinese, Language::English);
    [
        manner(false, zh),
        manner(true, zh),
        manner(false, en),
        manner(true, en),
    ]
}

#[test]
fn an_empty_report_of_any_form_wants_only_to_be_filled_in() {
    for (form, file) in forms() {
        let mut draft = write::blank(&form, form.first_year);
        draft.uses.extend(file);
        for manner in manners() {
            let text = write::source(&draft, manner);
            let compiled = compile_in("examples/local", &text);
            let unexpected: Vec<String> = compiled
                .diagnostics
                .iter()
                .filter(|diagnostic| !["E0519", "E0604"].contains(&diagnostic.code))
                .map(common::in_short)
                .collect();
            assert!(unexpected.is_empty(), "{text}{unexpected:#?}");
        }
    }
}

/// Nothing is missing, nothing stands twice, and zeros agree with each other.
#[test]
fn an_empty_report_filled_with_nothing_is_right() {
    for (form, file) in forms() {
        let mut draft = write::blank(&form, form.first_year);
        draft.uses.extend(file);
        for manner in manners() {
            let text = write::source(&draft, manner);
            let report = verified(compile_in("examples/local", &text)).report;
            let text = filled(&text, &report, |fact| {
                nothing(report.type_of(fact), report.year)
            })
            .replace("待补充：", "");
            let diagnostics = compile_in("examples/local", &text).diagnostics;
            assert!(
                diagnostics.is_empty(),
                "{text}\n{:#?}",
                diagnostics.iter().map(common::in_short).collect::<Vec<_>>()
            );
        }
    }
}

/// A file of ours, or the same anew: `GDR_BLESS=1`.
fn is_as_stored(path: &str, text: &str) {
    if std::env::var_os("GDR_BLESS").is_some() {
        fs::create_dir_all(root().join(path).parent().unwrap()).unwrap();
        fs::write(root().join(path), text).unwrap();
    }
    assert_eq!(
        common::read(path),
        text,
        "{path} is stale: GDR_BLESS=1 cargo test --test next"
    );
}

#[test]
fn the_blank_report_is_what_new_writes() {
    let output = gdr(root(), &["new", "--year", "2024", "--lang", "zh"]);
    is_as_stored("examples/blank/report-2021.gdr", &printed(&output));
}

#[test]
fn new_says_what_is_wrong() {
    let folder = Folder::new("new");
    let said = |arguments: &[&str]| {
        let output = gdr(&folder.0, arguments);
        (
            output.status.code().unwrap(),
            String::from_utf8(output.stderr).unwrap(),
        )
    };
    let form = root()
        .join("examples/local/meetings-form.gdr")
        .display()
        .to_string();
    let fails: &[(&[&str], &str)] = &[
        (
            &["new", "--year", "2018"],
            "error: form `disclosure` has no edition for 2018; there are: 2019–2020, 2021 and after\n",
        ),
        (
            &["new", "--form", "disclosurex", "--year", "2024"],
            "error: there is no form `disclosurex`; did you mean `disclosure`?\n",
        ),
        (
            &["new", "--form", &form, "--year", "2022"],
            "error: form `meetings` has no edition for 2022; there are: 2023 and after\n",
        ),
        (
            &["new", "--year", "next"],
            "error: `next` is not a year: write 2024\n",
        ),
        (
            &["new", "--form", "report", "--year", "2024"],
            "error: `report` is not the name of a form\n",
        ),
        (
            &["new", "--year", "2024", "--agency", "a\nb"],
            "error: the name behind --agency has control characters\n",
        ),
    ];
    for (arguments, words) in fails {
        assert_eq!(said(arguments), (2, (*words).to_owned()), "{arguments:?}");
    }
    assert_eq!(
        said(&["new", "--year", "2024", "-o", "a/b.gdr"]),
        (0, "wrote a/b.gdr\n".to_owned())
    );
    let there = "error: a/b.gdr is there already; --force writes over it\n";
    assert_eq!(
        said(&["new", "--year", "2024", "-o", "a/b.gdr"]),
        (2, there.to_owned())
    );
    assert_eq!(
        said(&["new", "--year", "2025", "-o", "a/b.gdr", "--force"]).0,
        0
    );
    assert!(folder.read("a/b.gdr").contains("report disclosure 2025\n"));
}

/// The form is named from where the report stands, and the body by name.
#[test]
fn new_names_the_form_and_the_body() {
    let folder = Folder::new("new-form");
    folder.write("forms/halls.gdr", "form halls 2024 \"专区\" {\n    years 2024..\n    field body 单位 \"填报单位\" : text\n}\n");
    let arguments = [
        "new",
        "--form",
        "forms/halls.gdr",
        "halls",
        "--year",
        "2024",
        "--agency",
        "第\"一\"局",
        "-o",
        "out/r.gdr",
    ];
    assert!(gdr(&folder.0, &arguments).status.success());
    let text = folder.read("out/r.gdr");
    assert!(
        text.contains("use \"../forms/halls.gdr\"\n") && text.contains("单位 \"第\\\"一\\\"局\""),
        "{text}"
    );
    let check = gdr(&folder.0, &["check", "out/r.gdr"]);
    assert!(
        String::from_utf8_lossy(&check.stderr).contains("; 1 fact;"),
        "{check:?}"
    );
}

// ── next ─────────────────────────────────────────────────────────────────────────────────────────

/// Next year's text of an example, as it would stand beside it.
fn next_of(example: &str) -> String {
    printed(&gdr(
        root(),
        &["next", &format!("examples/{example}.gdr"), "--lang", "zh"],
    ))
}

#[test]
fn next_wants_only_to_be_filled_in_and_read() {
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
        codes.remove("E0604");
        assert_eq!(
            codes,
            BTreeSet::from(["E0519"]),
            "{example}: {:#?}",
            diagnostics.iter().map(common::in_short).collect::<Vec<_>>()
        );
        is_as_stored(
            &format!("tests/next/after-{}.gdr", example.replace("local/", "")),
            &text,
        );
    }
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
        assert!(
            gdr(&folder.0, &["next", &this, "-o", &next])
                .status
                .success()
        );
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
                && (year == 2021 || !text.contains("A comment in line")),
            "{text}"
        );
        assert!(gdr(&folder.0, &["check", &next]).status.success());
    }
}

/// What may be left out and is stated has a comment with a hint of the compiler's: no words of the
/// reader's either.
#[test]
fn hints_are_no_words_of_people() {
    let folder = Folder::new("next-hints");
    assert!(
        gdr(&folder.0, &["new", "--year", "2023", "-o", "2023.gdr"])
            .status
            .success()
    );
    folder.write(
        "2023.gdr",
        &folder
            .read("2023.gdr")
            .replace("// 公布期限 2024", "公布期限 2024"),
    );
    for year in 2023..2026 {
        let (this, next) = (format!("{year}.gdr"), format!("{}.gdr", year + 1));
        assert!(
            gdr(&folder.0, &["next", &this, "-o", &next])
                .status
                .success()
        );
        let text = folder.read(&next);
        assert!(
            text.contains("\n公布期限 ? // ") && !text.contains("A comment in line"),
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
    assert_eq!(
        gdr(
            &folder.0,
            &["next", "2024.gdr", "-o", "2025.gdr", "--lang", "zh"]
        )
        .status
        .code(),
        Some(0)
    );
    let text = folder.read("2025.gdr");
    assert!(!text.contains('\r'));
    is_as_stored("tests/next/editions.gdr", &text);
    let check = gdr(&folder.0, &["check", "2025.gdr", "--format", "short"]);
    assert_eq!(check.status.code(), Some(0), "{check:?}");
}

/// Whatever can be read gives a text without errors: every sample of the tests that is a report.
#[test]
fn next_of_anything_is_sound() {
    let folders = fs::read_dir(root().join("tests/cases"))
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut taken = 0;
    for folder in folders.filter(|path| path.is_dir()) {
        let folder = folder.strip_prefix(root()).unwrap().display().to_string();
        for path in common::files(&folder, "gdr") {
            let output = gdr(root(), &["next", &path.display().to_string()]);
            assert!(
                output.status.code().is_some_and(|code| code <= 2),
                "{}: {output:?}",
                path.display()
            );
            if output.status.success() {
                let errors = compile_in(&folder, &printed(&output)).diagnostics;
                let errors: Vec<String> = errors
                    .iter()
                    .filter(|error| error.is_error())
                    .map(common::in_short)
                    .collect();
                assert!(errors.is_empty(), "{}: {errors:#?}", path.display());
                taken += 1;
            }
        }
    }
    assert!(taken > 50, "{taken}");
}

#[test]
fn next_refuses_what_cannot_be_read() {
    let folder = Folder::new("refused");
    let refused = |arguments: &[&str]| {
        let output = gdr(&folder.0, arguments);
        assert!(!folder.0.join("out.gdr").exists());
        (
            output.status.code().unwrap(),
            String::from_utf8(output.stderr).unwrap(),
        )
    };
    folder.write(
        "wrong.gdr",
        &common::example_alone("pingtan-2021").replace("行政许可 2293", "行政许可 2293.5"),
    );
    let (code, said) = refused(&["next", "wrong.gdr", "-o", "out.gdr"]);
    assert!(code == 1 && said.starts_with("[E0302]"), "{code} {said}");
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
    assert!(code == 1 && said.starts_with("[E0713]"), "{code} {said}");
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

// ── Running ──────────────────────────────────────────────────────────────────────────────────────

fn gdr(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gdr"));
    command
        .args(arguments)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .env("LC_ALL", "C");
    command.env("GDR_LANG", "en");
    command.output().expect("it runs")
}

fn printed(output: &Output) -> String {
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout.clone()).expect("it is text")
}

/// A folder for one test. It goes when it is done with.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join(format!("next-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        Folder(folder)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
