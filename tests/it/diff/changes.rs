//! Amounts and percentages of changes, and which changes are reported.

use crate::common;
use crate::common::{example, verified};
use crate::diff::{both, rendered};
use gdr::diff::{self, DiffKind};
use gdr::emit::DiffFormat;
use gdr::model::{Absence, Currency, Decimal, Money, Value};

/// The amount and the percentage of a change, if it has any.
#[test]
fn changes_are_exact() {
    let money = |digits: &str, currency| {
        Value::Money(Money {
            number: Decimal::parse(digits).expect("digits"),
            currency,
        })
    };
    let number = |digits: &str| Value::Number(Decimal::parse(digits).expect("digits"));
    let decimal = |digits: &str| Value::Decimal(Decimal::parse(digits).expect("digits"));
    let percent = |digits: &str| Value::Percent(Decimal::parse(digits).expect("digits"));
    let (yuan, wan, yi) = (
        Currency::Yuan,
        Currency::TenThousandYuan,
        Currency::HundredMillionYuan,
    );
    let cases = [
        (number("3"), number("4"), "1 33.3%"),
        (number("7"), number("6"), "-1 -14.3%"),
        // Rounded half away from zero, in both directions.
        (number("2000"), number("2001"), "1 0.1%"),
        (number("2000"), number("1999"), "-1 -0.1%"),
        (number("2001"), number("2002"), "1 0.0%"),
        (number("5"), number("5"), "same"),
        // A change from zero or a negative number has no percentage.
        (number("0"), number("5"), "5"),
        (number("-3"), number("2"), "5"),
        (percent("98.5"), percent("97"), "-1.5%"),
        (decimal("12"), decimal("10.5"), "-1.5 -12.5%"),
        (decimal("-0.5"), decimal("2"), "2.5"),
        (decimal("2.5"), decimal("2.50"), "rewritten"),
        (money("1.85", yi), money("18500", wan), "rewritten"),
        (money("1.85", yi), money("18501", wan), "1万元 0.0%"),
        (money("3", wan), money("0", yuan), "-3万元 -100.0%"),
        (money("0", yuan), money("0", wan), "rewritten"),
        (Value::Absent(Absence::Blank), number("0"), "other"),
        (number("0"), Value::Absent(Absence::Blank), "other"),
        (
            Value::Absent(Absence::Blank),
            Value::Absent(Absence::NotApplicable),
            "other",
        ),
        (
            Value::Absent(Absence::Unknown),
            Value::Absent(Absence::Unknown),
            "same",
        ),
        (
            Value::Text(String::from("甲")),
            Value::Text(String::from("乙")),
            "other",
        ),
        (
            number("0"),
            number("99999999999999999999999999999999999999"),
            "99999999999999999999999999999999999999",
        ),
        (
            number("3"),
            number("99999999999999999999999999999999999999"),
            "99999999999999999999999999999999999996",
        ),
    ];
    for (old, new, expected) in cases {
        let found = match diff::ValueChange::of(Some(&old), Some(&new)) {
            diff::ValueChange::None => String::from("same"),
            diff::ValueChange::Rewritten => String::from("rewritten"),
            diff::ValueChange::Otherwise => String::from("other"),
            diff::ValueChange::By {
                difference,
                percent: None,
            } => difference.to_string(),
            diff::ValueChange::By {
                difference,
                percent: Some(percent),
            } => format!("{difference} {percent}%"),
        };
        assert_eq!(found, expected, "{old} → {new}");
    }
}

/// A total is reported if it changed by another amount than its parts. Otherwise it is not a
/// separate change.
#[test]
fn totals_are_listed_below_their_causes() {
    let report =
        |rows: &str| format!("report small 2001\nuse \"form\"\n金额 0\n行 {{\n{rows}rest 0\n}}\n");
    let rendered = |old: &str, new: &str| {
        let (old, new) = (
            both(&report(old), &report(new)).0,
            both(&report(old), &report(new)).1,
        );
        let diff = diff::diff(&old, &new, DiffKind::Corrections);
        (diff.changed(), self::rendered(&diff, DiffFormat::Text))
    };
    let (changed, text) = rendered("左 1 2 = 3\n", "左 4 2 = 3\n");
    assert_eq!(changed, 1);
    assert!(
        text.contains("左  3      甲 +3（各项之和的变化为 +3，与总计的变化不一致）"),
        "{text}"
    );
    let (changed, text) = rendered("左 1 2 = 3\n", "左 4 2 = 6\n");
    assert_eq!(changed, 1);
    assert!(text.contains("左  3 → 6  +3  +100.0%  甲 +3\n"), "{text}");
    let (changed, text) = rendered("左 1 2 = 3\n", "左 1 2 = 6\n");
    assert_eq!(changed, 1);
    assert!(
        text.contains("左  3 → 6  +3  +100.0%  （各项之和的变化为 +0，与总计的变化不一致）"),
        "{text}"
    );
    let (changed, text) = rendered("组 { 组一 1 0\n组二 1 0 }\n", "组 { 组一 3 0\n组二 0 0 }\n");
    assert_eq!(changed, 2);
    assert!(
        text.contains("组.小计  2 → 3  +1   +50.0%  组一 +2，组二 -1\n"),
        "{text}"
    );
}

#[test]
fn the_examples_do_not_differ_from_themselves() {
    for name in common::SOUND {
        let report = verified(example(name));
        assert!(
            diff::diff(&report, &report, DiffKind::Corrections).is_empty(),
            "{name}"
        );
    }
}

#[test]
fn a_difference_can_be_limited_to_a_part() {
    let (old, new) = both(&example("pingtan-2020"), &example("pingtan-2021"));
    let of = |path: &str| {
        let scope = diff::scope(&old.report, &new.report, path)?;
        let diff = diff::diff(&old, &new, DiffKind::Years).within(&scope);
        let steps: usize = diff
            .chain
            .iter()
            .flatten()
            .map(|link| link.steps.len())
            .sum();
        Some((
            diff.changed(),
            diff.unmatched.len(),
            steps,
            diff.prose.sections.len(),
        ))
    };
    assert_eq!(of("申请"), Some((16, 3, 7, 0)));
    assert_eq!(of("requests.received"), Some((3, 0, 0, 0)));
    assert_eq!(of("申请.新收.自然人"), Some((1, 0, 0, 0)));
    assert_eq!(of("申请.结转"), Some((0, 0, 7, 0)));
    assert_eq!(of("主动公开.第九项"), Some((0, 1, 0, 0)));
    assert_eq!(of("公布"), Some((0, 1, 0, 0)));
    assert_eq!(of("总体情况"), Some((0, 0, 0, 1)));
    assert_eq!(of("申请.没有"), None);
}

/// In the scope of a total alone, the total counts as a change, although its parts explain it.
#[test]
fn a_total_without_its_parts_is_listed_separately() {
    let (old, new) = both(&example("pingtan-2020"), &example("pingtan-2021"));
    let scope = diff::scope(&old.report, &new.report, "申请.新收.总计").expect("the path exists");
    let diff = diff::diff(&old, &new, DiffKind::Years).within(&scope);
    assert_eq!((diff.items.len(), diff.changed()), (1, 1));
}
