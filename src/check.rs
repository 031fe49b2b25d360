//! Builds a report from its syntax tree. It checks types, units and totals, and reports missing
//! facts.

mod block;
mod facts;
mod missing;
mod paths;
mod prose;
mod row;
mod totals;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::chinese::time;
use crate::diagnostic::catalog::Concern;
use crate::diagnostic::{Collected, Diagnostic, Outcome, catalog};
use crate::forms::{Filled, Forms};
use crate::model::{Allow, Check, Fact, FactId, Form, NodeId, Origin, Prose, ROOT, Report, Value};
use crate::resolve::{Resolver, Scope, unescape};
use crate::source::{Place, Source, Span};
use crate::syntax::ast::{Figure, File, ReportHead, Spanned, StringLiteral};
use prose::ProseSource;
pub(crate) use totals::recompute;

/// If this many entries have a wrong shape or name, the report may be of another edition.
const MANY: usize = 3;

/// Builds the report of a file in its form. `None` if the report was clearly written for another
/// edition of the form. One diagnostic then replaces those for the entries that do not fit.
pub(crate) fn in_form(
    forms: &Forms,
    source: &Arc<Source>,
    file: &File,
    filled: &Filled,
) -> Outcome<Option<Report>> {
    let Filled { head, form, year } = filled;
    let checked = report(source, form, *year, head, file);
    let misfits = misfits_of(&checked.diagnostics);
    let fits = |other: &Arc<Form>| {
        let checked = report(source, other, other.first_year, head, file);
        misfits_of(&checked.diagnostics) * MANY < misfits
    };
    let meant = (misfits >= MANY)
        .then(|| forms.other_editions(form).find(fits))
        .flatten();
    match meant {
        None => checked.map(Some),
        Some(meant) => Outcome::none(vec![catalog::year_of_another_edition(
            Place::new(source, head.year.span),
            year,
            &meant.years(),
        )]),
    }
}

/// The number of diagnostics about names, headers and rows that the form does not have.
fn misfits_of(diagnostics: &[Diagnostic]) -> usize {
    diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.concern() == Some(Concern::Shape))
        .count()
}

/// Builds a report from a syntax tree and a form.
fn report(
    source: &Arc<Source>,
    form: &Arc<Form>,
    year: i32,
    head: &ReportHead,
    file: &File,
) -> Outcome<Report> {
    let mut checker = Checker::new(source, form, head.span);
    checker.own_facts(&file.facts);
    checker.block(ROOT, None, &file.entries);
    checker.suppress_follow_ups_of(ROOT, &file.error_nodes);
    checker.fill_rests();
    checker.missing();

    let mut outcome = lowered(checker, form, year, head, file);
    for fact in totals::compute(&mut outcome.value) {
        let report = &outcome.value;
        let (place, path) = (report.place(report.head), report.fact_path(fact, false));
        outcome
            .diagnostics
            .push(catalog::total_overflows(place, &path));
    }
    outcome
}

/// Builds the report from the checker's result, and resolves its prose and its own checks. Totals
/// are not computed yet.
fn lowered(
    checker: Checker,
    form: &Arc<Form>,
    year: i32,
    head: &ReportHead,
    file: &File,
) -> Outcome<Report> {
    let Checker {
        source,
        facts,
        own_facts,
        prose,
        title,
        preamble,
        notes,
        previous,
        mut diagnostics,
        ..
    } = checker;
    let mut resolver = Resolver::new(Scope {
        form,
        own_facts: &own_facts,
        at: ROOT,
        source,
    });
    if file.error_nodes.contains(&"facts") {
        resolver = resolver.suppressing_follow_ups();
    }
    diagnostics.extend(title.and_then(|title| of_another_year(source, year, title)));
    let title = title.map(|title| resolver.template(title));
    let mut lower = |written: ProseSource| written.prose(&mut resolver);
    let preamble = preamble.map(&mut lower);
    let prose: Vec<(NodeId, Prose)> = prose
        .into_iter()
        .map(|(node, written)| (node, lower(written)))
        .collect();
    let checks = checks(form, file, &mut resolver);
    diagnostics.extend(resolver.diagnostics);

    diagnostics.extend(empty_reasons(source, file));
    let mut report = Report {
        source: source.clone(),
        form: form.clone(),
        year,
        head: head.span,
        facts,
        own_facts,
        title,
        preamble,
        prose,
        notes,
        checks,
        allows: file.allows.iter().map(allow).collect(),
        uses: file.uses.iter().map(|file| unescape(file.value)).collect(),
        previous_file: previous.map(|file| (unescape(file.value), file.span)),
        previous: None,
    };
    report.prose.sort_by_key(|(node, _)| *node);
    Outcome {
        value: report,
        diagnostics: diagnostics.into_vec(),
    }
}

/// Diagnostics for exceptions without a reason.
fn empty_reasons(source: &Arc<Source>, file: &File) -> impl Iterator<Item = Diagnostic> {
    let unexplained = file
        .allows
        .iter()
        .filter(|allow| allow.reason.value.trim().is_empty());
    unexplained.map(|allow| {
        let names: Vec<&str> = allow.subject.iter().map(|name| name.value).collect();
        catalog::empty_reason(Place::new(source, allow.span), &names.join("."))
    })
}

/// Resolves the report's own checks. Their names must differ from each other and from those of the
/// form, so that an `allow` refers to only one.
fn checks(form: &Form, file: &File, resolver: &mut Resolver) -> Vec<Check> {
    let mut checks: Vec<Check> = Vec::new();
    for tree in &file.checks {
        let first = form
            .checks
            .iter()
            .chain(&checks)
            .find(|check| check.name == tree.name.value)
            .map(|check| check.place.clone());
        match first {
            Some(first) => {
                let here = Place::new(resolver.source(), tree.name.span);
                resolver
                    .diagnostics
                    .push(catalog::stated_twice(here, &tree.name.value, first));
            }
            None => checks.extend(resolver.check(tree)),
        }
    }
    checks
}

/// The error for a title that contains years, but not the reporting year.
fn of_another_year(source: &Arc<Source>, year: i32, title: StringLiteral) -> Option<Diagnostic> {
    let years: Vec<i32> = time::years(title.value).collect();
    let written = years.first().filter(|_| !years.contains(&year))?;
    Some(catalog::title_year(
        Place::new(source, title.span),
        written,
        &year,
    ))
}

fn allow(allow: &crate::syntax::ast::Allow) -> Allow {
    let names = allow
        .subject
        .iter()
        .map(|name| name.value.to_owned())
        .collect();
    Allow {
        names,
        reason: unescape(allow.reason.value),
        span: allow.span,
    }
}

/// Fills the slots of a form from a syntax tree, entry by entry.
struct Checker<'t> {
    source: &'t Arc<Source>,
    form: &'t Form,
    head: Span,
    facts: Vec<Option<Fact>>,
    /// For each fact, whether its entry is invalid. The invalid entry is reported, so the fact is
    /// not reported as missing.
    invalid: Vec<bool>,
    /// The span of each node's entry.
    written: Vec<Option<Span>>,
    rests: Vec<(NodeId, Spanned<Figure<'t>>)>,
    own_facts: Vec<crate::model::OwnFacts>,
    prose: Vec<(NodeId, ProseSource<'t>)>,
    title: Option<StringLiteral<'t>>,
    preamble: Option<ProseSource<'t>>,
    notes: Vec<(NodeId, String)>,
    previous: Option<StringLiteral<'t>>,
    /// The nodes that misspelt names may have meant.
    follow_ups_suppressed: Vec<NodeId>,
    /// Whether the report has an unknown name at the top level: in an entry with a value, or in one
    /// with a block or prose.
    unknown_field: bool,
    unknown_section: bool,
    /// The positions of misplaced `|` that are already reported under the current header: the
    /// header itself may be wrong, so each is reported once.
    bars_reported: BTreeSet<Vec<usize>>,
    /// The names of the entries in the current block.
    siblings: BTreeSet<&'t str>,
    diagnostics: Collected,
}

impl<'t> Checker<'t> {
    fn new(source: &'t Arc<Source>, form: &'t Form, head: Span) -> Checker<'t> {
        let slots = form.slots.len();
        Checker {
            source,
            form,
            head,
            facts: vec![None; slots],
            invalid: vec![false; slots],
            written: vec![None; form.nodes.len()],
            rests: Vec::new(),
            own_facts: Vec::new(),
            prose: Vec::new(),
            title: None,
            preamble: None,
            notes: Vec::new(),
            previous: None,
            follow_ups_suppressed: Vec::new(),
            unknown_field: false,
            unknown_section: false,
            bars_reported: BTreeSet::new(),
            siblings: BTreeSet::new(),
            diagnostics: Collected::default(),
        }
    }

    fn place(&self, span: Span) -> Place {
        Place::new(self.source, span)
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// States a fact, or reports that it is stated twice.
    fn state(&mut self, fact: FactId, value: Value, origin: Origin, span: Span) {
        if let Some(first) = &self.facts[fact] {
            let name = self.form.fact_path(fact, false);
            let (here, there) = (self.place(span), self.place(first.span));
            return self.report(catalog::stated_twice(here, &name, there));
        }
        self.facts[fact] = Some(Fact {
            value,
            origin,
            span,
        });
    }

    /// States a fact from a figure, or marks it as invalid.
    fn state_figure(&mut self, fact: FactId, figure: Spanned<Figure>) {
        let ty = self.form.type_of(fact);
        match ty.value(figure.value, || self.place(figure.span)) {
            Ok(value) => self.state(fact, value, Origin::Stated, figure.span),
            Err(diagnostic) => {
                self.invalid[fact] = true;
                self.report(*diagnostic);
            }
        }
    }
}
