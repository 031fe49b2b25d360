//! A row or a column of a table in which several figures may be wrong together.

use std::collections::{BTreeMap, BTreeSet};

use super::equations::{Equations, FigureChanges};
use crate::model::{Decimal, FactId, NodeId, Origin, Report, TableId};

/// The figures stated along a row or down a column, in the order of the form.
pub(super) struct FigureLine {
    pub along: Along,
    pub facts: Vec<FactId>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Along {
    Row(NodeId),
    Column(TableId, usize),
}

/// The rows and columns that have a figure in a failing equation.
pub(super) fn suspects(
    report: &Report,
    equations: &Equations,
    failing: impl Iterator<Item = usize>,
) -> Vec<FigureLine> {
    let form = &report.form;
    let mut suspects: BTreeSet<Along> = BTreeSet::new();
    for (fact, _) in failing.flat_map(|equation| &equations.get(equation).terms) {
        let Some(slot) = form.slots.get(*fact) else {
            continue;
        };
        if let (Some(table), Some(column)) = (form.table_of(slot.node), slot.column) {
            suspects.extend([Along::Row(slot.node), Along::Column(table, column)]);
        }
    }
    let line = |along| {
        let cells: Vec<Option<FactId>> = match along {
            Along::Row(row) => {
                let columns = form
                    .table_of(row)
                    .map_or(0, |table| form.tables[table].columns.len());
                (0..columns).map(|column| form.cell(row, column)).collect()
            }
            Along::Column(table, column) => {
                let table = &form.tables[table];
                table
                    .rows
                    .iter()
                    .chain(&table.groups)
                    .map(|&row| form.cell(row, column))
                    .collect()
            }
        };
        let is_written = |fact: &FactId| {
            report
                .fact(*fact)
                .is_some_and(|fact| fact.origin != Origin::Computed)
        };
        let mut facts: Vec<FactId> = cells.into_iter().flatten().filter(is_written).collect();
        facts.sort_unstable();
        facts.dedup();
        FigureLine { along, facts }
    };
    suspects.into_iter().map(line).collect()
}

impl FigureLine {
    /// The necessary changes if nothing outside the line is wrong. Each figure changes as required
    /// by the equations that contain no other figure of the line. `None` if the equations require
    /// different changes, or if fewer than two figures change.
    pub(super) fn changes(&self, equations: &Equations) -> Option<FigureChanges> {
        let mut of_line: BTreeMap<usize, usize> = BTreeMap::new();
        for (equation, _) in self.facts.iter().flat_map(|&fact| equations.with(fact)) {
            *of_line.entry(*equation).or_default() += 1;
        }
        let mut changes = FigureChanges::new();
        for &fact in &self.facts {
            let alone = equations
                .with(fact)
                .iter()
                .filter(|(equation, _)| of_line.get(equation) == Some(&1));
            let mut asked = None;
            for &(equation, times) in alone {
                let change = equations.change(equation, times)?;
                if asked.is_some_and(|asked| asked != change) {
                    return None;
                }
                asked = Some(change);
            }
            changes.extend(
                asked
                    .filter(|change: &Decimal| !change.is_zero())
                    .map(|change| (fact, change)),
            );
        }
        (changes.len() > 1).then_some(changes)
    }
}
