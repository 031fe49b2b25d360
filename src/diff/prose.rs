//! What became of the sentences of a report in a later one, or in its own corrected edition.

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

/// The prose of two reports, sentence by sentence.
#[derive(Debug, Default)]
pub struct ProseChanges {
    /// The preamble and the sections that either report has, in the order of the new form; then
    /// those that only the old form has.
    pub sections: Vec<SectionChanges>,
    /// Of all the new prose.
    pub reuse: Reuse,
}

#[derive(Debug)]
pub struct SectionChanges {
    /// Its path in ids; `preamble` for what stands before the first section.
    pub id: String,
    pub label: Words,
    /// In the order of the new prose. What is deleted follows what it stood behind, or the last of
    /// that which is still there.
    pub changes: Vec<SentenceChange>,
    pub reuse: Reuse,
}

/// The numbers of an old sentence and of a new one.
type Pair = (usize, usize);

/// What became of a sentence. Every sentence of both sides stands in one change.
#[derive(Debug)]
pub struct SentenceChange {
    pub kind: ChangeKind,
    /// None for what is added.
    pub old: Option<Sentence>,
    /// None for what is deleted.
    pub new: Option<Sentence>,
    /// The two sentences in one, as far as they differ: empty for all but [`ChangeKind::Numbers`]
    /// and [`ChangeKind::Rewritten`].
    pub segments: Vec<Segment>,
    /// What still says what was so in the old report.
    pub marks: Vec<Mark>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    Unchanged,
    /// The same sentence in another place, or in another section.
    Moved,
    /// The same words with other numbers.
    Numbers,
    Rewritten,
    Added,
    Deleted,
}

/// A sentence as it is published: splices are values, and blanks are left out.
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

/// A stretch of a new sentence that was left as it was and should not have been.
#[derive(Debug)]
pub struct Mark {
    pub kind: MarkKind,
    /// Where it stands in the text of the new sentence, in bytes.
    pub range: Range<usize>,
    pub place: Place,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MarkKind {
    /// A number that was a fact's in the old report. Of which fact it speaks, and what that is now.
    Stale { fact: String, now: String },
    /// The old report's year, named as if it were the new one's.
    LastYear,
}

/// How many characters of a prose stand word for word in the old report.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reuse {
    /// In sentences that are unchanged or only moved.
    pub unchanged: usize,
    pub all: usize,
}

impl Reuse {
    /// In whole percent, a half rounded up. None of a prose without a character.
    pub fn percent(self) -> Option<usize> {
        (self.all > 0).then(|| (self.unchanged * 200 + self.all) / (self.all * 2))
    }

    /// Whether it is more than so many percent, exactly.
    pub fn exceeds(self, percent: usize) -> bool {
        self.unchanged * 100 > self.all.saturating_mul(percent)
    }

    fn add(&mut self, other: Reuse) {
        self.unchanged += other.unchanged;
        self.all += other.all;
    }
}

impl ProseChanges {
    /// The sections of which more than so many percent is reused. One sentence, such as `无。`, is
    /// no text that could be new.
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

/// What became of the prose of a report in another.
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

/// Two reports, and which of their sentences belong together.
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

    /// The old sentences of a section that are no longer, by the new one that they would follow.
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

    /// What a new sentence was.
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
