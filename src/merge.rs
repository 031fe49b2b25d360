//! Merges two versions of a report fact by fact, given the version they are both based on. If only
//! one version changed a fact, its change is applied, even to a single cell of a row.
//!
//! The three texts are made equal in every fact that can be merged. All other differences are left
//! to a line-based merge: prose, comments, structure, and conflicting facts.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::model::{Origin, Report};
use crate::source::slice;

/// The three texts, equal in all merged facts.
#[derive(Debug, PartialEq, Eq)]
pub struct Aligned {
    pub base: String,
    pub ours: String,
    pub theirs: String,
}

pub fn align(base: &Report, ours: &Report, theirs: &Report) -> Aligned {
    let [base, ours, theirs] = [base, ours, theirs].map(Version::of);
    let merged = merged(&base, &ours, &theirs);
    let ours = ours.with(&merged);
    // A line that differs from ours only in its spaces is replaced by ours.
    let own: BTreeMap<&str, &str> = ours
        .iter()
        .filter_map(|line| Some((line.fact?, line.text.as_str())))
        .collect();
    let alike = |version: &Version| -> String {
        let lines = version.with(&merged).into_iter();
        lines
            .map(|line| {
                line.fact
                    .and_then(|fact| same(own.get(fact)?, &line.text))
                    .unwrap_or(line.text)
            })
            .collect()
    };
    Aligned {
        base: alike(&base),
        theirs: alike(&theirs),
        ours: ours.iter().map(|line| line.text.as_str()).collect(),
    }
}

/// Whether a merged report states what both sides state, fact by fact.
pub fn has_merged_facts(result: &Report, [base, ours, theirs]: [&Report; 3]) -> bool {
    let [base, ours, theirs] = [base, ours, theirs].map(Version::of);
    let result = Version::of(result);
    merged(&base, &ours, &theirs)
        .into_iter()
        .all(|(path, figure)| result.figure(path) == Some(figure))
}

/// A text with the line ends of another one, if these are all alike.
pub fn with_line_ends_of(other: &str, text: String) -> String {
    let number = other.matches('\n').count();
    match other.matches("\r\n").count() {
        0 if number > 0 => text.replace("\r\n", "\n"),
        all if all == number && all > 0 => text.replace("\r\n", "\n").replace('\n', "\r\n"),
        _ => text,
    }
}

fn same(own: &str, other: &str) -> Option<String> {
    own.split_whitespace()
        .eq(other.split_whitespace())
        .then(|| own.to_owned())
}

/// The merged source form of each fact that only one version changed or that both changed equally,
/// by path in ids.
fn merged<'v>(
    base: &'v Version,
    ours: &'v Version,
    theirs: &'v Version,
) -> BTreeMap<&'v str, &'v str> {
    let figures = base.facts.keys().filter_map(|path| {
        let (then, own, other) = (base.figure(path)?, ours.figure(path)?, theirs.figure(path)?);
        let figure = if own == then { other } else { own };
        (own == other || own == then || other == then).then_some((path.as_str(), figure))
    });
    figures.collect()
}

/// The text of a report, with the ranges of facts that are written individually.
struct Version<'r> {
    text: &'r str,
    facts: BTreeMap<String, FactRange>,
}

struct FactRange {
    range: Range<usize>,
    /// Whether the fact is a cell of a table. The figures of a table are aligned.
    is_cell: bool,
}

/// A merged line, with the first fact in it.
struct MergedLine<'v> {
    text: String,
    fact: Option<&'v str>,
}

impl<'r> Version<'r> {
    fn of(report: &'r Report) -> Version<'r> {
        let stated = report.facts.iter().enumerate().filter_map(|(id, fact)| {
            let fact = fact.as_ref().filter(|fact| fact.origin == Origin::Stated)?;
            let is_cell = report
                .form
                .slots
                .get(id)
                .is_some_and(|slot| slot.column.is_some());
            Some((
                report.fact_path(id, true),
                FactRange {
                    range: report.source.written(fact.span).range(),
                    is_cell,
                },
            ))
        });
        Version {
            text: report.source.text(),
            facts: stated.collect(),
        }
    }

    fn figure(&self, path: &str) -> Option<&'r str> {
        self.text.get(self.facts.get(path)?.range.clone())
    }

    /// The lines with merged figures instead of the original ones.
    fn with<'v>(&'v self, merged: &BTreeMap<&str, &str>) -> Vec<MergedLine<'v>> {
        let mut facts: Vec<(&str, &FactRange)> = self
            .facts
            .iter()
            .map(|(path, written)| (path.as_str(), written))
            .collect();
        facts.sort_by_key(|(_, written)| written.range.start);
        let mut facts = facts.into_iter().peekable();
        let mut lines = Vec::new();
        let mut start = 0;
        for line in self.text.split_inclusive('\n') {
            let end = start + line.len();
            let (mut text, mut first, mut at) = (String::with_capacity(line.len()), None, start);
            while let Some((path, written)) =
                facts.next_if(|(_, written)| written.range.start < end)
            {
                first = first.or(Some(path));
                let Range {
                    start: from,
                    end: to,
                } = written.range.clone();
                if from < at || to > end {
                    continue; // The figure spans several lines.
                }
                text.push_str(slice(self.text, at..from));
                let own = slice(self.text, from..to);
                let figure = merged.get(path).copied().unwrap_or(own);
                if written.is_cell {
                    keep_column(&mut text, own, figure);
                }
                text.push_str(figure);
                at = to;
            }
            text.push_str(slice(self.text, at..end));
            lines.push(MergedLine { text, fact: first });
            start = end;
        }
        lines
    }
}

/// Keeps figures right-aligned: a longer figure replaces spaces before it, a shorter one
/// adds spaces.
fn keep_column(before: &mut String, own: &str, figure: &str) {
    let (own, figure) = (own.chars().count(), figure.chars().count());
    before.extend(std::iter::repeat_n(' ', own.saturating_sub(figure)));
    for _ in own..figure {
        if before.ends_with("  ") {
            before.pop();
        }
    }
}
