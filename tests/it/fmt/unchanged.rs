//! Formatting keeps the meaning of a text, and a changed figure changes only one line.

use std::path::Path;

use crate::common;
use crate::common::case;
use crate::common::{compile, is_thorough, read, root};
use crate::fmt::{corpus, laid_out, sources};
use gdr::model::Origin;
use gdr::source::Source;
use gdr::syntax;

/// The diagnostics of a text without their places.
fn diagnostics_of(path: &Path, text: &str) -> Vec<String> {
    let (_, diagnostics) = case::compile(path, text);
    let mut found: Vec<String> = diagnostics
        .iter()
        .map(|found| format!("{} {}", found.code, found.title.of_zh()))
        .collect();
    found.sort();
    found
}

#[test]
fn formatting_is_idempotent_and_keeps_the_diagnostics() {
    let mut laid_out_texts = 0;
    for (path, text) in corpus() {
        let Ok(once) = laid_out(&text) else { continue };
        laid_out_texts += 1;
        assert_eq!(laid_out(&once).as_ref(), Ok(&once), "{}", path.display());
        // Whether a report names itself as previous report is decided by its text.
        if !path.ends_with("self.gdr")
            && syntax::scan(&Source::new("", text.as_str()))
                .diagnostics
                .is_empty()
        {
            assert_eq!(
                diagnostics_of(&path, &once),
                diagnostics_of(&path, &text),
                "{}",
                path.display()
            );
        }
    }
    assert!(laid_out_texts > 200, "{laid_out_texts}");
}

/// Not a byte between triple quotes changes.
#[test]
fn prose_is_untouched() {
    let prose = |text: &str| {
        text.split("\"\"\"")
            .skip(1)
            .step_by(2)
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let mut stretches = 0;
    for path in sources() {
        let text = read(&path)
            .replace('。', "。  \t")
            .replace("\n\n", "\n\n\n\n");
        let after = laid_out(&text).unwrap_or_else(|codes| panic!("{}: {codes:?}", path.display()));
        assert_eq!(prose(&after), prose(&text), "{}", path.display());
        stretches += prose(&text).len();
    }
    assert!(stretches > 10, "{stretches}");
}

// ── One figure, one line ─────────────────────────────────────────────────────────────────────────

/// The range of each figure of a text.
fn figures(text: &str) -> Vec<std::ops::Range<usize>> {
    let report = compile(text).value.expect("the source has a report").report;
    let stated = report
        .facts
        .iter()
        .flatten()
        .filter(|fact| fact.origin == Origin::Stated)
        .map(|fact| fact.span.range());
    let is_figure = |range: &std::ops::Range<usize>| !text[range.clone()].starts_with('"');
    stated.filter(is_figure).collect()
}

/// The text without prose, which formatting does not change but which takes most of the time.
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

/// Changes each figure in five ways with `GDR_THOROUGH`, otherwise in two.
#[test]
fn a_changed_figure_changes_only_its_own_line() {
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
                let after = laid_out(&edited).expect("the text can be parsed");
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

/// An added comment, or an added row whose name is no longer than the others, changes no other
/// line. Two rows where there was only one may be aligned with each other.
#[test]
fn an_added_line_changes_no_other() {
    let mut tried = 0;
    for path in sources()
        .into_iter()
        .filter(|path| path.starts_with(root().join("examples")))
    {
        let text = without_prose(&read(&path));
        let lines: Vec<&str> = text.lines().collect();
        for at in (0..lines.len()).filter(|&at| !lines[at].is_empty()) {
            let (before, after_line) = (lines[..at].join("\n"), lines[at + 1..].join("\n"));
            for new in [format!("{} // 注释", lines[at]), [lines[at]; 2].join("\n")] {
                let edited = format!("{before}\n{new}\n{after_line}\n");
                let Ok(after) = laid_out(edited.trim_start_matches('\n')) else {
                    continue;
                };
                let is_kept =
                    after.starts_with(&before) && after.trim_end().ends_with(after_line.trim_end());
                assert!(is_kept, "{}:\n{new}\n{after}", path.display());
                tried += 1;
            }
        }
    }
    assert!(tried > 500, "{tried}");
}
