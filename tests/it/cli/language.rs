//! The language and the colors of the output.

use crate::cli::{LANGUAGES, run, with_report, wrong};
use crate::common::folder::{Folder, Run};

fn language(folder: &Folder, arguments: &[&str], variables: &[(&str, &str)]) -> &'static str {
    let output = folder
        .command()
        .args(arguments)
        .envs(variables.iter().copied())
        .output()
        .expect("gdr runs");
    let err = Run::of(output).err;
    match (
        err.contains("identity does not hold"),
        err.contains("勾稽关系不成立"),
    ) {
        (true, false) => "en",
        (false, true) => "zh",
        _ => panic!("{err}"),
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

/// Messages and help are entirely in the chosen language.
#[test]
fn help_is_in_the_requested_language() {
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
fn color_is_used_on_terminals_or_on_request() {
    let folder = with_report("colour", &wrong());
    assert!(!folder.gdr("check a.gdr").err.contains('\u{1b}'));
    assert!(
        folder
            .gdr("--color always check a.gdr")
            .err
            .contains('\u{1b}')
    );
    assert!(
        !folder
            .gdr("--color never check a.gdr")
            .err
            .contains('\u{1b}')
    );
}

/// Invalid command lines, with parts of the message in Chinese and in English.
const WRONG: &[(&str, &str, &str)] = &[
    (
        "preview --port 80 a.gdr",
        "--port <端口> 的值“80”无效，应为 1024–65535 之间的整数",
        "expected a whole number, 1024–65535",
    ),
    (
        "diff a b --max-reuse abc",
        "--max-reuse <百分比> 的值“abc”无效，应为 0–100 之间的整数",
        "expected a whole number, 0–100",
    ),
    (
        "check --format pdf",
        "可选：text、short、",
        "expected text, short, ",
    ),
    ("diff a.gdr", "缺少参数 <新报告>", "missing <NEW>"),
    ("preview", "缺少参数 <文件>", "missing <FILE>"),
    ("forms a b c", "多余的参数“c”", "unexpected argument `c`"),
    (
        "check --watch=3",
        "多余的参数“3”",
        "unexpected argument `3`",
    ),
    (
        "trend --format md --format md",
        "重复",
        "duplicate --format",
    ),
];

#[test]
fn errors_are_in_the_requested_language() {
    for (line, zh, en) in WRONG {
        for (language, words) in LANGUAGES.iter().zip([zh, en]) {
            let run = run(&format!("{line} --lang {language}"), &[]);
            assert_eq!(run.code, Some(2), "{line}");
            assert!(
                run.err.contains(words) && run.err.lines().count() == 1,
                "{line}: {}",
                run.err
            );
        }
    }
    let run = run("check --lang fr", &[]);
    assert!(
        run.err.contains("--lang <zh|en> 的值“fr”无效"),
        "{}",
        run.err
    );
}

// ── Color ────────────────────────────────────────────────────────────────────────────────────────

/// Commands that use color, in messages or in their output.
const COLORED: &[&str] = &[
    "check examples/pingtan-2020.gdr",
    "diff examples/pingtan-2020.gdr examples/pingtan-2021.gdr",
    "--help",
    "check --help",
    "help check",
];

fn is_colored(line: &str, variables: &[(&str, &str)]) -> bool {
    let run = run(line, variables);
    run.out.contains('\u{1b}') || run.err.contains('\u{1b}')
}

#[test]
fn color_follows_options_and_variables() {
    for line in COLORED {
        let with = |more: &str, variables: &[(&str, &str)]| {
            is_colored(&format!("{line} {more}"), variables)
        };
        assert!(!with("", &[]), "{line}: a pipe is not a terminal");
        assert!(with("--color always", &[]), "{line}");
        assert!(
            with("--color=always", &[("NO_COLOR", "1")]),
            "{line}: the option takes precedence"
        );
        assert!(with("", &[("CLICOLOR_FORCE", "1")]), "{line}");
        assert!(with("--color auto", &[("CLICOLOR_FORCE", "1")]), "{line}");
        assert!(!with("--color never", &[("CLICOLOR_FORCE", "1")]), "{line}");
        assert!(
            !with("", &[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")]),
            "{line}: NO_COLOR goes before"
        );
    }
}

/// Output for programs has no colors.
#[test]
fn data_has_no_color() {
    let files = [
        "facts examples/pingtan-2020.gdr",
        "check examples/pingtan-2020.gdr --format json",
        "trend examples/pingtan-2020.gdr --format csv",
    ];
    for line in
        files
            .into_iter()
            .chain(["forms 2021", "completions bash", "man check", "--version"])
    {
        let run = run(
            &format!("{line} --color always"),
            &[("CLICOLOR_FORCE", "1")],
        );
        assert!(!run.out.contains('\u{1b}'), "{line}");
    }
}
