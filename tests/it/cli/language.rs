//! The language and the colours in which `gdr` prints.

use crate::cli::{LANGUAGES, run, with_report, wrong};
use crate::common::folder::{Folder, Run};

fn language(folder: &Folder, arguments: &[&str], variables: &[(&str, &str)]) -> &'static str {
    let output = folder
        .command()
        .args(arguments)
        .envs(variables.iter().copied())
        .output()
        .expect("it runs");
    let said = Run::of(output).said;
    match (
        said.contains("identity does not hold"),
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

/// Command lines that are wrong, and what is said of them in Chinese and in English.
const WRONG: &[(&str, &str, &str)] = &[
    (
        "preview --port 80 a.gdr",
        "--port <端口> 不能是“80”，要写 1024–65535 之间的整数",
        "it takes a whole number, 1024–65535",
    ),
    (
        "diff a b --max-reuse abc",
        "--max-reuse <百分比> 不能是“abc”，要写 0–100 之间的整数",
        "a whole number, 0–100",
    ),
    (
        "check --format pdf",
        "可选：text、short、",
        "it takes text, short, ",
    ),
    ("diff a.gdr", "缺少 <新报告>", "<NEW> is missing"),
    ("preview", "缺少 <文件>", "<FILE> is missing"),
    ("forms a b c", "多了“c”", "`c` is too much"),
    ("check --watch=3", "多了“3”", "`3` is too much"),
    (
        "trend --format md --format md",
        "写了两次",
        "is given twice",
    ),
];

#[test]
fn what_is_wrong_is_said_in_the_language_asked_for() {
    for (line, zh, en) in WRONG {
        for (language, words) in LANGUAGES.iter().zip([zh, en]) {
            let run = run(&format!("{line} --lang {language}"), &[]);
            assert_eq!(run.code, Some(2), "{line}");
            assert!(
                run.said.contains(words) && run.said.lines().count() == 1,
                "{line}: {}",
                run.said
            );
        }
    }
    let run = run("check --lang fr", &[]);
    assert!(
        run.said.contains("--lang <zh|en> 不能是“fr”"),
        "{}",
        run.said
    );
}

// ── Colour ───────────────────────────────────────────────────────────────────────────────────────

/// Commands that colour, with messages or with what they print.
const COLOURED: &[&str] = &[
    "check examples/pingtan-2020.gdr",
    "diff examples/pingtan-2020.gdr examples/pingtan-2021.gdr",
    "--help",
    "check --help",
    "help check",
];

fn is_coloured(line: &str, variables: &[(&str, &str)]) -> bool {
    let run = run(line, variables);
    run.out.contains('\u{1b}') || run.said.contains('\u{1b}')
}

#[test]
fn colour_is_as_asked() {
    for line in COLOURED {
        let with = |more: &str, variables: &[(&str, &str)]| {
            is_coloured(&format!("{line} {more}"), variables)
        };
        assert!(!with("", &[]), "{line}: a pipe is no terminal");
        assert!(with("--color always", &[]), "{line}");
        assert!(
            with("--color=always", &[("NO_COLOR", "1")]),
            "{line}: the argument goes before"
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

/// What programs read is never coloured.
#[test]
fn data_has_no_colour() {
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
