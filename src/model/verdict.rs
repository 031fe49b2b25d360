//! The verdicts on identities.

use super::{Absence, Comparison, Decimal, FactId, Function, NodeId, Value};
use crate::diagnostic::Words;
use crate::source::Place;

/// An identity at one column, row or place, and its verdict.
#[derive(Debug)]
pub struct Finding {
    pub identity: Identity,
    /// The index (in the table) of the column or row for which it was evaluated.
    pub at: Option<usize>,
    pub verdict: Verdict,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Identity {
    /// The total column of a row against the other columns.
    RowTotal(NodeId),
    /// A cell of a total row, or of a group with a stated total, against the rows that it sums.
    ColumnTotal(NodeId),
    /// The total of a block of the report's own facts.
    OwnTotal(usize),
    /// A check of the form, by its index.
    Form(usize),
    /// A check of the report, by its index.
    Report(usize),
}

#[derive(Debug)]
pub enum Verdict {
    Holds,
    Fails,
    /// Fails, but the report has an exception for it: the `allow` with this index.
    Excepted(usize),
    Undecided(Undecided),
}

impl Verdict {
    /// Its identifier in data formats.
    pub fn id(&self) -> &'static str {
        match self {
            Verdict::Holds => "holds",
            Verdict::Fails => "fails",
            Verdict::Excepted(_) => "excepted",
            Verdict::Undecided(_) => "undecided",
        }
    }

    /// Its description in messages.
    pub fn words(&self) -> Words {
        match self {
            Verdict::Holds => Words::new("成立", "holds"),
            Verdict::Fails => Words::new("不成立", "fails"),
            Verdict::Excepted(_) => Words::new("例外", "excepted"),
            Verdict::Undecided(_) => Words::new("不能判定", "undecided"),
        }
    }

    /// Whether a number exceeds the range of exact arithmetic, which is reported as an error.
    pub fn is_overflow(&self) -> bool {
        matches!(self, Verdict::Undecided(Undecided::Overflow))
    }
}

/// Why an identity cannot be evaluated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Undecided {
    /// A fact in it states no value.
    Absent(FactId, Absence),
    /// A fact in it is missing, which is reported as a separate error.
    Missing,
    /// There is no report of last year.
    NoPrevious,
    /// Last year's report has no counterpart, for this reason.
    NoCounterpart(Words),
    /// The counterpart in last year's report has no value, for this reason.
    Previous(Box<Undecided>),
    /// A percentage of zero.
    ZeroBase,
    /// A number outside the range of exact arithmetic.
    Overflow,
}

/// A term of an identity with its value: each number in `1 + 0 = 1`.
#[derive(Debug)]
pub struct Operand {
    /// Its description.
    pub label: Words,
    /// Its fact, if the term is a fact. If `is_previous`, it is a fact of last year's report.
    pub fact: Option<FactId>,
    /// Whether it is from last year's report.
    pub is_previous: bool,
    pub value: Value,
    /// Whether it is subtracted.
    pub negative: bool,
    /// Its place, if it is in a source.
    pub place: Option<Place>,
}

/// Both sides of a comparison, each with its operands and value.
#[derive(Debug)]
pub struct Arithmetic {
    /// The function, if the clause is a call without a comparison: `complete(issued)`.
    pub function: Option<Function>,
    /// Whether it is one of several joined conditions. It may then fail although the check holds.
    pub is_part: bool,
    pub left: Vec<Operand>,
    pub left_value: Option<Value>,
    pub comparison: Comparison,
    pub right: Vec<Operand>,
    pub right_value: Option<Value>,
    /// Left minus right, if both are numbers of the same kind.
    pub difference: Option<Decimal>,
}
