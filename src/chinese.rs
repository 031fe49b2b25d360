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

pub mod change;
pub mod keywords;
pub mod lists;
pub mod marks;
pub mod measures;
pub mod names;
pub mod numbering;
pub mod numerals;
pub mod placeholders;
pub mod quantities;
pub mod scales;
pub mod time;
pub mod verbs;
pub mod words;
