//! What became of the sentences of a report in a later one, or in its own corrected edition.

use std::ops::Range;

use crate::diagnostic::Words;
use crate::source::Place;
use crate::verify::Verified;

/// The prose of two reports, sentence by sentence.
#[derive(Debug, Default)]
pub struct ProseChanges {
    /// The preamble and the sections that either report has, in the order of the new form; then those that only the old form has.
    pub sections: Vec<SectionChanges>,
    /// Of all the new prose.
    pub reuse: Reuse,
}

#[derive(Debug)]
pub struct SectionChanges {
    /// Its path in ids; `preamble` for what stands before the first section.
    pub id: String,
    pub label: Words,
    /// In the order of the new prose. What is deleted follows what it stood behind.
    pub changes: Vec<Change>,
    pub reuse: Reuse,
}

/// What became of a sentence. Every sentence of both sides stands in one change.
#[derive(Debug)]
pub struct Change {
    pub kind: ChangeKind,
    /// None for what is added.
    pub old: Option<Sentence>,
    /// None for what is deleted.
    pub new: Option<Sentence>,
    /// The two sentences in one, as far as they differ: empty for all but [`ChangeKind::Numbers`] and [`ChangeKind::Rewritten`].
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
    /// The sections of which more than so many percent is reused.
    pub fn exceeding(&self, percent: usize) -> Vec<&SectionChanges> {
        self.sections.iter().filter(|section| section.reuse.exceeds(percent)).collect()
    }
}

/// What became of the prose of a report in another.
pub fn prose(_old: &Verified, _new: &Verified) -> ProseChanges {
    ProseChanges::default()
}
