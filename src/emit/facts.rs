//! One line a fact, for spreadsheets, data bases and programs. `docs/facts.md` documents it,
//! `docs/facts.schema.json` the JSON.

mod csv;
mod ndjson;

use serde::Serialize;

use super::view::state;
use crate::formats::formats;
use crate::model::{Fact, FactId, NodeKind, Origin, Report};
use crate::trend;

formats! {
    /// What the lines are written as.
    pub enum FactsFormat, writer: FactsWriter {
        Csv = "csv" => FactsWriter { head: csv::head, line: csv::line },
        Ndjson = "ndjson" => FactsWriter { head: String::new, line: ndjson::line },
    }
}

/// What implements a format.
struct FactsWriter {
    /// What stands before the lines of all reports.
    head: fn() -> String,
    line: fn(&mut String, &FactLine) -> Result<(), String>,
}

impl FactsFormat {
    /// What stands before the lines of all reports.
    pub fn head(self) -> String {
        (self.writer().head)()
    }
}

/// A fact. Its fields are the columns, in their order.
#[derive(Debug, Serialize)]
struct FactLine<'r> {
    agency: Option<&'r str>,
    year: i32,
    form: &'r str,
    edition: i32,
    /// In ids, stable across languages: `requests.received.natural`.
    path: String,
    /// In the names that a source may use instead: `申请.新收.自然人`.
    name: String,
    /// The official labels. A block of the report's own facts is a section.
    section: Option<&'r str>,
    row: &'r str,
    column: Option<&'r str>,
    #[serde(rename = "type")]
    kind: &'static str,
    /// As a source states it, with its unit.
    value: String,
    /// Its number in `unit`, exact.
    number: Option<String>,
    unit: Option<&'r str>,
    state: &'static str,
    file: &'r str,
    /// From 1. None for what is computed.
    line: Option<usize>,
}

/// Every fact that a report states or that is computed for it, in the order of the form, and then
/// those of its own.
///
/// # Errors
/// Why a line cannot be written as JSON: nothing, as tests see to.
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

/// The labels of a fact's section, row and column. A field is a row without a column, and need not
/// stand in a section.
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
