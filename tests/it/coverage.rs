//! What coverage claims, held against the text: each number of the examples is written one greater,
//! and what is told is compared with what was told before. And what is proposed for a slip is what
//! it was.

use crate::common;
use gdr::coverage::{Guards, coverage};
use gdr::diagnostic::Diagnostic;
use gdr::model::{Decimal, Fact, FactId, Money, Origin, Type, Value, Verdict};
use gdr::verify::Verified;

fn compile(text: &str) -> (Verified, Vec<Diagnostic>) {
    let outcome = common::compile(text);
    (outcome.value.expect("a report"), outcome.diagnostics)
}

/// A number as it is written, one greater.
fn one_more(fact: &Fact, kind: &Type) -> Option<String> {
    let more = |number: Decimal| number.checked_add(Decimal::from(1)).expect("it fits");
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

/// Every number that is written for itself, with where.
fn written(verified: &Verified) -> impl Iterator<Item = (FactId, &Fact)> {
    let facts = verified
        .report
        .facts
        .iter()
        .enumerate()
        .filter_map(|(fact, stated)| Some((fact, stated.as_ref()?)));
    facts.filter(|(_, stated)| stated.origin == Origin::Stated && stated.value.number().is_some())
}

/// The text with another in the place of a fact.
fn with(text: &str, fact: &Fact, written: &str) -> String {
    let range = fact.span.range();
    format!("{}{written}{}", &text[..range.start], &text[range.end..])
}

/// A number as it is written, with two neighbouring digits in each other's place, at each place.
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

/// What is told that was not told before. That an exception is no longer needed is not about the
/// number.
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

/// Gives how many numbers there are, and how many of them are guarded.
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
            .expect("every number is tried");
        let (changed, after) = compile(&with(
            text,
            stated,
            &one_more(stated, verified.report.type_of(fact)).expect("a number"),
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
        let told = news(&before, after);
        // Where something is wrong already, a number that is not guarded may be part of it.
        if is_sound || found.total() > 0 {
            assert_eq!(
                found.total() > 0,
                !told.is_empty(),
                "{path}: {found:?}: {told:#?}"
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

/// A figure of it is wrong as published, so that some equations fail whatever else is wrong.
#[test]
fn claims_hold_of_an_example_with_errors() {
    assert_eq!(claims_hold(&common::example("pingtan-2020")), [124, 97]);
}

/// A rise within the bounds of an inequality is not noticed, and one out of it is.
#[test]
fn an_inequality_guards_only_what_it_bounds() {
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
            .expect("it is tried")
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

/// A sentence that states the number guards it, one that repeats it does not.
#[test]
fn only_sentences_that_state_the_number_guard_it() {
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
            .expect("it is tried")
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

/// Where one correction is proposed for a slip it is what was written, at whatever number of the
/// examples.
#[test]
fn what_is_proposed_is_what_it_was() {
    let mut told = [0; 3];
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
                .chain(one_more(stated, verified.report.type_of(fact)));
            for slip in slips {
                let news = news(&before, compile(&with(&text, stated, &slip)).1);
                let Some(failure) = news
                    .iter()
                    .find(|diagnostic| ["G0401", "G0403"].contains(&diagnostic.code))
                else {
                    continue;
                };
                // A question after a part that comes to the difference is no proposal.
                let help = failure
                    .help
                    .as_ref()
                    .map(gdr::diagnostic::Words::of_zh)
                    .filter(|words| !words.contains("请看它是不是"));
                let help = help.unwrap_or_default();
                told[if help.is_empty() {
                    2
                } else {
                    usize::from(help.starts_with("有几种可能"))
                }] += 1;
                let is_proposed = help.contains(&format!("{path}：{}，而非", stated.value));
                assert!(help.is_empty() || is_proposed, "{path}: {slip}: {help}");
                assert!(
                    is_proposed || !is_sound || !path.starts_with("申请."),
                    "{path}: {slip}"
                );
            }
        }
    }
    assert_eq!(
        told,
        [209, 0, 135],
        "the correction, several possibilities, only the failure"
    );
}
