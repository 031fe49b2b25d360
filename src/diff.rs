//! What changed between two reports.

pub mod prose;
