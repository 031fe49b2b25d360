//! Ways to mend what is wrong, as changes to the text.

use std::sync::Arc;

use super::Diagnostic;
use crate::source::{Place, Source, slice};

/// A stretch of a text and what should stand in its place.
#[derive(Debug, Clone)]
pub struct Edit {
    /// What is replaced.
    pub place: Place,
    /// What stands there then.
    pub text: String,
}

/// Edits that mend a diagnostic together.
#[derive(Debug, Clone)]
pub struct Fix {
    /// Whether nothing else can be meant. A figure is never certain: only its author knows it.
    pub is_certain: bool,
    /// What is changed, all or nothing.
    pub edits: Vec<Edit>,
}

impl Diagnostic {
    /// Adds a fix that leaves no doubt: `text` in the place of what is wrong.
    pub fn with_certain_fix(self, place: Place, text: impl Into<String>) -> Diagnostic {
        self.with_fix(Fix {
            is_certain: true,
            edits: vec![Edit {
                place,
                text: text.into(),
            }],
        })
    }

    /// Adds a fix that a person must decide on.
    pub fn with_possible_fix(self, place: Place, text: impl Into<String>) -> Diagnostic {
        self.with_fix(Fix {
            is_certain: false,
            edits: vec![Edit {
                place,
                text: text.into(),
            }],
        })
    }

    /// The same with one more way to mend it.
    pub fn with_fix(mut self, fix: Fix) -> Diagnostic {
        self.fixes.push(fix);
        self
    }
}

/// A text with those edits applied that are of it. Of two that overlap the first stands, in the
/// order of the text.
pub fn apply<'e>(source: &Arc<Source>, edits: impl IntoIterator<Item = &'e Edit>) -> String {
    let is_of_it = |edit: &&Edit| Arc::ptr_eq(&edit.place.source, source);
    let mut edits: Vec<&Edit> = edits.into_iter().filter(is_of_it).collect();
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
