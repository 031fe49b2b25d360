//! Evaluates every identity of a report: it holds, fails or is undecided. Failures are explained.

mod about;
mod allow;
mod arithmetic;
mod cause;
mod correction;
mod explain;
mod figures;
mod identity;
mod totals;
mod witness;

use crate::diagnostic::{Diagnostic, Outcome, catalog};
use crate::evaluate::{self, At};
use crate::model::{
    Check, FactId, Finding, Form, Identity, NodeId, Numbers, Report, Shape, TableId, Undecided,
    Value, Verdict,
};

pub use about::{About, about};
pub use arithmetic::{arithmetic, computed_words, operands};
pub(crate) use explain::excepted_here;
pub use explain::{exceptions, origin, reason_words};
pub use figures::{of_expression, of_identity};
pub use identity::{check, name, place_name, place_of, severity, statement};
pub use totals::sum_of;

use totals::{is_stated, is_written};

/// A report and the verdicts on its identities.
#[derive(Debug)]
pub struct Verified {
    pub report: Report,
    pub findings: Vec<Finding>,
    /// Filled in by the lints, which run later.
    pub numbers: Numbers,
}

/// How many identities hold, fail, are excepted and are undecided.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// The two sides agree.
    pub hold: usize,
    /// The two sides do not agree.
    pub fail: usize,
    /// The two sides do not agree, and an `allow` of the report gives the reason.
    pub excepted: usize,
    /// A figure that the identity needs has no value.
    pub undecided: usize,
}

impl Tally {
    /// Adds the counts of another report.
    pub fn add(&mut self, other: Tally) {
        self.hold += other.hold;
        self.fail += other.fail;
        self.excepted += other.excepted;
        self.undecided += other.undecided;
    }
}

impl Verified {
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        for finding in &self.findings {
            match finding.verdict {
                Verdict::Holds => tally.hold += 1,
                Verdict::Fails => tally.fail += 1,
                Verdict::Excepted(_) => tally.excepted += 1,
                Verdict::Undecided(_) => tally.undecided += 1,
            }
        }
        tally
    }
}

pub fn verify(report: Report) -> Outcome<Verified> {
    let (findings, mut diagnostics) = decide(&report);
    let failures = explain::failures(&report, &findings);
    diagnostics.extend(
        assertions(&report)
            .into_iter()
            .filter(|assertion| !witness::is_reported(assertion, &failures)),
    );
    diagnostics.extend(failures);
    Outcome {
        value: Verified {
            report,
            findings,
            numbers: Numbers::default(),
        },
        diagnostics,
    }
}

/// The corrected values of figures, from the proposed fixes of failing identities.
pub fn corrections(verified: &Verified) -> Vec<(FactId, Value)> {
    let causes = cause::causes(&verified.report, &verified.findings);
    causes
        .into_iter()
        .flat_map(|cause| cause.explanations)
        .flat_map(|explanation| explanation.corrections)
        .collect()
}

/// The verdicts on all identities after exceptions are applied, and the diagnostics about the
/// exceptions.
pub fn decide(report: &Report) -> (Vec<Finding>, Vec<Diagnostic>) {
    let mut findings = Vec::with_capacity(96);
    for table in 0..report.form.tables.len() {
        totals(report, table, &mut findings);
    }
    for block in 0..report.own_facts.len() {
        own_total(report, block, &mut findings);
    }
    for (index, check) in report.form.checks.iter().enumerate() {
        conditions(report, check, Identity::Form(index), &mut findings);
    }
    for (index, check) in report.checks.iter().enumerate() {
        conditions(report, check, Identity::Report(index), &mut findings);
    }
    let diagnostics = allow::apply(report, &mut findings);
    (findings, diagnostics)
}

/// Checks the totals stated in a table: rows of totals in each column, columns of totals in each
/// row.
fn totals(report: &Report, table: TableId, findings: &mut Vec<Finding>) {
    let form: &Form = &report.form;
    let table = &form.tables[table];
    let mut find = |identity, at, verdict| {
        findings.push(Finding {
            identity,
            at,
            verdict,
        });
    };
    for &row in table.rows.iter().chain(&table.groups) {
        for (index, column) in table.columns.iter().enumerate() {
            if let (Some(of), true) = (&column.sum_of, is_stated(report, row, index)) {
                let sum = evaluate::sum_of_columns(report, row, of);
                find(
                    Identity::RowTotal(row),
                    Some(index),
                    equal(report, row, index, sum),
                );
            }
        }
    }
    for &row in table.rows.iter().chain(&table.groups) {
        let Some(of) = sum_of(form, row) else {
            continue;
        };
        for column in 0..table.columns.len() {
            // A total that is computed along its row is still checked against its column.
            let is_known = is_stated(report, row, column)
                || (table.columns[column].sum_of.is_some() && is_written(report, row));
            if is_known {
                let sum = evaluate::sum_of_rows(report, of, column);
                find(
                    Identity::ColumnTotal(row),
                    Some(column),
                    equal(report, row, column, sum),
                );
            }
        }
    }
}

fn equal(report: &Report, row: NodeId, column: usize, sum: Result<Value, Undecided>) -> Verdict {
    let Some(fact) = report.form.cell(row, column) else {
        return Verdict::Undecided(Undecided::Missing);
    };
    let stated = evaluate::fact(report, fact);
    verdict(stated.and_then(|stated| Ok(evaluate::compare(stated, &sum?)?.is_eq())))
}

fn own_total(report: &Report, block: usize, findings: &mut Vec<Finding>) {
    let own = &report.own_facts[block];
    let Some(total) = own.total else { return };
    let stated = evaluate::fact(report, own.first + total);
    let sum = evaluate::sum_of_own(report, block);
    let holds = stated.and_then(|stated| Ok(evaluate::compare(stated, &sum?)?.is_eq()));
    findings.push(Finding {
        identity: Identity::OwnTotal(block),
        at: None,
        verdict: verdict(holds),
    });
}

fn conditions(report: &Report, check: &Check, identity: Identity, findings: &mut Vec<Finding>) {
    let mut find = |at: Option<usize>, place: At| {
        let verdict = verdict(evaluate::truth(report, &check.condition, place));
        findings.push(Finding {
            identity,
            at,
            verdict,
        });
    };
    match check.shape {
        Shape::Scalar => find(None, At::Scalar),
        Shape::Columns(table) => {
            (0..report.form.tables[table].columns.len())
                .for_each(|column| find(Some(column), At::Column(column)));
        }
        Shape::Rows(table) => {
            let rows = report.form.tables[table].rows.iter().enumerate();
            rows.for_each(|(index, &row)| find(Some(index), At::Row(row)));
        }
    }
}

fn verdict(holds: Result<bool, Undecided>) -> Verdict {
    match holds {
        Ok(true) => Verdict::Holds,
        Ok(false) => Verdict::Fails,
        Err(reason) => Verdict::Undecided(reason),
    }
}

/// Checks that interpolations have a value, and that a figure asserted in prose equals it:
/// `{4013 = 网站.总计}`.
pub fn assertions(report: &Report) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for interpolation in report.interpolations() {
        let value = match evaluate::value(report, &interpolation.expression, At::Scalar) {
            Ok(value) => value,
            Err(reason) => {
                diagnostics.extend(explain::without_value(report, interpolation.span, &reason));
                continue;
            }
        };
        let Some((asserted, span)) = &interpolation.asserted else {
            continue;
        };
        if !evaluate::compare(asserted, &value).is_ok_and(std::cmp::Ordering::is_eq) {
            let place = report.place(*span);
            let mut diagnostic =
                catalog::assertion_fails(place, &asserted.to_string(), &value.to_string());
            if let Some((place, words)) = explain::origin(report, &interpolation.expression) {
                diagnostic = diagnostic.with_related(place, words);
            }
            diagnostics.push(diagnostic);
        }
    }
    diagnostics
}
