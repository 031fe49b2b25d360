//! `由……等N部分组成` lists N parts.

use super::LintContext;
use super::words::Plain;
use crate::diagnostic::{Diagnostic, catalog};
use crate::model::{Form, numeral};

/// What stands between the parts of a list.
const MARKS: [char; 3] = ['、', '，', '和'];

pub fn lint(text: &LintContext) -> Vec<Diagnostic> {
    let form = &text.verified.report.form;
    miscounts(form, &text.prose)
}

fn miscounts(form: &Form, plain: &Plain) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for (at, _) in plain.text.match_indices("部分组成") {
        let before = plain.text[..at].trim_end_matches('个');
        let numeral_start = before
            .trim_end_matches(|c: char| c.is_ascii_digit() || numeral::is_numeral(c))
            .len();
        let numeral = &before[numeral_start..];
        let sentence = before[..numeral_start]
            .rsplit(['。', '\n'])
            .next()
            .unwrap_or("");
        let Some((_, list)) = sentence.split_once('由') else {
            continue;
        };
        let Some(stated) = number(numeral) else {
            continue;
        };
        let listed = count(form, list.trim_end_matches(['等', '共']));
        if listed > 1 && listed != stated {
            diagnostics.push(catalog::parts_miscounted(
                plain.place(numeral_start, before.len()),
                &stated,
                &listed,
            ));
        }
    }
    diagnostics
}

/// How many parts a list names. A section's title is one part, whatever marks stand in it.
fn count(form: &Form, list: &str) -> usize {
    let mut titles: Vec<&str> = form
        .sections()
        .flat_map(|(node, section)| {
            std::iter::once(form.node(node).label.as_str())
                .chain(section.also.iter().map(String::as_str))
        })
        .collect();
    // Only a title with such marks in it could be counted for more than one.
    titles.retain(|title| title.contains(MARKS));
    titles.sort_by_key(|title| std::cmp::Reverse(title.len()));
    let masked = titles
        .into_iter()
        .fold(list.to_owned(), |list, title| list.replace(title, "#"));
    masked.split(MARKS).filter(|part| !part.is_empty()).count()
}

/// `六`, `十二`, `6`
fn number(numeral: &str) -> Option<usize> {
    numeral
        .parse()
        .ok()
        .or_else(|| numeral::parse(numeral).and_then(|number| usize::try_from(number).ok()))
}
