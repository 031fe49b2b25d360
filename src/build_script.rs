//! Compiles reports in a Cargo build script. Reports are recompiled when they change, and errors in
//! them fail the build.
//!
//! In `Cargo.toml`, without the command-line feature:
//!
//! ```toml
//! [build-dependencies]
//! gdr = { package = "gdr-lang", version = "0.1", default-features = false }
//! ```
//!
//! In `build.rs`:
//!
//! ```no_run
//! use gdr::Backend;
//! use gdr::build_script::Reports;
//!
//! Reports::new("reports").to([Backend::Html, Backend::Json]).build();
//! ```
//!
//! The program can then include a page: `include_str!(concat!(env!("OUT_DIR"), "/2024.html"))`.
//! `examples/build-script/` is a complete crate that serves its pages.
//!
//! Each diagnostic is one line of Cargo output with place and code. If there are errors, the full
//! diagnostics with source excerpts are also printed. Warnings do not fail a build unless
//! [`Reports::deny_warnings`] is set. Hints are not printed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::Compiler;
use crate::diagnostic::{Diagnostic, Language, Words};
use crate::emit::{Backend, Emitter};
use crate::files::{self, Bounds, Disk, Input, OutputFile, OutputReason, Sources};
use crate::invisible::visible;
use crate::library::{Compilation, Error, Report};

/// The reports to build, the formats and the output folder.
#[derive(Debug, Clone)]
#[must_use = "nothing is built before `build`"]
pub struct Reports {
    paths: Vec<PathBuf>,
    backends: Vec<Backend>,
    templates: Option<PathBuf>,
    out: Option<PathBuf>,
    roots: Vec<PathBuf>,
    language: Language,
    is_draft: bool,
    denies_warnings: bool,
}

/// A page that was built.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The source of the report.
    pub report: PathBuf,
    /// The format.
    pub backend: Backend,
    /// The file it was written to.
    pub path: PathBuf,
}

impl Reports {
    /// Takes the path of a report file or of a folder. A folder includes every `.gdr` file in it
    /// and in its subfolders. Paths are relative to the package. By default, pages are HTML in
    /// `OUT_DIR`, and messages are in English.
    pub fn new(path: impl Into<PathBuf>) -> Reports {
        Reports {
            paths: vec![path.into()],
            backends: vec![Backend::Html],
            templates: None,
            out: None,
            roots: Vec::new(),
            language: Language::English,
            is_draft: false,
            denies_warnings: false,
        }
    }

    /// Adds another file or folder.
    pub fn and(mut self, path: impl Into<PathBuf>) -> Reports {
        self.paths.push(path.into());
        self
    }

    /// Sets the output formats.
    pub fn to(mut self, backends: impl IntoIterator<Item = Backend>) -> Reports {
        self.backends = BTreeSet::from_iter(backends).into_iter().collect();
        self
    }

    /// Sets a folder of custom templates: `report.html`, `report.md`.
    pub fn templates(mut self, folder: impl Into<PathBuf>) -> Reports {
        self.templates = Some(folder.into());
        self
    }

    /// Sets the output folder, instead of `OUT_DIR`.
    pub fn out(mut self, folder: impl Into<PathBuf>) -> Reports {
        self.out = Some(folder.into());
        self
    }

    /// Also allows reports to name files in this folder. By default they name only files of the
    /// project, as on the command line: see `docs/security.md`.
    pub fn root(mut self, folder: impl Into<PathBuf>) -> Reports {
        self.roots.push(folder.into());
        self
    }

    /// Sets the language of messages.
    pub fn language(mut self, language: Language) -> Reports {
        self.language = language;
        self
    }

    /// Allows unknown values, and marks pages with unknown values as drafts.
    pub fn draft(mut self) -> Reports {
        self.is_draft = true;
        self
    }

    /// Treats warnings as errors.
    pub fn deny_warnings(mut self) -> Reports {
        self.denies_warnings = true;
        self
    }

    /// Builds the pages and returns them. Also declares the source files to Cargo and prints
    /// diagnostics. If there is an error, writes no page and exits the build script.
    pub fn build(self) -> Vec<Page> {
        let language = self.language;
        self.try_build().unwrap_or_else(|error| {
            match &error {
                Error::Unsound(diagnostics) => {
                    diagnostics.iter().for_each(|diagnostic| {
                        println!("cargo::error={}", line(diagnostic, language));
                    });
                }
                other @ (Error::File(_)
                | Error::NoReport
                | Error::NoFact(_)
                | Error::Template(_)
                | Error::Build(_)) => {
                    println!("cargo::error={}", in_one_line(other.words().of(language)));
                }
            }
            std::process::exit(1)
        })
    }

    /// Like [`Reports::build`], but returns errors to the build script.
    ///
    /// # Errors
    /// [`Error::Unsound`] with all errors if a report has errors; [`Error::File`],
    /// [`Error::Template`] or [`Error::Build`] if something else fails.
    pub fn try_build(self) -> Result<Vec<Page>, Error> {
        let mut watched: BTreeSet<PathBuf> =
            self.paths.iter().chain(&self.templates).cloned().collect();
        let built = self.built(&mut watched);
        for path in watched {
            println!(
                "cargo::rerun-if-changed={}",
                in_one_line(&path.display().to_string())
            );
        }
        built
    }

    fn built(&self, watched: &mut BTreeSet<PathBuf>) -> Result<Vec<Page>, Error> {
        let bounds = Bounds::new()
            .with_named(self.paths.clone())
            .with_roots(self.roots.clone());
        let bounds = Arc::new(bounds);
        let given = self.paths.iter().chain(&self.templates);
        bounds
            .check_named(given.map(PathBuf::as_path))
            .map_err(Error::File)?;
        let inputs = Sources::find(self.paths.iter())
            .and_then(Sources::complete)
            .map_err(Error::File)?;
        for link in inputs.iter().filter(|input| input.is_found_link) {
            files::leads_inside(&bounds, &link.path).map_err(Error::File)?;
        }
        let out = self.folder()?;
        let templates = self
            .templates
            .as_deref()
            .map(|folder| files::templates(&bounds, folder))
            .transpose()
            .map_err(Error::File)?;
        let emitter = Emitter::with_templates(templates.unwrap_or_default());
        self.check_outputs(&bounds, &inputs, &out, &emitter)?;

        let compiler = Compiler::with_files(Disk::within(bounds));
        let reports = self.compiled(&compiler, inputs, watched)?;
        let mut rendered = Vec::new();
        // Nothing is written before everything has been rendered.
        for (input, report) in &reports {
            for &backend in &self.backends {
                let page = Page {
                    report: input.path.clone(),
                    backend,
                    path: input.output(&out, backend.extension()),
                };
                rendered.push((page, report.render_with(&emitter, backend)?));
            }
        }
        for (page, text) in &rendered {
            files::write(&page.path, text).map_err(Error::File)?;
        }
        Ok(rendered.into_iter().map(|(page, _)| page).collect())
    }

    fn check_outputs(
        &self,
        bounds: &Bounds,
        inputs: &[Input],
        out: &Path,
        emitter: &Emitter,
    ) -> Result<(), Error> {
        let names = || emitter.template_files().into_iter();
        let templates: Vec<PathBuf> = self
            .templates
            .iter()
            .flat_map(|folder| names().map(|name| folder.join(name)))
            .collect();
        let outputs = inputs.iter().flat_map(|input| {
            self.backends.iter().map(|backend| OutputFile {
                path: input.output(out, backend.extension()),
                reason: OutputReason::Named(out.to_owned()),
                is_source: false,
            })
        });
        let read = inputs.iter().map(|input| &input.path).chain(&templates);
        let folder = self.templates.as_deref();
        files::check_outputs(bounds, read.map(PathBuf::as_path), folder, outputs)
            .map_err(Error::Build)
    }

    fn folder(&self) -> Result<PathBuf, Error> {
        let out = self
            .out
            .clone()
            .or_else(|| std::env::var_os("OUT_DIR").map(PathBuf::from));
        out.ok_or_else(|| {
            Error::Build(Words::new(
                "未设置 OUT_DIR：请在 build.rs 中使用，或用 out 指定输出目录",
                "missing OUT_DIR: use this in build.rs, or set the output folder with `out`",
            ))
        })
    }

    /// Compiles the sources and returns their reports. If any report has errors, returns the errors
    /// of all reports. Files without a report are skipped.
    fn compiled(
        &self,
        compiler: &Compiler<Disk>,
        inputs: Vec<Input>,
        watched: &mut BTreeSet<PathBuf>,
    ) -> Result<Vec<(Input, Report)>, Error> {
        let mut reports = Vec::new();
        let mut errors = Vec::new();
        for input in inputs {
            let compilation = self.compile(compiler, &input.path)?;
            watched.extend(compilation.files().iter().cloned());
            self.report_diagnostics(&compilation);
            match compilation.sound() {
                Ok(report) => reports.push((input, report)),
                Err(Error::NoReport) => {}
                Err(Error::Unsound(diagnostics)) => errors.extend(diagnostics),
                Err(other) => return Err(other),
            }
        }
        if errors.is_empty() {
            Ok(reports)
        } else {
            Err(Error::Unsound(errors))
        }
    }

    fn compile(&self, compiler: &Compiler<Disk>, path: &Path) -> Result<Compilation, Error> {
        let mut compilation = compiler.compile_file(path)?;
        if !self.is_draft {
            compilation.refuse_unknown_values();
        }
        if self.denies_warnings {
            compilation.deny_warnings();
        }
        Ok(compilation)
    }

    /// Prints warnings for Cargo, and full diagnostics if there are errors.
    fn report_diagnostics(&self, compilation: &Compilation) {
        let warnings = compilation
            .diagnostics()
            .iter()
            .filter(|diagnostic| diagnostic.is_warning());
        warnings.for_each(|warning| println!("cargo::warning={}", line(warning, self.language)));
        if compilation.has_errors() {
            eprint!("{}", compilation.drawn(self.language));
        }
    }
}

/// A diagnostic with its hint in one line, as Cargo requires.
fn line(diagnostic: &Diagnostic, language: Language) -> String {
    let position = diagnostic.place.position();
    let (file, code, title) = (
        diagnostic.place.source.name(),
        diagnostic.code,
        diagnostic.title.of(language),
    );
    let help = diagnostic
        .help
        .as_ref()
        .map(|help| format!(" ({})", help.of(language)))
        .unwrap_or_default();
    in_one_line(&format!(
        "{file}:{}:{}: [{code}] {title}{help}",
        position.line, position.column
    ))
}

fn in_one_line(text: &str) -> String {
    visible(&text.split(['\n', '\r']).collect::<Vec<_>>().join(" ")).into_owned()
}
