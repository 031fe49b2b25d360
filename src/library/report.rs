//! A compiled report: its facts by path, its verdicts, its pages.

use std::sync::LazyLock;

use super::{Error, Fact, Identity};
use crate::diagnostic::Words;
use crate::emit::{self, Backend, Emitter};
use crate::model;
use crate::resolve;
use crate::trend;
use crate::verify::{Tally, Verified};

/// The built-in templates are parsed once.
static BUILT_IN: LazyLock<Emitter> = LazyLock::new(Emitter::new);

/// A compiled report: its facts, the verdict on every identity, and the pages it makes.
#[derive(Debug)]
pub struct Report {
    verified: Verified,
}

impl Report {
    /// The reporting year.
    pub fn year(&self) -> i32 {
        self.inner().year
    }

    /// The title, as the page has it.
    pub fn title(&self) -> String {
        emit::title(self.inner())
    }

    /// The body whose report it is: the texts that the title of its form names, or its signature.
    /// None where neither names any, or it is not known yet.
    pub fn agency(&self) -> Option<String> {
        trend::whose(self.inner())
    }

    /// The name of the form that it fills: `disclosure`.
    pub fn form(&self) -> &str {
        &self.inner().form.name
    }

    /// The edition of that form, by its first year.
    pub fn edition(&self) -> i32 {
        self.inner().form.edition
    }

    /// One fact by its path from the form's root, in ids or in the names that the form gives beside
    /// them.
    ///
    /// ```
    /// use gdr::Datum;
    ///
    /// let report = gdr::compile("examples/wujiang-2020.gdr")?.sound()?;
    /// let fact = report.fact("申请.新收.自然人")?;
    /// assert_eq!(fact.path(), "requests.received.natural");
    /// assert_eq!(fact.unit(), Some("件"));
    /// match fact.value() {
    ///     Datum::Integer(number) => assert!(number > 0),
    ///     Datum::Blank | Datum::NotApplicable | Datum::Unknown | Datum::Missing => unreachable!("none of them is 0"),
    ///     other => unreachable!("{other}"),
    /// }
    /// let place = fact.place().expect("it is written");
    /// println!("{}:{}", place.source.name(), place.position().line);
    /// # Ok::<(), gdr::Error>(())
    /// ```
    ///
    /// # Errors
    /// A path that names nothing, with what is meant perhaps; or one of a row, which has several
    /// facts.
    pub fn fact(&self, path: &str) -> Result<Fact<'_>, Error> {
        let facts = self.facts_at(path)?;
        match facts.as_slice() {
            [only] => Ok(*only),
            many => {
                let names: Vec<Words> = many.iter().map(|fact| Words::same(&fact.name())).collect();
                let names = Words::list(&names);
                Err(Error::NoFact(Words::new(
                    format!("“{path}”不是一个数，其中有：{}", names.of_zh()),
                    format!("`{path}` is not one fact, it has {}", names.of_en()),
                )))
            }
        }
    }

    /// The facts that a path names: one, or those of a row, a column or a block of the report's
    /// own.
    ///
    /// # Errors
    /// A path that names nothing, with what is meant perhaps.
    pub fn facts_at(&self, path: &str) -> Result<Vec<Fact<'_>>, Error> {
        let facts = resolve::facts(self.inner(), path).map_err(Error::NoFact)?;
        Ok(facts
            .into_iter()
            .map(|id| Fact::new(self.inner(), id))
            .collect())
    }

    /// Every fact that the report states or that is computed from those, in the order of the form,
    /// then the report's own.
    ///
    /// ```
    /// let report = gdr::compile("examples/pingtan-2021.gdr")?.sound()?;
    /// for fact in report.facts() {
    ///     println!("{}\t{}\t{}", fact.path(), fact.value(), fact.unit().unwrap_or_default());
    /// }
    /// assert!(report.facts().count() > 150);
    /// # Ok::<(), gdr::Error>(())
    /// ```
    pub fn facts(&self) -> impl Iterator<Item = Fact<'_>> {
        let report = self.inner();
        (0..report.facts.len())
            .filter(|&id| report.fact(id).is_some())
            .map(|id| Fact::new(report, id))
    }

    /// Every identity, with its verdict: one for each column or row at which it was decided.
    ///
    /// ```
    /// use gdr::{Language, Verdict};
    ///
    /// let compilation = gdr::compile("examples/pingtan-2020.gdr")?; // published with a wrong total
    /// let report = compilation.report().expect("a report");
    /// let failing = report.identities().filter(|identity| matches!(identity.verdict(), Verdict::Fails));
    /// for identity in failing {
    ///     println!("{}: {:?}", identity.statement().of(Language::English), identity.arithmetic(Language::English));
    /// }
    /// assert_eq!(report.tally().fail, 2);
    /// # Ok::<(), gdr::Error>(())
    /// ```
    pub fn identities(&self) -> impl Iterator<Item = Identity<'_>> {
        self.verified
            .findings
            .iter()
            .map(|finding| Identity::new(self.inner(), finding))
    }

    /// How many identities hold, fail, are excepted and are undecided.
    pub fn tally(&self) -> Tally {
        self.verified.tally()
    }

    /// The report as a page, as Markdown or as JSON: byte for byte the same each time.
    ///
    /// ```
    /// use gdr::Backend;
    ///
    /// let report = gdr::compile("examples/wujiang-2020.gdr")?.sound()?;
    /// assert!(report.render(Backend::Html)?.starts_with("<!DOCTYPE html>"));
    /// # Ok::<(), gdr::Error>(())
    /// ```
    ///
    /// # Errors
    /// None with the built-in templates that a test would not have found.
    pub fn render(&self, backend: Backend) -> Result<String, Error> {
        self.render_with(&BUILT_IN, backend)
    }

    /// The same with templates of one's own.
    ///
    /// ```
    /// use gdr::{Backend, Emitter};
    ///
    /// let template = String::from("{{ title }}: {{ summary.facts }}");
    /// let emitter = Emitter::with_templates([(String::from("report.md"), template)].into());
    /// let report = gdr::compile("examples/wujiang-2020.gdr")?.sound()?;
    /// assert!(report.render_with(&emitter, Backend::Markdown)?.ends_with(": 188\n"));
    /// # Ok::<(), gdr::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Template`] says what is wrong with a template.
    pub fn render_with(&self, emitter: &Emitter, backend: Backend) -> Result<String, Error> {
        emitter
            .render(&self.verified, backend)
            .map_err(Error::Template)
    }

    /// The report as the rooms of the house have it.
    #[doc(hidden)]
    pub fn as_verified(&self) -> &Verified {
        &self.verified
    }

    fn inner(&self) -> &model::Report {
        &self.verified.report
    }
}

impl From<Verified> for Report {
    fn from(verified: Verified) -> Report {
        Report { verified }
    }
}
