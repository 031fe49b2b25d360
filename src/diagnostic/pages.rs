//! The pages of the catalogue: a code at length, for a reader whom its message did not help.
//!
//! A page is `pages/CODE.md`. It has two or four parts, in this order:
//!
//! | part | holds |
//! |---|---|
//! | `## zh`, `## en` | what the code means and why it matters, the same in both languages |
//! | `## example` | fenced samples that give the code, shared by both |
//! | `## instead` | the samples mended |
//!
//! A page has no samples where no text can show the mistake. The words behind a fence say how a
//! test makes a whole file of the sample: they are those of `tests/it/common/samples.rs`.

use super::Language;

/// A page taken apart.
#[derive(Debug)]
pub struct CodePage {
    zh: &'static str,
    en: &'static str,
    pub example: Vec<Sample>,
    pub instead: Vec<Sample>,
}

/// A fenced block: the words behind its fence, and its text.
#[derive(Debug)]
pub struct Sample {
    pub info: &'static str,
    pub text: &'static str,
}

impl CodePage {
    /// None for a text that is not a page: a test sees to it that each in the catalogue is one.
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

    /// What the page says.
    pub fn prose(&self, language: Language) -> &'static str {
        match language {
            Language::Chinese => self.zh,
            Language::English => self.en,
        }
    }
}

/// The fenced blocks of a part: at least one, and nothing else.
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
