//! What a form declares about prose: the patterns in which a number states a fact, and the
//! exclusions.

use std::sync::OnceLock;

use super::{Decimal, Expression, NodeId, Template};
use crate::diagnostic::Words;
use crate::source::{Place, Span};

/// Patterns in which a number states a fact.
#[derive(Debug)]
pub struct Phrase {
    pub name: String,
    /// The name of another phrase: a match must directly follow a match of that phrase.
    pub after: Option<String>,
    pub statement: String,
    pub patterns: Vec<Pattern>,
    /// The node that declares it. The exclusions declared there apply to it.
    pub at: NodeId,
    pub place: Place,
}

/// A pattern of a phrase. The patterns of shipped forms are parsed only when a report's prose
/// contains their literal text.
#[derive(Debug)]
pub struct Pattern {
    /// The source form, without quotes.
    pub text: String,
    pub span: Span,
    /// The parts, once parsed.
    pub parts: OnceLock<Vec<PatternPart>>,
}

#[derive(Debug)]
pub enum PatternPart {
    /// One of these alternatives, longest first.
    Text(Vec<String>),
    /// A text fact of the report, such as the name of its agency.
    Fact(Expression),
    /// Any short text within one clause.
    Gap,
    /// A number that must equal one of these.
    Number(Vec<Expression>),
    /// A measure word: this one or, at the end of a clause, any measure word.
    Measure(char),
    /// A number that the pattern implies: the fact must have this value.
    Claim(Decimal, Expression),
}

/// Words for sentences about another year, another body, or only a part.
#[derive(Debug)]
pub struct Aside {
    pub words: Vec<String>,
    /// Contexts in which these words do not exclude the sentence.
    pub except: Vec<Template>,
    /// The exclusion applies to the phrases of this node and its descendants.
    pub at: NodeId,
}

/// How many of the numbers in a report's prose are checked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Numbers {
    /// Numbers from an interpolation, asserted or not.
    pub interpolated: usize,
    /// Numbers in a match of one of the phrases of the form. They are compared with facts.
    pub compared: usize,
    pub unrecognised: usize,
}

impl Numbers {
    pub fn add(&mut self, other: Numbers) {
        self.interpolated += other.interpolated;
        self.compared += other.compared;
        self.unrecognised += other.unrecognised;
    }

    /// The line of a summary.
    pub fn words(self) -> Words {
        let Numbers {
            interpolated,
            compared,
            unrecognised,
        } = self;
        let all = interpolated + compared + unrecognised;
        let (zh, en) = if unrecognised > 0 {
            (
                "（列出：gdr check --coverage）",
                " (gdr check --coverage lists them)",
            )
        } else {
            ("", "")
        };
        Words::new(
            format!(
                "正文数字 {all}：引用 {interpolated}，核对 {compared}，未识别 {unrecognised}{zh}\n"
            ),
            format!(
                "numbers in prose {all}: {interpolated} interpolated, {compared} compared, {unrecognised} not recognised{en}\n"
            ),
        )
    }
}
