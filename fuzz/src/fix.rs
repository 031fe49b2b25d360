//! Fixes end: fixing a fixed source changes nothing. No fix adds errors or takes a fact away.

use std::sync::Arc;

use gdr::Compiled;
use gdr::cli::fix::passes::{Choice, fixed};
use gdr::model::Report;
use gdr::source::Source;

use super::input::{compiled, texts};

pub fn hold(input: &[u8]) {
    let Some([text]) = texts(input) else { return };
    let source = Source::new("report.gdr", text);
    let compile = |source: &Arc<Source>| compiled(source.text());
    let before = compiled(text);
    for choice in [Choice::Certain, Choice::Accepted] {
        let once = fixed(&compile, &source, choice);
        let twice = fixed(&compile, &once.source, choice);
        assert_eq!(twice.source.text(), once.source.text());
        if let Some(old) = &before.value {
            let new = once.compiled.value.expect("a fix keeps the report");
            assert!(errors(&compiled(once.source.text())) <= errors(&before));
            assert!(stated(&new.report) >= stated(&old.report));
        }
    }
}

fn errors(compiled: &Compiled) -> usize {
    let diagnostics = compiled.diagnostics.iter();
    diagnostics
        .filter(|diagnostic| diagnostic.is_error())
        .count()
}

fn stated(report: &Report) -> usize {
    report.facts.iter().flatten().count()
}
