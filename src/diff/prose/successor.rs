//! Translates an interpolation of the old report into one of the new report.

use std::sync::Arc;

use crate::model::{Correspondence, Counterpart, Expression, FactId, Reference, Report};
use crate::resolve;
use crate::source::Span;

/// Maps the facts of the old report to those of the new one.
pub(super) struct Successor<'r> {
    old: &'r Report,
    new: &'r Report,
    /// `None` if both reports have the same form.
    correspondence: Option<Correspondence>,
}

impl<'r> Successor<'r> {
    pub(super) fn of(old: &'r Report, new: &'r Report) -> Successor<'r> {
        let is_same = Arc::ptr_eq(&old.form, &new.form);
        let correspondence =
            (!is_same).then(|| resolve::correspondence(&new.form, &old.form).value);
        Successor {
            old,
            new,
            correspondence,
        }
    }

    /// The expression for the same facts in the new report. `None` if a fact no longer exists, or
    /// if the expression refers to another year.
    pub(super) fn expression(&self, old: &Expression) -> Option<Expression> {
        let all = |parts: &[Expression]| {
            parts
                .iter()
                .map(|part| self.expression(part))
                .collect::<Option<Vec<_>>>()
        };
        match old {
            Expression::Number(_)
            | Expression::Percent(_)
            | Expression::Money(_)
            | Expression::Text(_)
            | Expression::Year => Some(old.clone()),
            Expression::Reference(reference, span) => self.reference(*reference, *span),
            Expression::Previous(..) => None,
            Expression::Sum(terms) => {
                let terms = terms
                    .iter()
                    .map(|(is_negative, term)| Some((*is_negative, self.expression(term)?)));
                terms.collect::<Option<Vec<_>>>().map(Expression::Sum)
            }
            Expression::Product(parts) => all(parts).map(Expression::Product),
            Expression::Call(function, parts) => {
                all(parts).map(|parts| Expression::Call(*function, parts))
            }
        }
    }

    fn reference(&self, reference: Reference, span: Span) -> Option<Expression> {
        let same = |reference| Some(Expression::Reference(reference, span));
        match reference {
            Reference::Own(block) => {
                let name = &self.old.own_facts.get(block)?.name;
                same(Reference::Own(
                    self.new
                        .own_facts
                        .iter()
                        .position(|block| block.name == *name)?,
                ))
            }
            Reference::Fact(fact) => match self.old.own_fact(fact) {
                Some((block, own)) => {
                    let block = self
                        .new
                        .own_facts
                        .iter()
                        .find(|new| new.name == block.name)?;
                    let index = block.facts.iter().position(|fact| fact.name == own.name)?;
                    same(Reference::Fact(block.first + index))
                }
                None => self.fact(fact, span),
            },
            _ if self.correspondence.is_none() => same(reference),
            Reference::Row(node) => {
                let table = &self.old.form.tables[self.old.form.table_of(node)?];
                self.fact(self.old.form.cell(node, table.representative()?)?, span)
            }
            Reference::Column(..) => None,
        }
    }

    /// A fact of the form.
    fn fact(&self, fact: FactId, span: Span) -> Option<Expression> {
        let Some(correspondence) = &self.correspondence else {
            return Some(Expression::Reference(Reference::Fact(fact), span));
        };
        match correspondence.after.get(fact)? {
            Counterpart::Same(same) => Some(self.named(*same, span)),
            Counterpart::Sum(parts) => Some(Expression::Sum(
                parts
                    .iter()
                    .map(|&part| (false, self.named(part, span)))
                    .collect(),
            )),
            Counterpart::None(_) => None,
        }
    }

    /// A reference to a fact of the new form. A row without a total is referred to as a row, which
    /// represents its parts.
    fn named(&self, fact: FactId, span: Span) -> Expression {
        let form = &self.new.form;
        let slot = form.slots[fact];
        let representative = form
            .table_of(slot.node)
            .and_then(|table| form.tables[table].representative());
        let is_of_row = slot.column.is_some() && slot.column == representative;
        Expression::Reference(
            if is_of_row {
                Reference::Row(slot.node)
            } else {
                Reference::Fact(fact)
            },
            span,
        )
    }
}
