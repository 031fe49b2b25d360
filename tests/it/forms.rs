//! The shipped forms.

use crate::common::{self, shipped_forms};
use gdr::forms::Forms;
use gdr::model::{Counterpart, Form};
use gdr::resolve::correspondence;

#[test]
fn shipped_forms_have_no_mistakes() {
    for (form, diagnostics) in shipped_forms() {
        let reported: Vec<&str> = diagnostics
            .iter()
            .map(|diagnostic| diagnostic.title.of_en())
            .collect();
        assert!(
            reported.is_empty(),
            "{} {}: {reported:?}",
            form.name,
            form.edition
        );
    }
}

/// Data sets are joined by ids, so they are single ASCII words.
#[test]
fn ids_are_ascii() {
    for (form, _) in shipped_forms() {
        let columns = form
            .tables
            .iter()
            .flat_map(|table| &table.columns)
            .map(|column| column.id.as_str());
        for id in form
            .nodes
            .iter()
            .map(|node| node.id.as_str())
            .chain(columns)
        {
            assert!(
                id.bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte == b'_'),
                "{id}"
            );
        }
    }
}

/// Every year from 2019 on has exactly one edition.
#[test]
fn every_year_has_one_edition() {
    let forms = Forms::new();
    let edition = |year| {
        forms
            .shipped("disclosure", year)
            .ok()
            .map(|form| form.edition)
    };
    assert_eq!(
        [2018, 2019, 2020, 2021, 2030].map(edition),
        [None, Some(2019), Some(2019), Some(2021), Some(2021)]
    );
}

/// The blank report is complete: its only diagnostics are about values to fill in.
#[test]
fn the_blank_report_is_complete() {
    let diagnostics = common::compile(common::example("blank/report-2021")).diagnostics;
    let mut codes: Vec<&str> = diagnostics
        .iter()
        .map(|diagnostic| diagnostic.code)
        .collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes, ["G0519", "G0604"]);
}

fn shown(counterpart: &Counterpart, form: &Form) -> String {
    let path = |fact: &usize| form.fact_path(*fact, true);
    match counterpart {
        Counterpart::Same(fact) => path(fact),
        Counterpart::Sum(facts) => facts.iter().map(path).collect::<Vec<_>>().join(" + "),
        Counterpart::None(reason) => reason.of_zh().to_owned(),
    }
}

/// The counterpart of each part of one edition in the other edition. Each part is given by a path
/// of ids: the path of a single fact, or the common beginning of the paths of its facts.
#[test]
fn the_edition_of_2021_maps_that_of_2019() {
    let forms = Forms::new();
    let [then, now] =
        [2019, 2021].map(|year| forms.shipped("disclosure", year).ok().expect("an edition"));
    let outcome = correspondence(&now, &then);
    assert_eq!(outcome.diagnostics.len(), 0, "{:?}", outcome.diagnostics);
    let before = |path: &str| {
        of_path(&now, path)
            .map(|fact| shown(&outcome.value.before[fact], &then))
            .collect::<Vec<_>>()
    };
    let after = |path: &str| {
        of_path(&then, path)
            .map(|fact| shown(&outcome.value.after[fact], &now))
            .collect::<Vec<_>>()
    };

    for path in [
        "agency",
        "requests.received.total",
        "requests.carried_out.law",
        "review.litigation.direct.pending",
    ] {
        assert_eq!(
            (before(path), after(path)),
            (vec![path.to_owned()], vec![path.to_owned()])
        );
    }
    let decisions = "proactive.services.permits.decisions";
    assert_eq!(
        (before(decisions), after(decisions)),
        (vec![decisions.to_owned()], vec![decisions.to_owned()])
    );
    assert_eq!(
        after("proactive.services.permits.existing"),
        ["2021 版没有“上一年项目数量”"]
    );
    assert_eq!(
        after("proactive.services.services.decisions"),
        ["2021 版没有“其他对外管理服务事项”"]
    );

    let other = "requests.outcome.other.natural";
    assert_eq!(
        (before(other), after(other)),
        (vec![other.to_owned()], vec![other.to_owned()])
    );
    assert_eq!(
        before("requests.outcome.other.unpaid.natural"),
        ["2019 版的“（六）其他处理”没有细分"]
    );

    for path in ["proactive.documents", "proactive.fees"] {
        let (before, after) = (before(path), after(path));
        assert!(
            before
                .iter()
                .all(|reason| reason.starts_with("2019 版统计的是")),
            "{before:?}"
        );
        assert!(
            after
                .iter()
                .all(|reason| reason.starts_with("2021 版统计的是")),
            "{after:?}"
        );
    }
    assert!(
        after("proactive.procurement")
            .iter()
            .all(|reason| reason == "2021 版不再统计政府集中采购")
    );
    assert_eq!(before("other.fee"), ["2019 版没有“政府信息公开信息处理费”"]);
}

fn of_path<'f>(form: &'f Form, path: &'f str) -> impl Iterator<Item = usize> + 'f {
    let facts =
        (0..form.slots.len()).filter(move |&fact| form.fact_path(fact, true).starts_with(path));
    let mut facts = facts.peekable();
    assert!(facts.peek().is_some(), "{path}");
    facts
}
