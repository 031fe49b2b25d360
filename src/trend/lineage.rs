//! The forms of the reports, and the mapping of facts between them along the chain of editions.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Digest, Gap, YearValue};
use crate::diagnostic::{Diagnostic, Words};
use crate::evaluate;
use crate::model::{Correspondence, Counterpart, FactId, Form, Origin, Undecided};
use crate::resolve;

pub(super) struct Lineage {
    /// The forms, without duplicates. Other fields refer to a form by its index.
    forms: Vec<Arc<Form>>,
    numbers: BTreeMap<*const Form, usize>,
    /// The first form of each name and edition.
    editions: BTreeMap<(String, i32), usize>,
    /// The mappings from a form to an earlier one.
    correspondences: BTreeMap<(usize, usize), Correspondence>,
    diagnostics: Vec<Diagnostic>,
}

impl Lineage {
    /// The forms of reports, oldest first.
    pub(super) fn of(digests: &[Digest]) -> Lineage {
        let mut forms: Vec<Arc<Form>> = digests.iter().map(|digest| digest.form.clone()).collect();
        let key = |form: &Arc<Form>| {
            (
                form.edition,
                form.name.clone(),
                form.source.name().to_owned(),
            )
        };
        forms.sort_by_cached_key(key);
        forms.dedup_by(|a, b| Arc::ptr_eq(a, b));
        let numbers = forms
            .iter()
            .enumerate()
            .map(|(number, form)| (Arc::as_ptr(form), number))
            .collect();
        let mut editions = BTreeMap::new();
        for (number, form) in forms.iter().enumerate() {
            editions
                .entry((form.name.clone(), form.edition))
                .or_insert(number);
        }
        Lineage {
            forms,
            numbers,
            editions,
            correspondences: BTreeMap::new(),
            diagnostics: Vec::new(),
        }
    }

    pub(super) fn forms(&self) -> &[Arc<Form>] {
        &self.forms
    }

    pub(super) fn number(&self, form: &Arc<Form>) -> usize {
        self.numbers
            .get(&Arc::as_ptr(form))
            .copied()
            .unwrap_or_default()
    }

    /// The errors in the `follows` blocks of the forms, which map earlier editions to later ones.
    pub(super) fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.diagnostics
    }

    /// The value of a fact in a report. The report may use another form than the one that the fact
    /// belongs to.
    pub(super) fn reading(&mut self, form: usize, fact: FactId, digest: &Digest) -> YearValue {
        let facts = match self.facts(form, self.number(&digest.form), fact) {
            Ok(facts) => facts,
            Err(reason) => return YearValue::Gap(Gap::NotComparable(reason)),
        };
        let mut readings: Vec<YearValue> = facts
            .iter()
            .map(|&fact| YearValue::of_figure(digest.figure(fact)))
            .collect();
        match (readings.pop(), readings.is_empty()) {
            (Some(only), true) => only,
            (last, _) => sum(readings.into_iter().chain(last)),
        }
    }

    /// The facts of the form `other` that together correspond to a fact of `form`. The error is the
    /// reason why there are none.
    fn facts(&mut self, form: usize, other: usize, fact: FactId) -> Result<Vec<FactId>, Words> {
        if let Some(steps) = self.steps(form, other) {
            return steps.into_iter().try_fold(vec![fact], |facts, step| {
                along(&self.correspondence(step).before, &facts)
            });
        }
        if let Some(steps) = self.steps(other, form) {
            return steps.into_iter().rev().try_fold(vec![fact], |facts, step| {
                along(&self.correspondence(step).after, &facts)
            });
        }
        let (now, then) = (self.forms[form].edition, self.forms[other].edition);
        Err(Words::new(
            format!("{now} 版表单未说明如何与 {then} 版衔接"),
            format!(
                "the {now} edition of the form does not state how it follows the {then} edition"
            ),
        ))
    }

    /// The pairs of forms that lead from a form back to an earlier one, one edition at a time.
    /// `None` if there is no such chain.
    fn steps(&self, form: usize, before: usize) -> Option<Vec<(usize, usize)>> {
        let mut steps = Vec::new();
        let mut at = form;
        let there = &self.forms[before];
        while at != before && steps.len() <= self.forms.len() {
            let own = &self.forms[at];
            if (&own.name, own.edition) == (&there.name, there.edition) {
                steps.push((at, before)); // The same edition, loaded from another file.
                return Some(steps);
            }
            let follows = own.follows.as_ref()?;
            let next = if (&follows.name, follows.edition) == (&there.name, there.edition) {
                before
            } else {
                *self
                    .editions
                    .get(&(follows.name.clone(), follows.edition))?
            };
            steps.push((at, next));
            at = next;
        }
        (at == before).then_some(steps)
    }

    fn correspondence(&mut self, (now, then): (usize, usize)) -> &Correspondence {
        let Lineage {
            forms,
            diagnostics,
            correspondences,
            ..
        } = self;
        correspondences.entry((now, then)).or_insert_with(|| {
            let outcome = resolve::correspondence(&forms[now], &forms[then]);
            diagnostics.extend(outcome.diagnostics);
            outcome.value
        })
    }
}

fn along(counterparts: &[Counterpart], facts: &[FactId]) -> Result<Vec<FactId>, Words> {
    let mut there = Vec::new();
    for &fact in facts {
        match &counterparts[fact] {
            Counterpart::Same(same) => there.push(*same),
            Counterpart::Sum(parts) => there.extend(parts),
            Counterpart::None(reason) => return Err(reason.clone()),
        }
    }
    Ok(there)
}

/// The sum of the parts of a fact. If a part has no number, the sum has none either.
fn sum(parts: impl Iterator<Item = YearValue>) -> YearValue {
    let terms = parts.map(|part| match part {
        YearValue::Value(value, _) => Ok((false, Cow::Owned(value))),
        YearValue::Absent(absence) => Err(Undecided::Absent(FactId::default(), absence)),
        YearValue::Missing | YearValue::Gap(_) => Err(Undecided::Missing),
    });
    match evaluate::total(terms) {
        Ok(value) => YearValue::Value(value, Origin::Computed),
        Err(Undecided::Absent(_, absence)) => YearValue::Absent(absence),
        Err(_) => YearValue::Missing,
    }
}
