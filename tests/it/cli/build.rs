//! `gdr build`: where outputs are written, and when they are not.

use crate::cli::{sound, with_report, with_unknown_value, wrong};
use crate::common::folder::Folder;
use crate::common::{example, read, render, verified};
use gdr::emit::Backend;

fn output(extension: &str) -> String {
    let backend = Backend::of_name(extension).expect("a backend");
    render(&verified(sound()), backend)
}

#[test]
fn pages_are_written_next_to_their_reports() {
    let folder = with_report("beside", &sound());
    folder.write("sub/b.gdr", &sound());
    let run = folder
        .gdr("build a.gdr sub/b.gdr --to html,md,json")
        .assert_code(0);
    assert_eq!(run.out, "");
    assert_eq!(
        folder.files(),
        [
            "a.gdr",
            "a.html",
            "a.json",
            "a.md",
            "sub/b.gdr",
            "sub/b.html",
            "sub/b.json",
            "sub/b.md"
        ]
    );
    for extension in ["html", "md", "json"] {
        assert_eq!(folder.read(&format!("a.{extension}")), output(extension));
        assert_eq!(
            folder.read(&format!("sub/b.{extension}")),
            output(extension)
        );
    }
}

#[test]
fn html_is_built_by_default() {
    let folder = with_report("default", &sound());
    folder.gdr("build a.gdr").assert_code(0);
    assert_eq!(folder.files(), ["a.gdr", "a.html"]);
}

#[test]
fn o_names_the_file_and_its_extension_selects_the_format() {
    let folder = with_report("named", &sound());
    folder.gdr("build a.gdr -o x/y/page.html").assert_code(0);
    folder.gdr("build a.gdr -o page.md").assert_code(0);
    folder.gdr("build a.gdr -o page.json").assert_code(0);
    folder.gdr("build a.gdr -o page.txt --to md").assert_code(0);
    assert_eq!(
        folder.files(),
        ["a.gdr", "page.json", "page.md", "page.txt", "x/y/page.html"]
    );
    assert_eq!(folder.read("x/y/page.html"), output("html"));
    assert_eq!(folder.read("page.md"), output("md"));
    assert_eq!(folder.read("page.json"), output("json"));
    assert_eq!(folder.read("page.txt"), output("md"));
}

#[test]
fn a_dash_is_standard_output() {
    let folder = with_report("stdout", &sound());
    assert_eq!(
        folder.gdr("build a.gdr -o -").assert_code(0).out,
        output("html")
    );
    assert_eq!(
        folder.gdr("build a.gdr -o - --to json").assert_code(0).out,
        output("json")
    );
    assert_eq!(folder.files(), ["a.gdr"]);
    folder.write("a.gdr", &wrong());
    assert_eq!(folder.gdr("build a.gdr -o -").assert_code(1).out, "");
}

#[test]
fn out_keeps_paths_below_the_folder() {
    let folder = Folder::new("out");
    folder.write("reports/a.gdr", &sound());
    folder.write("reports/2021/b.gdr", &sound());
    folder.write("reports/2021/notes.txt", "x");
    folder
        .gdr("build reports --out site --to html,json")
        .assert_code(0);
    let expected = ["2021/b.html", "2021/b.json", "a.html", "a.json"];
    let built: Vec<String> = folder
        .files()
        .into_iter()
        .filter_map(|file| Some(file.strip_prefix("site/")?.to_owned()))
        .collect();
    assert_eq!(built, expected);
    assert_eq!(folder.read("site/2021/b.json"), output("json"));
}

#[test]
fn out_uses_the_file_names_of_single_reports() {
    let folder = Folder::new("out-single");
    folder.write("reports/2021/b.gdr", &sound());
    folder
        .gdr("build reports/2021/b.gdr --out site")
        .assert_code(0);
    assert_eq!(folder.files(), ["reports/2021/b.gdr", "site/b.html"]);
}

/// Two reports with the same output file.
#[test]
fn reports_do_not_overwrite_each_other() {
    let folder = Folder::new("clash");
    folder.write("x/a.gdr", &sound());
    folder.write("y/a.gdr", &example("wujiang-2020"));
    folder
        .gdr("build x/a.gdr y/a.gdr --out site --lang en")
        .assert_code(2)
        .assert_prints("site/a.html would be written twice");
    assert_eq!(folder.files(), ["x/a.gdr", "y/a.gdr"]);
}

/// A folder of reports may contain forms.
#[test]
fn a_folder_may_contain_forms() {
    let folder = Folder::new("forms");
    folder.write("a.gdr", &sound());
    folder.write("form.gdr", &read("src/forms/disclosure-2021.gdr"));
    folder.gdr("build .").assert_code(0);
    assert_eq!(folder.files(), ["a.gdr", "a.html", "form.gdr"]);
}

#[test]
fn nothing_is_written_if_there_are_errors() {
    let folder = with_report("errors", &wrong());
    folder.write("a.html", "before");
    folder.write("a.json", "before");
    let times = [folder.age("a.html"), folder.age("a.json")];
    folder.gdr("build a.gdr --to html,md,json").assert_code(1);
    assert_eq!(folder.files(), ["a.gdr", "a.html", "a.json"]);
    assert_eq!(
        [folder.read("a.html"), folder.read("a.json")],
        ["before", "before"]
    );
    assert_eq!(
        [folder.modified("a.html"), folder.modified("a.json")],
        times
    );
}

#[test]
fn an_unchanged_output_is_not_rewritten() {
    let folder = with_report("unchanged", &sound());
    folder.gdr("build a.gdr --to html,json").assert_code(0);
    let times = [folder.age("a.html"), folder.age("a.json")];
    folder
        .gdr("build a.gdr --to html,json")
        .assert_code(0)
        .assert_prints("内容未变 a.html\n内容未变 a.json\n");
    assert_eq!(
        [folder.modified("a.html"), folder.modified("a.json")],
        times
    );
    folder.write("a.gdr", &sound().replace("主动公开我区", "公开我区"));
    folder
        .gdr("build a.gdr")
        .assert_code(0)
        .assert_prints("已生成 a.html\n");
    assert_ne!(folder.modified("a.html"), times[0]);
    assert_eq!(
        folder.files(),
        ["a.gdr", "a.html", "a.json"],
        "no other files are left in the folder"
    );
}

/// The output must not be the report itself.
#[test]
fn the_report_is_never_overwritten() {
    let folder = with_report("itself", &sound());
    folder.gdr("build a.gdr -o a.gdr --to md").assert_code(2);
    assert_eq!(folder.read("a.gdr"), sound());
}

// ── Drafts ───────────────────────────────────────────────────────────────────────────────────────

#[test]
fn an_unknown_value_is_a_warning_to_check_and_an_error_to_build() {
    let folder = with_report("unknown", &with_unknown_value());
    folder
        .gdr("check a.gdr")
        .assert_code(0)
        .assert_prints("G0519");
    folder
        .gdr("build a.gdr")
        .assert_code(1)
        .assert_prints("G0520");
    assert_eq!(folder.files(), ["a.gdr"]);
}

#[test]
fn a_draft_is_built_with_unknown_values() {
    let folder = with_report("draft", &with_unknown_value());
    folder
        .gdr("build a.gdr --draft --to html,md,json")
        .assert_code(0)
        .assert_prints("G0519");
    assert!(folder.read("a.html").contains("草稿"));
    assert!(folder.read("a.md").contains("草稿"));
    assert!(folder.read("a.json").contains("\"draft\": true"));
    folder.write("a.gdr", &wrong());
    folder.gdr("build a.gdr --draft").assert_code(1);
}
