//! The changes of sentences.

use serde::Serialize;

use super::selection::Selection;
use crate::diagnostic::{Language, Words};
use crate::diff::Diff;
use crate::diff::prose::{
    ChangeKind, Mark, MarkKind, Reuse, SectionChanges, SegmentKind, Sentence, SentenceChange,
};

#[derive(Debug, Serialize)]
pub(super) struct ProseChangesView {
    /// How much of the whole prose is copied.
    reuse: ReuseView,
    pub sections: Vec<ProseDiffView>,
}

/// The sentences of a section.
#[derive(Debug, Serialize)]
pub(super) struct ProseDiffView {
    pub id: String,
    pub label: String,
    pub reuse: ReuseView,
    /// The label of the section, and the percentage of its prose that is copied from the old
    /// report.
    pub heading: String,
    pub changes: Vec<ChangeView>,
    /// The number of changed, added, deleted and moved sentences.
    pub changed: usize,
}

#[derive(Debug, Serialize)]
pub(super) struct ReuseView {
    /// The number of characters in unchanged or moved sentences.
    pub unchanged: usize,
    pub all: usize,
}

#[derive(Debug, Serialize)]
pub(super) struct ChangeView {
    pub kind: &'static str,
    pub words: String,
    /// Whether the sentence is not unchanged. For people only.
    #[serde(skip_serializing_if = "Option::is_none")]
    is_changed: Option<bool>,
    pub old: Option<SentenceView>,
    pub new: Option<SentenceView>,
    /// The sentence with deletions and insertions.
    pub segments: Vec<SegmentView>,
    /// Outdated numbers and years.
    pub marks: Vec<MarkView>,
}

#[derive(Debug, Serialize)]
pub(super) struct SentenceView {
    pub text: String,
    pub line: usize,
}

#[derive(Debug, Serialize)]
pub(super) struct SegmentView {
    pub kind: &'static str,
    pub text: String,
}

#[derive(Debug, Serialize)]
pub(super) struct MarkView {
    pub kind: &'static str,
    pub text: String,
    pub fact: Option<String>,
    pub now: Option<String>,
    pub words: String,
}

/// The number of changed sentences.
pub(super) fn changed(diff: &Diff) -> usize {
    let changes = diff
        .prose
        .sections
        .iter()
        .flat_map(|section| &section.changes);
    changes
        .filter(|change| change.kind != ChangeKind::Unchanged)
        .count()
}

/// The sections and their sentences: only those with changes, or all of them, as the selection
/// requires.
pub(super) fn prose(diff: &Diff, selection: Selection) -> ProseChangesView {
    let language = selection.language;
    let is_reported = |change: &&SentenceChange| selection.has_unchanged || differs(change);
    let sections = diff
        .prose
        .sections
        .iter()
        .filter(|section| section.changes.iter().any(|change| is_reported(&change)));
    let sections = sections.map(|section| {
        let changes = section
            .changes
            .iter()
            .filter(is_reported)
            .map(|change| change_view(change, selection));
        ProseDiffView {
            id: section.id.clone(),
            label: section.label.of(language).to_owned(),
            reuse: reuse(section.reuse),
            heading: heading(section, language),
            changes: changes.collect(),
            changed: section
                .changes
                .iter()
                .filter(|change| differs(change))
                .count(),
        }
    });
    ProseChangesView {
        reuse: reuse(diff.prose.reuse),
        sections: sections.collect(),
    }
}

fn reuse(reuse: Reuse) -> ReuseView {
    ReuseView {
        unchanged: reuse.unchanged,
        all: reuse.all,
    }
}

fn heading(section: &SectionChanges, language: Language) -> String {
    let label = section.label.of(language);
    match section.reuse.percent() {
        Some(percent) => Words::new(
            format!("{label}（沿用 {percent}%）"),
            format!("{label} ({percent}% reused)"),
        ),
        None => Words::same(label),
    }
    .of(language)
    .to_owned()
}

fn differs(change: &SentenceChange) -> bool {
    change.kind != ChangeKind::Unchanged || !change.marks.is_empty()
}

fn change_view(change: &SentenceChange, selection: Selection) -> ChangeView {
    let language = selection.language;
    let (kind, words) = match change.kind {
        ChangeKind::Unchanged => ("unchanged", Words::new("不变", "unchanged")),
        ChangeKind::Moved => ("moved", Words::new("移动", "moved")),
        ChangeKind::Numbers => ("numbers", Words::new("数字变化", "other numbers")),
        ChangeKind::Rewritten => ("rewritten", Words::new("改写", "rewritten")),
        ChangeKind::Added => ("added", Words::new("新增", "added")),
        ChangeKind::Deleted => ("deleted", Words::new("删除", "deleted")),
    };
    ChangeView {
        kind,
        words: words.of(language).to_owned(),
        is_changed: selection.has_words.then(|| differs(change)),
        old: change.old.as_ref().map(sentence),
        new: change.new.as_ref().map(sentence),
        segments: segments(change),
        marks: change
            .marks
            .iter()
            .map(|mark| mark_view(change, mark, language))
            .collect(),
    }
}

fn sentence(sentence: &Sentence) -> SentenceView {
    SentenceView {
        text: sentence.text.clone(),
        line: sentence.place.position().line,
    }
}

/// The segments of a sentence. A sentence without differences is a single segment.
fn segments(change: &SentenceChange) -> Vec<SegmentView> {
    let kind = |kind: SegmentKind| match kind {
        SegmentKind::Kept => "kept",
        SegmentKind::Deleted => "deleted",
        SegmentKind::Inserted => "inserted",
    };
    if !change.segments.is_empty() {
        let segments = change.segments.iter();
        return segments
            .map(|segment| SegmentView {
                kind: kind(segment.kind),
                text: segment.text.clone(),
            })
            .collect();
    }
    let whole = match change.kind {
        ChangeKind::Added => SegmentKind::Inserted,
        ChangeKind::Deleted => SegmentKind::Deleted,
        ChangeKind::Unchanged | ChangeKind::Moved | ChangeKind::Numbers | ChangeKind::Rewritten => {
            SegmentKind::Kept
        }
    };
    let sentence = change.new.iter().chain(&change.old).next();
    sentence
        .map(|sentence| SegmentView {
            kind: kind(whole),
            text: sentence.text.clone(),
        })
        .into_iter()
        .collect()
}

fn mark_view(change: &SentenceChange, mark: &Mark, language: Language) -> MarkView {
    let text = change
        .new
        .as_ref()
        .and_then(|sentence| sentence.text.get(mark.range.clone()))
        .unwrap_or_default();
    let (kind, fact, now, words) = match &mark.kind {
        MarkKind::Stale { fact, now } => (
            "stale",
            Some(fact.clone()),
            Some(now.clone()),
            Words::new(
                format!("“{text}”是旧报告的数据：{fact} 现为 {now}"),
                format!("`{text}` is the old report's number: {fact} is {now} now"),
            ),
        ),
        MarkKind::LastYear => (
            "last_year",
            None,
            None,
            Words::new(
                format!("“{text}”是旧报告的年度"),
                format!("`{text}` is the old report's year"),
            ),
        ),
    };
    MarkView {
        kind,
        text: text.to_owned(),
        fact,
        now,
        words: words.of(language).to_owned(),
    }
}
