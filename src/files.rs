//! Finds files, reads referenced ones, and writes files atomically. Decides which files of a
//! project are read and written.

mod disk;
mod output;
mod place;
mod project;
mod read;
mod sources;
mod templates;
mod write;

pub use disk::Disk;
pub use output::{OutputFile, OutputReason, check_outputs};
pub use place::{in_real_folder, is_source, name_of, plain, real, slashed};
pub use project::{Bounds, SETTINGS, leads_inside, repository_root, settings_folder};
pub use read::{beginning, read, read_text, unreadable};
pub use sources::{Input, Sources, folders};
pub use templates::templates;
pub use write::{PendingFile, create, is_temporary, replace, save, update, write};
