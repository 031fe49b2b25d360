//! Backends: a view of the report, and a template each that lays it out. JSON is the view itself.

mod csv;
mod diff;
mod facts;
mod grid;
mod guide;
mod prose;
pub mod trend;
mod view;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use tera::{Context, Tera};

pub use diff::{DiffFormat, DiffOptions, render_diff};
pub use facts::{FactsFormat, render_facts};
pub use guide::{GuideFormat, render_forms, render_guide};
pub use view::{figure, title};

use crate::verify::Verified;
use view::{Material, ReportView, Required};

/// What a report compiles to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Backend {
    /// A page that stands for itself.
    Html,
    /// The same as Markdown.
    Markdown,
    /// All that a page shows, and every fact and verdict, as data: `docs/report.schema.json`.
    Json,
}

/// One row a backend: its name, which is also the ending of its files, and its template.
const BACKENDS: &[(Backend, &str, Option<&str>)] = &[
    (
        Backend::Html,
        "html",
        Some(include_str!("emit/templates/report.html")),
    ),
    (
        Backend::Markdown,
        "md",
        Some(include_str!("emit/templates/report.md")),
    ),
    (Backend::Json, "json", None),
];

impl Backend {
    /// The backend of a name: `html`, `md`, `json`.
    pub fn of_name(name: &str) -> Option<Backend> {
        BACKENDS
            .iter()
            .find(|(_, candidate, _)| *candidate == name)
            .map(|(backend, ..)| *backend)
    }

    /// The names of all backends.
    pub fn names() -> impl Iterator<Item = &'static str> {
        BACKENDS.iter().map(|(_, name, _)| *name)
    }

    /// The ending of its files.
    pub fn extension(self) -> &'static str {
        BACKENDS
            .iter()
            .find(|(backend, ..)| *backend == self)
            .map_or("", |(_, name, _)| *name)
    }

    fn template(self) -> Option<&'static str> {
        BACKENDS
            .iter()
            .find(|(backend, ..)| *backend == self)
            .and_then(|(.., template)| *template)
    }
}

/// What a template is called that takes the place of a built-in one.
fn template_file(extension: &str) -> String {
    format!("report.{extension}")
}

/// Lays reports out. Templates are parsed once, and only those asked for; it can be shared among
/// threads.
#[derive(Default)]
pub struct Emitter {
    /// Templates in place of the built-in ones, by file name: `report.html`.
    templates: BTreeMap<String, String>,
    engines: [OnceLock<Result<Engine, String>>; BACKENDS.len()],
}

struct Engine {
    tera: Tera,
    required: Required,
}

impl Emitter {
    /// An emitter with the built-in templates.
    pub fn new() -> Emitter {
        Emitter::default()
    }

    /// An emitter with templates of the user's own. One that begins with `{% extends
    /// "builtin/report.html" %}` changes parts of the built-in page.
    pub fn with_templates(templates: BTreeMap<String, String>) -> Emitter {
        Emitter {
            templates,
            ..Emitter::default()
        }
    }

    /// The files of a folder that are templates, there or not: those in the place of the built-in
    /// ones, and those that templates name. What else lies there is none, as pages that were built
    /// into it.
    pub(crate) fn template_files(&self) -> BTreeSet<String> {
        let with_template = BACKENDS.iter().filter(|(.., template)| template.is_some());
        let is_named = |name: &&String| {
            self.templates
                .values()
                .any(|text| text.contains(name.as_str()))
        };
        let named = self.templates.keys().filter(is_named).cloned();
        with_template
            .map(|(_, extension, _)| template_file(extension))
            .chain(named)
            .collect()
    }

    /// The report as text of a backend, byte for byte the same each time.
    ///
    /// # Errors
    /// What is wrong with a template of the user's own.
    pub fn render(&self, verified: &Verified, backend: Backend) -> Result<String, String> {
        let Some(builtin) = backend.template() else {
            let material = Material::of(&verified.report);
            let view = ReportView::of(verified, &material, Required::ALL);
            let mut json =
                serde_json::to_string_pretty(&view).map_err(|error| error.to_string())?;
            json.push('\n');
            return Ok(json);
        };
        let name = template_file(backend.extension());
        let engine = self.engines[backend as usize].get_or_init(|| self.engine(&name, builtin));
        let engine = engine.as_ref().map_err(Clone::clone)?;
        let material = Material::of(&verified.report);
        let view = ReportView::of(verified, &material, engine.required);
        let context = Context::from_serialize(&view).map_err(|error| error.to_string())?;
        let mut text = engine
            .tera
            .render(&name, &context)
            .map_err(|error| in_full(&error))?;
        text.truncate(text.trim_end().len());
        text.push('\n');
        Ok(text)
    }

    fn engine(&self, name: &str, builtin: &str) -> Result<Engine, String> {
        let mut tera = Tera::new();
        tera.autoescape_on(vec![".html", ".htm", ".xml", ".svg"]);
        tera.register_filter(
            "markdown",
            |text: &str, _: tera::Kwargs, _: &tera::State| prose::escape_markdown(text),
        );
        let extension = name.rsplit('.').next().unwrap_or("");
        let own: Vec<(&String, &String)> = self
            .templates
            .iter()
            .filter(|(name, _)| name.ends_with(extension))
            .collect();
        let mut templates: Vec<(String, &str)> = own
            .iter()
            .map(|(name, text)| ((*name).clone(), text.as_str()))
            .collect();
        if !own.is_empty() {
            templates.push((format!("builtin/{name}"), builtin));
        }
        if !self.templates.contains_key(name) {
            templates.push((name.to_owned(), builtin));
        }
        tera.add_raw_templates(templates)
            .map_err(|error| in_full(&error))?;
        let variables = tera
            .get_template_variables(name)
            .map_err(|error| in_full(&error))?;
        let requires = |name| variables.contains(name);
        let required = Required {
            tables: requires("tables"),
            grids: requires("grids"),
            facts: requires("facts"),
            checks: requires("checks"),
        };
        Ok(Engine { tera, required })
    }
}

/// An error with all its causes, which is where tera says what is wrong.
fn in_full(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}
