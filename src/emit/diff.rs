//! What is different between two reports, laid out: for a terminal, a pull request, a page, a
//! program.

mod chain;
mod checks;
mod editions;
mod facts;
mod figures;
mod lines;
mod selection;
mod sentences;
mod summary;
mod text;
mod view;

use super::templates;
use crate::diagnostic::Language;
use crate::diff::Diff;
use crate::formats::formats;
use selection::Selection;
use view::DiffView;

formats! {
    /// In which form a difference is told.
    pub enum DiffFormat, renderer: fn(&Diff, DiffOptions) -> Result<String, String> {
        /// For a terminal.
        Text = "text", "txt" => |diff, options| {
            let selection = Selection::text(options.language, options.all);
            Ok(text::render(&DiffView::of(diff, selection), options.color))
        },
        Markdown = "md" => |diff, options| {
            let selection = Selection::page(options.language, options.all);
            let view = DiffView::of(diff, selection);
            templates::page("diff.md", include_str!("templates/diff.md"), &view)
        },
        Html = "html" => |diff, options| {
            let selection = Selection::page(options.language, options.all);
            let view = DiffView::of(diff, selection);
            templates::page("diff.html", include_str!("templates/diff.html"), &view)
        },
        // Programs read the same whoever runs them.
        Json = "json" => |diff, _| templates::json(&DiffView::of(diff, Selection::PROGRAM)),
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
