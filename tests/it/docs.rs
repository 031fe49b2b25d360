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
//! `GDR_ACCEPT=1 cargo test --test docs` writes what they print into the documents.

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::common::root;
use crate::common::samples::{Block, Given, blocks};

#[test]
fn samples_compile() {
    let mut wrong = Vec::new();
    for document in documents() {
        let mut files = Given::new();
        for block in blocks(&document.text).into_iter().filter(Block::is_sample) {
            let diagnostics = block.compile(&mut files);
            wrong.extend(
                block
                    .unlike_expected(&diagnostics)
                    .map(|said| format!("{}:{}: {said}", document.name(), block.line)),
            );
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn parts_of_files_are_shown_as_they_are() {
    let mut wrong = Vec::new();
    for document in documents() {
        for block in blocks(&document.text) {
            let Some(path) = block.value("from") else {
                continue;
            };
            let is_shown =
                fs::read_to_string(root().join(path)).is_ok_and(|text| text.contains(block.text));
            wrong.extend(
                (!is_shown)
                    .then(|| format!("{}:{}: not so in {path}", document.name(), block.line)),
            );
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn commands_print_what_is_shown() {
    let accept = std::env::var_os("GDR_ACCEPT").is_some();
    let mut wrong = Vec::new();
    for document in documents() {
        let folder = Folder::new(&document);
        let mut edits = Vec::new();
        for block in blocks(&document.text) {
            folder.store(&block);
            for run in commands(&block) {
                let printed = folder.run(&run.arguments);
                if printed != run.shown {
                    wrong.push(format!(
                        "{}:{}: {} prints\n{printed}",
                        document.name(),
                        block.line,
                        run.arguments.join(" ")
                    ));
                    edits.push((run.range, printed));
                }
            }
        }
        if accept && !edits.is_empty() {
            document.rewrite(edits);
            wrong.clear();
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

// ── Links ────────────────────────────────────────────────────────────────────────────────────────

#[test]
fn links_lead_somewhere() {
    let mut wrong = Vec::new();
    for document in documents() {
        for target in links(&document.text)
            .into_iter()
            .filter(|target| !target.contains("://"))
        {
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
    pairs.collect()
}

// ── Documents ────────────────────────────────────────────────────────────────────────────────────

struct Document {
    path: PathBuf,
    text: String,
}

/// The readmes and all of `docs/`, as far as there are any.
fn documents() -> Vec<Document> {
    let named = |folder: PathBuf, start: &str| {
        let entries = fs::read_dir(folder)
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.path());
        let is_document = |path: &PathBuf| {
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            name.starts_with(start) && name.ends_with(".md")
        };
        entries.filter(is_document).collect::<Vec<_>>()
    };
    let mut paths = named(root().to_owned(), "README");
    paths.extend(named(root().join("docs"), ""));
    paths.sort();
    paths
        .into_iter()
        .map(|path| Document {
            text: fs::read_to_string(&path).unwrap(),
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
    }

    fn file_name(&self) -> &str {
        self.path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default()
    }

    fn rewrite(&self, mut edits: Vec<(Range<usize>, String)>) {
        let mut text = self.text.clone();
        edits.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
        for (range, printed) in edits {
            text.replace_range(range, &printed);
        }
        fs::write(&self.path, text).unwrap();
    }
}

// ── Commands ─────────────────────────────────────────────────────────────────────────────────────

/// A command and what the document says it prints.
struct Run {
    arguments: Vec<String>,
    range: Range<usize>,
    shown: String,
}

/// The commands of a console block that are ours to run.
fn commands(block: &Block) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
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
            runs.extend(arguments.map(|arguments| Run {
                arguments,
                range: at..at,
                shown: String::new(),
            }));
        } else if let (true, Some(run)) = (is_ours, runs.last_mut()) {
            run.range.end = at;
            run.shown.push_str(line);
        }
    }
    runs
}

/// A folder in which the commands of a document run. It goes when it is done with.
struct Folder(PathBuf);

impl Folder {
    fn new(document: &Document) -> Folder {
        let name = document.name().replace(['/', '\\'], "-");
        let folder = Folder(
            Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id())),
        );
        let _ = fs::remove_dir_all(&folder.0);
        copy(&root().join("examples"), &folder.0.join("examples"));
        folder
    }

    /// Keeps the file that a block gives or changes.
    fn store(&self, block: &Block) {
        if let Some(name) = block.value("file") {
            fs::write(self.0.join(name), block.whole()).unwrap();
        }
        if let Some(path) = block.value("add").map(|name| self.0.join(name)) {
            let text = fs::read_to_string(&path).unwrap();
            fs::write(path, format!("{text}\n{}", block.text)).unwrap();
        }
        if let Some(path) = block.value("in").map(|name| self.0.join(name)) {
            let text = fs::read_to_string(&path).unwrap();
            let likeness = |line: &&str| {
                let pairs = line
                    .trim_start()
                    .chars()
                    .zip(block.text.trim_start().chars());
                pairs.take_while(|(a, b)| a == b).count()
            };
            let line = text.lines().max_by_key(likeness).unwrap_or_default();
            fs::write(&path, text.replacen(&format!("{line}\n"), block.text, 1)).unwrap();
        }
    }

    /// What a command prints, without blanks at the ends of lines.
    fn run(&self, arguments: &[String]) -> String {
        let output = Command::new(env!("CARGO_BIN_EXE_gdr"))
            .args(arguments)
            .current_dir(&self.0)
            .env("NO_COLOR", "1")
            .env_remove("GDR_LANG")
            .env("LC_ALL", "C")
            .output()
            .unwrap();
        let printed = [output.stdout, output.stderr].concat();
        String::from_utf8(printed)
            .unwrap()
            .lines()
            .map(|line| format!("{}\n", line.trim_end()))
            .collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten() {
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}
