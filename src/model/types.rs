//! The types of values. Each file of `types/` implements one type; the rest of the compiler calls
//! it through [`ValueType`]. `CONTRIBUTING.md` has the steps to add a type.

mod amount;
mod choice;
mod count;
mod date;
mod decimal;
mod delta;
mod expression;
mod percent;
mod reading;
mod text;

use std::ops::Deref;
use std::sync::Arc;

use super::{Decimal, Value};
use crate::diagnostic::{Diagnostic, Words};
use crate::source::{Place, Source};
use crate::syntax::{self, ast};

pub use amount::AmountType;
pub use choice::ChoiceType;
pub use count::CountType;
pub use date::DateType;
pub use decimal::DecimalType;
pub use delta::DeltaType;
pub use expression::ExpressionType;
pub use percent::PercentType;
pub use reading::Checked;
pub use text::{TextType, without_quotes};

/// The type of a value, as a form declares it. Its methods are those of [`ValueType`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Type {
    Count(CountType),
    Delta(DeltaType),
    Decimal(DecimalType),
    Amount(AmountType),
    Percent(PercentType),
    Date(DateType),
    Text(TextType),
    Choice(ChoiceType),
}

/// Every type without a unit or options, for the lookup of keywords. The grammar has the same
/// keywords.
static ALL: [Type; 8] = [
    Type::COUNT,
    Type::DELTA,
    Type::Decimal(DecimalType { unit: None }),
    Type::AMOUNT,
    Type::PERCENT,
    Type::DATE,
    Type::TEXT,
    Type::Choice(ChoiceType {
        choices: Vec::new(),
    }),
];

/// A declared type, or the error in its declaration.
pub(super) type Declared = Result<Type, WrongDeclaration>;

#[derive(Debug)]
pub struct WrongDeclaration {
    pub diagnostic: Box<Diagnostic>,
    /// The type used instead, so that no follow-up errors are reported.
    pub instead: Type,
}

/// The behaviour of one type.
pub trait ValueType {
    /// The keyword that declares it, also used in data formats.
    fn keyword(&self) -> &'static str;

    /// Its description in messages.
    fn words(&self) -> Words;

    /// How its values are written, for comments in a new report. Empty if no explanation is needed.
    fn hint(&self, year: i32) -> Words;

    /// The declaration in a form: `count 件`.
    fn declaration(&self) -> String {
        match self.unit() {
            Some(unit) => format!("{} {unit}", self.keyword()),
            None => self.keyword().to_owned(),
        }
    }

    /// The type of a declaration with this keyword.
    ///
    /// # Errors
    /// The unit in the declaration is invalid.
    fn declare(&self, syntax: &ast::Type, source: &Arc<Source>) -> Declared;

    // ── Values ───────────────────────────────────────────────────────────────────────────────────

    /// The value of a figure, or `None` if figures of this kind belong to other types.
    fn read(&self, figure: ast::Figure, place: &dyn Fn() -> Place) -> Option<Checked>;

    /// The value of a figure in prose that is compared with an expression of this type.
    fn read_in_prose(&self, figure: ast::Figure, place: &dyn Fn() -> Place) -> Option<Checked> {
        self.read(figure, place)
    }

    /// Whether a quoted string would be a value of the type without its quotes.
    fn reads_unquoted(&self, text: &str) -> bool;

    /// The error for several cells that are one value written in a wrong format.
    fn cut_apart(&self, _place: Place) -> Option<Diagnostic> {
        None
    }

    /// The value of an expression, converted to this type: for example, 0 becomes an amount.
    fn computed(&self, value: Value) -> Value {
        value
    }

    /// The source form of a value, with choices by their ids or names. `None` for a value of
    /// another type. [`Type::source_form`] handles absences.
    fn written(&self, value: &Value, in_ids: bool) -> Option<String>;

    /// The value as a data set states it.
    fn stated(&self, value: &Value) -> String {
        value.to_string()
    }

    /// The value as pages show it under the heading of the type.
    fn on_page(&self, value: &Value) -> String {
        value.in_sentence()
    }

    // ── Units and numbers ────────────────────────────────────────────────────────────────────────

    /// The unit printed after the number on a page or in a data set: 件, or 万元 if the heading has
    /// that unit.
    fn unit(&self) -> Option<&str> {
        self.counted_unit()
    }

    /// The unit stated in the form, which figures may leave out: 件.
    fn counted_unit(&self) -> Option<&str> {
        None
    }

    /// The unit of all its numbers in a data set.
    fn data_unit(&self) -> Option<&str> {
        self.unit()
    }

    /// The number of a value in [`ValueType::data_unit`], whatever unit the report uses.
    fn data_number(&self, value: &Value) -> Option<Decimal> {
        value.number()
    }

    /// The zero of the type, as stated by `rest 0`. `None` for types that are not numbers.
    fn zero(&self) -> Option<Value>;

    /// Whether its numbers may be negative.
    fn may_be_negative(&self) -> bool {
        false
    }

    /// Whether changes of its values are also shown as a percentage of the earlier value.
    fn grows(&self) -> bool {
        false
    }

    // ── Expressions ──────────────────────────────────────────────────────────────────────────────

    /// The type of its values in expressions.
    fn in_expressions(&self) -> Type;

    /// The dimension of its values. Values of the same dimension can be added and compared.
    fn dimension(&self) -> (&'static str, Option<&str>) {
        (self.keyword(), self.counted_unit())
    }

    /// Whether values of another type are also values of this one.
    fn takes_in(&self, _other: &Type) -> bool {
        false
    }

    /// Whether a bare number can be added to its values and compared with them.
    fn takes_number(&self, is_zero: bool) -> bool {
        is_zero && self.zero().is_some()
    }

    /// Whether its values can be multiplied by a bare number.
    fn is_multiplied(&self) -> bool {
        false
    }

    /// The unit that `change` writes after a number. `None` if `change` does not accept this type.
    fn unit_of_change(&self) -> Option<&str> {
        None
    }
}

impl Deref for Type {
    type Target = dyn ValueType;

    fn deref(&self) -> &Self::Target {
        match self {
            Type::Count(ty) => ty,
            Type::Delta(ty) => ty,
            Type::Decimal(ty) => ty,
            Type::Amount(ty) => ty,
            Type::Percent(ty) => ty,
            Type::Date(ty) => ty,
            Type::Text(ty) => ty,
            Type::Choice(ty) => ty,
        }
    }
}

impl Type {
    pub const COUNT: Type = Type::Count(CountType { unit: None });
    pub const DELTA: Type = Type::Delta(DeltaType { unit: None });
    pub const AMOUNT: Type = Type::Amount(AmountType { currency: None });
    pub const PERCENT: Type = Type::Percent(PercentType);
    pub const DATE: Type = Type::Date(DateType);
    pub const TEXT: Type = Type::Text(TextType);

    /// The type of a declaration in a form or a report.
    ///
    /// # Errors
    /// The declaration is invalid.
    pub fn declared(syntax: &ast::Type, source: &Arc<Source>) -> Declared {
        let plain = ALL.iter().find(|ty| ty.keyword() == syntax.keyword.value);
        match plain {
            Some(plain) => plain.declare(syntax, source),
            None => Err(WrongDeclaration {
                diagnostic: Box::new(syntax::no_type(Place::new(source, syntax.keyword.span))),
                instead: Type::COUNT,
            }),
        }
    }

    /// Every type, without a unit or options.
    pub fn all() -> &'static [Type] {
        &ALL
    }

    /// The source form of a value of this type. `None` if the value has another type.
    pub fn source_form(&self, value: &Value, in_ids: bool) -> Option<String> {
        if let Value::Absent(absence) = value {
            Some(absence.sign().to_owned())
        } else {
            self.written(value, in_ids)
        }
    }

    /// Whether its values are numbers, which can be added.
    pub fn is_number(&self) -> bool {
        self.zero().is_some()
    }

    pub fn is_text(&self) -> bool {
        matches!(self, Type::Text(_))
    }

    /// Whether values of both types can be added and compared.
    pub fn is_like(&self, other: &Type) -> bool {
        self == other || self.dimension() == other.dimension()
    }

    pub fn expression_type(&self) -> ExpressionType {
        ExpressionType::Of(self.in_expressions())
    }
}
