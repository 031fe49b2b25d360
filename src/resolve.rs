//! Names become ids, once. Forms from their trees, expressions from theirs.

mod expression;
mod follows;
mod form;
mod path;
mod phrase;
mod suggest;
mod unescape;

pub use expression::{Resolver, Scope, expression_type_words, type_words};
pub use follows::correspondence;
pub use form::{form, type_of};
pub use path::{facts, path};
pub use phrase::parts;
pub use suggest::{closest, proposal, suggest, with_path};
pub use unescape::unescape;
