//! `由……等N部分组成` lists N parts.

use super::Text;
use super::words::Plain;
use crate::diagnostic::{Diagnostic, catalog};
use crate::model::Form;

/// What stands between the parts of a list.
const MARKS: [char; 3] = ['、', '，', '和'];

const DIGITS: &str = "零一二三四五六七八九";

pub fn lint(text: &Text) -> Vec<Diagnostic> {
    let form = &text.verified.report.form;
    miscounts(form, &text.prose)
}

fn miscounts(form: &Form, plain: &Plain) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for (at, _) in plain.text.match_indices("部分组成") {
        let before = plain.text[..at].trim_end_matches('个');
        let numeral_start = before.trim_end_matches(|c: char| c.is_ascii_digit() || c == '十' || DIGITS.contains(c)).len();
        let numeral = &before[numeral_start..];
        let sentence = before[..numeral_start].rsplit(['。', '\n']).next().unwrap_or("");
        let Some((_, list)) = sentence.split_once('由') else { continue };
        let Some(stated) = number(numeral) else { continue };
        let listed = count(form, list.trim_end_matches(['等', '共']));
        if listed > 1 && listed != stated {
            diagnostics.push(catalog::parts_miscounted(plain.place(numeral_start, before.len()), &stated, &listed));
        }
    }
    diagnostics
}

/// How many parts a list names. A section's title is one part, whatever marks stand in it.
fn count(form: &Form, list: &str) -> usize {
    let mut titles: Vec<&str> = form
        .sections()
        .flat_map(|(node, section)| {
            std::iter::once(form.node(node).label.as_str()).chain(section.also.iter().map(String::as_str))
        })
        .collect();
    // Only a title with such marks in it could be counted for more than one.
    titles.retain(|title| title.contains(MARKS));
    titles.sort_by_key(|title| std::cmp::Reverse(title.len()));
    let masked = titles.into_iter().fold(list.to_owned(), |list, title| list.replace(title, "#"));
    masked.split(MARKS).filter(|part| !part.is_empty()).count()
}

/// A numeral up to 99: `六`, `十二`, `6`.
fn number(numeral: &str) -> Option<usize> {
    if numeral.bytes().all(|byte| byte.is_ascii_digit()) {
        return numeral.parse().ok();
    }
    let digit = |text: &str| DIGITS.chars().position(|c| text.chars().eq([c]));
    match numeral.split_once('十') {
        None => digit(numeral),
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { 1 } else { digit(tens)? };
            Some(tens * 10 + if ones.is_empty() { 0 } else { digit(ones)? })
        }
    }
}
