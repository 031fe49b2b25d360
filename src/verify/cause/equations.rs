//! The identities of a report as equations over the stated figures: an error-correcting code in
//! which each figure occurs in its own set of equations.

use std::collections::{BTreeMap, BTreeSet};

use crate::evaluate::{self, At};
use crate::model::{
    Clause, Comparison, Decimal, Expression, FactId, Finding, Identity, NodeId, NodeKind, Origin,
    Reference, Report, Verdict,
};
use crate::verify::figures::{Computed, computed_from};
use crate::verify::identity::{check, place_of};
use crate::verify::totals::sum_of;

/// The maximum number of terms. A report of the shipped forms has about two thousand.
const MOST_TERMS: usize = 1 << 18;

/// A decided identity as an equation: the sum of its terms is zero if it holds.
pub(super) struct Equation<'f> {
    pub finding: &'f Finding,
    /// The figures in it, each with its coefficient: how often it is added minus how often it is
    /// subtracted.
    pub terms: Vec<(FactId, i64)>,
    /// The sum of the terms.
    pub residual: Decimal,
}

/// The amount by which each figure changes.
pub(super) type FigureChanges = BTreeMap<FactId, Decimal>;

/// The equations of a report, with an index by figure.
pub(super) struct Equations<'f> {
    list: Vec<Equation<'f>>,
    by_fact: BTreeMap<FactId, Vec<(usize, i64)>>,
}

impl<'f> Equations<'f> {
    /// `None` if there are more terms than the limit.
    pub(super) fn of(
        report: &Report,
        findings: impl Iterator<Item = &'f Finding>,
    ) -> Option<Equations<'f>> {
        let mut list = Vec::new();
        let mut left = MOST_TERMS;
        for finding in
            findings.filter(|finding| matches!(finding.verdict, Verdict::Holds | Verdict::Fails))
        {
            let mut reader = EquationReader {
                report,
                terms: BTreeMap::new(),
                constant: Decimal::ZERO,
                left,
            };
            let read = reader.identity(finding.identity, finding.at);
            left = reader.left;
            if left == 0 {
                return None;
            }
            list.extend(read.and_then(|()| reader.equation(finding)));
        }
        let mut by_fact: BTreeMap<FactId, Vec<(usize, i64)>> = BTreeMap::new();
        for (index, equation) in list.iter().enumerate() {
            for &(fact, times) in &equation.terms {
                by_fact.entry(fact).or_default().push((index, times));
            }
        }
        Some(Equations { list, by_fact })
    }

    pub(super) fn get(&self, equation: usize) -> &Equation<'f> {
        &self.list[equation]
    }

    /// The equations in which a figure occurs, each with its coefficient.
    pub(super) fn with(&self, fact: FactId) -> &[(usize, i64)] {
        self.by_fact.get(&fact).map_or(&[], Vec::as_slice)
    }

    fn fails(&self, equation: usize) -> bool {
        !self.list[equation].residual.is_zero()
    }

    /// Marks failing equations as explained, so that later searches skip them.
    pub(super) fn mark_explained(&mut self, explained_equations: &BTreeSet<usize>) {
        for &equation in explained_equations {
            self.list[equation].residual = Decimal::ZERO;
        }
    }

    /// The amount by which a figure must change for an equation to hold. `None` if its coefficient
    /// is not 1 or -1.
    pub(super) fn change(&self, equation: usize, times: i64) -> Option<Decimal> {
        let residual = self.list[equation].residual;
        match times {
            1 => residual.checked_neg(),
            -1 => Some(residual),
            _ => None,
        }
    }

    /// The failing equations that the changes make hold. `None` if any equation with a changed
    /// figure does not hold after them.
    pub(super) fn explained_equations(&self, changes: &FigureChanges) -> Option<BTreeSet<usize>> {
        let mut residuals: BTreeMap<usize, Decimal> = BTreeMap::new();
        for (&fact, change) in changes {
            for &(equation, times) in self.with(fact) {
                let residual = residuals
                    .entry(equation)
                    .or_insert(self.list[equation].residual);
                *residual = residual.checked_add(change.checked_mul(Decimal::from(times))?)?;
            }
        }
        let all_hold = residuals.values().all(|residual| residual.is_zero());
        all_hold.then(|| {
            residuals
                .into_keys()
                .filter(|&equation| self.fails(equation))
                .collect()
        })
    }

    /// The sets of failing equations that are connected by shared figures.
    pub(super) fn components(&self) -> Vec<BTreeSet<usize>> {
        let mut components = Vec::new();
        let mut seen: BTreeSet<FactId> = BTreeSet::new();
        let mut left: BTreeSet<usize> = (0..self.list.len())
            .filter(|&equation| self.fails(equation))
            .collect();
        while let Some(first) = left.pop_first() {
            let mut component = BTreeSet::new();
            let mut next = vec![first];
            while let Some(equation) = next.pop() {
                component.insert(equation);
                for &(fact, _) in &self.list[equation].terms {
                    if seen.insert(fact) {
                        next.extend(
                            self.with(fact)
                                .iter()
                                .map(|(other, _)| *other)
                                .filter(|other| left.remove(other)),
                        );
                    }
                }
            }
            components.push(component);
        }
        components
    }
}

/// Reads one identity as an equation. Fails if a part of it is not a sum of figures.
struct EquationReader<'r> {
    report: &'r Report,
    terms: BTreeMap<FactId, i64>,
    constant: Decimal,
    /// How many more terms may be read.
    left: usize,
}

impl EquationReader<'_> {
    fn equation(self, finding: &Finding) -> Option<Equation<'_>> {
        let terms: Vec<(FactId, i64)> = self
            .terms
            .into_iter()
            .filter(|(_, times)| *times != 0)
            .collect();
        let residual = terms
            .iter()
            .try_fold(self.constant, |sum, &(fact, times)| {
                let number = evaluate::fact(self.report, fact).ok()?.number()?;
                sum.checked_add(number.checked_mul(Decimal::from(times))?)
            })?;
        Some(Equation {
            finding,
            terms,
            residual,
        })
    }

    fn identity(&mut self, identity: Identity, at: Option<usize>) -> Option<()> {
        let form = self.report.form.clone();
        match (identity, at) {
            (Identity::RowTotal(row), Some(total)) => {
                self.columns(
                    row,
                    form.tables[form.table_of(row)?].columns[total]
                        .sum_of
                        .as_ref()?,
                    1,
                )?;
                self.cell(row, total, -1)
            }
            (Identity::ColumnTotal(row), Some(column)) => {
                self.rows(sum_of(&form, row)?, column, 1)?;
                self.cell(row, column, -1)
            }
            (Identity::OwnTotal(block), _) => {
                let own = &self.report.own_facts[block];
                (0..own.facts.len()).try_for_each(|index| {
                    let times = if Some(index) == own.total { -1 } else { 1 };
                    self.fact(own.first + index, times)
                })
            }
            (Identity::Form(_) | Identity::Report(_), at) => {
                let check = check(self.report, identity)?;
                let mut clauses = check.condition.clauses();
                let (clause, None) = (clauses.next()?, clauses.next()) else {
                    return None;
                };
                let Clause {
                    left,
                    right: Some((Comparison::Equal, right)),
                } = clause
                else {
                    return None;
                };
                let at = place_of(self.report, check, at);
                self.expression(left, at, 1)?;
                self.expression(right, at, -1)
            }
            (Identity::RowTotal(_) | Identity::ColumnTotal(_), None) => None,
        }
    }

    fn expression(&mut self, expression: &Expression, at: At, times: i64) -> Option<()> {
        match expression {
            Expression::Sum(terms) => terms.iter().try_for_each(|(is_taken_away, term)| {
                self.expression(term, at, if *is_taken_away { -times } else { times })
            }),
            Expression::Reference(reference, _) => self.reference(*reference, at, times),
            Expression::Number(_)
            | Expression::Percent(_)
            | Expression::Money(_)
            | Expression::Year
            | Expression::Previous(..) => {
                let number = evaluate::value(self.report, expression, at)
                    .ok()?
                    .number()?;
                self.constant = self
                    .constant
                    .checked_add(number.checked_mul(Decimal::from(times))?)?;
                Some(())
            }
            Expression::Text(_) | Expression::Product(_) | Expression::Call(..) => None,
        }
    }

    fn reference(&mut self, reference: Reference, at: At, times: i64) -> Option<()> {
        let form = self.report.form.clone();
        match (reference, at) {
            (Reference::Fact(fact), _) => self.fact(fact, times),
            (Reference::Row(row), At::Column(column)) => self.cell(row, column, times),
            (Reference::Row(row), _) => self.cell(
                row,
                form.tables[form.table_of(row)?].representative()?,
                times,
            ),
            (Reference::Column(_, column), At::Row(row)) => self.cell(row, column, times),
            (Reference::Own(block), _) => {
                let own = &self.report.own_facts[block];
                match own.total {
                    Some(total) => self.fact(own.first + total, times),
                    None => (0..own.facts.len())
                        .try_for_each(|index| self.fact(own.first + index, times)),
                }
            }
            (Reference::Column(..), _) => None,
        }
    }

    fn rows(&mut self, rows: &[NodeId], column: usize, times: i64) -> Option<()> {
        rows.iter()
            .try_for_each(|&row| self.cell(row, column, times))
    }

    fn columns(&mut self, row: NodeId, columns: &[usize], times: i64) -> Option<()> {
        columns
            .iter()
            .try_for_each(|&column| self.cell(row, column, times))
    }

    /// Adds a figure of a row. A group without a total of its own adds the figures of its rows.
    fn cell(&mut self, row: NodeId, column: usize, times: i64) -> Option<()> {
        let form = self.report.form.clone();
        let fact = form.cell(row, column)?;
        match &form.node(row).kind {
            NodeKind::Group { total: None, .. } if self.report.fact(fact).is_none() => {
                self.rows(&form.node(row).children, column, times)
            }
            NodeKind::Form
            | NodeKind::Section(_)
            | NodeKind::Table(_)
            | NodeKind::Group { .. }
            | NodeKind::Row { .. }
            | NodeKind::Field(_) => self.fact(fact, times),
        }
    }

    /// Adds a figure. A computed figure adds the figures it is computed from, because only stated
    /// figures can be wrong.
    fn fact(&mut self, fact: FactId, times: i64) -> Option<()> {
        let form = self.report.form.clone();
        if self.report.fact(fact)?.origin == Origin::Computed {
            return match computed_from(&form, self.report, fact)? {
                Computed::Rows(rows, column) => self.rows(rows, column, times),
                Computed::Columns(row, columns) => self.columns(row, columns, times),
                Computed::Default(expression) => self.expression(expression, At::Scalar, times),
            };
        }
        self.left = self.left.saturating_sub(1);
        *self.terms.entry(fact).or_default() += times;
        (self.left > 0).then_some(())
    }
}
