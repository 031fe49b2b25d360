//! Placeholders left in the prose, and measure words whose number was left out: `公开条`.

use memchr::memmem;

use super::Text;
use super::words::Plain;
use crate::diagnostic::{Diagnostic, catalog};

const PLACEHOLDERS: &[&str] = &["XX", "xx", "××", "待补充", "待填写", "〔待核〕", "＊＊"];

/// Verbs with the measure words that cannot follow them without a number.
const MEASURES: &[(&[&str], &[&str])] = &[
    (&["公开", "收到", "受理", "办结", "答复", "新收", "结转", "发布", "制发", "共计", "共"], &["条", "宗", "份", "起", "次"]),
    (&["收到", "新收", "结转", "共计", "共"], &["件"]),
];

/// Marks behind which no number can follow.
const ENDS: &[&str] = &["，", "。", "；", "、", "）"];

pub fn lint(text: &Text) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    placeholders(&text.prose, &mut diagnostics);
    numbers_left_out(&text.prose, &mut diagnostics);
    diagnostics
}

fn placeholders(plain: &Plain, diagnostics: &mut Vec<Diagnostic>) {
    for placeholder in PLACEHOLDERS {
        let mut from = 0;
        while let Some(offset) = memmem::find(&plain.text.as_bytes()[from..], placeholder.as_bytes()) {
            let start = from + offset;
            let behind = plain.text[start..].trim_start_matches(placeholder);
            let end = plain.text.len() - behind.len();
            diagnostics.push(catalog::placeholder(plain.place(start, end), &&plain.text[start..end]));
            from = end;
        }
    }
}

fn numbers_left_out(plain: &Plain, diagnostics: &mut Vec<Diagnostic>) {
    // The first byte of a full-width mark begins nothing but marks, so there are few places to look at.
    let marks = memchr::memchr2_iter(0xe3, 0xef, plain.text.as_bytes());
    for end in marks.filter(|&at| ENDS.iter().any(|mark| plain.text[at..].starts_with(mark))) {
        let clause = &plain.text[..end];
        let found = MEASURES.iter().find_map(|(verbs, measures)| {
            let measure = measures.iter().find(|measure| clause.ends_with(*measure))?;
            let before = &clause[..end - measure.len()];
            let verb = verbs.iter().find(|verb| before.ends_with(*verb))?;
            Some(before.len() - verb.len())
        });
        if let Some(start) = found {
            diagnostics.push(catalog::number_left_out(plain.place(start, end), &&plain.text[start..end]));
        }
    }
}
