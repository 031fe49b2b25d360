//! What the documents show is so: their samples compile, and their commands print what stands under them.
//!
//! A fenced block says by its info string what it is: a sample, as in `common/samples.rs`, or one of these:
//!
//! | info string | the block is |
//! |---|---|
//! | `gdr … file=NAME` | a sample that is also a file to run commands on |
//! | `gdr in=NAME` | put into that file in the place of the line whose beginning is most like its own; not compiled by itself |
//! | `gdr add=NAME` | put at the end of that file; not compiled by itself |
//! | `… from=PATH` | a part of that file of the project, as it stands there |
//! | `console` | commands behind `$ `, each with what it prints, standard output before standard error |
//!
//! Commands run in a folder that holds a copy of `examples/` and the files of the document, in order. They begin with `gdr` or with
//! `cargo run --release --`; other commands are not run. `GDR_ACCEPT=1 cargo test --test docs` writes what they print into the documents.

mod common;

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::root;
use common::samples::{Block, Given, blocks};

#[test]
fn samples_compile() {
    let mut wrong = Vec::new();
    for document in documents() {
        let mut files = Given::new();
        for block in blocks(&document.text).into_iter().filter(Block::is_sample) {
            let diagnostics = block.compile(&mut files);
            wrong.extend(block.unlike_expected(&diagnostics).map(|said| format!("{}:{}: {said}", document.name(), block.line)));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn parts_of_files_are_shown_as_they_are() {
    let mut wrong = Vec::new();
    for document in documents() {
        for block in blocks(&document.text) {
            let Some(path) = block.value("from") else { continue };
            let is_shown = fs::read_to_string(root().join(path)).is_ok_and(|text| text.contains(block.text));
            wrong.extend((!is_shown).then(|| format!("{}:{}: not so in {path}", document.name(), block.line)));
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
                    wrong.push(format!("{}:{}: {} prints\n{printed}", document.name(), block.line, run.arguments.join(" ")));
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

// ── Documents ────────────────────────────────────────────────────────────────────────────────────────────────────────

struct Document {
    path: PathBuf,
    text: String,
}

/// The readmes and all of `docs/`, as far as there are any.
fn documents() -> Vec<Document> {
    let named = |folder: PathBuf, start: &str| {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
        let is_document = |path: &PathBuf| {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            name.starts_with(start) && name.ends_with(".md")
        };
        entries.filter(is_document).collect::<Vec<_>>()
    };
    let mut paths = named(root().to_owned(), "README");
    paths.extend(named(root().join("docs"), ""));
    paths.sort();
    paths.into_iter().map(|path| Document { text: fs::read_to_string(&path).unwrap(), path }).collect()
}

impl Document {
    fn name(&self) -> String {
        self.path.strip_prefix(root()).unwrap_or(&self.path).display().to_string()
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

// ── Commands ─────────────────────────────────────────────────────────────────────────────────────────────────────────

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
    for line in block.text.split_inclusive('\n').filter(|_| block.has("console")) {
        at += line.len();
        if let Some(command) = line.strip_prefix("$ ") {
            let arguments = command.strip_prefix("gdr ").or(command.strip_prefix("cargo run --release -- "));
            is_ours = arguments.is_some();
            let arguments = arguments.map(|arguments| arguments.split_whitespace().map(str::to_owned).collect());
            runs.extend(arguments.map(|arguments| Run { arguments, range: at..at, shown: String::new() }));
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
        let folder = Folder(Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id())));
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
                let pairs = line.trim_start().chars().zip(block.text.trim_start().chars());
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
        String::from_utf8(printed).unwrap().lines().map(|line| format!("{}\n", line.trim_end())).collect()
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
