//! Resolves names to ids, in the trees of forms and in expressions.

mod expression;
mod follows;
mod form;
mod path;
mod phrase;

pub use crate::diagnostic::{closest, proposal, suggest, with_path};
pub use crate::syntax::unescape;
pub use expression::{Resolver, Scope};
pub use follows::correspondence;
pub use form::form;
pub use path::{facts, path};
pub use phrase::parts;
