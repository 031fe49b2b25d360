//! The changes in a difference, applied to the facts of the old report, give those of the new one.

use std::collections::BTreeMap;

use crate::common::example;
use crate::diff::{FORMATS, both, rendered};
use gdr::Compiler;
use gdr::diff::{self, Diff, DiffKind};
use gdr::model::{FactId, Report, Value};
use gdr::source::Source;
use proptest::prelude::*;

const OLD_ROWS: [&str; 9] = [
    "一",
    "组.组一",
    "组.组二",
    "散.散一",
    "散.散二",
    "左",
    "右",
    "全",
    "旧",
];

const NEW_ROWS: [&str; 9] = [
    "新名",
    "组.组一",
    "组.组二",
    "散.散一",
    "散.散二",
    "两",
    "全一",
    "全二",
    "来",
];

/// The content of a report: two figures and perhaps a total for each row, an amount, a choice, and
/// own facts.
#[derive(Debug, Clone)]
struct Stated {
    rows: Vec<[String; 3]>,
    money: String,
    scope: String,
    own: BTreeMap<String, String>,
}

fn stated() -> impl Strategy<Value = Stated> {
    let figure = || prop_oneof![4 => (0u8..4).prop_map(|number| number.to_string()), 1 => Just(String::from("-")), 1 => Just(String::from("/")), 1 => Just(String::from("?"))];
    let total = prop_oneof![3 => Just(String::new()), 1 => (0u8..7).prop_map(|number| format!(" = {number}")), 1 => Just(String::from(" = -"))];
    let row = (figure(), figure(), total).prop_map(|(a, b, total)| [a, b, total]);
    let money = prop_oneof![
        Just("1.85 亿元"),
        Just("18500 万元"),
        Just("3 元"),
        Just("0"),
        Just("-")
    ]
    .prop_map(str::to_owned);
    let scope = prop_oneof![Just(""), Just("范围 本级"), Just("范围 全区")].prop_map(str::to_owned);
    let own = proptest::collection::btree_map("[甲乙丙丁]", figure(), 0..4);
    (proptest::collection::vec(row, 9), money, scope, own).prop_map(|(rows, money, scope, own)| {
        Stated {
            rows,
            money,
            scope,
            own,
        }
    })
}

impl Stated {
    fn report(&self, year: i32) -> String {
        let names = if year < 2002 { OLD_ROWS } else { NEW_ROWS };
        let rows = names
            .iter()
            .zip(&self.rows)
            .map(|(name, [a, b, total])| format!("行.{name} {a} {b}{total}\n"));
        let own: String = self
            .own
            .iter()
            .map(|(name, value)| format!("{name} {value}\n"))
            .collect();
        let own = if self.own.is_empty() {
            own
        } else {
            format!("facts 自有 \"自有\" : count 件 {{\n{own}}}\n")
        };
        let (money, scope) = (&self.money, &self.scope);
        format!(
            "report small {year}\nuse \"form\"\n金额 {money}\n{scope}\n{own}{}",
            rows.collect::<String>()
        )
    }
}

/// The facts of a report by path, as text.
fn facts(report: &Report) -> BTreeMap<String, String> {
    let value = |fact: FactId| {
        Some((
            report.fact_path(fact, true),
            report.fact(fact)?.value.to_string(),
        ))
    };
    (0..report.facts.len()).filter_map(value).collect()
}

/// The facts of the old report after the changes that the difference lists, using nothing else.
fn applied(diff: &Diff) -> BTreeMap<String, String> {
    let (old, new) = (&diff.old.report, &diff.new.report);
    let mut facts = facts(old);
    let mut written: Vec<(String, Option<String>)> = Vec::new();
    let mut replace =
        |report: &Report, before: &[(FactId, Option<Value>)], after: &[(FactId, Option<Value>)]| {
            before.iter().for_each(|(fact, _)| {
                facts.remove(&old.fact_path(*fact, true));
            });
            let value = |value: &Option<Value>| value.as_ref().map(Value::to_string);
            written.extend(
                after
                    .iter()
                    .map(|(fact, after)| (report.fact_path(*fact, true), value(after))),
            );
        };
    for item in diff.items.iter().filter(|item| {
        !matches!(item.change, diff::ValueChange::None) || item.relation != diff::Relation::Same
    }) {
        replace(new, &item.old.facts, &item.new.facts);
    }
    for pair in &diff.unmatched {
        let side = |part: &Option<diff::Unmatched>| {
            part.as_ref()
                .map(|part| part.side.facts.clone())
                .unwrap_or_default()
        };
        replace(new, &side(&pair.old), &side(&pair.new));
    }
    facts.extend(
        written
            .into_iter()
            .filter_map(|(path, value)| Some((path, value?))),
    );
    facts
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// The changes applied to the old facts give the new facts, within a form and across editions.
    #[test]
    fn changes_applied_to_the_old_facts_give_the_new(old in stated(), new in stated(), year in 2001..=2002) {
        let (first, second) = both(&old.report(year - 1), &new.report(year));
        let diff = diff::diff(&first, &second, DiffKind::Years);
        prop_assert_eq!(applied(&diff), facts(&second.report));
        for (format, _) in FORMATS {
            prop_assert!(!rendered(&diff, format).is_empty());
        }
    }

    #[test]
    fn a_report_does_not_differ_from_itself(stated in stated(), year in 2001..=2002) {
        let (first, _) = both(&stated.report(year), &stated.report(year));
        let diff = diff::diff(&first, &first, DiffKind::Corrections);
        prop_assert!(diff.is_empty() && diff.changed() == 0);
    }

    /// Differences in the reverse direction have the opposite sign; values that are not numbers
    /// have none.
    #[test]
    fn the_reverse_difference_has_opposite_signs(old in stated(), new in stated()) {
        let (first, second) = both(&old.report(2001), &new.report(2001));
        let (there, back) = (diff::diff(&first, &second, DiffKind::Corrections), diff::diff(&second, &first, DiffKind::Corrections));
        let there: BTreeMap<_, _> = there.items.iter().map(|item| (second.report.fact_path(item.new.facts[0].0, true), item)).collect();
        for item in &back.items {
            let other = there[&first.report.fact_path(item.new.facts[0].0, true)];
            let opposite = other.change.number().map(|number| number.checked_neg().expect("no overflow"));
            prop_assert_eq!(item.change.number(), opposite);
            prop_assert_eq!(item.differs(), other.differs());
        }
    }
}

/// Reports with errors are compared as far as possible, in bounded time.
#[test]
fn reports_with_errors_are_compared() {
    let whole = example("pingtan-2021");
    let lines: Vec<&str> = whole.lines().collect();
    let compiler = Compiler::new();
    let old = compiler
        .compile(
            &Source::new("old.gdr", whole.as_str()),
            gdr::Options::default(),
        )
        .value
        .expect("the source has a report");
    let mut compared = 0;
    for left_out in (0..lines.len()).step_by(3) {
        let text: Vec<&str> = lines
            .iter()
            .enumerate()
            .filter(|(at, _)| *at != left_out)
            .map(|(_, line)| *line)
            .collect();
        let Some(new) = compiler
            .compile(
                &Source::new("new.gdr", text.join("\n")),
                gdr::Options::default(),
            )
            .value
        else {
            continue;
        };
        compared += 1;
        for (first, second) in [(&old, &new), (&new, &old)] {
            let diff = diff::diff(first, second, DiffKind::Corrections);
            assert_eq!(
                applied(&diff),
                facts(&second.report),
                "without line {left_out}"
            );
            FORMATS
                .iter()
                .for_each(|(format, _)| assert!(!rendered(&diff, *format).is_empty()));
        }
    }
    assert!(compared > 20, "{compared}");
}
