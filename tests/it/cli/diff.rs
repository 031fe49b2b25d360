//! `gdr diff`: exit codes, formats, and reports that cannot be compared.

use std::fs;

use crate::cli::with_report;
use crate::common::folder::{Folder, Run};
use crate::common::{close_example, example, read};

/// A folder with two reports.
fn pair(name: &str, old: &str, new: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("old.gdr", old);
    folder.write("new.gdr", new);
    folder
}

/// Runs `gdr diff old.gdr new.gdr` with further arguments.
fn diff(folder: &Folder, more: &str) -> Run {
    folder.gdr(&format!("diff old.gdr new.gdr --lang en {more}"))
}

fn years(name: &str) -> Folder {
    pair(name, &example("pingtan-2020"), &example("pingtan-2021"))
}

fn corrected(name: &str) -> Folder {
    let old = close_example("wujiang-2020");
    pair(
        name,
        &old,
        &old.replace("规范性文件 2 2 2", "规范性文件 2 2 3"),
    )
}

#[test]
fn differences_exit_with_1_only_if_requested() {
    let folder = corrected("exit");
    diff(&folder, "--corrections").assert(0, "1 fact changed; no newly failing identity");
    diff(&folder, "--corrections --exit-code").assert(1, "1 fact changed");
    diff(&folder, "--corrections --exit-code --only 申请").assert(0, "no fact changed");
    let same = pair("same", &example("wujiang-2020"), &example("wujiang-2020"));
    diff(&same, "--corrections --exit-code")
        .assert(0, "no fact changed; no newly failing identity");
}

#[test]
fn a_wrong_command_line_exits_with_2() {
    let folder = corrected("usage");
    diff(&folder, "--only 没有这一项").assert(2, "unknown name `没有这一项` in");
    diff(&folder, "--only 新收").assert(2, "its full path is `申请.新收`");
    diff(&folder, "--format pdf").assert(2, "invalid value `pdf`");
    diff(&folder, "-o difference.pdf").assert(2, "cannot write a .pdf file");
    diff(&folder, "third.gdr").assert(2, "third.gdr");
    fs::remove_file(folder.0.join("new.gdr")).expect("the file exists");
    diff(&folder, "").assert(2, "cannot read new.gdr");
}

/// Errors are reported, and the rest is compared. Only files without a report cannot be compared.
#[test]
fn reports_with_errors_are_compared_as_far_as_possible() {
    let old = close_example("wujiang-2020");
    let folder = pair(
        "errors",
        &old,
        &old.replace("规范性文件 2 2 2", "规范性文件 2 2 2.5"),
    );
    let run = diff(&folder, "--corrections");
    run.assert(0, "第一项.规范性文件.对外公开总数  2 → not stated");
    run.assert(0, "error");
    let none = pair(
        "none",
        &old,
        "form halls 2024 \"表\" {\nyears 2024..\nfield halls 专区 \"专区\" : count\n}\n",
    );
    let run = diff(&none, "");
    assert_eq!((run.code, run.out.as_str()), (Some(1), ""), "{}", run.err);
}

/// Errors in last year's report are reported only once, for that report.
#[test]
fn errors_of_the_old_report_are_not_repeated_for_the_new_one() {
    let old = close_example("pingtan-2020").replace("规章 0 0 7", "规章 0 0 7.5");
    let folder = pair("previous", &old, &example("pingtan-2021"));
    let run = diff(&folder, "");
    run.assert(0, "carry-forward holds");
    assert!(!run.err.contains("G0714"), "{}", run.err);
}

#[test]
fn an_unsuitable_pair_is_compared_with_a_warning() {
    let corrections = years("two-years");
    diff(&corrections, "--corrections")
        .assert(0, "the reports are of different years (2020, 2021)");
    let same = corrected("one-year");
    diff(&same, "").assert(0, "both reports are of 2020");
    let apart = pair("apart", &example("pingtan-2019"), &example("pingtan-2021"));
    diff(&apart, "").assert(0, "the reports are not of consecutive years (2019, 2021)");
    let back = pair("back", &example("pingtan-2021"), &example("pingtan-2020"));
    let run = diff(&back, "");
    run.assert(0, "新收                        70 → 21");
    run.assert(0, "not comparable");
    run.assert(0, "the reports are in the wrong order (2021, 2020)");
    let other = pair("other", &example("pingtan-2019"), &example("wujiang-2020"));
    diff(&other, "").assert(
        0,
        "`行政机关` differs: 平潭综合实验区 → 韶关市武江区人民政府; compared anyway",
    );
    let form = read("examples/local/meetings-form.gdr");
    let unrelated = pair(
        "unrelated",
        &example("pingtan-2020"),
        &read("examples/local/meetings-2024.gdr"),
    );
    fs::write(unrelated.0.join("meetings-form.gdr"), form).expect("the file is written");
    diff(&unrelated, "").assert(0, "does not state how it follows disclosure 2019");
}

#[test]
fn the_extension_of_the_file_selects_the_format() {
    let folder = years("formats");
    for (extension, name) in [
        ("txt", "text"),
        ("md", "md"),
        ("html", "html"),
        ("json", "json"),
    ] {
        let run = diff(&folder, &format!("-o difference.{extension}"));
        assert_eq!((run.code, run.out.as_str()), (Some(0), ""), "{}", run.err);
        let written = fs::read_to_string(folder.0.join(format!("difference.{extension}")))
            .expect("the file is written");
        assert_eq!(written, diff(&folder, &format!("--format {name}")).out);
        assert_eq!(written, diff(&folder, &format!("--format {name} -o -")).out);
    }
}

#[test]
fn color_changes_no_text() {
    let folder = years("colour");
    let painted = diff(&folder, "--color always").out;
    assert!(
        painted.contains("\x1b[1m") && painted.contains("\x1b[32m✓ holds\x1b[0m"),
        "{painted}"
    );
    let mut plain = String::new();
    for (index, piece) in painted.split("\x1b[").enumerate() {
        plain.push_str(if index == 0 {
            piece
        } else {
            piece.split_once('m').map_or("", |(_, rest)| rest)
        });
    }
    assert_eq!(plain, diff(&folder, "--color never").out);
    assert_eq!(plain, diff(&folder, "").out);
}

/// Unchanged facts are listed with `--all`, and folded on a page.
#[test]
fn all_lists_unchanged_facts() {
    let folder = years("all");
    let unchanged = "办理结果.不予公开.国家秘密";
    assert!(!diff(&folder, "").out.contains(unchanged));
    diff(&folder, "--all").assert(0, unchanged);
    diff(&folder, "--format md").assert(0, "<details><summary>Unchanged");
    diff(&folder, "--format html").assert(0, "<details><summary>Unchanged");
    diff(&folder, "--format html --all").assert(0, "<details open><summary>Unchanged");
}

/// If many values are unknown, only their number is reported.
#[test]
fn many_unknown_values_are_summarized() {
    let blank = read("examples/blank/report-2021.gdr");
    let folder = pair("blank", &example("pingtan-2021"), &blank);
    let run = diff(&folder, "");
    run.assert(0, "… 35 with unknown values (--all lists them)");
    assert!(run.out.lines().count() < 50, "{}", run.out);
    let all = diff(&folder, "--all");
    assert!(
        !all.out.contains("with unknown values") && all.out.lines().count() > 100,
        "{}",
        all.out
    );
    assert!(
        !all.out.contains("does not follow from its parts"),
        "{}",
        all.out
    );
}

#[test]
fn too_much_reuse_exits_with_1() {
    let folder = with_report("reuse", &example("wujiang-2020"));
    folder.write("b.gdr", &example("wujiang-2020"));
    let line = "diff --corrections a.gdr b.gdr";
    folder.gdr(line).assert_code(0);
    folder
        .gdr(&format!("{line} --max-reuse 50"))
        .assert_code(1)
        .assert_prints("“总体情况”的正文有 100% 与旧报告重复");
    // “无。” is the same every year and does not count.
    let run = folder.gdr(&format!("{line} --max-reuse 99")).assert_code(1);
    assert!(!run.err.contains("其他需要报告的事项"), "{run:?}");
    folder
        .gdr(&format!("{line} --max-reuse 100"))
        .assert_code(0);
}

#[test]
fn errors_of_a_report_are_listed_in_the_comparison() {
    let folder = with_report("diff-errors", &example("wujiang-2020"));
    folder.write("b.gdr", &example("wujiang-2020").replace("1786", "17l6"));
    for format in ["text", "md", "html"] {
        let out = folder
            .gdr(&format!("diff --corrections a.gdr b.gdr --format {format}"))
            .out;
        assert!(out.contains("新报告有 1 处错误"), "{format}: {out}");
    }
    assert!(
        folder
            .gdr("diff --corrections a.gdr b.gdr --format json")
            .out
            .contains("new_has_errors")
    );
}
