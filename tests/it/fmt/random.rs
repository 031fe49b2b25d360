//! An arbitrary file is either left unchanged, or formatted so that formatting it again changes
//! nothing.

use crate::common::read;
use crate::fmt::{corpus, laid_out, sources};
use proptest::prelude::*;

/// A text with other white space between its words, chosen by numbers: indentation, gaps, and
/// additional empty lines.
fn spaced(text: &str, mut number: impl FnMut() -> usize) -> String {
    let mut spaced = String::new();
    let mut in_prose = false;
    for line in text.lines() {
        let quotes = line.matches("\"\"\"").count();
        if in_prose {
            spaced.push_str(line);
        } else if line.is_empty() {
            spaced.push_str(&"\n \t\n".repeat(number() % 3));
        } else {
            space_line(line, &mut spaced, &mut number);
        }
        in_prose ^= quotes % 2 == 1;
        spaced.push('\n');
    }
    spaced
}

fn space_line(line: &str, spaced: &mut String, number: &mut impl FnMut() -> usize) {
    const GAPS: [&str; 5] = [" ", "  ", "\t", "     ", " \t "];
    spaced.push_str(["", "  ", "\t", "       "][number() % 4]);
    let (mut in_text, mut before) = (false, ' ');
    let words = line.trim_start();
    for (at, character) in words.char_indices() {
        if !in_text && words[at..].starts_with("//") {
            spaced.push_str(&words[at..]);
            spaced.push_str(["", "  ", "\t"][number() % 3]);
            return;
        }
        match character {
            ' ' if !in_text && before == ' ' => {}
            ' ' if !in_text => spaced.push_str(GAPS[number() % 5]),
            _ => spaced.push(character),
        }
        in_text ^= character == '"' && before != '\\';
        before = character;
    }
    if !words.ends_with("\"\"\"") {
        spaced.push_str(["", "  ", "\t"][number() % 3]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(2021), ..ProptestConfig::with_cases(6) })]

    #[test]
    fn white_space_makes_no_difference(numbers in prop::collection::vec(0_usize..60, 1..200)) {
        for path in sources() {
            let text = read(&path);
            let mut numbers = numbers.iter().cycle();
            let spaced = spaced(&text, || *numbers.next().expect("the iterator is infinite"));
            prop_assert_eq!(laid_out(&spaced), Ok(text));
        }
    }
}

/// Tokens of the language and other text.
const PIECES: &[&str] = &[
    "report a 2024\n",
    "form a 1 \"a\" {",
    "years 1..",
    "section s \"s\"",
    "table {",
    "field f \"f\" : count",
    "follows a 1 {",
    "check c \"c\" : ",
    "a",
    "申请",
    "申请.新收",
    "b",
    "rest 0",
    "facts f \"f\" : count {",
    "allow a \"b\"",
    "[",
    "]",
    "{",
    "}",
    "{",
    "}",
    "(",
    ")",
    "|",
    "=",
    "sum",
    ":",
    "0",
    "12",
    "1.5 万元",
    "3件",
    "-",
    "+3",
    "/",
    "?",
    "98%",
    "2024-01-10",
    "\"文 字\"",
    "\"\"\" 正  文\n\"\"\"",
    "// 注释\n",
    "//\n",
    "\n",
    "\n\n\n",
    "\n    ",
    " ",
    "  ",
    "\t",
    "\r\n",
    "\u{feff}",
    "１２",
    "，",
    "｛",
    "　",
    "“",
    "”",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(2019), ..ProptestConfig::with_cases(400) })]

    #[test]
    fn formatting_random_pieces_is_idempotent(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..16)) {
        let text = pieces.join(" ");
        if let Ok(once) = laid_out(&text) {
            prop_assert_eq!(laid_out(&once), Ok(once.clone()), "{:?}", text);
        }
        laid_out(&format!("申请 {{\n{text}\n}}\n")).ok();
    }

    #[test]
    fn formatting_random_rows_is_idempotent(
        rows in prop::collection::vec((0_usize..4, prop::collection::vec(0_usize..9, 1..8)), 1..9),
    ) {
        const CELLS: [&str; 9] = ["0", "123456", "-", "12.5 万元", "|", "=", "2024-01-10", "\"附 注\"", "+3"];
        const NAMES: [&str; 4] = ["甲", "很长的名称", "a.b", "x"];
        let line = |(name, cells): &(usize, Vec<usize>)| {
            let mut cells: Vec<&str> = cells.iter().map(|&cell| CELLS[cell]).collect();
            // Two of them are a syntax error.
            cells.dedup_by(|one, next| *one == "=" && one == next);
            format!("{} {}\n", NAMES[*name], cells.join(" "))
        };
        let rows: String = rows.iter().map(line).collect();
        for text in [rows.clone(), format!("表 {{\n{rows}}}\n"), format!("表 [一 | 二二二 = 三] {{\n{rows}组 {{\n{rows}}}\n}}\n")] {
            let once = laid_out(&text).expect("the rows can be formatted");
            prop_assert_eq!(laid_out(&once), Ok(once));
        }
    }

    #[test]
    fn any_characters_do_no_harm(text in any::<String>()) {
        laid_out(&text).ok();
    }
}

/// The lines of a text with typical editing mistakes: a line is lost, doubled, moved, joined with
/// the next, split, or commented.
fn slipped(text: &str, slips: &[(usize, usize)]) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for &(slip, place) in slips.iter().filter(|_| !text.is_empty()) {
        let (at, other) = (place % lines.len(), place / 7 % lines.len());
        let line = lines[at].clone();
        match slip {
            0 if lines.len() > 1 => drop(lines.remove(at)),
            1 => lines.insert(at, line),
            2 => lines.swap(at, other),
            3 if at + 1 < lines.len() => lines[at] = line + " " + &lines.remove(at + 1),
            4 => {
                let blanks: Vec<usize> = line.match_indices(' ').map(|(blank, _)| blank).collect();
                if let Some(&blank) = blanks.get(place / 7 % blanks.len().max(1)) {
                    lines[at] = format!("{}\r\n{}", &line[..blank], &line[blank..]);
                }
            }
            5 => lines.insert(at, String::from("\t// 注释\t")),
            6 => lines[at].push_str("// 注释"),
            _ => lines.insert(at, String::from(" \r\n")),
        }
    }
    lines.join("\n")
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(2024), ..ProptestConfig::with_cases(1000) })]

    #[test]
    fn editing_mistakes_do_no_harm(
        text in prop::sample::select(corpus()),
        slips in prop::collection::vec((0_usize..8, 0_usize..100_000), 1..6),
    ) {
        let text = slipped(&text.1, &slips);
        if let Ok(once) = laid_out(&text) {
            prop_assert_eq!(laid_out(&once), Ok(once.clone()), "{}", text);
        }
    }
}

#[test]
fn truncated_sources_do_no_harm() {
    let mut laid_out_parts = 0;
    for path in sources() {
        let text = read(&path);
        for cut in (0..text.len())
            .step_by(97)
            .filter(|&cut| text.is_char_boundary(cut))
        {
            for part in [&text[..cut], &text[cut..]] {
                if let Ok(once) = laid_out(part) {
                    assert_eq!(laid_out(&once), Ok(once), "{part:?}");
                    laid_out_parts += 1;
                }
            }
        }
    }
    assert!(laid_out_parts > 100, "{laid_out_parts}");
}
