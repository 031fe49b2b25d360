//! What people expect of a command line: help with examples, completions, manual pages, versions,
//! colour.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::common::{read, root};
use gdr::forms::Forms;
use gdr::syntax::LANGUAGE_VERSION;

const LANGUAGES: [&str; 2] = ["zh", "en"];

struct Run {
    code: Option<i32>,
    out: String,
    said: String,
}

fn run(line: &str, variables: &[(&str, &str)]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gdr"));
    for variable in [
        "GDR_LANG",
        "LC_ALL",
        "LC_MESSAGES",
        "LANG",
        "NO_COLOR",
        "CLICOLOR",
        "CLICOLOR_FORCE",
    ] {
        command.env_remove(variable);
    }
    let command = command
        .args(line.split_whitespace())
        .envs(variables.iter().copied())
        .current_dir(root())
        .stdin(Stdio::null());
    let output = command.output().expect("it runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Run {
        code: output.status.code(),
        out: text(output.stdout),
        said: text(output.stderr),
    }
}

/// What a command line that is right prints.
fn printed(line: &str) -> String {
    let run = run(line, &[]);
    assert_eq!((run.code, run.said.as_str()), (Some(0), ""), "{line}");
    run.out
}

/// The names of all commands, as the help lists them.
fn commands() -> Vec<String> {
    let help = printed("--help --lang en");
    let listed = help
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty());
    let names: Vec<String> = listed
        .filter_map(|line| line.split_whitespace().next())
        .map(str::to_owned)
        .collect();
    assert!(names.len() > 10, "{names:?}");
    names
}

fn has_han(text: &str) -> bool {
    text.chars()
        .any(|character| ('\u{4e00}'..='\u{9fff}').contains(&character))
}

/// Lets a program read a text, where there is such a program: what it has to say of it.
fn said_by(program: &str, arguments: &[&str], text: &str) -> Option<String> {
    let mut command = Command::new(program);
    let piped = command
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    let mut child = piped.spawn().ok()?;
    child.stdin.take()?.write_all(text.as_bytes()).ok()?;
    let output = child.wait_with_output().ok()?;
    Some(format!(
        "{}{}",
        if output.status.success() {
            ""
        } else {
            "it fails: "
        },
        String::from_utf8_lossy(&output.stderr)
    ))
}

// ── Help ─────────────────────────────────────────────────────────────────────────────────────────

/// The examples of a help: its lines that begin as a command does.
fn examples(help: &str) -> Vec<&str> {
    help.lines()
        .filter_map(|line| line.strip_prefix("  gdr "))
        .collect()
}

#[test]
fn every_command_has_examples_of_itself() {
    for name in commands() {
        for language in LANGUAGES {
            let help = printed(&format!("{name} --help --lang {language}"));
            let examples = examples(&help);
            assert!(!examples.is_empty(), "{name}: {help}");
            for example in examples {
                assert_eq!(
                    example.split_whitespace().next(),
                    Some(name.as_str()),
                    "{example}"
                );
                let options = example
                    .split_whitespace()
                    .filter(|word| word.starts_with("--"));
                options.for_each(|option| {
                    assert!(help.contains(&format!("{option} ")), "{name}: {option}")
                });
            }
            let title = if language == "zh" {
                "\n例：\n"
            } else {
                "\nexample"
            };
            assert!(help.contains(title), "{name}: {help}");
        }
    }
}

/// What clap says in English by itself, and what is to be put in: there is neither in a Chinese
/// help.
fn english(help: &str) -> Vec<&str> {
    let is_placeholder =
        |part: &&str| part.starts_with(|first: char| first.is_ascii_uppercase()) && part.len() > 1;
    let placeholders = help
        .split(['<', '['])
        .skip(1)
        .filter_map(|rest| rest.split(['>', ']', ',', '|']).next());
    let headings = help
        .lines()
        .filter(|line| line.ends_with(':') && line.is_ascii());
    placeholders
        .filter(is_placeholder)
        .chain(headings)
        .collect()
}

#[test]
fn help_of_a_command_is_the_same_both_ways() {
    for name in commands() {
        for language in LANGUAGES {
            let both = ["help {name}", "{name} --help"]
                .map(|line| printed(&format!("{line} --lang {language}").replace("{name}", &name)));
            assert_eq!(both[0], both[1], "{name}");
            assert!(has_han(&both[0]) || language == "en", "{name}");
            assert!(
                language == "en" || english(&both[0]).is_empty(),
                "{name}: {:?}",
                english(&both[0])
            );
        }
    }
    assert_eq!(printed("help git install"), printed("git install --help"));
    let run = run("help chek --lang en", &[]);
    assert_eq!(run.code, Some(2));
    assert!(run.said.contains("did you mean `check`?"), "{}", run.said);
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

// ── Completions ──────────────────────────────────────────────────────────────────────────────────

#[test]
fn completions_know_every_command() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        for language in LANGUAGES {
            let script = printed(&format!("completions {shell} --lang {language}"));
            for name in commands() {
                assert!(script.contains(&name), "{shell}: {name}");
            }
            if ["bash", "zsh", "fish"].contains(&shell) {
                assert!(script.contains("ndjson"), "{shell}: the values of options");
                assert_eq!(
                    said_by(shell, &["-n"], &script).unwrap_or_default(),
                    "",
                    "{shell}"
                );
            }
        }
    }
    assert_eq!(run("completions tcsh", &[]).code, Some(2));
}

/// What bash offers for the last word of a line.
fn offered_by_bash(words: &[&str]) -> Option<String> {
    let last = words.len() - 1;
    let quoted: Vec<String> = words.iter().map(|word| format!("'{word}'")).collect();
    let script = printed("completions bash");
    let now = format!("COMP_WORDS=({}); COMP_CWORD={last}", quoted.join(" "));
    let call = format!(
        "{now}; _gdr gdr {} {}; echo \"${{COMPREPLY[*]}}\"",
        quoted[last],
        quoted[last - 1]
    );
    let output = Command::new("bash")
        .args(["--norc", "-c", &format!("{script}\n{call}")])
        .output()
        .ok()?;
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

#[test]
fn bash_completes() {
    let offered = |words: &[&str]| offered_by_bash(words);
    let Some(commands) = offered(&["gdr", "f"]) else {
        return;
    };
    assert!(
        ["fix", "facts", "forms"]
            .iter()
            .all(|name| commands.split_whitespace().any(|offered| offered == *name)),
        "{commands}"
    );
    assert!(
        commands
            .split_whitespace()
            .all(|offered| offered.starts_with('f')),
        "{commands}"
    );
    assert_eq!(
        offered(&["gdr", "facts", "--fo"]).as_deref(),
        Some("--format")
    );
    assert_eq!(
        offered(&["gdr", "facts", "--format", ""]).as_deref(),
        Some("csv ndjson")
    );
}

// ── Manual pages ─────────────────────────────────────────────────────────────────────────────────

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("man-{name}"));
    let _ = fs::remove_dir_all(&folder);
    folder
}

#[test]
fn every_command_has_a_page_in_the_language_asked_for() {
    for language in LANGUAGES {
        let folder = folder(language);
        assert_eq!(
            printed(&format!("man -o {} --lang {language}", folder.display())),
            ""
        );
        let page = |name: &str| {
            fs::read_to_string(folder.join(format!("{name}.1")))
                .unwrap_or_else(|error| panic!("{name}: {error}"))
        };
        assert_eq!(printed(&format!("man --lang {language}")), page("gdr"));
        for name in commands() {
            let page = page(&format!("gdr-{name}"));
            assert_eq!(page, printed(&format!("man {name} --lang {language}")));
            let name_line = page
                .lines()
                .skip_while(|line| !line.starts_with(".SH"))
                .nth(1)
                .unwrap_or_default();
            assert!(
                name_line.starts_with(&format!("gdr\\-{name} \\- ")) && !name_line.contains("\\:"),
                "{name_line}"
            );
            let headings = page.lines().filter_map(|line| line.strip_prefix(".SH "));
            assert!(headings.clone().count() >= 4, "{page}");
            headings.for_each(|heading| {
                assert_eq!(has_han(heading), language == "zh", "{name}: {heading}")
            });
            let help = printed(&format!("{name} --help --lang {language}"));
            for line in help.lines().filter(|line| line.starts_with("  gdr ")) {
                assert!(page.contains(&line.replace('-', "\\-")), "{name}: {line}");
            }
            if let Some(said) = said_by("groff", &["-man", "-Kutf8", "-Tutf8", "-ww", "-z"], &page)
            {
                assert_eq!(said, "", "{name}");
            }
        }
        assert!(page("gdr-git-install").contains("git install"));
    }
    assert_eq!(run("man chek", &[]).code, Some(2));
}

// ── Versions ─────────────────────────────────────────────────────────────────────────────────────

#[test]
fn versions_are_short_and_long() {
    let short = format!("gdr {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(printed("-V"), short);
    for language in LANGUAGES {
        let long = printed(&format!("--version --lang {language}"));
        assert!(long.starts_with(&short), "{long}");
        let version = if language == "zh" {
            "语言版本"
        } else {
            "language version"
        };
        assert_eq!(
            long.lines().nth(1),
            Some(format!("{version} {LANGUAGE_VERSION}").as_str())
        );
        for (form, _) in Forms::new().all_shipped() {
            let basis = form.basis.as_deref().expect("a basis");
            let is_there =
                |line: &str| line.contains(&form.edition.to_string()) && line.ends_with(basis);
            assert!(long.lines().any(is_there), "{long}");
        }
    }
}

#[test]
fn the_version_of_the_language_is_documented() {
    assert!(
        read("docs/language.md").contains(&format!("version {LANGUAGE_VERSION} of the language"))
    );
    assert!(read("docs/language.zh.md").contains(&format!("语言版本 {LANGUAGE_VERSION}。")));
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

/// A body whose form has nothing of what is chosen is left out of what people read.
#[test]
fn a_trend_has_no_empty_headings() {
    let of_all =
        ["text", "md", "html"].map(|format| printed(&format!("trend examples --format {format}")));
    let of_one = ["text", "md", "html"].map(|format| {
        printed(&format!(
            "trend examples --format {format} --facts requests.received"
        ))
    });
    let others = "政务公开会议和培训情况统计表";
    assert!(
        of_all.iter().all(|text| text.contains(others))
            && !of_one.iter().any(|text| text.contains(others)),
        "{of_one:?}"
    );
}
