//! Missing, superfluous and full-width braces.

use crate::common::{errors, in_short};
use crate::mistakes::{assert_each, assert_none, fault, sound};

/// The places of the braces of blocks, outside prose and comments.
fn braces(text: &str, brace: char) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut in_prose = false;
    let mut start = 0;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let quotes = line.matches("\"\"\"").count();
        if !in_prose && quotes == 0 {
            let code = line.split("//").next().unwrap_or("");
            found.extend(
                code.match_indices(brace)
                    .map(|(at, _)| (start + at, index + 1)),
            );
        }
        in_prose ^= quotes % 2 == 1;
        start += line.len();
    }
    assert!(found.len() > 10, "{found:?}");
    found
}

/// The line of the opening brace that matches the closing one on a line.
fn opening_line(text: &str, closing: usize) -> usize {
    let mut open = Vec::new();
    let mut all: Vec<(usize, usize, bool)> = braces(text, '{')
        .into_iter()
        .map(|(at, line)| (at, line, true))
        .collect();
    all.extend(
        braces(text, '}')
            .into_iter()
            .map(|(at, line)| (at, line, false)),
    );
    all.sort_unstable();
    for (at, line, opens) in all {
        if opens {
            open.push(line);
        } else if let Some(line) = open.pop().filter(|_| at == closing) {
            return line;
        }
    }
    panic!("the braces of the example match");
}

#[test]
fn a_missing_closing_brace_is_one_error_at_its_opening_one() {
    let text = sound();
    let mut faults = Vec::new();
    for (at, line) in braces(&text, '}') {
        let cut = format!("{}{}", &text[..at], &text[at + 1..]);
        let fault = fault(&cut, opening_line(&text, at), "G0110");
        faults.extend(fault.map(|fault| format!("without the brace of line {line}: {fault}")));
    }
    assert_none(faults);
}

/// The line with the closing brace is missing, not only the brace.
#[test]
fn a_missing_line_with_a_closing_brace_is_one_error() {
    let text = sound();
    let (mut faults, mut tried) = (Vec::new(), 0);
    for (at, line) in braces(&text, '}') {
        let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
        if text[start..at].trim().is_empty() {
            tried += 1;
            let cut = format!("{}{}", &text[..start], &text[at + 2..]);
            let fault = fault(&cut, opening_line(&text, at), "G0110");
            faults.extend(fault.map(|fault| format!("without line {line}: {fault}")));
        }
    }
    assert!(tried > 5, "{tried}");
    assert_none(faults);
}

/// A missing opening brace is one error on its line.
#[test]
fn a_missing_opening_brace_is_one_error() {
    let text = sound();
    let mut faults = Vec::new();
    for (at, line) in braces(&text, '{') {
        let cut = format!("{}{}", &text[..at], &text[at + 1..]);
        let found = errors(cut.as_str());
        let is_one = matches!(found.as_slice(), [only] if (line..=line + 1).contains(&only.place.position().line));
        if !is_one {
            faults.push(format!(
                "without the brace of line {line}: {:#?}",
                found.iter().map(in_short).collect::<Vec<_>>()
            ));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_superfluous_closing_brace_is_one_error() {
    let text = sound();
    let mut faults = Vec::new();
    for (at, line) in braces(&text, '}') {
        let more = format!("{}}}{}", &text[..at], &text[at..]);
        let found = errors(more.as_str());
        if !matches!(found.as_slice(), [only] if only.code == "G0111") {
            faults.push(format!(
                "additional brace on line {line}: {:#?}",
                found.iter().map(in_short).collect::<Vec<_>>()
            ));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_full_width_brace_is_one_error() {
    assert_each(&[
        ("申请 [自然人", "申请 ［自然人", "G0103"),
        ("不予公开 { rest 0 }", "不予公开 ｛ rest 0 }", "G0103"),
        ("不予公开 { rest 0 }", "不予公开 { rest 0 ｝", "G0103"),
        ("    办理结果 {", "    办理结果 ｛", "G0103"),
    ]);
}

#[test]
fn a_full_width_brace_in_prose_is_one_error() {
    assert_each(&[
        ("{申请.新收}宗", "{申请.新收｝宗", "G0103"),
        ("{复议诉讼.复议}宗", "{复议诉讼.复议｝宗", "G0103"),
    ]);
}

#[test]
fn a_missing_brace_of_an_interpolation_is_one_error() {
    assert_each(&[("{申请.新收}宗。", "{申请.新收宗。", "G0110")]);
}

#[test]
fn an_unclosed_interpolation_before_another_is_one_error() {
    assert_each(&[("{复议诉讼.复议}宗", "{复议诉讼.复议宗", "G0110")]);
}
