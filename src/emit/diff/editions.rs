//! Parts without a counterpart in the other report, and parts that the form merged, split or
//! renamed. The view for programs lists each part; the view for people combines parts of the same
//! kind with the same reason.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::facts::{FactDiffView, fact_views};
use super::figures;
use super::selection::Selection;
use crate::diagnostic::{Language, Words};
use crate::diff::{Diff, Relation, Side, Unmatched, UnmatchedKind};
use crate::model::{FactId, Report, Value};

/// A part that only one report has.
#[derive(Debug, Serialize)]
pub(super) struct UnmatchedView {
    kind: &'static str,
    path: String,
    name: String,
    old: Option<PartView>,
    new: Option<PartView>,
}

#[derive(Debug, Serialize)]
struct PartView {
    reason: Option<String>,
    facts: Vec<FactDiffView>,
}

/// Parts of the form with the same change and the same reason, as given by the form.
#[derive(Debug, Serialize)]
pub(super) struct EditionView {
    pub kind: String,
    pub names: String,
    pub reasons: Vec<String>,
    pub facts: Vec<String>,
}

fn kind(kind: UnmatchedKind) -> (&'static str, Words) {
    match kind {
        UnmatchedKind::New => ("new", Words::new("新增", "new")),
        UnmatchedKind::Dropped => ("dropped", Words::new("取消", "dropped")),
        UnmatchedKind::Incomparable => ("incomparable", Words::new("不可比", "not comparable")),
    }
}

/// The parts for programs.
pub(super) fn unmatched(diff: &Diff) -> Vec<UnmatchedView> {
    let part = |report: &Report, part: &Option<Unmatched>| {
        part.as_ref().map(|part| PartView {
            reason: reason(part, Language::Chinese),
            facts: fact_views(report, &part.side),
        })
    };
    let pairs = diff.unmatched.iter().filter_map(|pair| {
        let shown = pair.shown()?;
        Some(UnmatchedView {
            kind: kind(pair.kind()).0,
            path: shown.ids.clone(),
            name: shown.path.clone(),
            old: part(&diff.old.report, &pair.old),
            new: part(&diff.new.report, &pair.new),
        })
    });
    pairs.collect()
}

fn reason(part: &Unmatched, language: Language) -> Option<String> {
    let reason = part.reason.as_ref();
    reason.map(|reason| reason.of(language).to_owned())
}

/// The parts for people.
pub(super) fn editions(diff: &Diff, selection: Selection) -> Vec<EditionView> {
    let language = selection.language;
    let mut views = relations(diff, selection);
    let mut numbers: BTreeMap<(String, Vec<String>), usize> = BTreeMap::new();
    for pair in &diff.unmatched {
        let sides = [(&diff.old.report, &pair.old), (&diff.new.report, &pair.new)];
        let sides = sides.map(|(report, part)| part.as_ref().map(|part| (report, part)));
        let mut reasons: Vec<String> = Vec::new();
        for (_, part) in sides.iter().flatten() {
            let reason = reason(part, language);
            reasons.extend(reason.filter(|reason| !reasons.contains(reason)));
        }
        let kind = kind(pair.kind()).1.of(language).to_owned();
        let key = (kind.clone(), reasons.clone());
        let number = *numbers.entry(key).or_insert(views.len());
        if number == views.len() {
            views.push(EditionView {
                kind,
                names: String::new(),
                reasons,
                facts: Vec::new(),
            });
        }
        if let Some(view) = views.get_mut(number) {
            let name = pair.shown().map_or("", |part| part.path.as_str());
            figures::append_name(&mut view.names, name, language);
            if selection.has_unchanged {
                let sides = sides.into_iter().flatten();
                view.facts
                    .extend(sides.flat_map(|(report, part)| values(report, part, language)));
            }
        }
    }
    views
}

/// The stated values of a part: `2020 主动公开.第一项.规章.制作 0`.
fn values(report: &Report, part: &Unmatched, language: Language) -> Vec<String> {
    let value = |(fact, value): &(FactId, Option<Value>)| {
        format!(
            "{} {} {}",
            report.year,
            report.fact_path(*fact, false),
            figures::value(value.as_ref(), language)
        )
    };
    part.side.facts.iter().map(value).collect()
}

/// The renamed, merged and split parts. A row is listed once for all its columns.
fn relations(diff: &Diff, selection: Selection) -> Vec<EditionView> {
    let rows = |report: &Report, side: &Side| {
        let slots = side
            .facts
            .iter()
            .filter_map(|(fact, _)| report.form.slots.get(*fact));
        let paths = slots.map(|slot| report.form.path(slot.node, false));
        paths.collect::<Vec<_>>().join(" + ")
    };
    let mut seen = BTreeSet::new();
    let related = diff.items.iter().filter_map(|item| {
        let kind = match item.relation {
            Relation::Same => return None,
            Relation::Renamed => selection.localize("改名", "renamed"),
            Relation::Merged => selection.localize("合并", "merged"),
            Relation::Split => selection.localize("拆分", "split"),
        };
        let name = format!(
            "{} → {}",
            rows(&diff.old.report, &item.old),
            rows(&diff.new.report, &item.new)
        );
        seen.insert(name.clone()).then(|| EditionView {
            kind,
            names: name,
            reasons: Vec::new(),
            facts: Vec::new(),
        })
    });
    related.collect()
}
