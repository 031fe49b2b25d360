//! Exceptions from lints: `allow prose-placeholder "the reason"` in a report.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Label, Severity, Words, catalog};
use crate::model::{Allow, Report};
use crate::verify::excepted_here;

/// Marks each warning and hint that the report allows as an exception with its reason, and reports
/// exceptions that are not used. Errors cannot be allowed.
pub fn apply(report: &Report, diagnostics: &mut Vec<Diagnostic>) {
    if report.allows.is_empty() {
        return;
    }
    // The diagnostics of each code that no exception covers yet, and the codes of the others.
    let mut open: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut excepted = BTreeSet::new();
    for (index, diagnostic) in diagnostics.iter().enumerate() {
        if diagnostic.severity == Severity::Error {
            continue;
        }
        if diagnostic.exception.is_some() {
            excepted.insert(diagnostic.code);
        } else {
            open.entry(diagnostic.code).or_default().push(index);
        }
    }
    for allow in &report.allows {
        let Some(entry) = allow.lint() else {
            continue;
        };
        let covered = open.remove(entry.code).unwrap_or_default();
        if covered.is_empty() {
            let unused = unused(report, allow, excepted.contains(entry.code));
            // An exception may cover the report of an unused one.
            open.entry(unused.code).or_default().push(diagnostics.len());
            diagnostics.push(unused);
        } else {
            excepted.insert(entry.code);
            for index in covered {
                except(report, allow, &mut diagnostics[index]);
            }
        }
    }
}

fn unused(report: &Report, allow: &Allow, is_excepted: bool) -> Diagnostic {
    let reason = if is_excepted {
        Words::new("这种提示已列为例外", "this diagnostic is excepted already")
    } else {
        Words::new("报告中没有这种提示", "the report has no such diagnostic")
    };
    let name = allow.names.join(".");
    catalog::unused_exception(report.place(allow.span), &name, &reason)
}

fn except(report: &Report, allow: &Allow, diagnostic: &mut Diagnostic) {
    diagnostic.exception = Some(allow.reason.clone());
    diagnostic.related.push(Label {
        place: report.place(allow.span),
        words: excepted_here(),
    });
}
