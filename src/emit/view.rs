//! The view of a report: the content of a page as data. `docs/report.schema.json` specifies it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::findings::FindingView;
use super::grid::{self, Grid, Texts};
use super::portable::portable;
use super::prose;
use crate::chinese::numbering;
use crate::chinese::placeholders::UNKNOWN;
use crate::diagnostic::{Language, Severity};
use crate::evaluate::{self, At};
use crate::model::{
    Absence, Exact, FactId, Finding, NodeId, NodeKind, Origin, Prose, Report, Template,
    TemplatePart, Value,
};
use crate::verify::{self, Verified};

/// The version of the view. It increases when a field is removed or changes its meaning, not when
/// one is added.
const VERSION: u32 = 1;

#[derive(Debug, Serialize)]
pub(super) struct ReportView<'r> {
    version: u32,
    form: FormView<'r>,
    year: i32,
    title: &'r str,
    /// Whether the report has unknown values.
    draft: bool,
    /// Last year's report, if it was used for checks.
    previous: Option<PreviousView<'r>>,
    preamble: Option<ProseView>,
    sections: Vec<SectionView<'r>>,
    signature: Vec<String>,
    summary: VerdictCounts,
    /// The tables of each section as declared in the form, independent of their layout.
    #[serde(skip_serializing_if = "Option::is_none")]
    tables: Option<BTreeMap<&'r str, Vec<TableView<'r>>>>,
    /// The tables of each section in their layout on the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    grids: Option<BTreeMap<&'r str, Vec<Grid<'r>>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    facts: Option<Vec<FactView<'r>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    checks: Option<Vec<CheckView<'r>>>,
}

#[derive(Debug, Serialize)]
struct FormView<'r> {
    name: &'r str,
    edition: i32,
    label: &'r str,
    basis: Option<&'r str>,
}

#[derive(Debug, Serialize)]
struct PreviousView<'r> {
    /// The path of last year's report, as this report states it.
    file: &'r str,
    edition: i32,
    year: i32,
    title: String,
}

#[derive(Debug, Serialize)]
struct ProseView {
    #[serde(skip_serializing_if = "Option::is_none")]
    html: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    markdown: Option<String>,
}

#[derive(Debug, Serialize)]
struct SectionView<'r> {
    id: &'r str,
    label: &'r str,
    /// The Chinese numeral of the section: 一, 二, 三.
    number: String,
    prose: Option<ProseView>,
    notes: Vec<NoteView<'r>>,
}

#[derive(Debug, Serialize)]
struct NoteView<'r> {
    number: usize,
    text: &'r str,
}

/// A table as declared in the form, independent of its layout.
#[derive(Debug, Serialize)]
struct TableView<'r> {
    id: &'r str,
    label: &'r str,
    corner: Option<&'r str>,
    columns: Vec<ColumnView<'r>>,
    rows: Vec<RowView<'r>>,
}

#[derive(Debug, Serialize)]
struct ColumnView<'r> {
    id: &'r str,
    label: &'r str,
    /// The labels of the groups that contain the column.
    groups: &'r [String],
}

/// A row with figures, or the head of a group of rows. A head has no figures.
#[derive(Debug, Serialize)]
struct RowView<'r> {
    label: &'r str,
    depth: usize,
    figures: Option<Vec<&'r str>>,
    note: Option<usize>,
}

#[derive(Debug, Serialize)]
struct VerdictCounts {
    facts: usize,
    hold: usize,
    fail: usize,
    excepted: usize,
    undecided: usize,
}

#[derive(Debug, Serialize)]
struct FactView<'r> {
    /// The path in ids, which is the same in every language: `requests.received.natural`.
    path: String,
    /// The path in Chinese names, which a source may use instead of ids: `申请.新收.自然人`.
    name: String,
    /// The official labels from the section down to the row.
    labels: Vec<&'r str>,
    column: Option<&'r str>,
    #[serde(rename = "type")]
    kind: &'static str,
    value: Exact,
    unit: Option<&'r str>,
    /// The value as the page shows it.
    text: &'r str,
    state: &'static str,
    /// The line of the source that states the fact, counted from 1.
    line: Option<usize>,
}

#[derive(Debug, Serialize)]
struct CheckView<'r> {
    name: String,
    statement: String,
    level: &'static str,
    /// The column or row for which the identity was decided.
    at: Option<&'r str>,
    verdict: &'static str,
    arithmetic: Vec<String>,
    /// Why the identity is undecided, or the reason given for an exception.
    reason: Option<String>,
    basis: Option<&'r str>,
}

/// The parts of a view that are only built if a template reads them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Required {
    pub tables: bool,
    pub grids: bool,
    pub facts: bool,
    pub checks: bool,
    /// Prose as HTML.
    pub html: bool,
    /// Prose as Markdown.
    pub markdown: bool,
}

impl Required {
    pub(super) const ALL: Required = Required {
        tables: true,
        grids: true,
        facts: true,
        checks: true,
        html: true,
        markdown: true,
    };
}

/// Owned data that a view borrows from: the texts of all figures.
pub(super) struct Material {
    title: String,
    figures: Vec<String>,
    notes: Vec<(NodeId, usize)>,
}

impl Material {
    fn texts(&self) -> Texts<'_> {
        Texts {
            figures: &self.figures,
            notes: &self.notes,
        }
    }

    pub(super) fn of(report: &Report) -> Material {
        Material {
            title: title(report),
            figures: (0..report.facts.len())
                .map(|fact| figure(report, fact))
                .collect(),
            notes: report
                .notes
                .iter()
                .enumerate()
                .map(|(index, (row, _))| (*row, index + 1))
                .collect(),
        }
    }
}

impl<'r> ReportView<'r> {
    pub(super) fn of(
        verified: &'r Verified,
        material: &'r Material,
        required: Required,
    ) -> ReportView<'r> {
        let report = &verified.report;
        let form = &report.form;
        let tally = verified.tally();
        let sections = form
            .sections()
            .zip(1..)
            .map(|((node, _), number)| section(report, required, number, node));
        ReportView {
            version: VERSION,
            form: FormView {
                name: &form.name,
                edition: form.edition,
                label: &form.label,
                basis: form.basis.as_deref(),
            },
            year: report.year,
            title: &material.title,
            draft: report
                .facts
                .iter()
                .flatten()
                .any(|fact| matches!(fact.value, Value::Absent(Absence::Unknown))),
            previous: previous(report),
            preamble: report
                .preamble
                .as_ref()
                .map(|prose| prose_view(report, required, prose)),
            sections: sections.collect(),
            signature: form
                .signature
                .iter()
                .map(|line| template(report, line))
                .collect(),
            summary: VerdictCounts {
                facts: report.stated_facts(),
                hold: tally.hold,
                fail: tally.fail,
                excepted: tally.excepted,
                undecided: tally.undecided,
            },
            tables: required
                .tables
                .then(|| by_section(report, |section| table_views(report, material, section))),
            grids: required.grids.then(|| {
                by_section(report, |section| {
                    grid::of_section(form, section, &material.texts())
                })
            }),
            facts: required.facts.then(|| facts(report, material)),
            checks: required.checks.then(|| {
                verified
                    .findings
                    .iter()
                    .map(|finding| check(report, finding))
                    .collect()
            }),
        }
    }
}

/// The title of a report, with its facts inserted.
pub fn title(report: &Report) -> String {
    template(report, report.title.as_ref().unwrap_or(&report.form.title))
}

/// A fact as shown on the page.
pub fn figure(report: &Report, fact: FactId) -> String {
    match report.fact(fact) {
        Some(stated) => report.type_of(fact).on_page(&stated.value),
        None => String::new(),
    }
}

fn previous(report: &Report) -> Option<PreviousView<'_>> {
    let ((file, _), last) = report
        .previous_file
        .as_ref()
        .zip(report.previous.as_ref())?;
    let last = &last.report;
    Some(PreviousView {
        file,
        edition: last.form.edition,
        year: last.year,
        title: title(last),
    })
}

/// The text of a form with facts of a report inserted.
fn template(report: &Report, template: &Template) -> String {
    let parts = template.iter().map(|part| match part {
        TemplatePart::Text(text) => text.clone(),
        TemplatePart::Value(expression) => match evaluate::value(report, expression, At::Scalar) {
            Ok(value) => value.in_sentence(),
            Err(_) => String::from(UNKNOWN),
        },
    });
    parts.collect()
}

fn prose_view(report: &Report, required: Required, prose: &Prose) -> ProseView {
    let markdown = prose::markdown(report, prose);
    ProseView {
        html: required.html.then(|| prose::html(&markdown)),
        markdown: required.markdown.then(|| portable(&markdown)),
    }
}

fn section(report: &Report, required: Required, number: u32, node: NodeId) -> SectionView<'_> {
    let form = &report.form;
    let item = form.node(node);
    let notes = report
        .notes
        .iter()
        .zip(1..)
        .filter(|((row, _), _)| form.ancestry(*row).first() == Some(&node));
    SectionView {
        id: &item.id,
        label: &item.label,
        number: numbering::of_section(number),
        prose: report
            .prose_of(node)
            .map(|prose| prose_view(report, required, prose)),
        notes: notes
            .map(|((_, text), number)| NoteView { number, text })
            .collect(),
    }
}

fn by_section<T>(report: &Report, part: impl Fn(NodeId) -> T) -> BTreeMap<&str, T> {
    report
        .form
        .sections()
        .map(|(node, _)| (report.form.node(node).id.as_str(), part(node)))
        .collect()
}

fn table_views<'r>(
    report: &'r Report,
    material: &'r Material,
    section: NodeId,
) -> Vec<TableView<'r>> {
    let tables = report
        .form
        .node(section)
        .children
        .iter()
        .filter_map(|&child| match report.form.node(child).kind {
            NodeKind::Table(table) => Some(table_view(report, material, table)),
            NodeKind::Form
            | NodeKind::Section(_)
            | NodeKind::Group { .. }
            | NodeKind::Row { .. }
            | NodeKind::Field(_) => None,
        });
    tables.collect()
}

fn table_view<'r>(report: &'r Report, material: &'r Material, table: usize) -> TableView<'r> {
    let form = &report.form;
    let columns = &form.tables[table];
    let node = form.node(columns.node);
    let mut rows = Vec::new();
    for &child in &node.children {
        row_views(report, material, child, 0, &mut rows);
    }
    TableView {
        id: &node.id,
        label: &node.label,
        corner: columns.corner.as_deref(),
        columns: columns
            .columns
            .iter()
            .map(|column| ColumnView {
                id: &column.id,
                label: &column.label,
                groups: &column.group_labels,
            })
            .collect(),
        rows,
    }
}

fn row_views<'r>(
    report: &'r Report,
    material: &'r Material,
    node: NodeId,
    depth: usize,
    rows: &mut Vec<RowView<'r>>,
) {
    let form = &report.form;
    let item = form.node(node);
    let figures = item.children.is_empty().then(|| {
        let columns = form
            .table_of(node)
            .map_or(0, |table| form.tables[table].columns.len());
        let facts = (0..columns).filter_map(|column| form.cell(node, column));
        facts.map(|fact| material.figures[fact].as_str()).collect()
    });
    let note = material
        .notes
        .iter()
        .find(|(row, _)| *row == node)
        .map(|(_, number)| *number);
    rows.push(RowView {
        label: &item.label,
        depth,
        figures,
        note,
    });
    for &child in &item.children {
        row_views(report, material, child, depth + 1, rows);
    }
}

// ── Facts and checks ─────────────────────────────────────────────────────────────────────────────

fn facts<'r>(report: &'r Report, material: &'r Material) -> Vec<FactView<'r>> {
    let all = (0..report.facts.len()).filter(|&fact| report.fact(fact).is_some());
    all.map(|fact| fact_view(report, material, fact)).collect()
}

fn fact_view<'r>(report: &'r Report, material: &'r Material, id: FactId) -> FactView<'r> {
    let fact = report.fact(id);
    let value = fact.map(|fact| &fact.value);
    FactView {
        path: report.fact_path(id, true),
        name: report.fact_path(id, false),
        labels: report.labels(id),
        column: report.column_label(id),
        kind: report.type_of(id).keyword(),
        value: value.map_or(Exact::None, Value::exact),
        unit: report.unit(id),
        text: &material.figures[id],
        state: fact.map_or("missing", |fact| state(&fact.value, fact.origin)),
        line: fact
            .filter(|fact| fact.origin != Origin::Computed)
            .map(|fact| report.source.position(fact.span.start).line),
    }
}

pub(super) fn state(value: &Value, origin: Origin) -> &'static str {
    match (value, origin) {
        (Value::Absent(Absence::Blank), _) => "blank",
        (Value::Absent(Absence::NotApplicable), _) => "not_applicable",
        (Value::Absent(Absence::Unknown), _) => "unknown",
        (_, Origin::Stated) => "stated",
        (_, Origin::Rest) => "rest",
        (_, Origin::Computed) => "computed",
    }
}

fn check<'r>(report: &'r Report, finding: &Finding) -> CheckView<'r> {
    let identity = finding.identity;
    let declared = verify::check(report, identity);
    let FindingView {
        at,
        verdict,
        arithmetic,
        reason,
    } = FindingView::of(report, finding, Language::Chinese);
    CheckView {
        name: verify::name(report, identity, true),
        statement: verify::statement(report, identity)
            .of(Language::Chinese)
            .to_owned(),
        level: match verify::severity(report, identity) {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Hint => "hint",
        },
        at,
        verdict,
        arithmetic,
        reason,
        basis: declared
            .and_then(|check| check.basis.as_deref())
            .or(report.form.basis.as_deref()),
    }
}
