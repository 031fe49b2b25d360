//! The resolved model: forms, reports, facts, values, units and verdicts.
//!
//! A form numbers its facts. Every field has a slot, and so has every cell of a row; a group of
//! rows has slots for a total that a report states for the whole group. The number of the slot is
//! the [`FactId`]. A [`Report`] stores its facts in a vector, indexed by that id: first the facts
//! of the form, then the report's own.
//!
//! Identities are not stored as equations. `verify` walks the sums and checks of the form for each
//! report, and stores a [`Finding`] for each identity, or for each column or row for which an
//! identity is evaluated. A finding has only ids and a verdict. Text is generated only for
//! diagnostics and output.

mod condition;
mod date;
mod decimal;
mod follows;
mod form;
mod id;
mod money;
mod name_index;
mod phrase;
mod report;
mod types;
mod value;
mod verdict;

pub use condition::{
    Check, Clause, Comparison, Condition, Expression, Function, Named, Reference, Shape, Template,
    TemplatePart,
};
pub use date::{Date, DateFault};
pub use decimal::Decimal;
pub use follows::{Correspondence, Counterpart, Follows, FollowsRule, WrittenName};
pub use form::{
    Column, Field, Form, Head, Node, NodeKind, Obligation, RowSum, Section, Slot, Table,
    years_in_words,
};
pub use id::{FactId, NodeId, ROOT, TableId};
pub use money::{Currency, Money};
pub use name_index::NameIndex;
pub use phrase::{Aside, Numbers, Pattern, PatternPart, Phrase};
pub use report::{
    Allow, Fact, Interpolation, Origin, OwnFact, OwnFacts, Previous, Prose, ProsePart, Report,
};
pub use types::{
    AmountType, Checked, ChoiceType, CountType, DateType, DecimalType, DeltaType, ExpressionType,
    PercentType, TextType, Type, ValueType, WrongDeclaration, without_quotes,
};
pub use value::{Absence, Choice, Exact, Value};
pub use verdict::{Arithmetic, Finding, Identity, Operand, Undecided, Verdict};
