//! Comments, documents and messages follow `docs/style.md`: they have none of the words to avoid,
//! and no long lines.

use std::fs;
use std::path::{Path, PathBuf};

use crate::common::{all_files, read, root};

/// The maximum number of columns of a line of comments or English prose.
const MOST_COLUMNS: usize = 100;
const STYLE: &str = "docs/style.md";
/// Long lines are allowed here, because a line break in a template is a line break in its output.
const TEMPLATES: &str = "src/emit/templates";
/// These documents are not checked, because they consist of texts from files that are checked.
const GENERATED: [&str; 2] = ["docs/diagnostics.md", "docs/shipped-forms.md"];

#[test]
fn no_word_to_avoid_is_used() {
    let words = words_to_avoid();
    assert!(words.len() > 40, "{words:?}");
    let mut found = Vec::new();
    let texts = texts();
    assert!(texts.len() > 300, "{}", texts.len());
    for path in &texts {
        let text = read(path).to_lowercase();
        for (number, line) in text.lines().enumerate() {
            found.extend(
                words
                    .iter()
                    .filter(|word| contains_word(line, word))
                    .map(|word| format!("{}:{}: {word}", shown(path), number + 1)),
            );
        }
    }
    assert!(
        found.is_empty(),
        "{} words:\n{}",
        found.len(),
        found.join("\n")
    );
}

#[test]
fn lines_are_short() {
    let mut long = Vec::new();
    for path in texts() {
        let is_code = path.extension().is_some_and(|extension| extension != "md");
        if path.starts_with(root().join(TEMPLATES)) || shown(&path).ends_with(".zh.md") {
            continue;
        }
        let mut is_fenced = false;
        for (number, line) in read(&path).lines().enumerate() {
            is_fenced ^= !is_code && line.trim_start().starts_with("```");
            let is_prose = if is_code {
                line.trim_start().starts_with("//")
            } else {
                !is_fenced
                    && !line.starts_with(['|', '<'])
                    && !line.contains("](")
                    && !is_chinese(line)
            };
            if is_prose && line.chars().count() > MOST_COLUMNS {
                long.push(format!("{}:{}", shown(&path), number + 1));
            }
        }
    }
    assert!(
        long.is_empty(),
        "{} lines:\n{}",
        long.len(),
        long.join("\n")
    );
}

/// A paragraph of Chinese is one line: a line break in it would print a space.
fn is_chinese(line: &str) -> bool {
    let letters = line.chars().filter(|letter| letter.is_alphabetic());
    let (ascii, others): (Vec<char>, Vec<char>) = letters.partition(char::is_ascii);
    others.len() > ascii.len()
}

/// The terms in the first column of the tables of `docs/style.md`.
fn words_to_avoid() -> Vec<String> {
    let style = read(root().join(STYLE));
    let rows = style.lines().filter_map(|line| line.strip_prefix("| `"));
    rows.filter_map(|row| row.split_once(" |"))
        .flat_map(|(terms, _)| terms.split(", "))
        .map(|term| term.trim_matches('`').to_lowercase())
        .collect()
}

/// Whether a line has a term as a separate word. A Chinese term may be anywhere in a line, because
/// Chinese has no spaces.
fn contains_word(line: &str, word: &str) -> bool {
    let is_letter = |letter: char| letter.is_ascii_alphanumeric();
    line.match_indices(word).any(|(at, _)| {
        !word.is_ascii()
            || !(line[..at].ends_with(is_letter) || line[at + word.len()..].starts_with(is_letter))
    })
}

fn texts() -> Vec<PathBuf> {
    let mut texts = Vec::new();
    for (folder, extension) in [
        ("src", "rs"),
        ("src", "md"),
        ("src", "gdr"),
        ("src", "html"),
        ("src", "toml"),
        ("grammar", "pest"),
        ("tests/it", "rs"),
        ("docs", "md"),
    ] {
        texts.extend(all_files(folder, extension));
    }
    let top = fs::read_dir(root()).expect("the folder of the project can be read");
    let documents = top.map(|entry| entry.expect("the entry can be read").path());
    texts.extend(documents.filter(|path| path.extension().is_some_and(|it| it == "md")));
    texts.retain(|path| {
        let shown = shown(path);
        shown != STYLE && shown != "tests/it/style.rs" && !GENERATED.contains(&shown.as_str())
    });
    texts
}

fn shown(path: &Path) -> String {
    let path = path.strip_prefix(root()).unwrap_or(path);
    path.display().to_string().replace('\\', "/")
}
