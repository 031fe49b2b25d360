//! Backends: each combines a view of the report with a template. JSON is the view itself.

mod columns;
mod csv;
mod diff;
mod facts;
mod findings;
mod grid;
mod guide;
mod portable;
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
    /// An output format of reports.
    pub enum Backend, template: Option<&'static str> {
        /// A self-contained page.
        Html = "html" => Some(include_str!("emit/templates/report.html")),
        /// The same content as Markdown.
        Markdown = "md" => Some(include_str!("emit/templates/report.md")),
        /// The content of a page, every fact and every verdict as data. `docs/report.schema.json`
        /// specifies it.
        Json = "json" => None,
    }
}

impl Backend {
    /// The extension of files in this format.
    pub fn extension(self) -> &'static str {
        NamedFormat::extension(self)
    }
}

/// The file name of a template that replaces a built-in one.
fn template_file(extension: &str) -> String {
    format!("report.{extension}")
}

impl Backend {
    /// The file name of the template that replaces its built-in one; `None` for JSON, which has no
    /// template.
    pub(crate) fn template_file(self) -> Option<String> {
        self.template().map(|_| template_file(self.extension()))
    }
}

/// Renders reports. Templates are parsed once, when first needed; an emitter can be shared among
/// threads.
#[derive(Default)]
pub struct Emitter {
    /// Templates that replace built-in ones, by file name: `report.html`.
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

    /// An emitter with custom templates. A template that begins with
    /// `{% extends "builtin/report.html" %}` overrides blocks of the built-in page.
    pub fn with_templates(templates: BTreeMap<String, String>) -> Emitter {
        Emitter {
            templates,
            ..Emitter::default()
        }
    }

    /// The file names that are looked up in the folder of templates: replacements of built-in
    /// templates, and templates that other templates include. Other files in the folder, such as
    /// pages built into it, are not templates.
    pub(crate) fn template_files(&self) -> BTreeSet<String> {
        let is_named = |name: &&String| {
            self.templates
                .values()
                .any(|text| text.contains(name.as_str()))
        };
        let named = self.templates.keys().filter(is_named).cloned();
        Backend::ALL
            .iter()
            .filter_map(|backend| backend.template_file())
            .chain(named)
            .collect()
    }

    /// The report in the format of a backend. The output is deterministic.
    ///
    /// # Errors
    /// If a custom template is invalid. The message of the error says why.
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
        // A custom template may read either form of the prose, and in any way.
        let reads = |form| !own.is_empty() || builtin.contains(form);
        let required = Required {
            tables: requires("tables"),
            grids: requires("grids"),
            facts: requires("facts"),
            checks: requires("checks"),
            html: reads(".html"),
            markdown: reads(".markdown"),
        };
        Ok(Engine {
            templates,
            required,
        })
    }
}
