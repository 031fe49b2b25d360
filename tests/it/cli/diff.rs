//! `gdr diff`: exit codes, formats, and pairs that do not go together.

use std::fs;

use crate::cli::with_report;
use crate::common::folder::{Folder, Run};
use crate::common::{close_example, example, read};

/// A folder with two reports in it.
fn pair(name: &str, old: &str, new: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("old.gdr", old);
    folder.write("new.gdr", new);
    folder
}

/// Runs `gdr diff old.gdr new.gdr` with more arguments.
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
fn a_difference_is_no_failure_unless_it_is_asked_for() {
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
    diff(&folder, "--format pdf").assert(2, "cannot be `pdf`");
    diff(&folder, "-o difference.pdf").assert(2, "cannot write a .pdf file");
    diff(&folder, "third.gdr").assert(2, "third.gdr");
    fs::remove_file(folder.0.join("new.gdr")).expect("it was there");
    diff(&folder, "").assert(2, "cannot read new.gdr");
}

/// Errors are told, and then what is known is compared. Only what is no report cannot be.
#[test]
fn reports_with_errors_are_compared_as_far_as_they_go() {
    let old = close_example("wujiang-2020");
    let folder = pair(
        "errors",
        &old,
        &old.replace("规范性文件 2 2 2", "规范性文件 2 2 2.5"),
    );
    let told = diff(&folder, "--corrections");
    told.assert(0, "第一项.规范性文件.对外公开总数  2 → not stated");
    told.assert(0, "error");
    let none = pair(
        "none",
        &old,
        "form halls 2024 \"表\" {\nyears 2024..\nfield halls 专区 \"专区\" : count\n}\n",
    );
    let told = diff(&none, "");
    assert_eq!(
        (told.code, told.out.as_str()),
        (Some(1), ""),
        "{}",
        told.said
    );
}

/// What is wrong with last year's report is told once, of that report.
#[test]
fn errors_of_the_old_report_are_not_told_of_the_new_one_as_well() {
    let old = close_example("pingtan-2020").replace("规章 0 0 7", "规章 0 0 7.5");
    let folder = pair("previous", &old, &example("pingtan-2021"));
    let told = diff(&folder, "");
    told.assert(0, "carry-forward holds");
    assert!(!told.said.contains("G0714"), "{}", told.said);
}

#[test]
fn a_wrong_pair_is_compared_and_told_so() {
    let corrections = years("two-years");
    diff(&corrections, "--corrections")
        .assert(0, "the reports are of different years (2020, 2021)");
    let same = corrected("one-year");
    diff(&same, "").assert(0, "both reports are of 2020");
    let apart = pair("apart", &example("pingtan-2019"), &example("pingtan-2021"));
    diff(&apart, "").assert(0, "the reports are not of consecutive years (2019, 2021)");
    let back = pair("back", &example("pingtan-2021"), &example("pingtan-2020"));
    let told = diff(&back, "");
    told.assert(0, "新收                        70 → 21");
    told.assert(0, "not comparable");
    told.assert(0, "the reports are in the wrong order (2021, 2020)");
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
    fs::write(unrelated.0.join("meetings-form.gdr"), form).expect("it is written");
    diff(&unrelated, "").assert(0, "does not state how it follows disclosure 2019");
}

#[test]
fn the_ending_of_the_file_is_the_format() {
    let folder = years("formats");
    for (extension, name) in [
        ("txt", "text"),
        ("md", "md"),
        ("html", "html"),
        ("json", "json"),
    ] {
        let told = diff(&folder, &format!("-o difference.{extension}"));
        assert_eq!(
            (told.code, told.out.as_str()),
            (Some(0), ""),
            "{}",
            told.said
        );
        let written = fs::read_to_string(folder.0.join(format!("difference.{extension}")))
            .expect("it is written");
        assert_eq!(written, diff(&folder, &format!("--format {name}")).out);
        assert_eq!(written, diff(&folder, &format!("--format {name} -o -")).out);
    }
}

#[test]
fn colour_only_paints() {
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

/// What is unchanged is shown when all is asked for, and folded away on a page.
#[test]
fn all_shows_what_is_unchanged() {
    let folder = years("all");
    let unchanged = "办理结果.不予公开.国家秘密";
    assert!(!diff(&folder, "").out.contains(unchanged));
    diff(&folder, "--all").assert(0, unchanged);
    diff(&folder, "--format md").assert(0, "<details><summary>Unchanged");
    diff(&folder, "--format html").assert(0, "<details><summary>Unchanged");
    diff(&folder, "--format html --all").assert(0, "<details open><summary>Unchanged");
}

/// What is still to be filled in is told by its number, where it is much.
#[test]
fn a_report_that_is_not_filled_in_is_told_shortly() {
    let blank = read("examples/blank/report-2021.gdr");
    let folder = pair("blank", &example("pingtan-2021"), &blank);
    let told = diff(&folder, "");
    told.assert(0, "… 35 with unknown values (--all lists them)");
    assert!(told.out.lines().count() < 50, "{}", told.out);
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
fn too_much_reuse_fails_a_comparison() {
    let folder = with_report("reuse", &example("wujiang-2020"));
    folder.write("b.gdr", &example("wujiang-2020"));
    let line = "diff --corrections a.gdr b.gdr";
    folder.gdr(line).assert_code(0);
    folder
        .gdr(&format!("{line} --max-reuse 50"))
        .assert_code(1)
        .assert_says("“总体情况”的正文有 100% 照抄旧报告");
    // 无。 is the same every year.
    let run = folder.gdr(&format!("{line} --max-reuse 99")).assert_code(1);
    assert!(!run.said.contains("其他需要报告的事项"), "{run:?}");
    folder
        .gdr(&format!("{line} --max-reuse 100"))
        .assert_code(0);
}

#[test]
fn errors_of_a_report_are_told_in_the_comparison() {
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
