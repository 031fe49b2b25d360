//! Facts over the years, laid out: for people as text, Markdown or a page, for programs as JSON,
//! for spreadsheets as CSV.

mod bar;
mod csv;
mod picture;
mod point;
mod text;
mod view;

use tera::{Context, Tera};

use super::error::in_full;
use super::prose;
use crate::diagnostic::Language;
use crate::trend::Trend;
use view::TrendView;

/// What a trend is laid out as.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TrendFormat {
    #[default]
    Text,
    Markdown,
    Html,
    Csv,
    Json,
}

impl TrendFormat {
    const ALL: [(&str, TrendFormat); 5] = [
        ("text", TrendFormat::Text),
        ("md", TrendFormat::Markdown),
        ("html", TrendFormat::Html),
        ("csv", TrendFormat::Csv),
        ("json", TrendFormat::Json),
    ];

    pub fn of_name(name: &str) -> Option<TrendFormat> {
        TrendFormat::ALL
            .iter()
            .find(|(candidate, _)| *candidate == name)
            .map(|(_, layout)| *layout)
    }

    pub fn names() -> impl Iterator<Item = &'static str> {
        TrendFormat::ALL.iter().map(|(name, _)| *name)
    }
}

/// The trend as text of a layout. What programs read is the same in every language.
///
/// # Errors
/// What is wrong with a template: nothing, as tests see to.
pub fn render(trend: &Trend, layout: TrendFormat, language: Language) -> Result<String, String> {
    match layout {
        TrendFormat::Text => Ok(text::render(trend, language)),
        TrendFormat::Csv => Ok(csv::render(trend)),
        TrendFormat::Json => {
            let view = TrendView::of(trend, Language::Chinese, false);
            serde_json::to_string_pretty(&view)
                .map(|json| json + "\n")
                .map_err(|error| error.to_string())
        }
        TrendFormat::Markdown => page(
            "trend.md",
            include_str!("templates/trend.md"),
            trend,
            language,
        ),
        TrendFormat::Html => page(
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
    let view = TrendView::of(trend, language, true);
    let context = Context::from_serialize(&view).map_err(|error| error.to_string())?;
    let text = tera
        .render(name, &context)
        .map_err(|error| in_full(&error))?;
    Ok(format!("{}\n", text.trim_end()))
}
