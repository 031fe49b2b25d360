//! What became of the facts of a form in the one that came in its place.

use super::FactId;
use crate::diagnostic::Words;
use crate::source::Span;

/// The form in whose place one came, and what of it is not plain from the names. Its paths are
/// still names: they are of two forms.
#[derive(Debug)]
pub struct Follows {
    pub name: String,
    pub edition: i32,
    pub changes: Vec<FollowsRule>,
}

#[derive(Debug)]
pub enum FollowsRule {
    /// A part of the new form that there was not before, and why.
    New(Vec<WrittenName>, String),
    /// A part of the old one that there is no longer, and why.
    Dropped(Vec<WrittenName>, String),
    /// Parts of the new form that together are what parts of the old one were together.
    Matched(Vec<Vec<WrittenName>>, Vec<Vec<WrittenName>>),
}

/// A name and where it stands in the form's file.
#[derive(Debug)]
pub struct WrittenName {
    pub value: String,
    pub span: Span,
}

/// What a fact of one form is in the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Counterpart {
    /// A row that has become a group, or a group that has become a row, is the same as a whole.
    Same(FactId),
    /// What these come to together.
    Sum(Vec<FactId>),
    /// Nothing, and why.
    None(Words),
}

/// How the facts of two forms correspond.
#[derive(Debug)]
pub struct Correspondence {
    /// By fact of the new form: what it was in the old one.
    pub before: Vec<Counterpart>,
    /// By fact of the old form: what became of it.
    pub after: Vec<Counterpart>,
}
