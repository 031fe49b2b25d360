//! The known cause of a failure: in words, and as a fix of the source.

use super::arithmetic::fact_operand;
use super::cause::{Cause, DiffersBy, Explanation, Slip};
use crate::diagnostic::{Edit, Fix, Words};
use crate::model::{FactId, Origin, Report, Value};
use crate::source::Place;

/// The places of the wrong figures, with a description of each figure. Empty if there is not
/// exactly one explanation.
pub(super) fn corrected(report: &Report, cause: &Cause) -> Vec<(Place, Words)> {
    let [only] = cause.explanations.as_slice() else {
        return Vec::new();
    };
    let operands = only
        .corrections
        .iter()
        .filter_map(|(fact, _)| fact_operand(report, *fact, &report.fact_path(*fact, false)));
    operands
        .filter_map(|operand| Some((operand.place.clone()?, operand.in_full(report))))
        .collect()
}

/// A hint about the probable mistake, with the correct value. If the mistake is not known, a hint
/// about what to check.
pub(super) fn help(report: &Report, cause: &Cause) -> Option<Words> {
    possible(report, &cause.explanations).or_else(|| cause.differs_by.as_ref().map(question))
}

fn possible(report: &Report, explanations: &[Explanation]) -> Option<Words> {
    let all_of = |explanation: &Explanation| {
        let corrections = explanation
            .corrections
            .iter()
            .map(|(fact, value)| correction(report, *fact, value));
        Words::joined(&corrections.collect::<Vec<_>>(), "；", "; ")
    };
    match explanations {
        [] => None,
        [only] => {
            let corrections = all_of(only);
            let (zh, en) = match slip_words(&only.slip) {
                Some(slip) => (
                    format!("疑似{}：", slip.of_zh()),
                    format!("probably {}:", slip.of_en()),
                ),
                None => (
                    String::from("如果只有一处有误："),
                    String::from("if only one figure is wrong,"),
                ),
            };
            Some(Words::new(
                format!("{zh}{}（改正后上述等式全部成立）", corrections.of_zh()),
                format!("{en} {} (then all of the above hold)", corrections.of_en()),
            ))
        }
        several => {
            let numbered = several.iter().enumerate().map(|(index, explanation)| {
                let corrections = all_of(explanation);
                let slip = slip_words(&explanation.slip);
                let (zh, en) = slip
                    .map(|slip| (format!("{}：", slip.of_zh()), format!("{}: ", slip.of_en())))
                    .unwrap_or_default();
                let number = index + 1;
                Words::new(
                    format!("（{number}）{zh}{}", corrections.of_zh()),
                    format!("({number}) {en}{}", corrections.of_en()),
                )
            });
            let numbered = Words::joined(&numbered.collect::<Vec<_>>(), "。", ". ");
            Some(Words::new(
                format!(
                    "有以下几种可能，按其中任何一种改正，上述等式全部成立：{}",
                    numbered.of_zh()
                ),
                format!(
                    "any one of these corrections makes all of the above hold: {}",
                    numbered.of_en()
                ),
            ))
        }
    }
}

fn correction(report: &Report, fact: FactId, value: &Value) -> Words {
    let path = report.fact_path(fact, false);
    let written = report
        .fact(fact)
        .map(|fact| fact.value.to_string())
        .unwrap_or_default();
    Words::new(
        format!("{path} 应为 {value}，而不是 {written}"),
        format!("{path} should be {value}, not {written}"),
    )
}

/// Asks about a part that equals the difference. No correction is proposed, because the part need
/// not be the cause of the difference.
fn question(differs_by: &DiffersBy) -> Words {
    match differs_by {
        DiffersBy::Lacking(parts) => {
            let parts = quoted(parts);
            Words::new(
                format!(
                    "差额正好等于{}，请核实该项是否漏加，或者与其他项重复计算",
                    parts.of_zh()
                ),
                format!(
                    "the difference equals {}: check whether it was left out or counted twice",
                    parts.of_en()
                ),
            )
        }
        DiffersBy::Twice(parts) => {
            let parts = quoted(parts);
            Words::new(
                format!("差额正好等于{}，请核实该项是否重复相加", parts.of_zh()),
                format!(
                    "the difference equals {}: check whether it was added twice",
                    parts.of_en()
                ),
            )
        }
    }
}

/// The quoted names, joined by “or”.
fn quoted(names: &[String]) -> Words {
    let zh: Vec<String> = names.iter().map(|name| format!("“{name}”")).collect();
    let en: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    Words::new(zh.join("或"), en.join(" or "))
}

/// How the mistake was made. `None` if that is not known.
fn slip_words(slip: &Slip) -> Option<Words> {
    Some(match slip {
        Slip::Figure => return None,
        Slip::Transposed => Words::new("数字颠倒", "two transposed digits"),
        Slip::DigitMissing => Words::new("漏写一位数字", "a missing digit"),
        Slip::DigitTooMany => Words::new("多写一位数字", "an extra digit"),
        Slip::Unit => Words::new("金额单位有误", "the wrong unit of money"),
        Slip::LeftOut(parts) => {
            let parts = quoted(parts);
            Words::new(
                format!("漏加{}", parts.of_zh()),
                format!("{} left out of the total", parts.of_en()),
            )
        }
        Slip::Swapped => Words::new("两格的数互相填反", "two swapped figures"),
        Slip::Split => Words::new(
            "相邻两格的数字，分开的位置有误（如 12、3 误为 1、23）",
            "digits split wrongly between neighbouring figures (such as 1 23 for 12 3)",
        ),
        Slip::Shifted => Words::new("本行的数错开一列", "a row shifted by one column"),
    })
}

/// An explanation as a fix. `None` if one of its figures is not written in the source.
pub(super) fn fix(report: &Report, explanation: &Explanation) -> Option<Fix> {
    let edits = explanation.corrections.iter().map(|(fact, value)| {
        // A figure given by `rest` has no place of its own in the source.
        let written = report
            .fact(*fact)
            .filter(|fact| fact.origin == Origin::Stated)?;
        let place = report.place(written.span);
        let text = report.type_of(*fact).source_form(value, false);
        Some(Edit {
            place,
            text: text.unwrap_or_else(|| value.to_string()),
        })
    });
    Some(Fix {
        is_certain: false,
        edits: edits.collect::<Option<_>>()?,
    })
}
