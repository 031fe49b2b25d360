//! `gdr why`: everything about one fact.

use std::path::Path;

use clap::{Arg, ArgMatches, Command};

use super::batch::{Batch, no_report};
use super::options::ReportingOptions;
use super::{Exit, Session, root};
use crate::cli::Error;
use crate::diagnostic::{Language, Words};
use crate::evaluate::{self, At};
use crate::invisible::visible_line;
use crate::model::{
    Expression, FactId, Finding, Interpolation, NodeKind, Origin, Reference, Report, Verdict,
};
use crate::resolve;
use crate::source::{Place, Span};
use crate::verify::{self, About, Verified};

pub(super) fn command(language: Language) -> Command {
    let localize = |zh: &str, en: &str| Words::new(zh, en).of(language).to_owned();
    Command::new("why")
        .about(localize(
            "说明一个数，包括写在何处、涉及哪些勾稽关系、正文何处引用",
            "explain one fact: where it is stated, its identities, and the prose that refers to it",
        ))
        .after_help(localize(
            "例：\n  gdr why 申请.新收.自然人 2025.gdr",
            "example:\n  gdr why requests.received.natural 2025.gdr",
        ))
        .arg(
            Arg::new("fact")
                .value_name("PATH")
                .required(true)
                .help(localize(
                    "数的路径，如 申请.新收.自然人；也可以是一行的路径",
                    "path of a fact, such as requests.received.natural, or of a row",
                )),
        )
        .arg(
            Arg::new("file")
                .value_name("FILE")
                .required(true)
                .help(localize("报告（.gdr 文件）", "report (a .gdr file)")),
        )
        .arg(root::argument(language))
}

pub(super) fn run(session: &Session, matches: &ArgMatches) -> Exit {
    let argument = |name: &str| {
        matches
            .get_one::<String>(name)
            .map(String::as_str)
            .unwrap_or_default()
    };
    // The arguments are recognised by the extension .gdr, so either may come first.
    let (path, file) = match (argument("fact"), argument("file")) {
        (file, path) if is_file(file) && !is_file(path) => (path, file),
        (path, file) => (path, file),
    };
    let batch = Batch::new(session, ReportingOptions::default());
    let compiled = match batch.read(Path::new(file)) {
        Ok(source) => batch.compile(&source),
        Err(outcome) => {
            session.show(&outcome.reported);
            return outcome.exit;
        }
    };
    let Some(verified) = &compiled.value else {
        let outcome = batch.outcome(None, &compiled.diagnostics);
        session.show(&outcome.reported);
        return if outcome.exit == Exit::Fine {
            session.fail(no_report(Path::new(file)))
        } else {
            Exit::Usage
        };
    };
    let facts = resolve::facts(&verified.report, path);
    match facts
        .map_err(Error::from)
        .and_then(|facts| session.say(reported(verified, path, &facts).of(session.language)))
    {
        Ok(()) => Exit::Fine,
        Err(error) => session.fail(error),
    }
}

fn is_file(argument: &str) -> bool {
    Path::new(argument)
        .extension()
        .is_some_and(|extension| extension == "gdr")
}

// ── Output ───────────────────────────────────────────────────────────────────────────────────────

fn reported(verified: &Verified, path: &str, facts: &[FactId]) -> Words {
    let report = &verified.report;
    let about = verify::about(verified, facts);
    let mut lines: Vec<Words> = match facts {
        [only] => fact_lines(report, *only)
            .into_iter()
            .chain(last_year_line(report, *only))
            .collect(),
        many => sum_line(report, path)
            .into_iter()
            .chain(many.iter().map(|&fact| value_line(report, fact)))
            .collect(),
    };
    let About {
        findings,
        interpolations,
        phrases,
    } = &about;
    let number = findings.len();
    lines.push(Words::new(
        format!("勾稽关系 {number} 项"),
        format!("identities: {number}"),
    ));
    lines.extend(
        findings
            .iter()
            .flat_map(|finding| finding_lines(report, finding)),
    );
    let number = interpolations.len();
    lines.push(Words::new(
        format!("正文引用 {number} 处"),
        format!("sentences: {number}"),
    ));
    lines.extend(
        interpolations
            .iter()
            .map(|interpolation| interpolation_line(report, interpolation)),
    );
    lines.extend(phrases.iter().map(|phrase| {
        let (place, statement) = (place_words(&phrase.place), &phrase.statement);
        Words::new(
            format!("  正文短语：{statement}（{place}）"),
            format!("  phrase: {statement} ({place})"),
        )
    }));
    let (zh, en): (Vec<_>, Vec<_>) = lines
        .iter()
        .map(|words| (words.of_zh(), words.of_en()))
        .unzip();
    Words::new(
        format!("{}\n", zh.join("\n")),
        format!("{}\n", en.join("\n")),
    )
}

fn place_words(place: &Place) -> String {
    let position = place.position();
    format!(
        "{}:{}:{}",
        visible_line(place.source.name()),
        position.line,
        position.column
    )
}

/// The names of a fact, its value, its type, and where it is stated and declared.
fn fact_lines(report: &Report, fact: FactId) -> [Words; 4] {
    let (path, ids) = (report.fact_path(fact, false), report.fact_path(fact, true));
    let (label, declared) = label(report, fact);
    let kind = report.type_of(fact);
    let kind = [kind.keyword(), kind.unit().unwrap_or_default()].join(" ");
    let (kind, declared) = (kind.trim_end(), place_words(&declared));
    let value = value_words(report, fact);
    [
        Words::new(format!("{path}（{ids}）"), format!("{path} ({ids})")),
        Words::new(format!("  名称：{label}"), format!("  label: {label}")),
        Words::new(
            format!("  值：{}", value.of_zh()),
            format!("  value: {}", value.of_en()),
        ),
        Words::new(
            format!("  类型：{kind}，见 {declared}"),
            format!("  type: {kind}, declared at {declared}"),
        ),
    ]
}

/// The value of a fact in last year's report, if there is one.
fn last_year_line(report: &Report, fact: FactId) -> Option<Words> {
    report.previous.as_ref()?;
    let then = Expression::Previous(Reference::Fact(fact), Span::default());
    let place = verify::origin(report, &then).map(|(place, _)| place_words(&place));
    Some(match evaluate::value(report, &then, At::Scalar) {
        Ok(value) => match place {
            Some(place) => Words::new(
                format!("  上一年度：{value}，写在 {place}"),
                format!("  last year: {value}, stated at {place}"),
            ),
            None => Words::new(
                format!("  上一年度：{value}"),
                format!("  last year: {value}"),
            ),
        },
        Err(reason) => {
            let reason = verify::reason_words(report, &reason);
            Words::new(
                format!("  上一年度：{}", reason.of_zh()),
                format!("  last year: {}", reason.of_en()),
            )
        }
    })
}

/// The sum of a group of rows that has no row for its total.
fn sum_line(report: &Report, path: &str) -> Option<Words> {
    let Ok(Reference::Row(node)) = resolve::path(&report.form, &report.own_facts, path) else {
        return None;
    };
    let NodeKind::Group { total: None, .. } = report.form.node(node).kind else {
        return None;
    };
    let sum = evaluate::value(
        report,
        &Expression::Reference(Reference::Row(node), Span::default()),
        At::Scalar,
    )
    .ok()?;
    let path = report.form.path(node, false);
    Some(Words::new(
        format!("{path}：{sum}，由以下各项的总计相加得出"),
        format!("{path}: {sum}, the sum of the following totals"),
    ))
}

/// The path and value of one of several facts.
fn value_line(report: &Report, fact: FactId) -> Words {
    let (path, value) = (report.fact_path(fact, false), value_words(report, fact));
    Words::new(
        format!("{path}：{}", value.of_zh()),
        format!("{path}: {}", value.of_en()),
    )
}

/// The value of a fact and its origin.
fn value_words(report: &Report, fact: FactId) -> Words {
    let Some(stated) = report.fact(fact) else {
        return Words::new("没有写明", "not stated");
    };
    let (value, place) = (&stated.value, place_words(&report.place(stated.span)));
    match stated.origin {
        Origin::Stated => Words::new(
            format!("{value}，写在 {place}"),
            format!("{value}, stated at {place}"),
        ),
        Origin::Rest => Words::new(
            format!("{value}，由 {place} 处的 rest 填写"),
            format!("{value}, filled by `rest` at {place}"),
        ),
        Origin::Computed => {
            let from = verify::computed_words(report, fact);
            Words::new(
                format!("{value}，{}", from.of_zh()),
                format!("{value}, {}", from.of_en()),
            )
        }
    }
}

/// The label of a fact, and the place of its declaration in the form or the report.
fn label(report: &Report, fact: FactId) -> (String, Place) {
    if let Some((block, own)) = report.own_fact(fact) {
        return (
            format!("{}·{}", block.label, own.label),
            report.place(own.span),
        );
    }
    let form = &report.form;
    let slot = form.slots[fact];
    let node = form.node(slot.node);
    let column = slot
        .column
        .and_then(|column| Some(&form.tables[form.table_of(slot.node)?].columns[column].label));
    let label = column.map_or_else(
        || node.label.clone(),
        |column| format!("{}·{column}", node.label),
    );
    (label, form.place(node.span))
}

/// An identity with its verdict and the arithmetic, or the reason why it is undecided.
fn finding_lines(report: &Report, finding: &Finding) -> Vec<Words> {
    let statement = verify::statement(report, finding.identity);
    let place = verify::place_name(report, finding.identity, finding.at);
    let (zh, en) = place
        .map(|place| (format!("（{place}）"), format!(" ({place})")))
        .unwrap_or_default();
    let verdict = finding.verdict.words();
    let first = Words::new(
        format!("  {}：{}{zh}", verdict.of_zh(), statement.of_zh()),
        format!("  {}: {}{en}", verdict.of_en(), statement.of_en()),
    );
    let sides = || verify::arithmetic(report, finding.identity, finding.at);
    let details: Vec<Words> = match &finding.verdict {
        Verdict::Holds => sides()
            .iter()
            .map(|sides| {
                Words::new(
                    sides.formula(Language::Chinese),
                    sides.formula(Language::English),
                )
            })
            .collect(),
        Verdict::Fails => sides()
            .iter()
            .map(crate::model::Arithmetic::words)
            .collect(),
        Verdict::Excepted(allow) => {
            let allow = &report.allows[*allow];
            let (place, reason) = (place_words(&report.place(allow.span)), &allow.reason);
            let because = Words::new(
                format!("理由：{reason}（{place}）"),
                format!("because: {reason} ({place})"),
            );
            sides()
                .iter()
                .map(crate::model::Arithmetic::words)
                .chain([because])
                .collect()
        }
        Verdict::Undecided(reason) => vec![verify::reason_words(report, reason)],
    };
    let indented = |words: Words| {
        Words::new(
            format!("    {}", words.of_zh()),
            format!("    {}", words.of_en()),
        )
    };
    std::iter::once(first)
        .chain(details.into_iter().map(indented))
        .collect()
}

fn interpolation_line(report: &Report, interpolation: &Interpolation) -> Words {
    let place = report.place(interpolation.span);
    let (at, text) = (place_words(&place), place.text());
    match interpolation.asserted {
        Some(_) => Words::new(
            format!("  {at}：{text}，与写明的数核对"),
            format!("  {at}: {text}, compared with the stated figure"),
        ),
        None => Words::new(format!("  {at}：{text}"), format!("  {at}: {text}")),
    }
}
