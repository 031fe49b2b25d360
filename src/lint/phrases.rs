//! Phrases of the form: a number that matches one is compared with the fact of the phrase.

use std::ops::Range;

use memchr::memmem;

use super::asides::{Asides, ExclusionReason};
use super::numbers::Number;
use super::patterns::{Claim, Match, PatternReader};
use super::{LintContext, patterns};
use crate::diagnostic::{Diagnostic, Words, catalog};
use crate::evaluate::{self, At};
use crate::model::{Expression, FactId, PatternPart, Phrase, Reference, Report, Undecided, Value};
use crate::source::slice;
use crate::{resolve, syntax, verify};

/// The result of matching the phrases of the form in the prose.
pub(crate) struct ProseComparison<'t> {
    /// Indexed like the numbers of the text. `None` for a number that no phrase matches.
    pub readings: Vec<Option<Reading<'t>>>,
    pub diagnostics: Vec<Diagnostic>,
}

/// A number that matches a phrase.
#[derive(Clone, Copy)]
pub(crate) struct Reading<'t> {
    pub phrase: &'t Phrase,
    /// The expressions that the number may equal.
    pub accepted: &'t [Expression],
    pub fits: bool,
    /// Why the sentence is not about the form's figures. If set, a different number is no error.
    pub aside: Option<ExclusionReason>,
}

pub(crate) fn compare<'t>(text: &'t LintContext) -> ProseComparison<'t> {
    let report = &text.verified.report;
    let reader = PatternReader {
        report,
        text: &text.prose.text,
        numbers: &text.numbers,
    };
    let comparison = ProseComparison {
        readings: vec![None; text.numbers.len()],
        diagnostics: Vec::new(),
    };
    let mut comparer = Comparer {
        report,
        text,
        reader,
        asides: Asides::new(report),
        comparison,
        read: Vec::new(),
    };
    comparer.numbers();
    comparer.claims();
    comparer.comparison
}

struct Comparer<'t> {
    report: &'t Report,
    text: &'t LintContext<'t>,
    reader: PatternReader<'t>,
    asides: Asides<'t>,
    comparison: ProseComparison<'t>,
    /// The ranges that phrases have matched, in order, each with the name of the phrase.
    read: Vec<(Range<usize>, &'t str)>,
}

/// A number in prose compared with the facts that it may state.
enum NumberComparison {
    Fits,
    Differs(Vec<Value>),
}

impl<'t> Comparer<'t> {
    /// Compares each number of the prose, using the first pattern that it matches.
    fn numbers(&mut self) {
        let patterns: Vec<(&Phrase, &[PatternPart], usize)> = self
            .text
            .patterns
            .iter()
            .filter_map(|&(phrase, pattern)| {
                Some((phrase, pattern, patterns::first_number(pattern)?))
            })
            .collect();
        for (index, number) in self.text.numbers.iter().enumerate() {
            if self.comparison.readings[index].is_some_and(|reading| reading.aside.is_none()) {
                continue;
            }
            for &(phrase, pattern, first) in &patterns {
                let is_measured = matches!(pattern.get(first + 1), Some(PatternPart::Measure(_)));
                if is_measured && number.measure.is_none() {
                    continue;
                }
                if let Some(found) = self.reader.around(pattern, first, index)
                    && self.compare_match(phrase, found)
                {
                    break;
                }
            }
        }
    }

    /// Compares claims without a number: 未收到申请.
    fn claims(&mut self) {
        let claims: Vec<_> = self
            .text
            .patterns
            .iter()
            .copied()
            .filter(|(_, pattern)| patterns::first_number(pattern).is_none())
            .collect();
        for (phrase, pattern) in claims {
            match phrase.after.as_deref() {
                Some(before) => {
                    let read = self.read.iter().filter(|(_, name)| *name == before);
                    for at in read.map(|(range, _)| range.end).collect::<Vec<_>>() {
                        self.claim(phrase, pattern, at, at);
                    }
                }
                None => self.claims_anywhere(phrase, pattern),
            }
        }
    }

    fn claims_anywhere(&mut self, phrase: &'t Phrase, pattern: &'t [PatternPart]) {
        let Some(PatternPart::Text(beginnings)) = pattern.first() else {
            return;
        };
        for beginning in beginnings.iter().filter(|beginning| !beginning.is_empty()) {
            for at in memmem::find_iter(self.text.prose.text.as_bytes(), beginning) {
                self.claim(phrase, &pattern[1..], at, at + beginning.len());
            }
        }
    }

    fn claim(&mut self, phrase: &'t Phrase, rest: &'t [PatternPart], start: usize, at: usize) {
        if let Some(found) = self.reader.after(rest, start, at) {
            self.compare_match(phrase, found);
        }
    }

    /// Compares a match with the facts. True if the pattern applied, i.e. its facts have values.
    fn compare_match(&mut self, phrase: &'t Phrase, found: Match<'t>) -> bool {
        if phrase
            .after
            .as_deref()
            .is_some_and(|before| !self.is_right_before(before, found.range.start))
        {
            return false;
        }
        let mut differing = Vec::new();
        let mut readings = Vec::with_capacity(found.numbers.len());
        for &(index, accepted) in &found.numbers {
            let Ok(held) = self.compare_number(index, accepted) else {
                return false;
            };
            readings.push((
                index,
                Reading {
                    phrase,
                    accepted,
                    fits: matches!(held, NumberComparison::Fits),
                    aside: None,
                },
            ));
            if let NumberComparison::Differs(values) = held {
                differing.push(self.number_differs(phrase, index, accepted, &values));
            }
        }
        for claim in &found.claims {
            let Ok(value) = evaluate::value(self.report, claim.fact, At::Scalar) else {
                return false;
            };
            let Some(number) = value.number() else {
                return false;
            };
            // A sentence that makes the same claim about several facts is reported once.
            let is_new = differing.is_empty() || !found.numbers.is_empty();
            if number != claim.value && is_new {
                differing.push(self.claim_differs(phrase, claim, &value));
            }
        }
        let is_of_facts = found.expressions().any(reads_facts);
        if !differing.is_empty()
            && is_of_facts
            && let Some(turn) = self.asides.exclusion(phrase, &found, self.text, &self.read)
        {
            for (index, reading) in readings {
                self.comparison.readings[index].get_or_insert(Reading {
                    aside: Some(turn),
                    ..reading
                });
            }
            return true;
        }
        for (index, reading) in readings {
            self.comparison.readings[index] = Some(reading);
        }
        if self
            .read
            .last()
            .is_none_or(|(last, _)| last.end <= found.range.start)
        {
            self.read.push((found.range, &phrase.name));
        }
        self.comparison.diagnostics.append(&mut differing);
        true
    }

    /// Whether a phrase was matched right before a position.
    fn is_right_before(&self, phrase: &str, at: usize) -> bool {
        let index = self.read.partition_point(|(range, _)| range.end < at);
        self.read
            .get(index)
            .is_some_and(|(range, name)| range.end == at && *name == phrase)
    }

    /// Compares a number with the expressions it may equal. A number from an interpolation always
    /// fits.
    fn compare_number(
        &self,
        index: usize,
        accepted: &[Expression],
    ) -> Result<NumberComparison, Undecided> {
        let number = &self.text.numbers[index];
        if number.is_interpolated {
            return Ok(NumberComparison::Fits);
        }
        let (mut values, mut undecided) = (Vec::new(), None);
        for expression in accepted {
            match evaluate::value(self.report, expression, At::Scalar) {
                Ok(value)
                    if number.agrees_with(&value) || self.is_corrected(number, expression) =>
                {
                    return Ok(NumberComparison::Fits);
                }
                Ok(value) => values.push(value),
                Err(reason) => undecided = Some(reason),
            }
        }
        undecided.map_or(Ok(NumberComparison::Differs(values)), Err)
    }

    /// Whether a number equals the value proposed for a fact that failing identities show to be
    /// wrong.
    fn is_corrected(&self, number: &Number, expression: &Expression) -> bool {
        let of_fact = |fact: FactId| {
            self.text
                .corrections
                .iter()
                .filter(move |(corrected, _)| *corrected == fact)
        };
        matches!(expression, Expression::Reference(..))
            && verify::of_expression(self.report, expression, At::Scalar)
                .into_iter()
                .flat_map(of_fact)
                .any(|(_, value)| number.agrees_with(value))
    }

    fn number_differs(
        &self,
        phrase: &Phrase,
        index: usize,
        accepted: &[Expression],
        values: &[Value],
    ) -> Diagnostic {
        let number = &self.text.numbers[index];
        let written = slice(&self.text.prose.text, number.start..number.end);
        let place = self.text.prose.place(number.start, number.end);
        let diagnostic = catalog::prose_number(place, &phrase.statement, &written, &either(values));
        let Some(first) = accepted.first() else {
            return diagnostic;
        };
        let diagnostic = self.with_origin(diagnostic, phrase, first);
        match interpolation(self.report, first) {
            None => diagnostic,
            // Only the author knows which of the two is wrong, so there is no automatic fix.
            Some(path) => diagnostic.with_help(Words::new(
                format!("请核实正文和表格哪一处有误；如将正文中的数改写为引用 {{{path}}}，正文与表格即始终一致"),
                format!(
                    "correct whichever of the two is wrong; write {{{path}}} instead of the number to keep both equal"
                ),
            )),
        }
    }

    fn claim_differs(&self, phrase: &Phrase, claim: &Claim, value: &Value) -> Diagnostic {
        let prose = &self.text.prose;
        let (place, written) = (
            prose.place(claim.written.start, claim.written.end),
            slice(&prose.text, claim.written.clone()),
        );
        let diagnostic = catalog::prose_claim(
            place,
            &phrase.statement,
            &written,
            &claim.value,
            &value.to_string(),
        );
        self.with_origin(diagnostic, phrase, claim.fact)
    }

    /// Adds the place of the fact, or the rule of the form if the fact has no place.
    fn with_origin(
        &self,
        diagnostic: Diagnostic,
        phrase: &Phrase,
        fact: &Expression,
    ) -> Diagnostic {
        match verify::origin(self.report, fact) {
            Some((place, words)) => diagnostic.with_related(place, words),
            None => diagnostic.with_rule(phrase.place.clone()),
        }
    }
}

/// The patterns of the form that may occur in a text.
pub(crate) fn patterns_in<'r>(
    report: &'r Report,
    text: &str,
) -> Vec<(&'r Phrase, &'r [PatternPart])> {
    let text = syntax::Haystack::new(text);
    let patterns = report
        .form
        .phrases
        .iter()
        .flat_map(|phrase| phrase.patterns.iter().map(move |pattern| (phrase, pattern)));
    patterns
        .filter(|(_, pattern)| syntax::may_match(&pattern.text, &text))
        .map(|(phrase, pattern)| (phrase, resolve::parts(&report.form, phrase, pattern)))
        .collect()
}

/// Whether an expression reads tables or fields, and not only the year.
fn reads_facts(expression: &Expression) -> bool {
    match expression {
        Expression::Reference(..) | Expression::Previous(..) => true,
        Expression::Number(_)
        | Expression::Percent(_)
        | Expression::Money(_)
        | Expression::Text(_)
        | Expression::Year => false,
        Expression::Sum(terms) => terms.iter().any(|(_, term)| reads_facts(term)),
        Expression::Product(parts) | Expression::Call(_, parts) => parts.iter().any(reads_facts),
    }
}

/// The alternative values, without duplicates.
fn either(values: &[Value]) -> Words {
    let mut words: Vec<String> = Vec::new();
    for value in values {
        let value = value.to_string();
        if !words.contains(&value) {
            words.push(value);
        }
    }
    Words::new(words.join(" 或 "), words.join(" or "))
}

/// The text of an interpolation of a fact or of a sum of facts: its path, or the sum of the paths.
pub(crate) fn interpolation(report: &Report, expression: &Expression) -> Option<String> {
    match expression {
        Expression::Reference(Reference::Fact(fact), _) => Some(report.fact_path(*fact, false)),
        Expression::Reference(Reference::Row(node), _) => Some(report.form.path(*node, false)),
        Expression::Sum(terms) => {
            let mut written = String::new();
            for (is_negative, term) in terms {
                let sign = if *is_negative { " - " } else { " + " };
                written.push_str(if written.is_empty() { "" } else { sign });
                written.push_str(&interpolation(report, term)?);
            }
            Some(written)
        }
        Expression::Number(_)
        | Expression::Percent(_)
        | Expression::Money(_)
        | Expression::Text(_)
        | Expression::Year
        | Expression::Reference(..)
        | Expression::Previous(..)
        | Expression::Product(_)
        | Expression::Call(..) => None,
    }
}
