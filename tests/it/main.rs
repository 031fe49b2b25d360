//! All tests but that of the browser: one program, so that the crate is linked once.

mod common;

mod cases;
mod cli;
mod coverage;
mod decimal;
mod diagnostics;
mod diff;
mod docs;
mod fmt;
mod formats;
mod forms;
mod hostile;
mod layers;
mod library;
mod merge;
mod mistakes;
mod outputs;
mod pages;
mod prose;
mod robust;
mod scan;
mod schema;
mod slips;
mod ten;
mod trend;
mod types;
mod years;
