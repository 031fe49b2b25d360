//! What is different between two reports, by fact and not by line: usually this year's and last
//! year's of one body.
//!
//! A [`Diff`] is data. It says of each fact of either report what became of it, so that the facts
//! of the one and the changes give those of the other.

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

/// What two reports are to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DiffKind {
    /// Of two years.
    Years,
    /// Two versions of one.
    Corrections,
}

/// Why two reports do not go with each other as they should. They are compared nevertheless.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mismatch {
    /// Two years that do not follow each other, so that nothing is carried from the one to the
    /// other.
    NotConsecutive,
    /// One year twice, and not told to be two versions of it.
    SameYear,
    /// Two versions that are of two years.
    NotOneYear,
    /// Forms of which the newer does not say what became of the older.
    Unrelated,
    /// The old report has things that could not be read: so many.
    OldHasErrors(usize),
    /// The new one has.
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

/// Facts of two reports that are the same thing, and how it changed.
#[derive(Debug)]
pub struct DiffItem {
    pub relation: Relation,
    pub old: Side,
    pub new: Side,
    pub change: ValueChange,
    /// What it is a total of, where it is one and its parts can be told.
    pub total: Option<TotalChange>,
}

impl DiffItem {
    /// Whether it is a change that is counted: not another way of writing, and not a total whose
    /// parts have changed by as much.
    pub fn counts(&self) -> bool {
        self.differs() && self.total.as_ref().is_none_or(|total| !total.is_explained)
    }

    /// Whether it is a total whose parts changed by another number.
    pub fn is_at_odds(&self) -> bool {
        self.total
            .as_ref()
            .is_some_and(|total| total.is_at_odds(&self.change))
    }

    pub fn differs(&self) -> bool {
        !matches!(self.change, ValueChange::None | ValueChange::Rewritten)
    }

    /// The fact that it is told as: of the new report, but for one that was divided.
    pub fn fact(&self) -> Option<FactId> {
        match self.relation {
            Relation::Split => self.old.only(),
            Relation::Same | Relation::Renamed | Relation::Merged => self.new.only(),
        }
    }
}

/// Whose reports they are, or of how much, where that differs.
#[derive(Debug)]
pub struct BodyChange {
    /// Of the new form.
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
    /// The texts and choices at the top of the form that differ: they say whose report it is, and
    /// of how much.
    pub bodies: Vec<BodyChange>,
    /// In the order of the new form, then the facts of the reports' own.
    pub items: Vec<DiffItem>,
    /// What one report has and the other has nothing for.
    pub unmatched: Vec<UnmatchedPair>,
    /// The checks that name last year's report. None where the old report is not last year's.
    pub chain: Option<Vec<Link<'r>>>,
    /// Identities that came to another verdict.
    pub verdicts: Vec<VerdictChange<'r>>,
    /// What became of the sentences.
    pub prose: ProseChanges,
}

/// The difference between two reports. For two years the new one is compiled after the old one.
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
        let is_whose =
            matches!(&form.node(node).kind, NodeKind::Field(field) if field.ty.is_like(&Type::TEXT));
        let (old, new) = (item.old.value.clone(), item.new.value.clone());
        (is_whose && form.node(node).parent == ROOT).then_some(BodyChange { field: node, old, new })
    });
    differing.collect()
}

impl Diff<'_> {
    /// With how much of either could not be read, which whoever sees only the difference must know.
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

    /// How many facts changed. Those that only one report has are not among them.
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

    /// Only what is within a scope.
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
