//! One JSON object per diagnostic, with the schema `docs/diagnostics.schema.json`: in one document,
//! or one per line.

use serde::Serialize;

use super::{Context, Frame};
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::invisible::escaped_in_json;
use crate::source::{Place, Position};

/// The version of the format. It increases with each change that readers must adapt to.
pub const VERSION: u32 = 2;

#[derive(Serialize)]
struct JsonDiagnostic<'d> {
    version: u32,
    kind: &'static str,
    code: &'static str,
    #[serde(rename = "level")]
    severity: &'static str,
    message: &'d str,
    place: JsonPlace<'d>,
    label: Option<&'d str>,
    related: Vec<Related<'d>>,
    notes: Vec<&'d str>,
    help: Option<&'d str>,
    fixes: Vec<JsonFix<'d>>,
    /// The reason given in the report's `allow`.
    reason: Option<&'d str>,
}

/// A range: in bytes from the start of the file, and in lines and characters from 1.
#[derive(Serialize)]
struct JsonPlace<'d> {
    file: &'d str,
    start: JsonPosition,
    end: JsonPosition,
}

#[derive(Serialize)]
struct JsonPosition {
    byte: u32,
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct Related<'d> {
    place: JsonPlace<'d>,
    message: &'d str,
}

#[derive(Serialize)]
struct JsonFix<'d> {
    certain: bool,
    edits: Vec<JsonEdit<'d>>,
}

#[derive(Serialize)]
struct JsonEdit<'d> {
    place: JsonPlace<'d>,
    text: &'d str,
}

/// The document around the objects: `{"version":2,"diagnostics":[…],"summary":{…}}`.
pub(super) fn document() -> Frame {
    Frame {
        opening: format!("{{\"version\":{VERSION},\"diagnostics\":[\n"),
        between: ",\n",
        after: "",
        closing: "\n],\"summary\":",
        after_summary: Some("}\n"),
    }
}

/// One object per line; the last is the summary.
pub(super) fn lines() -> Frame {
    Frame {
        after_summary: Some("\n"),
        ..Frame::lines()
    }
}

pub(super) fn object(diagnostic: &Diagnostic, context: Context) -> String {
    let Context { language, .. } = context;
    let related = diagnostic.related.iter();
    let label = diagnostic.label.of(language);
    let object = JsonDiagnostic {
        version: VERSION,
        kind: if diagnostic.exception.is_some() {
            "exception"
        } else {
            "diagnostic"
        },
        code: diagnostic.code,
        severity: severity(diagnostic.severity),
        message: diagnostic.title.of(language),
        place: place(&diagnostic.place),
        label: (!label.is_empty()).then_some(label),
        related: related
            .map(|label| Related {
                place: place(&label.place),
                message: label.words.of(language),
            })
            .collect(),
        notes: diagnostic
            .notes
            .iter()
            .map(|note| note.of(language))
            .collect(),
        help: diagnostic.help.as_ref().map(|help| help.of(language)),
        fixes: diagnostic.fixes.iter().map(fix).collect(),
        reason: diagnostic.exception.as_deref(),
    };
    // Strings and numbers can always be serialized.
    escaped_in_json(&serde_json::to_string(&object).unwrap_or_default()).into_owned()
}

/// The name of a severity, independent of the language.
fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "hint",
    }
}

fn fix(fix: &Fix) -> JsonFix<'_> {
    let edits = fix.edits.iter().map(|edit| JsonEdit {
        place: place(&edit.place),
        text: &edit.text,
    });
    JsonFix {
        certain: fix.is_certain,
        edits: edits.collect(),
    }
}

fn place(place: &Place) -> JsonPlace<'_> {
    let position =
        |byte: u32, Position { line, column }: Position| JsonPosition { byte, line, column };
    let (start, end) = (
        position(place.span.start, place.position()),
        position(place.span.end, place.end()),
    );
    JsonPlace {
        file: place.source.name(),
        start,
        end,
    }
}
