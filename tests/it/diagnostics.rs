//! The pages of the catalog: complete in both languages, with samples that produce their code, and
//! all in `docs/diagnostics.md`.

use std::collections::BTreeSet;

use crate::common;
use crate::common::WITHOUT_A_CASE;
use crate::common::bless::{COMMAND, expect_file};
use crate::common::samples::{Block, Given, blocks};
use gdr::diagnostic::Language;
use gdr::diagnostic::catalog::{CatalogEntry, GROUPS, entries};
use gdr::diagnostic::pages::{CodePage, Sample};

const DOCUMENT: &str = "docs/diagnostics.md";

fn page(entry: &CatalogEntry) -> CodePage {
    CodePage::parse(entry.page).unwrap_or_else(|| panic!("{}: invalid page", entry.code))
}

// ── Words ────────────────────────────────────────────────────────────────────────────────────────

fn is_chinese(text: &str) -> bool {
    text.chars()
        .any(|character| ('\u{4e00}'..='\u{9fff}').contains(&character))
}

#[test]
fn every_text_is_in_both_languages() {
    for entry in entries() {
        let page = page(entry);
        let prose = (page.prose(Language::Chinese), page.prose(Language::English));
        for (zh, en) in [(entry.zh, entry.en), prose].into_iter().chain(entry.help) {
            assert!(is_chinese(zh), "{}: {zh}", entry.code);
            assert!(!en.trim().is_empty() && zh != en, "{}: {en}", entry.code);
        }
    }
}

/// A page explains more than the message.
#[test]
fn pages_are_longer_than_messages() {
    for entry in entries() {
        let page = page(entry);
        let (zh, en) = (page.prose(Language::Chinese), page.prose(Language::English));
        assert!(
            zh.chars().count() > entry.zh.chars().count() + 30,
            "{}: the Chinese page needs 30 characters more than the message: {zh}",
            entry.code
        );
        assert!(
            en.chars().count() > entry.en.chars().count() + 60,
            "{}: the English page needs 60 characters more than the message: {en}",
            entry.code
        );
    }
}

#[test]
fn titles_have_ellipses_for_their_data() {
    let title = |code, language| CatalogEntry::of(code).expect("a code").title(language);
    assert_eq!(title("G0101", Language::Chinese), "此处应为……，实际为……");
    assert_eq!(
        title("G0401", Language::English),
        "identity does not hold: …"
    );
    assert_eq!(title("G0110", Language::English), "unclosed `{`");
}

// ── Samples ──────────────────────────────────────────────────────────────────────────────────────

fn block(sample: &Sample) -> Block<'static> {
    Block {
        info: sample.info,
        line: 0,
        start: 0,
        text: sample.text,
    }
}

/// The samples of a part that do not behave as expected.
fn faults(samples: &[Sample], is_wrong: impl Fn(&Block, &BTreeSet<&str>) -> bool) -> Vec<String> {
    let mut given = Given::new();
    let mut faults = Vec::new();
    for block in samples.iter().map(block) {
        let diagnostics = block.compile(&mut given);
        let codes = diagnostics
            .iter()
            .map(|diagnostic| diagnostic.code)
            .collect();
        faults.extend(block.unlike_expected(&diagnostics));
        if is_wrong(&block, &codes) {
            faults.push(format!("{} gives {codes:?}", block.info));
        }
    }
    faults
}

#[test]
fn examples_produce_their_code_and_corrected_ones_do_not() {
    let mut wrong = Vec::new();
    for entry in entries() {
        let page = page(entry);
        // A file that other samples use may have no mistake, or a different one.
        let examples = faults(&page.example, |block, codes| {
            block.value("file").is_none() && !codes.contains(entry.code)
        });
        let repaired = faults(&page.instead, |_, codes| codes.contains(entry.code));
        wrong.extend(
            examples
                .into_iter()
                .chain(repaired)
                .map(|fault| format!("{}: {fault}", entry.code)),
        );
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// The name of a lint differs from that of a check or a row, and belongs to one entry.
#[test]
fn lints_have_names_of_their_kind() {
    let names: BTreeSet<String> = entries().map(CatalogEntry::name).collect();
    assert_eq!(names.len(), entries().count());
    for entry in entries().filter(|entry| entry.is_lint()) {
        let name = entry.name();
        let code = entry.code;
        assert!(
            name.contains('-'),
            "{code}: the function `{name}` needs a name of two words or more"
        );
        let found = CatalogEntry::find(&name.to_uppercase()).expect("its name");
        assert_eq!(found.code, entry.code);
    }
}

/// A code has samples unless it cannot have a case.
#[test]
fn pages_have_samples() {
    let without = entries()
        .filter(|entry| page(entry).example.is_empty())
        .map(|entry| entry.code);
    assert_eq!(without.collect::<Vec<_>>(), WITHOUT_A_CASE);
}

/// The folder has one page per code and no other files.
#[test]
fn every_page_has_a_code() {
    for path in common::files("src/diagnostic/pages", "md") {
        let name = path
            .file_stem()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        assert!(CatalogEntry::of(name).is_some(), "{}", path.display());
    }
}

// ── The document ─────────────────────────────────────────────────────────────────────────────────

fn document() -> String {
    let mut text = format!(
        "# 诊断信息 Diagnostics\n\n\
         <!-- Generated from src/diagnostic/catalog.rs and src/diagnostic/pages/: {COMMAND} -->\n\n\
         全部诊断信息的代码、含义和改正方法；单条说明见 `gdr explain G0401`。信息中随报告而变的部分写作“……”。\n\n\
         All diagnostics with their codes, meaning and corrections; `gdr explain G0401` prints one.\n\
         An ellipsis replaces text that depends on the report.\n",
    );
    for group in GROUPS {
        text.push_str(&format!(
            "\n| {} | {} | |\n|---|---|---|\n",
            group.zh, group.en
        ));
        for entry in group.entries() {
            let title = |language| entry.title(language).replace('|', "\\|");
            let (zh, en) = (title(Language::Chinese), title(Language::English));
            text.push_str(&format!(
                "| {zh} | {en} | [{}](#{}) |\n",
                entry.code,
                entry.code.to_lowercase()
            ));
        }
    }
    for group in GROUPS {
        text.push_str(&format!("\n## {} {}\n", group.zh, group.en));
        group
            .entries()
            .into_iter()
            .for_each(|entry| text.push_str(&section(entry)));
    }
    text
}

fn section(entry: &CatalogEntry) -> String {
    let page = page(entry);
    let mut text = format!("\n### {}\n", entry.code);
    if entry.is_lint() {
        text.push_str(&format!("\n`{}`\n", entry.name()));
    }
    for language in [Language::Chinese, Language::English] {
        let (severity, title) = (entry.severity.words(), entry.title(language));
        text.push_str(&format!(
            "\n**{}: {title}**\n\n{}\n",
            severity.of(language),
            page.prose(language)
        ));
    }
    for (heading, samples) in [
        ("例 Example", &page.example),
        ("改为 Instead", &page.instead),
    ] {
        if !samples.is_empty() {
            text.push_str(&format!("\n{heading}:\n"));
        }
        samples.iter().for_each(|sample| {
            text.push_str(&format!("\n```{}\n{}```\n", sample.info, sample.text));
        });
    }
    text
}

/// The number of samples on a page.
fn samples(entry: &CatalogEntry) -> usize {
    let page = page(entry);
    page.example.len() + page.instead.len()
}

#[test]
fn the_document_has_every_page() {
    let document = document();
    for entry in entries() {
        assert_eq!(
            document.matches(&format!("\n### {}\n", entry.code)).count(),
            1,
            "{} belongs to no group",
            entry.code
        );
    }
    expect_file(DOCUMENT, &document);
    assert_eq!(
        blocks(&document).len(),
        entries().map(samples).sum::<usize>()
    );
}
