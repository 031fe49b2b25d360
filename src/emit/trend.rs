//! Renders facts over several years: as text, Markdown or a page for people, as JSON for programs,
//! as CSV for spreadsheets.

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
    /// The format of a trend.
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
        // JSON does not depend on the user's language.
        Json = "json" => |trend, _| {
            templates::json(&TrendView::of(trend, Language::Chinese, false))
        },
    }
}

/// The trend in a format. JSON and CSV are the same in every language.
///
/// # Errors
/// If a built-in template is invalid; tests rule this out.
pub fn render(trend: &Trend, format: TrendFormat, language: Language) -> Result<String, String> {
    format.layout()(trend, language)
}
