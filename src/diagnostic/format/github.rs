//! Workflow commands such as `::error file=…,line=…::…`, which GitHub shows at the changed line.

use super::Context;
use crate::diagnostic::{Diagnostic, Severity, Words};
use crate::invisible::visible;

pub(super) fn line(diagnostic: &Diagnostic, context: Context) -> String {
    let (start, end) = (diagnostic.place.position(), diagnostic.place.end());
    let excepted = diagnostic.excepted_title();
    let command = match diagnostic.severity {
        _ if excepted.is_some() => "notice",
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "notice",
    };
    let says = |words: &Words| words.of(context.language).to_owned();
    let mut lines = vec![says(excepted.as_ref().unwrap_or(&diagnostic.title))];
    lines.extend(diagnostic.notes.iter().map(says));
    lines.extend(diagnostic.help.iter().map(says));
    let (file, title, message) = (
        property(&(context.path_in_repository)(
            diagnostic.place.source.name(),
        )),
        property(diagnostic.code),
        data(&lines.join("\n")),
    );
    let (line, column, end_line, end_column) = (start.line, start.column, end.line, end.column);
    let place =
        format!("file={file},line={line},endLine={end_line},col={column},endColumn={end_column}");
    format!("::{command} {place},title={title}::{message}")
}

/// The log shows the text, so its invisible characters are replaced. LF and CR are escaped.
fn data(text: &str) -> String {
    visible(text)
        .replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
