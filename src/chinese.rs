//! How Chinese prose is read: the words, marks and numerals that have a meaning for the compiler,
//! each with the smallest functions that read it.
//!
//! Passes state what they look for and take the words from here, so that another language is
//! another module with the same functions. Messages are not here: they are in the catalogue, in
//! both languages. Nor are the characters of the keyboard that only look like syntax, which
//! `syntax::scan` knows, nor the words of a form, which are in its source.
//!
//! These are modules of constants and plain functions, not a table that is passed along: a report
//! is in one language, so the choice is made where a function is called, and costs nothing.

pub(crate) mod change;
pub(crate) mod keywords;
pub(crate) mod lists;
pub(crate) mod marks;
pub(crate) mod measures;
pub(crate) mod names;
pub(crate) mod numbering;
pub(crate) mod numerals;
pub(crate) mod placeholders;
pub(crate) mod quantities;
pub(crate) mod scales;
pub(crate) mod time;
pub(crate) mod verbs;
pub(crate) mod words;
