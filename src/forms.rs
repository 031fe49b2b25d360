//! The forms: those shipped with the compiler, which are ordinary sources of the language, and
//! those in files that a report references.

mod choice;
mod fill;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::diagnostic::{Diagnostic, Outcome, Words, catalog};
use crate::model::Form;
use crate::resolve;
use crate::source::{Place, Source};
use crate::syntax::{self, ast::File};

pub(crate) use choice::choose;
pub(crate) use fill::{Filled, fill};

/// A shipped form: the name of its file and its text.
struct Shipped {
    name: &'static str,
    text: &'static str,
}

/// One entry for each form.
const SHIPPED: &[Shipped] = &[
    Shipped {
        name: "disclosure-2019.gdr",
        text: include_str!("forms/disclosure-2019.gdr"),
    },
    Shipped {
        name: "disclosure-2021.gdr",
        text: include_str!("forms/disclosure-2021.gdr"),
    },
];

/// Loads the files referenced by reports. The compiler itself reads no files.
pub trait Files: Sync {
    /// Loads the file at `path`, relative to the report at `from`.
    ///
    /// # Errors
    /// If the file cannot be read. The error states the reason.
    fn read(&self, from: &str, path: &str) -> Result<Arc<Source>, Unread>;
}

/// Why a referenced file was not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// The reason, which follows “cannot read FILE: ”.
    pub reason: Words,
    /// How to fix it.
    pub help: Option<Words>,
}

impl From<Words> for Unread {
    fn from(reason: Words) -> Unread {
        Unread { reason, help: None }
    }
}

impl Unread {
    /// Adds the help to the diagnostic about the file.
    pub(crate) fn helps(&self, diagnostic: Diagnostic) -> Diagnostic {
        match &self.help {
            Some(help) => diagnostic.with_help(help.clone()),
            None => diagnostic,
        }
    }
}

/// Loads nothing: for reports that reference no files.
pub struct NoFiles;

impl Files for NoFiles {
    fn read(&self, _: &str, _: &str) -> Result<Arc<Source>, Unread> {
        Err(Words::new("此处不能读取其他文件", "files cannot be read here").into())
    }
}

/// The name and the years of a shipped form.
struct ShippedHead {
    name: &'static str,
    first_year: i32,
    last_year: Option<i32>,
}

/// The forms of a file, with diagnostics.
type Parsed = Outcome<Vec<Arc<Form>>>;

/// A cache of forms: each is parsed once, when a report first needs it.
#[derive(Default)]
pub struct Forms {
    heads: OnceLock<Vec<ShippedHead>>,
    shipped: [OnceLock<Parsed>; SHIPPED.len()],
    used: Mutex<BTreeMap<String, Arc<Parsed>>>,
}

impl Forms {
    /// An empty cache.
    pub fn new() -> Forms {
        Forms::default()
    }

    /// The shipped edition of a form for a year.
    ///
    /// # Errors
    /// If there is no form with this name, or no edition for the year. In the second case the error
    /// holds the years of the existing editions.
    pub fn shipped(&self, name: &str, year: i32) -> Result<Arc<Form>, NoForm> {
        let mut editions = Vec::new();
        for (index, head) in self
            .heads()
            .iter()
            .enumerate()
            .filter(|(_, head)| head.name == name)
        {
            if head.first_year <= year && head.last_year.is_none_or(|last| year <= last) {
                return self.parsed(index).ok_or(NoForm::Unknown);
            }
            editions.push((head.first_year, head.last_year));
        }
        if editions.is_empty() {
            Err(NoForm::Unknown)
        } else {
            Err(NoForm::Years(editions))
        }
    }

    /// The other shipped editions of a form.
    pub fn other_editions(&self, form: &Form) -> impl Iterator<Item = Arc<Form>> {
        let named = self
            .heads()
            .iter()
            .enumerate()
            .filter(|(_, head)| head.name == form.name && head.first_year != form.first_year);
        named.filter_map(|(index, _)| self.parsed(index))
    }

    /// The names of the shipped forms, without duplicates.
    pub fn names(&self) -> Vec<&'static str> {
        let mut names: Vec<&str> = self.heads().iter().map(|head| head.name).collect();
        names.dedup();
        names
    }

    fn heads(&self) -> &[ShippedHead] {
        self.heads.get_or_init(|| {
            SHIPPED
                .iter()
                .filter_map(|shipped| head(shipped.text))
                .collect()
        })
    }

    /// Every shipped form with its diagnostics. A test ensures that there are none.
    pub fn all_shipped(&self) -> Vec<(Arc<Form>, &[Diagnostic])> {
        (0..SHIPPED.len())
            .filter_map(|index| {
                Some((
                    self.parsed(index)?,
                    self.shipped[index].get()?.diagnostics.as_slice(),
                ))
            })
            .collect()
    }

    fn parsed(&self, index: usize) -> Option<Arc<Form>> {
        let parse = || {
            let source = Source::new(SHIPPED[index].name, SHIPPED[index].text);
            syntax::parse_sound(&source).then(|file| resolved(&source, &file))
        };
        self.shipped[index]
            .get_or_init(parse)
            .value
            .first()
            .cloned()
    }

    /// The forms in a file referenced by reports.
    pub fn used(&self, source: &Arc<Source>) -> Arc<Parsed> {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        used.entry(source.name().to_owned())
            .or_insert_with(|| Arc::new(parse(source)))
            .clone()
    }
}

fn head(text: &'static str) -> Option<ShippedHead> {
    let head = syntax::parse_form_head(text)?;
    let last_year = head.last_year.map(str::parse).transpose().ok()?;
    Some(ShippedHead {
        name: head.name,
        first_year: head.first_year.parse().ok()?,
        last_year,
    })
}

/// Why no form was found.
#[doc(hidden)]
pub enum NoForm {
    /// There is no form with this name.
    Unknown,
    /// The first and last years of the existing editions.
    Years(Vec<(i32, Option<i32>)>),
}

fn parse(source: &Arc<Source>) -> Parsed {
    let mut scanned = syntax::scan(source);
    syntax::report_invisible(source, &mut scanned.diagnostics);
    scanned.then(|scanned| match scanned {
        Some(scanned) => syntax::parse(&scanned).then(|file| resolved(&scanned.source, &file)),
        None => Outcome::ok(Vec::new()),
    })
}

fn resolved(source: &Arc<Source>, file: &File) -> Parsed {
    let mut parsed = Outcome::ok(Vec::with_capacity(file.forms.len()));
    for tree in &file.forms {
        let form = resolve::form(source, tree);
        parsed.value.push(Arc::new(form.value));
        parsed.diagnostics.extend(form.diagnostics);
    }
    parsed
}

/// The first error of a form's file, as an error of the report that uses it.
pub fn fault(place: Place, path: &str, diagnostics: &[Diagnostic]) -> Option<Diagnostic> {
    let errors = diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.is_error());
    let first = errors.clone().next()?;
    let fault = catalog::form_is_wrong(place, &path, &errors.count());
    Some(fault.with_related(first.place.clone(), first.title.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shipped_forms_have_no_diagnostics() {
        for shipped in SHIPPED {
            let source = Source::new(shipped.name, shipped.text);
            assert!(
                syntax::scan(&source).diagnostics.is_empty(),
                "{}",
                shipped.name
            );
            let Outcome {
                value: forms,
                diagnostics,
            } = parse(&source);
            assert_eq!(forms.len(), 1, "{}", shipped.name);
            assert!(diagnostics.is_empty(), "{}: {diagnostics:#?}", shipped.name);
        }
    }
}
