//! `gdr diff` as it is run: exit codes, formats, and pairs that do not go together.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::common::{close_example, example, read};

/// A folder of a test's own with two reports in it.
struct Folder(PathBuf);

impl Folder {
    fn with(name: &str, old: &str, new: &str) -> Folder {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("diff-{name}"));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).expect("a folder for the test");
        std::fs::write(path.join("old.gdr"), old).expect("it is written");
        std::fs::write(path.join("new.gdr"), new).expect("it is written");
        Folder(path)
    }

    /// Runs `gdr diff old.gdr new.gdr` with more arguments.
    fn diff(&self, more: &str) -> Told {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gdr"));
        command
            .current_dir(&self.0)
            .env_remove("CLICOLOR_FORCE")
            .args(["diff", "old.gdr", "new.gdr", "--lang", "en"]);
        Told::of(
            command
                .args(more.split_whitespace())
                .output()
                .expect("it runs"),
        )
    }
}

struct Told {
    code: Option<i32>,
    output: String,
    messages: String,
}

impl Told {
    fn of(output: Output) -> Told {
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Told {
            code: output.status.code(),
            output: text(output.stdout),
            messages: text(output.stderr),
        }
    }

    fn assert(&self, code: i32, says: &str) {
        assert_eq!(self.code, Some(code), "{}{}", self.output, self.messages);
        assert!(
            self.output.contains(says) || self.messages.contains(says),
            "{}{}",
            self.output,
            self.messages
        );
    }
}

fn years(name: &str) -> Folder {
    Folder::with(name, &example("pingtan-2020"), &example("pingtan-2021"))
}

fn corrected(name: &str) -> Folder {
    let old = close_example("wujiang-2020");
    Folder::with(
        name,
        &old,
        &old.replace("规范性文件 2 2 2", "规范性文件 2 2 3"),
    )
}

#[test]
fn a_difference_is_no_failure_unless_it_is_asked_for() {
    let folder = corrected("exit");
    folder
        .diff("--corrections")
        .assert(0, "1 fact changed; nothing newly fails");
    folder
        .diff("--corrections --exit-code")
        .assert(1, "1 fact changed");
    folder
        .diff("--corrections --exit-code --only 申请")
        .assert(0, "no fact changed");
    let same = Folder::with("same", &example("wujiang-2020"), &example("wujiang-2020"));
    same.diff("--corrections --exit-code")
        .assert(0, "no fact changed; nothing newly fails");
}

#[test]
fn a_wrong_command_line_exits_with_2() {
    let folder = corrected("usage");
    folder
        .diff("--only 没有这一项")
        .assert(2, "there is no `没有这一项` in");
    folder
        .diff("--only 新收")
        .assert(2, "its path is `申请.新收`");
    folder.diff("--format pdf").assert(2, "cannot be `pdf`");
    folder
        .diff("-o difference.pdf")
        .assert(2, "cannot write a .pdf file");
    folder.diff("third.gdr").assert(2, "third.gdr");
    std::fs::remove_file(folder.0.join("new.gdr")).expect("it was there");
    folder.diff("").assert(2, "cannot read new.gdr");
}

/// Errors are told, and then what is known is compared. Only what is no report cannot be.
#[test]
fn reports_with_errors_are_compared_as_far_as_they_go() {
    let old = close_example("wujiang-2020");
    let folder = Folder::with(
        "errors",
        &old,
        &old.replace("规范性文件 2 2 2", "规范性文件 2 2 2.5"),
    );
    let told = folder.diff("--corrections");
    told.assert(0, "第一项.规范性文件.对外公开总数  2 → not stated");
    told.assert(0, "error");
    let none = Folder::with(
        "none",
        &old,
        "form halls 2024 \"表\" {\nyears 2024..\nfield halls 专区 \"专区\" : count\n}\n",
    );
    let told = none.diff("");
    assert_eq!(
        (told.code, told.output.as_str()),
        (Some(1), ""),
        "{}",
        told.messages
    );
}

/// What is wrong with last year's report is told once, of that report.
#[test]
fn errors_of_the_old_report_are_not_told_of_the_new_one_as_well() {
    let old = close_example("pingtan-2020").replace("规章 0 0 7", "规章 0 0 7.5");
    let folder = Folder::with("previous", &old, &example("pingtan-2021"));
    let told = folder.diff("");
    told.assert(0, "the chain holds");
    assert!(!told.messages.contains("E0714"), "{}", told.messages);
}

#[test]
fn a_wrong_pair_is_compared_and_told_so() {
    let corrections = years("two-years");
    corrections
        .diff("--corrections")
        .assert(0, "these are reports of two years (2020, 2021)");
    let same = corrected("one-year");
    same.diff("").assert(0, "both reports are of 2020");
    let apart = Folder::with("apart", &example("pingtan-2019"), &example("pingtan-2021"));
    apart
        .diff("")
        .assert(0, "not reports of a year and the next (2019, 2021)");
    let back = Folder::with("back", &example("pingtan-2021"), &example("pingtan-2020"));
    let told = back.diff("");
    told.assert(0, "新收                        70 → 21");
    told.assert(0, "not comparable");
    told.assert(0, "the older report comes first (these are 2021, 2020)");
    let other = Folder::with("other", &example("pingtan-2019"), &example("wujiang-2020"));
    other.diff("").assert(
        0,
        "`行政机关` differs: 平潭综合实验区 → 韶关市武江区人民政府; compared nevertheless",
    );
    let form = read("examples/local/meetings-form.gdr");
    let unrelated = Folder::with(
        "unrelated",
        &example("pingtan-2020"),
        &read("examples/local/meetings-2024.gdr"),
    );
    std::fs::write(unrelated.0.join("meetings-form.gdr"), form).expect("it is written");
    unrelated
        .diff("")
        .assert(0, "does not say how it follows disclosure 2019");
}

#[test]
fn the_ending_of_the_file_is_the_format() {
    let folder = years("formats");
    for (ending, name) in [
        ("txt", "text"),
        ("md", "md"),
        ("html", "html"),
        ("json", "json"),
    ] {
        let told = folder.diff(&format!("-o difference.{ending}"));
        assert_eq!(
            (told.code, told.output.as_str()),
            (Some(0), ""),
            "{}",
            told.messages
        );
        let written = std::fs::read_to_string(folder.0.join(format!("difference.{ending}")))
            .expect("it is written");
        assert_eq!(written, folder.diff(&format!("--format {name}")).output);
        assert_eq!(
            written,
            folder.diff(&format!("--format {name} -o -")).output
        );
    }
}

#[test]
fn colour_only_paints() {
    let folder = years("colour");
    let painted = folder.diff("--color always").output;
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
    assert_eq!(plain, folder.diff("--color never").output);
    assert_eq!(plain, folder.diff("").output);
}

/// What is unchanged is shown when all is asked for, and folded away on a page.
#[test]
fn all_shows_what_is_unchanged() {
    let folder = years("all");
    let unchanged = "办理结果.不予公开.国家秘密";
    assert!(!folder.diff("").output.contains(unchanged));
    folder.diff("--all").assert(0, unchanged);
    folder
        .diff("--format md")
        .assert(0, "<details><summary>Unchanged");
    folder
        .diff("--format html")
        .assert(0, "<details><summary>Unchanged");
    folder
        .diff("--format html --all")
        .assert(0, "<details open><summary>Unchanged");
}

/// What is still to be filled in is told by its number, where it is much.
#[test]
fn a_report_that_is_not_filled_in_is_told_shortly() {
    let blank = read("examples/blank/report-2021.gdr");
    let folder = Folder::with("blank", &example("pingtan-2021"), &blank);
    let told = folder.diff("");
    told.assert(0, "… 35 wait for figures (--all lists them)");
    assert!(told.output.lines().count() < 50, "{}", told.output);
    let all = folder.diff("--all");
    assert!(
        !all.output.contains("wait for figures") && all.output.lines().count() > 100,
        "{}",
        all.output
    );
    assert!(
        !all.output.contains("does not follow from its parts"),
        "{}",
        all.output
    );
}
