//! Two reports are compared in every format, and a report does not differ from itself.

use gdr::diff::{DiffKind, diff};
use gdr::emit::{DiffFormat, DiffOptions, render_diff};

use super::input::{compiled, texts};

pub fn hold(input: &[u8]) {
    let Some([old, new]) = texts(input) else {
        return;
    };
    let (Some(old), Some(new)) = (compiled(old).value, compiled(new).value) else {
        return;
    };
    assert!(diff(&old, &old, DiffKind::Corrections).is_empty());
    for kind in [DiffKind::Years, DiffKind::Corrections] {
        let differences = diff(&old, &new, kind);
        for format in [
            DiffFormat::Text,
            DiffFormat::Markdown,
            DiffFormat::Html,
            DiffFormat::Json,
        ] {
            let options = DiffOptions {
                format,
                all: true,
                ..DiffOptions::default()
            };
            render_diff(&differences, options).expect("the built-in templates are valid");
        }
    }
}
