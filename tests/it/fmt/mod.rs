//! `gdr fmt`: how it formats texts, that it changes nothing else, and that all sources of the
//! project are formatted.

mod expected;
mod large;
mod random;
mod unchanged;

use std::path::PathBuf;

use crate::common::case::{self, Case};
use crate::common::{all_files, errors, files, read};
use gdr::fmt::{Refusal, format};
use gdr::source::Source;

/// The formatted text, or the errors that prevent formatting.
fn laid_out(text: &str) -> Result<String, Vec<String>> {
    match format(&Source::new("text.gdr", text)) {
        Ok(text) => Ok(text),
        Err(Refusal::Faulty(found)) => {
            let errors = if found.is_empty() {
                errors(text)
            } else {
                found
            };
            assert!(!errors.is_empty(), "refused without an error: {text:?}");
            Err(errors
                .iter()
                .map(|found| format!("{} {}", found.place.position().line, found.code))
                .collect())
        }
        Err(Refusal::TooLong) => panic!("the formatted text is too long: {:?}", text.get(..80)),
        Err(Refusal::Unlike) => panic!("formatting changes the meaning: {text:?}"),
    }
}

/// Every source of the project that must be formatted.
fn sources() -> Vec<PathBuf> {
    let folders = ["examples", "src/forms", "tests/next"].into_iter();
    folders
        .flat_map(|folder| all_files(folder, "gdr"))
        .collect()
}

/// Every source of the project and of the cases, with its path.
fn corpus() -> Vec<(PathBuf, String)> {
    let cases = case::files()
        .into_iter()
        .map(|path| (path.clone(), Case::read(&path).source));
    let before = files("tests/fmt", "gdr")
        .into_iter()
        .chain(sources())
        .map(|path| (path.clone(), read(&path)));
    cases.chain(before).collect()
}
