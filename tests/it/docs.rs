//! What the documents show is so: their samples compile, their commands print what stands under
//! them, their links lead somewhere, and what is said in two languages has the same parts in both.
//!
//! A fenced block says by its info string what it is: a sample, as in `common/samples.rs`, or one
//! of these:
//!
//! | info string | the block is |
//! |---|---|
//! | `gdr … file=NAME` | a sample that is also a file to run commands on |
//! | `gdr in=NAME` | put into that file in the place of the line whose beginning is most like its own; not compiled by itself |
//! | `gdr add=NAME` | put at the end of that file; not compiled by itself |
//! | `… from=PATH` | a part of that file of the project, as it stands there |
//! | `console` | commands behind `$ `, each with what it prints, standard output before standard error |
//!
//! Commands run in a folder that holds a copy of `examples/` and the files of the document, in
//! order. They begin with `gdr` or with `cargo run --release --`; other commands are not run.
//! `GDR_BLESS=1 cargo test` writes what they print into the documents.

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::common::bless::{expect_files, lock_documents};
use crate::common::folder::{Folder, Run};
use crate::common::samples::{Block, Given, blocks};
use crate::common::{files, read, root};

#[test]
fn samples_compile() {
    let (mut wrong, mut samples) = (Vec::new(), 0);
    for document in documents() {
        let mut files = Given::new();
        for block in blocks(&document.text).into_iter().filter(Block::is_sample) {
            samples += 1;
            let diagnostics = block.compile(&mut files);
            wrong.extend(
                block
                    .unlike_expected(&diagnostics)
                    .map(|said| format!("{}:{}: {said}", document.name(), block.line)),
            );
        }
    }
    assert!(samples > 100, "{samples}");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn parts_of_files_are_shown_as_they_are() {
    let (mut wrong, mut parts) = (Vec::new(), 0);
    for document in documents() {
        for block in blocks(&document.text) {
            let Some(path) = block.value("from") else {
                continue;
            };
            parts += 1;
            if !read(path).contains(block.text) {
                wrong.push(format!(
                    "{}:{}: not so in {path}",
                    document.name(),
                    block.line
                ));
            }
        }
    }
    assert!(parts > 0);
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn commands_print_what_is_shown() {
    let _lock = lock_documents();
    let (mut changed, mut runs) = (Vec::new(), 0);
    for document in documents() {
        let folder = folder(&document);
        let mut edits = Vec::new();
        for block in blocks(&document.text) {
            store(&folder, &block);
            for run in commands(&block) {
                runs += 1;
                edits.push((run.range, printed(&folder, &run.arguments)));
            }
        }
        let text = document.with(edits);
        if text != document.text {
            changed.push((document.path, text));
        }
    }
    assert!(runs > 50, "{runs}");
    if !changed.is_empty() {
        expect_files(changed);
    }
}

// ── Links ────────────────────────────────────────────────────────────────────────────────────────

#[test]
fn links_lead_somewhere() {
    let (mut wrong, mut followed) = (Vec::new(), 0);
    for document in documents() {
        for target in links(&document.text)
            .into_iter()
            .filter(|target| !target.contains("://"))
        {
            followed += 1;
            let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
            let path = if path.is_empty() {
                document.path.clone()
            } else {
                document.path.with_file_name("").join(path)
            };
            let has_anchor = || {
                fs::read_to_string(&path).is_ok_and(|text| anchors(&text).any(|own| own == anchor))
            };
            let is_there = path.exists() && (anchor.is_empty() || has_anchor());
            wrong.extend(
                (!is_there).then(|| format!("{}: nothing is at {target}", document.name())),
            );
        }
    }
    assert!(followed > 100, "{followed}");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Who reads Chinese is led to what is there in Chinese, and each language to the other.
#[test]
fn links_stay_in_the_language() {
    let mut wrong = Vec::new();
    for (english, chinese) in pairs() {
        let leads_to = |from: &Document, to: &Document| links(&from.text).contains(&to.file_name());
        if !leads_to(&english, &chinese) || !leads_to(&chinese, &english) {
            wrong.push(format!(
                "{} and {} do not lead to each other",
                english.name(),
                chinese.name()
            ));
        }
        for target in links(&chinese.text)
            .into_iter()
            .filter(|target| *target != english.file_name())
        {
            let path = target.split('#').next().unwrap_or_default();
            let translated = path.strip_suffix(".md").map(|path| {
                chinese
                    .path
                    .with_file_name("")
                    .join(format!("{path}.zh.md"))
            });
            let is_elsewhere = translated.is_some_and(|path| path.exists());
            wrong.extend(
                is_elsewhere.then(|| format!("{}: {target} is there in Chinese", chinese.name())),
            );
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Where the links of a document lead.
fn links(document: &str) -> Vec<&str> {
    let words = document.split("```").step_by(2);
    words
        .flat_map(|words| words.split("](").skip(1))
        .filter_map(|rest| rest.split(')').next())
        .collect()
}

/// What the headings of a document are called in links.
fn anchors(document: &str) -> impl Iterator<Item = String> {
    let headings = document
        .split("```")
        .step_by(2)
        .flat_map(str::lines)
        .filter(|line| line.starts_with('#'));
    headings.map(|heading| {
        let words = heading
            .trim_start_matches('#')
            .trim()
            .to_lowercase()
            .replace(' ', "-");
        words
            .chars()
            .filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
            .collect()
    })
}

// ── Two languages ────────────────────────────────────────────────────────────────────────────────

/// The ways in are told to each reader anew, in his own order and with examples of his own.
const TOLD_ANEW: &[&str] = &["README.md", "docs/tutorial.md"];

#[test]
fn both_languages_have_the_same_parts() {
    let mut wrong = Vec::new();
    for (english, chinese) in pairs()
        .into_iter()
        .filter(|(english, _)| !TOLD_ANEW.contains(&english.name().as_str()))
    {
        let [first, second] = [&english, &chinese].map(|document| parts(&document.text));
        let part =
            |parts: &[(usize, String)], at: usize| parts.get(at).map(|(_, part)| part.clone());
        let unlike =
            (0..first.len().max(second.len())).find(|&at| part(&first, at) != part(&second, at));
        wrong.extend(unlike.map(|at| {
            format!(
                "{}: {:?} is {:?} in Chinese",
                english.name(),
                first.get(at),
                second.get(at)
            )
        }));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// What a document has beside its words, with the numbers of the lines: marks of headings, rows of
/// tables and items of lists, and blocks without comments and without what commands print.
fn parts(document: &str) -> Vec<(usize, String)> {
    let mut parts = Vec::new();
    let mut block = None;
    for (line, number) in document.lines().zip(1..) {
        let part = match (line.strip_prefix("```"), block) {
            (Some(info), _) => {
                block = block.is_none().then_some(info);
                Some(line)
            }
            (None, Some("console")) => line
                .starts_with("$ ")
                .then_some(line.trim_end_matches(" --lang en")),
            (None, Some(_)) => line.split("//").next(),
            (None, None) => line
                .split(' ')
                .next()
                .filter(|mark| ["#", "##", "###", "-", "|"].contains(mark)),
        };
        parts.extend(part.map(|part| (number, part.trim_end().to_owned())));
    }
    parts
}

/// The documents that are there in both languages: in English, in Chinese.
fn pairs() -> Vec<(Document, Document)> {
    let chinese = documents()
        .into_iter()
        .filter(|document| document.name().ends_with(".zh.md"));
    let pairs = chinese.filter_map(|chinese| {
        let name = chinese.name().replace(".zh.md", ".md");
        documents()
            .into_iter()
            .find(|document| document.name() == name)
            .map(|english| (english, chinese))
    });
    let pairs: Vec<_> = pairs.collect();
    assert!(pairs.len() > 5, "{}", pairs.len());
    pairs
}

// ── Documents ────────────────────────────────────────────────────────────────────────────────────

struct Document {
    path: PathBuf,
    text: String,
}

/// The readmes and all of `docs/`.
fn documents() -> Vec<Document> {
    let readmes = files("", "md").into_iter().filter(|path| {
        let name = path.file_name().unwrap_or_default();
        name.to_string_lossy().starts_with("README")
    });
    let mut paths: Vec<PathBuf> = readmes.chain(files("docs", "md")).collect();
    paths.sort();
    assert!(paths.len() > 20, "{paths:?}");
    paths
        .into_iter()
        .map(|path| Document {
            text: read(&path),
            path,
        })
        .collect()
}

impl Document {
    fn name(&self) -> String {
        self.path
            .strip_prefix(root())
            .unwrap_or(&self.path)
            .display()
            .to_string()
            .replace('\\', "/")
    }

    fn file_name(&self) -> &str {
        self.path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default()
    }

    /// The text with what commands print in its place.
    fn with(&self, edits: Vec<(Range<usize>, String)>) -> String {
        let mut text = self.text.clone();
        for (range, printed) in edits.into_iter().rev() {
            text.replace_range(range, &printed);
        }
        text
    }
}

// ── Commands ─────────────────────────────────────────────────────────────────────────────────────

/// A command, and where the document has what it prints.
struct Shown {
    arguments: Vec<String>,
    range: Range<usize>,
}

/// The commands of a console block that are ours to run.
fn commands(block: &Block) -> Vec<Shown> {
    let mut runs: Vec<Shown> = Vec::new();
    let mut at = block.start;
    let mut is_ours = false;
    for line in block
        .text
        .split_inclusive('\n')
        .filter(|_| block.has("console"))
    {
        at += line.len();
        if let Some(command) = line.strip_prefix("$ ") {
            let arguments = command
                .strip_prefix("gdr ")
                .or(command.strip_prefix("cargo run --release -- "));
            is_ours = arguments.is_some();
            let arguments = arguments
                .map(|arguments| arguments.split_whitespace().map(str::to_owned).collect());
            runs.extend(arguments.map(|arguments| Shown {
                arguments,
                range: at..at,
            }));
        } else if let (true, Some(run)) = (is_ours, runs.last_mut()) {
            run.range.end = at;
        }
    }
    runs
}

/// A folder in which the commands of a document run.
fn folder(document: &Document) -> Folder {
    let folder = Folder::new(&document.name().replace(['/', '\\'], "-"));
    copy(&root().join("examples"), &folder.path("examples"));
    folder
}

/// Keeps the file that a block gives or changes.
fn store(folder: &Folder, block: &Block) {
    if let Some(name) = block.value("file") {
        folder.write(name, &block.whole());
    }
    if let Some(name) = block.value("add") {
        folder.write(name, &format!("{}\n{}", folder.read(name), block.text));
    }
    if let Some(name) = block.value("in") {
        let text = folder.read(name);
        let likeness = |line: &&str| {
            let pairs = line
                .trim_start()
                .chars()
                .zip(block.text.trim_start().chars());
            pairs.take_while(|(a, b)| a == b).count()
        };
        let line = text.lines().max_by_key(likeness).unwrap_or_default();
        folder.write(name, &text.replacen(&format!("{line}\n"), block.text, 1));
    }
}

/// What a command prints, without blanks at the ends of lines.
fn printed(folder: &Folder, arguments: &[String]) -> String {
    let mut command = folder.command();
    command
        .args(arguments)
        .env("NO_COLOR", "1")
        .env("LC_ALL", "C");
    let run = Run::of(command.output().expect("it runs"));
    [run.out, run.said]
        .iter()
        .flat_map(|text| text.lines())
        .map(|line| format!("{}\n", line.trim_end()))
        .collect()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let from = entry.expect("an entry").path();
        let to = to.join(from.file_name().expect("a name"));
        if from.is_dir() {
            copy(&from, &to);
        } else {
            fs::copy(from, to).expect("it is copied");
        }
    }
}
