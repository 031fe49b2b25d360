//! Lists the figures that an identity or a sentence reads, and the figures from which a total is
//! computed.

use std::collections::{BTreeMap, BTreeSet};

use super::identity::{check, place_of};
use super::totals::{is_written, sum_of};
use crate::evaluate::At;
use crate::model::{
    Expression, FactId, Form, Identity, NodeId, NodeKind, Obligation, Origin, Reference, Report,
};

/// What a computed fact is computed from.
pub(super) enum Computed<'f> {
    /// The cells that a total sums.
    Rows(&'f [NodeId], usize),
    Columns(NodeId, &'f [usize]),
    /// The default of a field.
    Default(&'f Expression),
}

/// The figures from which a fact is computed. `None` for a stated fact.
pub(super) fn computed_from<'f>(
    form: &'f Form,
    report: &Report,
    fact: FactId,
) -> Option<Computed<'f>> {
    if report.fact(fact)?.origin != Origin::Computed {
        return None;
    }
    let slot = form.slots.get(fact)?;
    if let NodeKind::Field(field) = &form.node(slot.node).kind {
        return match &field.obligation {
            Obligation::Default {
                value: expression, ..
            } => Some(Computed::Default(expression)),
            Obligation::Required | Obligation::Recommended | Obligation::Optional => None,
        };
    }
    let column = slot.column?;
    let of_columns = form.tables[form.table_of(slot.node)?].columns[column]
        .sum_of
        .as_deref();
    match (of_columns, sum_of(form, slot.node)) {
        (Some(columns), rows) if rows.is_none() || is_written(report, slot.node) => {
            Some(Computed::Columns(slot.node, columns))
        }
        (_, Some(rows)) => Some(Computed::Rows(rows, column)),
        (_, None) => None,
    }
}

/// The facts that an identity reads, with or without values.
pub fn of_identity(report: &Report, identity: Identity, at: Option<usize>) -> Vec<FactId> {
    let form = &report.form;
    let mut facts = FactCollector {
        report,
        list: Vec::new(),
    };
    match (identity, at) {
        (Identity::RowTotal(row), Some(total)) => {
            let of = form
                .table_of(row)
                .and_then(|table| form.tables[table].columns[total].sum_of.as_deref());
            facts.columns(row, of.unwrap_or_default());
            facts.cell(row, total);
        }
        (Identity::ColumnTotal(row), Some(column)) => {
            facts.rows(sum_of(form, row).unwrap_or_default(), column);
            facts.list.extend(form.cell(row, column));
        }
        (Identity::OwnTotal(block), _) => facts.own(block),
        (Identity::Form(_) | Identity::Report(_), at) => {
            let Some(check) = check(report, identity) else {
                return Vec::new();
            };
            let at = place_of(report, check, at);
            for clause in check.condition.clauses() {
                facts.expression(&clause.left, at);
                if let Some((_, right)) = &clause.right {
                    facts.expression(right, at);
                }
            }
        }
        (Identity::RowTotal(_) | Identity::ColumnTotal(_), None) => {}
    }
    facts.list
}

/// The facts that an expression reads.
pub fn of_expression(report: &Report, expression: &Expression, at: At) -> Vec<FactId> {
    let mut facts = FactCollector {
        report,
        list: Vec::new(),
    };
    facts.expression(expression, at);
    facts.list
}

/// The given facts, and every fact computed from one of them.
pub(super) fn dependents(report: &Report, facts: &[FactId]) -> BTreeSet<FactId> {
    let mut known: BTreeMap<FactId, bool> = facts.iter().map(|&fact| (fact, true)).collect();
    for fact in 0..report.facts.len() {
        depends(report, fact, &mut known);
    }
    known
        .into_iter()
        .filter(|(_, depends)| *depends)
        .map(|(fact, _)| fact)
        .collect()
}

fn depends(report: &Report, fact: FactId, known: &mut BTreeMap<FactId, bool>) -> bool {
    if let Some(&depends) = known.get(&fact) {
        return depends;
    }
    let mut parts = FactCollector {
        report,
        list: Vec::new(),
    };
    match computed_from(&report.form, report, fact) {
        Some(Computed::Rows(rows, column)) => parts.rows(rows, column),
        Some(Computed::Columns(row, columns)) => parts.columns(row, columns),
        Some(Computed::Default(expression)) => parts.expression(expression, At::Scalar),
        None => {}
    }
    let is_dependent = parts
        .list
        .into_iter()
        .any(|part| part != fact && depends(report, part, known));
    known.insert(fact, is_dependent);
    is_dependent
}

struct FactCollector<'r> {
    report: &'r Report,
    list: Vec<FactId>,
}

impl FactCollector<'_> {
    fn expression(&mut self, expression: &Expression, at: At) {
        match expression {
            Expression::Reference(reference, _) => self.reference(*reference, at),
            Expression::Sum(terms) => terms.iter().for_each(|(_, term)| self.expression(term, at)),
            Expression::Product(parts) | Expression::Call(_, parts) => {
                parts.iter().for_each(|part| self.expression(part, at));
            }
            Expression::Number(_)
            | Expression::Percent(_)
            | Expression::Money(_)
            | Expression::Text(_)
            | Expression::Year
            | Expression::Previous(..) => {}
        }
    }

    fn reference(&mut self, reference: Reference, at: At) {
        let form = &self.report.form;
        match (reference, at) {
            (Reference::Fact(fact), _) => self.list.push(fact),
            (Reference::Row(row), At::Column(column)) => self.cell(row, column),
            (Reference::Row(row), _) => {
                if let Some(column) = form
                    .table_of(row)
                    .and_then(|table| form.tables[table].representative())
                {
                    self.cell(row, column);
                }
            }
            (Reference::Column(_, column), At::Row(row)) => self.cell(row, column),
            (Reference::Column(table, column), _) => {
                self.rows(&form.node(form.tables[table].node).children, column);
            }
            (Reference::Own(block), _) => match self.report.own_facts[block].total {
                Some(total) => self.list.push(self.report.own_facts[block].first + total),
                None => self.own(block),
            },
        }
    }

    fn own(&mut self, block: usize) {
        let own = &self.report.own_facts[block];
        self.list.extend(own.first..own.first + own.facts.len());
    }

    fn rows(&mut self, rows: &[NodeId], column: usize) {
        rows.iter().for_each(|&row| self.cell(row, column));
    }

    fn columns(&mut self, row: NodeId, columns: &[usize]) {
        columns.iter().for_each(|&column| self.cell(row, column));
    }

    /// A group without a total of its own gives the cells of its rows.
    fn cell(&mut self, row: NodeId, column: usize) {
        let form = &self.report.form;
        let Some(fact) = form.cell(row, column) else {
            return;
        };
        match &form.node(row).kind {
            NodeKind::Group { total: None, .. } if self.report.fact(fact).is_none() => {
                self.rows(&form.node(row).children, column);
            }
            NodeKind::Form
            | NodeKind::Section(_)
            | NodeKind::Table(_)
            | NodeKind::Group { .. }
            | NodeKind::Row { .. }
            | NodeKind::Field(_) => self.list.push(fact),
        }
    }
}
