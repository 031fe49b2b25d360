//! A report with last year's report and a form of its own.

use std::sync::LazyLock;

use gdr::source::Source;
use gdr::{Backend, Compiler, Diagnostic, Emitter, Options};

use super::input::{Named, check_diagnostics, compiled, texts};

/// What a page never has, since it could run a program or load a file.
const ACTIVE: [&str; 5] = [
    "<script",
    "<iframe",
    "<img",
    "<object",
    "href=\"javascript:",
];

static EMITTER: LazyLock<Emitter> = LazyLock::new(Emitter::new);

pub fn hold(input: &[u8]) {
    match Source::from_bytes("report.gdr", input) {
        Err(error) => check_diagnostics(&[error.into()]),
        Ok(_) => report(input),
    }
}

fn report(input: &[u8]) {
    let Some([report, previous, form]) = texts(input) else {
        return;
    };
    let compiled = if previous.is_empty() && form.is_empty() {
        compiled(report)
    } else {
        let source = Source::new("report.gdr", report);
        Compiler::with_files(Named::new(previous, form)).compile(&source, Options::default())
    };
    check_diagnostics(&compiled.diagnostics);
    let Some(verified) = compiled.value else {
        let has_error = compiled.diagnostics.iter().any(Diagnostic::is_error);
        assert!(has_error || is_form(report));
        return;
    };
    for backend in [Backend::Html, Backend::Markdown, Backend::Json] {
        let page = EMITTER
            .render(&verified, backend)
            .expect("the built-in templates are valid");
        let active = ACTIVE.iter().find(|active| page.contains(**active));
        assert!(backend != Backend::Html || active.is_none(), "{active:?}");
    }
}

/// A source without a report may hold forms only, and an empty source is an error.
fn is_form(text: &str) -> bool {
    text.contains("form")
}
