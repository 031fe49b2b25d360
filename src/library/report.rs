//! A compiled report: its facts by path, its verdicts, its pages.

use std::sync::LazyLock;

use super::{Error, Fact, Identity};
use crate::diagnostic::Words;
use crate::emit::{self, Backend, Emitter};
use crate::model;
use crate::resolve;
use crate::trend;
use crate::verify::{Tally, Verified};

/// The built-in templates, parsed once.
static BUILT_IN: LazyLock<Emitter> = LazyLock::new(Emitter::new);

/// A compiled report: its facts, the verdict on every identity, and its pages.
#[derive(Debug)]
pub struct Report {
    verified: Verified,
}

impl Report {
    /// The reporting year.
    pub fn year(&self) -> i32 {
        self.inner().year
    }

    /// The title on the page.
    pub fn title(&self) -> String {
        emit::title(self.inner())
    }

    /// The body that publishes the report: the text facts in the title of its form, or else in its
    /// signature. `None` if neither contains text facts, or if their values are still unknown.
    pub fn agency(&self) -> Option<String> {
        trend::whose(self.inner())
    }

    /// The name of its form: `disclosure`.
    pub fn form(&self) -> &str {
        &self.inner().form.name
    }

    /// The edition of the form: its first reporting year.
    pub fn edition(&self) -> i32 {
        self.inner().form.edition
    }

    /// The fact with a path from the form's root, in ids or in the form's Chinese names.
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
    ///     Datum::Blank | Datum::NotApplicable => println!("there is no value"),
    ///     Datum::Unknown | Datum::Missing => println!("the value is not known yet"),
    ///     other => unreachable!("{other}"),
    /// }
    /// let place = fact.place().expect("the source states it");
    /// println!("{}:{}", place.source.name(), place.position().line);
    /// # Ok::<(), gdr::Error>(())
    /// ```
    ///
    /// # Errors
    /// If the path refers to nothing, or to a row with several facts. The error suggests a similar
    /// name if there is one.
    pub fn fact(&self, path: &str) -> Result<Fact<'_>, Error> {
        let facts = self.facts_at(path)?;
        match facts.as_slice() {
            [only] => Ok(*only),
            many => {
                let names: Vec<Words> = many.iter().map(|fact| Words::same(&fact.name())).collect();
                let names = Words::list(&names);
                Err(Error::NoFact(Words::new(
                    format!("“{path}”不是单个数据，其中包括：{}", names.of_zh()),
                    format!("`{path}` is not a single fact; it has {}", names.of_en()),
                )))
            }
        }
    }

    /// The facts at a path: a single one, or those of a row, a column or a `facts` block.
    ///
    /// # Errors
    /// If the path refers to nothing. The error suggests a similar name if there is one.
    pub fn facts_at(&self, path: &str) -> Result<Vec<Fact<'_>>, Error> {
        let facts = resolve::facts(self.inner(), path).map_err(Error::NoFact)?;
        Ok(facts
            .into_iter()
            .map(|id| Fact::new(self.inner(), id))
            .collect())
    }

    /// Every fact that the report states or the compiler computes: those of the form in order, then
    /// the report's own.
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

    /// Every identity with its verdict, once for each column or row for which it was evaluated.
    ///
    /// ```
    /// use gdr::{Language, Verdict};
    ///
    /// // This report was published with a wrong total.
    /// let compilation = gdr::compile("examples/pingtan-2020.gdr")?;
    /// let report = compilation.report().expect("a report");
    /// let fails = |identity: &gdr::Identity| matches!(identity.verdict(), Verdict::Fails);
    /// for identity in report.identities().filter(fails) {
    ///     println!("{}", identity.statement().of(Language::English));
    ///     println!("{:?}", identity.arithmetic(Language::English));
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

    /// The numbers of identities that hold, fail, have an exception and are undecided.
    pub fn tally(&self) -> Tally {
        self.verified.tally()
    }

    /// The report as an HTML page, Markdown or JSON. Deterministic.
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
    /// Only if a built-in template is invalid, which would be a bug in this crate.
    pub fn render(&self, backend: Backend) -> Result<String, Error> {
        self.render_with(&BUILT_IN, backend)
    }

    /// The report rendered with custom templates.
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
    /// [`Error::Template`] with the error in a template.
    pub fn render_with(&self, emitter: &Emitter, backend: Backend) -> Result<String, Error> {
        emitter
            .render(&self.verified, backend)
            .map_err(Error::Template)
    }

    /// The report in the internal representation.
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
