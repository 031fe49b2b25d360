//! Two reports compared. What is told of them, byte for byte, is in `tests/diff/`: `GDR_BLESS=1
//! cargo test --test diff` writes it anew. `docs/tricky-cases.md` has the cases that mislead.

mod common;

use std::collections::BTreeMap;
use std::sync::Arc;

use common::{example, read, root, verified};
use gdr::Compiler;
use gdr::diagnostic::{Language, Words};
use gdr::diff::{self, Diff, DiffKind};
use gdr::emit::{DiffFormat, DiffOptions, render_diff};
use gdr::forms::Files;
use gdr::model::{Absence, Currency, Decimal, FactId, Money, Report, Value};
use gdr::source::Source;
use gdr::verify::Verified;
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag};

// ── What is told ─────────────────────────────────────────────────────────────────────────────────

/// The published reports that follow each other.
const PAIRS: &[(&str, &str)] = &[
    ("pingtan-2019", "pingtan-2020"),
    ("pingtan-2020", "pingtan-2021"),
];

const FORMATS: [(DiffFormat, &str); 4] = [
    (DiffFormat::Text, "txt"),
    (DiffFormat::Markdown, "md"),
    (DiffFormat::Html, "html"),
    (DiffFormat::Json, "json"),
];

/// Two reports, the new one compiled after the old.
fn both(old: &str, new: &str) -> (Verified, Verified) {
    let compiler = Compiler::with_files(Form);
    let (old, new) = (Source::new("old.gdr", old), Source::new("new.gdr", new));
    let compiled = [
        compiler.compile(&old),
        compiler.compile_after(&new, Some(&old)),
    ];
    let [old, new] = compiled.map(|outcome| outcome.value.expect("a report"));
    (old, new)
}

fn told(diff: &Diff, format: DiffFormat) -> String {
    render_diff(
        diff,
        DiffOptions {
            format,
            ..DiffOptions::default()
        },
    )
    .expect("the templates are right")
}

#[test]
fn published_reports_are_compared_as_they_were() {
    for (old, new) in PAIRS {
        let (first, second) = both(&example(old), &example(new));
        let diff = diff::diff(&first, &second, DiffKind::Years);
        for (format, extension) in FORMATS {
            let path = root().join(format!("tests/diff/{new}.{extension}"));
            let found = told(&diff, format);
            if std::env::var_os("GDR_BLESS").is_some() {
                std::fs::write(&path, &found).expect("the output is written");
            }
            let expected = read(&path);
            let differs = found
                .lines()
                .zip(expected.lines())
                .enumerate()
                .find(|(_, (found, expected))| found != expected);
            assert!(
                differs.is_none() && found == expected,
                "{}: line {differs:?}",
                path.display()
            );
        }
    }
}

#[test]
fn telling_twice_gives_the_same_bytes() {
    let (old, new) = both(&example("pingtan-2020"), &example("pingtan-2021"));
    for (format, _) in FORMATS {
        let again = both(&example("pingtan-2020"), &example("pingtan-2021"));
        let (first, second) = (
            diff::diff(&old, &new, DiffKind::Years),
            diff::diff(&again.0, &again.1, DiffKind::Years),
        );
        assert_eq!(told(&first, format), told(&second, format));
    }
}

#[test]
fn pages_are_well_formed_whatever_the_texts() {
    const HOSTILE: &str = "<script>alert(1)</script> | *b* & ` [x](javascript:alert(1))";
    let old = example("wujiang-2020");
    let new = old.replace(
        "agency \"韶关市武江区人民政府\"",
        &format!("agency \"{HOSTILE}\""),
    );
    assert_ne!(old, new);
    let (old, new) = (verified(old), verified(new));
    let diff = diff::diff(&old, &new, DiffKind::Corrections);
    let html = told(&diff, DiffFormat::Html);
    assert!(common::markup::pieces(&html).len() > 100);
    assert!(!html.contains("<script"));
    let markdown = told(&diff, DiffFormat::Markdown);
    let is_foreign = |event: &Event| match event {
        Event::Html(text) | Event::InlineHtml(text) => text.contains("script"),
        Event::Start(tag) => matches!(tag, Tag::Link { .. } | Tag::Image { .. }),
        _ => false,
    };
    let foreign: Vec<Event> = Parser::new_ext(&markdown, Options::ENABLE_TABLES)
        .filter(is_foreign)
        .collect();
    assert!(foreign.is_empty(), "{foreign:?}");
    assert!(markdown.contains("alert"));
}

/// By how much, and by which percentage, where there are any.
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
        // Half away from zero, both ways.
        (number("2000"), number("2001"), "1 0.1%"),
        (number("2000"), number("1999"), "-1 -0.1%"),
        (number("2001"), number("2002"), "1 0.0%"),
        (number("5"), number("5"), "same"),
        // Of nothing, and of less, there is no percentage.
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
            Value::Absent(Absence::Hole),
            Value::Absent(Absence::Hole),
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

// ── Reports of a small form ──────────────────────────────────────────────────────────────────────

/// A form and the one that came in its place: rows renamed, put together, divided, new and gone.
const FORM: &str = r#"
form small 1 "表" {
    years 2000..2001
    title "表"
    field scope 范围 "范围" : choice(own 本级, area 全区) optional
    field money 金额 "金额" : amount
    axis who 谁 "谁" { a 甲 "甲"  b 乙 "乙"  total 总计 "总计" = sum }
    section rows 行 "行" {
        table by who : count 件 {
            first  一 "一"
            group  组 "组" { x 组一 "组一"  y 组二 "组二"  total 小计 "小计" = sum }
            loose  散 "散" { x 散一 "散一"  y 散二 "散二" }
            left   左 "左"
            right  右 "右"
            whole  全 "全"
            gone   旧 "旧"
            check order warning "一不大于全" : first <= whole
        }
    }
}
form small 2 "表" {
    years 2002..
    title "表"
    field scope 范围 "范围" : choice(own 本级, area 全区) optional
    field money 金额 "金额" : amount
    axis who 谁 "谁" { a 甲 "甲"  b 乙 "乙"  total 总计 "总计" = sum }
    section rows 行 "行" {
        table by who : count 件 {
            named  新名 "新名"
            group  组 "组" { x 组一 "组一"  y 组二 "组二"  total 小计 "小计" = sum }
            loose  散 "散" { x 散一 "散一"  y 散二 "散二" }
            both   两 "两"
            one    全一 "全一"
            two    全二 "全二"
            came   来 "来"
            check order warning "新名等于上年" : named == previous.named
        }
    }
    follows small 1 {
        行.新名 = 行.一
        行.两 = 行.左 + 行.右
        行.全一 + 行.全二 = 行.全
        new 行.来 "新的"
        dropped 行.旧 "不再有"
    }
}
"#;

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

struct Form;

impl Files for Form {
    fn read(&self, _: &str, path: &str) -> Result<Arc<Source>, Words> {
        match path {
            "form" => Ok(Source::new("form", FORM)),
            _ => Err(Words::same("no such file")),
        }
    }
}

/// What a report states: each row's two figures and maybe its total, an amount, a choice, and facts
/// of its own.
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

/// The facts of a report by their paths in ids, as they are written.
fn facts(report: &Report) -> BTreeMap<String, String> {
    let value = |fact: FactId| {
        Some((
            report.fact_path(fact, true),
            report.fact(fact)?.value.to_string(),
        ))
    };
    (0..report.facts.len()).filter_map(value).collect()
}

/// The facts of the old report with the changes made to them, by nothing but what the difference
/// says.
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

    /// The changes, applied to what there was, give what there is: within a form and across
    /// editions.
    #[test]
    fn changes_applied_to_the_old_facts_give_the_new(old in stated(), new in stated(), year in 2001..=2002) {
        let (first, second) = both(&old.report(year - 1), &new.report(year));
        let diff = diff::diff(&first, &second, DiffKind::Years);
        prop_assert_eq!(applied(&diff), facts(&second.report));
        for (format, _) in FORMATS {
            prop_assert!(!told(&diff, format).is_empty());
        }
    }

    #[test]
    fn a_report_does_not_differ_from_itself(stated in stated(), year in 2001..=2002) {
        let (first, _) = both(&stated.report(year), &stated.report(year));
        let diff = diff::diff(&first, &first, DiffKind::Corrections);
        prop_assert!(diff.is_empty() && diff.changed() == 0);
    }

    /// Differences are of opposite sign the other way round, and what is no number has none.
    #[test]
    fn the_other_way_round_is_the_opposite(old in stated(), new in stated()) {
        let (first, second) = both(&old.report(2001), &new.report(2001));
        let (there, back) = (diff::diff(&first, &second, DiffKind::Corrections), diff::diff(&second, &first, DiffKind::Corrections));
        let there: BTreeMap<_, _> = there.items.iter().map(|item| (second.report.fact_path(item.new.facts[0].0, true), item)).collect();
        for item in &back.items {
            let other = there[&first.report.fact_path(item.new.facts[0].0, true)];
            let opposite = other.change.number().map(|number| number.checked_neg().expect("small"));
            prop_assert_eq!(item.change.number(), opposite);
            prop_assert_eq!(item.differs(), other.differs());
        }
    }
}

/// A total that stays where its parts do not is told, and one that goes with them is no change of
/// its own.
#[test]
fn totals_stand_under_their_causes() {
    let report =
        |rows: &str| format!("report small 2001\nuse \"form\"\n金额 0\n行 {{\n{rows}rest 0\n}}\n");
    let told = |old: &str, new: &str| {
        let (old, new) = (
            both(&report(old), &report(new)).0,
            both(&report(old), &report(new)).1,
        );
        let diff = diff::diff(&old, &new, DiffKind::Corrections);
        (diff.changed(), self::told(&diff, DiffFormat::Text))
    };
    let (changed, text) = told("左 1 2 = 3\n", "左 4 2 = 3\n");
    assert_eq!(changed, 1);
    assert!(
        text.contains("左  3      甲 +3（各项之和的变化是 +3，与此不符）"),
        "{text}"
    );
    let (changed, text) = told("左 1 2 = 3\n", "左 4 2 = 6\n");
    assert_eq!(changed, 1);
    assert!(text.contains("左  3 → 6  +3  +100.0%  甲 +3\n"), "{text}");
    let (changed, text) = told("左 1 2 = 3\n", "左 1 2 = 6\n");
    assert_eq!(changed, 1);
    assert!(
        text.contains("左  3 → 6  +3  +100.0%  （各项之和的变化是 +0，与此不符）"),
        "{text}"
    );
    let (changed, text) = told("组 { 组一 1 0\n组二 1 0 }\n", "组 { 组一 3 0\n组二 0 0 }\n");
    assert_eq!(changed, 2);
    assert!(
        text.contains("组.小计  2 → 3  +1   +50.0%  组一 +2，组二 -1\n"),
        "{text}"
    );
}

/// What is broken is compared as far as it goes, in bounded time.
#[test]
fn broken_reports_are_compared_as_far_as_they_go() {
    let whole = example("pingtan-2021");
    let lines: Vec<&str> = whole.lines().collect();
    let compiler = Compiler::new();
    let old = compiler
        .compile(&Source::new("old.gdr", whole.as_str()))
        .value
        .expect("a report");
    for left_out in (0..lines.len()).step_by(3) {
        let text: Vec<&str> = lines
            .iter()
            .enumerate()
            .filter(|(at, _)| *at != left_out)
            .map(|(_, line)| *line)
            .collect();
        let Some(new) = compiler
            .compile(&Source::new("new.gdr", text.join("\n")))
            .value
        else {
            continue;
        };
        for (first, second) in [(&old, &new), (&new, &old)] {
            let diff = diff::diff(first, second, DiffKind::Corrections);
            assert_eq!(
                applied(&diff),
                facts(&second.report),
                "without line {left_out}"
            );
            FORMATS
                .iter()
                .for_each(|(format, _)| assert!(!told(&diff, *format).is_empty()));
        }
    }
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
fn a_difference_keeps_to_a_part() {
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

/// A part told alone is told as in the whole, but for its total.
#[test]
fn a_total_without_its_parts_stands_for_itself() {
    let (old, new) = both(&example("pingtan-2020"), &example("pingtan-2021"));
    let scope = diff::scope(&old.report, &new.report, "申请.新收.总计").expect("it is there");
    let diff = diff::diff(&old, &new, DiffKind::Years).within(&scope);
    assert_eq!((diff.items.len(), diff.changed()), (1, 1));
}

#[test]
fn words_are_in_one_language() {
    let (old, new) = both(&example("pingtan-2019"), &example("pingtan-2020"));
    let diff = diff::diff(&old, &new, DiffKind::Years);
    let english = render_diff(
        &diff,
        DiffOptions {
            language: Language::English,
            ..DiffOptions::default()
        },
    )
    .expect("text");
    assert!(
        english.starts_with("平潭") && english.contains("the chain holds (13 hold)"),
        "{english}"
    );
    assert!(!english.contains("成立"), "{english}");
}
