//! Backends: a view of the report, and a template each that lays it out. JSON is the view itself.

mod columns;
mod csv;
mod diff;
mod facts;
mod findings;
mod grid;
mod guide;
mod prose;
mod templates;
pub mod trend;
mod view;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

pub use diff::{DiffFormat, DiffOptions, render_diff};
pub use facts::{FactsFormat, render_facts};
pub use guide::{GuideFormat, render_forms, render_guide};
pub use view::{figure, title};

use crate::formats::{NamedFormat, formats};
use crate::verify::Verified;
use templates::Templates;
use view::{Material, ReportView, Required};

formats! {
    /// What a report compiles to.
    pub enum Backend, template: Option<&'static str> {
        /// A page that stands for itself.
        Html = "html" => Some(include_str!("emit/templates/report.html")),
        /// The same as Markdown.
        Markdown = "md" => Some(include_str!("emit/templates/report.md")),
        /// All that a page shows, and every fact and verdict, as data: `docs/report.schema.json`.
        Json = "json" => None,
    }
}

impl Backend {
    /// The extension of its files.
    pub fn extension(self) -> &'static str {
        NamedFormat::extension(self)
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
    engines: [OnceLock<Result<Engine, String>>; Backend::ALL.len()],
}

struct Engine {
    templates: Templates,
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
        let with_template = Backend::ALL
            .iter()
            .filter(|backend| backend.template().is_some());
        let is_named = |name: &&String| {
            self.templates
                .values()
                .any(|text| text.contains(name.as_str()))
        };
        let named = self.templates.keys().filter(is_named).cloned();
        with_template
            .map(|backend| template_file(backend.extension()))
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
            return templates::json(&view);
        };
        let name = template_file(backend.extension());
        let engine = self.engines[backend as usize].get_or_init(|| self.engine(&name, builtin));
        let engine = engine.as_ref().map_err(Clone::clone)?;
        let material = Material::of(&verified.report);
        let view = ReportView::of(verified, &material, engine.required);
        engine.templates.render(&name, &view)
    }

    fn engine(&self, name: &str, builtin: &str) -> Result<Engine, String> {
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
        let templates = Templates::parse(templates)?;
        let variables = templates.variables(name)?;
        let requires = |name| variables.contains(name);
        let required = Required {
            tables: requires("tables"),
            grids: requires("grids"),
            facts: requires("facts"),
            checks: requires("checks"),
        };
        Ok(Engine {
            templates,
            required,
        })
    }
}
