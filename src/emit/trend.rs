//! Facts over the years, laid out: for people as text, Markdown or a page, for programs as JSON,
//! for spreadsheets as CSV.

mod csv;
mod picture;
mod text;
mod view;

use tera::{Context, Tera};

use super::{in_full, prose};
use crate::diagnostic::Language;
use crate::trend::Trend;
use view::View;

/// What a trend is laid out as.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Layout {
    #[default]
    Text,
    Markdown,
    Html,
    Csv,
    Json,
}

impl Layout {
    const ALL: [(&str, Layout); 5] = [
        ("text", Layout::Text),
        ("md", Layout::Markdown),
        ("html", Layout::Html),
        ("csv", Layout::Csv),
        ("json", Layout::Json),
    ];

    pub fn of_name(name: &str) -> Option<Layout> {
        Layout::ALL
            .iter()
            .find(|(candidate, _)| *candidate == name)
            .map(|(_, layout)| *layout)
    }

    pub fn names() -> impl Iterator<Item = &'static str> {
        Layout::ALL.iter().map(|(name, _)| *name)
    }
}

/// The trend as text of a layout. What programs read is the same in every language.
///
/// # Errors
/// What is wrong with a template: nothing, as tests see to.
pub fn render(trend: &Trend, layout: Layout, language: Language) -> Result<String, String> {
    match layout {
        Layout::Text => Ok(text::render(trend, language)),
        Layout::Csv => Ok(csv::render(trend)),
        Layout::Json => {
            let view = View::of(trend, Language::Chinese, false);
            serde_json::to_string_pretty(&view)
                .map(|json| json + "\n")
                .map_err(|error| error.to_string())
        }
        Layout::Markdown => page(
            "trend.md",
            include_str!("templates/trend.md"),
            trend,
            language,
        ),
        Layout::Html => page(
            "trend.html",
            include_str!("templates/trend.html"),
            trend,
            language,
        ),
    }
}

fn page(
    name: &'static str,
    template: &str,
    trend: &Trend,
    language: Language,
) -> Result<String, String> {
    let mut tera = Tera::new();
    tera.autoescape_on(vec![".html"]);
    tera.register_filter(
        "markdown",
        |text: &str, _: tera::Kwargs, _: &tera::State| prose::escape_markdown(text),
    );
    tera.add_raw_templates(vec![(name, template)])
        .map_err(|error| in_full(&error))?;
    let view = View::of(trend, language, true);
    let context = Context::from_serialize(&view).map_err(|error| error.to_string())?;
    let text = tera
        .render(name, &context)
        .map_err(|error| in_full(&error))?;
    Ok(format!("{}\n", text.trim_end()))
}
