//! Finds outdated data in reused sentences: numbers and years of the old report.

use std::ops::Range;

use super::sentences::Sentences;
use super::successor::Successor;
use super::{Mark, MarkKind};
use crate::chinese::time;
use crate::evaluate::{self, At};
use crate::lint::asides::ExclusionReason;
use crate::lint::phrases::{self, Reading};
use crate::model::{Expression, Report};
use crate::source::slice;

/// Two reports, and the comparison of their numbers with facts.
pub(super) struct Marker<'s> {
    old: &'s Sentences<'s>,
    new: &'s Sentences<'s>,
    old_readings: Vec<Option<Reading<'s>>>,
    new_readings: Vec<Option<Reading<'s>>>,
    successor: Successor<'s>,
    /// The expressions that the old report interpolates, in the order of the text.
    interpolations: Vec<&'s Expression>,
}

impl<'s> Marker<'s> {
    pub(super) fn of(old: &'s Sentences<'s>, new: &'s Sentences<'s>) -> Marker<'s> {
        let (old_report, new_report) = (report(old), report(new));
        Marker {
            old,
            new,
            old_readings: phrases::compare(&old.text).readings,
            new_readings: phrases::compare(&new.text).readings,
            successor: Successor::of(old_report, new_report),
            interpolations: old_report
                .interpolations()
                .map(|interpolation| &interpolation.expression)
                .collect(),
        }
    }

    /// The outdated numbers and years in a new sentence that has the same words as an old one.
    pub(super) fn marks(&self, before: usize, after: usize) -> Vec<Mark> {
        let (old, new) = (self.old.numbers_of(before), self.new.numbers_of(after));
        if old.len() != new.len() {
            return Vec::new();
        }
        let sentence = &self.new.ranges[after];
        let year = self.last_year(sentence, new.clone());
        let mut marks = Vec::new();
        for (old, new) in old.zip(new) {
            let number = &self.new.text.numbers[new];
            let kind = match year {
                _ if number.is_interpolated || self.old.digits(old) != self.new.digits(new) => {
                    continue;
                }
                Some(year) if year == new => Some(MarkKind::LastYear),
                _ => self
                    .misread(old, new, year.is_some())
                    .or_else(|| self.invalid_interpolations(old, new)),
            };
            let Range { start, end } = number.digits.clone();
            let place = self.new.text.prose.place(start, end);
            marks.extend(kind.map(|kind| Mark {
                kind,
                range: start - sentence.start..end - sentence.start,
                place,
            }));
        }
        marks
    }

    /// Recognises an outdated number by a phrase of the form: the phrase matches the number in both
    /// reports, and the number is right in the old report and wrong in the new one.
    fn misread(&self, old: usize, new: usize, names_last_year: bool) -> Option<MarkKind> {
        let (before, after) = (self.old_readings[old]?, self.new_readings[new]?);
        let is_of_form = match after.aside {
            None => true,
            Some(ExclusionReason::Year) => names_last_year,
            Some(ExclusionReason::Words) => false,
        };
        let is_wrong = !after.fits && is_of_form;
        if !before.fits || !is_wrong {
            return None;
        }
        if after
            .accepted
            .iter()
            .any(|accepted| matches!(accepted, Expression::Year))
        {
            return Some(MarkKind::LastYear);
        }
        let first = after.accepted.first()?;
        let fact = phrases::interpolation(report(self.new), first)
            .unwrap_or_else(|| after.phrase.statement.clone());
        self.stale(first, fact)
    }

    /// Recognises an outdated number by an interpolation: the old report interpolated the number,
    /// and its fact has another value in the new report.
    fn invalid_interpolations(&self, old: usize, new: usize) -> Option<MarkKind> {
        let digits = &self.old.text.numbers[old].digits;
        let interpolations = &self.old.text.prose.interpolations;
        let index =
            interpolations.partition_point(|interpolation| interpolation.end <= digits.start);
        let interpolation = interpolations.get(index).filter(|interpolation| {
            interpolation.start <= digits.start && digits.end <= interpolation.end
        })?;
        let is_number = slice(&self.old.text.prose.text, interpolation.clone())
            .starts_with(slice(&self.old.text.prose.text, digits.clone()));
        let expression = self
            .successor
            .expression(self.interpolations.get(index)?)
            .filter(|_| is_number)?;
        let value = evaluate::value(report(self.new), &expression, At::Scalar).ok()?;
        value.number()?;
        let number = &self.new.text.numbers[new];
        let fact = phrases::interpolation(report(self.new), &expression)?;
        (!number.agrees_with(&value))
            .then(|| self.stale(&expression, fact))
            .flatten()
    }

    fn stale(&self, expression: &Expression, fact: String) -> Option<MarkKind> {
        let now = evaluate::value(report(self.new), expression, At::Scalar)
            .ok()?
            .to_string();
        Some(MarkKind::Stale { fact, now })
    }

    /// Finds the number by which a sentence gives the old report's year as the reporting year.
    /// Returns the index of the number.
    fn last_year(&self, sentence: &Range<usize>, mut numbers: Range<usize>) -> Option<usize> {
        let (last, this) = (
            report(self.old).year.to_string(),
            report(self.new).year.to_string(),
        );
        let names_this = numbers
            .clone()
            .any(|number| self.new.digits(number) == this);
        if last == this || names_this {
            return None;
        }
        let text = &self.new.text.prose.text;
        numbers.find(|&number| {
            let digits = &self.new.text.numbers[number].digits;
            self.new.digits(number) == last
                && time::is_own_year(
                    slice(text, sentence.start..digits.start),
                    slice(text, digits.end..sentence.end),
                )
        })
    }
}

fn report<'s>(sentences: &'s Sentences<'s>) -> &'s Report {
    &sentences.text.verified.report
}
