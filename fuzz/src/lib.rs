//! What must hold for every input, one file for each fuzz target. A function `hold` panics if its
//! properties do not hold. `tests/it/fuzz.rs` runs the same functions over the kept corpus.

pub mod compile;
pub mod diff;
pub mod fix;
pub mod fmt;
pub mod input;
pub mod merge;
pub mod preview;
pub mod settings;
