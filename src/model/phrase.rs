//! What a form says of its prose: in which turns of phrase a number speaks of a fact, and in which
//! sentences none does.

use std::sync::OnceLock;

use super::{Decimal, Expression, NodeId, Template};
use crate::diagnostic::Words;
use crate::source::{Place, Span};

/// A turn of phrase in which a number speaks of a fact.
#[derive(Debug)]
pub struct Phrase {
    pub name: String,
    /// The phrase that goes right before it, by its name.
    pub after: Option<String>,
    pub statement: String,
    pub patterns: Vec<Pattern>,
    /// Where it stands in the form: what is an aside there is one to it.
    pub at: NodeId,
    pub place: Place,
}

/// A pattern of a phrase. Those of a shipped form are read when their words are first found in
/// prose.
#[derive(Debug)]
pub struct Pattern {
    /// As it is written, without its quotes.
    pub text: String,
    pub span: Span,
    /// What it is made of, once it has been read.
    pub parts: OnceLock<Vec<PatternPart>>,
}

#[derive(Debug)]
pub enum PatternPart {
    /// One of these, the longest first.
    Text(Vec<String>),
    /// A text of the report, such as the name of its agency.
    Fact(Expression),
    /// A short stretch within one clause.
    Gap,
    /// A number that is one of these.
    Number(Vec<Expression>),
    /// A measure word: this one, or at the end of a clause any.
    Measure(char),
    /// What the words say of a fact without a number: that it is this.
    Claim(Decimal, Expression),
}

/// Words that make a sentence speak of another year, another body or a part.
#[derive(Debug)]
pub struct Aside {
    pub words: Vec<String>,
    /// Where such a word means nothing of the kind.
    pub except: Vec<Template>,
    /// The phrases here and below are those that it is for.
    pub at: NodeId,
}

/// How the numbers in the prose of a report are accounted for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Numbers {
    /// Taken from facts by a splice, asserted or not.
    pub interpolated: usize,
    /// Compared with facts because a phrase of the form says of which they speak.
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
        Words::new(
            format!(
                "正文数字 {all}：引用 {interpolated}，核对 {compared}，未识别 {unrecognised}\n"
            ),
            format!(
                "numbers in prose {all}: {interpolated} spliced, {compared} compared, {unrecognised} not recognised\n"
            ),
        )
    }
}
