//! Resolves expressions and conditions: looks up each name from its scope outwards, and checks
//! types and units.

mod calls;
mod names;

use std::sync::Arc;

use crate::diagnostic::{Collected, Diagnostic, Severity, Words, catalog};
use crate::model::{
    Check, Clause, Column, Condition, CountType, Currency, Decimal, Expression, ExpressionType,
    Form, Function, Money, NameIndex, NodeId, OwnFacts, Reference, Shape, TableId, Template,
    TemplatePart, Type,
};
use crate::source::{Place, Source, Span};
use crate::syntax::ast::{self, ExpressionKind, Figure, Name};
use crate::syntax::unescape;

pub(super) use names::names_below;

/// The scope of names: a node of the form and its ancestors, and the report's own facts.
pub struct Scope<'a> {
    pub form: &'a Form,
    pub own_facts: &'a [OwnFacts],
    pub at: NodeId,
    /// The source of the expressions.
    pub source: &'a Arc<Source>,
}

/// An expression with its type and shape.
pub struct Typed {
    pub expression: Expression,
    pub ty: ExpressionType,
    pub shape: Shape,
}

impl Typed {
    fn scalar(expression: Expression, ty: ExpressionType) -> Typed {
        Typed {
            expression,
            ty,
            shape: Shape::Scalar,
        }
    }
}

/// Resolves the expressions of one scope. An expression that cannot be resolved is reported once
/// and gives `None`.
pub struct Resolver<'a> {
    scope: Scope<'a>,
    /// The indices of the `facts` blocks by their names.
    own_names: NameIndex,
    /// Whether a row may mean all of its columns, as in a check, or only its total, as in prose.
    vectors: bool,
    /// Whether to ignore unknown names, because some declarations have errors that are already
    /// reported.
    suppresses_follow_ups: bool,
    pub diagnostics: Collected,
}

impl<'a> Resolver<'a> {
    pub fn new(scope: Scope<'a>) -> Resolver<'a> {
        Resolver {
            scope,
            own_names: NameIndex::default(),
            vectors: true,
            suppresses_follow_ups: false,
            diagnostics: Collected::default(),
        }
    }

    /// A resolver that does not report unknown names: some declarations have errors, which are
    /// already reported.
    pub fn suppressing_follow_ups(self) -> Resolver<'a> {
        Resolver {
            suppresses_follow_ups: true,
            ..self
        }
    }

    /// The source of the expressions.
    pub fn source(&self) -> &'a Arc<Source> {
        self.scope.source
    }

    /// The node where the lookup of names starts.
    pub(super) fn at(&self) -> NodeId {
        self.scope.at
    }

    pub(super) fn place(&self, span: Span) -> Place {
        Place::new(self.scope.source, span)
    }

    fn report<T>(&mut self, diagnostic: Diagnostic) -> Option<T> {
        self.diagnostics.push(diagnostic);
        None
    }

    /// Reports an unknown name, unless follow-up errors are suppressed.
    fn undeclared<T>(&mut self, diagnostic: Diagnostic) -> Option<T> {
        if self.suppresses_follow_ups {
            None
        } else {
            self.report(diagnostic)
        }
    }

    // ── Checks ───────────────────────────────────────────────────────────────────────────────────

    pub fn check(&mut self, check: &ast::Check) -> Option<Check> {
        self.vectors = true;
        let mut shape = Shape::Scalar;
        let mut sides = Vec::new();
        for side in &check.condition.sides {
            let mut alternatives = Vec::new();
            for alternative in side {
                let clauses: Option<Vec<Clause>> = alternative
                    .iter()
                    .map(|clause| self.clause(clause, &mut shape))
                    .collect();
                alternatives.push(clauses?);
            }
            sides.push(alternatives);
        }
        Some(Check {
            name: check.name.value.to_owned(),
            severity: check
                .severity
                .map_or(Severity::Error, |severity| severity_named(severity.value)),
            statement: unescape(check.statement.value),
            basis: check.basis.map(|basis| unescape(basis.value)),
            condition: Condition {
                sides,
                span: check.condition.span,
            },
            shape,
            scope: self.scope.at,
            place: self.place(check.span),
        })
    }

    fn clause(&mut self, clause: &ast::Clause, shape: &mut Shape) -> Option<Clause> {
        let left = self.typed(&clause.left)?;
        let right = match &clause.right {
            Some((comparison, right)) => Some((*comparison, self.typed(right)?)),
            None => None,
        };
        let other = right.as_ref().map(|(_, right)| right);
        match other {
            Some(right) => {
                self.unify(&left, right, clause.span)?;
            }
            None if left.ty == ExpressionType::Truth => {}
            None => return self.report(catalog::not_a_condition(self.place(clause.span))),
        }
        for part in [Some(&left), other].into_iter().flatten() {
            *shape = self.join(*shape, part.shape, clause.span)?;
        }
        Some(Clause {
            left: left.expression,
            right: right.map(|(comparison, right)| (comparison, right.expression)),
        })
    }

    /// The common shape of two operands: a single number combines with every column or row.
    fn join(&mut self, a: Shape, b: Shape, span: Span) -> Option<Shape> {
        let columns = |table: TableId| {
            self.scope.form.tables[table]
                .columns
                .iter()
                .map(|column| &column.id)
        };
        match (a, b) {
            (Shape::Scalar, shape) | (shape, Shape::Scalar) => Some(shape),
            (Shape::Columns(a), Shape::Columns(b)) if a == b || columns(a).eq(columns(b)) => {
                Some(Shape::Columns(a))
            }
            (Shape::Rows(a), Shape::Rows(b)) if a == b => Some(Shape::Rows(a)),
            _ => self.report(catalog::mixed_shapes(self.place(span))),
        }
    }

    // ── Expressions ──────────────────────────────────────────────────────────────────────────────

    /// Resolves an expression of prose to a single number. A row means its total.
    pub fn scalar(&mut self, expression: &ast::Expression) -> Option<Typed> {
        self.vectors = false;
        self.typed(expression)
    }

    fn typed(&mut self, expression: &ast::Expression) -> Option<Typed> {
        match &expression.value {
            ExpressionKind::Literal(figure) => self.literal(*figure, expression.span),
            ExpressionKind::Reference(names) => self.reference(names, expression.span),
            ExpressionKind::Call(name, arguments) => self.call(*name, arguments, expression.span),
            ExpressionKind::Sum(terms) => self.sum(terms, expression.span),
            ExpressionKind::Product(factors) => self.product(factors, expression.span),
        }
    }

    fn literal(&mut self, figure: Figure, span: Span) -> Option<Typed> {
        let number = |digits: &str| Decimal::parse(digits);
        let typed = match figure {
            Figure::Number { digits, unit } => number(digits).map(|number| {
                match unit.map(|unit| (unit, Currency::of_name(unit))) {
                    None => Typed::scalar(Expression::Number(number), ExpressionType::Number),
                    Some((_, Some(currency))) => Typed::scalar(
                        Expression::Money(Money { number, currency }),
                        ExpressionType::Of(Type::AMOUNT),
                    ),
                    Some((unit, None)) => Typed::scalar(
                        Expression::Number(number),
                        ExpressionType::Of(Type::Count(CountType {
                            unit: Some(unit.to_owned()),
                        })),
                    ),
                }
            }),
            Figure::Percent(digits) => number(digits)
                .map(|number| Typed::scalar(Expression::Percent(number), ExpressionType::PERCENT)),
            Figure::Date(_)
            | Figure::Text(_)
            | Figure::Word(_)
            | Figure::Blank
            | Figure::NotApplicable
            | Figure::Unknown => None,
        };
        typed.or_else(|| self.report(catalog::number_too_large(self.place(span))))
    }

    fn reference(&mut self, names: &[Name], span: Span) -> Option<Typed> {
        let (first, rest) = names.split_first()?;
        match (first.value, rest) {
            ("year", []) => Some(Typed::scalar(Expression::Year, ExpressionType::Number)),
            ("previous", [_, ..]) => {
                let (reference, ty, shape) = self.figures(rest, span)?;
                Some(Typed {
                    expression: Expression::Previous(reference, span),
                    ty,
                    shape,
                })
            }
            _ => {
                let (reference, ty, shape) = self.figures(names, span)?;
                Some(Typed {
                    expression: Expression::Reference(reference, span),
                    ty,
                    shape,
                })
            }
        }
    }

    /// The figures at a path.
    fn figures(
        &mut self,
        names: &[Name],
        span: Span,
    ) -> Option<(Reference, ExpressionType, Shape)> {
        let reference = self.path(names)?;
        let form = self.scope.form;
        match reference {
            Reference::Fact(fact) => {
                let own = self.scope.own_facts;
                let ty = match own
                    .partition_point(|block| block.first <= fact)
                    .checked_sub(1)
                {
                    Some(block) => own[block].ty.expression_type(),
                    None => form.type_of(fact).expression_type(),
                };
                Some((reference, ty, Shape::Scalar))
            }
            Reference::Own(block) => Some((
                reference,
                self.scope.own_facts[block].ty.expression_type(),
                Shape::Scalar,
            )),
            Reference::Row(node) => self.figures_of_row(reference, node, span),
            Reference::Column(table, column) => {
                let ty = form.tables[table].columns[column].ty.expression_type();
                match form.tables[table].rows.as_slice() {
                    _ if self.vectors => Some((reference, ty, Shape::Rows(table))),
                    [only] => Some((
                        Reference::Fact(form.cell(*only, column)?),
                        ty,
                        Shape::Scalar,
                    )),
                    rows => {
                        let rows = Words::list(
                            &rows
                                .iter()
                                .map(|&row| Words::same(form.node(row).name()))
                                .collect::<Vec<_>>(),
                        );
                        let name = form.tables[table].columns[column].name();
                        self.undeclared(catalog::not_one_figure(self.place(span), &name, &rows))
                    }
                }
            }
        }
    }

    /// The figures at the path of a row.
    fn figures_of_row(
        &mut self,
        reference: Reference,
        node: NodeId,
        span: Span,
    ) -> Option<(Reference, ExpressionType, Shape)> {
        let form = self.scope.form;
        let table = form.table_of(node)?;
        let columns = &form.tables[table].columns;
        if self.vectors {
            let ty = columns.first()?.ty.expression_type();
            if columns
                .iter()
                .any(|column| column.ty.expression_type() != ty)
            {
                return self.report(catalog::columns_differ(
                    self.place(span),
                    &form.node(node).name(),
                ));
            }
            return Some((reference, ty, Shape::Columns(table)));
        }
        match form.tables[table].representative() {
            Some(column) => Some((
                reference,
                columns[column].ty.expression_type(),
                Shape::Scalar,
            )),
            None => self.undeclared(catalog::not_one_figure(
                self.place(span),
                &form.node(node).name(),
                &names_of(columns),
            )),
        }
    }

    fn sum(&mut self, terms: &[(bool, ast::Expression)], span: Span) -> Option<Typed> {
        let mut total: Option<Typed> = None;
        let mut resolved = Vec::with_capacity(terms.len());
        for (negative, term) in terms {
            let typed = self.typed(term)?;
            let (ty, shape) = match &total {
                None => (typed.ty.clone(), typed.shape),
                Some(total) => (
                    self.unify(total, &typed, span)?,
                    self.join(total.shape, typed.shape, span)?,
                ),
            };
            // Only the type and shape so far matter from here on, so the term stays in `terms` and
            // this is a placeholder.
            total = Some(Typed {
                expression: typed.expression.clone(),
                ty,
                shape,
            });
            resolved.push((*negative, typed.expression));
        }
        total.map(|total| Typed {
            expression: Expression::Sum(resolved),
            ..total
        })
    }

    fn product(&mut self, factors: &[ast::Expression], span: Span) -> Option<Typed> {
        let mut ty = ExpressionType::Number;
        let mut shape = Shape::Scalar;
        let mut resolved = Vec::with_capacity(factors.len());
        for factor in factors {
            let typed = self.typed(factor)?;
            let Some(product) = ty.times(&typed.ty) else {
                let multiplied = Words::new("相乘", "multiplied");
                return self.report(catalog::unlike_kinds(
                    self.place(span),
                    &ty.words(),
                    &typed.ty.words(),
                    &multiplied,
                ));
            };
            ty = product;
            shape = self.join(shape, typed.shape, span)?;
            resolved.push(typed.expression);
        }
        Some(Typed {
            expression: Expression::Product(resolved),
            ty,
            shape,
        })
    }

    /// The common type of two operands that are added or compared.
    fn unify(&mut self, a: &Typed, b: &Typed, span: Span) -> Option<ExpressionType> {
        let is_zero = |typed: &Typed| matches!(&typed.expression, Expression::Number(number) if number.is_zero());
        if a.ty.takes(&b.ty, is_zero(b)) {
            return Some(a.ty.clone());
        }
        if b.ty.takes(&a.ty, is_zero(a)) {
            return Some(b.ty.clone());
        }
        if !is_change(a) && !is_change(b) {
            return self.mismatch(&a.ty, &b.ty, span);
        }
        let words = |typed: &Typed| {
            if is_change(typed) {
                Words::new("change 的结果", "the result of `change`")
            } else {
                typed.ty.words()
            }
        };
        let mismatch =
            catalog::unlike_kinds(self.place(span), &words(a), &words(b), &added_or_compared());
        self.report(mismatch.with_help(Words::new(
            "change 只能用于正文，比较增减请用本年度的数减上一年度的数：名称 - previous.名称",
            "use `change` in prose only; to compare, subtract last year's figure: name - previous.name",
        )))
    }

    fn mismatch<T>(&mut self, a: &ExpressionType, b: &ExpressionType, span: Span) -> Option<T> {
        self.report(catalog::unlike_kinds(
            self.place(span),
            &a.words(),
            &b.words(),
            &added_or_compared(),
        ))
    }

    // ── Templates ────────────────────────────────────────────────────────────────────────────────

    /// Resolves a text of a form: `{agency}{year}年…`.
    pub fn template(&mut self, text: ast::StringLiteral) -> Template {
        self.vectors = false;
        let mut parts = Vec::new();
        let mut rest = text.value;
        while let Some((before, after)) = rest.split_once('{') {
            if let Some(following) = after.strip_prefix('{') {
                parts.push(TemplatePart::Text(unescape(before) + "{"));
                rest = following;
                continue;
            }
            let Some((path, following)) = after.split_once('}') else {
                break;
            };
            if !before.is_empty() {
                parts.push(TemplatePart::Text(unescape(before)));
            }
            let names: Vec<Name> = path
                .split('.')
                .map(|value| Name {
                    value: value.trim(),
                    span: text.span,
                })
                .collect();
            parts.extend(
                self.reference(&names, text.span)
                    .map(|typed| TemplatePart::Value(typed.expression)),
            );
            rest = following;
        }
        if !rest.is_empty() {
            parts.push(TemplatePart::Text(unescape(rest)));
        }
        parts
    }
}

fn added_or_compared() -> Words {
    Words::new("相加或比较", "added or compared")
}

fn is_change(typed: &Typed) -> bool {
    matches!(typed.expression, Expression::Call(Function::Change, _))
}

fn severity_named(name: &str) -> Severity {
    match name {
        "warning" => Severity::Warning,
        "hint" => Severity::Hint,
        _ => Severity::Error,
    }
}

fn names_of(columns: &[Column]) -> Words {
    Words::list(
        &columns
            .iter()
            .map(|column| Words::same(column.name()))
            .collect::<Vec<_>>(),
    )
}
