//! What the documents show is so: their samples compile, and their commands print what stands under them.
//!
//! A fenced block says by its info string what it is:
//!
//! | info string | the block is |
//! |---|---|
//! | `gdr` | a whole file, a report or a form, which compiles without errors |
//! | `gdr fragment` | items of a report; what [`FRAME`] has beside them is added, and the whole compiles without errors |
//! | `gdr fragment of=form` | items of a form, put between `form … {` and `}` |
//! | `gdr fragment of=NAME.gdr` | items of a report, in the place of those of the same names in that example |
//! | `… error=E0506` | any of these, which gives this code and no other |
//! | `… file=NAME` | also a file of that name, for later blocks of the document to `use` or to run commands on |
//! | `gdr in=NAME` | put into that file in the place of the line whose beginning is most like its own; not compiled by itself |
//! | `gdr add=NAME` | put at the end of that file; not compiled by itself |
//! | `console` | commands behind `$ `, each with what it prints, standard output before standard error |
//!
//! Commands run in a folder that holds a copy of `examples/` and the files of the document, in order. They begin with `gdr` or with
//! `cargo run --release --`; other commands are not run. `GDR_ACCEPT=1 cargo test --test docs` writes what they print into the documents.

use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use gdr::Compiler;
use gdr::diagnostic::{Diagnostic, Level};
use gdr::forms::Files;
use gdr::source::Source;

/// A small report of `examples/local/meetings-form.gdr`, item by item. An item is left out where a fragment has a line of its name.
const FRAME: &[(&str, &str)] = &[
    ("report", "report meetings 2024"),
    ("use", "use \"meetings-form.gdr\""),
    ("填报单位", "填报单位 \"青禾街道办事处\""),
    ("填报日期", "填报日期 2025-01-10"),
    ("统计范围", "统计范围 本级"),
    ("基本情况", "基本情况 \"（略）\""),
    ("会议", "会议 {\n 工作部署 4 | 2 0 = 6\n 公众参与 {\n 意见征求 3 | 0 0\n rest 0\n }\n 代表列席 2 | 0 0\n}"),
    ("培训", "培训 {\n 满意率 98.5%\n 机关干部 3 120 +15 12000 元\n 社区工作者 2 86 -4 0.85 万元\n}"),
];

#[test]
fn samples_compile() {
    let mut wrong = Vec::new();
    for document in documents() {
        let mut files = BTreeMap::new();
        for block in document.blocks().filter(Block::is_sample) {
            let text = block.whole();
            if let Some(name) = block.value("file") {
                files.insert(name.to_owned(), text.clone());
            }
            let compiled = Compiler::with_files(Beside(&files)).compile(&Source::new("sample.gdr", text.as_str()));
            wrong.extend(
                block.unlike_expected(&compiled.diagnostics).map(|said| format!("{}:{}: {said}", document.name(), block.line)),
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
        for block in document.blocks() {
            folder.store(&block);
            for run in block.commands() {
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

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
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

    /// The fenced blocks, in order.
    fn blocks(&self) -> impl Iterator<Item = Block<'_>> {
        let mut blocks = Vec::new();
        let mut open: Option<(&str, usize, usize)> = None;
        let mut at = 0;
        for (index, line) in self.text.split_inclusive('\n').enumerate() {
            let fence = line.trim().strip_prefix("```");
            match (open, fence) {
                (None, Some(info)) => open = Some((info, index + 1, at + line.len())),
                (Some((info, number, start)), Some("")) => {
                    blocks.push(Block { info, line: number, start, text: &self.text[start..at] });
                    open = None;
                }
                _ => {}
            }
            at += line.len();
        }
        blocks.into_iter()
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

// ── Blocks ───────────────────────────────────────────────────────────────────────────────────────────────────────────

struct Block<'d> {
    info: &'d str,
    line: usize,
    /// Where the text begins in the document.
    start: usize,
    text: &'d str,
}

/// A command and what the document says it prints.
struct Run {
    arguments: Vec<String>,
    range: Range<usize>,
    shown: String,
}

impl Block<'_> {
    fn has(&self, word: &str) -> bool {
        self.info.split_whitespace().any(|other| other == word)
    }

    fn value(&self, key: &str) -> Option<&str> {
        self.info.split_whitespace().find_map(|word| word.strip_prefix(key)?.strip_prefix('='))
    }

    fn is_sample(&self) -> bool {
        self.has("gdr") && self.value("in").is_none() && self.value("add").is_none()
    }

    /// The file that the block stands for.
    fn whole(&self) -> String {
        match (self.has("fragment"), self.value("of")) {
            (false, _) => self.text.to_owned(),
            (true, Some(example)) if example.ends_with(".gdr") => within(example, self.text),
            (true, Some(_)) => format!("form sample 2024 \"样表\" {{\nyears 2024..\n{}}}\n", self.text),
            (true, None) => {
                let is_stated = |name: &str| self.text.lines().any(|line| first_word(line) == name && !line.starts_with(' '));
                let frame = FRAME.iter().filter(|(name, _)| !is_stated(name)).map(|(_, item)| *item);
                frame.chain([self.text]).collect::<Vec<_>>().join("\n")
            }
        }
    }

    /// What is wrong with what the compiler says of the block.
    fn unlike_expected(&self, diagnostics: &[Diagnostic]) -> Option<String> {
        let said = |diagnostic: &&Diagnostic| match self.value("error") {
            Some(_) => diagnostic.level != Level::Hint,
            None => diagnostic.is_error(),
        };
        let diagnostics: Vec<&Diagnostic> = diagnostics.iter().filter(said).collect();
        let is_expected = match self.value("error") {
            Some(code) => !diagnostics.is_empty() && diagnostics.iter().all(|diagnostic| diagnostic.code == code),
            None => diagnostics.is_empty(),
        };
        let words = diagnostics.iter().map(|diagnostic| format!("{} {}", diagnostic.code, diagnostic.title.of_en()));
        (!is_expected).then(|| format!("{} gives: {}", self.info, words.collect::<Vec<_>>().join("; ")))
    }

    /// The commands of a console block that are ours to run.
    fn commands(&self) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        let mut at = self.start;
        let mut is_ours = false;
        for line in self.text.split_inclusive('\n').filter(|_| self.has("console")) {
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
}

/// An example with items of its own left out for those of the same names in a text.
fn within(example: &str, text: &str) -> String {
    let example = fs::read_to_string(root().join("examples").join(example)).expect("the example is there");
    let names: Vec<&str> = text.lines().filter(|line| !line.starts_with([' ', '}', '"'])).map(first_word).collect();
    let (mut in_prose, mut depth, mut is_kept) = (false, 0, true);
    let kept: Vec<&str> = example
        .lines()
        .filter(|line| {
            if !in_prose && depth == 0 {
                is_kept = !names.contains(&first_word(line));
            }
            in_prose ^= line.matches("\"\"\"").count() % 2 == 1;
            if !in_prose {
                depth += line.matches('{').count() as isize - line.matches('}').count() as isize;
            }
            is_kept
        })
        .collect();
    kept.into_iter().chain([text]).collect::<Vec<_>>().join("\n")
}

fn first_word(line: &str) -> &str {
    line.split([' ', '.', '\n']).next().unwrap_or("")
}

/// The files that samples name: those of the same document, or of the examples.
struct Beside<'f>(&'f BTreeMap<String, String>);

impl Files for Beside<'_> {
    fn read(&self, _: &str, path: &str) -> Result<Arc<Source>, String> {
        let text = match self.0.get(path) {
            Some(text) => text.clone(),
            None => [root().join("examples/local"), root().join("examples"), root().to_owned()]
                .iter()
                .find_map(|folder| fs::read_to_string(folder.join(path)).ok())
                .ok_or("no such file")?,
        };
        Ok(Source::new(path, text))
    }
}

// ── Commands ─────────────────────────────────────────────────────────────────────────────────────────────────────────

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
