//! Arbitrary input causes no panic, stack overflow or hang, and gives an error if it is not a
//! report.

mod commands;
mod damaged;
mod depth;
mod length;
mod random;

use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use crate::common::{in_short, is_thorough};
use gdr::Compiler;
use gdr::diagnostic::format::{Context, Format};
use gdr::diagnostic::render::Renderer;
use gdr::diagnostic::{Diagnostic, Language, Outcome, apply};
use gdr::emit::{Backend, Emitter};
use gdr::model::Report;
use gdr::previous;
use gdr::source::Source;
use gdr::write::{self, SourceOptions};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// The default stack size of threads.
const STACK: usize = 2 << 20;

/// Runs `work` in a thread and fails if it takes too long.
fn in_time<T: Send + 'static>(seconds: u64, work: impl FnOnce() -> T + Send + 'static) -> T {
    let (sender, receiver) = mpsc::channel();
    let thread = thread::Builder::new()
        .stack_size(STACK)
        .spawn(move || sender.send(work()));
    let thread = thread.expect("the thread starts");
    match receiver.recv_timeout(Duration::from_secs(seconds)) {
        Ok(result) => result,
        Err(mpsc::RecvTimeoutError::Timeout) => panic!("not finished in {seconds} s"),
        Err(mpsc::RecvTimeoutError::Disconnected) => {
            std::panic::resume_unwind(thread.join().expect_err("it panicked"))
        }
    }
}

/// Compiles the bytes of a file, renders all diagnostics, and renders the report if there are no
/// errors. Returns the number of errors.
fn survive(compiler: &Compiler, bytes: &[u8]) -> usize {
    let source = match Source::from_bytes("report.gdr", bytes) {
        Ok(source) => source,
        Err(error) => return draw(&[error.into()]),
    };
    let outcome = compiler.compile(&source, gdr::Options::default());
    let errors = draw(&outcome.diagnostics);
    let repaired = apply(
        &source,
        outcome
            .diagnostics
            .iter()
            .flat_map(|diagnostic| &diagnostic.fixes)
            .flat_map(|fix| &fix.edits),
    );
    if source.text().len() < SHORT {
        compiler.compile(
            &Source::new("report.gdr", repaired),
            gdr::Options::default(),
        );
    }
    match outcome.value {
        Some(verified) if errors == 0 => {
            for backend in [Backend::Html, Backend::Markdown, Backend::Json] {
                Emitter::new()
                    .render(&verified, backend)
                    .expect("the built-in templates are valid");
            }
            go_on(compiler, &source);
        }
        _ => {}
    }
    errors
}

/// Shorter texts are compiled again with all fixes applied.
const SHORT: usize = 2000;

/// Generates next year's report if the report can be read, and compiles it.
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
    let Some((form, _)) = compiler.form_of(&head).value else {
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
    let draft =
        write::next(&report, SourceOptions::default()).expect("last year's report is attached");
    let text = write::source(&draft, SourceOptions::default());
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

/// The maximum number of diagnostics that are drawn for a text. Drawing more of them would test
/// nothing new.
const DRAWN: usize = 3;

fn draw(diagnostics: &[Diagnostic]) -> usize {
    let mut renderer = Renderer::new(Language::English, false);
    for diagnostic in diagnostics.iter().take(DRAWN) {
        assert!(!renderer.render(diagnostic).is_empty());
        for format in [Format::Short, Format::Json, Format::Sarif, Format::Github] {
            assert!(
                format
                    .write(diagnostic, Context::of(Language::Chinese))
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

/// Tokens of the language, and characters that look like them.
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
