//! Checks and the expressions in them, with every name resolved.

use super::{Decimal, FactId, Kind, Money, NodeId, TableId};
use crate::diagnostic::Level;
use crate::source::{Place, Span};

/// An identity or another condition that a report must meet.
#[derive(Debug)]
pub struct Check {
    pub name: String,
    pub level: Level,
    /// The condition in words.
    pub statement: String,
    /// The regulation and article, where it is not the form's own.
    pub basis: Option<String>,
    pub condition: Condition,
    pub shape: Shape,
    pub place: Place,
}

/// Over what a check holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Once.
    Scalar,
    /// For each column of a table.
    Columns(TableId),
    /// For each row of a table.
    Rows(TableId),
}

/// `or` of `and`s; two of them joined by `iff`.
#[derive(Debug)]
pub struct Condition {
    pub sides: Vec<Vec<Vec<Clause>>>,
}

impl Condition {
    pub fn clauses(&self) -> impl Iterator<Item = &Clause> {
        self.sides.iter().flatten().flatten()
    }
}

#[derive(Debug)]
pub struct Clause {
    pub left: Expression,
    pub right: Option<(Comparison, Expression)>,
}

pub use crate::syntax::ast::Comparison;

#[derive(Debug, Clone)]
pub enum Expression {
    Number(Decimal),
    Percent(Decimal),
    Money(Money),
    /// The reporting year.
    Year,
    Reference(Reference, Span),
    /// The same fact in last year's report.
    Previous(Reference, Span),
    /// Terms, each with whether it is taken away.
    Sum(Vec<(bool, Expression)>),
    Product(Vec<Expression>),
    Call(Function, Vec<Expression>),
}

/// What a path of an expression names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reference {
    Fact(FactId),
    /// A row or a group of rows: a number for each column, its total where one is asked for.
    Row(NodeId),
    /// A column of a table: a number for each row.
    Column(TableId, usize),
    /// A block of the report's own facts, which stands for its total.
    Own(usize),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Function {
    /// `share(part, whole)`, `share(part, whole, digits)`: a percentage, rounded half up.
    Share,
    /// `change(fact)`: the change from last year in words.
    Change,
    /// `date(year, month, day)`
    Date,
    /// `complete(date)`: whether its day is stated.
    Complete,
    /// `multiple(number, of)`
    Multiple,
}

impl Function {
    const ALL: [(&str, Function); 5] = [
        ("share", Function::Share),
        ("change", Function::Change),
        ("date", Function::Date),
        ("complete", Function::Complete),
        ("multiple", Function::Multiple),
    ];

    pub fn of_name(name: &str) -> Option<Function> {
        Function::ALL.iter().find(|(candidate, _)| *candidate == name).map(|(_, function)| *function)
    }

    pub fn names() -> impl Iterator<Item = &'static str> {
        Function::ALL.iter().map(|(name, _)| *name)
    }

    /// How many arguments it takes.
    pub fn arity(self) -> std::ops::RangeInclusive<usize> {
        match self {
            Function::Share => 2..=3,
            Function::Change | Function::Complete => 1..=1,
            Function::Date => 3..=3,
            Function::Multiple => 2..=2,
        }
    }

    pub fn result(self) -> Kind {
        match self {
            Function::Share => Kind::Percent,
            Function::Change => Kind::Text,
            Function::Date => Kind::Date,
            Function::Complete | Function::Multiple => Kind::Truth,
        }
    }
}

/// A text with facts in it: `{agency}{year}年政府信息公开工作年度报告`.
pub type Template = Vec<TemplatePart>;

#[derive(Debug)]
pub enum TemplatePart {
    Text(String),
    Value(Expression),
}
