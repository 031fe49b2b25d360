//! The Chinese language: the words, punctuation and numerals that have a meaning for the compiler,
//! with small functions that read them.
//!
//! Passes take their words from here, so another language can be added as another module with the
//! same functions. This module does not contain messages (the catalogue has them, in both
//! languages), characters that only look like syntax (`syntax::scan`), or the words of a form (its
//! own source).
//!
//! The modules consist of constants and plain functions rather than a table that is passed around,
//! so each call chooses the language at no cost.

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
pub(crate) mod radicals;
pub(crate) mod scales;
pub(crate) mod time;
pub(crate) mod verbs;
pub(crate) mod words;
