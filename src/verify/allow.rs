//! Exceptions: identities that fail for a reason given in the report (`allow`).

use super::figures::of_identity;
use super::identity::{check, name, place_name};
use crate::diagnostic::catalog::CatalogEntry;
use crate::diagnostic::{Diagnostic, Words, catalog};
use crate::model::{Allow, Finding, Identity, NodeId, Report, Shape, Verdict};
use crate::resolve::{self, closest, proposal};

/// The limit of the search for names: the number of exceptions times the number of identities. A
/// real report needs a hundredth of it.
const MOST_WORK: usize = 1 << 16;
/// The maximum number of identities suggested when an exception names a fact.
const MOST_NAMES: usize = 6;

/// Turns failures covered by an `allow` into exceptions, and reports each `allow` that covers
/// nothing.
pub(super) fn apply(report: &Report, findings: &mut [Finding]) -> Vec<Diagnostic> {
    let mut used = vec![false; report.allows.len()];
    for finding in findings
        .iter_mut()
        .filter(|finding| matches!(finding.verdict, Verdict::Fails))
    {
        let covering = report
            .allows
            .iter()
            .position(|allow| covers(report, allow, finding.identity, finding.at));
        if let Some(index) = covering {
            used[index] = true;
            finding.verdict = Verdict::Excepted(index);
        }
    }
    // If an exception misspells a check, only the misspelling is reported, not also the failing
    // check.
    for (index, allow) in report
        .allows
        .iter()
        .enumerate()
        .filter(|(index, _)| !used[*index])
    {
        let Some(closest) = misspelt_check(report, allow) else {
            continue;
        };
        for finding in findings
            .iter_mut()
            .filter(|finding| matches!(finding.verdict, Verdict::Fails))
        {
            if check(report, finding.identity).is_some_and(|check| check.name == closest) {
                finding.verdict = Verdict::Excepted(index);
            }
        }
    }
    let idle = report
        .allows
        .iter()
        .zip(used)
        .filter(|(allow, used)| !used && allow.lint().is_none())
        .map(|(allow, _)| allow);
    idle.map(|allow| idle_allow(report, allow, findings))
        .collect()
}

fn idle_allow(report: &Report, allow: &Allow, findings: &[Finding]) -> Diagnostic {
    let name = allow.names.join(".");
    let place = report.place(allow.span);
    let covered: Vec<&Finding> = findings
        .iter()
        .filter(|finding| covers(report, allow, finding.identity, finding.at))
        .collect();
    if !covered.is_empty() {
        return catalog::unused_exception(place, &name, &why_unused(&covered));
    }
    let diagnostic = catalog::unknown_check(place, &name);
    if let Some(help) = help_on_lints(allow) {
        return diagnostic.with_help(help);
    }
    match misspelt_check(report, allow) {
        Some(closest) => diagnostic.with_help(proposal(closest)),
        None => match identities_of(report, &name, findings) {
            Some(names) => diagnostic.with_help(Words::new(
                format!(
                    "allow 后应写勾稽关系的名称，涉及“{name}”的勾稽关系有：{}",
                    names.join("、")
                ),
                format!(
                    "`allow` takes the name of an identity; `{name}` is used by: {}",
                    names.join(", ")
                ),
            )),
            None => diagnostic,
        },
    }
}

/// Why none of the identities that an exception covers needs it.
fn why_unused(covered: &[&Finding]) -> Words {
    let is_undecided = |finding: &&Finding| matches!(finding.verdict, Verdict::Undecided(_));
    let is_excepted = |finding: &&Finding| matches!(finding.verdict, Verdict::Excepted(_));
    if covered.iter().any(is_excepted) {
        Words::new(
            "这项勾稽关系已列为例外",
            "this identity is excepted already",
        )
    } else if covered.iter().all(is_undecided) {
        Words::new("这项勾稽关系不能判定", "this identity is undecided")
    } else {
        Words::new("这项勾稽关系成立", "this identity holds")
    }
}

/// The names of the identities that read the facts of a path: the failing ones, or all if none
/// fails.
fn identities_of(report: &Report, path: &str, findings: &[Finding]) -> Option<Vec<String>> {
    if report.allows.len().saturating_mul(findings.len()) > MOST_WORK {
        return None;
    }
    let facts = resolve::facts(report, path).ok()?;
    let reading = findings.iter().filter(|finding| {
        of_identity(report, finding.identity, finding.at)
            .iter()
            .any(|fact| facts.contains(fact))
    });
    let (fail, others): (Vec<&Finding>, Vec<&Finding>) =
        reading.partition(|finding| matches!(finding.verdict, Verdict::Fails));
    let mut names: Vec<String> = Vec::new();
    for finding in if fail.is_empty() { others } else { fail } {
        let name = allowed_as(report, finding);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    (1..=MOST_NAMES).contains(&names.len()).then_some(names)
}

/// The name of an identity as written after `allow`.
fn allowed_as(report: &Report, finding: &Finding) -> String {
    let name = name(report, finding.identity, false);
    match (
        finding.identity,
        place_name(report, finding.identity, finding.at),
    ) {
        (Identity::RowTotal(_), Some(column)) => format!("{name}.{column}"),
        (Identity::OwnTotal(block), _) => match report.own_facts[block].total {
            Some(total) => format!("{name}.{}", report.own_facts[block].facts[total].name),
            None => name,
        },
        _ => name,
    }
}

/// The check that an exception refers to by a misspelt name.
fn misspelt_check<'r>(report: &'r Report, allow: &Allow) -> Option<&'r str> {
    let mut names = report
        .form
        .checks
        .iter()
        .chain(&report.checks)
        .map(|check| check.name.as_str());
    let is_known = names.clone().any(|name| name == allow.names[0]);
    if is_known {
        None
    } else {
        closest(&allow.names[0], &mut names)
    }
}

/// What to write instead of a name with hyphens. Only diagnostics have such names.
fn help_on_lints(allow: &Allow) -> Option<Words> {
    let written = allow.names.first().filter(|name| name.contains('-'))?;
    if CatalogEntry::find(written).is_some() {
        return Some(Words::new(
            "该诊断信息属于错误，不能列为例外，请改正错误",
            "fix the error: only warnings and hints can be allowed",
        ));
    }
    let lints = catalog::entries().filter(|entry| entry.is_lint());
    let names: Vec<String> = lints.map(CatalogEntry::name).collect();
    closest(written, names.iter().map(String::as_str)).map(proposal)
}

/// Whether an exception refers to an identity. It refers to a check by its name and to a total by
/// its path, either in all columns or rows or in a single one.
fn covers(report: &Report, allow: &Allow, identity: Identity, at: Option<usize>) -> bool {
    let names = allow.names.as_slice();
    match identity {
        Identity::Form(_) | Identity::Report(_) => {
            let Some(check) = check(report, identity) else {
                return false;
            };
            match names {
                [name] => *name == check.name,
                [name, place] => {
                    *name == check.name
                        && at.is_some_and(|at| is_called(report, check.shape, at, place))
                }
                _ => false,
            }
        }
        Identity::RowTotal(row) => column_path(report, row, at, names),
        Identity::ColumnTotal(row) => {
            node_path(report, row, names) || column_path(report, row, at, names)
        }
        Identity::OwnTotal(block) => {
            let own = &report.own_facts[block];
            let total = own.total.map(|total| own.facts[total].name.as_str());
            matches!(names, [first, second] if *first == own.name && Some(second.as_str()) == total)
        }
    }
}

fn is_called(report: &Report, shape: Shape, at: usize, name: &str) -> bool {
    match shape {
        Shape::Scalar => false,
        Shape::Columns(table) => report.form.tables[table].columns[at].is_named(name),
        Shape::Rows(table) => report
            .form
            .node(report.form.tables[table].rows[at])
            .is_named(name),
    }
}

fn column_path(report: &Report, row: NodeId, at: Option<usize>, names: &[String]) -> bool {
    let (Some(table), Some(at), Some((last, path))) =
        (report.form.table_of(row), at, names.split_last())
    else {
        return false;
    };
    report.form.tables[table].columns[at].is_named(last) && node_path(report, row, path)
}

fn node_path(report: &Report, node: NodeId, names: &[String]) -> bool {
    let nodes = report.form.ancestry(node);
    nodes.len() == names.len()
        && nodes
            .iter()
            .zip(names)
            .all(|(&node, name)| report.form.node(node).is_named(name))
}
