//! Converts prose: interpolations become values, `CommonMark` becomes HTML. Raw HTML is shown as
//! text.

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, html};

use crate::evaluate::{self, At};
use crate::lint::words::common_indentation;
use crate::model::{Absence, Prose, ProsePart, Report, Undecided};

/// Prose as Markdown with interpolated values. Values are escaped, so they cannot contain markup.
pub(super) fn markdown(report: &Report, prose: &Prose) -> String {
    let mut text = String::with_capacity((prose.span.end - prose.span.start) as usize);
    for part in &prose.parts {
        match part {
            ProsePart::Text(span) => text.push_str(report.source.slice(*span)),
            ProsePart::Brace => text.push('{'),
            ProsePart::Interpolation(interpolation) => {
                let value = match evaluate::value(report, &interpolation.expression, At::Scalar) {
                    Ok(value) => value.in_sentence(),
                    Err(Undecided::Absent(_, absence)) => absence.on_page().to_owned(),
                    Err(_) => Absence::Unknown.on_page().to_owned(),
                };
                escape_into(&mut text, &value);
            }
        }
    }
    without_indentation(&text)
}

/// Lines without their common indentation, so that Markdown does not treat indented prose as code.
fn without_indentation(text: &str) -> String {
    let lines: Vec<&str> = text.trim_matches(['\r', '\n']).trim_end().lines().collect();
    let common = common_indentation(lines.iter().copied());
    let mut result = String::with_capacity(text.len());
    for line in lines {
        result.push_str(line.get(common..).unwrap_or(""));
        result.push('\n');
    }
    result
}

/// Prose is `CommonMark` with tables. Footnotes are recognised so that they do not become links.
pub(super) fn parser(markdown: &str) -> Parser<'_> {
    Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES)
}

/// Markdown to HTML.
pub(super) fn html(markdown: &str) -> String {
    let mut result = String::with_capacity(markdown.len() + markdown.len() / 4);
    html::push_html(
        &mut result,
        Events {
            inner: parser(markdown),
            before: None,
            soft_break: false,
            footnote: None,
            pending: None,
        },
    );
    result
}

/// The parser's events with these changes: HTML is text, headings are below the page's own, and a
/// line break between Chinese characters adds no space.
struct Events<'m> {
    inner: Parser<'m>,
    /// The last character of the text so far.
    before: Option<char>,
    soft_break: bool,
    /// The name of the footnote that begins.
    footnote: Option<CowStr<'m>>,
    pending: Option<Event<'m>>,
}

impl<'m> Iterator for Events<'m> {
    type Item = Event<'m>;

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the enum belongs to another crate"
    )]
    fn next(&mut self) -> Option<Event<'m>> {
        if let Some(pending) = self.pending.take() {
            return Some(pending);
        }
        loop {
            let event = match self.inner.next()? {
                Event::SoftBreak => {
                    self.soft_break = true;
                    continue;
                }
                // Images would be loaded from other servers, so only their description is shown.
                Event::Start(Tag::Image { .. })
                | Event::End(TagEnd::Image | TagEnd::FootnoteDefinition) => continue,
                Event::Start(Tag::FootnoteDefinition(name)) => {
                    self.footnote = Some(name);
                    continue;
                }
                Event::Start(Tag::Paragraph) if self.footnote.is_some() => {
                    let name = self.footnote.take().unwrap_or("".into());
                    self.pending = Some(Event::Text(format!("[{name}] ").into()));
                    return Some(Event::Start(Tag::Paragraph));
                }
                event => harmless(event),
            };
            let text = match &event {
                Event::Text(text) | Event::Code(text) => text.as_ref(),
                _ => "",
            };
            let needs_break =
                std::mem::take(&mut self.soft_break) && !joins(self.before, text.chars().next());
            self.before = text.chars().next_back().or(self.before);
            if needs_break {
                self.pending = Some(event);
                return Some(Event::SoftBreak);
            }
            return Some(event);
        }
    }
}

/// The event that a page shows for one of the prose.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the enum belongs to another crate"
)]
fn harmless(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
        Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
        Event::Start(Tag::Heading {
            level,
            id,
            classes,
            attrs,
        }) => Event::Start(Tag::Heading {
            level: level.max(TOP_HEADING),
            id,
            classes,
            attrs,
        }),
        Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(level.max(TOP_HEADING))),
        // Two sections may use one name for a footnote, so footnotes are not linked.
        Event::FootnoteReference(name) => Event::Text(format!("[{name}]").into()),
        Event::Start(Tag::Link {
            link_type,
            dest_url,
            title,
            id,
        }) => Event::Start(Tag::Link {
            link_type,
            dest_url: if is_harmless(&dest_url) {
                dest_url
            } else {
                CowStr::Borrowed("#")
            },
            title,
            id,
        }),
        event => event,
    }
}

/// The highest heading level in prose: the page uses the levels above it.
pub(super) const TOP_HEADING: pulldown_cmark::HeadingLevel = pulldown_cmark::HeadingLevel::H3;

fn is_harmless(url: &str) -> bool {
    let scheme = url
        .split_once(':')
        .map(|(scheme, _)| scheme.to_ascii_lowercase());
    scheme.is_none_or(|scheme| {
        matches!(scheme.as_str(), "http" | "https" | "mailto" | "tel")
            || scheme.contains(['/', '?', '#'])
    })
}

/// Whether two lines are joined without a space, because both characters are Chinese.
fn joins(before: Option<char>, after: Option<char>) -> bool {
    let is_wide = |character: Option<char>| {
        character
            .is_some_and(|character| unicode_width::UnicodeWidthChar::width(character) == Some(2))
    };
    is_wide(before) || is_wide(after)
}

/// Text escaped for Markdown: characters that may be markup are escaped, line ends become spaces.
pub(super) fn escape_markdown(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    // At the start of a line these would begin a list.
    if text.starts_with(['-', '+']) {
        escaped.push('\\');
    }
    escape_into(&mut escaped, text);
    escaped
}

fn escape_into(result: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '\n' | '\r' => result.push(' '),
            '<' => result.push_str("&lt;"),
            '&' => result.push_str("&amp;"),
            // These characters are frequent in figures and are never markup inside a line.
            '-' | '+' | '.' | '%' | '/' | ',' | ':' | '(' | ')' => result.push(character),
            character if character.is_ascii_punctuation() => {
                result.push('\\');
                result.push(character);
            }
            character => result.push(character),
        }
    }
}
