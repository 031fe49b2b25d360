//! Identities whose verdict differs between the old and the new report.

use std::collections::BTreeMap;

use super::DiffKind;
use super::chain::names_previous;
use crate::model::{Finding, Identity, Report, Shape, Verdict};
use crate::verify::{self, Verified};

/// An identity with a changed verdict.
#[derive(Debug)]
pub struct VerdictChange<'r> {
    pub state: VerdictState,
    /// `None` if the old report has no such identity.
    pub old: Option<&'r Finding>,
    pub new: &'r Finding,
}

/// The new verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum VerdictState {
    Fails,
    Excepted,
    Undecided,
    Holds,
}

impl VerdictState {
    fn of(verdict: &Verdict) -> VerdictState {
        match verdict {
            Verdict::Fails => VerdictState::Fails,
            Verdict::Excepted(_) => VerdictState::Excepted,
            Verdict::Undecided(_) => VerdictState::Undecided,
            Verdict::Holds => VerdictState::Holds,
        }
    }
}

/// The changed verdicts, failures first. For two years, checks that refer to last year's report are
/// left out: they are reported separately.
pub(super) fn changes<'r>(
    old: &'r Verified,
    new: &'r Verified,
    kind: DiffKind,
) -> Vec<VerdictChange<'r>> {
    let is_reported = |report: &Report, finding: &Finding| {
        kind == DiffKind::Corrections || !names_previous(report, finding.identity)
    };
    let key = |report: &Report, finding: &Finding| {
        is_reported(report, finding).then(|| key(report, finding))
    };
    let before = old
        .findings
        .iter()
        .filter_map(|finding| Some((key(&old.report, finding)?, finding)));
    let before: BTreeMap<Key, &Finding> = before.collect();
    let changes = new.findings.iter().filter_map(|finding| {
        let then = before.get(&key(&new.report, finding)?).copied();
        let state = VerdictState::of(&finding.verdict);
        let is_another = match then {
            Some(then) => VerdictState::of(&then.verdict) != state,
            None => matches!(state, VerdictState::Fails | VerdictState::Excepted),
        };
        is_another.then_some(VerdictChange {
            state,
            old: then,
            new: finding,
        })
    });
    let mut changes: Vec<VerdictChange> = changes.collect();
    changes.sort_by_key(|change| change.state);
    changes
}

/// The key of an identity in both reports: its kind, its name, and the name of its column or row.
type Key = (u8, String, Option<String>);

fn key(report: &Report, finding: &Finding) -> Key {
    let sort = match finding.identity {
        Identity::RowTotal(_) => 0,
        Identity::ColumnTotal(_) => 1,
        Identity::OwnTotal(_) => 2,
        Identity::Form(_) => 3,
        Identity::Report(_) => 4,
    };
    (
        sort,
        verify::name(report, finding.identity, true),
        place(report, finding),
    )
}

fn place(report: &Report, finding: &Finding) -> Option<String> {
    let form = &report.form;
    let at = finding.at?;
    let column = |table: usize| {
        form.tables[table]
            .columns
            .get(at)
            .map(|column| column.id.clone())
    };
    match finding.identity {
        Identity::RowTotal(node) | Identity::ColumnTotal(node) => column(form.table_of(node)?),
        Identity::OwnTotal(_) => None,
        Identity::Form(_) | Identity::Report(_) => {
            match verify::check(report, finding.identity)?.shape {
                Shape::Scalar => None,
                Shape::Columns(table) => column(table),
                Shape::Rows(table) => form.tables[table]
                    .rows
                    .get(at)
                    .map(|&row| form.path(row, true)),
            }
        }
    }
}
