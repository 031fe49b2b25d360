//! Each pass on the published report of Wujiang: `cargo bench --bench pipeline`.

use divan::{Bencher, black_box};
use gdr::Compiler;
use gdr::emit::{Backend, Emitter};
use gdr::source::Source;
use gdr::syntax;

/// The published report, as every clone of the project has it.
const SEED: &str = include_str!("../examples/wujiang-2020.gdr");

fn main() {
    divan::main();
}

#[divan::bench]
fn scan(bencher: Bencher) {
    let source = Source::new("seed", SEED);
    bencher.bench(|| syntax::scan(black_box(&source)).value.is_some());
}

#[divan::bench]
fn parse(bencher: Bencher) {
    let source = Source::new("seed", SEED);
    let scanned = syntax::scan(&source).value.expect("a sound text");
    bencher.bench(|| syntax::parse(black_box(&scanned)).value.entries.len());
}

/// With the check that it says the same.
#[divan::bench]
fn format(bencher: Bencher) {
    let source = Source::new("seed", SEED);
    bencher.bench(|| gdr::fmt::format(black_box(&source)).is_ok());
}

#[divan::bench]
fn check(bencher: Bencher) {
    let source = Source::new("seed", SEED);
    let compiler = Compiler::new();
    bencher.bench(|| compiler.compile(black_box(&source), gdr::Options::default()));
}

/// The forms' own cost, which a process pays once.
#[divan::bench]
fn first_check(bencher: Bencher) {
    let source = Source::new("seed", SEED);
    bencher.bench(|| Compiler::new().compile(black_box(&source), gdr::Options::default()));
}

#[divan::bench(args = [Backend::Html, Backend::Markdown, Backend::Json])]
fn render(bencher: Bencher, backend: Backend) {
    let verified = Compiler::new()
        .compile(&Source::new("seed", SEED), gdr::Options::default())
        .value
        .expect("the example compiles");
    let emitter = Emitter::new();
    bencher.bench(|| emitter.render(black_box(&verified), backend));
}

/// Two versions of a report, compared.
#[divan::bench]
fn diff(bencher: Bencher) {
    let compiler = Compiler::new();
    let corrected = SEED.replace("14197", "14179");
    let versions = [SEED, corrected.as_str()].map(|text| {
        compiler
            .compile(&Source::new("seed", text), gdr::Options::default())
            .value
    });
    let [Some(old), Some(new)] = &versions else {
        panic!("the example compiles")
    };
    bencher.bench(|| {
        gdr::diff::diff(
            black_box(old),
            black_box(new),
            gdr::diff::DiffKind::Corrections,
        )
        .changed()
    });
}

/// A hundred messages, half a million characters apart in all: the source is indexed once.
#[divan::bench]
fn draw_a_hundred_messages(bencher: Bencher) {
    let padding = "// 一行注释\n".repeat(600);
    let faults: String = (0..100)
        .map(|number| format!("{padding}没有这一项{number} 1\n"))
        .collect();
    let source = Source::new("faults", format!("{SEED}\n{faults}"));
    let diagnostics = Compiler::new()
        .compile(&source, gdr::Options::default())
        .diagnostics;
    bencher.bench(|| {
        let mut renderer =
            gdr::diagnostic::render::Renderer::new(gdr::diagnostic::Language::Chinese, false);
        diagnostics
            .iter()
            .map(|diagnostic| renderer.render(diagnostic).len())
            .sum::<usize>()
    });
}
