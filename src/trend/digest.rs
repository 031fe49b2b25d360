//! The data kept of a report: its body and its figures, in a few kilobytes.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::evaluate::{self, At};
use crate::model::{
    Absence, Expression, FactId, Form, NodeKind, Origin, Reference, Report, TemplatePart, Type,
    Undecided, Value,
};

#[derive(Debug)]
pub struct Digest {
    pub file: String,
    /// The reporting body.
    pub body: String,
    pub year: i32,
    pub form: Arc<Form>,
    /// Indexed by fact of the form. `None` if the report has errors.
    figures: Option<Vec<CompactValue>>,
    /// The own facts of the report by path, and the total of each block by its name.
    own: BTreeMap<String, (Type, CompactValue)>,
}

/// A value that takes 16 bytes if it is a number, as most values are.
#[derive(Debug, Clone)]
pub enum CompactValue {
    Missing,
    Absent(Absence),
    Integer(i64, Origin),
    Other(Box<Value>, Origin),
}

impl Digest {
    /// The digest of a report. If the report has errors, the digest has only its body and year.
    pub fn of(report: &Report, is_sound: bool) -> Digest {
        let file = report.source.name().to_owned();
        Digest {
            body: whose(report).unwrap_or_else(|| folder(report.source.name())),
            file,
            year: report.year,
            form: report.form.clone(),
            own: if is_sound {
                own(report)
            } else {
                BTreeMap::new()
            },
            figures: is_sound.then(|| {
                (0..report.form.slots.len())
                    .map(|fact| figure(report, fact))
                    .collect()
            }),
        }
    }

    pub fn is_sound(&self) -> bool {
        self.figures.is_some()
    }

    /// An own fact of the report.
    pub fn own(&self, path: &str) -> Option<&(Type, CompactValue)> {
        self.own.get(path)
    }

    pub fn figure(&self, fact: FactId) -> CompactValue {
        let figure = self.figures.as_ref().and_then(|figures| figures.get(fact));
        figure.cloned().unwrap_or(CompactValue::Missing)
    }
}

fn own(report: &Report) -> BTreeMap<String, (Type, CompactValue)> {
    let mut own = BTreeMap::new();
    for (index, block) in report.own_facts.iter().enumerate() {
        let total = evaluate::reference(report, Reference::Own(index), At::Scalar);
        own.insert(
            block.name.clone(),
            (block.ty.clone(), of_evaluated(total.as_ref())),
        );
        for id in block.first..block.first + block.facts.len() {
            let figure = report.fact(id).map_or(CompactValue::Missing, |fact| {
                of_value(&fact.value, fact.origin)
            });
            own.insert(report.fact_path(id, false), (block.ty.clone(), figure));
        }
    }
    own
}

/// The name of the reporting body: the texts used in the form's title, or in its signature if the
/// title has none. It identifies the body whose reports are compared.
pub fn whose(report: &Report) -> Option<String> {
    let named = |parts: &mut dyn Iterator<Item = &TemplatePart>| {
        let texts: Vec<&str> = parts.filter_map(|part| text(report, part)).collect();
        (!texts.is_empty()).then(|| texts.join(" "))
    };
    let form = &report.form;
    named(&mut form.title.iter()).or_else(|| named(&mut form.signature.iter().flatten()))
}

fn text<'r>(report: &'r Report, part: &TemplatePart) -> Option<&'r str> {
    let TemplatePart::Value(Expression::Reference(Reference::Fact(fact), _)) = part else {
        return None;
    };
    report.fact(*fact)?.value.as_text()
}

fn folder(file: &str) -> String {
    let folder = Path::new(file)
        .parent()
        .map(|folder| folder.display().to_string())
        .unwrap_or_default();
    if folder.is_empty() {
        String::from(".")
    } else {
        folder
    }
}

/// The number of a fact. The number of a group of rows is its total, stated or computed.
fn figure(report: &Report, fact: FactId) -> CompactValue {
    let slot = report.form.slots[fact];
    if let Some(stated) = report.fact(fact) {
        return of_value(&stated.value, stated.origin);
    }
    match (&report.form.node(slot.node).kind, slot.column) {
        (NodeKind::Group { .. }, Some(column)) => of_evaluated(
            evaluate::cell(report, slot.node, column)
                .as_ref()
                .map(AsRef::as_ref),
        ),
        _ => CompactValue::Missing,
    }
}

fn of_evaluated(value: Result<&Value, &Undecided>) -> CompactValue {
    match value {
        Ok(value) => of_value(value, Origin::Computed),
        Err(Undecided::Absent(_, absence)) => CompactValue::Absent(*absence),
        Err(_) => CompactValue::Missing,
    }
}

fn of_value(value: &Value, origin: Origin) -> CompactValue {
    if let Value::Absent(absence) = value {
        return CompactValue::Absent(*absence);
    }
    if let Value::Number(number) = value
        && number.is_integer()
        && let Some(integer) = number.to_integer()
    {
        return CompactValue::Integer(integer, origin);
    }
    if value.is_number() {
        CompactValue::Other(Box::new(value.clone()), origin)
    } else {
        CompactValue::Missing
    }
}
