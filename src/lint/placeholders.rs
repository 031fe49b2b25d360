//! Placeholders left in the prose, and measure words whose number was left out: `公开条`.

use super::words::Plain;
use crate::diagnostic::{Diagnostic, catalog};
use crate::verify::Verified;

const PLACEHOLDERS: &[&str] = &["XX", "xx", "××", "待补充", "待填写", "＊＊"];

/// Verbs with the measure words that cannot follow them without a number.
const MEASURES: &[(&[&str], &[&str])] = &[
    (&["公开", "收到", "受理", "办结", "答复", "新收", "结转", "发布", "制发", "共计", "共"], &["条", "宗", "份", "起", "次"]),
    (&["收到", "新收", "结转", "共计", "共"], &["件"]),
];

pub fn lint(verified: &Verified) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for plain in Plain::all(&verified.report) {
        for placeholder in PLACEHOLDERS {
            let mut from = 0;
            while let Some(offset) = plain.text[from..].find(placeholder) {
                let start = from + offset;
                let end = start + plain.text[start..].len() - plain.text[start..].trim_start_matches(placeholder).len();
                diagnostics.push(catalog::placeholder(plain.place(start, end), &&plain.text[start..end]));
                from = end;
            }
        }
        numbers_left_out(&plain, &mut diagnostics);
    }
    diagnostics
}

fn numbers_left_out(plain: &Plain, diagnostics: &mut Vec<Diagnostic>) {
    // A clause that ends in a measure word ends at one of these.
    for (end, _) in plain.text.match_indices(['，', '。', '；', '、', '）']) {
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
