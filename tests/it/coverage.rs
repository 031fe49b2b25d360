//! Verifies `check --coverage`: each number of the examples is increased by one. New diagnostics
//! must appear exactly if `--coverage` counts the number as checked. Also verifies that the
//! correction proposed for a transposition is the original number.

use crate::common;
use gdr::coverage::{Guards, coverage};
use gdr::diagnostic::Diagnostic;
use gdr::model::{Decimal, Fact, FactId, Money, Origin, Type, Value, Verdict};
use gdr::verify::Verified;

fn compile(text: &str) -> (Verified, Vec<Diagnostic>) {
    let outcome = common::compile(text);
    (
        outcome.value.expect("the source has a report"),
        outcome.diagnostics,
    )
}

/// The text of a number increased by one.
fn increased(fact: &Fact, kind: &Type) -> Option<String> {
    let more = |number: Decimal| number.checked_add(Decimal::from(1)).expect("no overflow");
    Some(match &fact.value {
        Value::Number(number) if matches!(kind, Type::Delta(_)) && !more(*number).is_negative() => {
            format!("+{}", more(*number))
        }
        Value::Number(number) => more(*number).to_string(),
        Value::Percent(number) => format!("{}%", more(*number)),
        Value::Money(Money { number, currency }) => {
            format!("{} {}", more(*number), currency.name())
        }
        _ => return None,
    })
}

/// All numbers that are stated, not computed, with their facts.
fn written(verified: &Verified) -> impl Iterator<Item = (FactId, &Fact)> {
    let facts = verified
        .report
        .facts
        .iter()
        .enumerate()
        .filter_map(|(fact, stated)| Some((fact, stated.as_ref()?)));
    facts.filter(|(_, stated)| stated.origin == Origin::Stated && stated.value.number().is_some())
}

/// The source with the text of one fact replaced.
fn with(text: &str, fact: &Fact, written: &str) -> String {
    let range = fact.span.range();
    format!("{}{written}{}", &text[..range.start], &text[range.end..])
}

/// The variants of a number in which two neighbouring digits are transposed.
fn transposed(written: &str) -> Vec<String> {
    let bytes = written.as_bytes();
    let swappable = |at: &usize| {
        bytes[at - 1].is_ascii_digit() && bytes[*at].is_ascii_digit() && bytes[at - 1] != bytes[*at]
    };
    let swapped = |at: usize| {
        format!(
            "{}{}{}{}",
            &written[..at - 1],
            &written[at..=at],
            &written[at - 1..at],
            &written[at + 1..]
        )
    };
    (1..bytes.len())
        .filter(swappable)
        .map(swapped)
        .filter(|number| !number.starts_with('0'))
        .collect()
}

/// The diagnostics that are new. Unused exceptions are ignored: they are not about the number.
fn news(before: &[Diagnostic], after: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let is_new = |diagnostic: &Diagnostic| {
        diagnostic.code != "G0402"
            && !before.iter().any(|known| {
                known.code == diagnostic.code
                    && known.title == diagnostic.title
                    && known.notes == diagnostic.notes
            })
    };
    after.into_iter().filter(is_new).collect()
}

/// Returns how many numbers there are, and how many of them are checked.
fn claims_hold(text: &str) -> [usize; 2] {
    let (verified, before) = compile(text);
    let is_sound = !before.iter().any(Diagnostic::is_error);
    let (verified, guards) = coverage(verified);
    let guards = guards.expect("few enough numbers");
    let mut counts = [0; 2];
    for (fact, stated) in written(&verified) {
        let path = verified.report.fact_path(fact, false);
        let (_, found) = guards
            .iter()
            .find(|(guarded, _)| *guarded == fact)
            .expect("coverage has every number");
        let (changed, after) = compile(&with(
            text,
            stated,
            &increased(stated, verified.report.type_of(fact)).expect("a number"),
        ));
        let verdicts = verified
            .findings
            .iter()
            .zip(&changed.findings)
            .map(|(before, then)| (&before.verdict, &then.verdict));
        let broken = verdicts
            .filter(|verdicts| matches!(verdicts, (Verdict::Holds, Verdict::Fails)))
            .count();
        assert_eq!(found.identities + found.years, broken, "{path}: {found:?}");
        let reported = news(&before, after);
        // A number that is not checked may be part of an error that the report already has.
        if is_sound || found.total() > 0 {
            assert_eq!(
                found.total() > 0,
                !reported.is_empty(),
                "{path}: {found:?}: {reported:#?}"
            );
        }
        counts[0] += 1;
        counts[1] += usize::from(found.total() > 0);
    }
    counts
}

#[test]
fn claims_hold_of_the_examples() {
    let example = common::example;
    assert_eq!(claims_hold(&example("wujiang-2020")), [90, 70]);
    assert_eq!(claims_hold(&example("pingtan-2021")), [131, 121]);
    assert_eq!(claims_hold(&example("local/meetings-2024")), [36, 28]);
}

/// The published report has a wrong figure, so some identities fail from the start.
#[test]
fn claims_hold_of_an_example_with_errors() {
    assert_eq!(claims_hold(&common::example("pingtan-2020")), [124, 97]);
}

/// An inequality detects only changes that violate it.
#[test]
fn an_inequality_checks_only_its_bounds() {
    let text = common::example("pingtan-2021");
    let guards_with = |check: &str| {
        let (verified, _) = compile(&format!("{text}\n{check}\n"));
        let fact = (0..verified.report.facts.len()).find(|&fact| {
            verified.report.fact_path(fact, false) == "主动公开.第六项.行政强制.处理决定"
        });
        let (_, guards) = coverage(verified);
        guards
            .expect("few enough")
            .iter()
            .find(|(guarded, _)| Some(*guarded) == fact)
            .expect("coverage has every number")
            .1
    };
    let one = Guards {
        identities: 1,
        ..Guards::default()
    };
    assert_eq!(
        guards_with("check 少 \"少于四十三\" : 主动公开.第六项.行政强制.处理决定 < 43"),
        one
    );
    assert_eq!(
        guards_with("check 少 \"少于四十四\" : 主动公开.第六项.行政强制.处理决定 < 44"),
        Guards::default()
    );
    assert_eq!(
        guards_with("check 多 \"多于零\" : 主动公开.第六项.行政强制.处理决定 > 0"),
        Guards::default()
    );
}

/// A sentence that states the number checks it; a sentence that interpolates it does not.
#[test]
fn only_sentences_that_state_the_number_check_it() {
    let text = common::example("pingtan-2021");
    let guards_with = |sentence: &str| {
        let text = text.replace(
            "问题改进 \"〔……〕\"",
            &format!("问题改进 \"\"\"\n{sentence}\n\"\"\""),
        );
        let (verified, _) = compile(&text);
        let fact = (0..verified.report.facts.len()).find(|&fact| {
            verified.report.fact_path(fact, false) == "主动公开.第六项.行政强制.处理决定"
        });
        let (_, guards) = coverage(verified);
        guards
            .expect("few enough")
            .iter()
            .find(|(guarded, _)| Some(*guarded) == fact)
            .expect("coverage has every number")
            .1
    };
    let one = Guards {
        sentences: 1,
        ..Guards::default()
    };
    assert_eq!(
        guards_with("强制{42 = 主动公开.第六项.行政强制.处理决定}次。"),
        one
    );
    assert_eq!(
        guards_with("强制{主动公开.第六项.行政强制.处理决定}次。"),
        Guards::default()
    );
}

/// If a single correction is proposed for a transposition, it is the original number. Holds for all
/// numbers of the examples.
#[test]
fn the_proposed_correction_is_the_original_number() {
    let mut reported = [0; 3];
    for name in [
        "wujiang-2020",
        "pingtan-2021",
        "local/meetings-2024",
        "pingtan-2020",
    ] {
        let text = common::example(name);
        let (verified, before) = compile(&text);
        let is_sound = !before.iter().any(Diagnostic::is_error);
        for (fact, stated) in written(&verified) {
            let path = verified.report.fact_path(fact, false);
            let slips = transposed(&text[stated.span.range()])
                .into_iter()
                .chain(increased(stated, verified.report.type_of(fact)));
            for slip in slips {
                let news = news(&before, compile(&with(&text, stated, &slip)).1);
                let Some(failure) = news
                    .iter()
                    .find(|diagnostic| ["G0401", "G0403"].contains(&diagnostic.code))
                else {
                    continue;
                };
                // A question about a part that equals the difference is not a proposal.
                let help = failure
                    .help
                    .as_ref()
                    .map(gdr::diagnostic::Words::of_zh)
                    .filter(|words| !words.contains("正好等于"));
                let help = help.unwrap_or_default();
                reported[if help.is_empty() {
                    2
                } else {
                    usize::from(help.starts_with("有以下几种可能"))
                }] += 1;
                let is_proposed = help.contains(&format!("{path} 应为 {}，而不是", stated.value));
                assert!(help.is_empty() || is_proposed, "{path}: {slip}: {help}");
                assert!(
                    is_proposed || !is_sound || !path.starts_with("申请."),
                    "{path}: {slip}"
                );
            }
        }
    }
    assert_eq!(
        reported,
        [209, 0, 135],
        "one correction, several possibilities, only the failure"
    );
}
