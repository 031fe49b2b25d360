//! The carry-forward from year to year: all checks that refer to last year's report, and how each
//! of them is presented.

use crate::evaluate;
use crate::model::{
    Clause, Comparison, Expression, Finding, Identity, Operand, Reference, Report, Value, Verdict,
};
use crate::verify::{self, Verified};

/// A check that refers to last year's report.
#[derive(Debug)]
pub struct Link<'r> {
    pub identity: Identity,
    pub steps: Vec<Step<'r>>,
}

/// A check at one row, column or other place.
#[derive(Debug)]
pub struct Step<'r> {
    pub finding: &'r Finding,
    pub presentation: Presentation,
}

/// How a step is presented.
#[derive(Debug)]
pub enum Presentation {
    /// Last year's closing figure is this year's opening figure:
    /// `carried_in == previous.carried_out`.
    Carried {
        then: Vec<Operand>,
        then_value: Value,
        now: Vec<Operand>,
        now_value: Value,
    },
    /// A stock with additions and removals: `stock == previous.stock + added - removed`.
    Bridge {
        stock: Vec<Operand>,
        before: Value,
        after: Value,
        terms: Vec<Operand>,
    },
    /// Anything else, shown as a formula.
    Formula,
    /// A figure of the check has no value.
    Unknown,
}

/// All checks that refer to last year's report: those of the form, then those of the report.
pub(super) fn links(new: &Verified) -> Vec<Link<'_>> {
    let report = &new.report;
    let mut links: Vec<Link> = Vec::new();
    for finding in new
        .findings
        .iter()
        .filter(|finding| names_previous(report, finding.identity))
    {
        let step = Step {
            finding,
            presentation: presentation(report, finding),
        };
        match links
            .last_mut()
            .filter(|link| link.identity == finding.identity)
        {
            Some(link) => link.steps.push(step),
            None => links.push(Link {
                identity: finding.identity,
                steps: vec![step],
            }),
        }
    }
    links
}

pub(super) fn names_previous(report: &Report, identity: Identity) -> bool {
    verify::check(report, identity).is_some_and(|check| check.condition.names_previous())
}

fn presentation(report: &Report, finding: &Finding) -> Presentation {
    if matches!(finding.verdict, Verdict::Undecided(_)) {
        return Presentation::Unknown;
    }
    let only = verify::check(report, finding.identity).and_then(|check| {
        match check.condition.sides.as_slice() {
            [side] => match side.as_slice() {
                [clauses] => match clauses.as_slice() {
                    [only] => Some(only),
                    _ => None,
                },
                _ => None,
            },
            _ => None,
        }
    });
    only.and_then(|clause| {
        bridge(report, finding, clause).or_else(|| carried(report, finding, clause))
    })
    .unwrap_or(Presentation::Formula)
}

/// The two sides of an equation.
fn equation(clause: &Clause) -> Option<(&Expression, &Expression)> {
    match &clause.right {
        Some((Comparison::Equal, right)) => Some((&clause.left, right)),
        _ => None,
    }
}

fn bridge(report: &Report, finding: &Finding, clause: &Clause) -> Option<Presentation> {
    let (left, right) = equation(clause)?;
    let (stock, change) = of_stock(left, right).or_else(|| of_stock(right, left))?;
    let at = verify::place_of(report, verify::check(report, finding.identity)?, finding.at);
    let value = |expression: &Expression| evaluate::value(report, expression, at).ok();
    Some(Presentation::Bridge {
        before: value(&stock.a_year_before()?)?,
        after: value(stock)?,
        terms: verify::operands(report, &change, at),
        stock: verify::operands(report, stock, at),
    })
}

/// A stock and its change: all terms of the sum except the previous value of the stock. `None` if
/// the sum does not have this shape.
fn of_stock<'e>(stock: &'e Expression, sum: &Expression) -> Option<(&'e Expression, Expression)> {
    let (Expression::Reference(reference, _), Expression::Sum(terms)) = (stock, sum) else {
        return None;
    };
    let is_before = |term: &(bool, Expression)| is_previous(term, *reference);
    let changes: Vec<(bool, Expression)> = terms
        .iter()
        .filter(|term| !is_before(term))
        .cloned()
        .collect();
    (changes.len() + 1 == terms.len()).then_some((stock, Expression::Sum(changes)))
}

fn is_previous((negative, term): &(bool, Expression), reference: Reference) -> bool {
    !negative && matches!(term, Expression::Previous(previous, _) if *previous == reference)
}

fn carried(report: &Report, finding: &Finding, clause: &Clause) -> Option<Presentation> {
    equation(clause)?;
    let sides = verify::arithmetic(report, finding.identity, finding.at).pop()?;
    let is_of = |operands: &[Operand], previous: bool| {
        !operands.is_empty()
            && operands
                .iter()
                .all(|operand| operand.is_previous == previous && operand.fact.is_some())
    };
    let (left, right) = (
        (sides.left, sides.left_value?),
        (sides.right, sides.right_value?),
    );
    let (now, then) = if is_of(&left.0, false) {
        (left, right)
    } else {
        (right, left)
    };
    let is_carried = is_of(&now.0, false) && is_of(&then.0, true);
    is_carried.then_some(Presentation::Carried {
        then: then.0,
        then_value: then.1,
        now: now.0,
        now_value: now.1,
    })
}
