//! Which items the view of a difference has, and in which language.

use crate::diagnostic::{Language, Words};

#[derive(Debug, Clone, Copy)]
pub(super) struct Selection {
    pub language: Language,
    /// Whether the view is for people. It then has words, groups lines by section and combines
    /// equal places. A view for programs lists every fact and place separately.
    pub has_words: bool,
    /// Whether the view includes unchanged items and unknown values.
    pub has_unchanged: bool,
    /// Whether pages show these items expanded, because the reader asked for them.
    pub is_unfolded: bool,
}

impl Selection {
    /// Everything, in a language-independent form.
    pub(super) const PROGRAM: Selection = Selection {
        language: Language::Chinese,
        has_words: false,
        has_unchanged: true,
        is_unfolded: true,
    };

    /// For a terminal: unchanged items only with `--all`.
    pub(super) fn text(language: Language, all: bool) -> Selection {
        Selection {
            language,
            has_words: true,
            has_unchanged: all,
            is_unfolded: all,
        }
    }

    /// For a page: unchanged items are always included, but collapsed without `--all`.
    pub(super) fn page(language: Language, all: bool) -> Selection {
        Selection {
            has_unchanged: true,
            ..Selection::text(language, all)
        }
    }

    pub(super) fn localize(self, zh: impl Into<String>, en: impl Into<String>) -> String {
        Words::new(zh, en).of(self.language).to_owned()
    }
}
