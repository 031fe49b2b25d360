//! Draws diagnostics with their source lines. The only module that uses ariadne.

use std::fmt::{self, Debug, Display};
use std::sync::Arc;

use ariadne::{Cache, Color, Config, IndexType, Label, Report, ReportKind};

use super::{Diagnostic, Language, Severity};
use crate::invisible::{visible, visible_line};
use crate::source::{Place, Position, Source};

/// Lines with more characters are not drawn; the message names the place instead.
const LONGEST_LINE: usize = 2000;

/// Draws diagnostics. Each source is indexed once.
pub struct Renderer {
    language: Language,
    color: bool,
    sources: Vec<Indexed>,
}

struct Indexed {
    source: Arc<Source>,
    /// The text with its invisible characters replaced, each by one character. Ariadne treats some
    /// of them as line ends, so this also makes its lines those of the source.
    drawn: ariadne::Source<String>,
}

type Id = usize;
type Characters = (Id, std::ops::Range<usize>);

impl Renderer {
    /// A renderer for a language, with or without color.
    pub fn new(language: Language, color: bool) -> Renderer {
        Renderer {
            language,
            color,
            sources: Vec::new(),
        }
    }

    /// Draws a diagnostic for people.
    pub fn render(&mut self, diagnostic: &Diagnostic) -> String {
        let mut text = if Self::fits(&diagnostic.place) {
            self.drawing(diagnostic)
        } else {
            self.headline(diagnostic)
        };
        let words = |words: &super::Words| visible(words.of(self.language)).into_owned();
        for note in &diagnostic.notes {
            text.push_str(&format!("  = {}\n", words(note)));
        }
        if let Some(help) = &diagnostic.help {
            let mark = match self.language {
                Language::Chinese => "修改建议：",
                Language::English => "help: ",
            };
            text.push_str(&format!("  = {mark}{}\n", words(help)));
        }
        text
    }

    fn fits(place: &Place) -> bool {
        let line = place.source.line(place.position().line);
        line.len() <= LONGEST_LINE || line.chars().count() <= LONGEST_LINE
    }

    /// The place and the title on one line.
    fn headline(&self, diagnostic: &Diagnostic) -> String {
        let position = diagnostic.place.position();
        let (severity, title) = (diagnostic.severity.words(), &diagnostic.title);
        let (name, code) = (
            visible_line(diagnostic.place.source.name()),
            diagnostic.code,
        );
        let (severity, title) = (severity.of(self.language), visible(title.of(self.language)));
        format!(
            "[{code}] {severity}: {title}\n   {name}:{}:{}\n",
            position.line, position.column
        )
    }

    fn drawing(&mut self, diagnostic: &Diagnostic) -> String {
        let severity = diagnostic.severity.words();
        let kind = ReportKind::Custom(severity.of(self.language), color_of(diagnostic.severity));
        let config = Config::default()
            .with_color(self.color)
            .with_index_type(IndexType::Char);
        let here = if self.language == Language::Chinese {
            "这里"
        } else {
            "here"
        };
        let label = diagnostic.label.of(self.language);
        let primary = self.characters(&diagnostic.place);
        let mut report = Report::build(kind, primary.clone())
            .with_code(diagnostic.code)
            .with_message(visible(diagnostic.title.of(self.language)))
            .with_config(config);
        let message = if label.is_empty() { here } else { label };
        let mut labels = vec![(primary, message, color_of(diagnostic.severity))];
        for related in &diagnostic.related {
            if Self::fits(&related.place) {
                labels.push((
                    self.characters(&related.place),
                    related.words.of(self.language),
                    Color::Cyan,
                ));
            }
        }
        // Ariadne draws a source twice unless its labels are sorted by position.
        labels.sort_by_key(|((id, characters), ..)| (*id, characters.start));
        for (place, message, color) in labels {
            report = report.with_label(
                Label::new(place)
                    .with_message(visible(message))
                    .with_color(color),
            );
        }
        let mut bytes = Vec::new();
        // Writing to memory cannot fail.
        let _ = report.finish().write(&mut *self, &mut bytes);
        let text = String::from_utf8_lossy(&bytes);
        if self.color {
            text.into_owned()
        } else {
            without_trailing_spaces(&anstream::adapter::strip_str(&text).to_string())
        }
    }

    /// A place in characters from the start of its source. Ariadne counts characters; with byte
    /// offsets it fails on Chinese.
    fn characters(&mut self, place: &Place) -> Characters {
        let id = self.index(&place.source);
        let (start, end) = (
            self.character(id, place.position()),
            self.character(id, place.end()),
        );
        (id, start..end.max(start))
    }

    fn index(&mut self, source: &Arc<Source>) -> Id {
        if let Some(id) = self
            .sources
            .iter()
            .position(|indexed| Arc::ptr_eq(&indexed.source, source))
        {
            return id;
        }
        // Ariadne has no empty last line after the final line end.
        let drawn = ariadne::Source::from(format!("{}\n", visible(source.text())));
        self.sources.push(Indexed {
            source: source.clone(),
            drawn,
        });
        self.sources.len() - 1
    }

    fn character(&self, id: Id, position: Position) -> usize {
        let line = self.sources[id].drawn.line(position.line - 1);
        line.map_or(0, |line| line.offset()) + position.column - 1
    }
}

impl Cache<Id> for &mut Renderer {
    type Storage = String;

    fn fetch(&mut self, id: &Id) -> Result<&ariadne::Source<String>, impl Debug> {
        Ok::<_, fmt::Error>(&self.sources[*id].drawn)
    }

    fn display<'a>(&self, id: &'a Id) -> Option<impl Display + 'a> {
        Some(visible_line(self.sources[*id].source.name()).into_owned())
    }
}

fn color_of(severity: Severity) -> Color {
    match severity {
        Severity::Error => Color::Red,
        Severity::Warning => Color::Yellow,
        Severity::Hint => Color::Blue,
    }
}

fn without_trailing_spaces(text: &str) -> String {
    text.lines()
        .map(|line| line.trim_end().to_owned() + "\n")
        .collect()
}
