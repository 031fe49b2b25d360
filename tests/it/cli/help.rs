//! Help, its examples, and versions.

use std::collections::BTreeSet;

use crate::cli::{LANGUAGES, commands, has_han, printed, run};
use crate::common::{read, root, shipped_forms};
use gdr::syntax::LANGUAGE_VERSION;

// ── Help ─────────────────────────────────────────────────────────────────────────────────────────

/// The examples in a help text: its lines that begin with a command.
fn examples(help: &str) -> Vec<&str> {
    help.lines()
        .filter_map(|line| line.strip_prefix("  gdr "))
        .collect()
}

#[test]
fn every_command_has_examples() {
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
                    assert!(help.contains(&format!("{option} ")), "{name}: {option}");
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

/// English words and placeholders of clap, which must not occur in Chinese help.
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
fn help_and_the_option_help_print_the_same() {
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
    assert!(run.err.contains("did you mean `check`?"), "{}", run.err);
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
        for (form, _) in shipped_forms() {
            let basis = form.basis.as_deref().expect("the form has a basis");
            let is_there =
                |line: &str| line.contains(&form.edition.to_string()) && line.ends_with(basis);
            assert!(long.lines().any(is_there), "{long}");
        }
    }
}

#[test]
fn the_language_version_is_documented() {
    assert!(
        read("docs/language.md").contains(&format!("version {LANGUAGE_VERSION} of the language"))
    );
    assert!(read("docs/language.zh.md").contains(&format!("语言版本 {LANGUAGE_VERSION}。")));
}

#[test]
fn documents_list_every_command() {
    for document in ["docs/commands.md", "docs/commands.zh.md"] {
        let text = read(root().join(document));
        let rows = text.lines().filter_map(|line| line.strip_prefix("| `gdr "));
        let listed: BTreeSet<_> = rows
            .filter_map(|row| row.split([' ', '`']).next())
            .map(str::to_owned)
            .collect();
        assert_eq!(listed, commands().into_iter().collect(), "{document}");
    }
}
