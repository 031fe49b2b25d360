//! Finds files, reads referenced ones, and writes files atomically.

mod disk;
mod place;
mod read;
mod sources;
mod templates;
mod write;

pub use disk::Disk;
pub use place::{differ, in_real_folder, slashed};
pub use read::{read, unreadable};
pub use sources::{Input, Sources, folders};
pub use templates::templates;
pub use write::{PendingFile, create, is_temporary, replace, save, update, write};
