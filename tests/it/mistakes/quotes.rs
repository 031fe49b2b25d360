//! Missing and full-width quotes.

use crate::mistakes::{assert_each, fault, sound};

#[test]
fn a_missing_quote_of_a_text_is_one_error() {
    assert_each(&[
        ("agency \"韶关", "agency 韶关", "G0107"),
        ("人民政府\"", "人民政府", "G0107"),
        ("日缺\"", "日缺", "G0107"),
        ("\"无。\"", "\"无。", "G0107"),
    ]);
}

#[test]
fn a_missing_opening_quote_is_one_error() {
    assert_each(&[
        ("allow signed \"", "allow signed ", "G0107"),
        ("\"无。\"", "无。\"", "G0107"),
    ]);
}

#[test]
fn a_missing_quote_in_the_head_of_a_block_is_one_error() {
    assert_each(&[
        ("网站 \"通过", "网站 通过", "G0107"),
        ("政府信息\" :", "政府信息 :", "G0107"),
    ]);
}

#[test]
fn a_full_width_quote_is_one_error() {
    assert_each(&[
        (
            "agency \"韶关市武江区人民政府\"",
            "agency “韶关市武江区人民政府”",
            "G0103",
        ),
        (
            "agency \"韶关市武江区人民政府\"",
            "agency “韶关市武江区人民政府\"",
            "G0103",
        ),
        (
            "agency \"韶关市武江区人民政府\"",
            "agency \"韶关市武江区人民政府”",
            "G0107",
        ),
    ]);
}

#[test]
fn prose_in_full_width_quotes_is_one_error() {
    assert_each(&[("\"无。\"", "“无。”", "G0103")]);
}

/// The triple quotes of the example, with their line numbers.
fn triple_quotes(text: &str) -> Vec<(usize, usize)> {
    let quotes = text
        .match_indices("\"\"\"")
        .map(|(at, _)| (at, text[..at].matches('\n').count() + 1));
    let quotes: Vec<(usize, usize)> = quotes.collect();
    assert!(quotes.len() > 3, "{quotes:?}");
    quotes
}

/// For each triple quote of the example, one or two of its quotes are missing.
#[test]
fn an_incomplete_triple_quote_is_one_error() {
    let text = sound();
    let mut faults = Vec::new();
    for (at, line) in triple_quotes(&text) {
        for left in [2, 1] {
            let cut = format!("{}{}{}", &text[..at], "\"".repeat(left), &text[at + 3..]);
            faults.extend(
                fault(&cut, line, "G0108")
                    .map(|fault| format!("{left} quotes on line {line}: {fault}")),
            );
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
