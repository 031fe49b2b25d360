//! Finds files, reads referenced ones, and writes files atomically.

mod disk;
mod place;
mod read;
mod sources;
mod templates;
mod write;

pub use disk::Disk;
pub use place::{differ, in_real_folder, slashed};
pub use read::{beginning, read, unreadable};
pub use sources::{Input, folders, inputs};
pub use templates::templates;
pub use write::{PendingFile, create, update, write};
