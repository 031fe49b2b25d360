//! Misspelt names, and missing or duplicate rows.

use crate::mistakes::{assert_each, fault, line_of, with};

#[test]
fn a_misspelt_name_in_prose_or_a_header_is_one_error() {
    assert_each(&[
        ("{网站.总计}", "{网站.总数}", "G0201"),
        ("[制作 公开 对外公开总数]", "[制作 公开 总数]", "G0202"),
        ("report disclosure 2020", "report disclosre 2020", "G0703"),
        ("report disclosure 2020", "report disclosure 2018", "G0704"),
    ]);
}

/// A misspelt name is one error, on its own line. The fact with the correct name is not reported as
/// missing.
#[test]
fn a_misspelt_name_is_one_error() {
    assert_each(&[
        ("agency \"", "agancy \"", "G0201"),
        ("    结转 0", "    接转 0", "G0201"),
        ("予以公开 1", "予以公示 1", "G0201"),
        ("诉讼.直接", "诉讼.间接", "G0201"),
        ("复议诉讼 [", "复义诉讼 [", "G0201"),
        ("其他事项 \"", "其它事项 \"", "G0201"),
    ]);
}

/// The identity of the misspelt exception is not reported as well.
#[test]
fn a_misspelt_exception_is_one_error() {
    assert_each(&[("allow signed", "allow sigend", "G0209")]);
}

/// Missing rows: one error, at the block that lacks the row, given by the first words of its line.
#[test]
fn a_missing_row_is_one_error() {
    let cases = [
        ("    新收 1 | 0 0 0 0 0 = 1\n", "申请 ["),
        ("        予以公开 1 | 0 0 0 0 0 = 1\n", "    办理结果 {"),
        ("        不予公开 { rest 0 }\n", "    办理结果 {"),
        ("        规章 0 0 0\n", "    第一项 ["),
        ("    复议 0 0 0 0 = 0\n", "复议诉讼 ["),
    ];
    for (row, block) in cases {
        let text = with(row, "");
        let fault = fault(&text, line_of(&text, block), "G0501");
        assert!(
            fault.is_none(),
            "without {row}: {}",
            fault.unwrap_or_default()
        );
    }
}

/// The error is at the block, because the block exists.
#[test]
fn the_missing_only_row_of_a_block_is_reported_at_the_block() {
    let text = with("        政府集中采购 1445 18517.89 万元\n", "");
    assert_eq!(fault(&text, line_of(&text, "    第九项 ["), "G0501"), None);
}

/// A missing row that is named by a path is reported at the block with the other rows of its table.
#[test]
fn a_missing_row_of_a_group_without_a_block_is_reported_at_its_table() {
    let text = with("    诉讼.复议后 0 0 0 0 = 0\n", "");
    assert_eq!(fault(&text, line_of(&text, "复议诉讼 ["), "G0501"), None);
}

#[test]
fn a_duplicate_row_is_one_error() {
    let row = "        部分公开 0 | 0 0 0 0 0 = 0\n";
    let text = with(row, &row.repeat(2));
    assert_eq!(fault(&text, line_of(&text, row) + 1, "G0505"), None);
}
