//! Helpers that several tests share: the examples, compiling and rendering.

pub mod bless;
pub mod case;
pub mod folder;
pub mod grid;
pub mod json;
pub mod markup;
pub mod program;
pub mod samples;
pub mod schema;
pub mod tools;

use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use gdr::Compiler;
use gdr::cli::project::{self, Project};
use gdr::diagnostic::{Diagnostic, Outcome, Words};
use gdr::emit::{Backend, Emitter};
use gdr::forms::{Files, Forms, Unread};
use gdr::model::Form;
use gdr::source::Source;
use gdr::verify::Verified;

/// The examples that compile without errors.
pub const SOUND: &[&str] = &["pingtan-2019", "wujiang-2020", "pingtan-2021"];

/// Codes that no source can produce. Their pages have no samples; `cases.rs` tests them separately.
pub const WITHOUT_A_CASE: &[&str] = &[
    "G0113", // a file of more than 16 MB
    "G0114", // a file that is not UTF-8
    "G0132", // lines that end with carriage returns alone
    "G0139", // a NUL character
    "G0140", // thousands of errors
    "G0520", // unknown values, which are only an error of `gdr build`
    "G0906", // a gdr.toml that cannot be read
];

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files in a folder of the project with an extension, sorted by name.
///
/// # Panics
/// If there are no such files, because a test of every file would then pass without testing
/// anything.
pub fn files(folder: &str, extension: &str) -> Vec<PathBuf> {
    let folder = root().join(folder);
    sorted(entries(&folder), &folder, extension)
}

/// The same, with subfolders.
pub fn all_files(folder: &str, extension: &str) -> Vec<PathBuf> {
    let folder = root().join(folder);
    let (mut found, mut folders) = (Vec::new(), vec![folder.clone()]);
    while let Some(folder) = folders.pop() {
        let (below, files): (Vec<_>, Vec<_>) =
            entries(&folder).into_iter().partition(|path| path.is_dir());
        folders.extend(below);
        found.extend(files);
    }
    sorted(found, &folder, extension)
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder);
    let entries = entries.unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    entries
        .map(|entry| entry.expect("an entry").path())
        .collect()
}

fn sorted(mut paths: Vec<PathBuf>, folder: &Path, extension: &str) -> Vec<PathBuf> {
    paths.retain(|path| path.extension().is_some_and(|found| found == extension));
    assert!(
        !paths.is_empty(),
        "{} has no .{extension} files",
        folder.display()
    );
    paths.sort();
    paths
}

pub fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The source of an example.
pub fn example(name: &str) -> String {
    read(format!("examples/{name}.gdr"))
}

/// The source of an example with runs of spaces reduced to one, so that tests can find and replace
/// parts of it.
pub fn close_example(name: &str) -> String {
    let close = |line: &str| {
        let words = line.trim_start_matches(' ');
        let indentation = &line[..line.len() - words.len()];
        let words: Vec<&str> = words.split(' ').filter(|word| !word.is_empty()).collect();
        format!("{indentation}{}", words.join(" "))
    };
    example(name).split_inclusive('\n').map(close).collect()
}

/// Parses the forms only once.
static COMPILER: LazyLock<Compiler<Examples>> = LazyLock::new(|| Compiler::with_files(Examples));

pub fn compile(text: impl Into<String>) -> Outcome<Option<Verified>> {
    COMPILER.compile(&Source::new("report.gdr", text), gdr::Options::default())
}

/// Reads a text as the `gdr.toml` of `tests/projects/`.
pub fn project(text: &str) -> Outcome<Project> {
    project::of_text(
        &Source::new(project::FILE, text),
        &root().join("tests/projects"),
    )
}

/// The files that examples refer to, which are other examples.
struct Examples;

impl Files for Examples {
    fn read(&self, _: &str, path: &str) -> Result<Arc<Source>, Unread> {
        let folders = ["examples", "examples/local"].map(|folder| root().join(folder).join(path));
        let path = folders
            .iter()
            .find(|path| path.exists())
            .unwrap_or(&folders[0]);
        let text =
            std::fs::read_to_string(path).map_err(|error| Words::same(&error.to_string()))?;
        Ok(Source::new(path.display().to_string(), text))
    }
}

/// A loader that returns this form for every path.
pub struct OneForm(pub String);

impl Files for OneForm {
    fn read(&self, _: &str, path: &str) -> Result<Arc<Source>, Unread> {
        Ok(Source::new(path, self.0.as_str()))
    }
}

/// The source of an example without its reference to last year's report.
pub fn example_alone(name: &str) -> String {
    let lines = example(name);
    lines
        .split_inclusive('\n')
        .filter(|line| !line.starts_with("previous "))
        .collect()
}

/// The errors in a source.
pub fn errors(text: impl Into<String>) -> Vec<Diagnostic> {
    compile(text)
        .diagnostics
        .into_iter()
        .filter(Diagnostic::is_error)
        .collect()
}

/// Compiles a report that must have no errors.
pub fn verified(text: impl Into<String>) -> Verified {
    let outcome = compile(text);
    let errors: Vec<String> = outcome
        .diagnostics
        .iter()
        .filter(|d| d.is_error())
        .map(in_short)
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    outcome.value.expect("the source has a report")
}

/// A diagnostic on one line: `3 G0501 missing in …`.
pub fn in_short(diagnostic: &Diagnostic) -> String {
    format!(
        "{} {} {}",
        diagnostic.place.position().line,
        diagnostic.code,
        diagnostic.title.of_en()
    )
}

pub fn render(verified: &Verified, backend: Backend) -> String {
    Emitter::new()
        .render(verified, backend)
        .expect("the built-in templates are valid")
}

/// The shipped forms, each with its diagnostics.
pub fn shipped_forms() -> Vec<(Arc<Form>, Vec<Diagnostic>)> {
    let forms = Forms::new();
    let shipped: Vec<_> = forms
        .all_shipped()
        .into_iter()
        .map(|(form, diagnostics)| (form.clone(), diagnostics.to_vec()))
        .collect();
    // A form that cannot be parsed is missing from the list.
    assert_eq!(shipped.len(), files("src/forms", "gdr").len());
    shipped
}

/// A source with a fixed name.
pub fn source(text: &str) -> Arc<Source> {
    Source::new("report.gdr", text)
}

/// Whether `GDR_THOROUGH` is set: tests then try many more cases, with other random values each
/// time.
pub fn is_thorough() -> bool {
    std::env::var_os("GDR_THOROUGH").is_some()
}
