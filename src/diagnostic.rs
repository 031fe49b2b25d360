//! What there is to say about a source: where, how grave, and in which words.

#[doc(hidden)]
pub mod catalog;
mod fix;
pub mod format;
#[doc(hidden)]
pub mod pages;
pub mod render;
mod suggest;

pub use fix::{Edit, Fix, apply};
#[doc(hidden)]
pub use suggest::{closest, proposal, suggest, with_path};

use std::fmt;

use crate::source::{LONGEST_SOURCE, Place, SourceError, Span};
use catalog::{CatalogEntry, Concern};

/// How grave a diagnostic is. Only an error keeps a report from being built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something is wrong that must be mended.
    Error,
    /// Something is probably wrong.
    Warning,
    /// Something could be better.
    Hint,
}

impl Severity {
    /// What it is called.
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
    /// 中文.
    Chinese,
    /// English.
    English,
}

impl Language {
    /// Its tag of BCP 47, as pages state it.
    pub fn tag(self) -> &'static str {
        match self {
            Language::Chinese => "zh-CN",
            Language::English => "en",
        }
    }
}

/// The same thing said in both languages.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Words {
    zh: String,
    en: String,
}

impl Words {
    /// Something said in Chinese and in English.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Words {
        Words {
            zh: zh.into(),
            en: en.into(),
        }
    }

    /// What is called the same in both languages: names, labels.
    pub fn same(name: &str) -> Words {
        Words::new(name, name)
    }

    /// It, as a language says it.
    pub fn of(&self, language: Language) -> &str {
        match language {
            Language::Chinese => &self.zh,
            Language::English => &self.en,
        }
    }

    /// It in Chinese.
    pub fn of_zh(&self) -> &str {
        &self.zh
    }

    /// It in English.
    pub fn of_en(&self) -> &str {
        &self.en
    }

    /// Several sayings in a row, with the language's own mark between them.
    pub fn list<'w>(items: impl IntoIterator<Item = &'w Words>) -> Words {
        Words::joined(items, "、", ", ")
    }

    /// The same with marks of one's own between them.
    pub fn joined<'w>(items: impl IntoIterator<Item = &'w Words>, zh: &str, en: &str) -> Words {
        let (in_zh, in_en): (Vec<_>, Vec<_>) = items
            .into_iter()
            .map(|words| (words.zh.as_str(), words.en.as_str()))
            .unzip();
        Words::new(in_zh.join(zh), in_en.join(en))
    }
}

/// What can stand in a message. Data says the same in both languages, [`Words`] do not.
pub trait Localized {
    /// It, as a language says it.
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

/// Names in a row, quoted by neither language, with its own mark between them.
pub struct Names<'n>(pub &'n [&'n str]);

impl Localized for Names<'_> {
    fn localize(&self, language: Language) -> String {
        match language {
            Language::Chinese => self.0.join("、"),
            Language::English => self.0.join(", "),
        }
    }
}

/// So many of something, in English: `1 error`, `2 errors`.
pub fn counted(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// A place and what is said of it.
#[derive(Debug, Clone)]
pub struct Label {
    /// Where.
    pub place: Place,
    /// What is said.
    pub words: Words,
}

/// One thing found: an entry of the [`catalog`] with its data, at its place.
#[derive(Debug, Clone)]
pub struct Diagnostic {
    /// The entry's code, `G0401`. Codes are never reused.
    pub code: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// Where it stands.
    pub place: Place,
    /// What is wrong.
    pub title: Words,
    /// What stands at the place itself.
    pub label: Words,
    /// Other places that matter.
    pub related: Vec<Label>,
    /// The arithmetic, one line each.
    pub notes: Vec<Words>,
    /// How to mend it.
    pub help: Option<Words>,
    /// How to mend it by changing the text; one of several where there are several.
    pub fixes: Vec<Fix>,
    /// The reason for which the report excepts it: then it is no error any more, and still not
    /// hidden.
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

/// A title, and the help where the entry always has the same.
type EntryText = (String, Option<String>);

impl Diagnostic {
    /// An entry of the catalog, with its texts in Chinese and in English.
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
            place,
            title: Words::new(zh.0, en.0),
            label: Words::default(),
            related: Vec::new(),
            notes: Vec::new(),
            help: zh.1.zip(en.1).map(|(zh, en)| Words::new(zh, en)),
            fixes: Vec::new(),
            exception: None,
        }
    }

    /// Whether it keeps the report from being built. What is excepted does not.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error && self.exception.is_none()
    }

    /// Whether it is a warning that counts. What is excepted does not.
    pub fn is_warning(&self) -> bool {
        self.severity == Severity::Warning && self.exception.is_none()
    }

    /// What its entry is about.
    #[doc(hidden)]
    pub fn concern(&self) -> Option<Concern> {
        CatalogEntry::of(self.code).map(|entry| entry.concern)
    }

    /// Its place, code and title in one line, as programs expect it: `report.gdr:3:19:
    /// error[G0704]: …`. What is excepted is a hint, with the reason.
    pub fn in_short(&self) -> Words {
        let position = self.place.position();
        let severity = if self.exception.is_some() {
            Severity::Hint
        } else {
            self.severity
        };
        let (file, severity, code) = (self.place.source.name(), severity.words(), self.code);
        let start = format!(
            "{file}:{}:{}: {}[{code}]: ",
            position.line,
            position.column,
            severity.of_en()
        );
        let title = self.excepted_title().unwrap_or_else(|| self.title.clone());
        Words::new(
            format!("{start}{}", title.of_zh()),
            format!("{start}{}", title.of_en()),
        )
    }

    /// The title of what is excepted, with the reason.
    pub fn excepted_title(&self) -> Option<Words> {
        let (reason, title) = (self.exception.as_ref()?, &self.title);
        Some(Words::new(
            format!("例外：{}。理由：{reason}", title.of_zh()),
            format!("excepted: {}. The reason: {reason}", title.of_en()),
        ))
    }

    /// Where and what it says: of two versions of a text, those that say the same are one.
    pub(crate) fn content(&self) -> (Span, &'static str, &Words, &[Words]) {
        (self.place.span, self.code, &self.title, &self.notes)
    }

    /// The same at another level.
    pub fn with_severity(mut self, severity: Severity) -> Diagnostic {
        self.severity = severity;
        self
    }

    /// The same with words at the place itself.
    pub fn with_label(mut self, words: Words) -> Diagnostic {
        self.label = words;
        self
    }

    /// The same with words at another place.
    pub fn with_related(mut self, place: Place, words: Words) -> Diagnostic {
        self.related.push(Label { place, words });
        self
    }

    /// The line of a form that states the rule.
    pub fn with_rule(self, place: Place) -> Diagnostic {
        self.with_related(place, Words::new("规则在此", "the rule is here"))
    }

    /// The same with one more note.
    pub fn with_note(mut self, words: Words) -> Diagnostic {
        self.notes.push(words);
        self
    }

    /// The same with how to mend it.
    pub fn with_help(mut self, words: Words) -> Diagnostic {
        self.help = Some(words);
        self
    }
}

/// In one line, in English.
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.in_short().of_en())
    }
}

/// The result of a pass: always a value, and what there is to say about it.
#[derive(Debug)]
pub struct Outcome<T> {
    /// What it came to.
    pub value: T,
    /// What there is to say about it.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Outcome<T> {
    /// A value with nothing to report.
    pub fn ok(value: T) -> Outcome<T> {
        Outcome {
            value,
            diagnostics: Vec::new(),
        }
    }

    /// Hands the value to the next pass and keeps what both had to say.
    pub fn then<U>(mut self, pass: impl FnOnce(T) -> Outcome<U>) -> Outcome<U> {
        let mut next = pass(self.value);
        self.diagnostics.append(&mut next.diagnostics);
        Outcome {
            value: next.value,
            diagnostics: self.diagnostics,
        }
    }

    /// The value as another, with nothing more to say.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Outcome<U> {
        Outcome {
            value: change(self.value),
            diagnostics: self.diagnostics,
        }
    }

    /// In the order of the text; at the same place the graver first.
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
    /// No value, for these reasons.
    pub fn none(diagnostics: Vec<Diagnostic>) -> Outcome<Option<T>> {
        Outcome {
            value: None,
            diagnostics,
        }
    }

    /// A value, if there is one, goes to the next pass; what both reported is kept.
    pub fn then_some<U>(self, pass: impl FnOnce(T) -> Outcome<Option<U>>) -> Outcome<Option<U>> {
        self.then(|value| value.map_or_else(|| Outcome::none(Vec::new()), pass))
    }
}
