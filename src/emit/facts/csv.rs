//! Facts as CSV, for spreadsheets.

use std::borrow::Cow;

use super::FactLine;
use crate::emit::csv;

const HEAD: [&str; 16] = [
    "agency", "year", "form", "edition", "path", "name", "section", "row", "column", "type",
    "value", "number", "unit", "state", "file", "line",
];

pub(super) fn head() -> String {
    csv::with_header(HEAD)
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "the signature is that of every format"
)]
pub(super) fn line(text: &mut String, line: &FactLine) -> Result<(), String> {
    csv::line(text, cells(line));
    Ok(())
}

fn cells<'l>(line: &'l FactLine) -> [Cow<'l, str>; 16] {
    let number = |number: i32| Cow::from(number.to_string());
    [
        line.agency.unwrap_or_default().into(),
        number(line.year),
        line.form.into(),
        number(line.edition),
        line.path.as_str().into(),
        line.name.as_str().into(),
        line.section.unwrap_or_default().into(),
        line.row.into(),
        line.column.unwrap_or_default().into(),
        line.kind.into(),
        line.value.as_str().into(),
        line.number.as_deref().unwrap_or_default().into(),
        line.unit.unwrap_or_default().into(),
        line.state.into(),
        line.file.into(),
        line.line
            .map(|line| line.to_string())
            .unwrap_or_default()
            .into(),
    ]
}
