//! Whatever is in a file: no panic, no overflow of the stack, no hang, and an error where it is not
//! a report.

use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use crate::common;
use crate::common::{OneForm, close_example, example, files, in_short, is_thorough, verified};
use gdr::Compiler;
use gdr::diagnostic::format::Format;
use gdr::diagnostic::render::Renderer;
use gdr::diagnostic::{Diagnostic, Language, Outcome, apply};
use gdr::emit::{Backend, Emitter};
use gdr::model::Report;
use gdr::previous;
use gdr::source::{LONGEST_SOURCE, Source};
use gdr::write::{self, Manner};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// The stack that threads have by default.
const STACK: usize = 2 << 20;

/// Does it on a thread of its own, in time.
fn in_time<T: Send + 'static>(seconds: u64, work: impl FnOnce() -> T + Send + 'static) -> T {
    let (sender, receiver) = mpsc::channel();
    let thread = thread::Builder::new()
        .stack_size(STACK)
        .spawn(move || sender.send(work()));
    let thread = thread.expect("a thread");
    match receiver.recv_timeout(Duration::from_secs(seconds)) {
        Ok(result) => result,
        Err(mpsc::RecvTimeoutError::Timeout) => panic!("not done in {seconds} s"),
        Err(mpsc::RecvTimeoutError::Disconnected) => {
            std::panic::resume_unwind(thread.join().expect_err("it panicked"))
        }
    }
}

/// Compiles a file's bytes, draws all there is to say, lays out what is sound; the number of
/// errors.
fn survive(compiler: &Compiler, bytes: &[u8]) -> usize {
    let source = match Source::from_bytes("report.gdr", bytes) {
        Ok(source) => source,
        Err(diagnostic) => return draw(&[*diagnostic]),
    };
    let outcome = compiler.compile(&source);
    let errors = draw(&outcome.diagnostics);
    let mended = apply(
        &source,
        outcome
            .diagnostics
            .iter()
            .flat_map(|diagnostic| &diagnostic.fixes)
            .flat_map(|fix| &fix.edits),
    );
    if source.text().len() < SHORT {
        compiler.compile(&Source::new("report.gdr", mended));
    }
    match outcome.value {
        Some(verified) if errors == 0 => {
            for backend in [Backend::Html, Backend::Markdown, Backend::Json] {
                Emitter::new()
                    .render(&verified, backend)
                    .expect("the built-in templates are right");
            }
            go_on(compiler, &source);
        }
        _ => {}
    }
    errors
}

/// A text of fewer bytes is compiled again with everything in it mended.
const SHORT: usize = 2000;
/// Writes next year's report of what can be read: it can be read as well.
fn go_on(compiler: &Compiler, source: &Arc<Source>) {
    let facts = compiler.facts(source);
    let Some(last) = facts
        .value
        .filter(|_| !facts.diagnostics.iter().any(Diagnostic::is_error))
    else {
        return;
    };
    let head = Source::new(
        "next.gdr",
        format!("report {} {}\n", last.form.name, last.year + 1),
    );
    let Ok(Some(form)) = compiler.form_of(&head) else {
        return;
    };
    let (place, year) = (last.place(last.head), last.year + 1);
    let last = Outcome {
        value: Some(last),
        diagnostics: Vec::new(),
    };
    let report = previous::attach(
        Report::empty(source.clone(), form, year),
        &place,
        "report.gdr",
        last,
    )
    .value;
    let draft = write::next(&report, Manner::default()).expect("it has last year's");
    let text = write::source(&draft, Manner::default());
    let errors = compiler
        .facts(&Source::new("next.gdr", text.as_str()))
        .diagnostics;
    let errors: Vec<String> = errors
        .iter()
        .filter(|error| error.is_error())
        .map(in_short)
        .collect();
    assert!(errors.is_empty(), "{text}\n{errors:#?}");
}

/// How many diagnostics of one text are drawn here: the drawing of each is the same work again.
const DRAWN: usize = 3;

fn draw(diagnostics: &[Diagnostic]) -> usize {
    let mut renderer = Renderer::new(Language::English, false);
    for diagnostic in diagnostics.iter().take(DRAWN) {
        assert!(!renderer.render(diagnostic).is_empty());
        for format in [Format::Short, Format::Json, Format::Sarif, Format::Github] {
            assert!(
                format
                    .write(diagnostic, Language::Chinese)
                    .is_some_and(|text| !text.is_empty())
            );
        }
    }
    diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.is_error())
        .count()
}

fn assert_errors(name: &str, text: &str) {
    assert!(
        survive(&Compiler::new(), text.as_bytes()) > 0,
        "no error for {name}"
    );
}

// ── Random files ─────────────────────────────────────────────────────────────────────────────────

/// The language's tokens, and characters that look like them.
const TOKENS: &[&str] = &[
    "\n<<<<<<< HEAD\n",
    "\n||||||| 1a2b\n",
    "\n=======\n",
    "\n>>>>>>> 甲\n",
    "'",
    "￥",
    "report",
    "use",
    "facts",
    "form",
    "check",
    "allow",
    "rest",
    "and",
    "or",
    "iff",
    "disclosure",
    "2020",
    "2021",
    "申请",
    "新收",
    "办理结果",
    "总计",
    "主动公开",
    "第一项",
    "规章",
    "总体情况",
    "title",
    "preamble",
    "previous",
    "text",
    "agency",
    "issued",
    "count",
    "件",
    "delta",
    "amount",
    "万元",
    "share",
    "change",
    "date",
    "year",
    "section",
    "table",
    "columns",
    "axis",
    "follows",
    "new",
    "dropped",
    "field",
    "phrase",
    "sum",
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    "|",
    "=",
    "==",
    ">=",
    "<",
    "!=",
    "+",
    "-",
    "*",
    "/",
    "//",
    "?",
    ".",
    "..",
    ",",
    ":",
    "\"",
    "\"\"\"",
    "\\",
    "0",
    "1",
    "12",
    "1.5",
    "+139",
    "-35",
    "12.5%",
    "2021-01-29",
    "2021-13",
    "1_445",
    "99999999999999999999999999999999999999999",
    "\"文字\"",
    "\"\"\"文{申请.新收}字\"\"\"",
    "{{",
    "，",
    "：",
    "“",
    "”",
    "１２",
    "（",
    "）",
    "｛",
    "　",
    "\u{feff}",
    "\u{200b}",
    "\r",
    "\0",
    "é",
    "𠀀",
    "\n",
    "\n",
    "\n    ",
    " ",
    " ",
    " ",
];

fn tokens(most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(TOKENS), 0..most).prop_map(|tokens| tokens.concat())
}

fn spaced_tokens(most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(TOKENS), 0..most).prop_map(|tokens| tokens.join(" "))
}

fn config(cases: u32) -> ProptestConfig {
    let (cases, rng_seed) = if is_thorough() {
        (cases * 50, RngSeed::Random)
    } else {
        (cases, RngSeed::Fixed(2019))
    };
    ProptestConfig {
        failure_persistence: None,
        max_shrink_iters: 2000,
        rng_seed,
        ..ProptestConfig::with_cases(cases)
    }
}

proptest! {
    #![proptest_config(config(150))]

    #[test]
    fn random_bytes_are_no_report(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(survive(&Compiler::new(), &bytes) > 0);
    }

    #[test]
    fn random_characters_are_no_report(text in prop::collection::vec(any::<char>(), 0..200)) {
        prop_assert!(survive(&Compiler::new(), text.into_iter().collect::<String>().as_bytes()) > 0);
    }

    #[test]
    fn token_soup_is_no_report(text in tokens(60)) {
        prop_assert!(survive(&Compiler::new(), text.as_bytes()) > 0);
    }

    #[test]
    fn token_soup_behind_a_head_is_no_report(text in spaced_tokens(60)) {
        let text = format!("report disclosure 2020\n{text}");
        prop_assert!(survive(&Compiler::new(), text.as_bytes()) > 0);
    }

    #[test]
    fn token_soup_in_prose_does_no_harm(text in tokens(30)) {
        let report = example("wujiang-2020").replace("\"无。\"", &format!("\"\"\"\n{text}\n\"\"\""));
        survive(&Compiler::new(), report.as_bytes());
    }

    #[test]
    fn token_soup_in_a_table_does_no_harm(text in spaced_tokens(12)) {
        let report = close_example("wujiang-2020").replace("予以公开 1 | 0 0 0 0 0 = 1", &text);
        survive(&Compiler::new(), report.as_bytes());
    }

    #[test]
    fn token_soup_in_a_form_is_no_report(text in spaced_tokens(40)) {
        let form = format!("form a 1 \"a\" {{ years 1..\n title \"{{year}}\"\n{text}\n}}\nreport a 2020");
        survive(&Compiler::new(), form.as_bytes());
    }
}

// ── Examples, damaged ────────────────────────────────────────────────────────────────────────────

/// All examples, with their numbers.
fn examples() -> Vec<String> {
    files("examples", "gdr").iter().map(common::read).collect()
}

/// Every place at which an example is cut: with `GDR_THOROUGH` all of them, else one in so many.
fn places(length: usize) -> impl Iterator<Item = usize> {
    let step = if is_thorough() { 1 } else { 11 };
    (0..length).step_by(step)
}

#[test]
fn a_report_cut_short_is_none() {
    let compiler = Compiler::new();
    for text in examples() {
        let end = text.trim_end().len();
        for cut in places(end) {
            assert!(
                survive(&compiler, &text.as_bytes()[..cut]) > 0,
                "cut at {cut}: {:?}",
                &text.as_bytes()[..cut].last()
            );
        }
    }
}

#[test]
fn a_report_without_its_beginning_is_none() {
    let compiler = Compiler::new();
    for text in examples() {
        let start = text.find("report ").expect("a head") + 1;
        for cut in places(text.len() - start) {
            assert!(
                survive(&compiler, &text.as_bytes()[start + cut..]) > 0,
                "cut at {}",
                start + cut
            );
        }
    }
}

proptest! {
    #![proptest_config(config(120))]

    #[test]
    fn a_changed_byte_does_no_harm(example in 0_usize..3, at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut bytes = examples()[example].clone().into_bytes();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        survive(&Compiler::new(), &bytes);
    }

    #[test]
    fn a_token_in_the_wrong_place_does_no_harm(
        example in 0_usize..3,
        at in any::<prop::sample::Index>(),
        length in 0_usize..6,
        token in prop::sample::select(TOKENS),
    ) {
        let characters: Vec<char> = examples()[example].chars().collect();
        let at = at.index(characters.len());
        let behind = characters[at..].iter().skip(length);
        let text: String = characters[..at].iter().copied().chain(token.chars()).chain(behind.copied()).collect();
        survive(&Compiler::new(), text.as_bytes());
    }
}

/// A brace of the Chinese keyboard inside of a splice, with more to come on its line.
#[test]
fn a_full_width_brace_in_a_splice_does_no_harm() {
    let splice = "{申请.新收}宗。";
    for written in [
        "{申请.新收｝宗{申请.新收}。",
        "{申请｝.新收}宗。",
        "{申请.新收｝宗，{申请.结转｝宗。",
        "｛申请.新收}宗。",
    ] {
        assert!(example("wujiang-2020").contains(splice));
        survive(
            &Compiler::new(),
            example("wujiang-2020").replace(splice, written).as_bytes(),
        );
    }
}

/// The diagnostics of a text that do not stand inside of their source, at whole characters.
fn outside(text: &str) -> Vec<String> {
    let outcome = common::compile(text);
    let places = outcome.diagnostics.iter().flat_map(|diagnostic| {
        let places = diagnostic
            .related
            .iter()
            .map(|label| &label.place)
            .chain([&diagnostic.place]);
        places.map(|place| (diagnostic.code, place))
    });
    let outside = places.filter(|(_, place)| place.source.text().get(place.span.range()).is_none());
    outside
        .map(|(code, place)| format!("{code} at {:?}", place.span))
        .collect()
}

proptest! {
    #![proptest_config(config(300))]

    #[test]
        fn every_place_is_inside_of_its_source(text in tokens(20)) {
        prop_assert_eq!(outside(&text), Vec::<String>::new(), "{:?}", text);
    }

    #[test]
        fn every_place_in_a_report_is_inside_of_its_source(text in spaced_tokens(12)) {
        let text = format!("report disclosure 2020\n{text}");
        prop_assert_eq!(outside(&text), Vec::<String>::new(), "{:?}", text);
    }
}

// ── Depth ────────────────────────────────────────────────────────────────────────────────────────

const DEEP: usize = 10_000;

/// Texts of which a part is repeated without end, by what is repeated.
fn deep() -> Vec<String> {
    let head = "report disclosure 2020\n";
    let mut texts = Vec::new();
    for part in [
        "{",
        "(",
        "[",
        "}",
        ")",
        "]",
        "申请 {",
        "申请 {\n",
        "x [",
        "\"",
        "\"\"\"",
        "\"\"\"\n{",
        "{{",
        "（",
        "“",
        "//",
        "1 ",
        "= ",
        "| ",
    ] {
        texts.push(format!("{head}{}", part.repeat(DEEP)));
        texts.push(part.repeat(DEEP));
    }
    for part in ["{", "(", "{{", "{(", "}", "share(", "1+(", "{\n"] {
        texts.push(format!(
            "{head}总体情况 \"\"\"\n{}\n\"\"\"",
            part.repeat(DEEP)
        ));
        texts.push(format!(
            "{head}总体情况 \"\"\"\n{{{}}}\n\"\"\"",
            part.repeat(DEEP)
        ));
    }
    for (open, close) in [
        ("(", ")"),
        ("share(1, ", ")"),
        ("申请 { ", "} "),
        ("1 * (2 + ", ")"),
    ] {
        let nested = format!("{}1{}", open.repeat(DEEP), close.repeat(DEEP));
        texts.push(format!("{head}check 甲 \"甲\" : {nested} == 1"));
        texts.push(format!("{head}总体情况 \"\"\"{{{nested}}}\"\"\""));
        texts.push(format!("{head}{nested}"));
    }
    for part in [
        "section a \"a\" { ",
        "table a \"a\" { ",
        "axis a \"a\" { b \"b\" { ",
        "a \"a\" { ",
    ] {
        texts.push(format!(
            "form a 2020 \"a\" {{ years 2020..\n{}",
            part.repeat(DEEP)
        ));
        texts.push(format!(
            "form a 2020 \"a\" {{ years 2020..\nsection a \"a\" {{ table b \"b\" {{ {}",
            part.repeat(DEEP)
        ));
    }
    texts
}

#[test]
fn what_nests_without_end_is_an_error() {
    for text in deep() {
        let shown: String = text.chars().take(60).collect();
        let name = shown.clone();
        in_time(20, move || assert_errors(&name, &text));
    }
}

/// Full-width brackets are mended into ones that nest.
#[test]
fn full_width_brackets_that_nest_without_end_are_an_error() {
    let sum = format!("{}1{}", "（".repeat(DEEP), "）".repeat(DEEP));
    let texts = [
        format!("check 甲 \"甲\" : {sum} == 1"),
        format!("总体情况 \"\"\"{{{sum}}}\"\"\""),
        "｛".repeat(DEEP),
    ];
    for text in texts {
        in_time(20, move || {
            assert_errors("brackets", &format!("report disclosure 2020\n{text}"))
        });
    }
}

/// As deep as brackets may nest: this much stack is enough.
#[test]
fn the_deepest_brackets_that_are_allowed_do_not_overflow() {
    for depth in [100, 127, 128, 129] {
        for (open, close) in [("(", ")"), ("share(1, ", ")"), ("1 * (2 + ", ")")] {
            let sum = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            let report =
                example("wujiang-2020").replace("\"无。\"", &format!("\"\"\"{{{sum}}}\"\"\""));
            in_time(20, move || survive(&Compiler::new(), report.as_bytes()));
            let report = format!(
                "{}\ncheck 甲 \"甲\" : {sum} == 1\n",
                example("wujiang-2020")
            );
            in_time(20, move || survive(&Compiler::new(), report.as_bytes()));
        }
        let blocks = format!(
            "report disclosure 2020\n{}{}",
            "申请 {\n".repeat(depth),
            "}\n".repeat(depth)
        );
        in_time(20, move || assert_errors("nested blocks", &blocks));
        let lines = format!(
            "form a 1 \"a\" {{ years 1..\nsection s \"s\" {{ table {{ columns {{ c \"c\" : count }}\n{}x \"x\"{}}} }} }}",
            "g \"g\" {\n".repeat(depth),
            "}\n".repeat(depth)
        );
        in_time(20, move || survive(&Compiler::new(), lines.as_bytes()));
    }
}

// ── Length ───────────────────────────────────────────────────────────────────────────────────────

#[test]
fn a_file_that_is_too_long_is_an_error() {
    let outcome = Source::from_bytes("long.gdr", &vec![b'1'; 50 << 20]);
    assert_eq!(
        outcome.err().map(|diagnostic| diagnostic.code),
        Some("E0113")
    );
    assert!(Source::from_bytes("long.gdr", &vec![b'1'; LONGEST_SOURCE]).is_ok());
    assert!(Source::from_bytes("long.gdr", &vec![b'1'; LONGEST_SOURCE + 1]).is_err());
}

/// How long the longest line here is: debug builds are slow.
const LONG: usize = if cfg!(debug_assertions) {
    1 << 18
} else {
    15 << 20
};

/// A line of one thing over and over, alone and behind a head.
fn assert_long_line(part: &str) {
    for head in ["", "report disclosure 2020\n"] {
        let text = format!("{head}{}", part.repeat(LONG / part.len()));
        let name = part.to_owned();
        in_time(30, move || assert_errors(&name, &text));
    }
}

#[test]
fn a_long_line_ends_in_time() {
    [
        "a", "1", "1 ", "a ", "文", "-", "(", "{", "[", "//", "a.", "|",
    ]
    .iter()
    .for_each(|part| assert_long_line(part));
}

#[test]
fn many_texts_on_a_line_end_in_time() {
    ["\"", "a \"b\" ", "“文” "]
        .iter()
        .for_each(|part| assert_long_line(part));
}

#[test]
fn many_mistakes_on_a_line_end_in_time() {
    ["}", "，a", "\u{1}", "1,"]
        .iter()
        .for_each(|part| assert_long_line(part));
}

#[test]
fn long_prose_ends_in_time() {
    let with_prose = |text: &str| {
        example("wujiang-2020").replace("\"无。\"", &format!("\"\"\"\n{text}\n\"\"\""))
    };
    for part in [
        "字",
        "**",
        "[",
        "(",
        "`",
        "*a ",
        "{{",
        "> ",
        "- ",
        "公开条，",
        "由、",
        "<",
        "&",
        "](",
    ] {
        let report = with_prose(&part.repeat((LONG >> 4) / part.len()));
        in_time(30, move || {
            assert_eq!(survive(&Compiler::new(), report.as_bytes()), 0)
        });
    }
}

/// `1+1+…`, so many times.
fn ones(number: usize) -> String {
    let mut text = "1+".repeat(number);
    text.pop();
    text
}

#[test]
fn a_sum_of_very_many_terms_is_exact() {
    let number = if cfg!(debug_assertions) {
        100_000
    } else {
        1_000_000
    };
    let report = example("wujiang-2020")
        .replace("\"无。\"", &format!("\"\"\"共{{{}}}件\"\"\"", ones(number)));
    let markdown = in_time(60, move || {
        common::render(&verified(report), Backend::Markdown)
    });
    assert!(markdown.contains(&format!("共{number}件")));
}

/// How many rows, facts or mistakes a text has that has very many of them.
const VERY_MANY: usize = if cfg!(debug_assertions) {
    10_000
} else {
    50_000
};

fn lines(line: impl Fn(usize) -> String) -> String {
    (0..VERY_MANY).map(|number| line(number) + "\n").collect()
}

#[test]
fn very_many_rows_and_facts_are_found_by_their_names() {
    let form = format!(
        "form big 2020 \"大\" {{\nyears 2020..\nsection s 部 \"部\" : prose {{\ntable : count {{\ncolumns {{ a 甲 \"甲\" }}\n{}\
         total 总计 \"总计\" = sum\n}}\n}}\n}}\n",
        lines(|row| format!("r{row} 行{row} \"第{row}行\""))
    );
    let report = format!(
        "report big 2020\nuse \"form.gdr\"\n部 {{\n{}text \"\"\"\n{}\"\"\"\n}}\nfacts own \"自有\" : count {{\n{}}}\n",
        lines(|row| format!("行{row} 1")),
        lines(|row| format!("{{1 = 部.行{row}}}、{{1 = own.x{row}}}")),
        lines(|fact| format!("x{fact} 1"))
    );
    let compiled = in_time(60, move || {
        Compiler::with_files(OneForm(form)).compile(&Source::new("report.gdr", report))
    });
    assert_eq!(draw(&compiled.diagnostics), 0);
    let report = compiled.value.expect("a report").report;
    assert_eq!(report.splices().count(), 2 * VERY_MANY);
    assert_eq!(report.facts.iter().flatten().count(), 2 * VERY_MANY + 1);
}

#[test]
fn very_many_unknown_names_are_told_in_time() {
    let report = format!(
        "report disclosure 2020\n{}",
        lines(|name| format!("甲{name} 1"))
    );
    let errors = in_time(60, move || {
        Compiler::new()
            .compile(&Source::new("report.gdr", report))
            .diagnostics
            .len()
    });
    assert!(errors >= VERY_MANY, "{errors}");
}

#[test]
fn a_very_long_condition_is_decided() {
    let number = if cfg!(debug_assertions) {
        20_000
    } else {
        200_000
    };
    let conditions = vec!["1 == 1"; number].join(" and ");
    let report = format!(
        "{}\ncheck 甲 \"甲\" : {conditions}\n",
        example("wujiang-2020")
    );
    assert_eq!(
        in_time(60, move || survive(&Compiler::new(), report.as_bytes())),
        0
    );
}
