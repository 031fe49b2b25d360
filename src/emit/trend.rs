//! Facts over the years, laid out: for people as text, Markdown or a page, for programs as JSON,
//! for spreadsheets as CSV.

mod bar;
mod csv;
mod picture;
mod point;
mod text;
mod view;

use super::templates;
use crate::diagnostic::Language;
use crate::formats::formats;
use crate::trend::Trend;
use view::TrendView;

formats! {
    /// What a trend is laid out as.
    pub enum TrendFormat, layout: fn(&Trend, Language) -> Result<String, String> {
        Text = "text", "txt" => |trend, language| Ok(text::render(trend, language)),
        Markdown = "md" => |trend, language| {
            let view = TrendView::of(trend, language, true);
            templates::page("trend.md", include_str!("templates/trend.md"), &view)
        },
        Html = "html" => |trend, language| {
            let view = TrendView::of(trend, language, true);
            templates::page("trend.html", include_str!("templates/trend.html"), &view)
        },
        Csv = "csv" => |trend, _| Ok(csv::render(trend)),
        // Programs read the same whoever runs them.
        Json = "json" => |trend, _| {
            templates::json(&TrendView::of(trend, Language::Chinese, false))
        },
    }
}

/// The trend as text of a format. What programs read is the same in every language.
///
/// # Errors
/// What is wrong with a template: nothing, as tests see to.
pub fn render(trend: &Trend, format: TrendFormat, language: Language) -> Result<String, String> {
    format.layout()(trend, language)
}
