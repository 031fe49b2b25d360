//! What is different between two reports, laid out: for a terminal, a pull request, a page, a
//! program.

mod data;
mod figures;
mod lines;
mod sentences;
mod steps;
mod text;
mod view;

use super::templates;
use crate::diagnostic::Language;
use crate::diff::Diff;
use crate::formats::formats;
use data::Data;
use view::DiffView;

formats! {
    /// In which form a difference is told.
    pub enum DiffFormat, renderer: fn(&Diff, DiffOptions) -> Result<String, String> {
        /// For a terminal.
        Text = "text", "txt" => |diff, options| {
            let view = DiffView::in_words(diff, options.language, options.all);
            Ok(text::of(&view, options.color))
        },
        Markdown = "md" => |diff, options| {
            let view = DiffView::of_page(diff, options.language, options.all);
            templates::page("diff.md", include_str!("templates/diff.md"), &view)
        },
        Html = "html" => |diff, options| {
            let view = DiffView::of_page(diff, options.language, options.all);
            templates::page("diff.html", include_str!("templates/diff.html"), &view)
        },
        // Programs read the same whoever runs them.
        Json = "json" => |diff, _| templates::json(&Data::of(diff)),
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
    options.format.renderer()(diff, options)
}
