//! Which part of a difference a view has, and in which language.

use crate::diagnostic::{Language, Words};

#[derive(Debug, Clone, Copy)]
pub struct Selection {
    pub language: Language,
    /// Whether people read it: then it has words, sections of lines, and alike places together.
    /// Programs read every fact and every place by itself.
    pub has_words: bool,
    /// Whether it has what is unchanged or still to be filled in.
    pub has_unchanged: bool,
    /// Whether the reader asked for that, so that pages show it unfolded.
    pub is_unfolded: bool,
}

impl Selection {
    /// Everything, the same in every language.
    pub const PROGRAM: Selection = Selection {
        language: Language::Chinese,
        has_words: false,
        has_unchanged: true,
        is_unfolded: true,
    };

    /// For the terminal: what is unchanged only with `--all`.
    pub fn text(language: Language, all: bool) -> Selection {
        Selection {
            language,
            has_words: true,
            has_unchanged: all,
            is_unfolded: all,
        }
    }

    /// On a page what is unchanged is there, but folded away without `--all`.
    pub fn page(language: Language, all: bool) -> Selection {
        Selection {
            has_unchanged: true,
            ..Selection::text(language, all)
        }
    }

    pub fn localize(&self, zh: impl Into<String>, en: impl Into<String>) -> String {
        Words::new(zh, en).of(self.language).to_owned()
    }
}
