//! Tera, set up once for all pages.

use std::collections::HashSet;

use serde::Serialize;
use tera::{Context, Kwargs, State, Tera};

use super::prose;

/// Templates that may name each other.
pub struct Templates(Tera);

impl Templates {
    /// Parses templates, each with its name. Those whose name ends like a page's are escaped.
    ///
    /// # Errors
    /// What is wrong with one of them.
    pub fn parse<'t>(
        templates: impl IntoIterator<Item = (String, &'t str)>,
    ) -> Result<Templates, String> {
        let mut tera = Tera::new();
        tera.autoescape_on(vec![".html", ".htm", ".xml", ".svg"]);
        tera.register_filter("markdown", |text: &str, _: Kwargs, _: &State| {
            prose::escape_markdown(text)
        });
        tera.add_raw_templates(templates)
            .map_err(|error| in_full(&error))?;
        Ok(Templates(tera))
    }

    /// The variables that a template and those it builds on read.
    ///
    /// # Errors
    /// That there is no such template.
    pub fn variables(&self, name: &str) -> Result<HashSet<&str>, String> {
        let variables = self.0.get_template_variables(name);
        variables.map_err(|error| in_full(&error))
    }

    /// A view laid out by a template, with one line break at its end.
    ///
    /// # Errors
    /// What is wrong with the template.
    pub fn render(&self, name: &str, view: &impl Serialize) -> Result<String, String> {
        let context = Context::from_serialize(view).map_err(|error| error.to_string())?;
        let text = self.0.render(name, &context);
        let mut text = text.map_err(|error| in_full(&error))?;
        text.truncate(text.trim_end().len());
        text.push('\n');
        Ok(text)
    }
}

/// A view laid out by a built-in template.
///
/// # Errors
/// What is wrong with the template: nothing, as tests ensure.
pub fn page(name: &str, template: &str, view: &impl Serialize) -> Result<String, String> {
    Templates::parse([(name.to_owned(), template)])?.render(name, view)
}

/// A view as JSON, which is the view itself.
///
/// # Errors
/// Why it cannot be written as JSON: nothing, as tests ensure.
pub fn json(view: &impl Serialize) -> Result<String, String> {
    serde_json::to_string_pretty(view)
        .map(|json| json + "\n")
        .map_err(|error| error.to_string())
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
