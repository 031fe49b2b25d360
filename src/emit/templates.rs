//! Tera templates, with one configuration for all pages.

use std::collections::HashSet;

use serde::Serialize;
use tera::{Context, Kwargs, State, Tera};

use super::prose;

/// Templates that can include each other.
pub(super) struct Templates(Tera);

impl Templates {
    /// Parses templates, given with their names. Values in templates with an HTML extension are
    /// escaped.
    ///
    /// # Errors
    /// If a template is invalid. The message of the error says why.
    pub(super) fn parse<'t>(
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

    /// The variables used in a template and in the templates that it extends.
    ///
    /// # Errors
    /// If the template does not exist.
    pub(super) fn variables(&self, name: &str) -> Result<HashSet<&str>, String> {
        let variables = self.0.get_template_variables(name);
        variables.map_err(|error| in_full(&error))
    }

    /// Renders a view with a template. The text ends with one line break.
    ///
    /// # Errors
    /// If rendering fails. The message of the error says why.
    pub(super) fn render(&self, name: &str, view: &impl Serialize) -> Result<String, String> {
        let context = Context::from_serialize(view).map_err(|error| error.to_string())?;
        let text = self.0.render(name, &context);
        let mut text = text.map_err(|error| in_full(&error))?;
        text.truncate(text.trim_end().len());
        text.push('\n');
        Ok(text)
    }
}

/// Renders a view with a built-in template.
///
/// # Errors
/// If the template is invalid; tests rule this out.
pub(super) fn page(name: &str, template: &str, view: &impl Serialize) -> Result<String, String> {
    Templates::parse([(name.to_owned(), template)])?.render(name, view)
}

/// A view as JSON.
///
/// # Errors
/// If the view cannot be written as JSON; tests rule this out.
pub(super) fn json(view: &impl Serialize) -> Result<String, String> {
    serde_json::to_string_pretty(view)
        .map(|json| json + "\n")
        .map_err(|error| error.to_string())
}

/// The text of an error and all its causes. Tera puts the details into the causes.
fn in_full(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}
