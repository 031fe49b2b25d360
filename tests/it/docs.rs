//! The documents are correct: samples compile, commands print what is shown, links have targets,
//! and documents in both languages have the same structure.
//!
//! The info string of a fenced block states its kind: a sample, as in `common/samples.rs`, or one
//! of these:
//!
//! | info string | the block is |
//! |---|---|
//! | `gdr … file=NAME` | a sample that is also a file to run commands on |
//! | `gdr in=NAME` | replaces the line of that file with the most similar beginning; not compiled
//! by itself |
//! | `gdr add=NAME` | appended to that file; not compiled by itself |
//! | `… from=PATH` | an excerpt of that file of the project |
//! | `console` | commands after `$ `, each followed by its output, standard output before standard
//! error |
//!
//! Commands run in a folder with a copy of `examples/` and the files of the document, in order.
//! Only commands that begin with `gdr` or `cargo run --release --` are run. `GDR_BLESS=1 cargo
//! test` writes their output into the documents.

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
                    .map(|err| format!("{}:{}: {err}", document.name(), block.line)),
            );
        }
    }
    assert!(samples > 100, "{samples}");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn excerpts_match_their_files() {
    let (mut wrong, mut parts) = (Vec::new(), 0);
    for document in documents() {
        for block in blocks(&document.text) {
            let Some(path) = block.value("from") else {
                continue;
            };
            parts += 1;
            if !read(path).contains(block.text) {
                wrong.push(format!(
                    "{}:{}: not an excerpt of {path}",
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
fn links_have_targets() {
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
            wrong.extend((!is_there).then(|| format!("{}: {target} not found", document.name())));
        }
    }
    assert!(followed > 100, "{followed}");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Chinese documents link to Chinese ones if they exist, and both versions link to each other.
#[test]
fn links_stay_in_the_language() {
    let mut wrong = Vec::new();
    for (english, chinese) in pairs() {
        let leads_to = |from: &Document, to: &Document| links(&from.text).contains(&to.file_name());
        if !leads_to(&english, &chinese) || !leads_to(&chinese, &english) {
            wrong.push(format!(
                "{} and {} do not link to each other",
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
                is_elsewhere.then(|| format!("{}: {target} exists in Chinese", chinese.name())),
            );
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// The targets of the links of a document.
fn links(document: &str) -> Vec<&str> {
    let words = document.split("```").step_by(2);
    words
        .flat_map(|words| words.split("](").skip(1))
        .filter_map(|rest| rest.split(')').next())
        .collect()
}

/// The anchors of the headings of a document.
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

// ── Both languages ───────────────────────────────────────────────────────────────────────────────

/// Introductions: each language has its own text and examples.
const INTRODUCTIONS: &[&str] = &["README.md", "docs/tutorial.md"];

#[test]
fn both_languages_have_the_same_parts() {
    let mut wrong = Vec::new();
    for (english, chinese) in pairs()
        .into_iter()
        .filter(|(english, _)| !INTRODUCTIONS.contains(&english.name().as_str()))
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

/// The structure of a document, with line numbers: heading levels, table rows, list items, and code
/// blocks without comments and output.
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

/// The documents that exist in both languages, as pairs of English and Chinese.
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

/// The readmes and all documents in `docs/`.
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

    /// The text after replacing ranges.
    fn with(&self, edits: Vec<(Range<usize>, String)>) -> String {
        let mut text = self.text.clone();
        for (range, printed) in edits.into_iter().rev() {
            text.replace_range(range, &printed);
        }
        text
    }
}

// ── Commands ─────────────────────────────────────────────────────────────────────────────────────

/// A command, and the range of its output in the document.
struct Shown {
    arguments: Vec<String>,
    range: Range<usize>,
}

/// The commands of a console block that the test runs.
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

/// A folder for running the commands of a document.
fn folder(document: &Document) -> Folder {
    let folder = Folder::new(&document.name().replace(['/', '\\'], "-"));
    copy(&root().join("examples"), &folder.path("examples"));
    folder
}

/// Saves the file that a block gives or changes.
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

/// The output of a command, without trailing spaces.
fn printed(folder: &Folder, arguments: &[String]) -> String {
    let mut command = folder.command();
    command
        .args(arguments)
        .env("NO_COLOR", "1")
        .env("LC_ALL", "C");
    let run = Run::of(command.output().expect("gdr runs"));
    [run.out, run.err]
        .iter()
        .flat_map(|text| text.lines())
        .map(|line| format!("{}\n", line.trim_end()))
        .collect()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("the folder is created");
    for entry in fs::read_dir(from).expect("the folder exists") {
        let from = entry.expect("the folder can be read").path();
        let to = to.join(from.file_name().expect("the file has a name"));
        if from.is_dir() {
            copy(&from, &to);
        } else {
            fs::copy(from, to).expect("the file is copied");
        }
    }
}
