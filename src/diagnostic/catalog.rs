//! The catalog of diagnostics: the code, severity, data and messages of each.
//!
//! An entry is a function from a place and data to a [`Diagnostic`]. Codes are grouped, one file
//! per group, and never reused. Each entry has a page in `pages/`; without the page, this crate
//! does not compile.

use super::{Diagnostic, Language, Localized, Severity, Words};
use crate::source::{Place, slice};

/// An entry without its data.
#[derive(Debug)]
pub struct CatalogEntry {
    pub code: &'static str,
    /// The name of the function that makes the diagnostic. The [readable name](CatalogEntry::name)
    /// is the same with hyphens.
    function: &'static str,
    pub severity: Severity,
    pub concern: Concern,
    /// The messages, with the names of the data in braces.
    pub zh: &'static str,
    pub en: &'static str,
    /// The help in Chinese and in English, if it is the same for every diagnostic of this entry.
    pub help: Option<(&'static str, &'static str)>,
    /// The source of its [`CodePage`](super::pages::CodePage).
    pub page: &'static str,
}

/// The kind of problem, as far as the compiler treats kinds differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Concern {
    /// The text cannot be read as intended.
    Writing,
    /// A merge conflict.
    Conflict,
    /// A name, header or row that does not fit the form. If there are many, the report is probably
    /// written for another edition.
    Shape,
    /// Facts that contradict each other.
    Identity,
    /// Errors of last year's report, which are reported again when that report is checked itself.
    Previous,
}

/// A group of codes with a common prefix, and their subject.
#[derive(Debug)]
pub struct Group {
    pub prefix: &'static str,
    pub zh: &'static str,
    pub en: &'static str,
    entries: &'static [CatalogEntry],
}

pub const GROUPS: &[Group] = &[
    Group {
        prefix: "G01",
        zh: "字符和写法",
        en: "Characters and syntax",
        entries: characters::ENTRIES,
    },
    Group {
        prefix: "G02",
        zh: "名称",
        en: "Names",
        entries: names::ENTRIES,
    },
    Group {
        prefix: "G03",
        zh: "值",
        en: "Values",
        entries: values::ENTRIES,
    },
    Group {
        prefix: "G04",
        zh: "勾稽关系",
        en: "Identities",
        entries: identities::ENTRIES,
    },
    Group {
        prefix: "G05",
        zh: "缺少和多余",
        en: "Missing and superfluous items",
        entries: missing::ENTRIES,
    },
    Group {
        prefix: "G06",
        zh: "正文",
        en: "Prose",
        entries: prose::ENTRIES,
    },
    Group {
        prefix: "G07",
        zh: "整份报告",
        en: "The report as a whole",
        entries: report::ENTRIES,
    },
    Group {
        prefix: "G08",
        zh: "表单",
        en: "Forms",
        entries: forms::ENTRIES,
    },
    Group {
        prefix: "G09",
        zh: "项目配置（gdr.toml）",
        en: "Project settings (gdr.toml)",
        entries: project::ENTRIES,
    },
];

/// All entries.
pub fn entries() -> impl Iterator<Item = &'static CatalogEntry> + Clone {
    GROUPS.iter().flat_map(|group| group.entries)
}

impl Group {
    /// Its entries, sorted by code.
    pub fn entries(&self) -> Vec<&'static CatalogEntry> {
        let mut entries: Vec<&CatalogEntry> = self.entries.iter().collect();
        entries.sort_by_key(|entry| entry.code);
        entries
    }
}

impl CatalogEntry {
    pub fn of(code: &str) -> Option<&'static CatalogEntry> {
        entries().find(|entry| entry.code == code)
    }

    /// The entry with a code or a readable name, in upper or lower case.
    pub fn find(text: &str) -> Option<&'static CatalogEntry> {
        let text = text.replace('-', "_");
        let is_called = |called: &str| called.eq_ignore_ascii_case(&text);
        entries().find(|entry| is_called(entry.code) || is_called(entry.function))
    }

    /// The readable name, such as `prose-placeholder` for `G0604`.
    pub fn name(&self) -> String {
        self.function.replace('_', "-")
    }

    /// Whether it is advice, which a report or a user can allow; errors cannot be allowed.
    pub fn is_lint(&self) -> bool {
        self.severity != Severity::Error
    }

    /// The message with an ellipsis instead of each datum.
    pub fn title(&self, language: Language) -> String {
        let (template, ellipsis) = match language {
            Language::Chinese => (self.zh, "……"),
            Language::English => (self.en, "…"),
        };
        let mut title = String::new();
        let mut rest = template;
        while let Some(at) = rest.find(['{', '}']) {
            title.push_str(slice(rest, ..at));
            rest = slice(rest, at..);
            if rest.starts_with("{{") || rest.starts_with("}}") {
                title.push_str(slice(rest, ..1));
                rest = slice(rest, 2..);
            } else {
                title.push_str(if title.ends_with(ellipsis) {
                    ""
                } else {
                    ellipsis
                });
                rest = rest.split_once('}').map_or("", |(_, after)| after);
            }
        }
        title + rest
    }
}

macro_rules! maybe {
    () => {
        None
    };
    ($given:expr) => {
        Some($given)
    };
}

macro_rules! concern {
    () => {
        Concern::Writing
    };
    ($concern:ident) => {
        Concern::$concern
    };
}

/// Defines the entries of a group. In each entry, the concern is written after the data. If the
/// concern is omitted, it is `Writing`.
macro_rules! catalogue {
    ($(
        $code:ident $severity:ident $name:ident ( $($datum:ident),* ) $( [$concern:ident] )?
        $zh:literal $en:literal
        $( [help $help_zh:literal $help_en:literal] )?
    )*) => {
        use super::{Concern, Diagnostic, CatalogEntry, Language, Severity, Place, Localized};

        $(
            #[doc = concat!("`", stringify!($code), "` ", $en)]
            #[allow(unused_variables)]
            pub fn $name(place: Place $(, $datum: &dyn Localized)*) -> Diagnostic {
                let localize = |language: Language| {
                    $(let $datum = $datum.localize(language);)*
                    match language {
                        Language::Chinese => (format!($zh), None::<String>$(.or(Some(format!($help_zh))))?),
                        Language::English => (format!($en), None::<String>$(.or(Some(format!($help_en))))?),
                    }
                };
                Diagnostic::of_entry(stringify!($code), Severity::$severity, place, localize(Language::Chinese), localize(Language::English))
            }
        )*

        pub(super) const ENTRIES: &[CatalogEntry] =
            &[$(CatalogEntry {
                code: stringify!($code),
                function: stringify!($name),
                severity: Severity::$severity,
                concern: concern!($($concern)?),
                zh: $zh,
                en: $en,
                help: maybe!($(($help_zh, $help_en))?),
                page: include_str!(concat!("../pages/", stringify!($code), ".md")),
            }),*];
    };
}

mod characters;
mod forms;
mod identities;
mod missing;
mod names;
mod project;
mod prose;
mod report;
mod values;

pub use characters::*;
pub use forms::*;
pub use identities::*;
pub use missing::*;
pub use names::*;
pub use project::*;
pub use prose::*;
pub use report::*;
pub use values::*;

/// A duplicate fact, with the place of the first one.
pub fn stated_twice(here: Place, name: &dyn Localized, first: Place) -> Diagnostic {
    written_twice(here, name).with_related(first, Words::new("首次写在此处", "first written here"))
}
