//! Placeholders left in the prose, and gaps left for a number: `申请____件`.

use memchr::memmem;

use super::LintContext;
use super::words::Plain;
use crate::chinese::measures::MEASURES;
use crate::chinese::placeholders::{PLACEHOLDERS, before_gap, gaps};
use crate::diagnostic::{Diagnostic, catalog};
use crate::source::slice;

pub(super) fn lint(text: &LintContext) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    placeholders(&text.prose, &mut diagnostics);
    spaces(&text.prose, &mut diagnostics);
    diagnostics
}

fn placeholders(plain: &Plain, diagnostics: &mut Vec<Diagnostic>) {
    for placeholder in PLACEHOLDERS {
        let mut from = 0;
        while let Some(offset) =
            memmem::find(&plain.text.as_bytes()[from..], placeholder.as_bytes())
        {
            let start = from + offset;
            let after = slice(&plain.text, start..).trim_start_matches(placeholder);
            let end = plain.text.len() - after.len();
            diagnostics.push(catalog::prose_placeholder(
                plain.place(start, end),
                &slice(&plain.text, start..end),
            ));
            from = end;
        }
    }
}

/// Reports gaps left for a number before a measure word.
fn spaces(plain: &Plain, diagnostics: &mut Vec<Diagnostic>) {
    let gaps = gaps(&plain.text);
    if gaps.is_empty() {
        return;
    }
    for (at, measure) in plain.text.match_indices(MEASURES) {
        let end = at + measure.len();
        let Some(words) = before_gap(&gaps, slice(&plain.text, ..at), slice(&plain.text, end..))
        else {
            continue;
        };
        let start = words.len();
        let is_interpolated = plain.interpolations[..plain
            .interpolations
            .partition_point(|interpolation| interpolation.start <= start)]
            .last()
            .is_some_and(|interpolation| interpolation.contains(&start));
        if !is_interpolated {
            diagnostics.push(catalog::prose_placeholder(
                plain.place(start, end),
                &slice(&plain.text, start..end),
            ));
        }
    }
}
