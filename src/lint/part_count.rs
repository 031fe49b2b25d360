//! Checks `由……等N部分组成` against the number of listed parts.

use super::LintContext;
use super::words::Plain;
use crate::chinese::{lists, numerals};
use crate::diagnostic::{Diagnostic, catalog};
use crate::model::Form;

pub(super) fn lint(text: &LintContext) -> Vec<Diagnostic> {
    let form = &text.verified.report.form;
    miscounts(form, &text.prose)
}

fn miscounts(form: &Form, plain: &Plain) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for composition in lists::compositions(&plain.text) {
        let Some(stated) = number(composition.stated) else {
            continue;
        };
        let listed = count(form, composition.list);
        if listed > 1 && listed != stated {
            let (start, end) = (
                composition.start,
                composition.start + composition.stated.len(),
            );
            diagnostics.push(catalog::prose_part_count(
                plain.place(start, end),
                &stated,
                &listed,
            ));
        }
    }
    diagnostics
}

/// The number of parts in a list. A section's title is one part, even if it contains separators.
fn count(form: &Form, list: &str) -> usize {
    let mut titles: Vec<&str> = form
        .sections()
        .flat_map(|(node, section)| {
            std::iter::once(form.node(node).label.as_str())
                .chain(section.also.iter().map(String::as_str))
        })
        .collect();
    // Only a title with separators could be counted as several parts.
    titles.retain(|title| lists::has_separator(title));
    titles.sort_by_key(|title| std::cmp::Reverse(title.len()));
    let masked = titles
        .into_iter()
        .fold(list.to_owned(), |list, title| list.replace(title, "#"));
    lists::items(&masked)
        .filter(|item| !item.is_empty())
        .count()
}

/// `六`, `十二`, `6`
fn number(numeral: &str) -> Option<usize> {
    numeral
        .parse()
        .ok()
        .or_else(|| numerals::parse(numeral).and_then(|number| usize::try_from(number).ok()))
}
