//! The facts of a difference one by one, for programs.

use serde::Serialize;

use crate::diff::{Diff, DiffItem, Relation, Side, TotalChange, ValueChange};
use crate::model::{Absence, Exact, FactId, Report, Value};

/// Corresponding facts of both reports, changed or not.
#[derive(Debug, Serialize)]
pub(super) struct ItemView {
    relation: &'static str,
    old: SideView,
    new: SideView,
    change: &'static str,
    difference: Exact,
    difference_unit: Option<&'static str>,
    percent: Option<String>,
    /// Whether it counts as a change.
    counted: bool,
    total: Option<TotalView>,
}

#[derive(Debug, Serialize)]
struct TotalView {
    /// The indices of its parts among the facts.
    parts: Vec<usize>,
    explained: bool,
}

#[derive(Debug, Serialize)]
struct SideView {
    #[serde(flatten)]
    value: ValueView,
    facts: Vec<FactDiffView>,
}

#[derive(Debug, Serialize)]
pub(super) struct FactDiffView {
    path: String,
    name: String,
    #[serde(flatten)]
    value: ValueView,
}

#[derive(Debug, Serialize)]
struct ValueView {
    value: Exact,
    unit: Option<&'static str>,
    state: &'static str,
}

pub(super) fn items(diff: &Diff) -> Vec<ItemView> {
    let items = diff.items.iter();
    items.map(|item| item_view(diff, item)).collect()
}

fn item_view(diff: &Diff, item: &DiffItem) -> ItemView {
    let (change, difference, percent) = match &item.change {
        ValueChange::None => ("none", None, None),
        ValueChange::Rewritten => ("rewritten", None, None),
        ValueChange::By {
            difference,
            percent,
        } => ("number", Some(difference), *percent),
        ValueChange::Otherwise => ("other", None, None),
    };
    let total = item.total.as_ref().map(|total| {
        let TotalChange {
            parts,
            is_explained,
            ..
        } = total;
        TotalView {
            parts: parts.clone(),
            explained: *is_explained,
        }
    });
    ItemView {
        relation: match item.relation {
            Relation::Same => "same",
            Relation::Renamed => "renamed",
            Relation::Merged => "merged",
            Relation::Split => "split",
        },
        old: side_view(&diff.old.report, &item.old),
        new: side_view(&diff.new.report, &item.new),
        change,
        difference: difference.map_or(Exact::None, Value::exact),
        difference_unit: difference.and_then(Value::own_unit),
        percent: percent.map(|percent| percent.to_string()),
        counted: item.counts(),
        total,
    }
}

fn side_view(report: &Report, side: &Side) -> SideView {
    SideView {
        value: value_view(side.value.as_ref()),
        facts: fact_views(report, side),
    }
}

/// The facts of a side, each with its stated or computed value.
pub(super) fn fact_views(report: &Report, side: &Side) -> Vec<FactDiffView> {
    let fact = |(fact, value): &(FactId, Option<Value>)| FactDiffView {
        path: report.fact_path(*fact, true),
        name: report.fact_path(*fact, false),
        value: value_view(value.as_ref()),
    };
    side.facts.iter().map(fact).collect()
}

fn value_view(value: Option<&Value>) -> ValueView {
    ValueView {
        value: value.map_or(Exact::None, Value::exact),
        unit: value.and_then(Value::own_unit),
        state: match value {
            None => "missing",
            Some(Value::Absent(Absence::Blank)) => "blank",
            Some(Value::Absent(Absence::NotApplicable)) => "not_applicable",
            Some(Value::Absent(Absence::Unknown)) => "unknown",
            Some(_) => "known",
        },
    }
}
