//! Diagnostics as users see them: every file in `tests/cases/` is a source with its diagnostics
//! drawn as annotations.
//!
//! An annotation is a line that begins with `//~`. The test removes all annotations, compiles the
//! rest, draws the diagnostics, and compares the result with the file byte for byte. `GDR_BLESS=1
//! cargo test` rewrites the annotations.
//!
//! ```text
//!     新收 3 | 0 0 0 0 0 = 4
//! //~                      ^ error[G0401] 勾稽关系不成立：…
//! //~   = here: 总计 4                the label at the place itself
//! //~   = line 7 “3”: 自然人 3         a related place: its line and text
//! //~   = disclosure-2021.gdr “received”: …  a related place in a shipped form, whose lines move
//! //~   = form:94 “check balance …”: …  a related place in a form of the tests
//! //~   = last.gdr:9 “3”: …             a related place in another file in the folder of the case
//! //~   = note: …
//! //~   = help: …
//! //~   = fix: “新手” → “新收”        a certain fix; `perhaps` for one that needs a decision
//! ```
//!
//! - Carets are below the text of the diagnostic, in screen columns: a Chinese character takes two.
//! - A place within the first columns, which `//~` occupies, is given by its columns instead: `//~
//!   @0..4 error[G0201] …`.
//! - `^^^..9` extends to line 9. Lines are counted without annotations.
//! - `//~ bytes 7..8` is a place within a character, and `//~ panics` is a panic: both are bugs of
//!   the compiler.
//! - A diagnostic after the last line end is drawn after the last line, at `@0..0`.
//! - A file that ends with an annotation without a line end is a source without a final line end.
//! - A first line `//~ lang: en` selects English messages.
//!
//! A `use` is resolved relative to the case. Forms shared by cases are in `tests/cases/forms/` and
//! are cases themselves.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use crate::common::bless::expect_files;
use crate::common::case::{self, Case, ENGLISH, Folder, MARK};
use crate::common::{WITHOUT_A_CASE, errors, files, read, root};
use gdr::Compiler;
use gdr::diagnostic::{Diagnostic, Fix, Language, Severity, apply, catalog, render::Renderer};
use gdr::source::{LONGEST_SOURCE, Place, Source};
use unicode_width::UnicodeWidthStr;

/// The case with annotations for the current diagnostics.
fn drawn(case: &Case, path: &Path) -> String {
    let (source, diagnostics) = case::compile(path, &case.source);
    for diagnostic in &diagnostics {
        Renderer::new(case.language, true).render(diagnostic);
    }
    let (lines, end) = (source.text().split_inclusive('\n'), line_end(source.text()));
    let mut text = case.directive.clone();
    let mut drawn = 0;
    let drawing = |number: usize| -> Vec<String> {
        let on_line = |d: &&Diagnostic| {
            is_same(&d.place.source, &source) && d.place.position().line == number
        };
        diagnostics
            .iter()
            .filter(on_line)
            .flat_map(|diagnostic| annotation(diagnostic, &source, case.language))
            .collect()
    };
    for line in lines {
        drawn += 1;
        text.push_str(line);
        for annotation in drawing(drawn) {
            let _ = if line.ends_with('\n') {
                write!(text, "{annotation}{end}")
            } else {
                write!(text, "{end}{annotation}")
            };
        }
    }
    if source.text().is_empty() || source.text().ends_with('\n') {
        drawing(drawn + 1)
            .iter()
            .for_each(|annotation| text.push_str(&format!("{annotation}{end}")));
    }
    for elsewhere in diagnostics
        .iter()
        .filter(|diagnostic| !is_same(&diagnostic.place.source, &source))
    {
        for annotation in annotation(elsewhere, &source, case.language) {
            text.push_str(&format!("{annotation}{end}"));
        }
    }
    text
}

fn is_same(a: &Arc<Source>, b: &Arc<Source>) -> bool {
    Arc::ptr_eq(a, b)
}

fn line_end(text: &str) -> &'static str {
    if text.lines().count() > 0 && text.contains("\r\n") {
        "\r\n"
    } else {
        "\n"
    }
}

// ── Drawing ──────────────────────────────────────────────────────────────────────────────────────

fn annotation(diagnostic: &Diagnostic, source: &Arc<Source>, language: Language) -> Vec<String> {
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "hint",
    };
    let place = &diagnostic.place;
    let carets = if is_same(&place.source, source) {
        carets(place)
    } else {
        format!("{MARK} {}", called(place, source))
    };
    let mut lines = vec![format!(
        "{carets} {severity}[{}] {}",
        diagnostic.code,
        diagnostic.title.of(language)
    )];
    let label = diagnostic.label.of(language);
    if !label.is_empty() {
        lines.push(format!("{MARK}   = here: {label}"));
    }
    for related in &diagnostic.related {
        lines.push(format!(
            "{MARK}   = {}: {}",
            called(&related.place, source),
            related.words.of(language)
        ));
    }
    lines.extend(
        diagnostic
            .notes
            .iter()
            .map(|note| format!("{MARK}   = note: {}", note.of(language))),
    );
    lines.extend(
        diagnostic
            .help
            .iter()
            .map(|help| format!("{MARK}   = help: {}", help.of(language))),
    );
    lines.extend(
        diagnostic
            .fixes
            .iter()
            .map(|fix| format!("{MARK}   = {}", drawn_fix(fix))),
    );
    lines
}

fn drawn_fix(fix: &Fix) -> String {
    let shown = |text: &str| text.replace('\n', "⏎");
    let edits: Vec<String> = fix
        .edits
        .iter()
        .map(|edit| format!("“{}” → “{}”", shown(edit.place.text()), shown(&edit.text)))
        .collect();
    format!(
        "{}: {}",
        if fix.is_certain { "fix" } else { "perhaps" },
        edits.join(", ")
    )
}

/// The mark, and carets below a place of the source.
fn carets(place: &Place) -> String {
    let (text, range) = (place.source.text(), place.span.range());
    if text.get(range.clone()).is_none() {
        return format!("{MARK} bytes {}..{}", range.start, range.end);
    }
    let line_start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let from = text[line_start..range.start].width();
    let first_line = text[range.clone()].lines().next().unwrap_or("");
    let width = first_line.width();
    let last_line = place
        .source
        .position(place.span.end.saturating_sub(1).max(place.span.start))
        .line;
    let runs_on = if last_line > place.position().line {
        format!("..{last_line}")
    } else {
        String::new()
    };
    if from < MARK.len() {
        return format!("{MARK} @{from}..{}{runs_on}", from + width);
    }
    format!(
        "{MARK}{}{}{runs_on}",
        " ".repeat(from - MARK.len()),
        "^".repeat(width.max(1))
    )
}

/// The line and the text of a related place.
fn called(place: &Place, source: &Arc<Source>) -> String {
    let (name, line) = (Path::new(place.source.name()), place.position().line);
    let file = name.file_name().unwrap_or_default().to_string_lossy();
    let is_beside = name.parent() == Path::new(source.name()).parent();
    let at = if is_same(&place.source, source) {
        format!("line {line}")
    } else if is_beside {
        format!("{file}:{line}")
    } else if name.starts_with(root()) {
        format!("form:{line}")
    } else {
        // A shipped form.
        file.into_owned()
    };
    let text = place.text().lines().next().unwrap_or("");
    let short: String = text.chars().take(24).collect();
    let more = if short.len() < place.text().trim_end().len() {
        "…"
    } else {
        ""
    };
    format!("{at} “{short}{more}”")
}

// ── Tests ────────────────────────────────────────────────────────────────────────────────────────

/// Every case with the annotations of the current diagnostics. Tests use these texts instead of the
/// files, because another test may be about to rewrite the files.
static DRAWN: LazyLock<Vec<(PathBuf, String)>> = LazyLock::new(|| {
    let drawn = |path: PathBuf| {
        let case = Case::read(&path);
        let text = std::panic::catch_unwind(|| drawn(&case, &path))
            .unwrap_or_else(|_| format!("{}{}{MARK} panics\n", case.directive, case.source));
        (path, text)
    };
    case::files().into_iter().map(drawn).collect()
});

#[test]
fn cases_have_the_expected_annotations() {
    expect_files(DRAWN.iter().cloned());
}

#[test]
fn good_cases_are_without_errors() {
    let folder = root().join("tests/cases/good");
    let good = DRAWN.iter().filter(|(path, _)| path.starts_with(&folder));
    assert!(good.clone().count() > 10);
    for (path, text) in good {
        let annotation = text
            .lines()
            .find(|line| line.starts_with(MARK) && *line != ENGLISH);
        assert_eq!(annotation, None, "{}", path.display());
    }
}

#[test]
fn every_code_has_a_case() {
    let mut drawn = BTreeSet::new();
    for (_, text) in DRAWN.iter() {
        for line in text.lines().filter(|line| line.starts_with(MARK)) {
            drawn.extend(
                line.split_once('[')
                    .and_then(|(_, rest)| rest.get(..5))
                    .map(str::to_owned),
            );
        }
    }
    // Codes of `gdr.toml` have tests in tests/projects/.
    for path in files("tests/projects", "txt") {
        let expected = read(path);
        drawn.extend(
            expected
                .lines()
                .filter_map(|line| Some(line.strip_prefix('[')?.split_once(']')?.0.to_owned())),
        );
    }
    let codes = catalog::entries().map(|entry| entry.code);
    let without: Vec<&str> = codes
        .clone()
        .filter(|code| !drawn.contains(*code) && !WITHOUT_A_CASE.contains(code))
        .collect();
    assert!(
        without.is_empty(),
        "no case in tests/cases draws {without:?}"
    );
    let excused: Vec<&str> = codes
        .filter(|code| drawn.contains(*code) && WITHOUT_A_CASE.contains(code))
        .collect();
    assert!(excused.is_empty(), "unexpected case for {excused:?}");
}

/// Produces the codes in [`WITHOUT_A_CASE`] without a case.
#[test]
fn codes_without_a_case() {
    // A folder cannot be read as a file.
    let unreadable = gdr::cli::project::read(root()).diagnostics;
    assert_eq!(
        unreadable
            .iter()
            .map(|diagnostic| diagnostic.code)
            .collect::<Vec<_>>(),
        ["G0906"]
    );

    let too_long = Source::from_bytes("report.gdr", &vec![b' '; LONGEST_SOURCE + 1])
        .map_err(Diagnostic::from)
        .expect_err("the file is too long");
    assert_eq!(too_long.code, "G0113");

    let not_utf8 = Source::from_bytes("report.gdr", b"report \xb9\xab 2020")
        .map_err(Diagnostic::from)
        .expect_err("the file is not UTF-8");
    assert_eq!((not_utf8.code, not_utf8.place.span.start), ("G0114", 7));

    // The fix of the line ends is certain, and nothing else is reported before it.
    let path = root().join("examples/pingtan-2021.gdr");
    let example = read(&path);
    let diagnostics = errors(example.replace('\n', "\r"));
    let [line_ends] = diagnostics.as_slice() else {
        panic!("{diagnostics:?}");
    };
    assert_eq!(line_ends.code, "G0132");
    let fixes = line_ends.fixes.iter().flat_map(|fix| &fix.edits);
    assert_eq!(apply(&line_ends.place.source, fixes), example);

    let path = root().join(case::FOLDER).join("missing/unknown-values.gdr");
    let source = Source::new(path.display().to_string(), Case::read(&path).source);
    let verified = Compiler::with_files(Folder)
        .compile(&source, gdr::Options::default())
        .value
        .expect("the source has a report");
    let mut diagnostics = Vec::new();
    gdr::lint::unknown_values::refuse(&verified, &mut diagnostics);
    assert_eq!(
        diagnostics
            .iter()
            .map(|diagnostic| diagnostic.code)
            .collect::<Vec<_>>(),
        ["G0520"]
    );
}
