//! One slip of the keyboard, one message, at its line.

use crate::common::{close_example, compile, errors, in_short};
use gdr::model::{Identity, Verdict};
use gdr::verify::Verified;

fn sound() -> String {
    close_example("wujiang-2020")
}

/// The line, from 1, on which a text stands first.
fn line_of(text: &str, wanted: &str) -> usize {
    let at = text
        .find(wanted)
        .unwrap_or_else(|| panic!("{wanted} is in the text"));
    text[..at].matches('\n').count() + 1
}

/// The example with one thing written otherwise.
fn with(written: &str, instead: &str) -> String {
    let text = sound();
    assert!(text.contains(written), "{written} is in the example");
    text.replacen(written, instead, 1)
}

/// What the errors of a text are, where they are not one error of a code on a line.
fn fault(text: &str, line: usize, code: &str) -> Option<String> {
    let errors = errors(text);
    match errors.as_slice() {
        [only] if only.code == code && only.place.position().line == line => None,
        errors => Some(format!(
            "wanted {line} {code}, got {:#?}",
            errors.iter().map(in_short).collect::<Vec<_>>()
        )),
    }
}

/// Edits, each of which is to give one error of a code on the line where it was made: what is
/// written, what instead, the code.
fn assert_each(edits: &[(&str, &str, &str)]) {
    let faults = edits.iter().filter_map(|(written, instead, code)| {
        let fault = fault(&with(written, instead), line_of(&sound(), written), code)?;
        Some(format!("{instead:?} for {written:?}: {fault}"))
    });
    assert_none(faults.collect());
}

fn assert_none(faults: Vec<String>) {
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

// ── Figures ──────────────────────────────────────────────────────────────────────────────────────

/// The identities that fail, each with the column at which it does.
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
    failing(&compile(with(written, instead)).value.expect("a report"))
}

#[test]
fn the_example_fails_nothing() {
    assert_eq!(failing(&compile(sound()).value.expect("a report")), []);
}

/// `（七）总计` of natural persons: its row, its column and the balance, and nothing else.
#[test]
fn the_grand_total_breaks_exactly_its_three_equations() {
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
fn each_kind_of_cell_breaks_its_own_equations() {
    // Received: its row and the balance. A leaf of the outcome: its row and the column. A row's
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
        ("总计 1 | 0 0 0 0 0 = 1", "总计 2 | 0 0 0 0 0 = 1", "E0401"),
        ("新收 1 | 0 0 0 0 0 = 1", "新收 2 | 0 0 0 0 0 = 1", "E0401"),
        (
            "予以公开 1 | 0 0 0 0 0 = 1",
            "予以公开 2 | 0 0 0 0 0 = 1",
            "E0401",
        ),
    ]);
}

#[test]
fn a_wrong_total_of_own_facts_is_one_error() {
    assert_each(&[("4013 = sum", "4014 = sum", "E0401")]);
}

#[test]
fn figures_of_another_kind_are_one_error() {
    assert_each(&[
        ("新收 1 |", "新收 1.5 |", "E0302"),
        ("新收 1 |", "新收 12 个 |", "E0305"),
        ("新收 1 |", "新收 12个 |", "E0305"),
        ("新收 1 |", "新收 -1 |", "E0303"),
        ("新收 1 |", "新收 +1 |", "E0303"),
        ("新收 1 |", "新收 1% |", "E0301"),
        ("行政许可 355 -35", "行政许可 355 35", "E0304"),
        ("18517.89 万元", "18517.89", "E0307"),
        ("18517.89 万元", "18517.89 万", "E0308"),
        ("18517.89 万元", "-18517.89 万元", "E0303"),
        ("行政许可 355", "行政许可 三", "E0301"),
        ("14197", "14,197", "E0106"),
        ("14197", "１４１９７", "E0103"),
    ]);
}

#[test]
fn a_full_width_comma_in_a_number_is_one_error() {
    assert_each(&[("14197", "14，197", "E0106")]);
}

#[test]
fn a_wrong_number_of_cells_is_one_error() {
    assert_each(&[
        (
            "予以公开 1 | 0 0 0 0 0 = 1",
            "予以公开 1 | 0 0 0 0 = 1",
            "E0506",
        ),
        (
            "予以公开 1 | 0 0 0 0 0 = 1",
            "予以公开 1 | 0 0 0 0 0 0 = 1",
            "E0506",
        ),
        (
            "予以公开 1 | 0 0 0 0 0 = 1",
            "予以公开 1 | 0 0 0 0 0 1",
            "E0506",
        ),
        (
            "予以公开 1 | 0 0 0 0 0 = 1",
            "予以公开 1 | 0 0 0 0 0 =",
            "E0509",
        ),
        (
            "予以公开 1 | 0 0 0 0 0 = 1",
            "予以公开 1 0 | 0 0 0 0 = 1",
            "E0507",
        ),
        ("规范性文件 2 2 2", "规范性文件 2 2", "E0506"),
        ("规范性文件 2 2 2", "规范性文件 222", "E0506"),
    ]);
}

// ── Names and rows ───────────────────────────────────────────────────────────────────────────────

#[test]
fn a_misspelt_name_in_prose_or_a_header_is_one_error() {
    assert_each(&[
        ("{网站.总计}", "{网站.总数}", "E0201"),
        ("[制作 公开 对外公开总数]", "[制作 公开 总数]", "E0202"),
        ("report disclosure 2020", "report disclosre 2020", "E0703"),
        ("report disclosure 2020", "report disclosure 2018", "E0704"),
    ]);
}

/// One error on its own line, although the fact it stands for is now missing.
#[test]
fn a_misspelt_name_is_one_error() {
    assert_each(&[
        ("agency \"", "agancy \"", "E0201"),
        ("    结转 0", "    接转 0", "E0201"),
        ("予以公开 1", "予以公示 1", "E0201"),
        ("诉讼.直接", "诉讼.间接", "E0201"),
        ("复议诉讼 [", "复义诉讼 [", "E0201"),
        ("其他事项 \"", "其它事项 \"", "E0201"),
    ]);
}

/// The identity that the exception was for is part of the same mistake.
#[test]
fn a_misspelt_exception_is_one_error() {
    assert_each(&[("allow signed", "allow sigend", "E0209")]);
}

/// Rows that are left out: one error, at the block they are missing in, whose line is given by its
/// first words.
#[test]
fn a_row_left_out_is_one_error() {
    let cases = [
        ("    新收 1 | 0 0 0 0 0 = 1\n", "申请 ["),
        ("        予以公开 1 | 0 0 0 0 0 = 1\n", "    办理结果 {"),
        ("        不予公开 { rest 0 }\n", "    办理结果 {"),
        ("        规章 0 0 0\n", "    第一项 ["),
        ("    复议 0 0 0 0 = 0\n", "复议诉讼 ["),
    ];
    for (row, block) in cases {
        let text = with(row, "");
        let fault = fault(&text, line_of(&text, block), "E0501");
        assert!(
            fault.is_none(),
            "without {row}: {}",
            fault.unwrap_or_default()
        );
    }
}

/// The block is there, so it is where the row is missing.
#[test]
fn the_only_row_of_a_block_left_out_is_missing_in_that_block() {
    let text = with("        政府集中采购 1445 18517.89 万元\n", "");
    assert_eq!(fault(&text, line_of(&text, "    第九项 ["), "E0501"), None);
}

/// Rows named by a path of several names are missing where the others of their table stand.
#[test]
fn a_row_left_out_of_a_group_without_a_block_is_missing_in_its_table() {
    let text = with("    诉讼.复议后 0 0 0 0 = 0\n", "");
    assert_eq!(fault(&text, line_of(&text, "复议诉讼 ["), "E0501"), None);
}

#[test]
fn a_row_written_twice_is_one_error() {
    let row = "        部分公开 0 | 0 0 0 0 0 = 0\n";
    let text = with(row, &row.repeat(2));
    assert_eq!(fault(&text, line_of(&text, row) + 1, "E0505"), None);
}

// ── Quotes ───────────────────────────────────────────────────────────────────────────────────────

#[test]
fn a_quote_left_out_of_a_text_is_one_error() {
    assert_each(&[
        ("agency \"韶关", "agency 韶关", "E0107"),
        ("人民政府\"", "人民政府", "E0107"),
        ("日缺\"", "日缺", "E0107"),
        ("\"无。\"", "\"无。", "E0107"),
    ]);
}

#[test]
fn an_opening_quote_left_out_is_one_error() {
    assert_each(&[
        ("allow signed \"", "allow signed ", "E0107"),
        ("\"无。\"", "无。\"", "E0107"),
    ]);
}

#[test]
fn a_quote_left_out_of_the_head_of_a_block_is_one_error() {
    assert_each(&[
        ("网站 \"通过", "网站 通过", "E0107"),
        ("政府信息\" :", "政府信息 :", "E0107"),
    ]);
}

#[test]
fn a_full_width_quote_is_one_error() {
    assert_each(&[
        (
            "agency \"韶关市武江区人民政府\"",
            "agency “韶关市武江区人民政府”",
            "E0103",
        ),
        (
            "agency \"韶关市武江区人民政府\"",
            "agency “韶关市武江区人民政府\"",
            "E0103",
        ),
        (
            "agency \"韶关市武江区人民政府\"",
            "agency \"韶关市武江区人民政府”",
            "E0107",
        ),
    ]);
}

#[test]
fn prose_in_full_width_quotes_is_one_error() {
    assert_each(&[("\"无。\"", "“无。”", "E0103")]);
}

/// Each triple quote of the example: the number of its line, and whether it opens a prose.
fn triple_quotes(text: &str) -> Vec<(usize, usize)> {
    text.match_indices("\"\"\"")
        .map(|(at, _)| (at, text[..at].matches('\n').count() + 1))
        .collect()
}

/// One or two of three quotes left out, at each of the example's.
#[test]
fn a_quote_left_out_of_three_is_one_error() {
    let text = sound();
    let mut faults = Vec::new();
    for (at, line) in triple_quotes(&text) {
        for left in [2, 1] {
            let cut = format!("{}{}{}", &text[..at], "\"".repeat(left), &text[at + 3..]);
            faults.extend(
                fault(&cut, line, "E0108")
                    .map(|fault| format!("{left} quotes on line {line}: {fault}")),
            );
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

// ── Braces ───────────────────────────────────────────────────────────────────────────────────────

/// Where braces of blocks stand: outside of prose and comments.
fn braces(text: &str, wanted: char) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut in_prose = false;
    let mut start = 0;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let quotes = line.matches("\"\"\"").count();
        if !in_prose && quotes == 0 {
            let code = line.split("//").next().unwrap_or("");
            found.extend(
                code.match_indices(wanted)
                    .map(|(at, _)| (start + at, index + 1)),
            );
        }
        in_prose ^= quotes % 2 == 1;
        start += line.len();
    }
    found
}

/// The lines of the braces that are paired, by the line of the closing one.
fn opening_line(text: &str, closing: usize) -> usize {
    let mut open = Vec::new();
    let mut all: Vec<(usize, usize, bool)> = braces(text, '{')
        .into_iter()
        .map(|(at, line)| (at, line, true))
        .collect();
    all.extend(
        braces(text, '}')
            .into_iter()
            .map(|(at, line)| (at, line, false)),
    );
    all.sort_unstable();
    for (at, line, opens) in all {
        if opens {
            open.push(line);
        } else if let Some(line) = open.pop().filter(|_| at == closing) {
            return line;
        }
    }
    panic!("the braces of the example are paired");
}

#[test]
fn a_closing_brace_left_out_is_one_error_at_its_opening_one() {
    let text = sound();
    let mut faults = Vec::new();
    for (at, line) in braces(&text, '}') {
        let cut = format!("{}{}", &text[..at], &text[at + 1..]);
        let fault = fault(&cut, opening_line(&text, at), "E0110");
        faults.extend(fault.map(|fault| format!("without the brace of line {line}: {fault}")));
    }
    assert_none(faults);
}

/// The same where the whole line goes.
#[test]
fn a_line_with_a_closing_brace_left_out_is_one_error() {
    let text = sound();
    let mut faults = Vec::new();
    for (at, line) in braces(&text, '}') {
        let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
        if text[start..at].trim().is_empty() {
            let cut = format!("{}{}", &text[..start], &text[at + 2..]);
            let fault = fault(&cut, opening_line(&text, at), "E0110");
            faults.extend(fault.map(|fault| format!("without line {line}: {fault}")));
        }
    }
    assert_none(faults);
}

/// A text in which an opening brace is left out: one error on its line.
#[test]
fn an_opening_brace_left_out_is_one_error() {
    let text = sound();
    let mut faults = Vec::new();
    for (at, line) in braces(&text, '{') {
        let cut = format!("{}{}", &text[..at], &text[at + 1..]);
        let found = errors(cut.as_str());
        let is_one = matches!(found.as_slice(), [only] if (line..=line + 1).contains(&only.place.position().line));
        if !is_one {
            faults.push(format!(
                "without the brace of line {line}: {:#?}",
                found.iter().map(in_short).collect::<Vec<_>>()
            ));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_closing_brace_too_many_is_one_error() {
    let text = sound();
    let mut faults = Vec::new();
    for (at, line) in braces(&text, '}') {
        let more = format!("{}}}{}", &text[..at], &text[at..]);
        let found = errors(more.as_str());
        if !matches!(found.as_slice(), [only] if only.code == "E0111") {
            faults.push(format!(
                "one more on line {line}: {:#?}",
                found.iter().map(in_short).collect::<Vec<_>>()
            ));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_full_width_brace_is_one_error() {
    assert_each(&[
        ("申请 [自然人", "申请 ［自然人", "E0103"),
        ("不予公开 { rest 0 }", "不予公开 ｛ rest 0 }", "E0103"),
        ("不予公开 { rest 0 }", "不予公开 { rest 0 ｝", "E0103"),
        ("    办理结果 {", "    办理结果 ｛", "E0103"),
    ]);
}

#[test]
fn a_full_width_brace_in_prose_is_one_error() {
    assert_each(&[
        ("{申请.新收}宗", "{申请.新收｝宗", "E0103"),
        ("{复议诉讼.复议}宗", "{复议诉讼.复议｝宗", "E0103"),
    ]);
}

#[test]
fn a_brace_left_out_of_a_splice_is_one_error() {
    assert_each(&[("{申请.新收}宗。", "{申请.新收宗。", "E0110")]);
}

#[test]
fn a_splice_left_open_before_another_is_one_error() {
    assert_each(&[("{复议诉讼.复议}宗", "{复议诉讼.复议宗", "E0110")]);
}

// ── Prose ────────────────────────────────────────────────────────────────────────────────────────

#[test]
fn a_figure_that_a_sentence_asserts_wrongly_is_one_error() {
    assert_each(&[
        ("{申请.新收}宗", "{2 = 申请.新收}宗", "E0601"),
        ("{网站.总计}条", "{4012 = 网站.总计}条", "E0601"),
    ]);
}
