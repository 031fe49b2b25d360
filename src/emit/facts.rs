//! Facts as lines, one per fact, for spreadsheets, databases and programs. `docs/facts.md`
//! specifies the lines, and `docs/facts.schema.json` their form as JSON.

mod csv;
mod ndjson;

use serde::Serialize;

use super::view::state;
use crate::formats::formats;
use crate::model::{Fact, FactId, NodeKind, Origin, Report};
use crate::trend;

formats! {
    /// The format of the lines.
    pub enum FactsFormat, writer: FactsWriter {
        Csv = "csv" => FactsWriter { head: csv::head, line: csv::line },
        Ndjson = "ndjson" => FactsWriter { head: String::new, line: ndjson::line },
    }
}

/// The functions that implement a format.
struct FactsWriter {
    /// The text before the lines of all reports.
    head: fn() -> String,
    line: fn(&mut String, &FactLine) -> Result<(), String>,
}

impl FactsFormat {
    /// The text before the lines of all reports.
    pub fn head(self) -> String {
        (self.writer().head)()
    }
}

/// A fact. Its fields are the columns, in this order.
#[derive(Debug, Serialize)]
struct FactLine<'r> {
    agency: Option<&'r str>,
    year: i32,
    form: &'r str,
    edition: i32,
    /// The path in ids, which is the same in every language: `requests.received.natural`.
    path: String,
    /// The path in Chinese names, which a source may use instead of ids: `申请.新收.自然人`.
    name: String,
    /// The official labels. A block of own facts counts as a section.
    section: Option<&'r str>,
    row: &'r str,
    column: Option<&'r str>,
    #[serde(rename = "type")]
    kind: &'static str,
    /// The value as a source states it, with its unit.
    value: String,
    /// The exact number of the value, in `unit`.
    number: Option<String>,
    unit: Option<&'r str>,
    state: &'static str,
    file: &'r str,
    /// The line of the source that states the fact, counted from 1. `None` for a computed fact.
    line: Option<usize>,
}

/// Writes every stated or computed fact of a report as a line: the facts of the form in its order,
/// then the report's own facts.
///
/// # Errors
/// If a line cannot be written as JSON; tests rule this out.
pub fn render_facts(report: &Report, format: FactsFormat) -> Result<String, String> {
    let agency = trend::whose(report);
    let mut text = String::new();
    for (id, fact) in report
        .facts
        .iter()
        .enumerate()
        .filter_map(|(id, fact)| Some((id, fact.as_ref()?)))
    {
        let line = line(report, agency.as_deref(), id, fact);
        (format.writer().line)(&mut text, &line)?;
    }
    Ok(text)
}

fn line<'r>(report: &'r Report, agency: Option<&'r str>, id: FactId, fact: &Fact) -> FactLine<'r> {
    let (form, kind) = (&report.form, report.type_of(id));
    let (section, row, column) = labels(report, id);
    FactLine {
        agency,
        year: report.year,
        form: &form.name,
        edition: form.edition,
        path: report.fact_path(id, true),
        name: report.fact_path(id, false),
        section,
        row,
        column,
        kind: kind.keyword(),
        value: kind.stated(&fact.value),
        number: kind
            .data_number(&fact.value)
            .map(|number| number.to_string()),
        unit: kind.data_unit(),
        state: state(&fact.value, fact.origin),
        file: report.source.name(),
        line: (fact.origin != Origin::Computed)
            .then(|| report.source.position(fact.span.start).line),
    }
}

/// The labels of a fact's section, row and column. A field is a row without a column, and may be
/// outside any section.
fn labels(report: &Report, id: FactId) -> (Option<&str>, &str, Option<&str>) {
    if let Some((block, own)) = report.own_fact(id) {
        return (Some(&block.label), &own.label, None);
    }
    let form = &report.form;
    let slot = form.slots[id];
    let top = form
        .ancestry(slot.node)
        .first()
        .map(|&node| form.node(node));
    let section = top.filter(|node| matches!(node.kind, NodeKind::Section(_)));
    let table = form.table_of(slot.node);
    let column = slot
        .column
        .zip(table)
        .map(|(column, table)| form.tables[table].columns[column].label.as_str());
    (
        section.map(|node| node.label.as_str()),
        &form.node(slot.node).label,
        column,
    )
}
