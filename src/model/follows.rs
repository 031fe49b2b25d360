//! How the facts of a form correspond to those of the previous form.

use super::FactId;
use crate::diagnostic::Words;
use crate::source::Span;

/// The previous form, and the correspondences between facts with different paths. The paths are
/// unresolved names, because they belong to two forms.
#[derive(Debug)]
pub struct Follows {
    pub name: String,
    pub edition: i32,
    pub changes: Vec<FollowsRule>,
}

#[derive(Debug)]
pub enum FollowsRule {
    /// A part that only the new form has, and the reason.
    New(Vec<WrittenName>, String),
    /// A part that only the old form has, and the reason.
    Dropped(Vec<WrittenName>, String),
    /// Parts of the new form whose sum corresponds to the sum of parts of the old one.
    Matched(Vec<Vec<WrittenName>>, Vec<Vec<WrittenName>>),
}

/// A name and its place in the form's file.
#[derive(Debug)]
pub struct WrittenName {
    pub value: String,
    pub span: Span,
}

/// The facts of the other form that correspond to a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Counterpart {
    /// One fact. A row and a group correspond by their totals.
    Same(FactId),
    /// The sum of several facts.
    Sum(Vec<FactId>),
    /// No fact, for this reason.
    None(Words),
}

/// How the facts of two forms correspond.
#[derive(Debug)]
pub struct Correspondence {
    /// For each fact of the new form: its counterpart in the old one.
    pub before: Vec<Counterpart>,
    /// For each fact of the old form: its counterpart in the new one.
    pub after: Vec<Counterpart>,
}
