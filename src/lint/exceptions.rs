//! Exceptions from lints: `allow prose-placeholder "the reason"` in a report.

use crate::diagnostic::{Diagnostic, Label, Severity, Words, catalog};
use crate::model::{Allow, Report};
use crate::verify::excepted_here;

/// Marks each warning and hint that the report allows as an exception with its reason, and reports
/// exceptions that are not used. Errors cannot be allowed.
pub fn apply(report: &Report, diagnostics: &mut Vec<Diagnostic>) {
    for allow in &report.allows {
        let Some(entry) = allow.lint() else {
            continue;
        };
        let (mut is_used, mut is_excepted) = (false, false);
        for diagnostic in diagnostics.iter_mut() {
            if diagnostic.code != entry.code || diagnostic.severity == Severity::Error {
                continue;
            }
            if diagnostic.exception.is_some() {
                is_excepted = true;
            } else {
                is_used = true;
                except(report, allow, diagnostic);
            }
        }
        if !is_used {
            diagnostics.push(unused(report, allow, is_excepted));
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
