//! The samples in the documents and in the pages of the catalog: fenced blocks with info strings.
//!
//! | info string | the block is |
//! |---|---|
//! | `gdr` | a whole file, a report or a form, which compiles without errors |
//! | `gdr fragment` | items of a report; the missing items of [`MEETINGS`] are added, and the
//! result compiles without errors |
//! | `gdr fragment of=disclosure` | the same with [`DISCLOSURE`] |
//! | `gdr fragment of=form` | items of a form, put between `form … {` and `}` |
//! | `gdr fragment of=NAME.gdr` | items of a report that replace those of the same names in that
//! example |
//! | `toml gdr` | a `gdr.toml` in `tests/projects/`, without errors |
//! | `… error=G0506` | any of these, which produces this code and no other |
//! | `… file=NAME` | also a file of that name, which later blocks can `use` |

use std::collections::BTreeMap;
use std::fs;
use std::sync::Arc;

use super::{example, root};
use gdr::Compiler;
use gdr::diagnostic::{Diagnostic, Severity, Words};
use gdr::forms::{Files, Unread};
use gdr::source::Source;

/// The items of a report, by name. An item is left out if a fragment has a line of its name.
type Frame = &'static [(&'static str, &'static str)];

/// A small report of `examples/local/meetings-form.gdr`.
const MEETINGS: Frame = &[
    ("report", "report meetings 2024"),
    ("use", "use \"meetings-form.gdr\""),
    ("填报单位", "填报单位 \"青禾街道办事处\""),
    ("填报日期", "填报日期 2025-01-10"),
    ("统计范围", "统计范围 本级"),
    ("基本情况", "基本情况 \"（略）\""),
    (
        "会议",
        "会议 {\n 工作部署 4 | 2 0 = 6\n 公众参与 {\n 意见征求 3 | 0 0\n rest 0\n }\n 代表列席 2 | 0 0\n}",
    ),
    (
        "培训",
        "培训 {\n 满意率 98.5%\n 机关干部 3 120 +15 12000 元\n 社区工作者 2 86 -4 0.85 万元\n}",
    ),
];

/// A report of the national form in which every figure is 0.
const DISCLOSURE: Frame = &[
    ("report", "report disclosure 2024"),
    ("机关", "机关 \"青禾县人民政府\""),
    ("落款日期", "落款日期 2025-01-20"),
    ("总体情况", "总体情况 \"（略）\""),
    ("主动公开", "主动公开 { rest 0 }"),
    ("申请", "申请 { rest 0 }"),
    ("复议诉讼", "复议诉讼 { rest 0 }"),
    ("问题改进", "问题改进 \"（略）\""),
    ("其他事项", "其他事项 {\n text \"无。\"\n 信息处理费 0\n}"),
];

/// The files given by earlier blocks, by name.
pub type Given = BTreeMap<String, String>;

pub struct Block<'d> {
    pub info: &'d str,
    pub line: usize,
    /// The start of the text in the document.
    pub start: usize,
    pub text: &'d str,
}

/// The fenced blocks of a document, in order.
pub fn blocks(document: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut open: Option<(&str, usize, usize)> = None;
    let mut at = 0;
    for (index, line) in document.split_inclusive('\n').enumerate() {
        let fence = line.trim().strip_prefix("```");
        match (open, fence) {
            (None, Some(info)) => open = Some((info, index + 1, at + line.len())),
            (Some((info, number, start)), Some("")) => {
                blocks.push(Block {
                    info,
                    line: number,
                    start,
                    text: &document[start..at],
                });
                open = None;
            }
            _ => {}
        }
        at += line.len();
    }
    blocks
}

impl Block<'_> {
    pub fn has(&self, word: &str) -> bool {
        self.info.split_whitespace().any(|other| other == word)
    }

    pub fn value(&self, key: &str) -> Option<&str> {
        self.info
            .split_whitespace()
            .find_map(|word| word.strip_prefix(key)?.strip_prefix('='))
    }

    pub fn is_sample(&self) -> bool {
        self.has("gdr") && self.value("in").is_none() && self.value("add").is_none()
    }

    /// The complete file of the block.
    pub fn whole(&self) -> String {
        match (self.has("fragment"), self.value("of")) {
            (false, _) => self.text.to_owned(),
            (true, None) => framed(MEETINGS, self.text),
            (true, Some("disclosure")) => framed(DISCLOSURE, self.text),
            (true, Some("form")) => format!(
                "form sample 2024 \"样表\" {{\nyears 2024..\n{}}}\n",
                self.text
            ),
            (true, Some(example)) => within(example, self.text),
        }
    }

    /// Compiles the block. If it is also a file, adds it to `given` for later blocks.
    pub fn compile(&self, given: &mut Given) -> Vec<Diagnostic> {
        let text = self.whole();
        if let Some(name) = self.value("file") {
            given.insert(name.to_owned(), text.clone());
        }
        if self.has("toml") {
            return super::project(&text).diagnostics;
        }
        Compiler::with_files(Beside(given))
            .compile(&Source::new("sample.gdr", text), gdr::Options::default())
            .diagnostics
    }

    /// A message if the diagnostics are not those that the info string states.
    pub fn unlike_expected(&self, diagnostics: &[Diagnostic]) -> Option<String> {
        let is_unexpected = |diagnostic: &&Diagnostic| match self.value("error") {
            Some(code) => diagnostic.severity != Severity::Hint || diagnostic.code == code,
            None => diagnostic.is_error(),
        };
        let diagnostics: Vec<&Diagnostic> = diagnostics.iter().filter(is_unexpected).collect();
        let is_expected = match self.value("error") {
            Some(code) => {
                !diagnostics.is_empty()
                    && diagnostics.iter().all(|diagnostic| diagnostic.code == code)
            }
            None => diagnostics.is_empty(),
        };
        let words = diagnostics
            .iter()
            .map(|diagnostic| format!("{} {}", diagnostic.code, diagnostic.title.of_en()));
        (!is_expected).then(|| {
            format!(
                "{} gives: {}",
                self.info,
                words.collect::<Vec<_>>().join("; ")
            )
        })
    }
}

/// A text with the missing items of a frame added.
fn framed(frame: Frame, text: &str) -> String {
    let is_stated = |name: &str| {
        text.lines()
            .any(|line| first_word(line) == name && !line.starts_with(' '))
    };
    let frame = frame
        .iter()
        .filter(|(name, _)| !is_stated(name))
        .map(|(_, item)| *item);
    frame.chain([text]).collect::<Vec<_>>().join("\n")
}

/// An example in which the items of a text replace those of the same names.
fn within(name: &str, text: &str) -> String {
    let example = example(name.trim_end_matches(".gdr"));
    let names: Vec<&str> = text
        .lines()
        .filter(|line| !line.starts_with([' ', '}', '"']))
        .map(first_word)
        .collect();
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
    kept.into_iter()
        .chain([text])
        .collect::<Vec<_>>()
        .join("\n")
}

fn first_word(line: &str) -> &str {
    line.split([' ', '.', '\n']).next().unwrap_or("")
}

/// The forms that samples use: files given by blocks, or those of the examples.
struct Beside<'f>(&'f Given);

impl Files for Beside<'_> {
    fn read(&self, _: &str, path: &str) -> Result<Arc<Source>, Unread> {
        let text = match self.0.get(path) {
            Some(text) => text.clone(),
            None => [
                root().join("examples/local"),
                root().join("examples"),
                root().to_owned(),
            ]
            .iter()
            .find_map(|folder| fs::read_to_string(folder.join(path)).ok())
            .ok_or_else(|| Words::same("file not found"))?,
        };
        Ok(Source::new(path, text))
    }
}
