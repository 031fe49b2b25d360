//! Checks and the expressions in them, with every name resolved.

use super::{Decimal, ExpressionType, FactId, Money, NodeId, TableId};
use crate::diagnostic::Severity;
use crate::source::{Place, Span};

/// An identity or another condition that a report must meet.
#[derive(Debug)]
pub struct Check {
    pub name: String,
    pub severity: Severity,
    /// The condition in words.
    pub statement: String,
    /// The regulation and article, where it is not the form's own.
    pub basis: Option<String>,
    pub condition: Condition,
    pub shape: Shape,
    /// Where it is declared: the form, a section or a table.
    pub scope: NodeId,
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
    pub span: Span,
}

impl Condition {
    /// Whether last year's report takes part in it.
    pub fn names_previous(&self) -> bool {
        self.clauses().any(|clause| {
            let right = clause.right.as_ref().map(|(_, right)| right);
            [Some(&clause.left), right]
                .into_iter()
                .flatten()
                .any(Expression::names_previous)
        })
    }

    /// Everything that is named in it.
    pub fn references(&self) -> Vec<Named> {
        let sides = self.clauses().flat_map(|clause| {
            [
                Some(&clause.left),
                clause.right.as_ref().map(|(_, right)| right),
            ]
        });
        sides.flatten().flat_map(Expression::references).collect()
    }

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
    /// Only the compiler writes texts: the unit of a change.
    Text(String),
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

impl Expression {
    /// The same of last year's report. None for one that speaks of that report already.
    pub fn a_year_before(&self) -> Option<Expression> {
        let all = |expressions: &[Expression]| {
            expressions
                .iter()
                .map(Expression::a_year_before)
                .collect::<Option<Vec<_>>>()
        };
        Some(match self {
            Expression::Number(_)
            | Expression::Percent(_)
            | Expression::Money(_)
            | Expression::Text(_) => self.clone(),
            Expression::Year => Expression::Sum(vec![
                (false, Expression::Year),
                (true, Expression::Number(Decimal::from(1))),
            ]),
            Expression::Reference(reference, span) => Expression::Previous(*reference, *span),
            Expression::Previous(..) => return None,
            Expression::Sum(terms) => {
                let terms = terms
                    .iter()
                    .map(|(negative, term)| Some((*negative, term.a_year_before()?)));
                Expression::Sum(terms.collect::<Option<Vec<_>>>()?)
            }
            Expression::Product(factors) => Expression::Product(all(factors)?),
            Expression::Call(function, arguments) => Expression::Call(*function, all(arguments)?),
        })
    }

    /// What it names.
    pub fn references(&self) -> Vec<Named> {
        let named = |reference: &Reference, span: &Span, is_previous| {
            vec![Named {
                reference: *reference,
                span: *span,
                is_previous,
            }]
        };
        match self {
            Expression::Reference(reference, span) => named(reference, span, false),
            Expression::Previous(reference, span) => named(reference, span, true),
            Expression::Sum(terms) => terms
                .iter()
                .flat_map(|(_, term)| term.references())
                .collect(),
            Expression::Product(parts) | Expression::Call(_, parts) => {
                parts.iter().flat_map(Expression::references).collect()
            }
            Expression::Number(_)
            | Expression::Percent(_)
            | Expression::Money(_)
            | Expression::Text(_)
            | Expression::Year => Vec::new(),
        }
    }

    fn names_previous(&self) -> bool {
        match self {
            Expression::Previous(..) => true,
            Expression::Sum(terms) => terms.iter().any(|(_, term)| term.names_previous()),
            Expression::Product(parts) => parts.iter().any(Expression::names_previous),
            Expression::Call(function, parts) => {
                *function == Function::Change || parts.iter().any(Expression::names_previous)
            }
            Expression::Number(_)
            | Expression::Percent(_)
            | Expression::Money(_)
            | Expression::Text(_)
            | Expression::Year
            | Expression::Reference(..) => false,
        }
    }
}

/// What an expression names, with where, and whether in last year's report.
#[derive(Debug, Clone, Copy)]
pub struct Named {
    pub reference: Reference,
    pub span: Span,
    pub is_previous: bool,
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
    /// `change(number)`: the change from last year in words. Resolved, it has last year's number
    /// and the unit as well.
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
        Function::ALL
            .iter()
            .find(|(candidate, _)| *candidate == name)
            .map(|(_, function)| *function)
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

    pub fn result(self) -> ExpressionType {
        match self {
            Function::Share => ExpressionType::PERCENT,
            Function::Change => ExpressionType::TEXT,
            Function::Date => ExpressionType::DATE,
            Function::Complete | Function::Multiple => ExpressionType::Truth,
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
