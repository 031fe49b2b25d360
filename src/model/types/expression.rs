//! The types of expressions, and which of them can be combined.

use super::Type;
use crate::diagnostic::Words;

/// The type of an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExpressionType {
    /// A bare number, which can be combined with any unit.
    Number,
    /// A type from [`in_expressions`](super::ValueType::in_expressions).
    Of(Type),
    Truth,
}

impl ExpressionType {
    pub const PERCENT: ExpressionType = ExpressionType::Of(Type::PERCENT);
    pub const DATE: ExpressionType = ExpressionType::Of(Type::DATE);
    pub const TEXT: ExpressionType = ExpressionType::Of(Type::TEXT);

    /// Its description in messages.
    pub fn words(&self) -> Words {
        match self {
            ExpressionType::Number => Words::new("无单位的数", "a number without a unit"),
            ExpressionType::Of(ty) => ty.words(),
            ExpressionType::Truth => Words::new("条件", "a condition"),
        }
    }

    pub fn is_number(&self) -> bool {
        match self {
            ExpressionType::Number => true,
            ExpressionType::Of(ty) => ty.is_number(),
            ExpressionType::Truth => false,
        }
    }

    /// Whether values of another type can be added to values of this one and compared with them.
    pub fn takes(&self, other: &ExpressionType, is_zero: bool) -> bool {
        if self == other {
            return true;
        }
        match self {
            ExpressionType::Number | ExpressionType::Truth => false,
            ExpressionType::Of(ty) => match other {
                ExpressionType::Number => ty.takes_number(is_zero),
                ExpressionType::Of(other) => ty.takes_in(other),
                ExpressionType::Truth => false,
            },
        }
    }

    /// The type of the product. `None` if the two cannot be multiplied.
    pub fn times(&self, factor: &ExpressionType) -> Option<ExpressionType> {
        match (self, factor) {
            (ExpressionType::Number, ExpressionType::Number) => Some(ExpressionType::Number),
            (ExpressionType::Number, ExpressionType::Of(ty))
            | (ExpressionType::Of(ty), ExpressionType::Number) => {
                ty.is_multiplied().then(|| ExpressionType::Of(ty.clone()))
            }
            (ExpressionType::Of(_), ExpressionType::Of(_))
            | (ExpressionType::Truth, _)
            | (_, ExpressionType::Truth) => None,
        }
    }

    /// The unit that `change` writes after a number. `None` if `change` does not accept the type.
    pub fn unit_of_change(&self) -> Option<&str> {
        match self {
            ExpressionType::Of(ty) => ty.unit_of_change(),
            ExpressionType::Number | ExpressionType::Truth => None,
        }
    }

    /// The type of a figure in prose that is compared with the expression.
    pub fn stated_as(&self) -> Type {
        match self {
            ExpressionType::Number => Type::COUNT,
            ExpressionType::Of(ty) => ty.clone(),
            ExpressionType::Truth => Type::TEXT,
        }
    }
}
