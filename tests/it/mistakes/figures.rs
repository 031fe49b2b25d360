//! Wrong figures, in tables and in sentences.

use crate::common::compile;
use crate::mistakes::{assert_each, sound, with};
use gdr::model::{Identity, Verdict};
use gdr::verify::Verified;

/// The failing identities, each with its column.
fn failing(verified: &Verified) -> Vec<(Identity, Option<usize>)> {
    let fails = verified
        .findings
        .iter()
        .filter(|finding| matches!(finding.verdict, Verdict::Fails));
    fails
        .map(|finding| (finding.identity, finding.at))
        .collect()
}

fn failing_after(written: &str, instead: &str) -> Vec<(Identity, Option<usize>)> {
    failing(
        &compile(with(written, instead))
            .value
            .expect("the source has a report"),
    )
}

#[test]
fn the_example_has_no_failing_identity() {
    assert_eq!(
        failing(&compile(sound()).value.expect("the source has a report")),
        []
    );
}

/// A wrong `（七）总计` of natural persons violates exactly the row, the column and the balance.
#[test]
fn a_wrong_grand_total_violates_exactly_three_identities() {
    let failing = failing_after("总计 1 | 0 0 0 0 0 = 1", "总计 2 | 0 0 0 0 0 = 1");
    assert_eq!(failing.len(), 3, "{failing:?}");
    assert!(
        failing
            .iter()
            .any(|(identity, _)| matches!(identity, Identity::RowTotal(_)))
    );
    let columns: Vec<Option<usize>> = failing
        .iter()
        .filter(|(identity, _)| !matches!(identity, Identity::RowTotal(_)))
        .map(|(_, at)| *at)
        .collect();
    assert_eq!(
        columns,
        [Some(0), Some(0)],
        "the column and the balance of natural persons"
    );
}

#[test]
fn each_kind_of_cell_violates_its_own_identities() {
    // A received figure: the row and the balance. A single outcome: the row and the column. A row's
    // total: these and its own.
    let cases = [
        ("新收 1 | 0 0 0 0 0 = 1", "新收 2 | 0 0 0 0 0 = 1", 2),
        ("结转 0 | 0 0 0 0 0 = 0", "结转 0 | 0 0 0 0 3 = 0", 2),
        (
            "予以公开 1 | 0 0 0 0 0 = 1",
            "予以公开 2 | 0 0 0 0 0 = 1",
            2,
        ),
        (
            "予以公开 1 | 0 0 0 0 0 = 1",
            "予以公开 1 | 0 0 0 0 0 = 2",
            2,
        ),
        ("总计 1 | 0 0 0 0 0 = 1", "总计 1 | 0 0 0 0 0 = 2", 3),
        (
            "结转下年 0 | 0 0 0 0 0 = 0",
            "结转下年 0 | 0 0 0 0 0 = 1",
            2,
        ),
        ("诉讼.直接 0 0 0 0 = 0", "诉讼.直接 0 0 1 0 = 0", 1),
        ("4013 = sum", "4014 = sum", 1),
    ];
    for (written, instead, expected) in cases {
        let failing = failing_after(written, instead);
        assert_eq!(failing.len(), expected, "{instead}: {failing:?}");
    }
}

#[test]
fn a_wrong_cell_is_one_error() {
    assert_each(&[
        ("总计 1 | 0 0 0 0 0 = 1", "总计 2 | 0 0 0 0 0 = 1", "G0401"),
        ("新收 1 | 0 0 0 0 0 = 1", "新收 2 | 0 0 0 0 0 = 1", "G0401"),
        (
            "予以公开 1 | 0 0 0 0 0 = 1",
            "予以公开 2 | 0 0 0 0 0 = 1",
            "G0401",
        ),
    ]);
}

#[test]
fn a_wrong_total_of_own_facts_is_one_error() {
    assert_each(&[("4013 = sum", "4014 = sum", "G0401")]);
}

#[test]
fn figures_of_another_type_are_one_error() {
    assert_each(&[
        ("新收 1 |", "新收 1.5 |", "G0302"),
        ("新收 1 |", "新收 12 个 |", "G0305"),
        ("新收 1 |", "新收 12个 |", "G0305"),
        ("新收 1 |", "新收 -1 |", "G0303"),
        ("新收 1 |", "新收 +1 |", "G0303"),
        ("新收 1 |", "新收 1% |", "G0301"),
        ("行政许可 355 -35", "行政许可 355 35", "G0304"),
        ("18517.89 万元", "18517.89", "G0307"),
        ("18517.89 万元", "18517.89 万", "G0308"),
        ("18517.89 万元", "-18517.89 万元", "G0303"),
        ("行政许可 355", "行政许可 三", "G0301"),
        ("14197", "14,197", "G0106"),
        ("14197", "１４１９７", "G0103"),
    ]);
}

#[test]
fn a_full_width_comma_in_a_number_is_one_error() {
    assert_each(&[("14197", "14，197", "G0106")]);
}

#[test]
fn a_wrong_number_of_cells_is_one_error() {
    assert_each(&[
        (
            "予以公开 1 | 0 0 0 0 0 = 1",
            "予以公开 1 | 0 0 0 0 = 1",
            "G0506",
        ),
        (
            "予以公开 1 | 0 0 0 0 0 = 1",
            "予以公开 1 | 0 0 0 0 0 0 = 1",
            "G0506",
        ),
        (
            "予以公开 1 | 0 0 0 0 0 = 1",
            "予以公开 1 | 0 0 0 0 0 1",
            "G0506",
        ),
        (
            "予以公开 1 | 0 0 0 0 0 = 1",
            "予以公开 1 | 0 0 0 0 0 =",
            "G0509",
        ),
        (
            "予以公开 1 | 0 0 0 0 0 = 1",
            "予以公开 1 0 | 0 0 0 0 = 1",
            "G0507",
        ),
        ("规范性文件 2 2 2", "规范性文件 2 2", "G0506"),
        ("规范性文件 2 2 2", "规范性文件 222", "G0506"),
    ]);
}

#[test]
fn a_wrong_figure_in_a_sentence_is_one_error() {
    assert_each(&[
        ("{申请.新收}宗", "{2 = 申请.新收}宗", "G0601"),
        ("{网站.总计}条", "{4012 = 网站.总计}条", "G0601"),
    ]);
}
