//! The program as it is run: exit codes, what is written and what is not.

mod common;

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, SystemTime};

use common::{example, read, root};

/// A folder of a test's own, empty.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("cli-{name}"));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a folder for the test");
        Folder(path)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("it is in a folder")).expect("a folder");
        fs::write(path, text).expect("it is written");
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Every file below, with `/` between the names.
    fn files(&self) -> Vec<String> {
        let mut files = Vec::new();
        list(&self.0, &self.0, &mut files);
        files.sort();
        files
    }

    /// A file that was last written long ago.
    fn age(&self, name: &str) -> SystemTime {
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
        let file = fs::File::options().write(true).open(self.0.join(name)).expect("it is there");
        file.set_modified(time).expect("its time is set");
        time
    }

    fn modified(&self, name: &str) -> SystemTime {
        fs::metadata(self.0.join(name)).and_then(|metadata| metadata.modified()).expect("it is there")
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gdr"));
        command.current_dir(&self.0).stdin(Stdio::null());
        for variable in ["GDR_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "CLICOLOR_FORCE"] {
            command.env_remove(variable);
        }
        command
    }

    /// Runs `gdr` here.
    fn run<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Run {
        Run::of(self.command().args(arguments).output().expect("it runs"))
    }

    fn gdr(&self, line: &str) -> Run {
        self.run(line.split_whitespace())
    }
}

fn list(root: &Path, folder: &Path, files: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            list(root, &path, files);
        } else {
            files.push(path.strip_prefix(root).expect("below").to_string_lossy().replace('\\', "/"));
        }
    }
}

/// What came of a run.
#[derive(Debug)]
struct Run {
    code: Option<i32>,
    out: String,
    said: String,
}

impl Run {
    fn of(output: Output) -> Run {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        Run { code: output.status.code(), out: text(output.stdout), said: text(output.stderr) }
    }

    fn assert_code(self, code: i32) -> Run {
        assert_eq!(self.code, Some(code), "{self:?}");
        self
    }

    fn assert_says(self, words: &str) -> Run {
        assert!(self.said.contains(words), "{words}: {self:?}");
        self
    }
}

fn sound() -> String {
    example("pingtan-2021")
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

// ── Exit codes ───────────────────────────────────────────────────────────────────────────────────────────────────────

#[test]
fn a_sound_report_exits_with_0() {
    let folder = with_report("sound", &sound());
    let run = folder.gdr("check a.gdr").assert_code(0);
    assert_eq!(run.out, "");
    assert!(run.said.contains("成立 35") && !run.said.contains('['), "{}", run.said);
    assert_eq!(folder.files(), ["a.gdr"]);
}

#[test]
fn a_report_with_errors_exits_with_1() {
    let folder = with_report("wrong", &wrong());
    folder.gdr("check a.gdr").assert_code(1).assert_says("E0401");
    folder.gdr("build a.gdr").assert_code(1).assert_says("E0401");
    assert_eq!(folder.files(), ["a.gdr"]);
}

#[test]
fn warnings_do_not_change_the_exit_code() {
    let folder = with_report("warnings", &sound().replace("主动公开我区", "主动公开XX我区"));
    folder.gdr("check a.gdr").assert_code(0).assert_says("E0604");
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
    assert!(folder.gdr("--version").assert_code(0).out.starts_with("gdr "));
    for line in ["--help", "check --help", "build --help", "help build"] {
        assert!(!folder.gdr(line).assert_code(0).out.is_empty());
    }
}

#[test]
fn a_file_that_is_not_there_exits_with_2() {
    let folder = Folder::new("missing");
    folder.gdr("check no.gdr").assert_code(2).assert_says("no.gdr");
    folder.gdr("build no.gdr").assert_code(2).assert_says("no.gdr");
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
    folder.gdr("check a.gdr").assert_code(1).assert_says("E0114");
    fs::write(folder.0.join("a.gdr"), vec![b' '; (16 << 20) + 1]).expect("it is written");
    folder.gdr("check a.gdr").assert_code(1).assert_says("E0113");
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
    let lock = |name: &str, mode| fs::set_permissions(folder.0.join(name), fs::Permissions::from_mode(mode)).expect("a mode");
    lock("locked", 0o000);
    lock("b.gdr", 0o000);
    if !reads_all(&folder.0.join("locked")) {
        folder.gdr("check locked").assert_code(2).assert_says("locked");
        folder.gdr("check b.gdr").assert_code(2).assert_says("b.gdr");
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
    folder.gdr("check a.gdr b.gdr").assert_code(1).assert_says("2 份");
    folder.gdr("check a.gdr b.gdr c.gdr").assert_code(2).assert_says("c.gdr");
    folder.gdr("build .").assert_code(1);
    assert_eq!(folder.files(), ["a.gdr", "a.html", "b.gdr"]);
}

/// Figures without a blank between them. The program is given little memory, so that it ends where it would take all.
#[test]
#[cfg(unix)]
fn figures_that_run_together_are_an_error() {
    for figures in ["-1-1.5", "+139-35.5", "1_0-5.5", "2021-01-29-1.5"] {
        let folder = with_report("together", &sound().replace("行政许可 2293", &format!("行政许可 {figures}")));
        let line = format!("ulimit -v 2000000; exec {} check a.gdr", env!("CARGO_BIN_EXE_gdr"));
        let output = Command::new("sh").args(["-c", &line]).current_dir(&folder.0).output().expect("it runs");
        Run::of(output).assert_code(1);
    }
}

// ── What is written ──────────────────────────────────────────────────────────────────────────────────────────────────

fn output(ending: &str) -> String {
    read(format!("tests/outputs/pingtan-2021.{ending}"))
}

#[test]
fn pages_are_written_beside_their_reports() {
    let folder = with_report("beside", &sound());
    folder.write("sub/b.gdr", &sound());
    let run = folder.gdr("build a.gdr sub/b.gdr --to html,md,json").assert_code(0);
    assert_eq!(run.out, "");
    assert_eq!(folder.files(), ["a.gdr", "a.html", "a.json", "a.md", "sub/b.gdr", "sub/b.html", "sub/b.json", "sub/b.md"]);
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
    assert_eq!(folder.files(), ["a.gdr", "page.json", "page.md", "page.txt", "x/y/page.html"]);
    assert_eq!(folder.read("x/y/page.html"), output("html"));
    assert_eq!(folder.read("page.md"), output("md"));
    assert_eq!(folder.read("page.json"), output("json"));
    assert_eq!(folder.read("page.txt"), output("md"));
}

#[test]
fn a_dash_is_standard_output() {
    let folder = with_report("stdout", &sound());
    assert_eq!(folder.gdr("build a.gdr -o -").assert_code(0).out, output("html"));
    assert_eq!(folder.gdr("build a.gdr -o - --to json").assert_code(0).out, output("json"));
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
    folder.gdr("build reports --out site --to html,json").assert_code(0);
    let expected = ["2021/b.html", "2021/b.json", "a.html", "a.json"];
    let built: Vec<String> = folder.files().into_iter().filter_map(|file| Some(file.strip_prefix("site/")?.to_owned())).collect();
    assert_eq!(built, expected);
    assert_eq!(folder.read("site/2021/b.json"), output("json"));
}

#[test]
fn out_takes_single_reports_by_their_name() {
    let folder = Folder::new("out-single");
    folder.write("reports/2021/b.gdr", &sound());
    folder.gdr("build reports/2021/b.gdr --out site").assert_code(0);
    assert_eq!(folder.files(), ["reports/2021/b.gdr", "site/b.html"]);
}

/// Two reports whose outputs would be one file.
#[test]
fn reports_do_not_overwrite_each_other() {
    let folder = Folder::new("clash");
    folder.write("x/a.gdr", &sound());
    folder.write("y/a.gdr", &example("wujiang-2020"));
    let run = folder.gdr("build x/a.gdr y/a.gdr --out site");
    assert!(run.code == Some(2) || folder.files().len() == 4, "{run:?} {:?}", folder.files());
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
    assert_eq!([folder.read("a.html"), folder.read("a.json")], ["before", "before"]);
    assert_eq!([folder.modified("a.html"), folder.modified("a.json")], times);
}

#[test]
fn an_output_that_would_not_change_is_left_alone() {
    let folder = with_report("unchanged", &sound());
    folder.gdr("build a.gdr --to html,json").assert_code(0);
    let times = [folder.age("a.html"), folder.age("a.json")];
    folder.gdr("build a.gdr --to html,json").assert_code(0);
    assert_eq!([folder.modified("a.html"), folder.modified("a.json")], times);
    folder.write("a.gdr", &sound().replace("主动公开我区", "公开我区"));
    folder.gdr("build a.gdr").assert_code(0);
    assert_ne!(folder.modified("a.html"), times[0]);
    assert_eq!(folder.files(), ["a.gdr", "a.html", "a.json"], "nothing is left beside them");
}

/// The report itself must not be what is written over.
#[test]
fn the_report_is_never_overwritten() {
    let folder = with_report("itself", &sound());
    folder.gdr("build a.gdr -o a.gdr --to md").assert_code(2);
    assert_eq!(folder.read("a.gdr"), sound());
}

// ── Drafts ───────────────────────────────────────────────────────────────────────────────────────────────────────────

#[test]
fn a_hole_is_a_warning_to_check_and_an_error_to_build() {
    let folder = with_report("hole", &with_hole());
    folder.gdr("check a.gdr").assert_code(0).assert_says("E0519");
    folder.gdr("build a.gdr").assert_code(1).assert_says("E0520");
    assert_eq!(folder.files(), ["a.gdr"]);
}

#[test]
fn a_draft_is_built_with_its_holes() {
    let folder = with_report("draft", &with_hole());
    folder.gdr("build a.gdr --draft --to html,md,json").assert_code(0).assert_says("E0519");
    assert!(folder.read("a.html").contains("草稿"));
    assert!(folder.read("a.md").contains("草稿"));
    assert!(folder.read("a.json").contains("\"draft\": true"));
    folder.write("a.gdr", &wrong());
    folder.gdr("build a.gdr --draft").assert_code(1);
}

// ── Templates ────────────────────────────────────────────────────────────────────────────────────────────────────────

#[test]
fn a_template_may_change_a_part_of_the_page() {
    let folder = with_report("template", &sound());
    folder.write("t/report.html", "{% extends \"builtin/report.html\" %}{% block style %}p { color: red }{% endblock %}");
    folder.gdr("build a.gdr --template t").assert_code(0);
    let html = folder.read("a.html");
    assert!(html.contains("p { color: red }") && html.contains(">24252.311082</td>"));
    assert!(!html.contains("max-width"));
}

#[test]
fn a_template_of_one_kind_leaves_the_others_alone() {
    let folder = with_report("template-kinds", &sound());
    folder.write("t/report.html", "{% extends \"builtin/report.html\" %}{% block style %}p { color: red }{% endblock %}");
    folder.gdr("build a.gdr --template t --to html,md").assert_code(0);
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
    assert!(page.starts_with("2021 ") && page.contains(" holds ") && page.ends_with("工作年度报告>\n"), "{page}");
}

#[test]
fn a_broken_template_exits_with_2_and_writes_nothing() {
    let folder = with_report("template-broken", &sound());
    let broken =
        ["{% for %}", "{{ no_such_thing }}", "{{ title | no_such_filter }}", "{% extends \"nothing.html\" %}", "{{ title.x.y }}"];
    for template in broken {
        folder.write("t/report.html", template);
        let run = folder.gdr("build a.gdr --template t --to html,json").assert_code(2);
        assert!(run.said.contains("模板") && run.said.contains("report.html"), "{template}: {}", run.said);
        assert_eq!(folder.files(), ["a.gdr", "t/report.html"], "{template}");
    }
}

#[test]
fn a_template_folder_that_is_empty_or_not_there_exits_with_2() {
    let folder = with_report("template-none", &sound());
    folder.gdr("build a.gdr --template t").assert_code(2).assert_says("t");
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

// ── Language ─────────────────────────────────────────────────────────────────────────────────────────────────────────

fn language(folder: &Folder, arguments: &[&str], variables: &[(&str, &str)]) -> &'static str {
    let output = folder.command().args(arguments).envs(variables.iter().copied()).output().expect("it runs");
    let said = Run::of(output).said;
    match (said.contains("an identity does not hold"), said.contains("勾稽关系不成立")) {
        (true, false) => "en",
        (false, true) => "zh",
        _ => panic!("{said}"),
    }
}

#[test]
fn the_language_is_that_of_the_argument_then_the_variables() {
    let folder = with_report("language", &wrong());
    let of = |arguments: &[&str], variables: &[(&str, &str)]| language(&folder, arguments, variables);
    assert_eq!(of(&["check", "a.gdr"], &[]), "zh");
    assert_eq!(of(&["check", "a.gdr"], &[("LANG", "C.UTF-8")]), "zh");
    assert_eq!(of(&["check", "a.gdr"], &[("LANG", "en_US.UTF-8")]), "en");
    assert_eq!(of(&["check", "a.gdr"], &[("LANG", "en_US.UTF-8"), ("LC_ALL", "zh_CN.UTF-8")]), "zh");
    assert_eq!(of(&["check", "a.gdr"], &[("LANG", "en_US.UTF-8"), ("GDR_LANG", "zh")]), "zh");
    assert_eq!(of(&["check", "a.gdr"], &[("GDR_LANG", "en")]), "en");
    assert_eq!(of(&["check", "a.gdr", "--lang", "zh"], &[("GDR_LANG", "en")]), "zh");
    assert_eq!(of(&["--lang=en", "check", "a.gdr"], &[]), "en");
}

/// All that it says in a language is of that language; so is the help.
#[test]
fn help_is_in_the_language_asked_for() {
    let folder = Folder::new("help-language");
    let han = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    assert!(!han(&folder.gdr("--lang en build --help").assert_code(0).out));
    assert!(han(&folder.gdr("--lang zh build --help").assert_code(0).out));
}

#[test]
fn colour_is_only_for_terminals_and_where_asked() {
    let folder = with_report("colour", &wrong());
    assert!(!folder.gdr("check a.gdr").said.contains('\u{1b}'));
    assert!(folder.gdr("--color always check a.gdr").said.contains('\u{1b}'));
    assert!(!folder.gdr("--color never check a.gdr").said.contains('\u{1b}'));
}

// ── Pipes ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/// Runs with a pipe whose reader has gone away; what it said, and its exit code.
#[cfg(unix)]
fn with_closed_pipe(folder: &Folder, arguments: &str, closes_output: bool) -> (Option<i32>, String) {
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
fn a_reader_of_standard_output_who_goes_away_is_no_panic() {
    let folder = with_report("pipe-out", &sound());
    for line in ["build a.gdr -o -", "build a.gdr -o - --to json", "--help", "--version"] {
        let (code, said) = with_closed_pipe(&folder, line, true);
        assert!(matches!(code, Some(0 | 2)), "{line}: {code:?} {said}");
        assert!(!said.contains("panicked"), "{line}: {said}");
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

// ── Forms of one's own ───────────────────────────────────────────────────────────────────────────────────────────────

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

const DIARY: &str = "use \"form.gdr\"\nreport diary 2022\n记录人 \"甲\"\n日子 {\n    晴 7 小时\n    雨 2\n}\n";

#[test]
fn a_report_may_use_a_form_beside_it() {
    let folder = Folder::new("use");
    folder.write("sub/form.gdr", FORM);
    folder.write("sub/a.gdr", DIARY);
    folder.gdr("build sub/a.gdr").assert_code(0);
    let html = folder.read("sub/a.html");
    assert!(html.contains("2022年日志") && html.contains("<td>7</td>"), "{html}");
}

#[test]
fn a_form_that_is_not_there_or_wrong_is_an_error_of_the_report() {
    let folder = with_report("use-wrong", DIARY);
    folder.gdr("check a.gdr").assert_code(1).assert_says("E0705");
    folder.write("form.gdr", &FORM.replace("count 小时", "amount 小时"));
    folder.gdr("check a.gdr").assert_code(1).assert_says("E0708");
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

// ── why ──────────────────────────────────────────────────────────────────────────────────────────────────────────────

#[test]
fn why_tells_of_a_fact() {
    let folder = with_report("why", &sound());
    let out = folder.gdr("why 申请.结转.自然人 a.gdr").assert_code(0).out;
    for words in [
        "申请.结转.自然人（requests.carried_in.natural）",
        "值：0，写在 a.gdr:34:23",
        "类型：count 件，见 disclosure-2021.gdr:97:13",
        "勾稽关系 3 项",
        "成立：二、上年结转政府信息公开申请数量：总计等于各列之和（总计）",
        "新收 64 + 结转 0 = 总计 63 + 结转下年 1",
        "不能判定：上年结转等于上一年度报告的结转下年度继续办理（自然人）\n    没有上一年度的报告",
        "正文引用 0 处",
    ] {
        assert!(out.contains(words), "{words}: {out}");
    }
    assert_eq!(folder.gdr("why a.gdr requests.carried_in.natural").assert_code(0).out, out);
}

#[test]
fn why_tells_of_a_row_and_of_the_sentences() {
    let folder = with_report("why-row", &sound());
    let out = folder.gdr("why 申请.新收 a.gdr --lang en").assert_code(0).out;
    assert!(out.starts_with("申请.新收.自然人: 64, stated at a.gdr:33:22\n"), "{out}");
    assert!(out.contains("申请.新收.总计: 70, stated at"), "{out}");
    assert!(out.contains("sentences: 1\n  a.gdr:12:9: {70 = 申请.新收}, the figure is asserted\n"), "{out}");
}

#[test]
fn why_tells_how_a_fact_came_by_its_value() {
    let folder = with_report("why-origin", &sound());
    let why = |path: &str| folder.gdr(&format!("why {path} a.gdr")).assert_code(0).out;
    assert!(why("申请.办理结果.不予公开.国家秘密.自然人").contains("值：0，由 rest 给出，在 a.gdr:"));
    assert!(why("申请.办理结果.不予公开.国家秘密.总计").contains("值：0，由 0 相加得出"));
    assert!(why("公布期限").contains("值：2022-03-31，按表单的默认规定得出"));
    assert!(why("范围").contains("值：没有写明"));
}

#[test]
fn why_takes_a_report_with_errors() {
    let folder = with_report("why-wrong", &wrong());
    let out = folder.gdr("why 申请.办理结果.予以公开.自然人 a.gdr").assert_code(0).out;
    assert!(out.contains("不成立：（一）予以公开：总计等于各列之和（总计）"), "{out}");
    let folder = with_report("why-excepted", &example("wujiang-2020"));
    let out = folder.gdr("why 落款日期 a.gdr").assert_code(0).out;
    assert!(out.contains("例外：") && out.contains("理由：原文如此：年份有误，日缺（a.gdr:7:1）"), "{out}");
}

#[test]
fn why_of_an_unknown_path_exits_with_2() {
    let folder = with_report("why-unknown", &sound());
    folder.gdr("why 申请.新受 a.gdr").assert_code(2).assert_says("是不是“新收”？");
    folder.gdr("why 申请 a.gdr").assert_code(2).assert_says("请写到行或列");
    folder.gdr("why 申请..新收 a.gdr").assert_code(2);
    folder.gdr("why 申请.新收 b.gdr").assert_code(2).assert_says("b.gdr");
}

// ── Coverage ─────────────────────────────────────────────────────────────────────────────────────────────────────────

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
    assert!(said.contains("\n申请：165 个数，均有 2 项以上勾稽关系核对\n"), "{said}");
    let said = folder.gdr("check --coverage a.gdr --lang en").assert_code(0).said;
    assert!(said.contains("\n申请: 165 numbers, each guarded by 2 identities or more\n"), "{said}");
    assert!(said.contains("\n  unguarded: 主动公开.第一项.规章.废止 (a.gdr:17)\n"), "{said}");
}
