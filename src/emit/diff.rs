//! What is different between two reports, laid out: for a terminal, a pull request, a page, a
//! program.

mod data;
mod figures;
mod lines;
mod sentences;
mod steps;
mod text;
mod view;

use serde_json::to_string_pretty;
use tera::{Context, Tera};

use super::error::in_full;
use super::prose;
use crate::diagnostic::Language;
use crate::diff::Diff;
use data::Data;
use view::DiffView;

/// In which form a difference is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DiffFormat {
    /// For a terminal.
    #[default]
    Text,
    Markdown,
    Html,
    Json,
}

/// One row a format: its name, which but for that of text is the ending of its files.
const FORMATS: [(DiffFormat, &str); 4] = [
    (DiffFormat::Text, "text"),
    (DiffFormat::Markdown, "md"),
    (DiffFormat::Html, "html"),
    (DiffFormat::Json, "json"),
];

impl DiffFormat {
    pub fn of_name(name: &str) -> Option<DiffFormat> {
        FORMATS
            .into_iter()
            .find(|(_, candidate)| *candidate == name)
            .map(|(format, _)| format)
    }

    pub fn names() -> impl Iterator<Item = &'static str> {
        FORMATS.into_iter().map(|(_, name)| name)
    }
}

/// How a difference is told.
#[derive(Debug, Clone, Copy, Default)]
pub struct DiffOptions {
    pub format: DiffFormat,
    pub language: Language,
    /// Whether what is unchanged is shown as well.
    pub all: bool,
    /// Of text only.
    pub color: bool,
}

/// The difference as text of a format, byte for byte the same each time.
///
/// # Errors
/// What is wrong with a template, of which tests know.
pub fn render_diff(diff: &Diff, options: DiffOptions) -> Result<String, String> {
    let DiffOptions {
        format,
        language,
        all,
        color,
    } = options;
    match format {
        DiffFormat::Text => Ok(text::of(&DiffView::in_words(diff, language, all), color)),
        DiffFormat::Markdown => page(
            "diff.md",
            include_str!("templates/diff.md"),
            &DiffView::of_page(diff, language, all),
        ),
        DiffFormat::Html => page(
            "diff.html",
            include_str!("templates/diff.html"),
            &DiffView::of_page(diff, language, all),
        ),
        // Programs read the same whoever runs them.
        DiffFormat::Json => to_string_pretty(&Data::of(diff))
            .map(|json| json + "\n")
            .map_err(|error| error.to_string()),
    }
}

fn page(name: &str, template: &str, view: &DiffView) -> Result<String, String> {
    let mut tera = Tera::new();
    tera.autoescape_on(vec![".html"]);
    tera.register_filter(
        "markdown",
        |text: &str, _: tera::Kwargs, _: &tera::State| prose::escape_markdown(text),
    );
    tera.add_raw_template(name, template)
        .map_err(|error| in_full(&error))?;
    let context = Context::from_serialize(view).map_err(|error| error.to_string())?;
    let mut text = tera
        .render(name, &context)
        .map_err(|error| in_full(&error))?;
    text.truncate(text.trim_end().len());
    text.push('\n');
    Ok(text)
}
