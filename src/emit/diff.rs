//! Renders the difference between two reports: as text for a terminal, as Markdown, as a page and
//! as JSON.

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
    /// The format of a difference.
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
        // JSON does not depend on the user's options.
        Json = "json" => |diff, _| templates::json(&DiffView::of(diff, Selection::PROGRAM)),
    }
}

/// The options of a rendered difference.
#[derive(Debug, Clone, Copy, Default)]
pub struct DiffOptions {
    pub format: DiffFormat,
    pub language: Language,
    /// Whether to show unchanged items as well.
    pub all: bool,
    /// Whether to use color in the text format. Other formats ignore it.
    pub color: bool,
}

/// Renders a difference in a format. The output is deterministic.
///
/// # Errors
/// If a built-in template is invalid; tests rule this out.
pub fn render_diff(diff: &Diff, options: DiffOptions) -> Result<String, String> {
    options.format.renderer()(diff, options)
}
