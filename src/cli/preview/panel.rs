//! The panel of diagnostics below the page. All text from sources is escaped.

use super::excerpt;
use super::html::escaped;
use super::round::Round;
use crate::cli::Error;
use crate::diagnostic::{Diagnostic, Language, Severity, Words};

/// The maximum number of diagnostics listed of each kind.
const MOST: usize = 50;

pub(super) struct Panel<'r> {
    pub language: Language,
    pub round: &'r Round,
    /// Whether no page is shown above the panel.
    pub is_alone: bool,
}

impl Panel<'_> {
    /// The panel; empty if there are no diagnostics.
    pub(super) fn html(&self) -> String {
        let (errors, others): (Vec<_>, Vec<_>) = self
            .round
            .diagnostics
            .iter()
            .partition(|diagnostic| diagnostic.is_error());
        let errors = self.errors(&errors);
        let others = self.others(&others);
        if errors.is_empty() && others.is_empty() {
            return String::new();
        }
        let style = include_str!("panel.css");
        let (lang, class) = (
            self.language.tag(),
            if self.is_alone {
                " class=\"alone\""
            } else {
                ""
            },
        );
        format!(
            "<aside id=\"gdr-preview\"{class} lang=\"{lang}\">\n<style>\n{style}</style>\n{errors}{others}</aside>\n"
        )
    }

    fn errors(&self, errors: &[&Diagnostic]) -> String {
        let number = self.round.errors();
        if number == 0 {
            return String::new();
        }
        let number = self.localize(&format!("错误 {number} 处"), &format!("errors: {number}"));
        let page = if self.is_alone {
            self.localize(
                "改正错误后，此处将显示网页",
                "the page will be shown here once they are fixed",
            )
        } else {
            self.localize(
                "网页为上一次无错误时的内容",
                "the page shows the last version without errors",
            )
        };
        let failure = self
            .round
            .failure
            .as_ref()
            .and_then(Error::words)
            .map(|words| format!("<section>\n{}</section>\n", self.title(words)));
        let list = failure.unwrap_or_default() + &self.list(errors);
        format!(
            "<details class=\"errors\" open>\n<summary>{number}<span>{page}</span></summary>\n{list}</details>\n"
        )
    }

    fn others(&self, others: &[&Diagnostic]) -> String {
        if others.is_empty() {
            return String::new();
        }
        let number = |severity: Severity| {
            others
                .iter()
                .filter(|diagnostic| diagnostic.severity == severity)
                .count()
        };
        let kinds = [Severity::Warning, Severity::Hint]
            .map(|severity| (severity.words(), number(severity)));
        let kinds: Vec<Words> = kinds
            .iter()
            .filter(|(_, number)| *number > 0)
            .map(|(words, number)| {
                Words::new(
                    format!("{} {number} 处", words.of_zh()),
                    format!("{}s: {number}", words.of_en()),
                )
            })
            .collect();
        let summary = Words::joined(&kinds, "，", ", ");
        let (summary, list) = (summary.of(self.language), self.list(others));
        format!("<details class=\"others\">\n<summary>{summary}</summary>\n{list}</details>\n")
    }

    fn list(&self, diagnostics: &[&Diagnostic]) -> String {
        let mut list: String = diagnostics
            .iter()
            .take(MOST)
            .map(|diagnostic| self.section(diagnostic))
            .collect();
        if diagnostics.len() > MOST {
            let more = diagnostics.len() - MOST;
            let words = self.localize(
                &format!("另有 {more} 处未列出"),
                &format!("{more} more not listed"),
            );
            list.push_str(&format!("<p class=\"more\">{words}</p>\n"));
        }
        list
    }

    fn section(&self, diagnostic: &Diagnostic) -> String {
        let position = diagnostic.place.position();
        let (name, code) = (escaped(diagnostic.place.source.name()), diagnostic.code);
        let place = format!(
            "<p class=\"place\">{name}:{}:{} <code>{code}</code></p>\n",
            position.line, position.column
        );
        let excerpt = excerpt::html(diagnostic, self.language);
        let notes: String = diagnostic
            .notes
            .iter()
            .map(|note| format!("<li>{}</li>\n", escaped(note.of(self.language))))
            .collect();
        let notes = if notes.is_empty() {
            notes
        } else {
            format!("<ul>\n{notes}</ul>\n")
        };
        let help = diagnostic.help.as_ref().map(|help| {
            let mark = self.localize("修改建议", "help");
            format!(
                "<p class=\"help\"><b>{mark}</b> {}</p>\n",
                escaped(help.of(self.language))
            )
        });
        let (title, help) = (self.title(&diagnostic.title), help.unwrap_or_default());
        format!("<section>\n{title}{place}{excerpt}{notes}{help}</section>\n")
    }

    fn title(&self, words: &Words) -> String {
        format!("<h2>{}</h2>\n", escaped(words.of(self.language)))
    }

    fn localize(&self, zh: &str, en: &str) -> String {
        Words::new(zh, en).of(self.language).to_owned()
    }
}
