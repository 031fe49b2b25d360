//! The syntax tree of a form.

use super::{Check, Expression, Name, Path, Spanned, StringLiteral};
use crate::source::Span;

#[derive(Debug)]
pub struct Form<'s> {
    pub name: Name<'s>,
    pub edition: Spanned<&'s str>,
    pub label: StringLiteral<'s>,
    pub first_year: Spanned<&'s str>,
    pub last_year: Option<Spanned<&'s str>>,
    pub items: Vec<FormItem<'s>>,
    /// Whether every item was parsed without error.
    pub is_whole: bool,
    pub span: Span,
}

#[derive(Debug)]
pub enum FormItem<'s> {
    Basis(StringLiteral<'s>),
    Title(StringLiteral<'s>),
    Signature(Vec<StringLiteral<'s>>),
    Field(Field<'s>),
    Axis(Naming<'s>, Vec<Column<'s>>),
    Section(Section<'s>),
    Check(Check<'s>),
    Phrase(Phrase<'s>),
    Aside(Aside<'s>),
    Follows(Follows<'s>),
}

/// `follows disclosure 2019 { … }`
#[derive(Debug)]
pub struct Follows<'s> {
    pub name: Name<'s>,
    pub edition: Spanned<&'s str>,
    pub changes: Vec<FollowsLine<'s>>,
    pub span: Span,
}

#[derive(Debug)]
pub enum FollowsLine<'s> {
    /// `new 主动公开.第八项 "…"`
    New(Path<'s>, StringLiteral<'s>),
    /// `dropped 主动公开.第九项 "…"`
    Dropped(Path<'s>, StringLiteral<'s>),
    /// `甲 + 乙 = 丙`: the paths in this form, then those in the previous form.
    Matched(Vec<Path<'s>>, Vec<Path<'s>>),
}

#[derive(Debug, Clone, Copy)]
pub struct Naming<'s> {
    pub id: Name<'s>,
    pub alias: Option<Name<'s>>,
    pub label: StringLiteral<'s>,
}

impl Naming<'_> {
    pub fn is_named(&self, name: &str) -> bool {
        self.id.value == name || self.alias.is_some_and(|alias| alias.value == name)
    }
}

#[derive(Debug)]
pub struct Field<'s> {
    pub naming: Naming<'s>,
    pub ty: Type<'s>,
    pub presence: Presence<'s>,
}

/// Whether a field is required.
#[derive(Debug)]
pub enum Presence<'s> {
    Required,
    Recommended,
    Optional,
    /// Optional: a missing value is replaced by this one.
    Default(Expression<'s>),
}

/// `count 件`, `percent`, `choice(draft 草案, final)`
#[derive(Debug, Clone)]
pub struct Type<'s> {
    pub keyword: Name<'s>,
    pub unit: Option<Name<'s>>,
    /// The values of a choice, each with its alias.
    pub options: Vec<(Name<'s>, Option<Name<'s>>)>,
}

#[derive(Debug)]
pub struct Column<'s> {
    pub naming: Naming<'s>,
    pub kind: ColumnKind<'s>,
}

#[derive(Debug)]
pub enum ColumnKind<'s> {
    /// The column's own type, if it has one; otherwise the table's type applies.
    Plain(Option<Type<'s>>),
    Sum(Total<'s>),
    Group(Vec<Column<'s>>),
}

/// `= sum without days, hours`
#[derive(Debug)]
pub struct Total<'s> {
    /// The columns or rows that the total leaves out.
    pub left_out: Vec<Name<'s>>,
    pub span: Span,
}

#[derive(Debug)]
pub struct Section<'s> {
    pub naming: Naming<'s>,
    pub also: Vec<StringLiteral<'s>>,
    pub prose: bool,
    pub prose_is_optional: bool,
    pub items: Vec<SectionItem<'s>>,
}

#[derive(Debug)]
pub enum SectionItem<'s> {
    Table(Table<'s>),
    Field(Field<'s>),
    Layout(Layout),
    Check(Check<'s>),
    Phrase(Phrase<'s>),
    Aside(Aside<'s>),
}

/// How tables are laid out on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// The rows of a table become groups of columns of one published row.
    Across,
    /// The tables of a section are published as one, each under its caption.
    Stacked,
}

#[derive(Debug)]
pub struct Table<'s> {
    pub naming: Option<Naming<'s>>,
    pub axis: Option<Name<'s>>,
    pub ty: Option<Type<'s>>,
    pub items: Vec<TableItem<'s>>,
    pub span: Span,
}

#[derive(Debug)]
pub enum TableItem<'s> {
    Corner(StringLiteral<'s>),
    Layout(Layout),
    Columns(Vec<Column<'s>>),
    Check(Check<'s>),
    Phrase(Phrase<'s>),
    Aside(Aside<'s>),
    Line(Line<'s>),
}

/// A row of a table, or a group of rows.
#[derive(Debug)]
pub struct Line<'s> {
    pub naming: Naming<'s>,
    pub kind: LineKind<'s>,
}

#[derive(Debug)]
pub enum LineKind<'s> {
    Row,
    Sum(Total<'s>),
    Group(Vec<Line<'s>>),
}

#[derive(Debug)]
pub struct Phrase<'s> {
    pub name: Name<'s>,
    /// Another phrase: a match must directly follow a match of that phrase.
    pub after: Option<Name<'s>>,
    pub statement: StringLiteral<'s>,
    pub patterns: Vec<Pattern<'s>>,
}

#[derive(Debug)]
pub struct Pattern<'s> {
    pub text: StringLiteral<'s>,
    /// The parts of the pattern; `None` if `pattern_parts` parses them later.
    pub parts: Option<Vec<PatternPart<'s>>>,
}

/// A part of a phrase's pattern.
#[derive(Debug)]
pub enum PatternPart<'s> {
    Text(&'s str),
    /// `[收到|受理]`
    AnyOf(Vec<&'s str>),
    /// `…`
    Ellipsis,
    /// `{received or received + carried_in}`
    Number(Vec<Expression<'s>>),
    /// `{0 = received}`
    Claim(Spanned<&'s str>, Expression<'s>),
}

/// `aside "上年 去年" except "上年结转"`
#[derive(Debug)]
pub struct Aside<'s> {
    pub words: StringLiteral<'s>,
    pub except: Option<StringLiteral<'s>>,
}
