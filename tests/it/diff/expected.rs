//! The output for differences, compared byte for byte with the files in `tests/diff/`. JSON is
//! stored there with one fact per line.

use crate::common;
use crate::common::bless::expect_files;
use crate::common::json::compact;
use crate::common::{example, verified};
use crate::diff::{FORMATS, both, rendered};
use gdr::diagnostic::Language;
use gdr::diff::{self, DiffKind};
use gdr::emit::{DiffFormat, DiffOptions, render_diff};
use pulldown_cmark::{Event, Options, Parser, Tag};

/// Published reports of successive years.
const PAIRS: &[(&str, &str)] = &[
    ("pingtan-2019", "pingtan-2020"),
    ("pingtan-2020", "pingtan-2021"),
];

#[test]
fn published_reports_are_compared_as_expected() {
    expect_files(PAIRS.iter().flat_map(|(old, new)| {
        let (first, second) = both(&example(old), &example(new));
        let diff = diff::diff(&first, &second, DiffKind::Years);
        FORMATS.map(|(format, extension)| {
            let found = match format {
                DiffFormat::Json => compact(&rendered(&diff, format)),
                DiffFormat::Text | DiffFormat::Markdown | DiffFormat::Html => {
                    rendered(&diff, format)
                }
            };
            (format!("tests/diff/{new}.{extension}"), found)
        })
    }));
}

#[test]
fn rendering_is_deterministic() {
    let (old, new) = both(&example("pingtan-2020"), &example("pingtan-2021"));
    for (format, _) in FORMATS {
        let again = both(&example("pingtan-2020"), &example("pingtan-2021"));
        let (first, second) = (
            diff::diff(&old, &new, DiffKind::Years),
            diff::diff(&again.0, &again.1, DiffKind::Years),
        );
        assert_eq!(rendered(&first, format), rendered(&second, format));
    }
}

#[test]
fn pages_are_well_formed_for_any_texts() {
    const HOSTILE: &str = "<script>alert(1)</script> | *b* & ` [x](javascript:alert(1))";
    let old = example("wujiang-2020");
    let new = old.replace(
        "agency \"韶关市武江区人民政府\"",
        &format!("agency \"{HOSTILE}\""),
    );
    assert_ne!(old, new);
    let (old, new) = (verified(old), verified(new));
    let diff = diff::diff(&old, &new, DiffKind::Corrections);
    let html = rendered(&diff, DiffFormat::Html);
    assert!(common::markup::pieces(&html).len() > 100);
    assert!(!html.contains("<script"));
    let markdown = rendered(&diff, DiffFormat::Markdown);
    let is_foreign = |event: &Event| match event {
        Event::Html(text) | Event::InlineHtml(text) => text.contains("script"),
        Event::Start(tag) => matches!(tag, Tag::Link { .. } | Tag::Image { .. }),
        _ => false,
    };
    let foreign: Vec<Event> = Parser::new_ext(&markdown, Options::ENABLE_TABLES)
        .filter(is_foreign)
        .collect();
    assert!(foreign.is_empty(), "{foreign:?}");
    assert!(markdown.contains("alert"));
}

#[test]
fn output_is_in_one_language() {
    let (old, new) = both(&example("pingtan-2019"), &example("pingtan-2020"));
    let diff = diff::diff(&old, &new, DiffKind::Years);
    let english = render_diff(
        &diff,
        DiffOptions {
            language: Language::English,
            ..DiffOptions::default()
        },
    )
    .expect("the difference is rendered");
    assert!(
        english.starts_with("平潭") && english.contains("carry-forward holds (13 hold)"),
        "{english}"
    );
    assert!(!english.contains("成立"), "{english}");
}
