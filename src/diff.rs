//! Compares two reports fact by fact instead of line by line: usually this year's and last year's
//! of one body.
//!
//! A [`Diff`] is data. It describes how every fact of both reports changed: from the facts of one
//! report and the changes, the facts of the other can be computed. Each fact is in exactly one
//! [`DiffItem`] or [`UnmatchedPair`]. A property test applies the changes to the old report and
//! compares the result with the new one.
//!
//! In a comparison of two years, the checks that refer to last year's report form the chain from
//! year to year. The condition of a check, not its name, decides how it is presented: `stock ==
//! previous.stock + …` as a bridge, an equation with a figure of last year on one side as a
//! carry-forward, and any other check as a formula.
//!
//! A total does not count as a change if it changed by the same amount as the sum of its parts. Its
//! parts are other figures of its row or of its column.

mod chain;
mod change;
mod pairing;
pub mod prose;
mod scope;
mod totals;
mod verdicts;

pub use chain::{Link, Presentation, Step};
pub use change::{Side, ValueChange};
pub use pairing::{Relation, Unmatched, UnmatchedKind, UnmatchedPair};
pub use scope::{DiffScope, scope};
pub use totals::TotalChange;
pub use verdicts::{VerdictChange, VerdictState};

use crate::model::{FactId, NodeId, NodeKind, ROOT, Type, Value};
use crate::previous;
use crate::verify::Verified;
use prose::{ChangeKind, ProseChanges};

/// How the two reports are related.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DiffKind {
    /// Reports of two years.
    Years,
    /// Two versions of the same report.
    Corrections,
}

/// A reason why the comparison may be misleading. The reports are compared nevertheless.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mismatch {
    /// The years are not consecutive, so no figure is carried forward between them.
    NotConsecutive,
    /// Both reports are of the same year, but the comparison is not of two versions.
    SameYear,
    /// The two versions are of different years.
    NotOneYear,
    /// The newer form does not state how it follows the older one.
    Unrelated,
    /// The number of errors in the old report.
    OldHasErrors(usize),
    /// The number of errors in the new report.
    NewHasErrors(usize),
}

impl Mismatch {
    pub fn id(self) -> &'static str {
        match self {
            Mismatch::NotConsecutive => "not_consecutive",
            Mismatch::SameYear => "same_year",
            Mismatch::NotOneYear => "not_one_year",
            Mismatch::Unrelated => "unrelated",
            Mismatch::OldHasErrors(_) => "old_has_errors",
            Mismatch::NewHasErrors(_) => "new_has_errors",
        }
    }
}

/// Corresponding facts of two reports, and their change.
#[derive(Debug)]
pub struct DiffItem {
    pub relation: Relation,
    pub old: Side,
    pub new: Side,
    pub change: ValueChange,
    /// The parts of the fact, if it is a total and its parts are known.
    pub total: Option<TotalChange>,
}

impl DiffItem {
    /// Whether it counts as a change. Two items do not count: a value that is only written in
    /// another notation, and a total that changed by the same amount as its parts.
    pub fn counts(&self) -> bool {
        self.differs() && self.total.as_ref().is_none_or(|total| !total.is_explained)
    }

    /// Whether it is a total that changed by another amount than its parts.
    pub fn differs_from_parts(&self) -> bool {
        self.total
            .as_ref()
            .is_some_and(|total| total.differs_from_parts(&self.change))
    }

    pub fn differs(&self) -> bool {
        !matches!(self.change, ValueChange::None | ValueChange::Rewritten)
    }

    /// The fact that represents the item. It is a fact of the new report, or of the old one if the
    /// fact was split.
    pub fn fact(&self) -> Option<FactId> {
        match self.relation {
            Relation::Split => self.old.only(),
            Relation::Same | Relation::Renamed | Relation::Merged => self.new.only(),
        }
    }
}

/// A change of a text or choice that identifies the reporting body or the scope of the report.
#[derive(Debug)]
pub struct BodyChange {
    /// The field in the new form.
    pub field: NodeId,
    pub old: Option<Value>,
    pub new: Option<Value>,
}

#[derive(Debug)]
pub struct Diff<'r> {
    pub kind: DiffKind,
    pub old: &'r Verified,
    pub new: &'r Verified,
    pub mismatches: Vec<Mismatch>,
    /// The changed texts and choices at the top of the form. These identify the body and the scope.
    pub bodies: Vec<BodyChange>,
    /// The corresponding facts: those of the forms in the order of the new form, then the own facts
    /// of the reports.
    pub items: Vec<DiffItem>,
    /// Facts without a counterpart in the other report.
    pub unmatched: Vec<UnmatchedPair>,
    /// The checks that refer to last year's report. `None` if the old report is not last year's.
    pub chain: Option<Vec<Link<'r>>>,
    /// Identities whose verdict changed.
    pub verdicts: Vec<VerdictChange<'r>>,
    /// The changes of the sentences.
    pub prose: ProseChanges,
}

/// The difference between two reports. For two years, the new report must have been compiled with
/// the old one as its previous report.
pub fn diff<'r>(old: &'r Verified, new: &'r Verified, kind: DiffKind) -> Diff<'r> {
    let pairing::Paired {
        mut items,
        unmatched,
    } = pairing::pair(&old.report, &new.report);
    totals::find(&new.report, &old.report, &mut items);
    let mismatches = mismatches(old, new, kind);
    let is_chained =
        kind == DiffKind::Years && mismatches.is_empty() && new.report.previous.is_some();
    Diff {
        kind,
        old,
        new,
        mismatches,
        bodies: bodies(new, &items),
        items,
        unmatched,
        chain: is_chained.then(|| chain::links(new)),
        verdicts: verdicts::changes(old, new, kind),
        prose: prose::prose(old, new),
    }
}

fn mismatches(old: &Verified, new: &Verified, kind: DiffKind) -> Vec<Mismatch> {
    let (old, new) = (&old.report, &new.report);
    let is_same_form = (&old.form.name, old.form.edition) == (&new.form.name, new.form.edition);
    let years = match (kind, new.year - old.year) {
        (DiffKind::Years, 1) | (DiffKind::Corrections, 0) => None,
        (DiffKind::Years, 0) => Some(Mismatch::SameYear),
        (DiffKind::Years, _) => Some(Mismatch::NotConsecutive),
        (DiffKind::Corrections, _) => Some(Mismatch::NotOneYear),
    };
    let is_related = is_same_form
        || previous::may_follow(&new.form, &old.form)
        || previous::may_follow(&old.form, &new.form);
    years
        .into_iter()
        .chain((!is_related).then_some(Mismatch::Unrelated))
        .collect()
}

fn bodies(new: &Verified, items: &[DiffItem]) -> Vec<BodyChange> {
    let form = &new.report.form;
    let differing = items.iter().filter(|item| item.differs()).filter_map(|item| {
        let node = form.slots.get(item.new.only()?)?.node;
        let identifies_body =
            matches!(&form.node(node).kind, NodeKind::Field(field) if field.ty.is_like(&Type::TEXT));
        let (old, new) = (item.old.value.clone(), item.new.value.clone());
        (identifies_body && form.node(node).parent == ROOT).then_some(BodyChange { field: node, old, new })
    });
    differing.collect()
}

impl Diff<'_> {
    /// Adds the numbers of errors in the reports, because a reader of the difference does not see
    /// the diagnostics.
    pub fn with_errors(mut self, old: usize, new: usize) -> Self {
        let errors = [Mismatch::OldHasErrors(old), Mismatch::NewHasErrors(new)];
        self.mismatches.extend(
            errors
                .into_iter()
                .zip([old, new])
                .filter(|(_, number)| *number > 0)
                .map(|(error, _)| error),
        );
        self
    }

    /// The number of changed facts. Facts of only one report are not counted.
    pub fn changed(&self) -> usize {
        self.items.iter().filter(|item| item.counts()).count()
    }

    pub fn is_empty(&self) -> bool {
        let mut sentences = self
            .prose
            .sections
            .iter()
            .flat_map(|section| &section.changes);
        let is_same = !self.items.iter().any(DiffItem::differs)
            && self.unmatched.is_empty()
            && self.verdicts.is_empty();
        is_same && sentences.all(|change| change.kind == ChangeKind::Unchanged)
    }

    /// Keeps only the changes in a scope.
    pub fn within(mut self, scope: &DiffScope) -> Self {
        let kept: Vec<bool> = self
            .items
            .iter()
            .map(|item| scope.has_any(&item.old, &item.new))
            .collect();
        totals::renumber(&mut self.items, &kept);
        self.unmatched.retain(|pair| scope.has_unmatched(pair));
        for link in self.chain.iter_mut().flatten() {
            link.steps
                .retain(|step| scope.has_finding(&self.new.report, step.finding));
        }
        self.chain
            .iter_mut()
            .for_each(|links| links.retain(|link| !link.steps.is_empty()));
        self.prose
            .sections
            .retain(|section| scope.has_prose(&section.id));
        self.verdicts
            .retain(|change| scope.has_finding(&self.new.report, change.new));
        self
    }
}
