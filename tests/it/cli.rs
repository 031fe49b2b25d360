//! The program as it is run: exit codes, what is written and what is not.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::common::folder::{Folder, Run};
use crate::common::schema::Schema;
use crate::common::{example, example_alone, read, render, root, verified};
use gdr::diagnostic::Language;
use gdr::diagnostic::catalog;
use gdr::diagnostic::pages::Page;
use gdr::emit::Backend;
use gdr::forms::Forms;

fn sound() -> String {
    example_alone("pingtan-2021")
}

/// A report with one wrong figure.
fn wrong() -> String {
    sound().replacen("27 |", "28 |", 1)
}

/// A report with a fact that is not known yet.
fn with_hole() -> String {
    sound().replacen("行政许可 2293", "行政许可 ?", 1)
}

fn with_report(name: &str, text: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("a.gdr", text);
    folder
}

// ── Exit codes ───────────────────────────────────────────────────────────────────────────────────

#[test]
fn a_sound_report_exits_with_0() {
    let folder = with_report("sound", &sound());
    let run = folder.gdr("check a.gdr").assert_code(0);
    assert_eq!(run.out, "");
    assert!(
        run.said.contains("成立 35") && !run.said.contains('['),
        "{}",
        run.said
    );
    assert_eq!(folder.files(), ["a.gdr"]);
}

#[test]
fn a_report_with_errors_exits_with_1() {
    let folder = with_report("wrong", &wrong());
    folder
        .gdr("check a.gdr")
        .assert_code(1)
        .assert_says("E0401");
    folder
        .gdr("build a.gdr")
        .assert_code(1)
        .assert_says("E0401");
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
        .assert_says("E0604");
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
fn a_file_that_is_not_there_exits_with_2() {
    let folder = Folder::new("missing");
    folder
        .gdr("check no.gdr")
        .assert_code(2)
        .assert_says("no.gdr");
    folder
        .gdr("build no.gdr")
        .assert_code(2)
        .assert_says("no.gdr");
    assert_eq!(folder.files(), Vec::<String>::new());
}

#[test]
fn a_folder_without_reports_exits_with_2() {
    let folder = Folder::new("empty");
    folder.write("notes.txt", "x");
    folder.gdr("check .").assert_code(2).assert_says(".gdr");
}

#[test]
fn a_file_that_is_not_utf8_or_too_long_exits_with_1() {
    let folder = Folder::new("bytes");
    fs::write(folder.0.join("a.gdr"), [b'r', 0xff]).expect("it is written");
    folder
        .gdr("check a.gdr")
        .assert_code(1)
        .assert_says("E0114");
    fs::write(folder.0.join("a.gdr"), vec![b' '; (16 << 20) + 1]).expect("it is written");
    folder
        .gdr("check a.gdr")
        .assert_code(1)
        .assert_says("E0113");
}

/// Whether the one who runs the tests may read everything, as root does.
fn reads_all(path: &Path) -> bool {
    fs::read_dir(path).is_ok() || fs::read(path).is_ok()
}

#[test]
#[cfg(unix)]
fn what_cannot_be_read_exits_with_2() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("locked");
    folder.write("locked/a.gdr", &sound());
    folder.write("b.gdr", &sound());
    let lock = |name: &str, mode| {
        fs::set_permissions(folder.0.join(name), fs::Permissions::from_mode(mode)).expect("a mode")
    };
    lock("locked", 0o000);
    lock("b.gdr", 0o000);
    if !reads_all(&folder.0.join("locked")) {
        folder
            .gdr("check locked")
            .assert_code(2)
            .assert_says("locked");
        folder
            .gdr("check b.gdr")
            .assert_code(2)
            .assert_says("b.gdr");
    }
    lock("locked", 0o755);
    lock("b.gdr", 0o644);
}

#[test]
fn what_cannot_be_written_exits_with_2() {
    let folder = with_report("unwritable", &sound());
    folder.write("file", "x");
    folder.gdr("build a.gdr -o file/a.html").assert_code(2);
    folder.gdr("build a.gdr --out file").assert_code(2);
    fs::create_dir(folder.0.join("a.html")).expect("a folder");
    folder.gdr("build a.gdr").assert_code(2);
    assert_eq!(folder.files(), ["a.gdr", "file"]);
}

#[test]
fn the_gravest_of_many_reports_is_the_exit_code() {
    let folder = Folder::new("many");
    folder.write("a.gdr", &sound());
    folder.write("b.gdr", &wrong());
    folder
        .gdr("check a.gdr b.gdr")
        .assert_code(1)
        .assert_says("2 份");
    folder
        .gdr("check a.gdr b.gdr c.gdr")
        .assert_code(2)
        .assert_says("c.gdr");
    folder.gdr("build .").assert_code(1);
    assert_eq!(folder.files(), ["a.gdr", "a.html", "b.gdr"]);
}

/// Figures without a blank between them. The program is given little memory, so that it ends where
/// it would take all.
#[test]
#[cfg(unix)]
fn figures_that_run_together_are_an_error() {
    for figures in ["-1-1.5", "+139-35.5", "1_0-5.5", "2021-01-29-1.5"] {
        let folder = with_report(
            "together",
            &sound().replace("行政许可 2293", &format!("行政许可 {figures}")),
        );
        let line = format!(
            "ulimit -v 2000000; exec {} check a.gdr",
            env!("CARGO_BIN_EXE_gdr")
        );
        let output = Command::new("sh")
            .args(["-c", &line])
            .current_dir(&folder.0)
            .output()
            .expect("it runs");
        Run::of(output).assert_code(1);
    }
}

// ── Last year's report ───────────────────────────────────────────────────────────────────────────

#[test]
fn last_years_report_is_read_from_where_the_report_says() {
    let folder = Folder::new("chain");
    folder.write(
        "now/a.gdr",
        &format!("{}previous \"../last/b.gdr\"\n", sound()),
    );
    folder.write("last/b.gdr", &example_alone("pingtan-2020"));
    folder
        .gdr("check now/a.gdr")
        .assert_code(0)
        .assert_says("成立 43")
        .assert_says("不能判定 2");
    folder.write(
        "last/b.gdr",
        &example_alone("pingtan-2020")
            .replace("结转下年              0 |", "结转下年              1 |"),
    );
    folder
        .gdr("check now/a.gdr")
        .assert_code(1)
        .assert_says("上一年度报告：结转下年·自然人 1");
    fs::remove_file(folder.0.join("last/b.gdr")).expect("it is there");
    folder
        .gdr("check now/a.gdr")
        .assert_code(1)
        .assert_says("E0709");
}

#[test]
#[cfg(unix)]
fn a_file_without_an_end_is_not_read_to_it() {
    let folder = with_report("endless", &format!("{}previous \"/dev/zero\"\n", sound()));
    folder
        .gdr("check a.gdr")
        .assert_code(1)
        .assert_says("E0709");
    folder.write("b.gdr", &format!("use \"/dev/zero\"\n{}", sound()));
    folder
        .gdr("check b.gdr")
        .assert_code(1)
        .assert_says("E0705");
}

#[test]
fn last_years_report_may_be_given_from_outside() {
    let folder = with_report("outside", &sound());
    folder.write("b.gdr", &example_alone("pingtan-2020"));
    folder.write("c.gdr", &example("pingtan-2021"));
    folder
        .gdr("check a.gdr --previous b.gdr")
        .assert_code(0)
        .assert_says("成立 43");
    folder
        .gdr("check c.gdr --previous b.gdr")
        .assert_code(0)
        .assert_says("成立 43");
    let run = folder
        .gdr("build a.gdr --to json -o - --previous b.gdr")
        .assert_code(0);
    assert!(run.out.contains("\"file\": \"b.gdr\""), "{}", run.said);
    folder
        .gdr("check a.gdr --previous a.gdr")
        .assert_code(1)
        .assert_says("E0711");
    folder
        .gdr("check a.gdr c.gdr --previous b.gdr")
        .assert_code(2)
        .assert_says("--previous");
    folder
        .gdr("check a.gdr --previous none.gdr")
        .assert_code(2)
        .assert_says("none.gdr");
}

// ── What is written ──────────────────────────────────────────────────────────────────────────────

fn output(ending: &str) -> String {
    let backend = Backend::of_name(ending).expect("a backend");
    render(&verified(sound()), backend)
}

#[test]
fn pages_are_written_beside_their_reports() {
    let folder = with_report("beside", &sound());
    folder.write("sub/b.gdr", &sound());
    let run = folder
        .gdr("build a.gdr sub/b.gdr --to html,md,json")
        .assert_code(0);
    assert_eq!(run.out, "");
    assert_eq!(
        folder.files(),
        [
            "a.gdr",
            "a.html",
            "a.json",
            "a.md",
            "sub/b.gdr",
            "sub/b.html",
            "sub/b.json",
            "sub/b.md"
        ]
    );
    for ending in ["html", "md", "json"] {
        assert_eq!(folder.read(&format!("a.{ending}")), output(ending));
        assert_eq!(folder.read(&format!("sub/b.{ending}")), output(ending));
    }
}

#[test]
fn html_is_what_is_built_where_nothing_is_said() {
    let folder = with_report("default", &sound());
    folder.gdr("build a.gdr").assert_code(0);
    assert_eq!(folder.files(), ["a.gdr", "a.html"]);
}

#[test]
fn o_names_the_file_and_by_its_ending_the_kind() {
    let folder = with_report("named", &sound());
    folder.gdr("build a.gdr -o x/y/page.html").assert_code(0);
    folder.gdr("build a.gdr -o page.md").assert_code(0);
    folder.gdr("build a.gdr -o page.json").assert_code(0);
    folder.gdr("build a.gdr -o page.txt --to md").assert_code(0);
    assert_eq!(
        folder.files(),
        ["a.gdr", "page.json", "page.md", "page.txt", "x/y/page.html"]
    );
    assert_eq!(folder.read("x/y/page.html"), output("html"));
    assert_eq!(folder.read("page.md"), output("md"));
    assert_eq!(folder.read("page.json"), output("json"));
    assert_eq!(folder.read("page.txt"), output("md"));
}

#[test]
fn a_dash_is_standard_output() {
    let folder = with_report("stdout", &sound());
    assert_eq!(
        folder.gdr("build a.gdr -o -").assert_code(0).out,
        output("html")
    );
    assert_eq!(
        folder.gdr("build a.gdr -o - --to json").assert_code(0).out,
        output("json")
    );
    assert_eq!(folder.files(), ["a.gdr"]);
    folder.write("a.gdr", &wrong());
    assert_eq!(folder.gdr("build a.gdr -o -").assert_code(1).out, "");
}

#[test]
fn out_keeps_the_places_below_a_folder() {
    let folder = Folder::new("out");
    folder.write("reports/a.gdr", &sound());
    folder.write("reports/2021/b.gdr", &sound());
    folder.write("reports/2021/notes.txt", "x");
    folder
        .gdr("build reports --out site --to html,json")
        .assert_code(0);
    let expected = ["2021/b.html", "2021/b.json", "a.html", "a.json"];
    let built: Vec<String> = folder
        .files()
        .into_iter()
        .filter_map(|file| Some(file.strip_prefix("site/")?.to_owned()))
        .collect();
    assert_eq!(built, expected);
    assert_eq!(folder.read("site/2021/b.json"), output("json"));
}

#[test]
fn out_takes_single_reports_by_their_name() {
    let folder = Folder::new("out-single");
    folder.write("reports/2021/b.gdr", &sound());
    folder
        .gdr("build reports/2021/b.gdr --out site")
        .assert_code(0);
    assert_eq!(folder.files(), ["reports/2021/b.gdr", "site/b.html"]);
}

/// Two reports whose outputs would be one file.
#[test]
fn reports_do_not_overwrite_each_other() {
    let folder = Folder::new("clash");
    folder.write("x/a.gdr", &sound());
    folder.write("y/a.gdr", &example("wujiang-2020"));
    let run = folder.gdr("build x/a.gdr y/a.gdr --out site");
    assert!(
        run.code == Some(2) || folder.files().len() == 4,
        "{run:?} {:?}",
        folder.files()
    );
}

/// Forms among the reports of a folder.
#[test]
fn a_folder_may_hold_forms() {
    let folder = Folder::new("forms");
    folder.write("a.gdr", &sound());
    folder.write("form.gdr", &read("src/forms/disclosure-2021.gdr"));
    folder.gdr("build .").assert_code(0);
    assert_eq!(folder.files(), ["a.gdr", "a.html", "form.gdr"]);
}

#[test]
fn nothing_is_written_where_there_are_errors() {
    let folder = with_report("errors", &wrong());
    folder.write("a.html", "before");
    folder.write("a.json", "before");
    let times = [folder.age("a.html"), folder.age("a.json")];
    folder.gdr("build a.gdr --to html,md,json").assert_code(1);
    assert_eq!(folder.files(), ["a.gdr", "a.html", "a.json"]);
    assert_eq!(
        [folder.read("a.html"), folder.read("a.json")],
        ["before", "before"]
    );
    assert_eq!(
        [folder.modified("a.html"), folder.modified("a.json")],
        times
    );
}

#[test]
fn an_output_that_would_not_change_is_left_alone() {
    let folder = with_report("unchanged", &sound());
    folder.gdr("build a.gdr --to html,json").assert_code(0);
    let times = [folder.age("a.html"), folder.age("a.json")];
    folder
        .gdr("build a.gdr --to html,json")
        .assert_code(0)
        .assert_says("没有变化 a.html\n没有变化 a.json\n");
    assert_eq!(
        [folder.modified("a.html"), folder.modified("a.json")],
        times
    );
    folder.write("a.gdr", &sound().replace("主动公开我区", "公开我区"));
    folder
        .gdr("build a.gdr")
        .assert_code(0)
        .assert_says("已生成 a.html\n");
    assert_ne!(folder.modified("a.html"), times[0]);
    assert_eq!(
        folder.files(),
        ["a.gdr", "a.html", "a.json"],
        "nothing is left beside them"
    );
}

/// The report itself must not be what is written over.
#[test]
fn the_report_is_never_overwritten() {
    let folder = with_report("itself", &sound());
    folder.gdr("build a.gdr -o a.gdr --to md").assert_code(2);
    assert_eq!(folder.read("a.gdr"), sound());
}

// ── Drafts ───────────────────────────────────────────────────────────────────────────────────────

#[test]
fn a_hole_is_a_warning_to_check_and_an_error_to_build() {
    let folder = with_report("hole", &with_hole());
    folder
        .gdr("check a.gdr")
        .assert_code(0)
        .assert_says("E0519");
    folder
        .gdr("build a.gdr")
        .assert_code(1)
        .assert_says("E0520");
    assert_eq!(folder.files(), ["a.gdr"]);
}

#[test]
fn a_draft_is_built_with_its_holes() {
    let folder = with_report("draft", &with_hole());
    folder
        .gdr("build a.gdr --draft --to html,md,json")
        .assert_code(0)
        .assert_says("E0519");
    assert!(folder.read("a.html").contains("草稿"));
    assert!(folder.read("a.md").contains("草稿"));
    assert!(folder.read("a.json").contains("\"draft\": true"));
    folder.write("a.gdr", &wrong());
    folder.gdr("build a.gdr --draft").assert_code(1);
}

// ── Templates ────────────────────────────────────────────────────────────────────────────────────

#[test]
fn a_template_may_change_a_part_of_the_page() {
    let folder = with_report("template", &sound());
    folder.write(
        "t/report.html",
        "{% extends \"builtin/report.html\" %}{% block style %}p { color: red }{% endblock %}",
    );
    folder.gdr("build a.gdr --template t").assert_code(0);
    let html = folder.read("a.html");
    assert!(html.contains("p { color: red }") && html.contains(">24252.311082</td>"));
    assert!(!html.contains("max-width"));
}

#[test]
fn a_template_of_one_kind_leaves_the_others_alone() {
    let folder = with_report("template-kinds", &sound());
    folder.write(
        "t/report.html",
        "{% extends \"builtin/report.html\" %}{% block style %}p { color: red }{% endblock %}",
    );
    folder
        .gdr("build a.gdr --template t --to html,md")
        .assert_code(0);
    assert!(folder.read("a.html").contains("p { color: red }"));
    assert_eq!(folder.read("a.md"), output("md"));
}

#[test]
fn a_template_may_be_a_page_of_its_own() {
    let folder = with_report("template-own", &sound());
    folder.write(
        "t/report.html",
        "{{ year }} {{ facts | length }} {% for check in checks %}{{ check.verdict }} {% endfor %}{% include \"part.html\" %}",
    );
    folder.write("t/part.html", "<{{ title }}>");
    folder.gdr("build a.gdr --template t").assert_code(0);
    let page = folder.read("a.html");
    assert!(
        page.starts_with("2021 ") && page.contains(" holds ") && page.ends_with("工作年度报告>\n"),
        "{page}"
    );
}

#[test]
fn a_broken_template_exits_with_2_and_writes_nothing() {
    let folder = with_report("template-broken", &sound());
    let broken = [
        "{% for %}",
        "{{ no_such_thing }}",
        "{{ title | no_such_filter }}",
        "{% extends \"nothing.html\" %}",
        "{{ title.x.y }}",
    ];
    for template in broken {
        folder.write("t/report.html", template);
        let run = folder
            .gdr("build a.gdr --template t --to html,json")
            .assert_code(2);
        assert!(
            run.said.contains("模板") && run.said.contains("report.html"),
            "{template}: {}",
            run.said
        );
        assert_eq!(folder.files(), ["a.gdr", "t/report.html"], "{template}");
    }
}

#[test]
fn a_template_folder_that_is_empty_or_not_there_exits_with_2() {
    let folder = with_report("template-none", &sound());
    folder
        .gdr("build a.gdr --template t")
        .assert_code(2)
        .assert_says("t");
    fs::create_dir(folder.0.join("t")).expect("a folder");
    folder.gdr("build a.gdr --template t").assert_code(2);
    assert_eq!(folder.files(), ["a.gdr"]);
}

#[test]
fn a_template_that_nothing_reads_is_said_to_be_one() {
    let folder = with_report("template-other", &sound());
    folder.write("t/page.html", "x");
    let run = folder.gdr("build a.gdr --template t");
    assert!(run.code == Some(0) || run.code == Some(2), "{run:?}");
}

// ── Explanations ─────────────────────────────────────────────────────────────────────────────────

#[test]
fn a_code_is_explained_to_standard_output() {
    let folder = Folder::new("explain");
    for entry in catalog::entries() {
        let page = Page::parse(entry.page).expect("a page");
        for (name, language) in [("zh", Language::Chinese), ("en", Language::English)] {
            let run = folder
                .gdr(&format!(
                    "--lang {name} explain {}",
                    entry.code.to_lowercase()
                ))
                .assert_code(0);
            assert_eq!(run.said, "");
            assert!(
                run.out.starts_with(&format!("[{}] ", entry.code))
                    && run.out.contains(&entry.title(language)),
                "{run:?}"
            );
            assert!(run.out.contains(page.prose(language)), "{run:?}");
        }
    }
    let out = folder.gdr("explain E0310").assert_code(0).out;
    assert!(
        out.contains("\n例：\n\n    落款日期 2025年1月20日\n\n改为：\n\n    落款日期 2025-01-20\n"),
        "{out}"
    );
}

#[test]
fn a_check_is_explained_by_its_name_in_every_form_that_has_it() {
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
fn a_check_of_a_form_of_ones_own_is_explained() {
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
        .assert_says("none.gdr");
    folder.write("report.gdr", &sound());
    folder
        .gdr("explain invited --form report.gdr")
        .assert_code(2)
        .assert_says("没有表单");
    folder.write(
        "wrong.gdr",
        &read("examples/local/meetings-form.gdr").replace(": count 次", ": amount 次"),
    );
    folder
        .gdr("explain invited --form wrong.gdr")
        .assert_code(2)
        .assert_says("gdr check wrong.gdr");
}

#[test]
fn what_is_not_known_is_answered_with_what_is_closest() {
    let folder = Folder::new("explain-unknown");
    for (line, words) in [
        ("explain E0O401", "“E0401”"),
        ("explain balanse", "“balance”"),
        ("explain nothing.at.all", "gdr explain"),
    ] {
        let run = folder.gdr(line).assert_code(2).assert_says(words);
        assert_eq!(run.out, "");
    }
    // What is known is explained all the same, and a code may be written in short.
    let run = folder
        .gdr("explain 401 E9999 0601 nothing")
        .assert_code(2)
        .assert_says("E9999")
        .assert_says("nothing");
    assert!(
        run.out.contains("[E0401]") && run.out.contains("[E0601]"),
        "{run:#?}"
    );
}

#[test]
fn all_there_is_to_explain_is_listed() {
    let out = Folder::new("explain-list")
        .gdr("explain")
        .assert_code(0)
        .out;
    let is_listed = |name: &str, words: &str| out.contains(&format!("    {name}  {words}\n"));
    for entry in catalog::entries() {
        assert!(
            is_listed(entry.code, &entry.title(Language::Chinese)),
            "{}",
            entry.code
        );
    }
    for (form, _) in Forms::new().all_shipped() {
        for check in &form.checks {
            assert!(is_listed(&check.name, &check.statement), "{}", check.name);
        }
    }
}

/// One line for all reports of a run, of five codes at most.
#[test]
fn a_run_ends_with_where_to_read_on() {
    let folder = with_report("explain-more", &wrong());
    folder.write("b.gdr", &wrong());
    let last = |line: &str| {
        folder
            .gdr(line)
            .said
            .lines()
            .last()
            .unwrap_or_default()
            .to_owned()
    };
    assert_eq!(last("check a.gdr b.gdr"), "详见：gdr explain E0401");
    assert_eq!(last("--lang en check a.gdr"), "more: gdr explain E0401");
    folder.write(
        "c.gdr",
        "report disclosure 2021\n落款日期 2021.01\n机关 某局\n范围 全\n申请 {\n    新收 1,2\n}}",
    );
    assert_eq!(
        last("check a.gdr c.gdr")
            .split_whitespace()
            .filter(|word| word.starts_with('E'))
            .count(),
        5
    );
    folder.write("a.gdr", &sound());
    assert!(!folder.gdr("check a.gdr").said.contains("gdr explain"));
}

// ── Language ─────────────────────────────────────────────────────────────────────────────────────

fn language(folder: &Folder, arguments: &[&str], variables: &[(&str, &str)]) -> &'static str {
    let output = folder
        .command()
        .args(arguments)
        .envs(variables.iter().copied())
        .output()
        .expect("it runs");
    let said = Run::of(output).said;
    match (
        said.contains("an identity does not hold"),
        said.contains("勾稽关系不成立"),
    ) {
        (true, false) => "en",
        (false, true) => "zh",
        _ => panic!("{said}"),
    }
}

#[test]
fn the_language_is_that_of_the_argument_then_the_variables() {
    let folder = with_report("language", &wrong());
    let of =
        |arguments: &[&str], variables: &[(&str, &str)]| language(&folder, arguments, variables);
    assert_eq!(of(&["check", "a.gdr"], &[]), "zh");
    assert_eq!(of(&["check", "a.gdr"], &[("LANG", "C.UTF-8")]), "zh");
    assert_eq!(of(&["check", "a.gdr"], &[("LANG", "en_US.UTF-8")]), "en");
    assert_eq!(
        of(
            &["check", "a.gdr"],
            &[("LANG", "en_US.UTF-8"), ("LC_ALL", "zh_CN.UTF-8")]
        ),
        "zh"
    );
    assert_eq!(
        of(
            &["check", "a.gdr"],
            &[("LANG", "en_US.UTF-8"), ("GDR_LANG", "zh")]
        ),
        "zh"
    );
    assert_eq!(of(&["check", "a.gdr"], &[("GDR_LANG", "en")]), "en");
    assert_eq!(
        of(&["check", "a.gdr", "--lang", "zh"], &[("GDR_LANG", "en")]),
        "zh"
    );
    assert_eq!(
        of(
            &["check", "a.gdr"],
            &[("GDR_LANG", "cn"), ("LANG", "en_US.UTF-8")]
        ),
        "zh"
    );
    assert_eq!(of(&["--lang=en", "check", "a.gdr"], &[]), "en");
}

/// All that it says in a language is of that language; so is the help.
#[test]
fn help_is_in_the_language_asked_for() {
    let folder = Folder::new("help-language");
    let han = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    assert!(!han(&folder
        .gdr("--lang en build --help")
        .assert_code(0)
        .out));
    assert!(han(&folder
        .gdr("--lang zh build --help")
        .assert_code(0)
        .out));
}

#[test]
fn colour_is_only_for_terminals_and_where_asked() {
    let folder = with_report("colour", &wrong());
    assert!(!folder.gdr("check a.gdr").said.contains('\u{1b}'));
    assert!(
        folder
            .gdr("--color always check a.gdr")
            .said
            .contains('\u{1b}')
    );
    assert!(
        !folder
            .gdr("--color never check a.gdr")
            .said
            .contains('\u{1b}')
    );
}

// ── Pipes ────────────────────────────────────────────────────────────────────────────────────────

/// Runs with a pipe whose reader has gone away; what it said, and its exit code.
#[cfg(unix)]
fn with_closed_pipe(
    folder: &Folder,
    arguments: &str,
    closes_output: bool,
) -> (Option<i32>, String) {
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let mut command = folder.command();
    command.args(arguments.split_whitespace());
    if closes_output {
        command.stdout(writer).stderr(Stdio::piped())
    } else {
        command.stderr(writer).stdout(Stdio::piped())
    };
    let run = Run::of(command.output().expect("it runs"));
    (run.code, run.said)
}

#[test]
#[cfg(unix)]
fn a_reader_of_standard_output_who_goes_away_is_no_fault() {
    let folder = with_report("pipe-out", &sound());
    let data = [
        "facts a.gdr",
        "check a.gdr --format json",
        "forms 2021",
        "trend a.gdr",
        "completions bash",
        "man",
    ];
    let pages = [
        "build a.gdr -o -",
        "build a.gdr -o - --to json",
        "explain",
        "explain E0401 balance",
        "--help",
        "--version",
    ];
    for line in pages.into_iter().chain(data) {
        let (code, said) = with_closed_pipe(&folder, line, true);
        assert_eq!(code, Some(0), "{line}: {said}");
        assert!(
            !said.contains("panicked") && !said.contains("错误"),
            "{line}: {said}"
        );
    }
}

#[test]
#[cfg(target_os = "linux")]
fn what_does_not_fit_where_it_goes_is_told() {
    let folder = with_report("full", &sound());
    for line in [
        "check a.gdr --format json",
        "check a.gdr --format sarif",
        "build a.gdr -o -",
        "facts a.gdr",
        "fix --dry-run b.gdr",
    ] {
        folder.write("b.gdr", &wrong());
        let full = fs::File::options()
            .write(true)
            .open("/dev/full")
            .expect("a device that is full");
        let run = Run::of(
            folder
                .command()
                .args(line.split_whitespace())
                .stdout(full)
                .output()
                .expect("it runs"),
        );
        assert_eq!(run.code, Some(2), "{line}: {run:?}");
        assert!(run.said.contains("不能写到标准输出"), "{line}: {run:?}");
    }
}

#[test]
#[cfg(unix)]
fn a_reader_of_messages_who_goes_away_is_no_panic() {
    let folder = with_report("pipe-said", &wrong());
    assert_eq!(with_closed_pipe(&folder, "check a.gdr", false).0, Some(1));
    assert_eq!(with_closed_pipe(&folder, "check no.gdr", false).0, Some(2));
    assert_eq!(with_closed_pipe(&folder, "frobnicate", false).0, Some(2));
}

// ── Forms of one's own ───────────────────────────────────────────────────────────────────────────

const FORM: &str = r#"form diary 2020 "日志" {
    years 2020..
    title "{year}年日志"
    field keeper 记录人 "记录人" : text
    section days 日子 "日子" {
        table {
            columns {
                hours 小时 "小时数" : count 小时
            }
            sunny 晴 "晴天"
            rainy 雨 "雨天"
        }
    }
}
"#;

const DIARY: &str =
    "use \"form.gdr\"\nreport diary 2022\n记录人 \"甲\"\n日子 {\n    晴 7 小时\n    雨 2\n}\n";

#[test]
fn a_report_may_use_a_form_beside_it() {
    let folder = Folder::new("use");
    folder.write("sub/form.gdr", FORM);
    folder.write("sub/a.gdr", DIARY);
    folder.gdr("build sub/a.gdr").assert_code(0);
    let html = folder.read("sub/a.html");
    assert!(
        html.contains("2022年日志") && html.contains("<td>7</td>"),
        "{html}"
    );
}

#[test]
fn a_form_that_is_not_there_or_wrong_is_an_error_of_the_report() {
    let folder = with_report("use-wrong", DIARY);
    folder
        .gdr("check a.gdr")
        .assert_code(1)
        .assert_says("E0705");
    folder.write("form.gdr", &FORM.replace("count 小时", "amount 小时"));
    folder
        .gdr("check a.gdr")
        .assert_code(1)
        .assert_says("E0708");
    folder.write("form.gdr", "report disclosure 2021");
    folder.gdr("check a.gdr").assert_code(1).assert_says("E07");
    folder.write("form.gdr", "{");
    folder.gdr("check a.gdr").assert_code(1);
    folder.write("form.gdr", "");
    folder.gdr("check a.gdr").assert_code(1);
}

/// A file of the project's examples is what its name says, in any working folder.
#[test]
fn examples_are_checked_where_they_are() {
    let folder = Folder::new("examples");
    let path = root().join("examples");
    let run = folder.run([OsStr::new("check"), path.as_os_str()]);
    assert!(matches!(run.code, Some(0 | 1)), "{run:?}");
    assert_eq!(folder.files(), Vec::<String>::new());
}

// ── Levels and formats ───────────────────────────────────────────────────────────────────────────

fn with_warning(name: &str) -> Folder {
    with_report(name, &sound().replace("主动公开我区", "主动公开XX我区"))
}

#[test]
fn warnings_can_be_denied() {
    let folder = with_warning("denied");
    for line in [
        "check --deny warnings a.gdr",
        "check --deny E0604 a.gdr",
        "build --deny=warnings a.gdr",
    ] {
        folder.gdr(line).assert_code(1).assert_says("[E0604] 错误");
    }
    folder
        .gdr("check --deny E0605 a.gdr")
        .assert_code(0)
        .assert_says("[E0604] 警告");
    assert_eq!(folder.files(), ["a.gdr"]);
}

#[test]
fn a_code_can_be_left_out_and_is_still_counted() {
    let folder = with_warning("allowed");
    let run = folder
        .gdr("check --allow e0604 a.gdr")
        .assert_code(0)
        .assert_says("E0604 1 条未列出");
    assert!(!run.said.contains("XX"), "{run:?}");
    // An error never is.
    let run = with_report("allowed-error", &wrong())
        .gdr("check --allow E0401 a.gdr")
        .assert_code(1);
    run.assert_says("[E0401] 错误")
        .assert_says("E0401 是错误，不能不列出（--allow）；勾稽关系");
}

#[test]
fn a_code_that_there_is_not_exits_with_2() {
    let folder = with_warning("no-code");
    folder
        .gdr("check --allow E0640 a.gdr")
        .assert_code(2)
        .assert_says("没有代码“E0640”");
    folder
        .gdr("check --deny warning a.gdr")
        .assert_code(2)
        .assert_says("是不是 warnings");
}

#[test]
fn exceptions_are_told_with_their_reasons() {
    let folder = with_report("exceptions", &example("wujiang-2020"));
    folder
        .gdr("check a.gdr")
        .assert_code(0)
        .assert_says("理由：原文如此：年份有误，日缺（a.gdr:5）");
    let json = folder.gdr("check --format json a.gdr").assert_code(0).out;
    assert!(
        json.contains(r#""kind":"exception""#)
            && json.contains(r#""reason":"原文如此：年份有误，日缺""#),
        "{json}"
    );
    let short = folder.gdr("check a.gdr --format short").assert_code(0).out;
    assert!(
        short.contains(": hint[E0403]: 例外：")
            && short.ends_with("理由：原文如此：年份有误，日缺\n"),
        "{short}"
    );
    let github = folder.gdr("check a.gdr --format github").assert_code(0).out;
    assert!(
        github.starts_with("::notice ") && github.contains("理由：原文如此：年份有误，日缺"),
        "{github}"
    );
    assert!(
        folder
            .gdr("check --format sarif a.gdr")
            .out
            .contains(r#""suppressions":[{"#)
    );
}

#[test]
fn formats_for_programs_go_to_standard_output() {
    let folder = with_report("formats", &wrong());
    folder.write("b.gdr", &wrong());
    let run = folder.gdr("check --format json a.gdr b.gdr").assert_code(1);
    let schema = Schema::read("docs/diagnostics.schema.json");
    run.out
        .lines()
        .for_each(|line| assert_eq!(schema.fault(&json(line)), None));
    let kinds: Vec<String> = run
        .out
        .lines()
        .map(|line| json(line)["kind"].to_string())
        .collect();
    assert_eq!(
        kinds,
        [r#""diagnostic""#, r#""diagnostic""#, r#""summary""#]
    );
    assert_eq!(run.said, "");
    let run = folder
        .gdr("check --format short a.gdr b.gdr")
        .assert_code(1);
    let starts: Vec<&str> = run
        .out
        .lines()
        .map(|line| line.split(':').next().unwrap_or(""))
        .collect();
    assert_eq!(starts, ["a.gdr", "b.gdr"]);
    let run = folder.gdr("check --format github a.gdr").assert_code(1);
    assert!(
        run.out.starts_with("::error file=a.gdr,line="),
        "{}",
        run.out
    );
}

#[test]
fn sarif_is_one_document_whatever_there_is_in_it() {
    let folder = with_report("sarif", &wrong());
    folder.write("b.gdr", &wrong());
    folder.write("sound.gdr", &sound());
    for (files, results) in [("a.gdr b.gdr", 2), ("a.gdr", 1), ("sound.gdr", 0)] {
        let document = json(&folder.gdr(&format!("check --format sarif {files}")).out);
        assert_eq!(
            document["runs"][0]["results"].as_array().map(Vec::len),
            Some(results),
            "{files}"
        );
    }
}

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

// ── Fixing ───────────────────────────────────────────────────────────────────────────────────────

/// A report with slips that leave no doubt.
fn with_slips() -> String {
    sound()
        .replacen("27 |", "２7 ｜", 1)
        .replacen("行政许可 2293", "行政许克：2，293", 1)
}

#[test]
fn what_leaves_no_doubt_is_mended() {
    let folder = with_report("fix", &with_slips());
    folder.gdr("check a.gdr").assert_code(1);
    let run = folder
        .gdr("fix a.gdr")
        .assert_code(0)
        .assert_says("a.gdr：已改正");
    assert_eq!(run.out, "");
    folder.gdr("check a.gdr").assert_code(0);
    assert_eq!(folder.read("a.gdr"), sound());
    folder
        .gdr("fix a.gdr")
        .assert_code(0)
        .assert_says("没有要改的");
    folder.write("a.gdr", &sound().replacen("\"\"\"\n", "\"\"\"\nXX", 1));
    folder
        .gdr("fix a.gdr")
        .assert_code(0)
        .assert_says("没有可以直接改正的");
}

#[test]
fn a_file_of_forms_alone_is_told_to_have_no_report() {
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
            .assert_says("form.gdr 里没有报告，只有表单");
    }
    folder
        .gdr("check form.gdr")
        .assert_code(0)
        .assert_says("表单没有错误");
}

#[test]
fn a_dry_run_writes_nothing() {
    let folder = with_report("dry", &with_slips());
    let run = folder.gdr("fix --dry-run a.gdr").assert_says("可改正");
    assert!(
        run.out.starts_with("--- a/a.gdr\n+++ b/a.gdr\n@@ "),
        "{}",
        run.out
    );
    assert_eq!(folder.read("a.gdr"), with_slips());
}

#[test]
fn a_figure_is_only_changed_where_that_is_accepted() {
    let folder = with_report("figure", &wrong());
    let run = folder.gdr("fix a.gdr").assert_code(1).assert_says("E0401");
    assert!(run.out.contains("-") && run.out.contains("27 |"), "{run:?}");
    assert_eq!(folder.read("a.gdr"), wrong());
    folder.gdr("fix --accept a.gdr").assert_code(0);
    assert_eq!(folder.read("a.gdr"), sound());
}

#[test]
fn what_was_laid_out_is_so_when_it_is_mended() {
    let folder = with_report("fix-layout", &sound().replacen("27 |", "127 |", 1));
    folder
        .gdr("fmt a.gdr")
        .assert_code(0)
        .assert_says("已排版 1 个文件");
    folder.gdr("fix --accept a.gdr").assert_code(0);
    folder.gdr("fmt --check a.gdr").assert_code(0);
}

#[test]
fn a_text_that_is_no_report_keeps_its_words() {
    for (name, text, mended) in [
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
        assert_eq!(folder.read("a.gdr"), mended, "{name}");
    }
}

// ── why ──────────────────────────────────────────────────────────────────────────────────────────

#[test]
fn why_tells_of_a_fact() {
    let folder = with_report("why", &sound());
    let out = folder.gdr("why 申请.结转.自然人 a.gdr").assert_code(0).out;
    for words in [
        "申请.结转.自然人（requests.carried_in.natural）",
        "值：0，写在 a.gdr:34:27",
        "类型：count 件，见 disclosure-2021.gdr:",
        "勾稽关系 3 项",
        "成立：二、上年结转政府信息公开申请数量：总计等于各列之和（总计）",
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
fn why_tells_of_last_year() {
    let folder = Folder::new("why-last-year");
    for name in ["pingtan-2020", "pingtan-2021"] {
        folder.write(&format!("{name}.gdr"), &example(name));
    }
    let out = folder
        .gdr("why 申请.结转.自然人 pingtan-2021.gdr")
        .assert_code(0)
        .out;
    assert!(
        out.contains("上一年：0，写在 pingtan-2020.gdr:61:25"),
        "{out}"
    );
    let out = folder
        .gdr("why 主动公开.第八项.行政事业性收费.金额 pingtan-2021.gdr")
        .assert_code(0)
        .out;
    assert!(
        out.contains("上一年：2019 版统计的是收费项目数量，不是收费金额"),
        "{out}"
    );
}

#[test]
fn why_tells_of_a_row_and_of_the_sentences() {
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
        out.contains("sentences: 1\n  a.gdr:12:9: {70 = 申请.新收}, the figure is asserted\n"),
        "{out}"
    );
}

#[test]
fn why_tells_how_a_fact_came_by_its_value() {
    let folder = with_report("why-origin", &sound());
    let why = |path: &str| folder.gdr(&format!("why {path} a.gdr")).assert_code(0).out;
    assert!(
        why("申请.办理结果.不予公开.国家秘密.自然人").contains("值：0，由 rest 给出，在 a.gdr:")
    );
    assert!(why("申请.办理结果.不予公开.国家秘密.总计").contains("值：0，由 0 相加得出"));
    assert!(why("公布期限").contains("值：2022-03-31，按表单的默认规定得出"));
    assert!(why("范围").contains("值：没有写明"));
}

#[test]
fn why_takes_a_report_with_errors() {
    let folder = with_report("why-wrong", &wrong());
    let out = folder
        .gdr("why 申请.办理结果.予以公开.自然人 a.gdr")
        .assert_code(0)
        .out;
    assert!(
        out.contains("不成立：（一）予以公开：总计等于各列之和（总计）"),
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
        .assert_says("是不是“新收”？");
    folder
        .gdr("why 申请 a.gdr")
        .assert_code(2)
        .assert_says("请写到行或列");
    folder.gdr("why 申请..新收 a.gdr").assert_code(2);
    folder
        .gdr("why 申请.新收 b.gdr")
        .assert_code(2)
        .assert_says("b.gdr");
}

// ── Coverage ─────────────────────────────────────────────────────────────────────────────────────

/// What surely is no source is not read as one.
#[test]
fn files_of_other_programs_are_no_reports() {
    let folder = with_report("no-source", &sound());
    folder.write("a.html", "<html></html>");
    folder
        .gdr("check a.html")
        .assert_code(2)
        .assert_says("a.html 不是报告的源文件");
    folder
        .gdr("check 报告.DOCX --lang en")
        .assert_code(2)
        .assert_says("names of sources end with .gdr");
    folder
        .gdr("check a.gdr —undecided")
        .assert_code(2)
        .assert_says("前面写两个英文的减号：--undecided");
}

#[test]
fn coverage_names_numbers_in_prose_that_nothing_compares() {
    let folder = with_report("coverage-prose", &sound());
    let said = folder.gdr("check --coverage a.gdr").assert_code(0).said;
    let told: Vec<&str> = said
        .lines()
        .filter(|line| line.starts_with("正文里没有核对的数"))
        .collect();
    assert_eq!(
        told,
        ["正文里没有核对的数：…各级单位政府信息2645条，〔……〕…（a.gdr:10）"]
    );
}

#[test]
fn coverage_lists_the_numbers_that_nothing_guards() {
    let folder = with_report("coverage", &sound());
    let said = folder.gdr("check --coverage a.gdr").assert_code(0).said;
    assert!(
        said.starts_with(
            "主动公开：10 个数，10 个没有核对，写错了也不会发现\n  没有核对：主动公开.第一项.规章.制发（a.gdr:17）\n"
        ),
        "{said}"
    );
    assert!(
        said.contains("\n申请：165 个数，均有 2 项以上勾稽关系核对\n"),
        "{said}"
    );
    let said = folder
        .gdr("check --coverage a.gdr --lang en")
        .assert_code(0)
        .said;
    assert!(
        said.contains("\n申请: 165 numbers, each guarded by 2 identities or more\n"),
        "{said}"
    );
    assert!(
        said.contains("\n  unguarded: 主动公开.第一项.规章.废止 (a.gdr:17)\n"),
        "{said}"
    );
}

#[test]
fn too_much_reuse_fails_a_comparison() {
    let folder = with_report("reuse", &example("wujiang-2020"));
    folder.write("b.gdr", &example("wujiang-2020"));
    let line = "diff --corrections a.gdr b.gdr";
    folder.gdr(line).assert_code(0);
    folder
        .gdr(&format!("{line} --max-reuse 50"))
        .assert_code(1)
        .assert_says("“总体情况”的正文有 100% 照抄旧报告");
    // 无。 is the same every year.
    let run = folder.gdr(&format!("{line} --max-reuse 99")).assert_code(1);
    assert!(!run.said.contains("其他需要报告的事项"), "{run:?}");
    folder
        .gdr(&format!("{line} --max-reuse 100"))
        .assert_code(0);
}

#[test]
fn errors_of_a_report_are_told_in_the_comparison() {
    let folder = with_report("diff-errors", &example("wujiang-2020"));
    folder.write("b.gdr", &example("wujiang-2020").replace("1786", "17l6"));
    for format in ["text", "md", "html"] {
        let out = folder
            .gdr(&format!("diff --corrections a.gdr b.gdr --format {format}"))
            .out;
        assert!(out.contains("新的报告有 1 处错误"), "{format}: {out}");
    }
    assert!(
        folder
            .gdr("diff --corrections a.gdr b.gdr --format json")
            .out
            .contains("new_has_errors")
    );
}

// ── Layout ───────────────────────────────────────────────────────────────────────────────────────

const CROOKED: &str = "report  disclosure 2021\nagency   “甲”\n\n\n申请 {\nrest 0 }";
const STRAIGHT: &str = "report disclosure 2021\nagency \"甲\"\n\n申请 {\n    rest 0\n}\n";
const SPOILT: &str = "report disclosure 2021\nagency   \n";

#[test]
fn files_and_folders_are_laid_out() {
    let folder = Folder::new("fmt");
    folder.write("a/甲.gdr", CROOKED);
    folder.write("a/乙.gdr", STRAIGHT);
    folder.write("a/b/丙.gdr", SPOILT);
    folder.write("丁.gdr", CROOKED);
    folder.write("a/note.txt", CROOKED);
    let time = folder.age("a/乙.gdr");
    let run = folder
        .gdr("fmt a 丁.gdr")
        .assert_code(1)
        .assert_says("[E0522]")
        .assert_says("已排版 2 个文件，无需改动 1 个，未动 1 个");
    assert_eq!(run.out, "");
    for (name, text) in [
        ("a/甲.gdr", STRAIGHT),
        ("a/乙.gdr", STRAIGHT),
        ("a/b/丙.gdr", SPOILT),
        ("丁.gdr", STRAIGHT),
    ] {
        assert_eq!(folder.read(name), text, "{name}");
    }
    assert_eq!(folder.read("a/note.txt"), CROOKED);
    assert_eq!(folder.modified("a/乙.gdr"), time);
    assert_eq!(folder.files().len(), 5);
    folder
        .gdr("fmt a/甲.gdr --lang en")
        .assert_code(0)
        .assert_says("0 laid out, 1 unchanged\n");
}

#[test]
fn a_layout_is_only_checked_where_that_is_asked_for() {
    let folder = Folder::new("fmt-check");
    folder.write("a.gdr", CROOKED);
    folder.write("b.gdr", STRAIGHT);
    let run = folder
        .gdr("fmt --check a.gdr b.gdr")
        .assert_code(1)
        .assert_says("需要排版 1 个文件，无需改动 1 个\n");
    assert!(
        run.out.starts_with("--- a/a.gdr\n+++ b/a.gdr\n@@ ")
            && run
                .out
                .contains("-agency   “甲”\n+report disclosure 2021\n+agency \"甲\"\n"),
        "{run:?}"
    );
    assert_eq!(folder.read("a.gdr"), CROOKED);
    assert_eq!(folder.gdr("fmt --check b.gdr").assert_code(0).out, "");
}

#[test]
fn standard_input_is_laid_out_to_standard_output() {
    let folder = Folder::new("fmt-input");
    let fmt = |arguments: &[&str], text: &str| {
        folder.write("input", text);
        let input = fs::File::open(folder.0.join("input")).expect("it is there");
        Run::of(
            folder
                .command()
                .arg("fmt")
                .args(arguments)
                .stdin(input)
                .output()
                .expect("it runs"),
        )
    };
    let run = fmt(&["-"], CROOKED).assert_code(0);
    assert_eq!((run.out.as_str(), run.said.as_str()), (STRAIGHT, ""));
    assert!(
        fmt(&["-", "--check"], CROOKED)
            .assert_code(1)
            .out
            .starts_with("--- a/-\n")
    );
    assert_eq!(fmt(&["-", "--check"], STRAIGHT).assert_code(0).out, "");
    let run = fmt(&["-"], SPOILT)
        .assert_code(1)
        .assert_says("-:2:1")
        .assert_says("[E0522]");
    assert_eq!(run.out, "");
    assert!(
        !run.said.contains("[E0501]"),
        "what it says is none of the layout's business: {run:?}"
    );
    assert_eq!(folder.gdr("fmt a.gdr -").assert_code(2).out, "");
}

/// What is written in the place of a file is as much a secret, a program or a link as that was.
#[cfg(unix)]
#[test]
fn a_file_that_is_written_keeps_its_permissions_and_links() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let folder = Folder::new("fmt-permissions");
    let path = |name: &str| folder.0.join(name);
    let mode = |name: &str| {
        fs::metadata(path(name))
            .expect("it is there")
            .permissions()
            .mode()
            & 0o777
    };
    for (name, mode) in [
        ("a/secret.gdr", 0o600),
        ("program.gdr", 0o755),
        ("protected.gdr", 0o444),
    ] {
        folder.write(name, CROOKED);
        fs::set_permissions(path(name), fs::Permissions::from_mode(mode)).expect("it is ours");
    }
    symlink("a/secret.gdr", path("link.gdr")).expect("a link");
    folder.gdr("fmt link.gdr program.gdr").assert_code(0);
    assert_eq!(
        (folder.read("a/secret.gdr").as_str(), mode("a/secret.gdr")),
        (STRAIGHT, 0o600)
    );
    assert_eq!(
        (folder.read("program.gdr").as_str(), mode("program.gdr")),
        (STRAIGHT, 0o755)
    );
    assert!(path("link.gdr").is_symlink());

    folder
        .gdr("fmt protected.gdr")
        .assert_code(2)
        .assert_says("没有写入 protected.gdr 的权限");
    assert_eq!(
        (folder.read("protected.gdr").as_str(), mode("protected.gdr")),
        (CROOKED, 0o444)
    );
    assert_eq!(
        folder.files().len(),
        4,
        "nothing is left beside them: {:?}",
        folder.files()
    );
}

#[test]
fn a_file_that_cannot_be_read_does_not_keep_others_from_being_laid_out() {
    let folder = Folder::new("fmt-unreadable");
    folder.write("b.gdr", CROOKED);
    fs::write(folder.0.join("c.gdr"), [0xff, 0xfe]).expect("it is written");
    folder
        .gdr("fmt a.gdr b.gdr c.gdr")
        .assert_code(2)
        .assert_says("找不到文件 a.gdr")
        .assert_says("[E0114]")
        .assert_says("未动 2 个");
    assert_eq!(folder.read("b.gdr"), STRAIGHT);
}
