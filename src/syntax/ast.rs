//! The syntax tree: every construct of `grammar/gdr.pest`, with its span. Names are not resolved.

mod forms;

use crate::source::Span;

pub use forms::*;

/// A value and its span.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spanned<T> {
    pub value: T,
    pub span: Span,
}

/// An unresolved name.
pub type Name<'s> = Spanned<&'s str>;
/// The content of a string, with escapes not yet replaced.
pub type StringLiteral<'s> = Spanned<&'s str>;

#[derive(Debug, Default)]
pub struct File<'s> {
    /// The first word of each item that does not parse. Its error is already reported.
    pub error_nodes: Vec<&'s str>,
    pub reports: Vec<ReportHead<'s>>,
    pub uses: Vec<StringLiteral<'s>>,
    pub forms: Vec<Form<'s>>,
    pub entries: Vec<Entry<'s>>,
    pub facts: Vec<Facts<'s>>,
    pub checks: Vec<Check<'s>>,
    pub allows: Vec<Allow<'s>>,
}

/// `report disclosure 2020`
#[derive(Debug)]
pub struct ReportHead<'s> {
    pub form: Name<'s>,
    pub year: Spanned<&'s str>,
    pub span: Span,
}

/// `申请.新收`: never empty.
#[derive(Debug, Clone)]
pub struct Path<'s> {
    pub names: Vec<Name<'s>>,
    pub span: Span,
}

/// A path and its value.
#[derive(Debug)]
pub struct Entry<'s> {
    pub path: Path<'s>,
    pub row: Option<Row<'s>>,
    pub body: Option<Body<'s>>,
}

#[derive(Debug)]
pub enum Body<'s> {
    Block(Block<'s>),
    Prose(Prose<'s>),
}

#[derive(Debug)]
pub struct Block<'s> {
    pub header: Option<Header<'s>>,
    pub entries: Vec<Entry<'s>>,
    pub rests: Vec<Rest<'s>>,
    /// The first word of each entry that does not parse. Its error is already reported.
    pub error_nodes: Vec<&'s str>,
    pub span: Span,
}

/// `[自然人 | 商业企业 科研机构 = 总计]`
#[derive(Debug)]
pub struct Header<'s> {
    pub cells: Vec<HeaderCell<'s>>,
    pub span: Span,
}

#[derive(Debug)]
pub enum HeaderCell<'s> {
    Name(Name<'s>),
    Bar(Span),
    Equals(Span),
}

/// `rest 0`
#[derive(Debug)]
pub struct Rest<'s> {
    pub value: Spanned<Figure<'s>>,
    pub span: Span,
}

/// `1 | 0 0 0 0 0 = 1 "note"`
#[derive(Debug)]
pub struct Row<'s> {
    pub cells: Vec<Cell<'s>>,
    pub span: Span,
}

pub type Cell<'s> = Spanned<CellKind<'s>>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellKind<'s> {
    Figure(Figure<'s>),
    Bar,
    Equals,
}

/// The source form of a value; its meaning depends on the type that the form declares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure<'s> {
    /// Digits with sign, decimal point and `_`, and the unit after them.
    Number {
        digits: &'s str,
        unit: Option<&'s str>,
    },
    /// The digits before `%`.
    Percent(&'s str),
    Date(&'s str),
    Text(&'s str),
    Word(&'s str),
    Blank,
    NotApplicable,
    Unknown,
}

/// `facts 网站 "…" : count 条 { … }`
#[derive(Debug)]
pub struct Facts<'s> {
    pub name: Name<'s>,
    pub label: StringLiteral<'s>,
    pub ty: Type<'s>,
    pub facts: Vec<OwnFact<'s>>,
    pub span: Span,
}

#[derive(Debug)]
pub struct OwnFact<'s> {
    pub name: Name<'s>,
    pub label: Option<StringLiteral<'s>>,
    pub figure: Spanned<Figure<'s>>,
    pub is_sum: bool,
}

#[derive(Debug)]
pub struct Allow<'s> {
    /// The path of a check or total, or the name of a lint.
    pub subject: Vec<Name<'s>>,
    pub reason: StringLiteral<'s>,
    pub span: Span,
}

// ── Prose ────────────────────────────────────────────────────────────────────────────────────────

#[derive(Debug)]
pub struct Prose<'s> {
    pub parts: Vec<ProsePart<'s>>,
    pub span: Span,
}

#[derive(Debug)]
pub enum ProsePart<'s> {
    Text(StringLiteral<'s>),
    /// `{{`, which gives `{`.
    Brace(Span),
    Interpolation(Interpolation<'s>),
}

#[derive(Debug)]
pub struct Interpolation<'s> {
    /// `4013` in `{4013 = 网站.总计}`.
    pub asserted: Option<Spanned<Figure<'s>>>,
    pub expression: Expression<'s>,
    pub span: Span,
}

// ── Conditions and expressions ───────────────────────────────────────────────────────────────────

#[derive(Debug)]
pub struct Check<'s> {
    pub name: Name<'s>,
    pub severity: Option<Name<'s>>,
    pub statement: StringLiteral<'s>,
    pub basis: Option<StringLiteral<'s>>,
    pub condition: Condition<'s>,
    pub span: Span,
}

/// A disjunction of conjunctions, or two of them joined by `iff`.
#[derive(Debug)]
pub struct Condition<'s> {
    pub sides: Vec<Vec<Vec<Clause<'s>>>>,
    pub span: Span,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    Equal,
    NotEqual,
    AtLeast,
    AtMost,
    More,
    Less,
}

impl Comparison {
    pub fn symbol(self) -> &'static str {
        match self {
            Comparison::Equal => "=",
            Comparison::NotEqual => "≠",
            Comparison::AtLeast => "≥",
            Comparison::AtMost => "≤",
            Comparison::More => ">",
            Comparison::Less => "<",
        }
    }
}

#[derive(Debug)]
pub struct Clause<'s> {
    pub left: Expression<'s>,
    pub right: Option<(Comparison, Expression<'s>)>,
    pub span: Span,
}

pub type Expression<'s> = Spanned<ExpressionKind<'s>>;

impl Expression<'_> {
    /// Shifts all spans by a distance in bytes.
    pub(super) fn move_by(&mut self, distance: usize) {
        self.span = self.span.moved(distance);
        match &mut self.value {
            ExpressionKind::Literal(_) => {}
            ExpressionKind::Reference(names) => names
                .iter_mut()
                .for_each(|name| name.span = name.span.moved(distance)),
            ExpressionKind::Call(name, arguments) => {
                name.span = name.span.moved(distance);
                arguments
                    .iter_mut()
                    .for_each(|argument| argument.move_by(distance));
            }
            ExpressionKind::Sum(terms) => terms
                .iter_mut()
                .for_each(|(_, term)| term.move_by(distance)),
            ExpressionKind::Product(factors) => factors
                .iter_mut()
                .for_each(|factor| factor.move_by(distance)),
        }
    }
}

#[derive(Debug, PartialEq, Eq)]
pub enum ExpressionKind<'s> {
    Literal(Figure<'s>),
    Reference(Vec<Name<'s>>),
    Call(Name<'s>, Vec<Expression<'s>>),
    /// The terms; the `bool` is whether the term is subtracted. The list is flat, so that a long
    /// sum is not a deep tree.
    Sum(Vec<(bool, Expression<'s>)>),
    Product(Vec<Expression<'s>>),
}
