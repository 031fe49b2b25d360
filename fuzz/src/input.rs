//! An input with several texts, and the diagnostics of a source.

use std::sync::{Arc, LazyLock};

use gdr::diagnostic::format::{Context, Format};
use gdr::diagnostic::render::Renderer;
use gdr::diagnostic::{Diagnostic, Language, Words};
use gdr::forms::{Files, Unread};
use gdr::source::Source;
use gdr::{Compiled, Compiler, Options};

/// The line between two texts of an input.
const SEPARATOR: &str = "\n%%\n";
/// The names under which the second and third text can be read by the first.
const NAMES: [&str; 2] = ["previous.gdr", "form.gdr"];
/// The number of diagnostics of one source that are written in every format.
const WRITTEN: usize = 8;

/// The texts of an input. A missing text is empty; `None` if the input is not UTF-8.
pub fn texts<const COUNT: usize>(input: &[u8]) -> Option<[&str; COUNT]> {
    let mut parts = std::str::from_utf8(input).ok()?.split(SEPARATOR);
    Some([(); COUNT].map(|()| parts.next().unwrap_or("")))
}

/// The files that a report of an input may refer to.
pub struct Named([Arc<Source>; 2]);

impl Named {
    pub fn new(previous: &str, form: &str) -> Named {
        let [first, second] = NAMES;
        Named([Source::new(first, previous), Source::new(second, form)])
    }
}

impl Files for Named {
    fn read(&self, _from: &str, path: &str) -> Result<Arc<Source>, Unread> {
        let at = NAMES.iter().position(|name| *name == path);
        at.map(|at| self.0[at].clone())
            .ok_or_else(|| Words::new("没有该文件", "no such file").into())
    }
}

/// A text as a report that refers to no file. The shipped forms are parsed once.
pub fn compiled(text: &str) -> Compiled {
    static COMPILER: LazyLock<Compiler> = LazyLock::new(Compiler::new);
    COMPILER.compile(&Source::new("report.gdr", text), Options::default())
}

/// Every diagnostic has places inside of its sources, and every format can write it.
pub fn check_diagnostics(diagnostics: &[Diagnostic]) {
    for diagnostic in diagnostics {
        let related = diagnostic.related.iter().map(|label| &label.place);
        let edits = diagnostic.fixes.iter().flat_map(|fix| &fix.edits);
        let edited = edits.map(|edit| &edit.place);
        for place in related.chain(edited).chain([&diagnostic.place]) {
            let there = place.source.text().get(place.span.range());
            assert!(there.is_some(), "{} at {:?}", diagnostic.code, place.span);
        }
    }
    let mut renderer = Renderer::new(Language::Chinese, false);
    for diagnostic in diagnostics.iter().take(WRITTEN) {
        assert!(!renderer.render(diagnostic).is_empty());
        for format in [
            Format::Short,
            Format::Json,
            Format::Ndjson,
            Format::Sarif,
            Format::Github,
        ] {
            assert_ne!(
                format.write(diagnostic, Context::of(Language::English)),
                Some(String::new())
            );
        }
    }
}
