//! Resolves calls of functions: checks the number of arguments and their types.

use super::{Resolver, Typed};
use crate::diagnostic::catalog;
use crate::diagnostic::suggest;
use crate::model::{Date, Expression, ExpressionType, Function, Shape};
use crate::source::Span;
use crate::syntax::ast::{self, Name};

/// A year in which every calendar day exists.
const LEAP_YEAR: i16 = 2024;

impl Resolver<'_> {
    pub(super) fn call(
        &mut self,
        name: Name,
        arguments: &[ast::Expression],
        span: Span,
    ) -> Option<Typed> {
        let Some(function) = Function::of_name(name.value) else {
            let diagnostic = catalog::unknown_function(self.place(name.span), &name.value);
            return self.report(suggest(
                diagnostic,
                name.value,
                &Function::names().collect::<Vec<_>>(),
            ));
        };
        if !function.arity().contains(&arguments.len()) {
            let arity = function.arity();
            return self.report(catalog::wrong_arity(
                self.place(span),
                &name.value,
                arity.start(),
                &arguments.len(),
            ));
        }
        let arguments: Option<Vec<Typed>> = arguments
            .iter()
            .map(|argument| self.typed(argument))
            .collect();
        let arguments = arguments?;
        let mut shape = Shape::Scalar;
        for argument in &arguments {
            shape = self.join(shape, argument.shape, span)?;
        }
        match function {
            Function::Share | Function::Multiple => {
                drop(self.unify(&arguments[0], &arguments[1], span)?);
            }
            Function::Complete if arguments[0].ty != ExpressionType::DATE => {
                return self.mismatch(&arguments[0].ty, &ExpressionType::DATE, span);
            }
            Function::Change => return self.change(arguments, shape, span),
            Function::Date if is_no_date(&arguments) => {
                let place = self.place(span);
                return self.report(catalog::no_such_date(place.clone(), &place.text()));
            }
            Function::Complete | Function::Date => {}
        }
        let arguments = arguments
            .into_iter()
            .map(|argument| argument.expression)
            .collect();
        Some(Typed {
            expression: Expression::Call(function, arguments),
            ty: function.result(),
            shape,
        })
    }

    /// Adds last year's number to the arguments of a change, and the unit for cases where no
    /// percentage is possible.
    fn change(&mut self, arguments: Vec<Typed>, shape: Shape, span: Span) -> Option<Typed> {
        let now = arguments.into_iter().next()?;
        let Some(unit) = now.ty.unit_of_change().map(str::to_owned) else {
            return self.report(catalog::change_of_what(self.place(span)));
        };
        let Some(then) = now.expression.a_year_before() else {
            return self.report(catalog::change_of_what(self.place(span)));
        };
        let arguments = vec![now.expression, then, Expression::Text(unit)];
        Some(Typed {
            expression: Expression::Call(Function::Change, arguments),
            ty: ExpressionType::TEXT,
            shape,
        })
    }
}

/// Whether the literal arguments cannot be a date in any year.
fn is_no_date(arguments: &[Typed]) -> bool {
    let number = |typed: &Typed| match typed.expression {
        Expression::Number(number) => number
            .to_integer()
            .and_then(|number| i16::try_from(number).ok()),
        Expression::Percent(_)
        | Expression::Money(_)
        | Expression::Text(_)
        | Expression::Year
        | Expression::Reference(..)
        | Expression::Previous(..)
        | Expression::Sum(_)
        | Expression::Product(_)
        | Expression::Call(..) => None,
    };
    let [year, month, day] = arguments else {
        return false;
    };
    let is_written = |typed: &Typed| matches!(typed.expression, Expression::Number(_));
    let year = if is_written(year) {
        number(year)
    } else {
        Some(LEAP_YEAR)
    };
    let date = || Date::new(year?, number(month)?, number(day)?);
    is_written(month) && is_written(day) && date().is_none()
}
