//! `gdr fmt`: what it makes of a text, that it changes nothing else, and that all sources of the
//! project are laid out so.
//!
//! `tests/fmt/*.gdr` are texts before, each with what becomes of it in a `.txt` beside it.
//! `GDR_BLESS=1 cargo test` writes those, and lays out the sources and the samples of the documents.

use std::path::{Path, PathBuf};

use crate::common;
use crate::common::bless::{alone, expect_files};
use crate::common::case::{self, Case};
use crate::common::samples::{Block, blocks};
use crate::common::{all_files, compile, errors, files, is_thorough, read, root};
use gdr::diagnostic::Language;
use gdr::fmt::{Refusal, format};
use gdr::model::Origin;
use gdr::source::Source;
use gdr::write::{self, Manner};
use gdr::{Compiler, syntax};
use proptest::prelude::*;

/// A text laid out, or the errors for which it is left as it is.
fn laid_out(text: &str) -> Result<String, Vec<String>> {
    match format(&Source::new("text.gdr", text)) {
        Ok(text) => Ok(text),
        Err(Refusal::Faulty(found)) => {
            let errors = if found.is_empty() {
                errors(text)
            } else {
                found
            };
            assert!(!errors.is_empty(), "refused for nothing: {text:?}");
            Err(errors
                .iter()
                .map(|found| format!("{} {}", found.place.position().line, found.code))
                .collect())
        }
        Err(Refusal::TooLong) => panic!("the layout is too long: {:?}", text.get(..80)),
        Err(Refusal::Unlike) => panic!("the layout says something else: {text:?}"),
    }
}

// ── What becomes of a text ───────────────────────────────────────────────────────────────────────

#[test]
fn texts_become_what_stands_beside_them() {
    expect_files(files("tests/fmt", "gdr").into_iter().map(|path| {
        let after = laid_out(&read(&path)).unwrap_or_else(|_| String::from("left as it is\n"));
        (path.with_extension("txt"), after)
    }));
}

/// Every source of the project that is to be laid out.
fn sources() -> Vec<PathBuf> {
    let folders = ["examples", "src/forms", "tests/next"].into_iter();
    folders
        .flat_map(|folder| all_files(folder, "gdr"))
        .collect()
}

#[test]
fn the_sources_of_the_project_are_laid_out() {
    expect_files(sources().into_iter().map(|path| {
        let after =
            laid_out(&read(&path)).unwrap_or_else(|codes| panic!("{}: {codes:?}", path.display()));
        (path, after)
    }));
}

/// A sample laid out. One that shows a mistake of syntax is not.
fn sample_laid_out(block: &Block) -> Option<String> {
    if !syntax::scan(&Source::new("sample.gdr", block.text))
        .diagnostics
        .is_empty()
    {
        return None;
    }
    match block.value("of") {
        Some("form") => {
            let whole = laid_out(&format!(
                "form sample 2024 \"样表\" {{\nyears 2024..\n{}}}\n",
                block.text
            ))
            .ok()?;
            let inside = whole.lines().skip(2).filter(|line| *line != "}");
            Some(
                inside
                    .map(|line| format!("{}\n", line.strip_prefix("    ").unwrap_or(line)))
                    .collect(),
            )
        }
        _ => laid_out(block.text).ok(),
    }
}

#[test]
fn the_samples_of_the_documents_are_laid_out() {
    let mut documents = vec![root().join("README.md"), root().join("README.zh.md")];
    documents.extend(
        files("docs", "md")
            .into_iter()
            .filter(|path| !path.ends_with("diagnostics.md")),
    );
    documents.extend(files("src/diagnostic/pages", "md"));
    let _alone = alone();
    let (mut changed, mut samples) = (Vec::new(), 0);
    for path in documents {
        let text = read(&path);
        let mut after = text.clone();
        for block in blocks(&text).iter().rev().filter(|block| block.is_sample()) {
            if let Some(sample) = sample_laid_out(block) {
                samples += 1;
                after.replace_range(block.start..block.start + block.text.len(), &sample);
            }
        }
        if after != text {
            changed.push((path, after));
        }
    }
    assert!(samples > 150, "{samples}");
    if !changed.is_empty() {
        expect_files(changed);
    }
}

/// What `gdr new` and `gdr next` write, `gdr fmt` leaves alone. Those of next year are among the
/// sources above.
#[test]
fn what_is_written_is_laid_out() {
    let compiler = Compiler::new();
    for year in [2019, 2024] {
        let head = Source::new("head.gdr", format!("report disclosure {year}\n"));
        let form = compiler.form_of(&head).unwrap().expect("a form");
        for (in_ids, language) in [
            (false, Language::Chinese),
            (true, Language::Chinese),
            (false, Language::English),
        ] {
            let text = write::source(&write::blank(&form, year), Manner { in_ids, language });
            assert_eq!(laid_out(&text).as_ref(), Ok(&text));
        }
    }
}

// ── What it says stays ───────────────────────────────────────────────────────────────────────────

/// What the compiler says of a text, wherever it says it.
fn said(path: &Path, text: &str) -> Vec<String> {
    let (_, diagnostics) = case::compile(path, text);
    let mut said: Vec<String> = diagnostics
        .iter()
        .map(|found| format!("{} {}", found.code, found.title.of_zh()))
        .collect();
    said.sort();
    said
}

/// Every text of the cases and the sources, however odd, with its file.
fn corpus() -> Vec<(PathBuf, String)> {
    let cases = case::files()
        .into_iter()
        .map(|path| (path.clone(), Case::read(&path).source));
    let before = files("tests/fmt", "gdr")
        .into_iter()
        .chain(sources())
        .map(|path| (path.clone(), read(&path)));
    cases.chain(before).collect()
}

#[test]
fn laid_out_texts_are_left_alone_and_say_the_same() {
    let mut laid_out_texts = 0;
    for (path, text) in corpus() {
        let Ok(once) = laid_out(&text) else { continue };
        laid_out_texts += 1;
        assert_eq!(laid_out(&once).as_ref(), Ok(&once), "{}", path.display());
        // That it names itself is seen by its text.
        if !path.ends_with("self.gdr")
            && syntax::scan(&Source::new("", text.as_str()))
                .diagnostics
                .is_empty()
        {
            assert_eq!(said(&path, &once), said(&path, &text), "{}", path.display());
        }
    }
    assert!(laid_out_texts > 200, "{laid_out_texts}");
}

/// Not a byte between the triple quotes.
#[test]
fn prose_is_untouched() {
    let prose = |text: &str| {
        text.split("\"\"\"")
            .skip(1)
            .step_by(2)
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    for path in sources() {
        let text = read(&path)
            .replace('。', "。  \t")
            .replace("\n\n", "\n\n\n\n");
        let after = laid_out(&text).unwrap_or_else(|codes| panic!("{}: {codes:?}", path.display()));
        assert_eq!(prose(&after), prose(&text), "{}", path.display());
    }
}

// ── One figure, one line ─────────────────────────────────────────────────────────────────────────

/// Where each figure of a text is written.
fn figures(text: &str) -> Vec<std::ops::Range<usize>> {
    let report = compile(text).value.expect("a report").report;
    let stated = report
        .facts
        .iter()
        .flatten()
        .filter(|fact| fact.origin == Origin::Stated)
        .map(|fact| fact.span.range());
    let is_figure = |range: &std::ops::Range<usize>| !text[range.clone()].starts_with('"');
    stated.filter(is_figure).collect()
}

/// Prose has no part in the layout, and takes most of the time.
fn without_prose(text: &str) -> String {
    let parts = text.split("\"\"\"").enumerate();
    parts
        .map(|(index, part)| {
            if index % 2 == 1 {
                "\"\"\"\n\"\"\""
            } else {
                part
            }
        })
        .collect()
}

/// With `GDR_THOROUGH` each figure becomes each of five, else two of them.
#[test]
fn a_figure_that_changes_changes_its_own_line_alone() {
    let mut tried = 0;
    for name in [
        "pingtan-2019",
        "pingtan-2020",
        "pingtan-2021",
        "wujiang-2020",
        "blank/report-2021",
        "local/meetings-2024",
    ] {
        let text = without_prose(&common::example(name));
        for (index, range) in figures(&text).into_iter().enumerate() {
            let figures = ["0", "7", "12", "345", "?"].into_iter().enumerate();
            for (_, figure) in
                figures.filter(|(number, _)| is_thorough() || (index + number) % 5 < 2)
            {
                let edited = format!("{}{figure}{}", &text[..range.start], &text[range.end..]);
                let after = laid_out(&edited).expect("it parses");
                let changed = text
                    .lines()
                    .zip(after.lines())
                    .filter(|(before, after)| before != after)
                    .count();
                assert_eq!(text.lines().count(), after.lines().count());
                assert!(
                    changed <= 1,
                    "{name}: {figure} for {}:\n{after}",
                    &text[range.clone()]
                );
                tried += 1;
            }
        }
    }
    assert!(tried > 1000, "{tried}");
}

/// A comment behind a line, or the line once more: a row whose name is no longer than those of the
/// others. Two that were one alone may come to stand as rows do.
#[test]
fn a_line_more_changes_no_other() {
    let mut tried = 0;
    for path in sources()
        .into_iter()
        .filter(|path| path.starts_with(root().join("examples")))
    {
        let text = without_prose(&read(&path));
        let lines: Vec<&str> = text.lines().collect();
        for at in (0..lines.len()).filter(|&at| !lines[at].is_empty()) {
            let (before, behind) = (lines[..at].join("\n"), lines[at + 1..].join("\n"));
            for new in [format!("{} // 注释", lines[at]), [lines[at]; 2].join("\n")] {
                let edited = format!("{before}\n{new}\n{behind}\n");
                let Ok(after) = laid_out(edited.trim_start_matches('\n')) else {
                    continue;
                };
                let is_kept =
                    after.starts_with(&before) && after.trim_end().ends_with(behind.trim_end());
                assert!(is_kept, "{}:\n{new}\n{after}", path.display());
                tried += 1;
            }
        }
    }
    assert!(tried > 500, "{tried}");
}

// ── Whatever is in a file ────────────────────────────────────────────────────────────────────────

/// The blanks between the words of a text as some numbers say: indentation, gaps, and more blank
/// lines where there is one.
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
    fn blanks_make_no_difference(numbers in prop::collection::vec(0_usize..60, 1..200)) {
        for path in sources() {
            let text = read(&path);
            let mut numbers = numbers.iter().cycle();
            let spaced = spaced(&text, || *numbers.next().expect("there is no end of them"));
            prop_assert_eq!(laid_out(&spaced), Ok(text));
        }
    }
}

/// Pieces of the language and of other things.
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
    fn soup_is_left_alone_or_laid_out_once_for_all(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..16)) {
        let text = pieces.join(" ");
        if let Ok(once) = laid_out(&text) {
            prop_assert_eq!(laid_out(&once), Ok(once.clone()), "{:?}", text);
        }
        laid_out(&format!("申请 {{\n{text}\n}}\n")).ok();
    }

    #[test]
    fn rows_of_any_shape_are_laid_out_once_for_all(
        rows in prop::collection::vec((0_usize..4, prop::collection::vec(0_usize..9, 1..8)), 1..9),
    ) {
        const CELLS: [&str; 9] = ["0", "123456", "-", "12.5 万元", "|", "=", "2024-01-10", "\"附 注\"", "+3"];
        const NAMES: [&str; 4] = ["甲", "很长的名称", "a.b", "x"];
        let line = |(name, cells): &(usize, Vec<usize>)| {
            let mut cells: Vec<&str> = cells.iter().map(|&cell| CELLS[cell]).collect();
            // Two of them are an error of syntax.
            cells.dedup_by(|one, next| *one == "=" && one == next);
            format!("{} {}\n", NAMES[*name], cells.join(" "))
        };
        let rows: String = rows.iter().map(line).collect();
        for text in [rows.clone(), format!("表 {{\n{rows}}}\n"), format!("表 [一 | 二二二 = 三] {{\n{rows}组 {{\n{rows}}}\n}}\n")] {
            let once = laid_out(&text).expect("rows");
            prop_assert_eq!(laid_out(&once), Ok(once));
        }
    }

    #[test]
    fn any_characters_do_no_harm(text in any::<String>()) {
        laid_out(&text).ok();
    }
}

/// The lines of a text after some slips of an editor: one lost, doubled, moved, joined with the
/// next, cut in two, or with a comment.
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
    fn slips_of_an_editor_do_no_harm(
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
fn sources_cut_anywhere_do_no_harm() {
    for path in sources() {
        let text = read(&path);
        for cut in (0..text.len())
            .step_by(97)
            .filter(|&cut| text.is_char_boundary(cut))
        {
            for part in [&text[..cut], &text[cut..]] {
                if let Ok(once) = laid_out(part) {
                    assert_eq!(laid_out(&once), Ok(once), "{part:?}");
                }
            }
        }
    }
}

/// As deep as blocks may nest, and as many rows as a large file has.
#[test]
fn large_texts_take_no_more_than_their_length() {
    let nested = format!("{}{}", "a [b] { c 1\n".repeat(127), "}".repeat(127));
    let rows: String = (0..20_000)
        .map(|row| format!("行{row} {row} | 0 = {row} // 注释\n"))
        .collect();
    let wide = format!(
        "{}{}",
        "a 1\n".repeat(20_000),
        format!("{} 1\n", "甲".repeat(20_000)).repeat(3)
    );
    for text in [
        nested.clone(),
        nested.replace(" [b]", ""),
        format!("表 {{\n{rows}}}\n"),
        rows,
        wide.clone(),
        format!("表 {{\n{wide}}}\n"),
    ] {
        let start = std::time::Instant::now();
        assert!(laid_out(&text).is_ok());
        assert!(
            start.elapsed() < std::time::Duration::from_secs(20),
            "{} bytes",
            text.len()
        );
    }
}

/// One word that is very wide, as a name, a label, a figure, a unit, a column: rows and lines of
/// names beside it are not.
#[test]
fn a_wide_word_makes_no_other_line_long() {
    const WIDE: usize = 10_000;
    let [letters, digits] = ["a", "1"].map(|letter| letter.repeat(WIDE));
    let rows = |first: &str, other: &str| format!("{first}\n{}", format!("{other}\n").repeat(1000));
    let texts = [
        format!("t {{\n{}}}\n", rows(&format!("{letters} 1 2"), "b 1 2")),
        format!("t {{\n{}}}\n", rows(&format!("b {digits} 2"), "b 1 2")),
        format!(
            "t {{\n{}}}\n",
            rows(&format!("b 1 {letters} 2"), "b 1 件 2")
        ),
        format!("t [{letters} b] {{\n{}}}\n", rows("b 1 2", "b 1 2")),
        format!("{letters} [a b] {{\n{}}}\n", rows("b 1 2", "b 1 2")),
        format!(
            "facts a \"a\" : count {{\n{}}}\n",
            rows(&format!("b \"{letters}\" 1"), "b \"b\" 1")
        ),
        format!(
            "form a 2020 \"a\" {{\nyears 2020..\n{}}}\n",
            rows(
                &format!("field {letters} \"b\" : text"),
                "field b \"b\" : text"
            )
        ),
    ];
    for text in texts {
        let after = format(&Source::new("text.gdr", text.as_str()))
            .unwrap_or_else(|_| panic!("{}", &text[..80]));
        assert!(
            after.len() < 20 * text.len(),
            "{} bytes become {}: {}",
            text.len(),
            after.len(),
            &text[..80]
        );
        assert_eq!(laid_out(&after), Ok(after));
    }
}

/// What could not be read again is not written.
#[test]
fn a_layout_that_is_too_long_is_refused() {
    let (name, rows) = ("a".repeat(80), "b 1\n".repeat(200_000));
    let text = format!("t {{\n{name} 1\n{rows}}}\n");
    assert!(matches!(
        format(&Source::new("text.gdr", text)),
        Err(Refusal::TooLong)
    ));
}
