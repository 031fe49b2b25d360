//! The types of value. A file of `types/` has all that the language knows of one type; the rest of
//! the compiler asks the type. `docs/architecture.md` says how one is added.

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

/// What kind of value a form asks for at a place. It answers as the file of the type says: see
/// [`ValueType`].
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

/// Every type without a unit or words of its own: what a keyword is looked up in. The grammar has
/// the same keywords.
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

/// A type as it is declared, or what is wrong with the declaration.
pub(super) type Declared = Result<Type, WrongDeclaration>;

#[derive(Debug)]
pub struct WrongDeclaration {
    pub diagnostic: Box<Diagnostic>,
    /// The type used instead, so that no follow-up errors are reported.
    pub instead: Type,
}

/// All that the language knows of one type of value.
pub trait ValueType {
    /// The word that declares it, which data has as well.
    fn keyword(&self) -> &'static str;

    /// What messages call it.
    fn words(&self) -> Words;

    /// How its values are written, for the comments of a new report. Empty where that is plain.
    fn hint(&self, year: i32) -> Words;

    /// As forms declare it: `count 件`.
    fn declaration(&self) -> String {
        match self.unit() {
            Some(unit) => format!("{} {unit}", self.keyword()),
            None => self.keyword().to_owned(),
        }
    }

    /// The type of a declaration that begins with the keyword.
    ///
    /// # Errors
    /// What is wrong with the unit that is declared.
    fn declare(&self, syntax: &ast::Type, source: &Arc<Source>) -> Declared;

    // ── Values ───────────────────────────────────────────────────────────────────────────────────

    /// The value that a figure states. None where such figures belong to other types.
    fn read(&self, figure: ast::Figure, place: &dyn Fn() -> Place) -> Option<Checked>;

    /// The value that a figure in prose states of an expression of this type.
    fn read_in_prose(&self, figure: ast::Figure, place: &dyn Fn() -> Place) -> Option<Checked> {
        self.read(figure, place)
    }

    /// Whether a quoted text would be a value of the type without its quotes.
    fn reads_unquoted(&self, text: &str) -> bool;

    /// The error where several cells stand for one value, which was written in another way.
    fn cut_apart(&self, _place: Place) -> Option<Diagnostic> {
        None
    }

    /// What an expression comes to, as a value of the type: 0 is an amount where one is asked for.
    fn computed(&self, value: Value) -> Value {
        value
    }

    /// A value as it is written in a source, choices in their ids or in their names. None for a
    /// value that the type does not take. Absences are seen to by [`Type::source_form`].
    fn written(&self, value: &Value, in_ids: bool) -> Option<String>;

    /// A value as data sets state it.
    fn stated(&self, value: &Value) -> String {
        value.to_string()
    }

    /// A value as pages show it under the heading of the type.
    fn on_page(&self, value: &Value) -> String {
        value.in_sentence()
    }

    // ── Units and numbers ────────────────────────────────────────────────────────────────────────

    /// The unit that a page or a data set prints beside the number: 件, or the heading's own 万元.
    fn unit(&self) -> Option<&str> {
        self.counted_unit()
    }

    /// The unit that the form states and that its figures may leave out: 件.
    fn counted_unit(&self) -> Option<&str> {
        None
    }

    /// The unit of all its numbers in a data set.
    fn data_unit(&self) -> Option<&str> {
        self.unit()
    }

    /// The number of a value in [`ValueType::data_unit`], whatever unit a report writes.
    fn data_number(&self, value: &Value) -> Option<Decimal> {
        value.number()
    }

    /// Nothing of it, which `rest 0` states. None for what is no number.
    fn zero(&self) -> Option<Value>;

    /// Whether its numbers may be less than zero.
    fn may_be_negative(&self) -> bool {
        false
    }

    /// Whether a change of it is also printed as a percentage of the value before.
    fn grows(&self) -> bool {
        false
    }

    // ── Expressions ──────────────────────────────────────────────────────────────────────────────

    /// The type that expressions take its values for.
    fn in_expressions(&self) -> Type;

    /// What its values are values of. Those of the same are added and compared.
    fn dimension(&self) -> (&'static str, Option<&str>) {
        (self.keyword(), self.counted_unit())
    }

    /// Whether values of another type are values of this one too.
    fn takes_in(&self, _other: &Type) -> bool {
        false
    }

    /// Whether a bare number is added to its values and compared with them.
    fn takes_number(&self, is_zero: bool) -> bool {
        is_zero && self.zero().is_some()
    }

    /// Whether its values are multiplied by a bare number.
    fn is_multiplied(&self) -> bool {
        false
    }

    /// The unit that `change` writes after a number of it. None if a change has no words.
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

    /// The type that a form or a report declares.
    ///
    /// # Errors
    /// What is wrong with its declaration.
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

    /// Every type, without a unit or words of its own.
    pub fn all() -> &'static [Type] {
        &ALL
    }

    /// A value as it is written for a fact of the type. None where the type does not take it.
    pub fn source_form(&self, value: &Value, in_ids: bool) -> Option<String> {
        if let Value::Absent(absence) = value {
            Some(absence.sign().to_owned())
        } else {
            self.written(value, in_ids)
        }
    }

    /// Whether its values are numbers, which are added up.
    pub fn is_number(&self) -> bool {
        self.zero().is_some()
    }

    pub fn is_text(&self) -> bool {
        matches!(self, Type::Text(_))
    }

    /// Whether values of the two can be added and compared.
    pub fn is_like(&self, other: &Type) -> bool {
        self == other || self.dimension() == other.dimension()
    }

    pub fn expression_type(&self) -> ExpressionType {
        ExpressionType::Of(self.in_expressions())
    }
}
