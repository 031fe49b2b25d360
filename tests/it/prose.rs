//! Numbers in prose: every number in the sentences of published reports is classified, and every
//! compared number is reported when it is wrong.

use crate::common;
use crate::common::{compile, example, files, in_short};
use gdr::diagnostic::Diagnostic;
use gdr::model::Numbers;
use proptest::prelude::*;

/// The number of interpolated, compared and unrecognised numbers in each published report.
const READ: &[(&str, [usize; 3])] = &[
    ("real-fee-2025", [0, 1, 0]),
    ("real-hongze-2023", [0, 2, 1]),
    ("real-hongze-2024", [0, 1, 4]),
    ("real-huaian-2024", [0, 11, 11]),
    ("real-pingtan-2019", [0, 0, 6]),
    ("real-pingtan-2020", [0, 1, 14]),
    ("real-pingtan-2021", [0, 3, 1]),
    ("real-suqian-2023", [0, 9, 35]),
    ("real-suqian-2024", [0, 8, 15]),
    ("real-wujiang-2020", [0, 3, 7]),
];

/// The source of a case without its annotations.
fn case(name: &str) -> String {
    let text = common::read(format!("tests/cases/prose/{name}.gdr"));
    text.lines()
        .filter(|line| !line.trim_start().starts_with("//~"))
        .fold(String::new(), |text, line| text + line + "\n")
}

fn about_prose(text: &str) -> Vec<Diagnostic> {
    compile(text)
        .diagnostics
        .into_iter()
        .filter(|diagnostic| diagnostic.code.starts_with("G06"))
        .collect()
}

fn numbers(text: &str) -> Numbers {
    compile(text)
        .value
        .map(|verified| verified.numbers)
        .unwrap_or_default()
}

#[test]
fn every_number_of_published_sentences_is_classified() {
    for (name, [interpolated, compared, unrecognised]) in READ {
        let expected = Numbers {
            interpolated: *interpolated,
            compared: *compared,
            unrecognised: *unrecognised,
        };
        assert_eq!(numbers(&case(name)), expected, "{name}");
    }
    let real = files("tests/cases/prose", "gdr")
        .into_iter()
        .filter(|path| path.to_string_lossy().contains("real-"));
    assert_eq!(real.count(), READ.len());
}

/// Only the sum that is really wrong is reported: 2603 instead of 2602.
#[test]
fn published_sentences_raise_no_false_alarm() {
    for (name, _) in READ {
        let found: Vec<String> = about_prose(&case(name)).iter().map(in_short).collect();
        let is_expected = match *name {
            "real-pingtan-2020" => found.len() == 1 && found[0].contains("G0610"),
            _ => found.is_empty(),
        };
        assert!(is_expected, "{name}: {found:#?}");
    }
    for name in ["wujiang-2020", "pingtan-2020", "pingtan-2021"] {
        let found: Vec<String> = about_prose(&example(name)).iter().map(in_short).collect();
        assert!(found.is_empty(), "{name}: {found:#?}");
    }
}

/// The range of each run of digits in the prose of a case.
fn digits(text: &str) -> Vec<std::ops::Range<usize>> {
    let prose: Vec<_> = text.match_indices("\"\"\"").map(|(at, _)| at).collect();
    let is_digit = |at: usize| text.as_bytes()[at].is_ascii_digit();
    let others = text.find("text \"").map(|start| {
        start
            ..text[start + 6..]
                .find('"')
                .map_or(start, |length| start + 6 + length)
    });
    let stretches = [Some(prose[0]..prose[1]), others];
    stretches
        .into_iter()
        .flatten()
        .flat_map(|stretch| {
            let starts = stretch
                .clone()
                .filter(|&at| is_digit(at) && !is_digit(at - 1));
            starts
                .map(|start| {
                    start
                        ..(start..text.len())
                            .find(|&at| !is_digit(at))
                            .unwrap_or(text.len())
                })
                .collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn every_compared_number_is_reported_when_it_is_wrong() {
    for (name, [_, compared, _]) in READ {
        let text = case(name);
        let before = about_prose(&text).len();
        let mut noticed = 0;
        for range in digits(&text) {
            let is_date = text[range.end..].starts_with(['年', '月', '日']);
            let number: u64 = text[range.clone()].parse().expect("digits");
            // Far from any fact of these reports, and too large to be part of a sum.
            let wrong = format!(
                "{}{}{}",
                &text[..range.start],
                number + 7,
                &text[range.end..]
            );
            let codes: Vec<&str> = about_prose(&wrong)
                .iter()
                .map(|diagnostic| diagnostic.code)
                .collect();
            noticed += usize::from(!is_date && codes.contains(&"G0603"));
            assert!(
                codes.iter().filter(|code| **code == "G0603").count() <= 1,
                "{name}: {codes:?}"
            );
            assert!(codes.len() <= before + 2, "{name}: {codes:?}");
        }

        assert_eq!(noticed, *compared, "{name}");
    }
}

// ── Random prose ─────────────────────────────────────────────────────────────────────────────────

/// A report with this text as its overview.
fn saying(prose: &str) -> String {
    let text = case("real-huaian-2024");
    let (before, after) = text
        .split_once("\"\"\"")
        .and_then(|(before, rest)| Some((before, rest.split_once("\"\"\"")?.1)))
        .expect("prose");
    format!("{before}\"\"\"\n{prose}\n\"\"\"{after}")
}

const WORDS: &[&str] = &[
    "收到",
    "受理",
    "政府信息公开申请",
    "依申请公开",
    "3119",
    "３１１９",
    "三千一百一十九",
    "1,234",
    "十",
    "零",
    "万",
    "余",
    "约",
    "超过",
    "件",
    "宗",
    "条",
    "个",
    "，",
    "。",
    "；",
    "、",
    "\n\n",
    "其中",
    "占",
    "80%",
    "2020",
    "年",
    "1",
    "月",
    "上年结转",
    "下年度",
    "行政复议",
    "均为自然人",
    "未收到",
    "分别为",
    "其他",
    "（",
    "）",
    "{申请.新收}",
    "{{",
    "{2 = 申请.结转}",
    "𠀀",
    "é",
    ".",
    "-",
    "第",
    "二十",
    "淮安市人民政府",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_sentence_panics(words in prop::collection::vec(prop::sample::select(WORDS), 0..40)) {
        let prose = words.concat();
        let outcome = compile(saying(&prose));
        let text = outcome.value.expect("the source has a report");
        let Numbers { interpolated, compared, unrecognised } = text.numbers;
        prop_assert!(interpolated + compared + unrecognised <= prose.len() + 1);
    }
}

/// Twice the text takes about twice the time, even if it is repetitive.
#[test]
fn long_prose_takes_linear_time() {
    let sentences = [
        "收到政府信息公开申请30件，",
        "其中",
        "其中1件、",
        "1",
        "一",
        "1，",
        "未收到政府信息公开申请",
        "占1%其中2件，",
        "信息公开",
    ];
    for sentence in sentences {
        let started = std::time::Instant::now();
        let outcome = compile(saying(&sentence.repeat(300_000 / sentence.len())));
        assert!(outcome.value.is_some());
        assert!(
            started.elapsed().as_secs() < 20,
            "{sentence}: {:?}",
            started.elapsed()
        );
    }
}
