//! Pairs the corresponding facts of two reports. If both reports have the same form, facts with the
//! same slot correspond; otherwise the newer form specifies which do.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::DiffItem;
use super::change::{Side, ValueChange};
use crate::diagnostic::Words;
use crate::model::{
    Correspondence, Counterpart, FactId, Form, NodeId, NodeKind, OwnFacts, ROOT, Report,
};
use crate::{previous, resolve};

/// How paired facts correspond.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    Same,
    /// The fact has another name.
    Renamed,
    /// Several facts became one.
    Merged,
    /// One fact became several.
    Split,
}

/// Facts without a counterpart in the other report.
#[derive(Debug)]
pub struct Unmatched {
    /// The path of these facts: a part of the form, or own facts. Here the path has the names that
    /// messages use, and in `ids` it has ids.
    pub path: String,
    pub ids: String,
    pub side: Side,
    /// The reason given by the form. Own facts need no reason.
    pub reason: Option<Words>,
}

/// Facts without a counterpart. They are in one report only, or both reports have a part of the
/// same name but the two parts do not correspond.
#[derive(Debug)]
pub struct UnmatchedPair {
    pub old: Option<Unmatched>,
    pub new: Option<Unmatched>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnmatchedKind {
    New,
    Dropped,
    /// Both reports have a part of this name, but the two cannot be compared.
    Incomparable,
}

impl UnmatchedPair {
    pub fn kind(&self) -> UnmatchedKind {
        match (&self.old, &self.new) {
            (Some(_), Some(_)) => UnmatchedKind::Incomparable,
            (None, _) => UnmatchedKind::New,
            (Some(_), None) => UnmatchedKind::Dropped,
        }
    }

    /// The part with the shorter path. The pair is shown under this path.
    pub fn shown(&self) -> Option<&Unmatched> {
        self.new
            .iter()
            .chain(&self.old)
            .min_by_key(|part| part.path.len())
    }
}

pub(super) struct Paired {
    pub items: Vec<DiffItem>,
    pub unmatched: Vec<UnmatchedPair>,
}

pub(super) fn pair(old: &Report, new: &Report) -> Paired {
    let mut pairing = Pairing {
        old,
        new,
        items: Vec::with_capacity(new.facts.len()),
        of_old: Vec::new(),
        of_new: Vec::new(),
    };
    match correspondence(&old.form, &new.form) {
        None => {
            let facts = (0..new.form.slots.len()).filter(|&fact| !is_again(&new.form, fact));
            facts.for_each(|fact| pairing.together(Relation::Same, &[fact], &[fact]));
        }
        Some(correspondence) => pairing.across(&correspondence),
    }
    pairing.own_facts();
    let Pairing {
        items,
        of_old,
        of_new,
        ..
    } = pairing;
    Paired {
        items,
        unmatched: beside(of_old, of_new),
    }
}

/// How the facts of two forms correspond. Either form may be the newer one. `None` if both are the
/// same form.
fn correspondence(old: &Arc<Form>, new: &Arc<Form>) -> Option<Correspondence> {
    if Arc::ptr_eq(old, new) {
        return None;
    }
    if previous::may_follow(old, new) && !previous::may_follow(new, old) {
        let Correspondence { before, after } = resolve::correspondence(old, new).value;
        return Some(Correspondence {
            before: after,
            after: before,
        });
    }
    Some(resolve::correspondence(new, old).value)
}

/// Whether the fact belongs to a group whose total is a row. Such a fact is skipped, because the
/// row has the same figures.
fn is_again(form: &Form, fact: FactId) -> bool {
    matches!(
        form.node(form.slots[fact].node).kind,
        NodeKind::Group { total: Some(_), .. }
    )
}

struct Pairing<'r> {
    old: &'r Report,
    new: &'r Report,
    items: Vec<DiffItem>,
    of_old: Vec<Unmatched>,
    of_new: Vec<Unmatched>,
}

impl Pairing<'_> {
    fn together(&mut self, relation: Relation, old: &[FactId], new: &[FactId]) {
        let (old, new) = (Side::of(self.old, old), Side::of(self.new, new));
        if !(old.is_unstated() && new.is_unstated()) {
            let change = ValueChange::of(old.value.as_ref(), new.value.as_ref());
            self.items.push(DiffItem {
                relation,
                old,
                new,
                change,
                total: None,
            });
        }
    }

    /// Pairs the facts of two forms.
    fn across(&mut self, correspondence: &Correspondence) {
        let Correspondence { before, after } = correspondence;
        let divided = |(old, counterpart): (FactId, &'_ Counterpart)| match counterpart {
            Counterpart::Sum(parts) => parts.iter().map(|&part| (part, old)).collect(),
            Counterpart::Same(_) | Counterpart::None(_) => Vec::new(),
        };
        let whole_of: BTreeMap<FactId, FactId> =
            after.iter().enumerate().flat_map(divided).collect();
        let mut taken = BTreeSet::new();
        let mut reasons: BTreeMap<FactId, Words> = BTreeMap::new();
        let once = before
            .iter()
            .enumerate()
            .filter(|(fact, _)| !is_again(&self.new.form, *fact));
        for (fact, counterpart) in once {
            match (counterpart, whole_of.get(&fact)) {
                (Counterpart::Same(old), _) => {
                    let is_renamed =
                        self.new.form.fact_path(fact, true) != self.old.form.fact_path(*old, true);
                    taken.insert(*old);
                    self.together(
                        if is_renamed {
                            Relation::Renamed
                        } else {
                            Relation::Same
                        },
                        &[*old],
                        &[fact],
                    );
                }
                (Counterpart::Sum(parts), _) => {
                    taken.extend(parts);
                    self.together(Relation::Merged, parts, &[fact]);
                }
                (Counterpart::None(_), Some(&whole)) => {
                    if let (true, Some(Counterpart::Sum(parts))) =
                        (taken.insert(whole), after.get(whole))
                    {
                        self.together(Relation::Split, &[whole], parts);
                    }
                }
                (Counterpart::None(reason), None) => {
                    reasons.insert(fact, reason.clone());
                }
            }
        }
        self.of_new.extend(parts(self.new, &reasons));
        let left = after
            .iter()
            .enumerate()
            .filter(|(fact, _)| !taken.contains(fact));
        let reasons = left.filter_map(|(fact, counterpart)| match counterpart {
            Counterpart::None(reason) => Some((fact, reason.clone())),
            Counterpart::Same(_) | Counterpart::Sum(_) => None,
        });
        self.of_old.extend(parts(self.old, &reasons.collect()));
    }

    /// Pairs the own facts of the reports by the names of their blocks and facts.
    fn own_facts(&mut self) {
        let (old, new) = (self.old, self.new);
        let blocks: BTreeMap<&str, &OwnFacts> = old
            .own_facts
            .iter()
            .map(|block| (block.name.as_str(), block))
            .collect();
        let mut matched = BTreeSet::new();
        for block in &new.own_facts {
            let before = blocks
                .get(block.name.as_str())
                .filter(|before| before.ty.is_like(&block.ty));
            match before {
                Some(before) => {
                    matched.insert(block.name.as_str());
                    self.own_block(before, block);
                }
                None => self.of_new.push(own_block(new, block)),
            }
        }
        let left = old
            .own_facts
            .iter()
            .filter(|block| !matched.contains(block.name.as_str()));
        self.of_old.extend(left.map(|block| own_block(old, block)));
    }

    fn own_block(&mut self, old: &OwnFacts, new: &OwnFacts) {
        let mut before: BTreeMap<&str, FactId> = old
            .facts
            .iter()
            .zip(old.first..)
            .map(|(fact, number)| (fact.name.as_str(), number))
            .collect();
        for (fact, number) in new.facts.iter().zip(new.first..) {
            match before.remove(fact.name.as_str()) {
                Some(old) => self.together(Relation::Same, &[old], &[number]),
                None => self.of_new.push(own_fact(self.new, number)),
            }
        }
        let left: BTreeSet<FactId> = before.into_values().collect();
        self.of_old
            .extend(left.into_iter().map(|number| own_fact(self.old, number)));
    }
}

fn own_block(report: &Report, block: &OwnFacts) -> Unmatched {
    let facts: Vec<FactId> = (block.first..block.first + block.facts.len()).collect();
    Unmatched {
        path: block.name.clone(),
        ids: block.name.clone(),
        side: Side::of(report, &facts),
        reason: None,
    }
}

fn own_fact(report: &Report, fact: FactId) -> Unmatched {
    let path = report.fact_path(fact, false);
    Unmatched {
        ids: path.clone(),
        path,
        side: Side::of(report, &[fact]),
        reason: None,
    }
}

// ── Facts without a counterpart ──────────────────────────────────────────────────────────────────

/// Groups facts without a counterpart by part. Each part is the highest node all of whose facts
/// have the same reason.
fn parts(report: &Report, reasons: &BTreeMap<FactId, Words>) -> Vec<Unmatched> {
    let mut found = Vec::new();
    below(report, reasons, ROOT, &mut found);
    found
}

fn below(
    report: &Report,
    reasons: &BTreeMap<FactId, Words>,
    node: NodeId,
    found: &mut Vec<Unmatched>,
) {
    let form = &report.form;
    let item = form.node(node);
    let mut here = reasons.range(item.facts.clone());
    let Some((_, first)) = here.next() else {
        return;
    };
    let is_one = !item.is_transparent() && here.all(|(_, reason)| reason == first);
    if node != ROOT && is_one && reasons.range(item.facts.clone()).count() == item.facts.len() {
        let facts: Vec<FactId> = item.facts.clone().collect();
        let path = match facts.as_slice() {
            [only] => form.fact_path(*only, false),
            _ => form.path(node, false),
        };
        let ids = form.path(node, true);
        return found.extend(stated(report, path, ids, &facts, first));
    }
    for &child in &item.children {
        below(report, reasons, child, found);
    }
    // If the node has facts of its own, they come before those of its children.
    let own = item
        .facts
        .clone()
        .filter(|&fact| form.slots[fact].node == node);
    for fact in own {
        let Some(reason) = reasons.get(&fact) else {
            continue;
        };
        found.extend(stated(
            report,
            form.fact_path(fact, false),
            form.fact_path(fact, true),
            &[fact],
            reason,
        ));
    }
}

/// The part with its stated facts. `None` if none of its facts is stated.
fn stated(
    report: &Report,
    path: String,
    ids: String,
    facts: &[FactId],
    reason: &Words,
) -> Option<Unmatched> {
    let stated: Vec<FactId> = facts
        .iter()
        .copied()
        .filter(|&fact| report.fact(fact).is_some())
        .collect();
    let side = Side::of(report, &stated);
    (!stated.is_empty()).then(|| Unmatched {
        path,
        ids,
        side,
        reason: Some(reason.clone()),
    })
}

/// Pairs parts of the same name, in the order of the new report and then of the old.
fn beside(old: Vec<Unmatched>, new: Vec<Unmatched>) -> Vec<UnmatchedPair> {
    let mut before: BTreeMap<String, usize> = BTreeMap::new();
    for (index, unmatched) in old.iter().enumerate() {
        before.entry(unmatched.ids.clone()).or_insert(index);
    }
    let mut old: Vec<Option<Unmatched>> = old.into_iter().map(Some).collect();
    let mut pairs: Vec<UnmatchedPair> = Vec::new();
    for new in new {
        let old = before
            .remove(&new.ids)
            .and_then(|index| old.get_mut(index)?.take());
        pairs.push(UnmatchedPair {
            old,
            new: Some(new),
        });
    }
    pairs.extend(old.into_iter().flatten().map(|old| UnmatchedPair {
        old: Some(old),
        new: None,
    }));
    pairs
}
