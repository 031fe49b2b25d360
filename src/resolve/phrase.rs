//! Resolves the phrases and exclusions of a form.

use std::sync::OnceLock;

use super::{Resolver, Scope};
use crate::chinese::measures;
use crate::diagnostic::{Words, catalog};
use crate::model::{Aside, Decimal, Expression, Form, Pattern, PatternPart, Phrase};
use crate::source::{Span, slice};
use crate::syntax::unescape;
use crate::syntax::{self, ast};

/// Often typed instead of `…`. In a pattern these dots would be literal text.
const DOTS: &str = "...";

impl Resolver<'_> {
    pub fn phrase(&mut self, phrase: &ast::Phrase) -> Phrase {
        let patterns = phrase
            .patterns
            .iter()
            .map(|pattern| self.pattern(pattern))
            .collect();
        let (name, statement) = (
            phrase.name.value.to_owned(),
            unescape(phrase.statement.value),
        );
        let after = phrase.after.map(|after| after.value.to_owned());
        Phrase {
            name,
            after,
            statement,
            patterns,
            at: self.at(),
            place: self.place(phrase.name.span),
        }
    }

    fn pattern(&mut self, pattern: &ast::Pattern) -> Pattern {
        if let Some(at) = pattern.text.value.find(DOTS) {
            let start = pattern.text.span.start as usize + 1 + at;
            let place = self.place(Span::new(start, start + DOTS.len()));
            let found = Words::same("“...”");
            let dots = catalog::unexpected(
                place.clone(),
                &found,
                &Words::new("省略号 …", "an ellipsis: …"),
            );
            self.diagnostics.push(dots.with_certain_fix(place, "…"));
        }
        let parts = pattern
            .parts
            .as_deref()
            .map(|parts| OnceLock::from(self.parts(parts)));
        Pattern {
            text: pattern.text.value.to_owned(),
            span: pattern.text.span,
            parts: parts.unwrap_or_default(),
        }
    }

    fn parts(&mut self, parts: &[ast::PatternPart]) -> Vec<PatternPart> {
        let mut pattern = Vec::new();
        for part in parts {
            match part {
                ast::PatternPart::Text(text) => literal_text(&mut pattern, text),
                ast::PatternPart::AnyOf(texts) => {
                    let mut texts: Vec<String> =
                        texts.iter().map(|text| (*text).to_owned()).collect();
                    texts.sort_by_key(|text| std::cmp::Reverse(text.len()));
                    pattern.push(PatternPart::Text(texts));
                }
                ast::PatternPart::Ellipsis => pattern.push(PatternPart::Gap),
                ast::PatternPart::Number(accepted) => pattern.extend(self.number(accepted)),
                ast::PatternPart::Claim(number, expression) => match Decimal::parse(number.value) {
                    Some(value) => {
                        pattern.extend(
                            self.scalar(expression)
                                .map(|typed| PatternPart::Claim(value, typed.expression)),
                        );
                    }
                    None => self
                        .diagnostics
                        .push(catalog::number_too_large(self.place(number.span))),
                },
            }
        }
        pattern
    }

    /// A number, or a text fact of the report if the braces name one.
    fn number(&mut self, accepted: &[ast::Expression]) -> Option<PatternPart> {
        let typed: Vec<_> = accepted
            .iter()
            .filter_map(|expression| self.scalar(expression))
            .collect();
        if !typed.first()?.ty.is_number() {
            return typed
                .into_iter()
                .next()
                .map(|typed| PatternPart::Fact(typed.expression));
        }
        let accepted: Vec<Expression> = typed.into_iter().map(|typed| typed.expression).collect();
        Some(PatternPart::Number(accepted))
    }

    pub fn aside(&mut self, aside: &ast::Aside) -> Aside {
        let words = aside.words.value.split_whitespace().map(unescape).collect();
        let except = aside.except.iter().flat_map(|text| {
            text.value
                .split_whitespace()
                .map(|value| ast::StringLiteral { value, ..*text })
        });
        let except: Vec<_> = except.map(|word| self.template(word)).collect();
        Aside {
            words,
            except,
            at: self.at(),
        }
    }
}

/// The parts of a pattern of a form, parsed on the first call.
pub fn parts<'f>(form: &'f Form, phrase: &Phrase, pattern: &'f Pattern) -> &'f [PatternPart] {
    pattern.parts.get_or_init(|| {
        let text = ast::StringLiteral {
            value: &pattern.text,
            span: pattern.span,
        };
        let scope = Scope {
            form,
            own_facts: &[],
            at: phrase.at,
            source: &form.source,
        };
        Resolver::new(scope).parts(&syntax::pattern_parts(&form.source, text))
    })
}

/// Adds literal text to a pattern. A measure word after a number becomes a part of its own.
fn literal_text(pattern: &mut Vec<PatternPart>, text: &str) {
    let is_counted = matches!(pattern.last(), Some(PatternPart::Number(_)));
    let measure = measures::first(text).filter(|_| is_counted);
    pattern.extend(measure.map(PatternPart::Measure));
    let following = slice(text, measure.map_or(0, char::len_utf8)..);
    if !following.is_empty() {
        pattern.push(PatternPart::Text(vec![following.to_owned()]));
    }
}
