//! A difference as data, complete and the same in every language. `docs/diff.schema.json` documents
//! it.

use serde::Serialize;

use super::sentences::{self, ProseDiffView, ReuseView};
use super::steps::verdict_id;
use crate::diagnostic::Language;
use crate::diff::{
    BodyChange, Diff, DiffItem, DiffKind, Link, Presentation, Relation, Side, Step, TotalChange,
    Unmatched, UnmatchedKind, ValueChange, VerdictState,
};
use crate::model::{Absence, Exact, FactId, Finding, Operand, Report, Value, Verdict};
use crate::verify::{self, Verified};

/// The version of the data. It grows when a field changes its meaning or goes, not when one is
/// added.
const VERSION: u32 = 1;

#[derive(Debug, Serialize)]
pub struct Data<'r> {
    version: u32,
    kind: &'static str,
    old: ReportData<'r>,
    new: ReportData<'r>,
    mismatches: Vec<&'static str>,
    bodies: Vec<BodyData>,
    summary: DiffSummary,
    chain: Option<Vec<LinkData<'r>>>,
    /// What both reports have, changed or not.
    facts: Vec<ItemData>,
    /// What one of them has.
    unmatched: Vec<UnmatchedData>,
    /// Identities that came to another verdict.
    checks: Vec<CheckData<'r>>,
    prose: ProseData,
}

#[derive(Debug, Serialize)]
struct ProseData {
    reuse: ReuseView,
    sections: Vec<ProseDiffView>,
}

#[derive(Debug, Serialize)]
struct ReportData<'r> {
    form: &'r str,
    edition: i32,
    year: i32,
}

#[derive(Debug, Serialize)]
struct BodyData {
    name: String,
    old: Option<String>,
    new: Option<String>,
}

#[derive(Debug, Serialize)]
struct DiffSummary {
    changed: usize,
    new: usize,
    dropped: usize,
    incomparable: usize,
    newly_failing: usize,
    sentences: usize,
}

#[derive(Debug, Serialize)]
struct LinkData<'r> {
    name: String,
    statement: String,
    steps: Vec<StepData<'r>>,
}

#[derive(Debug, Serialize)]
struct StepData<'r> {
    #[serde(flatten)]
    finding: FindingData<'r>,
    /// For a stock: what it was, what it is, and what was added or taken away.
    bridge: Option<BridgeData>,
}

#[derive(Debug, Serialize)]
struct BridgeData {
    before: Exact,
    after: Exact,
    terms: Vec<TermData>,
}

#[derive(Debug, Serialize)]
struct TermData {
    label: String,
    value: Exact,
    negative: bool,
    previous: bool,
}

#[derive(Debug, Serialize)]
struct FindingData<'r> {
    /// The column or the row.
    at: Option<&'r str>,
    verdict: &'static str,
    arithmetic: Vec<String>,
    reason: Option<String>,
}

#[derive(Debug, Serialize)]
struct ItemData {
    relation: &'static str,
    old: SideData,
    new: SideData,
    change: &'static str,
    difference: Exact,
    difference_unit: Option<&'static str>,
    percent: Option<String>,
    /// Whether it is one of the changes that are counted.
    counted: bool,
    total: Option<TotalData>,
}

#[derive(Debug, Serialize)]
struct TotalData {
    /// Its parts, by their places among the facts.
    parts: Vec<usize>,
    explained: bool,
}

#[derive(Debug, Serialize)]
struct SideData {
    #[serde(flatten)]
    value: ValueData,
    facts: Vec<FactData>,
}

#[derive(Debug, Serialize)]
struct FactData {
    path: String,
    name: String,
    #[serde(flatten)]
    value: ValueData,
}

#[derive(Debug, Serialize)]
struct ValueData {
    value: Exact,
    unit: Option<&'static str>,
    state: &'static str,
}

#[derive(Debug, Serialize)]
struct UnmatchedData {
    kind: &'static str,
    path: String,
    name: String,
    old: Option<PartData>,
    new: Option<PartData>,
}

#[derive(Debug, Serialize)]
struct PartData {
    reason: Option<String>,
    facts: Vec<FactData>,
}

#[derive(Debug, Serialize)]
struct CheckData<'r> {
    #[serde(rename = "turn")]
    state: &'static str,
    name: String,
    statement: String,
    /// The verdict in the old report; null where it has no such identity.
    before: Option<&'static str>,
    #[serde(flatten)]
    finding: FindingData<'r>,
}

impl<'r> Data<'r> {
    pub fn of(diff: &'r Diff) -> Data<'r> {
        let (old, new) = (&diff.old.report, &diff.new.report);
        let unmatched = |kind: UnmatchedKind| {
            diff.unmatched
                .iter()
                .filter(|pair| pair.kind() == kind)
                .count()
        };
        Data {
            version: VERSION,
            kind: match diff.kind {
                DiffKind::Years => "years",
                DiffKind::Corrections => "corrections",
            },
            old: report(diff.old),
            new: report(diff.new),
            mismatches: diff
                .mismatches
                .iter()
                .map(|mismatch| mismatch.id())
                .collect(),
            bodies: diff
                .bodies
                .iter()
                .map(|body| body_data(new, body))
                .collect(),
            summary: DiffSummary {
                changed: diff.changed(),
                new: unmatched(UnmatchedKind::New),
                dropped: unmatched(UnmatchedKind::Dropped),
                incomparable: unmatched(UnmatchedKind::Incomparable),
                newly_failing: diff
                    .verdicts
                    .iter()
                    .filter(|change| change.state == VerdictState::Fails)
                    .count(),
                sentences: sentences::changed(diff),
            },
            chain: diff
                .chain
                .as_ref()
                .map(|links| links.iter().map(|link| link_data(new, link)).collect()),
            facts: diff
                .items
                .iter()
                .map(|item| item_data(old, new, item))
                .collect(),
            unmatched: diff
                .unmatched
                .iter()
                .filter_map(|pair| {
                    let shown = pair.shown()?;
                    Some(UnmatchedData {
                        kind: match pair.kind() {
                            UnmatchedKind::New => "new",
                            UnmatchedKind::Dropped => "dropped",
                            UnmatchedKind::Incomparable => "incomparable",
                        },
                        path: shown.ids.clone(),
                        name: shown.path.clone(),
                        old: pair.old.as_ref().map(|part| part_data(old, part)),
                        new: pair.new.as_ref().map(|part| part_data(new, part)),
                    })
                })
                .collect(),
            checks: diff
                .verdicts
                .iter()
                .map(|change| CheckData {
                    state: verdict_id(&change.new.verdict),
                    name: verify::name(new, change.new.identity, true),
                    statement: verify::statement(new, change.new.identity)
                        .of(Language::Chinese)
                        .to_owned(),
                    before: change.old.map(|old| verdict_id(&old.verdict)),
                    finding: finding_data(new, change.new),
                })
                .collect(),
            prose: ProseData {
                reuse: sentences::reuse(diff.prose.reuse),
                sections: sentences::prose(diff, Language::Chinese, true),
            },
        }
    }
}

fn report(verified: &Verified) -> ReportData<'_> {
    let report = &verified.report;
    ReportData {
        form: &report.form.name,
        edition: report.form.edition,
        year: report.year,
    }
}

fn body_data(new: &Report, body: &BodyChange) -> BodyData {
    let text = |value: &Option<Value>| value.as_ref().map(Value::to_string);
    BodyData {
        name: new.form.path(body.field, false),
        old: text(&body.old),
        new: text(&body.new),
    }
}

fn link_data<'r>(report: &'r Report, link: &Link) -> LinkData<'r> {
    LinkData {
        name: verify::name(report, link.identity, true),
        statement: verify::statement(report, link.identity)
            .of(Language::Chinese)
            .to_owned(),
        steps: link
            .steps
            .iter()
            .map(|step| step_data(report, step))
            .collect(),
    }
}

fn step_data<'r>(report: &'r Report, step: &Step) -> StepData<'r> {
    let bridge = match &step.presentation {
        Presentation::Bridge {
            before,
            after,
            terms,
            ..
        } => Some(BridgeData {
            before: before.exact(),
            after: after.exact(),
            terms: terms.iter().map(term_data).collect(),
        }),
        Presentation::Carried { .. } | Presentation::Formula | Presentation::Unknown => None,
    };
    StepData {
        finding: finding_data(report, step.finding),
        bridge,
    }
}

fn term_data(operand: &Operand) -> TermData {
    TermData {
        label: operand.label.of_zh().to_owned(),
        value: operand.value.exact(),
        negative: operand.negative,
        previous: operand.is_previous,
    }
}

fn finding_data<'r>(report: &'r Report, finding: &Finding) -> FindingData<'r> {
    let sides = || verify::arithmetic(report, finding.identity, finding.at);
    FindingData {
        at: verify::place_name(report, finding.identity, finding.at),
        verdict: verdict_id(&finding.verdict),
        arithmetic: match finding.verdict {
            Verdict::Undecided(_) => Vec::new(),
            _ => sides()
                .iter()
                .map(|sides| sides.formula(Language::Chinese))
                .collect(),
        },
        reason: match &finding.verdict {
            Verdict::Undecided(reason) => Some(
                verify::reason_words(report, reason)
                    .of(Language::Chinese)
                    .to_owned(),
            ),
            Verdict::Excepted(allow) => report.allows.get(*allow).map(|allow| allow.reason.clone()),
            Verdict::Holds | Verdict::Fails => None,
        },
    }
}

fn item_data(old: &Report, new: &Report, item: &DiffItem) -> ItemData {
    let difference = match &item.change {
        ValueChange::By { difference, .. } => Some(difference),
        ValueChange::None | ValueChange::Rewritten | ValueChange::Otherwise => None,
    };
    ItemData {
        relation: match item.relation {
            Relation::Same => "same",
            Relation::Renamed => "renamed",
            Relation::Merged => "merged",
            Relation::Split => "split",
        },
        old: side_data(old, &item.old),
        new: side_data(new, &item.new),
        change: match &item.change {
            ValueChange::None => "none",
            ValueChange::Rewritten => "rewritten",
            ValueChange::By { .. } => "number",
            ValueChange::Otherwise => "other",
        },
        difference: difference.map_or(Exact::None, Value::exact),
        difference_unit: difference.and_then(Value::own_unit),
        percent: match &item.change {
            ValueChange::By { percent, .. } => percent.map(|percent| percent.to_string()),
            _ => None,
        },
        counted: item.counts(),
        total: item.total.as_ref().map(
            |TotalChange {
                 parts,
                 is_explained,
                 ..
             }| TotalData {
                parts: parts.clone(),
                explained: *is_explained,
            },
        ),
    }
}

fn side_data(report: &Report, side: &Side) -> SideData {
    SideData {
        value: value_data(side.value.as_ref()),
        facts: side
            .facts
            .iter()
            .map(|fact| fact_data(report, fact))
            .collect(),
    }
}

fn fact_data(report: &Report, (fact, value): &(FactId, Option<Value>)) -> FactData {
    FactData {
        path: report.fact_path(*fact, true),
        name: report.fact_path(*fact, false),
        value: value_data(value.as_ref()),
    }
}

fn value_data(value: Option<&Value>) -> ValueData {
    ValueData {
        value: value.map_or(Exact::None, Value::exact),
        unit: value.and_then(Value::own_unit),
        state: match value {
            None => "missing",
            Some(Value::Absent(Absence::Blank)) => "blank",
            Some(Value::Absent(Absence::NotApplicable)) => "not_applicable",
            Some(Value::Absent(Absence::Hole)) => "unknown",
            Some(_) => "known",
        },
    }
}

fn part_data(report: &Report, part: &Unmatched) -> PartData {
    PartData {
        reason: part
            .reason
            .as_ref()
            .map(|reason| reason.of(Language::Chinese).to_owned()),
        facts: part
            .side
            .facts
            .iter()
            .map(|fact| fact_data(report, fact))
            .collect(),
    }
}
