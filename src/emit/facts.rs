//! One line a fact, for spreadsheets, data bases and programs. `docs/facts.md` documents it,
//! `docs/facts.schema.json` the JSON.

use std::borrow::Cow;

use serde::Serialize;

use super::csv;
use super::view::state;
use crate::model::{Fact, FactId, NodeKind, Origin, Report};
use crate::trend;

/// What the lines are written as.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum FactsFormat {
    #[default]
    Csv,
    Ndjson,
}

impl FactsFormat {
    const ALL: [(&str, FactsFormat); 2] =
        [("csv", FactsFormat::Csv), ("ndjson", FactsFormat::Ndjson)];

    pub fn of_name(name: &str) -> Option<FactsFormat> {
        FactsFormat::ALL
            .iter()
            .find(|(candidate, _)| *candidate == name)
            .map(|(_, format)| *format)
    }

    pub fn names() -> impl Iterator<Item = &'static str> {
        FactsFormat::ALL.iter().map(|(name, _)| *name)
    }

    /// What stands before the lines of all reports.
    pub fn head(self) -> String {
        match self {
            FactsFormat::Csv => csv::begun(HEAD),
            FactsFormat::Ndjson => String::new(),
        }
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

const HEAD: [&str; 16] = [
    "agency", "year", "form", "edition", "path", "name", "section", "row", "column", "type",
    "value", "number", "unit", "state", "file", "line",
];

impl FactLine<'_> {
    fn cells(&self) -> [Cow<'_, str>; 16] {
        let number = |number: i32| Cow::from(number.to_string());
        [
            self.agency.unwrap_or_default().into(),
            number(self.year),
            self.form.into(),
            number(self.edition),
            self.path.as_str().into(),
            self.name.as_str().into(),
            self.section.unwrap_or_default().into(),
            self.row.into(),
            self.column.unwrap_or_default().into(),
            self.kind.into(),
            self.value.as_str().into(),
            self.number.as_deref().unwrap_or_default().into(),
            self.unit.unwrap_or_default().into(),
            self.state.into(),
            self.file.into(),
            self.line
                .map(|line| line.to_string())
                .unwrap_or_default()
                .into(),
        ]
    }
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
        match format {
            FactsFormat::Csv => csv::line(&mut text, line.cells()),
            FactsFormat::Ndjson => {
                text.push_str(&serde_json::to_string(&line).map_err(|error| error.to_string())?);
                text.push('\n');
            }
        }
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
