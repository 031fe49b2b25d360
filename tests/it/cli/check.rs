//! `gdr check`: its input, its output in all formats, and its options.

use std::fs;
use std::process::Command;

use crate::cli::{sound, with_report, with_warning, wrong};
use crate::common::folder::{Folder, Run};
use crate::common::schema::Schema;
use crate::common::{example, example_alone, root};

/// Figures without a space between them. The memory of the program is limited, so that the test
/// ends even if the program would use all memory.
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
            .expect("gdr runs");
        Run::of(output).assert_code(1);
    }
}

// ── Last year's report ───────────────────────────────────────────────────────────────────────────

#[test]
fn last_years_report_is_read_from_the_named_file() {
    let folder = Folder::new("chain");
    folder.write("gdr.toml", "");
    folder.write(
        "now/a.gdr",
        &format!("{}previous \"../last/b.gdr\"\n", sound()),
    );
    folder.write("last/b.gdr", &example_alone("pingtan-2020"));
    folder
        .gdr("check now/a.gdr")
        .assert_code(0)
        .assert_prints("成立 43")
        .assert_prints("不能判定 2");
    folder.write(
        "last/b.gdr",
        &example_alone("pingtan-2020")
            .replace("结转下年              0 |", "结转下年              1 |"),
    );
    folder
        .gdr("check now/a.gdr")
        .assert_code(1)
        .assert_prints("上一年度报告：结转下年·自然人 1");
    fs::remove_file(folder.0.join("last/b.gdr")).expect("the file exists");
    folder
        .gdr("check now/a.gdr")
        .assert_code(1)
        .assert_prints("G0709");
}

#[test]
#[cfg(unix)]
fn an_infinite_file_is_not_read_completely() {
    let folder = with_report("endless", &format!("{}previous \"/dev/zero\"\n", sound()));
    folder
        .gdr("check a.gdr")
        .assert_code(1)
        .assert_prints("G0709");
    folder.write("b.gdr", &format!("use \"/dev/zero\"\n{}", sound()));
    folder
        .gdr("check b.gdr")
        .assert_code(1)
        .assert_prints("G0705");
}

#[test]
fn last_years_report_may_be_given_by_option() {
    let folder = with_report("outside", &sound());
    folder.write("b.gdr", &example_alone("pingtan-2020"));
    folder.write("c.gdr", &example("pingtan-2021"));
    folder
        .gdr("check a.gdr --previous b.gdr")
        .assert_code(0)
        .assert_prints("成立 43");
    folder
        .gdr("check c.gdr --previous b.gdr")
        .assert_code(0)
        .assert_prints("成立 43");
    let run = folder
        .gdr("build a.gdr --to json -o - --previous b.gdr")
        .assert_code(0);
    assert!(run.out.contains("\"file\": \"b.gdr\""), "{}", run.err);
    folder
        .gdr("check a.gdr --previous a.gdr")
        .assert_code(1)
        .assert_prints("G0711");
    folder
        .gdr("check a.gdr c.gdr --previous b.gdr")
        .assert_code(2)
        .assert_prints("--previous");
    folder
        .gdr("check a.gdr --previous none.gdr")
        .assert_code(2)
        .assert_prints("none.gdr");
}

// ── Custom forms ─────────────────────────────────────────────────────────────────────────────────

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
fn a_report_may_use_a_form_in_its_folder() {
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
fn a_missing_or_invalid_form_is_an_error_of_the_report() {
    let folder = with_report("use-wrong", DIARY);
    folder
        .gdr("check a.gdr")
        .assert_code(1)
        .assert_prints("G0705");
    folder.write("form.gdr", &FORM.replace("count 小时", "amount 小时"));
    folder
        .gdr("check a.gdr")
        .assert_code(1)
        .assert_prints("G0708");
    folder.write("form.gdr", "report disclosure 2021");
    folder
        .gdr("check a.gdr")
        .assert_code(1)
        .assert_prints("G07");
    folder.write("form.gdr", "{");
    folder.gdr("check a.gdr").assert_code(1);
    folder.write("form.gdr", "");
    folder.gdr("check a.gdr").assert_code(1);
}

/// The examples of the project can be checked from any working folder.
#[test]
fn examples_can_be_checked() {
    let folder = Folder::new("examples");
    let path = root().join("examples");
    let path = path.display().to_string();
    let run = folder.run(["check", path.as_str(), "--lang", "en"]);
    // The published report of 2020 has an error.
    run.assert_code(1).assert_prints(" reports, 1 with errors;");
    assert_eq!(folder.files(), Vec::<String>::new());
}

// ── Severities and formats ───────────────────────────────────────────────────────────────────────

#[test]
fn warnings_can_be_denied() {
    let folder = with_warning("denied");
    for line in [
        "check --deny warnings a.gdr",
        "check --deny G0604 a.gdr",
        "build --deny=warnings a.gdr",
    ] {
        folder
            .gdr(line)
            .assert_code(1)
            .assert_prints("[G0604] 错误");
    }
    folder
        .gdr("check --deny G0605 a.gdr")
        .assert_code(0)
        .assert_prints("[G0604] 警告");
    assert_eq!(folder.files(), ["a.gdr"]);
}

#[test]
fn a_code_can_be_left_out_and_is_still_counted() {
    let folder = with_warning("allowed");
    for lint in ["g0604", "prose-placeholder"] {
        let run = folder
            .gdr(&format!("check --allow {lint} a.gdr"))
            .assert_code(0)
            .assert_prints("G0604：1 条未列出");
        assert!(!run.err.contains("XX"), "{run:?}");
    }
    // Errors are never hidden.
    let run = with_report("allowed-error", &wrong())
        .gdr("check --allow G0401 a.gdr")
        .assert_code(1);
    run.assert_prints("[G0401] 错误")
        .assert_prints("G0401 是错误，仍然列出（--allow 对错误不起作用）；勾稽关系");
}

#[test]
fn an_unknown_code_exits_with_2() {
    let folder = with_warning("no-code");
    folder
        .gdr("check --allow G0640 a.gdr")
        .assert_code(2)
        .assert_prints("没有代码“G0640”");
    folder
        .gdr("check --deny warning a.gdr")
        .assert_code(2)
        .assert_prints("是不是 warnings");
}

#[test]
fn exceptions_are_listed_with_their_reasons() {
    let folder = with_report("exceptions", &example("wujiang-2020"));
    folder
        .gdr("check a.gdr")
        .assert_code(0)
        .assert_prints("理由：原文如此：年份有误，日缺（a.gdr:5）");
    let json = folder.gdr("check --format json a.gdr").assert_code(0).out;
    assert!(
        json.contains(r#""kind":"exception""#)
            && json.contains(r#""reason":"原文如此：年份有误，日缺""#),
        "{json}"
    );
    let short = folder.gdr("check a.gdr --format short").assert_code(0).out;
    assert!(
        short.contains(": hint[G0403]: 例外：")
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
    let run = folder
        .gdr("check --format ndjson a.gdr b.gdr")
        .assert_code(1);
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
    assert_eq!(run.err, "");
    let run = folder
        .gdr("check --format short a.gdr b.gdr")
        .assert_code(1);
    let starts: Vec<&str> = run
        .out
        .lines()
        .map(|line| line.split(':').next().unwrap_or(""))
        .collect();
    assert_eq!(starts, ["a.gdr", "b.gdr"]);
    folder.write(".git/HEAD", "");
    let run = folder.gdr("check --format github a.gdr").assert_code(1);
    assert!(
        run.out.starts_with("::error file=a.gdr,line="),
        "{}",
        run.out
    );
}

#[test]
fn sarif_is_a_single_document() {
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

/// The document has the objects of `ndjson`.
#[test]
fn json_is_a_single_document() {
    let folder = with_report("json", &wrong());
    folder.write("b.gdr", &wrong());
    folder.write("sound.gdr", &sound());
    let schema = Schema::read("docs/diagnostics.schema.json");
    for (files, diagnostics) in [("a.gdr b.gdr", 2), ("a.gdr", 1), ("sound.gdr", 0)] {
        let run = folder.gdr(&format!("check --format json {files}"));
        let document = json(&run.out);
        assert_eq!(schema.fault(&document), None, "{files}");
        let lines = folder.gdr(&format!("check --format ndjson {files}")).out;
        let mut objects: Vec<serde_json::Value> = lines.lines().map(json).collect();
        assert_eq!(objects.pop(), Some(document["summary"].clone()), "{files}");
        assert_eq!(
            document["diagnostics"],
            serde_json::Value::from(objects.clone())
        );
        assert_eq!(
            (objects.len(), run.err.as_str()),
            (diagnostics, ""),
            "{files}"
        );
    }
}

/// Code hosts find files from the root of the repository.
#[test]
fn paths_for_code_hosts_are_those_in_the_repository() {
    let folder = Folder::new("repository");
    folder.write(".git/HEAD", "");
    folder.write("reports/街道/a b.gdr", &wrong());
    let path_in = |below: &str, name: &str| {
        let arguments = ["check", "--format", "github", name];
        let mut command = folder.command();
        let command = command.current_dir(folder.path(below)).args(arguments);
        let github = Run::of(command.output().expect("gdr runs")).out;
        let mut command = folder.command();
        let arguments = ["check", "--format", "sarif", name];
        let command = command.current_dir(folder.path(below)).args(arguments);
        let sarif = json(&Run::of(command.output().expect("gdr runs")).out);
        let place = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
        let file = place["artifactLocation"].clone();
        assert_eq!(file["uriBaseId"], "%SRCROOT%");
        let (_, rest) = github.split_once("file=").expect("a file");
        let (path, _) = rest.split_once(",line=").expect("a line");
        (
            path.to_owned(),
            file["uri"].as_str().expect("a path").to_owned(),
        )
    };
    let expected = (
        String::from("reports/街道/a b.gdr"),
        String::from("reports/%E8%A1%97%E9%81%93/a%20b.gdr"),
    );
    let absolute = folder.path("reports/街道/a b.gdr");
    let absolute = absolute.to_str().expect("UTF-8");
    for (below, name) in [
        (".", "reports/街道/a b.gdr"),
        ("reports", "."),
        ("reports", "./街道/a b.gdr"),
        ("reports/街道", "a b.gdr"),
        ("reports/街道", "../街道/a b.gdr"),
        ("reports", absolute),
    ] {
        assert_eq!(path_in(below, name), expected, "{below}: {name}");
    }
    // A submodule or a linked work tree has a file `.git`.
    folder.write("reports/.git", "gitdir: ../.git/modules/reports\n");
    assert_eq!(path_in("reports/街道", "a b.gdr").0, "街道/a b.gdr");
}

#[cfg(unix)]
#[test]
fn a_report_with_several_names_counts_once() {
    use std::os::unix::fs::symlink;
    let folder = with_report("several-names", &wrong());
    folder.write("r/b.gdr", &sound());
    symlink("../a.gdr", folder.path("r/a.gdr")).expect("the link is created");
    symlink("r", folder.path("linked")).expect("the link is created");
    fs::hard_link(folder.path("a.gdr"), folder.path("r/c.gdr")).expect("the link is created");
    for (line, reports) in [
        ("check a.gdr ./a.gdr r/../a.gdr --format ndjson", 1),
        ("check r/a.gdr a.gdr r/c.gdr --format ndjson", 1),
        ("check r --format ndjson", 2),
        ("check . linked/b.gdr --format ndjson", 2),
        ("check linked r a.gdr --format ndjson", 2),
    ] {
        let lines = folder.gdr(line).assert_code(1).out;
        let summary = json(lines.lines().last().expect("a summary"));
        assert_eq!(summary["reports"], reports, "{line}");
    }
    // The file itself is named rather than a link to it.
    let lines = folder.gdr("check r/a.gdr a.gdr --format short").out;
    assert!(lines.starts_with("a.gdr:"), "{lines}");
    folder.gdr("trend r a.gdr --lang en").assert_code(1);
}

#[cfg(unix)]
#[test]
fn an_unreadable_folder_is_reported_and_the_others_are_checked() {
    use std::os::unix::fs::PermissionsExt;
    let folder = with_report("unreadable", &sound());
    folder.write("locked/b.gdr", &wrong());
    folder.write("r/c.gdr", &wrong());
    let locked = folder.path("locked");
    let set = |mode| fs::set_permissions(&locked, fs::Permissions::from_mode(mode));
    set(0o000).expect("the mode is set");
    // The administrator may read anywhere.
    if fs::read_dir(&locked).is_err() {
        for line in [
            "check .",
            "facts .",
            "fmt --check .",
            "check a.gdr locked r",
        ] {
            folder
                .gdr(line)
                .assert_code(2)
                .assert_prints("没有读取 ")
                .assert_prints("locked 的权限");
        }
        folder.gdr("check .").assert_prints("报告 2 份");
        folder.gdr("check locked").assert_code(2);
    }
    set(0o755).expect("the mode is set");
}

/// A file that is clearly not a source is refused.
#[test]
fn files_of_other_types_are_refused() {
    let folder = with_report("no-source", &sound());
    folder.write("a.html", "<html></html>");
    folder
        .gdr("check a.html")
        .assert_code(2)
        .assert_prints("a.html 不是报告源文件");
    folder
        .gdr("check 报告.DOCX --lang en")
        .assert_code(2)
        .assert_prints("sources have the extension .gdr");
    folder
        .gdr("check a.gdr —undecided")
        .assert_code(2)
        .assert_prints("请以两个英文减号开头：--undecided");
}

#[test]
fn coverage_lists_unchecked_numbers_in_prose() {
    let folder = with_report("coverage-prose", &sound());
    let err = folder.gdr("check --coverage a.gdr").assert_code(0).err;
    let listed: Vec<&str> = err
        .lines()
        .filter(|line| line.starts_with("正文中没有核对的数"))
        .collect();
    assert_eq!(
        listed,
        ["正文中没有核对的数：…各级单位政府信息2645条，〔……〕…（a.gdr:10）"]
    );
}

#[test]
fn coverage_lists_unchecked_numbers() {
    let folder = with_report("coverage", &sound());
    let err = folder.gdr("check --coverage a.gdr").assert_code(0).err;
    assert!(
        err.starts_with(
            "主动公开：10 个数，其中 10 个没有核对，写错不会被发现\n  没有核对：主动公开.第一项.规章.制发（a.gdr:17）\n"
        ),
        "{err}"
    );
    assert!(
        err.contains("\n申请：165 个数，均由至少 2 项勾稽关系核对\n"),
        "{err}"
    );
    let err = folder
        .gdr("check --coverage a.gdr --lang en")
        .assert_code(0)
        .err;
    assert!(
        err.contains("\n申请: 165 numbers, each checked by 2 or more identities\n"),
        "{err}"
    );
    assert!(
        err.contains("\n  not checked: 主动公开.第一项.规章.废止 (a.gdr:17)\n"),
        "{err}"
    );
}

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}
