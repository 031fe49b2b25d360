//! The cause of failures: equations that fail together because of one wrong figure.
//!
//! The totals along rows and columns and the balances of a form are a code: each figure stands in its own set of equations. A figure
//! that stands in all equations that fail, and in none that holds, and that one and the same correction mends in all of them, is the
//! only single figure that can be wrong. The form's own equations are all this reads; it takes time linear in their terms.

use std::collections::BTreeMap;

use super::sum_of;
use crate::evaluate;
use crate::model::{
    Clause, Comparison, Decimal, Expression, FactId, Finding, Identity, NodeId, NodeKind, Reference, Report, Shape, Type, Value,
    Verdict,
};

/// Failures of one cause.
pub struct Cause<'f> {
    pub findings: Vec<&'f Finding>,
    /// The figure that is wrong if only one is, and what it should be.
    pub correction: Option<(FactId, Decimal)>,
}

/// An identity as an equation: its terms sum to zero where it holds.
struct Equation<'f> {
    finding: &'f Finding,
    /// Each with whether it is taken away.
    terms: Terms,
    /// What last year's report adds to the terms: that is not in question.
    fixed: Decimal,
}

/// The failing findings by cause; those without a common one by identity.
pub fn causes<'f>(report: &Report, findings: &'f [Finding]) -> Vec<Cause<'f>> {
    if !findings.iter().any(fails) {
        return Vec::new();
    }
    let equations: Vec<Equation> = findings.iter().filter_map(|finding| equation(report, finding)).collect();
    let mut explained: Vec<Cause> = Vec::new();
    for together in components(&equations) {
        if let Some(correction) = correction(report, &equations, &together) {
            let findings = together.iter().map(|equation| equation.finding).collect();
            explained.push(Cause { findings, correction: Some(correction) });
        }
    }
    let is_explained =
        |finding: &Finding| explained.iter().any(|cause| cause.findings.iter().any(|known| std::ptr::eq(*known, finding)));
    let rest: Vec<&Finding> = findings.iter().filter(|finding| fails(finding) && !is_explained(finding)).collect();
    let rest = rest.chunk_by(|a, b| a.identity == b.identity);
    let rest: Vec<Cause> = rest.map(|same| Cause { findings: same.to_vec(), correction: None }).collect();
    explained.extend(rest);
    explained
}

fn fails(finding: &Finding) -> bool {
    matches!(finding.verdict, Verdict::Fails)
}

/// Failing equations that share figures, directly or through others that fail.
fn components<'e, 'f>(equations: &'e [Equation<'f>]) -> Vec<Vec<&'e Equation<'f>>> {
    let failing: Vec<&Equation> = equations.iter().filter(|equation| fails(equation.finding)).collect();
    let mut component: Vec<usize> = (0..failing.len()).collect();
    let mut first_with: BTreeMap<FactId, usize> = BTreeMap::new();
    for (index, equation) in failing.iter().enumerate() {
        for (fact, _) in &equation.terms {
            let other = component[*first_with.entry(*fact).or_insert(index)];
            let own = component[index];
            component.iter_mut().filter(|name| **name == own).for_each(|name| *name = other);
        }
    }
    let mut together: BTreeMap<usize, Vec<&Equation>> = BTreeMap::new();
    for (equation, name) in failing.iter().zip(component) {
        together.entry(name).or_default().push(equation);
    }
    together.into_values().collect()
}

/// The one figure whose correction makes every equation hold. None where there is no such figure, or more than one.
fn correction(report: &Report, equations: &[Equation], failing: &[&Equation]) -> Option<(FactId, Decimal)> {
    let holding = equations.iter().filter(|equation| matches!(equation.finding.verdict, Verdict::Holds));
    let sound: std::collections::BTreeSet<FactId> =
        holding.flat_map(|equation| equation.terms.iter().map(|(fact, _)| *fact)).collect();
    let (first, others) = failing.split_first()?;
    let suspects = first.terms.iter().filter(|(fact, _)| !sound.contains(fact));
    let mut corrections = suspects.filter_map(|&(fact, _)| {
        let change = change(report, first, fact)?;
        let is_same = others.iter().all(|equation| self::change(report, equation, fact) == Some(change));
        let corrected = evaluate::fact(report, fact).ok()?.number()?.checked_add(change)?;
        let is_possible = !corrected.is_negative() || matches!(report.type_of(fact), Type::Delta(_));
        (is_same && is_possible).then_some((fact, corrected))
    });
    let only = corrections.next()?;
    corrections.next().is_none().then_some(only)
}

/// By how much a figure must change for an equation to hold. None where it does not stand in it once.
fn change(report: &Report, equation: &Equation, fact: FactId) -> Option<Decimal> {
    let mut in_equation = equation.terms.iter().filter(|(term, _)| *term == fact);
    let (_, is_taken_away) = in_equation.next()?;
    if in_equation.next().is_some() {
        return None;
    }
    let residual = equation.terms.iter().try_fold(equation.fixed, |sum, (term, negative)| {
        let number = evaluate::fact(report, *term).ok()?.number()?;
        if *negative { sum.checked_sub(number) } else { sum.checked_add(number) }
    })?;
    if *is_taken_away { Some(residual) } else { residual.checked_neg() }
}

// ── Equations ────────────────────────────────────────────────────────────────────────────────────────────────────────

/// A decided identity as an equation over stated figures; none where it is not one.
fn equation<'f>(report: &Report, finding: &'f Finding) -> Option<Equation<'f>> {
    if !matches!(finding.verdict, Verdict::Holds | Verdict::Fails) {
        return None;
    }
    let form = &report.form;
    let mut terms = Vec::new();
    let mut fixed = Decimal::ZERO;
    match (finding.identity, finding.at) {
        (Identity::RowTotal(row), Some(total)) => {
            let columns = &form.tables[form.table_of(row)?].columns;
            for &column in columns[total].sum_of.as_ref()? {
                row_terms(report, row, column, false, &mut terms)?;
            }
            terms.push((form.cell(row, total)?, true));
        }
        (Identity::ColumnTotal(row), Some(column)) => {
            for &part in sum_of(form, row)? {
                row_terms(report, part, column, false, &mut terms)?;
            }
            terms.push((form.cell(row, column)?, true));
        }
        (Identity::OwnTotal(block), _) => {
            let own = &report.own_facts[block];
            terms.extend((0..own.facts.len()).map(|index| (own.first + index, Some(index) == own.total)));
        }
        (identity @ (Identity::Form(_) | Identity::Report(_)), at) => {
            let check = super::check(report, identity)?;
            let mut clauses = check.condition.clauses();
            let (clause, None) = (clauses.next()?, clauses.next()) else { return None };
            let Clause { left, right: Some((Comparison::Equal, right)) } = clause else { return None };
            let at = match (check.shape, at) {
                (Shape::Columns(_), Some(column)) => evaluate::At::Column(column),
                (Shape::Rows(table), Some(row)) => evaluate::At::Row(form.tables[table].rows[row]),
                _ => evaluate::At::Scalar,
            };
            expression_terms(report, left, at, false, &mut terms, &mut fixed)?;
            expression_terms(report, right, at, true, &mut terms, &mut fixed)?;
        }
        (Identity::RowTotal(_) | Identity::ColumnTotal(_), None) => return None,
    }
    Some(Equation { finding, terms, fixed })
}

type Terms = Vec<(FactId, bool)>;

fn expression_terms(
    report: &Report,
    expression: &Expression,
    at: evaluate::At,
    negative: bool,
    terms: &mut Terms,
    fixed: &mut Decimal,
) -> Option<()> {
    match expression {
        Expression::Sum(parts) => {
            parts.iter().try_for_each(|(taken, part)| expression_terms(report, part, at, negative != *taken, terms, fixed))
        }
        Expression::Previous(..) => {
            let number = evaluate::value(report, expression, at).ok()?.number()?;
            *fixed = if negative { fixed.checked_sub(number) } else { fixed.checked_add(number) }?;
            Some(())
        }
        Expression::Reference(reference, _) => match (*reference, at) {
            (Reference::Fact(fact), _) => {
                terms.push((fact, negative));
                Some(())
            }
            (Reference::Row(row), evaluate::At::Column(column)) => row_terms(report, row, column, negative, terms),
            (Reference::Column(_, column), evaluate::At::Row(row)) => row_terms(report, row, column, negative, terms),
            _ => None,
        },
        _ => None,
    }
}

/// The figures of a row in a column: a group without a total of its own gives its rows', a total that is computed what it sums.
fn row_terms(report: &Report, row: NodeId, column: usize, negative: bool, terms: &mut Terms) -> Option<()> {
    let form = &report.form;
    let fact = form.cell(row, column)?;
    match &form.node(row).kind {
        NodeKind::Group { total: None, .. } if report.fact(fact).is_none() => {
            form.node(row).children.iter().try_for_each(|&part| row_terms(report, part, column, negative, terms))
        }
        _ => {
            matches!(report.fact(fact)?.value, Value::Number(_) | Value::Money(_)).then_some(())?;
            terms.push((fact, negative));
            Some(())
        }
    }
}
