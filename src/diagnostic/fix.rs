//! Fixes: edits to the text that correct a diagnostic.

use std::sync::Arc;

use super::Diagnostic;
use crate::source::{Place, Source, slice};

/// The replacement of a range of text.
#[derive(Debug, Clone)]
pub struct Edit {
    /// The range to replace.
    pub place: Place,
    /// The new text.
    pub text: String,
}

/// Edits that together fix a diagnostic.
#[derive(Debug, Clone)]
pub struct Fix {
    /// Whether the fix is unambiguous. A fix that changes a figure never is, because only the
    /// author knows the right figure.
    pub is_certain: bool,
    /// The edits; apply all or none.
    pub edits: Vec<Edit>,
}

impl Diagnostic {
    /// Adds an unambiguous fix that replaces `place` with `text`.
    pub fn with_certain_fix(self, place: Place, text: impl Into<String>) -> Diagnostic {
        self.with_fix(Fix {
            is_certain: true,
            edits: vec![Edit {
                place,
                text: text.into(),
            }],
        })
    }

    /// Adds a fix that replaces `place` with `text` and needs a decision by the author.
    pub fn with_possible_fix(self, place: Place, text: impl Into<String>) -> Diagnostic {
        self.with_fix(Fix {
            is_certain: false,
            edits: vec![Edit {
                place,
                text: text.into(),
            }],
        })
    }

    /// Adds a fix.
    pub fn with_fix(mut self, fix: Fix) -> Diagnostic {
        self.fixes.push(fix);
        self
    }
}

/// Applies the edits that belong to this source, and returns the new text. If edits overlap, only
/// the first in the text is applied.
pub fn apply<'e>(source: &Arc<Source>, edits: impl IntoIterator<Item = &'e Edit>) -> String {
    let is_in_source = |edit: &&Edit| Arc::ptr_eq(&edit.place.source, source);
    let mut edits: Vec<&Edit> = edits.into_iter().filter(is_in_source).collect();
    edits.sort_by_key(|edit| edit.place.span);
    let text = source.text();
    let mut edited = String::with_capacity(text.len());
    let mut at = 0;
    for Edit { place, text: new } in edits {
        let range = place.span.range();
        if range.start >= at {
            edited.push_str(slice(text, at..range.start));
            edited.push_str(new);
            at = range.end;
        }
    }
    edited.push_str(slice(text, at..));
    edited
}
