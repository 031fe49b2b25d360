//! Checks and the expressions in them, with all names resolved.

use super::{Decimal, ExpressionType, FactId, Money, NodeId, TableId};
use crate::diagnostic::Severity;
use crate::source::{Place, Span};

/// An identity, or another condition on a report.
#[derive(Debug)]
pub struct Check {
    pub name: String,
    pub severity: Severity,
    /// The condition in words.
    pub statement: String,
    /// The regulation and article, if they differ from the form's.
    pub basis: Option<String>,
    pub condition: Condition,
    pub shape: Shape,
    /// The form, section or table that declares it.
    pub scope: NodeId,
    pub place: Place,
}

/// What a check is evaluated for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// The report, once.
    Scalar,
    /// Each column of a table.
    Columns(TableId),
    /// Each row of a table.
    Rows(TableId),
}

/// A disjunction of conjunctions, or two of them joined by `iff`.
#[derive(Debug)]
pub struct Condition {
    pub sides: Vec<Vec<Vec<Clause>>>,
    pub span: Span,
}

impl Condition {
    /// Whether it refers to last year's report.
    pub fn names_previous(&self) -> bool {
        self.clauses().any(|clause| {
            let right = clause.right.as_ref().map(|(_, right)| right);
            [Some(&clause.left), right]
                .into_iter()
                .flatten()
                .any(Expression::names_previous)
        })
    }

    /// All references in it.
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
    /// The unit of a change. Sources cannot contain this variant; the compiler adds it.
    Text(String),
    /// The reporting year.
    Year,
    Reference(Reference, Span),
    /// The same fact in last year's report.
    Previous(Reference, Span),
    /// The terms; the `bool` is whether the term is subtracted.
    Sum(Vec<(bool, Expression)>),
    Product(Vec<Expression>),
    Call(Function, Vec<Expression>),
}

impl Expression {
    /// The same expression in last year's report. `None` if this one already refers to last year's
    /// report.
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

    /// All references in it.
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

/// A reference, its span, and whether it refers to last year's report.
#[derive(Debug, Clone, Copy)]
pub struct Named {
    pub reference: Reference,
    pub span: Span,
    pub is_previous: bool,
}

/// The referent of a path in an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reference {
    Fact(FactId),
    /// A row or a group of rows: one number for each column, or its total where a single number is
    /// needed.
    Row(NodeId),
    /// A column of a table: one number for each row.
    Column(TableId, usize),
    /// A block of the report's own facts: its total.
    Own(usize),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Function {
    /// `share(part, whole)`, `share(part, whole, digits)`: a percentage, rounded half away from
    /// zero.
    Share,
    /// `change(number)`: the change from last year in words. Resolution adds last year's number and
    /// the unit as arguments.
    Change,
    /// `date(year, month, day)`
    Date,
    /// `complete(date)`: whether the day of the date is stated.
    Complete,
    /// `multiple(number, of)`: whether a number is a multiple of another.
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

    /// The accepted numbers of arguments.
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

/// A text that contains facts: `{agency}{year}年政府信息公开工作年度报告`.
pub type Template = Vec<TemplatePart>;

#[derive(Debug)]
pub enum TemplatePart {
    Text(String),
    Value(Expression),
}
