//! The library interface: compiles reports from files or text, and gives their facts and verdicts
//! as data, and pages.

mod compilation;
mod error;
mod fact;
mod identity;
mod report;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use compilation::Compilation;
pub use error::Error;
pub use fact::{Datum, Fact};
pub use identity::{Identity, Verdict};
pub use report::Report;

use crate::diagnostic::Outcome;
use crate::files::{self, Bounds, Disk};
use crate::forms::Files;
use crate::source::Source;
use crate::{Compiler, Options};

/// Compiles the report in a file, with the files that it references: last year's report, forms.
///
/// ```
/// let compilation = gdr::compile("examples/wujiang-2020.gdr")?;
/// for diagnostic in compilation.diagnostics() {
///     eprintln!("{diagnostic}"); // examples/wujiang-2020.gdr:3:1: warning[G0603]: …
/// }
/// let report = compilation.sound()?; // an error if the report has errors
/// assert_eq!((report.agency().as_deref(), report.year()), (Some("韶关市武江区人民政府"), 2020));
/// # Ok::<(), gdr::Error>(())
/// ```
///
/// # Errors
/// If the file cannot be read. Errors in the report are diagnostics of the compilation.
pub fn compile(path: impl AsRef<Path>) -> Result<Compilation, Error> {
    Compiler::on_disk().compile_file(path)
}

/// Compiles a report that references no other file. The name is used in messages.
///
/// ```
/// let compilation = gdr::compile_text("report.gdr", "report disclosure 1999");
/// assert!(compilation.report().is_none());
///
/// let diagnostic = &compilation.diagnostics()[0];
/// assert_eq!(diagnostic.code, "G0704"); // no edition of the form for 1999
/// assert_eq!(diagnostic.place.position().column, 19);
/// println!("{}", diagnostic.title.of(gdr::Language::Chinese));
/// ```
pub fn compile_text(name: &str, text: &str) -> Compilation {
    Compiler::new().compile_text(name, text)
}

impl Compiler<Disk> {
    /// A compiler that reads referenced files from disk. Their paths are relative to the report.
    /// Only `.gdr` files in the project of the report are read: the nearest folder with `gdr.toml`
    /// up to the root of the git repository, otherwise that root, otherwise the folder of the
    /// report. [`Compiler::with_roots`] adds folders.
    ///
    /// ```
    /// let compiler = gdr::Compiler::on_disk(); // parses each form only once
    /// for year in [2019, 2020, 2021] {
    ///     let compilation = compiler.compile_file(format!("examples/pingtan-{year}.gdr"))?;
    ///     let report = compilation.report().expect("a report, although it may have errors");
    ///     println!("{year}: {}", report.fact("申请.新收.总计")?.value());
    /// }
    /// # Ok::<(), gdr::Error>(())
    /// ```
    pub fn on_disk() -> Compiler<Disk> {
        Compiler::with_files(Disk::new())
    }

    /// The same compiler, which also reads referenced files in these folders. Diagnostics do not
    /// show the text of files that are outside of the project.
    ///
    /// ```
    /// let compiler = gdr::Compiler::with_roots(["../shared-forms"]);
    /// # drop(compiler);
    /// ```
    pub fn with_roots(folders: impl IntoIterator<Item = impl Into<PathBuf>>) -> Compiler<Disk> {
        let bounds = Bounds::new().with_roots(folders.into_iter().map(Into::into));
        Compiler::with_files(Disk::within(Arc::new(bounds)))
    }

    /// Compiles the report in a file.
    ///
    /// # Errors
    /// If the file cannot be read. Errors in the report are diagnostics of the compilation.
    pub fn compile_file(&self, path: impl AsRef<Path>) -> Result<Compilation, Error> {
        let path = path.as_ref();
        let bytes = files::read(path).map_err(Error::File)?;
        Ok(
            match Source::from_bytes(self.named_files().name_of(path), &bytes) {
                Ok(source) => Compilation::new(
                    self.compile(&source, Options::default()),
                    self.named_files().named_by(source.name()),
                ),
                Err(error) => Compilation::new(Outcome::none(vec![error.into()]), BTreeSet::new()),
            },
        )
    }
}

impl<F: Files> Compiler<F> {
    /// Compiles the report in a text. The name is used in messages, and as the path of the report
    /// for resolving the paths of referenced files.
    pub fn compile_text(&self, name: &str, text: &str) -> Compilation {
        match Source::from_bytes(name, text.as_bytes()) {
            Ok(source) => self.compile(&source, Options::default()).into(),
            Err(error) => Outcome::none(vec![error.into()]).into(),
        }
    }
}
