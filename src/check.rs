//! A report from its tree: what is written becomes what it means. Types, units, totals, holes, and
//! what is missing.

mod block;
mod missing;
mod own;
mod paths;
mod prose;
mod row;
mod totals;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::chinese::time;
use crate::diagnostic::catalog::Concern;
use crate::diagnostic::{Diagnostic, Outcome, catalog};
use crate::forms::{Filled, Forms};
use crate::model::{Allow, Check, Fact, FactId, Form, NodeId, Origin, Prose, ROOT, Report, Value};
use crate::resolve::{Resolver, Scope, unescape};
use crate::source::{Place, Source, Span};
use crate::syntax::ast::{Figure, File, ReportHead, Spanned, StringLiteral};
use prose::ProseSource;
pub(crate) use totals::recompute;

/// How many entries of the wrong shape or name make a report one of another edition.
const MANY: usize = 3;

/// The report of a file in the form that it fills. None if it plainly was written for another
/// edition of the form, which is reported instead of each entry that does not fit.
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

/// How many names, headers and rows are not the form's.
fn misfits_of(diagnostics: &[Diagnostic]) -> usize {
    diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.concern() == Some(Concern::Shape))
        .count()
}

/// The report that a tree states in a form.
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

/// The report of what a checker has found, its prose and its own checks resolved. Totals are not
/// computed yet.
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
    diagnostics.append(&mut resolver.diagnostics);

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
        diagnostics,
    }
}

/// Exceptions without a reason.
fn empty_reasons(source: &Arc<Source>, file: &File) -> impl Iterator<Item = Diagnostic> {
    let silent = file
        .allows
        .iter()
        .filter(|allow| allow.reason.value.trim().is_empty());
    silent.map(|allow| {
        let names: Vec<&str> = allow.subject.iter().map(|name| name.value).collect();
        catalog::empty_reason(Place::new(source, allow.span), &names.join("."))
    })
}

/// The report's own checks. Their names must differ, from each other and from the form's, or an
/// `allow` would mean two.
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

/// A title that names a year, and not the reporting year.
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

/// Fills the slots of a form from a tree, entry by entry.
struct Checker<'t> {
    source: &'t Arc<Source>,
    form: &'t Form,
    head: Span,
    facts: Vec<Option<Fact>>,
    /// Facts that are written but wrong: reported already, so not missing.
    invalid: Vec<bool>,
    /// Where each node of the form is written.
    written: Vec<Option<Span>>,
    rests: Vec<(NodeId, Spanned<Figure<'t>>)>,
    own_facts: Vec<crate::model::OwnFacts>,
    prose: Vec<(NodeId, ProseSource<'t>)>,
    title: Option<StringLiteral<'t>>,
    preamble: Option<ProseSource<'t>>,
    notes: Vec<(NodeId, String)>,
    previous: Option<StringLiteral<'t>>,
    /// Nodes that a misspelt name may have meant.
    follow_ups_suppressed: Vec<NodeId>,
    /// Whether an entry of the report itself is unknown: one with a value, one with a block or
    /// prose.
    unknown_field: bool,
    unknown_section: bool,
    /// How rows below the header at hand are divided wrongly, which is told once: it may be the
    /// header that is wrong.
    bars_reported: BTreeSet<Vec<usize>>,
    /// The names that the block at hand has entries for.
    siblings: BTreeSet<&'t str>,
    diagnostics: Vec<Diagnostic>,
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
            diagnostics: Vec::new(),
        }
    }

    fn place(&self, span: Span) -> Place {
        Place::new(self.source, span)
    }

    fn localize(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// States a fact, once.
    fn state(&mut self, fact: FactId, value: Value, origin: Origin, span: Span) {
        if let Some(first) = &self.facts[fact] {
            let name = self.form.fact_path(fact, false);
            let (here, there) = (self.place(span), self.place(first.span));
            return self.localize(catalog::stated_twice(here, &name, there));
        }
        self.facts[fact] = Some(Fact {
            value,
            origin,
            span,
        });
    }

    /// States a fact by a figure, or spoils it.
    fn state_figure(&mut self, fact: FactId, figure: Spanned<Figure>) {
        let ty = self.form.type_of(fact);
        match ty.value(figure.value, || self.place(figure.span)) {
            Ok(value) => self.state(fact, value, Origin::Stated, figure.span),
            Err(diagnostic) => {
                self.invalid[fact] = true;
                self.localize(*diagnostic);
            }
        }
    }
}
