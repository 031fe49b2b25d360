//! What became of each identity.

use super::{Absence, Comparison, Decimal, FactId, Function, NodeId, Value};
use crate::diagnostic::Words;
use crate::source::Place;

/// An identity at one place, and its verdict.
#[derive(Debug)]
pub struct Finding {
    pub identity: Identity,
    /// The column or the row at which it was decided, by its number in the table.
    pub at: Option<usize>,
    pub verdict: Verdict,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Identity {
    /// The total column of a row against the row's other columns.
    RowTotal(NodeId),
    /// A cell of a row that is a total, or of a group whose total is stated, against the rows it
    /// sums.
    ColumnTotal(NodeId),
    /// The total of a block of the report's own facts.
    OwnTotal(usize),
    /// A check of the form, by its number.
    Form(usize),
    /// A check of the report's own.
    Report(usize),
}

#[derive(Debug)]
pub enum Verdict {
    Holds,
    Fails,
    /// Fails for a reason that the report states: the allow, by its number.
    Excepted(usize),
    Undecided(Undecided),
}

impl Verdict {
    /// What programs read.
    pub fn id(&self) -> &'static str {
        match self {
            Verdict::Holds => "holds",
            Verdict::Fails => "fails",
            Verdict::Excepted(_) => "excepted",
            Verdict::Undecided(_) => "undecided",
        }
    }

    /// What people read.
    pub fn words(&self) -> Words {
        match self {
            Verdict::Holds => Words::new("成立", "holds"),
            Verdict::Fails => Words::new("不成立", "fails"),
            Verdict::Excepted(_) => Words::new("例外", "excepted"),
            Verdict::Undecided(_) => Words::new("不能判定", "undecided"),
        }
    }

    /// Whether its numbers are outside the range of exact arithmetic, which is an error and not
    /// only undecided.
    pub fn is_overflow(&self) -> bool {
        matches!(self, Verdict::Undecided(Undecided::Overflow))
    }
}

/// Why an identity cannot be decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Undecided {
    /// A fact that takes part in it states no value.
    Absent(FactId, Absence),
    /// A fact that takes part in it is missing, which is reported as an error of its own.
    Missing,
    /// There is no report of last year.
    NoPrevious,
    /// Last year's report has nothing to compare it with, and why.
    NoCounterpart(Words),
    /// What last year's report has for it states no value: the reason is of that report.
    Previous(Box<Undecided>),
    /// A percentage of nothing.
    ZeroBase,
    /// A number outside the range of exact arithmetic.
    Overflow,
}

/// A side of an identity at the moment of its verdict: `1 + 0 = 1`.
#[derive(Debug)]
pub struct Operand {
    /// What the number is called.
    pub label: Words,
    /// The fact it is, where it is one: of last year's report, if it is that one's.
    pub fact: Option<FactId>,
    /// Whether it stands in last year's report.
    pub is_previous: bool,
    pub value: Value,
    /// Whether it is taken away.
    pub negative: bool,
    /// Where it is written, where it is written at all.
    pub place: Option<Place>,
}

/// Both sides of a comparison, each with its operands and what they come to.
#[derive(Debug)]
pub struct Arithmetic {
    /// The condition that a side is for itself: `complete(issued)`.
    pub function: Option<Function>,
    /// One of several conditions that are joined, and not wrong by itself.
    pub is_part: bool,
    pub left: Vec<Operand>,
    pub left_value: Option<Value>,
    pub comparison: Comparison,
    pub right: Vec<Operand>,
    pub right_value: Option<Value>,
    /// Left less right, where both are numbers of one kind.
    pub difference: Option<Decimal>,
}
