//! No text of a report or of a file's name controls the terminal: in everything for people,
//! invisible characters are replaced by visible ones.

use crate::cli::{sound, with_report, wrong};
use crate::common::folder::{Folder, Run};

/// One character of each kind: ESC, BEL, CSI, DEL, directional marks, no width, line ends.
const HOSTILE: &str = "\u{1b}]0;题\u{7}\u{9b}2J\u{7f}\u{61c}\u{202e}\u{2066}\u{200e}\u{200b}\u{200d}\u{2060}\u{feff}\u{85}\u{2028}\u{b}\r完";

/// The commands that print text for people, with the kinds of text that each may print.
const COMMANDS: [&str; 24] = [
    "check",
    "check --all",
    "check --undecided",
    "check --coverage",
    "check --timings",
    "check --format short",
    "check --format json",
    "check --format sarif",
    "check --format github",
    "check --deny warnings",
    "build --to html,md,json --out pages",
    "build -o NEW.html --draft",
    "fix --dry-run",
    "fix --accept --dry-run",
    "fmt --check",
    "facts -o facts.json",
    "diff OTHER",
    "diff --all OTHER",
    "trend",
    "next -o NEW.gdr",
    "why 申请.新收",
    "explain --form",
    "forms --form",
    "git textconv",
];

/// The texts that a terminal may not get, without the sequences of gdr's own colors.
fn invisible(text: &str) -> Vec<char> {
    let mut text = text.replace("\r\n", "\n");
    for start in ["\u{1b}[", "\u{1b}[38;5;"] {
        for number in 0..256 {
            text = text.replace(&format!("{start}{number}m"), "");
        }
    }
    let is_invisible = |c: &char| {
        (c.is_control() && !matches!(c, '\n' | '\t'))
            || matches!(c, '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
    };
    text.chars().filter(is_invisible).collect()
}

fn assert_visible(run: &Run, command: &str) {
    for text in [&run.out, &run.err] {
        let invisible = invisible(text);
        assert!(invisible.is_empty(), "{command}: {invisible:?}\n{text}");
    }
}

/// Runs each command on a file, with and without color.
fn run_all(folder: &Folder, name: &str) {
    folder.write(
        "other.gdr",
        &sound().replace("disclosure 2021", "disclosure 2020"),
    );
    for command in COMMANDS {
        for options in ["--color=never", "--color=always", "--lang=en"] {
            let words = command.split(' ').map(|word| match word {
                "OTHER" => "other.gdr",
                word => word,
            });
            let (before, after) = match command.split_once(' ') {
                Some(("why", path)) => (vec!["why", name, path], Vec::new()),
                _ => (words.collect(), vec![name]),
            };
            let run = folder.run(before.into_iter().chain(after).chain([options]));
            assert_visible(&run, command);
        }
    }
}

/// The mistakes that print the text around them.
#[test]
fn a_hostile_report_controls_no_terminal() {
    let folder = Folder::new("report");
    let quoted = format!("\"{HOSTILE}\"");
    let texts = sound()
        .replace("title \"", &format!("title \"{HOSTILE}"))
        .replacen("主动公开我区", &format!("主动公开{HOSTILE}XX我区"), 1)
        .replacen("report", &format!("// {HOSTILE}\nreport"), 1);
    let reports = [
        texts.clone(),
        texts
            .replace('\u{1b}', "")
            .replace(['\u{7}', '\u{9b}', '\u{7f}'], ""),
        wrong().replacen("27 |", &format!("27 {HOSTILE} |"), 1),
        format!("{}allow signed {quoted}\n", wrong()),
        format!("{}甲{HOSTILE} 12\n{HOSTILE} {{\n", sound()),
        format!("use {quoted}\n{}previous {quoted}\n", sound()),
        format!(
            "{}facts 甲 {quoted} : count {quoted} {{\n    乙 {quoted} ?\n}}\n",
            sound()
        ),
        format!("{}check 甲 {quoted} 申请.新收 > 申请.结转\n", sound()),
        format!(
            "form 测试 {quoted} {{\n    years 2020..\n    section 甲 乙 {quoted} {{\n        field 丙 {quoted} : text\n    }}\n}}\n"
        ),
        format!("{}\0", sound()),
    ];
    for report in reports {
        folder.write("a.gdr", &report);
        run_all(&folder, "a.gdr");
    }
}

/// Names of files with line ends, too: a name is never more than one line.
#[test]
#[cfg(unix)]
fn a_hostile_name_controls_no_terminal() {
    let name = format!("a\n错误：假{}.gdr", HOSTILE.replace('/', ""));
    for report in [
        sound(),
        wrong(),
        String::from("report disclosure 2021\n甲 {\n"),
    ] {
        let folder = Folder::new("name");
        folder.write(&name, &report);
        run_all(&folder, &name);
        for command in ["check", "fmt --check", "fix --dry-run", "build", "trend"] {
            let run = folder.run(command.split(' ').chain([".", &name, "missing\nname.gdr"]));
            assert_visible(&run, command);
            let run = folder.run(command.split(' ').chain([name.as_str()]));
            assert_visible(&run, command);
            assert!(!run.err.contains("\n错误：假"), "{command}: {}", run.err);
        }
    }
}

/// The errors of the command line repeat its words.
#[test]
fn hostile_arguments_control_no_terminal() {
    let folder = with_report("arguments", &sound());
    let option = format!("--{HOSTILE}");
    let value = format!("--format={HOSTILE}");
    let lines: [&[&str]; 12] = [
        &[HOSTILE],
        &[&option],
        &["check", &option],
        &["check", &value],
        &["check", "a.gdr", "--allow", HOSTILE],
        &["check", HOSTILE],
        &["explain", HOSTILE],
        &["forms", HOSTILE],
        &["why", "a.gdr", HOSTILE],
        &["new", "--year", HOSTILE],
        &["help", HOSTILE],
        &["--lang", HOSTILE],
    ];
    for line in lines {
        let run = folder.run(line).assert_code(2);
        assert_visible(&run, &format!("{line:?}"));
    }
}

#[test]
fn only_the_first_diagnostics_are_drawn() {
    let rows = |number: usize| {
        (0..number)
            .map(|row| format!("第{row}甲乙丙丁 1\n"))
            .collect::<String>()
    };
    let folder = with_report("many", &(sound() + &rows(105)));
    let drawn = |line: &str| {
        let run = folder.gdr(line).assert_code(1);
        assert!(run.err.contains("错误 105 处"), "{}", run.err);
        (run.err.matches("[G0201]").count(), run.err)
    };
    let (number, err) = drawn("check a.gdr");
    assert_eq!(number, 100);
    assert!(err.contains("另有 5 条未列出（--all 全部列出）"), "{err}");
    let (number, err) = drawn("check a.gdr --all");
    assert_eq!(number, 105);
    assert!(!err.contains("未列出"), "{err}");
    let run = folder.gdr("facts a.gdr --lang en").assert_code(1);
    assert!(
        run.err.contains("and 5 more (gdr check --all shows them)"),
        "{}",
        run.err
    );
    let json = folder.gdr("check a.gdr --format json");
    assert_eq!(json.out.matches("\"G0201\"").count(), 105);
}

/// An error is never hidden by warnings before it.
#[test]
fn errors_are_drawn_before_warnings() {
    let warnings = "allow prose-placeholder \"无\"\n".repeat(150);
    let folder = with_report(
        "errors-first",
        &format!("{warnings}{}不存在的名称 1\n", sound()),
    );
    let run = folder.gdr("check a.gdr").assert_code(1);
    assert!(run.err.contains("不存在的名称"), "{}", run.err);
    assert!(run.err.contains("另有 51 条未列出"), "{}", run.err);
}

#[test]
fn a_nul_is_refused_at_its_place() {
    let folder = with_report("nul", &sound().replacen("agency", "\0agency", 1));
    for command in ["check", "fmt", "fix", "build"] {
        let run = folder.gdr(&format!("{command} a.gdr")).assert_code(1);
        assert!(
            run.err.contains("[G0139]") && run.err.contains("␀agency"),
            "{}",
            run.err
        );
    }
}

/// All formats count lines as editors do: only LF and CRLF end one.
#[test]
fn line_numbers_are_the_same_in_all_formats() {
    let others = "\r\u{b}\u{c}\u{85}\u{2028}\u{2029}";
    let folder = with_report(
        "lines",
        &format!(
            "report disclosure 2021\r\n// 甲{others}乙\n问题改进 \"\"\"\n丙{others}丁\n\"\"\"\nagency 1\n"
        ),
    );
    let text = folder.gdr("check a.gdr");
    assert!(
        text.err.contains("a.gdr:6:8 ]") && text.err.contains("\n 6 │ agency 1\n"),
        "{}",
        text.err
    );
    for (format, place) in [
        ("short", "a.gdr:6:8: error[G0301]"),
        ("json", "\"line\":6,\"column\":8"),
        ("sarif", "\"startColumn\":8,\"startLine\":6"),
        ("github", "line=6,endLine=6,col=8"),
    ] {
        let run = folder.gdr(&format!("check a.gdr --format {format}"));
        assert!(run.out.contains(place), "{format}: {}", run.out);
    }
}
