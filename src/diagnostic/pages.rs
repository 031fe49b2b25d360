//! The pages of the catalog: a longer explanation of each code.
//!
//! A page is `pages/CODE.md`. It has two or four parts, in this order:
//!
//! | part | holds |
//! |---|---|
//! | `## zh`, `## en` | what the code means and why it matters, the same in both languages |
//! | `## example` | fenced samples that produce the code, shared by both languages |
//! | `## instead` | the corrected samples |
//!
//! A page has no samples if no text can show the mistake. The words after a fence specify how a
//! test completes the sample to a whole file: see `tests/it/common/samples.rs`.

use super::Language;

/// A parsed page.
#[derive(Debug)]
pub struct CodePage {
    zh: &'static str,
    en: &'static str,
    pub example: Vec<Sample>,
    pub instead: Vec<Sample>,
}

/// A fenced block: the words after its fence, and its text.
#[derive(Debug)]
pub struct Sample {
    pub info: &'static str,
    pub text: &'static str,
}

impl CodePage {
    /// Parses the text of a page. `None` if the page is invalid. A test checks that every page of
    /// the catalog is valid.
    pub fn parse(text: &'static str) -> Option<CodePage> {
        let (zh, rest) = text.strip_prefix("## zh\n")?.split_once("\n## en\n")?;
        let Some((en, samples)) = rest.split_once("\n## example\n") else {
            return Some(CodePage {
                zh: zh.trim(),
                en: rest.trim(),
                example: Vec::new(),
                instead: Vec::new(),
            });
        };
        let (example, instead) = samples.split_once("\n## instead\n")?;
        Some(CodePage {
            zh: zh.trim(),
            en: en.trim(),
            example: blocks(example)?,
            instead: blocks(instead)?,
        })
    }

    /// The explanation in a language.
    pub fn prose(&self, language: Language) -> &'static str {
        match language {
            Language::Chinese => self.zh,
            Language::English => self.en,
        }
    }
}

/// The fenced blocks of a part. `None` if there is no block, or if there is any text outside the
/// blocks.
fn blocks(part: &'static str) -> Option<Vec<Sample>> {
    let mut samples = Vec::new();
    let mut rest = part.trim();
    while !rest.is_empty() {
        let (info, after) = rest.strip_prefix("```")?.split_once('\n')?;
        let (text, after) = after.split_once("```")?;
        samples.push(Sample { info, text });
        rest = after.trim_start();
    }
    (!samples.is_empty()).then_some(samples)
}
