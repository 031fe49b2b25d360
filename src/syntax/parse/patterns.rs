//! The patterns of phrases: their parts, and what can be told of one without reading it.

use memchr::{memchr2, memmem};
use pest::Parser as _;

use super::expressions::sum;
use super::recovery::offset;
use super::{ParseNode, Parser};
use crate::chinese::measures::MEASURES;
use crate::syntax::ast::{PatternPart, Spanned, StringLiteral};
use crate::syntax::cursor::{Cursor, children_of, exact};
use crate::syntax::{Grammar, Rule};

impl<'t> Parser<'t> {
    pub(super) fn pattern_parts(&mut self, text: StringLiteral<'t>) -> Vec<PatternPart<'t>> {
        let inside = text.span.start as usize + "\"".len();
        match Grammar::parse(Rule::pattern_parts, text.value) {
            Ok(pairs) => {
                let parts = Cursor::over(pairs)
                    .next()
                    .into_iter()
                    .flat_map(ParseNode::into_inner);
                parts
                    .filter_map(|part| self.pattern_part(part, inside))
                    .collect()
            }
            Err(error) => {
                self.diagnostics
                    .push(self.unexpected(inside + offset(&error), &error));
                Vec::new()
            }
        }
    }

    /// A part of the pattern whose inside begins at a place of the text.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the grammar has many rules")]
    fn pattern_part(&mut self, pair: ParseNode<'t>, at: usize) -> Option<PatternPart<'t>> {
        let sum = |pair: ParseNode<'t>| {
            let mut sum = sum(pair);
            sum.move_by(at);
            sum
        };
        self.foreign(&pair, at);
        Some(match pair.as_rule() {
            Rule::ellipsis => PatternPart::Ellipsis,
            Rule::number_of => PatternPart::Number(children_of(pair, Rule::sum, sum)),
            Rule::any_of => PatternPart::AnyOf(alternatives(pair.as_str()).collect()),
            Rule::claim => {
                let mut children = Cursor::of(pair);
                let Spanned { value, span } = children.text(Rule::integer);
                children.skip(Rule::equals);
                PatternPart::Claim(
                    Spanned {
                        value,
                        span: span.moved(at),
                    },
                    sum(children.expect(Rule::sum)),
                )
            }
            Rule::error_number => {
                self.error_node(exact(&pair).span.moved(at).range(), Rule::number_of);
                return None;
            }
            Rule::wording => PatternPart::Wording(pair.as_str()),
            _ => return None,
        })
    }
}

/// A text in which words are looked for, most of which it does not have.
pub struct Haystack<'t> {
    text: &'t str,
    /// A bit for each four bytes that follow one another in it.
    fours: [u64; Haystack::BITS / 64],
}

impl<'t> Haystack<'t> {
    const BITS: usize = 1 << 15;

    pub fn new(text: &'t str) -> Haystack<'t> {
        let mut fours = [0; Haystack::BITS / 64];
        for bit in Haystack::bits(text) {
            fours[bit / 64] |= 1 << (bit % 64);
        }
        Haystack { text, fours }
    }

    /// Where the bits of each four bytes are, spread by the golden ratio.
    fn bits(text: &str) -> impl Iterator<Item = usize> {
        let fours = text
            .as_bytes()
            .windows(4)
            .map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]));
        fours.map(|four| four.wrapping_mul(0x9e37_79b9) as usize >> (32 - Haystack::BITS.ilog2()))
    }

    fn has(&self, words: &str) -> bool {
        let may_have =
            Haystack::bits(words).all(|bit| self.fours[bit / 64] & (1 << (bit % 64)) != 0);
        may_have && memmem::find(self.text.as_bytes(), words.as_bytes()).is_some()
    }
}

/// Whether all words of a pattern are in a text, in whatever order: where they are not, there is no
/// need to read it.
pub fn may_stand_in(pattern: &str, text: &Haystack) -> bool {
    let stands = |words: &str| text.has(words);
    let all_stand = |words: &str| words.split('…').all(stands);
    let mut rest = pattern;
    while let Some(at) = memchr2(b'{', b'[', rest.as_bytes()) {
        let (words, after) = rest.split_at(at);
        let closing = if after.starts_with('{') { '}' } else { ']' };
        let (part, after) = after.split_at(after.find(closing).map_or(after.len(), |end| end + 1));
        let is_choice = closing == ']' && alternatives(part).all(|text| !text.is_empty());
        if !all_stand(words) || (is_choice && !alternatives(part).any(stands)) {
            return false;
        }
        // Behind a number another measure word may stand for the one that is written.
        rest = if closing == '}' {
            after.strip_prefix(MEASURES).unwrap_or(after)
        } else {
            after
        };
    }
    all_stand(rest)
}

/// The texts of `[收到|受理]`.
fn alternatives(any_of: &str) -> impl Iterator<Item = &str> {
    any_of.trim_matches(['[', ']']).split('|')
}
