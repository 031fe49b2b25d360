//! Diagnostics: a code, a severity, a place, and messages in both languages.

#[doc(hidden)]
pub mod catalog;
mod collected;
mod fix;
pub mod format;
#[doc(hidden)]
pub mod pages;
pub mod render;
mod suggest;

pub use collected::Collected;
pub use fix::{Edit, Fix, apply};
#[doc(hidden)]
pub use suggest::{MOST_CANDIDATES, closest, proposal, suggest, with_path};

use std::fmt;

use crate::invisible::visible_line;
use crate::source::{LONGEST_SOURCE, Place, Source, SourceError, Span};
use catalog::{CatalogEntry, Concern};

/// The severity of a diagnostic. Only an error prevents a report from being built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Must be fixed.
    Error,
    /// Probably wrong.
    Warning,
    /// Could be improved.
    Hint,
}

impl Severity {
    /// The name of the severity.
    pub fn words(self) -> Words {
        match self {
            Severity::Error => Words::new("错误", "error"),
            Severity::Warning => Words::new("警告", "warning"),
            Severity::Hint => Words::new("提示", "hint"),
        }
    }
}

/// The language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    #[default]
    /// Chinese.
    Chinese,
    /// English.
    English,
}

impl Language {
    /// The BCP 47 tag, for the `lang` attribute of pages.
    pub fn tag(self) -> &'static str {
        match self {
            Language::Chinese => "zh-CN",
            Language::English => "en",
        }
    }
}

/// A text in both languages.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Words {
    zh: String,
    en: String,
}

impl Words {
    /// A text from its Chinese and its English version.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Words {
        Words {
            zh: zh.into(),
            en: en.into(),
        }
    }

    /// A text that is the same in both languages, such as a name.
    pub fn same(name: &str) -> Words {
        Words::new(name, name)
    }

    /// The text in a language.
    pub fn of(&self, language: Language) -> &str {
        match language {
            Language::Chinese => &self.zh,
            Language::English => &self.en,
        }
    }

    /// The Chinese text.
    pub fn of_zh(&self) -> &str {
        &self.zh
    }

    /// The English text.
    pub fn of_en(&self) -> &str {
        &self.en
    }

    /// The texts as a list, separated by `、` in Chinese and commas in English.
    pub fn list<'w>(items: impl IntoIterator<Item = &'w Words>) -> Words {
        Words::joined(items, "、", ", ")
    }

    /// The texts joined with a separator for each language.
    pub fn joined<'w>(items: impl IntoIterator<Item = &'w Words>, zh: &str, en: &str) -> Words {
        let (in_zh, in_en): (Vec<_>, Vec<_>) = items
            .into_iter()
            .map(|words| (words.zh.as_str(), words.en.as_str()))
            .unzip();
        Words::new(in_zh.join(zh), in_en.join(en))
    }
}

/// Data that can be inserted into a message. Only [`Words`] depend on the language.
pub trait Localized {
    /// The text in a language.
    fn localize(&self, language: Language) -> String;
}

impl Localized for Words {
    fn localize(&self, language: Language) -> String {
        self.of(language).to_owned()
    }
}

macro_rules! same_in_both_languages {
    ($($kind:ty),*) => { $(impl Localized for $kind {
        fn localize(&self, _: Language) -> String {
            self.to_string()
        }
    })* };
}
same_in_both_languages!(&str, String, usize, i32, char);

/// A list of names, without quotes.
pub struct Names<'n>(pub &'n [&'n str]);

impl Localized for Names<'_> {
    fn localize(&self, language: Language) -> String {
        match language {
            Language::Chinese => self.0.join("、"),
            Language::English => self.0.join(", "),
        }
    }
}

/// A number and an English noun: `1 error`, `2 errors`.
pub fn counted(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// A place and a message about it.
#[derive(Debug, Clone)]
pub struct Label {
    /// The place.
    pub place: Place,
    /// The message.
    pub words: Words,
}

/// A diagnostic: an entry of the [`catalog`] with its data and its place.
#[derive(Debug, Clone)]
pub struct Diagnostic {
    /// The code of the entry, such as `G0401`. Codes are never reused.
    pub code: &'static str,
    /// The severity, after `--deny`.
    pub severity: Severity,
    /// The place that the diagnostic marks.
    pub place: Place,
    /// The message.
    pub title: Words,
    /// A message shown at the place.
    pub label: Words,
    /// Related places, with a message for each.
    pub related: Vec<Label>,
    /// Notes, one line each, such as the arithmetic of an identity.
    pub notes: Vec<Words>,
    /// How to fix the error.
    pub help: Option<Words>,
    /// Edits that fix the error. If there are several fixes, they are alternatives.
    pub fixes: Vec<Fix>,
    /// The reason given in the report's `allow`; `None` if the report does not except this
    /// diagnostic. An excepted error does not count as an error, but is still reported.
    pub exception: Option<String>,
}

impl From<SourceError> for Diagnostic {
    fn from(error: SourceError) -> Diagnostic {
        match error {
            SourceError::TooLong { place, length } => {
                catalog::source_too_long(place, &(length >> 20), &(LONGEST_SOURCE >> 20))
            }
            SourceError::NotUtf8(place) => catalog::not_utf8(place),
        }
    }
}

/// A title, and the help if the entry has one.
type EntryText = (String, Option<String>);

impl Diagnostic {
    /// An entry of the catalog, with its texts in both languages.
    fn of_entry(
        code: &'static str,
        severity: Severity,
        place: Place,
        zh: EntryText,
        en: EntryText,
    ) -> Diagnostic {
        Diagnostic {
            code,
            severity,
            place: shown(place),
            title: Words::new(zh.0, en.0),
            label: Words::default(),
            related: Vec::new(),
            notes: Vec::new(),
            help: zh.1.zip(en.1).map(|(zh, en)| Words::new(zh, en)),
            fixes: Vec::new(),
            exception: None,
        }
    }

    /// Whether it prevents the report from being built. An excepted error does not prevent it.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error && self.exception.is_none()
    }

    /// The fix that is correct without doubt.
    pub fn certain_fix(&self) -> Option<&Fix> {
        self.fixes.iter().find(|fix| fix.is_certain)
    }

    /// The fix, if there is only one.
    pub fn only_fix(&self) -> Option<&Fix> {
        match self.fixes.as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }

    /// Whether it counts as a warning. An excepted warning does not count.
    pub fn is_warning(&self) -> bool {
        self.severity == Severity::Warning && self.exception.is_none()
    }

    /// The kind of problem that its entry is about.
    #[doc(hidden)]
    pub fn concern(&self) -> Option<Concern> {
        CatalogEntry::of(self.code).map(|entry| entry.concern)
    }

    /// Its place, code and title on one line, for problem matchers: `report.gdr:3:19: error[G0704]:
    /// …`. An excepted error is shown as a hint, with the reason.
    pub fn in_short(&self) -> Words {
        let position = self.place.position();
        let severity = if self.exception.is_some() {
            Severity::Hint
        } else {
            self.severity
        };
        let file = visible_line(self.place.source.name());
        let (severity, code) = (severity.words(), self.code);
        let start = format!(
            "{file}:{}:{}: {}[{code}]: ",
            position.line,
            position.column,
            severity.of_en()
        );
        let title = self.excepted_title().unwrap_or_else(|| self.title.clone());
        Words::new(
            format!("{start}{}", visible_line(title.of_zh())),
            format!("{start}{}", visible_line(title.of_en())),
        )
    }

    /// The title and the reason of an excepted error; `None` otherwise.
    pub fn excepted_title(&self) -> Option<Words> {
        let (reason, title) = (self.exception.as_ref()?, &self.title);
        Some(Words::new(
            format!("例外：{}。理由：{reason}", title.of_zh()),
            format!("excepted: {}. Reason: {reason}", title.of_en()),
        ))
    }

    /// Two diagnostics are equal if these data are equal. Used for comparing versions of a text.
    pub(crate) fn content(&self) -> (Span, &'static str, &Words, &[Words]) {
        (self.place.span, self.code, &self.title, &self.notes)
    }

    /// Sets the severity.
    pub fn with_severity(mut self, severity: Severity) -> Diagnostic {
        self.severity = severity;
        self
    }

    /// Sets the message at the place.
    pub fn with_label(mut self, words: Words) -> Diagnostic {
        self.label = words;
        self
    }

    /// Adds a related place with a message, unless the text of the source may not be shown.
    pub fn with_related(mut self, place: Place, words: Words) -> Diagnostic {
        if !place.source.is_foreign() {
            self.related.push(Label { place, words });
        }
        self
    }

    /// Adds the place in the form that states the rule.
    pub fn with_rule(self, place: Place) -> Diagnostic {
        self.with_related(place, Words::new("规则在此", "the rule is stated here"))
    }

    /// Adds a note.
    pub fn with_note(mut self, words: Words) -> Diagnostic {
        self.notes.push(words);
        self
    }

    /// Sets the help.
    pub fn with_help(mut self, words: Words) -> Diagnostic {
        self.help = Some(words);
        self
    }
}

/// The place to show: the beginning of a source whose text may not be shown.
fn shown(place: Place) -> Place {
    if place.source.is_foreign() {
        Place {
            source: Source::new(place.source.name(), "").without_excerpts(),
            span: Span::default(),
        }
    } else {
        place
    }
}

/// The diagnostic in one line, in English.
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.in_short().of_en())
    }
}

/// The result of a pass: a value and diagnostics.
#[derive(Debug)]
pub struct Outcome<T> {
    /// The value.
    pub value: T,
    /// The diagnostics.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Outcome<T> {
    /// A value without diagnostics.
    pub fn ok(value: T) -> Outcome<T> {
        Outcome {
            value,
            diagnostics: Vec::new(),
        }
    }

    /// Runs the next pass on the value and collects the diagnostics of both.
    pub fn then<U>(mut self, pass: impl FnOnce(T) -> Outcome<U>) -> Outcome<U> {
        let mut next = pass(self.value);
        self.diagnostics.append(&mut next.diagnostics);
        Outcome {
            value: next.value,
            diagnostics: self.diagnostics,
        }
    }

    /// Converts the value and keeps the diagnostics.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Outcome<U> {
        Outcome {
            value: change(self.value),
            diagnostics: self.diagnostics,
        }
    }

    /// Sorts the diagnostics by source and place. At the same place, the most severe is first.
    pub fn sorted(mut self) -> Outcome<T> {
        self.diagnostics.sort_by(|a, b| {
            let key = |d: &Diagnostic| (d.place.span.start, d.severity, d.code);
            a.place
                .source
                .name()
                .cmp(b.place.source.name())
                .then_with(|| key(a).cmp(&key(b)))
        });
        self
    }
}

impl<T> Outcome<Option<T>> {
    /// No value, with the diagnostics that give the reason.
    pub fn none(diagnostics: Vec<Diagnostic>) -> Outcome<Option<T>> {
        Outcome {
            value: None,
            diagnostics,
        }
    }

    /// Runs the next pass if there is a value, and collects the diagnostics of both.
    pub fn then_some<U>(self, pass: impl FnOnce(T) -> Outcome<Option<U>>) -> Outcome<Option<U>> {
        self.then(|value| value.map_or_else(|| Outcome::none(Vec::new()), pass))
    }
}
