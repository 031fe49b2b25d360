//! Formats for programs: every diagnostic of every case in every format, validated against its
//! schema.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::common::case::{self, Case};
use crate::common::in_short;
use crate::common::schema::Schema;
use gdr::Compiled;
use gdr::diagnostic::catalog::Concern;
use gdr::diagnostic::format::{Context, Format, Frame};
use gdr::diagnostic::{Diagnostic, Language, apply};
use gdr::model::{Origin, Report};
use serde_json::Value;

/// All diagnostics of all cases.
fn diagnostics() -> Vec<Diagnostic> {
    let files = case::files();
    let diagnostics: Vec<Diagnostic> = files
        .iter()
        .flat_map(|path| case::compile(path, &Case::read(path).source).1)
        .collect();
    assert!(diagnostics.len() > 500, "{}", diagnostics.len());
    diagnostics
}

fn written(format: Format, diagnostic: &Diagnostic) -> String {
    format
        .write(diagnostic, Context::of(Language::Chinese))
        .expect("a format for programs")
}

#[test]
fn json_matches_its_schema() {
    let schema = Schema::read("docs/diagnostics.schema.json");
    for diagnostic in diagnostics() {
        let line = written(Format::Ndjson, &diagnostic);
        assert_eq!(line, written(Format::Json, &diagnostic));
        assert!(!line.contains('\n'));
        let value: Value = serde_json::from_str(&line).expect("valid JSON");
        assert_eq!(schema.fault(&value), None, "{line}");
    }
}

#[test]
fn byte_and_line_positions_agree() {
    for diagnostic in diagnostics() {
        let value: Value =
            serde_json::from_str(&written(Format::Json, &diagnostic)).expect("valid JSON");
        for end in ["start", "end"] {
            let number =
                |name: &str| value["place"][end][name].as_u64().expect("a number") as usize;
            let text = diagnostic.place.source.text();
            let before = &text[..number("byte")];
            let line_start = before.rfind('\n').map_or(0, |at| at + 1);
            assert_eq!(number("line"), before.matches('\n').count() + 1);
            assert_eq!(number("column"), before[line_start..].chars().count() + 1);
        }
    }
}

#[test]
fn sarif_matches_its_schema() {
    let schema = Schema::read("tests/data/sarif-schema-2.1.0.json");
    let Frame {
        opening,
        between,
        closing,
        ..
    } = Format::Sarif.frame(Language::Chinese);
    let diagnostics = diagnostics();
    let results: Vec<String> = diagnostics
        .iter()
        .map(|diagnostic| written(Format::Sarif, diagnostic))
        .collect();
    let document: Value =
        serde_json::from_str(&format!("{opening}{}{closing}", results.join(between)))
            .expect("valid JSON");
    assert_eq!(schema.fault(&document), None);
    let results = document["runs"][0]["results"].as_array().expect("results");
    assert_eq!(results.len(), diagnostics.len());
    let rules = document["runs"][0]["tool"]["driver"]["rules"]
        .as_array()
        .expect("rules");
    for (result, diagnostic) in results.iter().zip(&diagnostics) {
        let rule = result["ruleIndex"].as_u64().expect("a rule") as usize;
        assert_eq!(rules[rule]["id"], diagnostic.code);
    }
    let empty: Value = serde_json::from_str(&(opening + closing)).expect("valid JSON");
    assert_eq!(schema.fault(&empty), None);
    let wrong: Value =
        serde_json::from_str(r#"{"version":"2.1.0","runs":[{"results":[]}]}"#).expect("valid JSON");
    assert!(
        schema.fault(&wrong).is_some(),
        "the schema accepts an invalid document"
    );
}

#[test]
fn short_and_github_use_one_line() {
    for diagnostic in diagnostics() {
        let (short, github) = (
            written(Format::Short, &diagnostic),
            written(Format::Github, &diagnostic),
        );
        let (file, position) = (diagnostic.place.source.name(), diagnostic.place.position());
        let start = format!("{file}:{}:{}: ", position.line, position.column);
        assert!(
            short.starts_with(&start) && short.contains(&format!("[{}]: ", diagnostic.code)),
            "{short}"
        );
        let (properties, message) = github[2..].split_once("::").expect("a workflow command");
        assert!(
            properties.contains(&format!(",line={},", position.line)) && !message.is_empty(),
            "{github}"
        );
        assert!(!short.contains('\n') && !github.contains(['\n', '\r']));
    }
}

/// The facts of a report by path.
fn facts(report: &Report) -> BTreeMap<String, String> {
    let facts = report
        .facts
        .iter()
        .enumerate()
        .filter_map(|(fact, stated)| Some((fact, stated.as_ref()?)));
    let stated = facts.filter(|(_, stated)| stated.origin == Origin::Stated);
    stated
        .map(|(fact, stated)| (report.fact_path(fact, true), stated.value.to_string()))
        .collect()
}

/// Errors that are reported only after the fix of a case, because the text could not be parsed
/// before.
const BROUGHT_TO_LIGHT: &[(&str, &str)] = &[
    ("forms/wrong-columns", "G0802"),
    ("names/in-expressions", "G0602"),
    ("syntax/old-word-file", "G0522"),
    ("syntax/pasted-table", "G0506"),
];

/// Whether an error is revealed by a fix, not caused by it. A figure that can be read after the fix
/// may violate an identity.
fn is_brought_to_light(path: &Path, found: &Diagnostic) -> bool {
    let is_of = |case: &str| path.with_extension("").ends_with(case);
    let is_known = BROUGHT_TO_LIGHT
        .iter()
        .any(|(case, code)| is_of(case) && found.code == *code);
    is_known || found.concern() == Some(Concern::Identity)
}

/// A certain fix resolves its diagnostic and causes no error.
#[test]
fn certain_fixes_resolve_their_diagnostics() {
    let mut fixes = 0;
    let mut worse = Vec::new();
    for path in case::files() {
        let (source, before) = case::compile_whole(&path, &Case::read(&path).source);
        for diagnostic in &before.diagnostics {
            let is_of_form = !Arc::ptr_eq(&diagnostic.place.source, &source);
            for fix in diagnostic
                .fixes
                .iter()
                .filter(|fix| fix.is_certain && !is_of_form)
            {
                let (_, after) = case::compile_whole(&path, &apply(&source, &fix.edits));
                let name = format!("{}: {}", path.display(), in_short(diagnostic));
                let alike = |compiled: &Compiled, other: &Diagnostic| {
                    let is_alike = |found: &&Diagnostic| {
                        (found.code, found.title.of_zh()) == (other.code, other.title.of_zh())
                    };
                    compiled.diagnostics.iter().filter(is_alike).count()
                };
                assert!(
                    alike(&after, diagnostic) < alike(&before, diagnostic),
                    "{name} is still there"
                );
                for found in after
                    .diagnostics
                    .iter()
                    .filter(|found| found.is_error() && !is_brought_to_light(&path, found))
                {
                    if alike(&after, found) > alike(&before, found) {
                        worse.push(format!("{name} causes {}", in_short(found)));
                    }
                }
                if let (Some(before), Some(after)) = (&before.value, &after.value) {
                    let (before, after) = (facts(&before.report), facts(&after.report));
                    for (path, value) in before
                        .iter()
                        .filter(|(path, value)| after.get(*path) != Some(*value))
                        // The fix removes characters that nobody sees.
                        .filter(|_| diagnostic.code != "G0138")
                    {
                        worse.push(format!(
                            "{name} changes {path}: {value} to {:?}",
                            after.get(path)
                        ));
                    }
                }
                fixes += 1;
            }
        }
    }
    assert!(fixes > 50, "{fixes}");
    assert!(worse.is_empty(), "{worse:#?}");
}
