//! Compares the sentences of a report with those of a later report or a corrected version.

mod likeness;
mod marks;
mod pairs;
mod sentences;
mod successor;
mod words;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diagnostic::Words;
use crate::source::Place;
use crate::verify::Verified;

use marks::Marker;
use pairs::Pairs;
use sentences::{ProseSection, Sentences};

/// The prose of two reports, compared sentence by sentence.
#[derive(Debug, Default)]
pub struct ProseChanges {
    /// The preamble and the sections of either report, in the order of the new form; sections of
    /// only the old form come last.
    pub sections: Vec<SectionChanges>,
    /// How much of the whole new prose was copied.
    pub reuse: Reuse,
}

#[derive(Debug)]
pub struct SectionChanges {
    /// Its path in ids, or `preamble` for the prose before the first section.
    pub id: String,
    pub label: Words,
    /// The changes in the order of the new prose. A deleted sentence comes after the sentence that
    /// preceded it in the old report. If that one was deleted too, it comes after the nearest
    /// earlier sentence that still exists.
    pub changes: Vec<SentenceChange>,
    pub reuse: Reuse,
}

/// The indices of an old sentence and of a new one.
type Pair = (usize, usize);

/// How a sentence changed. Every sentence of both reports belongs to exactly one change.
#[derive(Debug)]
pub struct SentenceChange {
    pub kind: ChangeKind,
    /// `None` for an added sentence.
    pub old: Option<Sentence>,
    /// `None` for a deleted sentence.
    pub new: Option<Sentence>,
    /// The word-by-word difference of the two sentences. Empty unless [`ChangeKind::Numbers`] or
    /// [`ChangeKind::Rewritten`].
    pub segments: Vec<Segment>,
    /// Numbers and years that were not updated from the old report.
    pub marks: Vec<Mark>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    Unchanged,
    /// The same sentence in another place or another section.
    Moved,
    /// The same words with other numbers.
    Numbers,
    Rewritten,
    Added,
    Deleted,
}

/// A sentence as published: with interpolated values and without spaces.
#[derive(Debug, Clone)]
pub struct Sentence {
    pub text: String,
    pub place: Place,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    pub kind: SegmentKind,
    pub text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SegmentKind {
    Kept,
    Deleted,
    Inserted,
}

/// A part of a new sentence that was copied from the old report and is wrong in the new one.
#[derive(Debug)]
pub struct Mark {
    pub kind: MarkKind,
    /// The byte range in the text of the new sentence.
    pub range: Range<usize>,
    pub place: Place,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MarkKind {
    /// A number that was the value of a fact in the old report. `fact` is that fact, and `now` is
    /// its value in the new report.
    Stale { fact: String, now: String },
    /// The year of the old report, where the year of the new report is meant.
    LastYear,
}

/// The number of characters copied literally from the old report.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reuse {
    /// The characters of sentences that are unchanged or moved.
    pub unchanged: usize,
    pub all: usize,
}

impl Reuse {
    /// The copied share of all characters in whole percent, rounded half up. `None` if there is no
    /// prose.
    pub fn percent(self) -> Option<usize> {
        (self.all > 0).then(|| (self.unchanged * 200 + self.all) / (self.all * 2))
    }

    /// Whether the exact share is greater than the given percentage.
    pub fn exceeds(self, percent: usize) -> bool {
        self.unchanged * 100 > self.all.saturating_mul(percent)
    }

    fn add(&mut self, other: Reuse) {
        self.unchanged += other.unchanged;
        self.all += other.all;
    }
}

impl ProseChanges {
    /// The sections with a greater reuse than the given percentage. A section of one sentence, such
    /// as `无。`, is ignored.
    pub fn exceeding(&self, percent: usize) -> Vec<&SectionChanges> {
        let has_text = |section: &&SectionChanges| {
            section
                .changes
                .iter()
                .filter(|change| change.new.is_some())
                .count()
                > 1
        };
        self.sections
            .iter()
            .filter(has_text)
            .filter(|section| section.reuse.exceeds(percent))
            .collect()
    }
}

/// Compares the prose of two reports.
pub fn prose(old: &Verified, new: &Verified) -> ProseChanges {
    let (old, new) = (Sentences::of(old), Sentences::of(new));
    let sections = both(&old, &new);
    let ranges: Vec<_> = sections
        .iter()
        .map(|section| (section.old.clone(), section.new.clone()))
        .collect();
    let (old_texts, new_texts) = (old.texts(), new.texts());
    let between = Between {
        pairs: Pairs::of(&old_texts, &new_texts, &ranges),
        marker: Marker::of(&old, &new),
        old: &old,
        new: &new,
    };
    let mut changes = ProseChanges::default();
    for section in sections {
        let section = between.section(section);
        changes.reuse.add(section.reuse);
        changes.sections.push(section);
    }
    changes
}

/// A section, and its sentences in both reports.
struct SectionPair<'s> {
    section: &'s ProseSection,
    old: Range<usize>,
    new: Range<usize>,
}

/// The sections of two reports in the order of the new form, then those that only the old form has.
fn both<'s>(old: &'s Sentences, new: &'s Sentences) -> Vec<SectionPair<'s>> {
    let sentences =
        |section: Option<&ProseSection>| section.map_or(0..0, |section| section.sentences.clone());
    let of_new = new
        .sections
        .iter()
        .map(|section| (section, old.namesake(section), Some(section)));
    let only_old = old
        .sections
        .iter()
        .filter(|section| new.namesake(section).is_none());
    let mut both: Vec<_> = of_new
        .chain(only_old.map(|section| (section, Some(section), None)))
        .collect();
    both.sort_by_key(|(section, _, _)| new.position(section));
    both.into_iter()
        .map(|(section, old, new)| SectionPair {
            section,
            old: sentences(old),
            new: sentences(new),
        })
        .collect()
}

/// Two reports, and the pairs of their sentences.
struct Between<'s> {
    old: &'s Sentences<'s>,
    new: &'s Sentences<'s>,
    pairs: Pairs<'s>,
    marker: Marker<'s>,
}

impl Between<'_> {
    fn section(&self, both: SectionPair) -> SectionChanges {
        let mut changes = Vec::with_capacity(both.new.len());
        let mut reuse = Reuse::default();
        let mut deleted = self.deleted(&both);
        for at in std::iter::once(None).chain(both.new.map(Some)) {
            if let Some(new) = at {
                let change = self.change(new);
                let characters = self.new.text_of(new).chars().count();
                let is_reused = matches!(change.kind, ChangeKind::Unchanged | ChangeKind::Moved);
                reuse.add(Reuse {
                    unchanged: if is_reused { characters } else { 0 },
                    all: characters,
                });
                changes.push(change);
            }
            changes.extend(
                deleted
                    .remove(&at)
                    .into_iter()
                    .flatten()
                    .map(|old| self.deletion(old)),
            );
        }
        let id = both
            .section
            .path
            .clone()
            .unwrap_or_else(|| "preamble".to_owned());
        SectionChanges {
            id,
            label: both.section.label.clone(),
            changes,
            reuse,
        }
    }

    /// The deleted old sentences of a section, grouped by the new sentence that they follow.
    fn deleted(&self, both: &SectionPair) -> BTreeMap<Option<usize>, Vec<usize>> {
        let mut following = None;
        let mut deleted: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for old in both.old.clone() {
            match self.pairs.after[old] {
                None => deleted.entry(following).or_default().push(old),
                Some((_, ChangeKind::Moved)) => {}
                Some((new, _)) => following = Some(new).max(following),
            }
        }
        deleted
    }

    fn deletion(&self, old: usize) -> SentenceChange {
        let old = Some(self.old.sentence(old));
        SentenceChange {
            kind: ChangeKind::Deleted,
            old,
            new: None,
            segments: Vec::new(),
            marks: Vec::new(),
        }
    }

    /// The change of a new sentence.
    fn change(&self, new: usize) -> SentenceChange {
        let (before, kind) = match self.pairs.before[new] {
            Some((old, kind)) => (Some(old), kind),
            None => (None, ChangeKind::Added),
        };
        let mut change = SentenceChange {
            kind,
            old: before.map(|old| self.old.sentence(old)),
            new: Some(self.new.sentence(new)),
            segments: Vec::new(),
            marks: Vec::new(),
        };
        let Some(old) = before else { return change };
        if matches!(kind, ChangeKind::Numbers | ChangeKind::Rewritten) {
            change.segments = words::segments(self.old.text_of(old), self.new.text_of(new));
        }
        if kind != ChangeKind::Rewritten {
            change.marks = self.marker.marks(old, new);
        }
        change
    }
}
