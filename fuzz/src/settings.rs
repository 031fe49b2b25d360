//! The settings of a project.

use std::path::Path;

use gdr::cli::project::of_text;
use gdr::source::Source;

use super::input::check_diagnostics;

pub fn hold(input: &[u8]) {
    if let Ok(source) = Source::from_bytes("gdr.toml", input) {
        check_diagnostics(&of_text(&source, Path::new("")).diagnostics);
    }
}
