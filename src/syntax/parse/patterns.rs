//! Parses the patterns of phrases. Also tests, without parsing a pattern, whether it can match.

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

    /// Parses a part of a pattern whose content starts at offset `at`.
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
            Rule::pattern_text => PatternPart::Text(pair.as_str()),
            _ => return None,
        })
    }
}

/// An index of a text for substring search. It is fast if the search fails, as most searches do.
pub struct Haystack<'t> {
    text: &'t str,
    /// A Bloom filter with one bit for each sequence of four bytes in the text.
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

    /// The bits of all four-byte sequences of a text, by Fibonacci hashing.
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

/// Whether all literal text of a pattern occurs in a text, in any order. If not, the pattern cannot
/// match and need not be parsed.
pub fn may_match(pattern: &str, text: &Haystack) -> bool {
    let contains = |words: &str| text.has(words);
    let contains_all = |words: &str| words.split('…').all(contains);
    let mut rest = pattern;
    while let Some(at) = memchr2(b'{', b'[', rest.as_bytes()) {
        let (words, after) = rest.split_at(at);
        let closing = if after.starts_with('{') { '}' } else { ']' };
        let (part, after) = after.split_at(after.find(closing).map_or(after.len(), |end| end + 1));
        let is_choice = closing == ']' && alternatives(part).all(|text| !text.is_empty());
        if !contains_all(words) || (is_choice && !alternatives(part).any(contains)) {
            return false;
        }
        // The measure word after a number need not occur: any measure word matches it.
        rest = if closing == '}' {
            after.strip_prefix(MEASURES).unwrap_or(after)
        } else {
            after
        };
    }
    contains_all(rest)
}

/// The alternatives of `[收到|受理]`.
fn alternatives(any_of: &str) -> impl Iterator<Item = &str> {
    any_of.trim_matches(['[', ']']).split('|')
}
