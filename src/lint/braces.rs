//! Unmatched closing braces: an interpolation without its `{` is printed as plain text.

use super::LintContext;
use crate::diagnostic::{Diagnostic, Words, catalog};
use crate::model::{Prose, ProsePart, Report};
use crate::source::{Place, slice};

pub(super) fn lint(text: &LintContext) -> Vec<Diagnostic> {
    let report = &text.verified.report;
    report
        .all_prose()
        .flat_map(|prose| unmatched(report, prose))
        .map(reported)
        .collect()
}

fn reported(place: Place) -> Diagnostic {
    let is_second = slice(place.source.text(), ..place.span.range().start).ends_with('}');
    let diagnostic = catalog::prose_brace(place.clone());
    if !is_second {
        return diagnostic;
    }
    let help = Words::new(
        "{{ 显示为一个 {，与之配对的 } 只写一个",
        "{{ prints one {, and a single } closes it",
    );
    diagnostic.with_help(help).with_possible_fix(place, "")
}

/// The closing braces of a prose text that match no opening brace. `{{` is an escaped brace.
fn unmatched(report: &Report, prose: &Prose) -> Vec<Place> {
    let (mut open, mut unmatched) = (0, Vec::new());
    for part in &prose.parts {
        match part {
            ProsePart::Brace => open += 1,
            ProsePart::Interpolation(_) => {}
            ProsePart::Text(span) => {
                let whole = report.place(*span);
                let text = whole.text().as_bytes();
                for at in memchr::memchr2_iter(b'{', b'}', text) {
                    match (text[at], open) {
                        // A `{` in text belongs to an interpolation that could not be parsed.
                        (b'{', _) => open += 1,
                        (_, 0) => unmatched.push(whole.part(at..at + 1)),
                        _ => open -= 1,
                    }
                }
            }
        }
    }
    unmatched
}
