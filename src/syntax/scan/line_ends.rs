//! Handles files whose lines end with carriage returns alone, as old editors write them.

use std::sync::Arc;

use memchr::{memchr, memchr_iter};

use crate::diagnostic::{Diagnostic, Edit, Fix, catalog};
use crate::source::{Place, Source, Span};

/// The error for a text whose lines end with carriage returns alone, with a fix for all of them.
/// `None` if the text has a line feed or no carriage return.
pub(super) fn carriage_returns(source: &Arc<Source>) -> Option<Diagnostic> {
    let bytes = source.text().as_bytes();
    if memchr(b'\n', bytes).is_some() {
        return None;
    }
    let place = |at: usize| Place::new(source, Span::new(at, at + 1));
    let first = memchr(b'\r', bytes)?;
    let edits = memchr_iter(b'\r', bytes).map(|at| Edit {
        place: place(at),
        text: String::from("\n"),
    });
    Some(catalog::carriage_returns(place(first)).with_fix(Fix {
        is_certain: true,
        edits: edits.collect(),
    }))
}
