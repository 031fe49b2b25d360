//! The page shown: the last one without errors, with a panel of diagnostics of the current report.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

use super::html::escaped;
use super::panel::Panel;
use super::round::Round;
use crate::diagnostic::Language;

/// The panel and the script are inserted before this.
const END: &str = "</body>";

/// A page to serve.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shown {
    pub html: String,
    /// Changes whenever the page does.
    pub version: String,
}

pub(super) struct PreviewPage {
    language: Language,
    /// An empty page, for a report that has errors from the start.
    blank: String,
    last: Option<String>,
}

impl PreviewPage {
    pub(super) fn new(language: Language, path: &Path) -> PreviewPage {
        let title = escaped(&path.display().to_string());
        let blank = format!(
            "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n</head>\n<body>\n</body>\n</html>\n"
        );
        PreviewPage {
            language,
            blank,
            last: None,
        }
    }

    /// The page after a round.
    pub(super) fn after(&mut self, round: &Round) -> Shown {
        if let Some(page) = &round.page {
            self.last = Some(page.clone());
        }
        let panel = Panel {
            language: self.language,
            round,
            is_alone: self.last.is_none(),
        }
        .html();
        let page = self.last.as_ref().unwrap_or(&self.blank);
        let mut hasher = DefaultHasher::new();
        (page, &panel).hash(&mut hasher);
        let version = format!("{:016x}", hasher.finish());
        let script = format!("<script src=\"/preview.js\" data-version=\"{version}\"></script>\n");
        let (before, following) = page.split_at(page.rfind(END).unwrap_or(page.len()));
        Shown {
            html: [before, &panel, &script, following].concat(),
            version,
        }
    }
}
