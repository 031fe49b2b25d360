//! All tests except the browser test, in one program, so that the crate is linked only once.

// Test code may panic, has helpers that only some tests use, and has long functions with tables of
// cases.
#![allow(
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    clippy::string_slice,
    clippy::too_many_lines,
    clippy::unwrap_used,
    clippy::wildcard_enum_match_arm,
    unreachable_pub
)]

mod common;

mod cases;
mod cli;
mod contributing;
mod coverage;
mod decimal;
mod diagnostics;
mod diff;
mod docs;
mod fix;
mod fmt;
mod formats;
mod forms;
mod fuzz;
mod hostile;
mod layers;
mod library;
mod merge;
mod mistakes;
mod outputs;
mod pages;
mod prose;
mod readings;
mod robust;
mod scan;
mod schema;
mod slips;
mod style;
mod ten;
mod trend;
mod types;
mod years;
