//! Applies fixes to a source, and compiles it again to verify each.
//!
//! All fixes are tried together. If the result is worse than the source, the fixes are tried in
//! halves, and those that make it worse are left out. This is repeated until no fix is left: a fix
//! can reveal further errors.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::Compiled;
use crate::diagnostic::{Diagnostic, Edit, Fix, apply};
use crate::fmt::format_like;
use crate::model::{Origin, Report};
use crate::source::Source;
use crate::syntax;

/// The maximum number of passes over a source. A diagnostic has at most two hundred edits, so a
/// long source can need many.
const MOST_PASSES: usize = 256;

/// The maximum number of compilations in a pass.
const MOST_TRIALS: usize = 256;

/// Compiles a source.
pub type Compile<'c> = &'c dyn Fn(&Arc<Source>) -> Compiled;

/// A source after the fixes, with its diagnostics.
pub struct Fixed {
    /// The fixed source.
    pub source: Arc<Source>,
    /// The fixed source, compiled.
    pub compiled: Compiled,
    /// How many fixes were applied.
    pub changes: usize,
}

/// Which fixes are applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// The unambiguous ones.
    Certain,
    /// Also the only proposal of a diagnostic.
    Accepted,
}

/// A diagnostic, and its fix to apply.
type Chosen<'d> = (&'d Diagnostic, &'d Fix);

/// Applies fixes until none is left. If the source was formatted, so is the result. Fixing the
/// result again changes nothing.
pub fn fixed(compile: Compile, source: &Arc<Source>, choice: Choice) -> Fixed {
    let mut fixed = Fixed::of(compile, source.clone());
    for _ in 0..MOST_PASSES {
        let next = fixed
            .pass(compile, Diagnostic::certain_fix)
            .or_else(|| match choice {
                Choice::Certain => None,
                Choice::Accepted => fixed.pass(compile, Diagnostic::only_fix),
            });
        let Some(next) = next else { break };
        let text = format_like(source, next.source.text());
        fixed = if text == next.source.text() {
            next
        } else {
            Fixed {
                changes: next.changes,
                ..Fixed::of(compile, Source::new(source.name(), text))
            }
        };
    }
    fixed
}

impl Fixed {
    fn of(compile: Compile, source: Arc<Source>) -> Fixed {
        Fixed {
            compiled: compile(&source),
            source,
            changes: 0,
        }
    }

    /// Applies as many of the chosen fixes as possible. `None` if none can be applied.
    fn pass(&self, compile: Compile, choose: fn(&Diagnostic) -> Option<&Fix>) -> Option<Fixed> {
        let open = self.compiled.diagnostics.iter();
        let open = open.filter(|diagnostic| diagnostic.exception.is_none());
        let chosen = open.filter_map(|diagnostic| Some((diagnostic, choose(diagnostic)?)));
        let mut groups = vec![self.separate(chosen)];
        let (mut accepted, mut best) = (Vec::new(), None);
        for _ in 0..MOST_TRIALS {
            let Some(mut group) = groups.pop() else { break };
            if group.is_empty() {
                continue;
            }
            let trial: Vec<Chosen> = accepted.iter().chain(&group).copied().collect();
            let edits = trial.iter().flat_map(|(_, fix)| &fix.edits);
            let text = apply(&self.source, edits);
            let next = Fixed::of(compile, Source::new(self.source.name(), text));
            if next.source.text() != self.source.text() && self.may_become(&next, &trial) {
                (accepted, best) = (trial, Some(next));
            } else if group.len() > 1 {
                let second = group.split_off(group.len() / 2);
                groups.extend([second, group]);
            }
        }
        best.map(|best| Fixed {
            changes: self.changes + accepted.len(),
            ..best
        })
    }

    /// The fixes of this source that do not overlap with an earlier one. All edits of a fix are
    /// applied, or none.
    fn separate<'d>(&self, chosen: impl Iterator<Item = Chosen<'d>>) -> Vec<Chosen<'d>> {
        let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
        let is_of_source = |edit: &Edit| Arc::ptr_eq(&edit.place.source, &self.source);
        let mut is_free = |(_, fix): &Chosen| {
            let overlaps = |edit: &Edit| {
                let range = edit.place.span.range();
                let before = taken.range(..range.end).next_back();
                taken.contains_key(&range.start)
                    || before.is_some_and(|(_, end)| *end > range.start)
            };
            let is_free = fix.edits.iter().all(is_of_source) && !fix.edits.iter().any(overlaps);
            if is_free {
                let ranges = fix.edits.iter().map(|edit| edit.place.span.range());
                taken.extend(ranges.map(|range| (range.start, range.end)));
            }
            is_free
        };
        chosen.filter(|chosen| is_free(chosen)).collect()
    }

    /// Whether the source with the fixes is not worse than this one.
    fn may_become(&self, next: &Fixed, fixes: &[Chosen]) -> bool {
        let keeps_report = match (&self.compiled.value, &next.compiled.value) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(before), Some(after)) => {
                next.errors() <= self.errors()
                    && Meaning::of(&before.report).is_kept(&Meaning::of(&after.report), fixes)
            }
        };
        keeps_report
            && has_all(&comments(&next.source), comments(&self.source))
            && !fixes.iter().any(|fix| next.reports_again(fix, fixes))
    }

    fn errors(&self) -> usize {
        let diagnostics = self.compiled.diagnostics.iter();
        diagnostics
            .filter(|diagnostic| diagnostic.is_error())
            .count()
    }

    /// Whether the message of a fix is reported at its place again. Fixes that only delete are
    /// excluded: they end, and the message may be about the next of many equal characters.
    fn reports_again(&self, (diagnostic, fix): &Chosen, fixes: &[Chosen]) -> bool {
        if fix.edits.iter().all(|edit| edit.text.is_empty()) {
            return false;
        }
        let place = moved(diagnostic.place.span.start as usize, fixes);
        self.compiled.diagnostics.iter().any(|again| {
            again.code == diagnostic.code
                && again.title == diagnostic.title
                && again.place.source.name() == diagnostic.place.source.name()
                && place.contains(&(again.place.span.start as usize))
        })
    }
}

/// The offsets that an offset may have after fixes: an insertion at the offset may be before or
/// after what is there.
fn moved(at: usize, fixes: &[Chosen]) -> Range<usize> {
    let (mut first, mut last) = (at, at);
    for edit in fixes.iter().flat_map(|(_, fix)| &fix.edits) {
        let (range, length) = (edit.place.span.range(), edit.text.len());
        if range.end <= at && range.start < at {
            first = first + length - range.len();
            last = last + length - range.len();
        } else if range.start == at {
            last += length;
        }
    }
    first..last + 1
}

/// What a report states.
struct Meaning {
    form: (String, i32, i32),
    /// The value and the place of each stated fact, by path.
    facts: BTreeMap<String, (String, Range<usize>)>,
    /// The number of texts, notes, checks and exceptions.
    others: [usize; 4],
}

impl Meaning {
    fn of(report: &Report) -> Meaning {
        let facts = report.facts.iter().enumerate().filter_map(|(id, fact)| {
            let fact = fact.as_ref().filter(|fact| fact.origin == Origin::Stated)?;
            let place = report.place(fact.span).span.range();
            Some((report.fact_path(id, true), (fact.value.to_string(), place)))
        });
        Meaning {
            form: (report.form.name.clone(), report.form.edition, report.year),
            facts: facts.collect(),
            others: [
                report.all_prose().count(),
                report.notes.len(),
                report.checks.len(),
                report.allows.len(),
            ],
        }
    }

    /// Whether everything stated is stated after the fixes. Only an accepted fix of a figure
    /// changes its value.
    fn is_kept(&self, after: &Meaning, fixes: &[Chosen]) -> bool {
        let touched: Vec<Range<usize>> = fixes
            .iter()
            .filter(|(_, fix)| !fix.is_certain)
            .flat_map(|(_, fix)| &fix.edits)
            .map(|edit| edit.place.span.range())
            .collect();
        let is_touched = |place: &Range<usize>| {
            let mut touched = touched.iter();
            touched.any(|edit| edit.start <= place.end && place.start <= edit.end)
        };
        self.form == after.form
            && self
                .facts
                .iter()
                .all(|(path, (value, place))| match after.facts.get(path) {
                    None => false,
                    Some((new, _)) => new == value || is_touched(place),
                })
            && std::iter::zip(self.others, after.others).all(|(before, after)| after >= before)
    }
}

/// The number of comments with each text. Text in quotes is no comment, even if the quotes have to
/// be fixed.
fn comments(source: &Arc<Source>) -> BTreeMap<String, usize> {
    let mut comments = BTreeMap::new();
    if let Some(scanned) = syntax::scan(source).value {
        for (_, comment) in syntax::comments(&scanned.text) {
            *comments.entry(comment.to_owned()).or_default() += 1;
        }
    }
    comments
}

fn has_all(after: &BTreeMap<String, usize>, before: BTreeMap<String, usize>) -> bool {
    before
        .into_iter()
        .all(|(comment, number)| after.get(&comment).is_some_and(|now| *now >= number))
}
