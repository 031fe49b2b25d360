//! A report: its facts by id, its prose, its own checks and exceptions.
//!
//! The [`Origin`] of a fact separates stated values from computed ones. A stated total is never
//! replaced by the computed one: `verify` compares them.

use std::sync::Arc;

use super::{
    Check, Correspondence, Expression, FactId, Form, NameIndex, NodeId, Template, Type, Value,
};
use crate::diagnostic::catalog::CatalogEntry;
use crate::source::{Place, Source, Span};

#[derive(Debug)]
pub struct Report {
    pub source: Arc<Source>,
    pub form: Arc<Form>,
    /// The reporting year.
    pub year: i32,
    /// `report disclosure 2020`
    pub head: Span,
    /// The facts, by [`FactId`]. `None` if the fact is not stated and cannot be computed.
    pub facts: Vec<Option<Fact>>,
    pub own_facts: Vec<OwnFacts>,
    /// Replaces the form's title.
    pub title: Option<Template>,
    pub preamble: Option<Prose>,
    /// The prose of sections.
    pub prose: Vec<(NodeId, Prose)>,
    /// Notes to rows.
    pub notes: Vec<(NodeId, String)>,
    pub checks: Vec<Check>,
    pub allows: Vec<Allow>,
    /// The path of last year's report, and its span.
    pub previous_file: Option<(String, Span)>,
    /// The paths of its form files.
    pub uses: Vec<String>,
    /// Last year's report, if it is given and valid.
    pub previous: Option<Previous>,
}

/// Last year's report, as evidence for this year's.
#[derive(Debug)]
pub struct Previous {
    pub report: Box<Report>,
    /// How this year's facts correspond to last year's; `None` if both have the same form.
    pub correspondence: Option<Correspondence>,
}

/// A fact with its value and origin.
#[derive(Debug, Clone)]
pub struct Fact {
    pub value: Value,
    pub origin: Origin,
    /// Its place in the source; for a computed fact, the place that required it.
    pub span: Span,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Stated by its own entry.
    Stated,
    /// Stated by the `rest` of a block.
    Rest,
    /// A total that is not stated, or the default of a field.
    Computed,
}

/// A `facts` block of the report.
#[derive(Debug)]
pub struct OwnFacts {
    pub name: String,
    pub label: String,
    pub span: Span,
    pub ty: Type,
    pub first: FactId,
    pub facts: Vec<OwnFact>,
    /// The facts by their names.
    pub names: NameIndex,
    /// The index of the fact that is the total of the others.
    pub total: Option<usize>,
}

impl OwnFacts {
    /// The index of the fact with a name.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.names.find(name, || {
            self.facts
                .iter()
                .enumerate()
                .map(|(index, fact)| (fact.name.as_str(), index))
        })
    }
}

#[derive(Debug)]
pub struct OwnFact {
    pub name: String,
    pub label: String,
    pub span: Span,
}

#[derive(Debug)]
pub struct Prose {
    pub parts: Vec<ProsePart>,
    pub span: Span,
}

#[derive(Debug)]
pub enum ProsePart {
    /// A span of the source, in source form.
    Text(Span),
    /// `{`
    Brace,
    Interpolation(Interpolation),
}

#[derive(Debug)]
pub struct Interpolation {
    /// The value that the sentence states, to be compared with the expression.
    pub asserted: Option<(Value, Span)>,
    pub expression: Expression,
    pub span: Span,
}

/// An exception to a check, a total or a lint, with its reason.
#[derive(Debug)]
pub struct Allow {
    pub names: Vec<String>,
    pub reason: String,
    pub span: Span,
}

impl Allow {
    /// The lint that it is for, by readable name or by code. `None` if it is for an identity.
    pub fn lint(&self) -> Option<&'static CatalogEntry> {
        match self.names.as_slice() {
            [name] => CatalogEntry::find(name).filter(|entry| entry.is_lint()),
            _ => None,
        }
    }
}

impl Report {
    /// A report that states nothing.
    pub fn empty(source: Arc<Source>, form: Arc<Form>, year: i32) -> Report {
        Report {
            source,
            year,
            head: Span::default(),
            facts: vec![None; form.slots.len()],
            own_facts: Vec::new(),
            title: None,
            preamble: None,
            prose: Vec::new(),
            notes: Vec::new(),
            checks: Vec::new(),
            allows: Vec::new(),
            previous_file: None,
            uses: Vec::new(),
            previous: None,
            form,
        }
    }

    pub fn place(&self, span: Span) -> Place {
        Place::new(&self.source, span)
    }

    pub fn fact(&self, fact: FactId) -> Option<&Fact> {
        self.facts[fact].as_ref()
    }

    /// The `facts` block that declares a fact, and the fact in it. `None` for a fact of the form.
    pub fn own_fact(&self, fact: FactId) -> Option<(&OwnFacts, &OwnFact)> {
        let block = &self.own_facts[self
            .own_facts
            .partition_point(|block| block.first <= fact)
            .checked_sub(1)?];
        Some((block, block.facts.get(fact - block.first)?))
    }

    pub fn type_of(&self, fact: FactId) -> &Type {
        match self.own_fact(fact) {
            Some((block, _)) => &block.ty,
            None => self.form.type_of(fact),
        }
    }

    /// The dotted path of a fact, in the names used in messages or in ids.
    pub fn fact_path(&self, fact: FactId, in_ids: bool) -> String {
        match self.own_fact(fact) {
            Some((block, own)) => format!("{}.{}", block.name, own.name),
            None => self.form.fact_path(fact, in_ids),
        }
    }

    /// The official labels of a fact, from the section or the block down to the row or the field.
    pub fn labels(&self, fact: FactId) -> Vec<&str> {
        match self.own_fact(fact) {
            Some((block, own)) => vec![&block.label, &own.label],
            None => self.form.labels(fact),
        }
    }

    /// The label of a fact's column, if it is in a table.
    pub fn column_label(&self, fact: FactId) -> Option<&str> {
        let slot = self.form.slots.get(fact)?;
        let (column, table) = slot.column.zip(self.form.table_of(slot.node))?;
        Some(&self.form.tables[table].columns[column].label)
    }

    /// The unit of a fact: that of its type, or that of its amount of money.
    pub fn unit(&self, fact: FactId) -> Option<&str> {
        let own = self.fact(fact).and_then(|fact| fact.value.own_unit());
        own.or_else(|| self.type_of(fact).unit())
    }

    /// The prose of a section.
    pub fn prose_of(&self, section: NodeId) -> Option<&Prose> {
        self.prose
            .iter()
            .find(|(node, _)| *node == section)
            .map(|(_, prose)| prose)
    }

    /// All prose of the report, in page order.
    pub fn all_prose(&self) -> impl Iterator<Item = &Prose> {
        self.preamble
            .iter()
            .chain(self.prose.iter().map(|(_, prose)| prose))
    }

    /// The number of facts that the report states, without computed totals.
    pub fn stated_facts(&self) -> usize {
        self.facts
            .iter()
            .flatten()
            .filter(|fact| {
                fact.origin != Origin::Computed && !matches!(fact.value, Value::Absent(_))
            })
            .count()
    }

    pub fn interpolations(&self) -> impl Iterator<Item = &Interpolation> {
        self.all_prose()
            .flat_map(|prose| &prose.parts)
            .filter_map(|part| match part {
                ProsePart::Interpolation(interpolation) => Some(interpolation),
                ProsePart::Text(_) | ProsePart::Brace => None,
            })
    }
}
