//! SARIF 2.1.0, the format in which code hosts and editors read the results of checkers.

use serde_json::{Value, json};

use super::{Context, Frame};
use crate::diagnostic::catalog;
use crate::diagnostic::pages::CodePage;
use crate::diagnostic::{Diagnostic, Fix, Language, Severity, Words};
use crate::invisible::escaped_in_json;
use crate::source::Place;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The document around the results.
pub(super) fn frame(language: Language) -> Frame {
    Frame {
        opening: opening(language),
        between: ",\n",
        after: "",
        closing: "\n]}]}\n",
        after_summary: None,
    }
}

/// The start of the document, up to the results.
fn opening(language: Language) -> String {
    let rules: Vec<Value> = catalog::entries()
        .map(|entry| {
            json!({
                "id": entry.code,
                "shortDescription": { "text": entry.title(language) },
                "help": { "text": CodePage::parse(entry.page).map_or("", |page| page.prose(language)) },
                "defaultConfiguration": { "level": severity(entry.severity) },
            })
        })
        .collect();
    let driver = json!({
        "name": "gdr",
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": rules,
    });
    // Columns count characters, not the UTF-16 units that are the default of SARIF.
    format!(
        r#"{{"$schema":"{SCHEMA}","version":"2.1.0","runs":[{{"tool":{{"driver":{driver}}},"columnKind":"unicodeCodePoints","results":[
"#
    )
}

pub(super) fn result(diagnostic: &Diagnostic, context: Context) -> String {
    let message_of = |words: &Words| words.of(context.language).to_owned();
    let location = |place: &Place| location(place, context);
    let mut message = vec![message_of(&diagnostic.title)];
    message.extend(diagnostic.notes.iter().map(message_of));
    message.extend(diagnostic.help.iter().map(message_of));
    let related: Vec<Value> = diagnostic
        .related
        .iter()
        .map(|label| json!({ "physicalLocation": location(&label.place), "message": { "text": message_of(&label.words) } }))
        .collect();
    let mut result = json!({
        "ruleId": diagnostic.code,
        "ruleIndex": catalog::entries().position(|entry| entry.code == diagnostic.code),
        "level": severity(diagnostic.severity),
        "message": { "text": message.join("\n") },
        "locations": [{ "physicalLocation": location(&diagnostic.place) }],
        "relatedLocations": related,
        "fixes": diagnostic.fixes.iter().map(|found| fix(found, context)).collect::<Vec<_>>(),
    });
    if let Some(reason) = &diagnostic.exception {
        result["suppressions"] = json!([{ "kind": "inSource", "justification": reason }]);
    }
    escaped_in_json(&result.to_string()).into_owned()
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "note",
    }
}

fn location(place: &Place, context: Context) -> Value {
    json!({ "artifactLocation": artifact(place, context), "region": region(place) })
}

/// The file of a place. `%SRCROOT%` is the usual name of the root of the repository.
fn artifact(place: &Place, context: Context) -> Value {
    let path = (context.path_in_repository)(place.source.name());
    match path.strip_prefix('/') {
        Some(path) => json!({ "uri": format!("file:///{}", uri(path)) }),
        None => json!({ "uri": uri(&path), "uriBaseId": "%SRCROOT%" }),
    }
}

fn region(place: &Place) -> Value {
    let (start, end) = (place.position(), place.end());
    json!({
        "startLine": start.line, "startColumn": start.column,
        "endLine": end.line, "endColumn": end.column,
        "byteOffset": place.span.start, "byteLength": place.span.end - place.span.start,
    })
}

fn fix(fix: &Fix, context: Context) -> Value {
    // The edits of one file must be in one change.
    let changes = fix.edits.chunk_by(|a, b| a.place.source.name() == b.place.source.name()).map(|edits| {
        let replacements =
            edits.iter().map(|edit| json!({ "deletedRegion": region(&edit.place), "insertedContent": { "text": edit.text } }));
        json!({
            "artifactLocation": artifact(&edits[0].place, context),
            "replacements": replacements.collect::<Vec<_>>(),
        })
    });
    json!({ "artifactChanges": changes.collect::<Vec<_>>() })
}

/// A path as a relative URI reference. All characters except letters, digits and plain punctuation
/// are percent-encoded.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}
