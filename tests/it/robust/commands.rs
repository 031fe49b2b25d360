//! What commands do after compiling, on damaged sources: formatting, fixing, comparing, merging,
//! coverage, and the rest in the program itself. Positions in a text with mistakes must be inside
//! of it.

use std::sync::Arc;

use crate::common;
use crate::common::folder::Folder;
use crate::common::{compile, example_alone, is_thorough, source};
use crate::robust::{TOKENS, config, spaced_tokens};
use gdr::cli::fix::passes::{Choice, fixed};
use gdr::coverage::coverage;
use gdr::diff::{DiffKind, diff};
use gdr::emit::{DiffFormat, DiffOptions, render_diff};
use gdr::fmt::format;
use gdr::merge::{align, has_merged_facts};
use gdr::source::Source;
use proptest::prelude::*;

/// Runs everything that commands do with a source. The result does not matter.
fn work(text: &str) {
    let sound = example_alone("wujiang-2020");
    let _ = format(&source(text));
    let compile_source = |source: &Arc<Source>| compile(source.text());
    for choice in [Choice::Certain, Choice::Accepted] {
        fixed(&compile_source, &source(text), choice);
    }
    let Some(damaged) = compile(text).value else {
        return;
    };
    let sound = compile(sound).value.expect("the example has a report");
    for (old, new) in [(&damaged, &sound), (&sound, &damaged)] {
        for kind in [DiffKind::Years, DiffKind::Corrections] {
            let options = DiffOptions {
                format: DiffFormat::Json,
                ..DiffOptions::default()
            };
            let rendered = render_diff(&diff(old, new, kind), options);
            rendered.expect("the templates are valid");
        }
    }
    let (damaged_report, report) = (&damaged.report, &sound.report);
    for versions in [
        [damaged_report, report, report],
        [report, damaged_report, report],
        [damaged_report, damaged_report, report],
        [report, damaged_report, damaged_report],
    ] {
        let [base, ours, theirs] = versions;
        align(base, ours, theirs);
        has_merged_facts(ours, versions);
    }
    coverage(damaged);
}

/// An example with a few characters replaced by a token.
fn damaged(name: &str, at: prop::sample::Index, length: usize, token: &str) -> String {
    let characters: Vec<char> = example_alone(name).chars().collect();
    let at = at.index(characters.len());
    let before = characters[..at].iter().copied();
    let rest = characters[at..].iter().skip(length).copied();
    before.chain(token.chars()).chain(rest).collect()
}

proptest! {
    #![proptest_config(config(10))]

    #[test]
    fn commands_survive_a_token_in_the_wrong_place(
        at in any::<prop::sample::Index>(),
        length in 0_usize..6,
        token in prop::sample::select(TOKENS),
    ) {
        work(&damaged("wujiang-2020", at, length, token));
    }

    #[test]
    fn commands_survive_random_tokens(text in spaced_tokens(20)) {
        work(&format!("report disclosure 2020\n{text}"));
    }
}

#[test]
fn commands_survive_wide_characters_at_every_figure() {
    let text = example_alone("wujiang-2020");
    let wide = |character: char| match character {
        '0'..='9' => char::from_u32(character as u32 + 0xFEE0).unwrap_or(character),
        '"' => '“',
        '{' => '｛',
        ' ' => '　',
        other => other,
    };
    let step = if is_thorough() { 1 } else { 9 };
    for (index, line) in text.lines().enumerate().step_by(step) {
        let lines = text.lines().enumerate().map(|(number, text)| {
            let text: String = if number == index {
                line.chars().map(wide).collect()
            } else {
                text.to_owned()
            };
            text + "\n"
        });
        work(&lines.collect::<String>());
    }
}

/// The commands that have no function of their own are run: none of them panics.
#[test]
fn no_command_panics() {
    let folder = Folder::new("no-panic");
    let report = common::example_alone("pingtan-2021");
    for (from, to) in [
        ("agency", "agency “甲”\nagency"),
        ("行政许可 2293", "行政许可 ２２９３"),
        ("行政许可 2293", "行政许可：２，２９３（件）"),
        ("2022-02-08", "２０２２．２．８"),
        ("\"\"\"\n", "“”\n"),
        ("{", "｛"),
        ("申请 ", "申\u{200b}请　"),
    ] {
        assert!(report.contains(from), "{from}");
        for (name, text) in [
            ("a.gdr", report.replacen(from, to, 1)),
            ("b.gdr", report.clone()),
        ] {
            folder.write(name, &text);
        }
        for line in [
            "check --coverage a.gdr",
            "check --undecided --format json a.gdr",
            "why 主动公开.第五项.行政许可.处理决定 a.gdr",
            "build --draft --to html,md,json --out out a.gdr",
            "facts --format csv a.gdr",
            "diff a.gdr b.gdr",
            "diff b.gdr a.gdr",
            "trend a.gdr b.gdr",
            "next a.gdr -o next.gdr",
            "fmt --check a.gdr",
            "fix --dry-run --accept a.gdr",
            "git textconv a.gdr",
            "git merge a.gdr b.gdr a.gdr a.gdr",
        ] {
            let run = folder.gdr(line);
            assert!(matches!(run.code, Some(0..=2)), "{line}: {run:?}");
            assert!(!run.err.contains("panicked"), "{line}: {run:?}");
        }
        folder.remove("b.gdr");
    }
}
