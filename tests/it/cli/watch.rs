//! `--watch`: which reports are processed again when files change, and which are not.

use crate::common::folder::Folder;
use crate::common::program::Program;
use crate::common::{example_alone, read};

/// The end of the output of a round.
const OVER: &str = "watching for changes";

fn sound() -> String {
    example_alone("pingtan-2021")
}

/// A report with another number.
fn with(number: &str) -> String {
    let text = sound();
    assert!(text.contains("行政许可 2293"));
    text.replacen("行政许可 2293", &format!("行政许可 {number}"), 1)
}

/// A folder with these reports, a running `gdr` in it, and its output in the first round.
fn watched(name: &str, files: &[(&str, &str)], line: &str) -> (Folder, Program, String) {
    let folder = Folder::new(name);
    files
        .iter()
        .for_each(|(file, text)| folder.save(file, text));
    let program = folder.start(line);
    let printed = program.until(OVER);
    (folder, program, printed)
}

#[test]
fn a_saved_report_is_built_again_and_no_other() {
    let reports = [("r/a.gdr", with("1111")), ("r/b.gdr", with("2222"))];
    let reports = reports
        .each_ref()
        .map(|(name, text)| (*name, text.as_str()));
    let (folder, gdr, printed) = watched("watch-save", &reports, "build r --watch");
    assert!(
        printed.contains("a.html") && printed.contains("b.html"),
        "{printed}"
    );
    assert!(folder.read("r/a.html").contains("1111"));
    for (name, other, number) in [("a", "b", "3333"), ("b", "a", "4444"), ("a", "b", "5555")] {
        folder.save(&format!("r/{name}.gdr"), &with(number));
        // The outputs are in the folder of the sources: if they counted as changes, another round
        // would follow.
        let printed = gdr.until(OVER);
        assert!(
            printed.contains(&format!("{name}.html"))
                && !printed.contains(&format!("{other}.html")),
            "{printed}"
        );
        assert!(folder.read(&format!("r/{name}.html")).contains(number));
    }
}

/// A report with a custom form, with further lines after the first.
fn meetings(year: u32, more: &str) -> String {
    let next = year + 1;
    format!(
        "report meetings {year}\n{more}填报单位 \"青禾街道办事处\"\n填报日期 {next}-01-10\n统计范围 本级\n基本情况 \"（略）\"\n会议 {{ rest 0 }}\n\
         培训 {{\n满意率 98.5%\n机关干部 3 120 +15 12000 元\n社区工作者 2 86 -4 0.85 万元\n}}\n"
    )
}

#[test]
fn a_report_depends_on_named_files_even_if_missing() {
    let form = read("examples/local/meetings-form.gdr");
    let report = meetings(2024, "use \"forms/form.gdr\"\nprevious \"old/2023.gdr\"\n");
    let (folder, gdr, printed) = watched(
        "watch-named",
        &[("2024.gdr", &report), ("forms/form.gdr", &form)],
        "build 2024.gdr --watch",
    );
    assert!(printed.contains("G0709"), "{printed}");

    let last = meetings(2023, "use \"../forms/form.gdr\"\n");
    folder.save("old/2023.gdr", &last);
    gdr.until("built 2024.html");
    gdr.until(OVER);

    let changed = form.replace("一、工作部署会", "一、工作安排会");
    assert_ne!(form, changed);
    folder.save("forms/form.gdr", &changed);
    gdr.until("built 2024.html");
    assert!(
        folder.read("2024.html").contains("工作安排"),
        "a changed form is read again"
    );
    gdr.until(OVER);

    folder.remove("old");
    gdr.until("G0709");
    gdr.until(OVER);
    folder.save("old/2023.gdr", &last);
    gdr.until("unchanged 2024.html");
}

#[test]
fn templates_and_the_previous_report_are_watched() {
    let template = "{% extends \"builtin/report.html\" %}{% block style %}/* one */{% endblock %}";
    let files = [
        ("form.gdr", read("examples/local/meetings-form.gdr")),
        ("a.gdr", meetings(2024, "use \"form.gdr\"\n")),
        ("last.gdr", meetings(2023, "use \"form.gdr\"\n")),
        ("t/report.html", template.to_owned()),
    ];
    let files = files.each_ref().map(|(name, text)| (*name, text.as_str()));
    let (folder, gdr, _) = watched(
        "watch-template",
        &files,
        "build a.gdr --template t --previous last.gdr --out pages --watch",
    );
    assert!(folder.read("pages/a.html").contains("/* one */"));
    folder.save("t/report.html", &template.replace("one", "two"));
    gdr.until(OVER);
    assert!(folder.read("pages/a.html").contains("/* two */"));
    folder.save("t/report.html", "{% if");
    gdr.until("invalid template");
    gdr.until(OVER);
    folder.save("t/report.html", template);
    gdr.until("built pages/a.html");
    gdr.until(OVER);
    folder.save("last.gdr", "report meetings 2023");
    assert!(gdr.until(OVER).contains("last.gdr"));
}

#[test]
fn reports_may_be_added_and_removed() {
    let (folder, gdr, _) = watched("watch-new", &[("r/a.gdr", &sound())], "build r --watch");
    folder.save("r/b.gdr", &with("2222"));
    let printed = gdr.until(OVER);
    assert!(
        printed.contains("b.html") && !printed.contains("a.html"),
        "{printed}"
    );
    folder.save("r/deep/er/c.gdr", &with("3333"));
    gdr.until("c.html");
    gdr.until(OVER);
    folder.save("r/deep/er/c.gdr", &with("4444"));
    gdr.until("c.html");
    gdr.until(OVER);
    assert!(folder.read("r/deep/er/c.html").contains("4444"));
    folder.remove("r/deep");
    let printed = gdr.until(OVER);
    assert!(
        printed.contains("deleted: r/deep/er/c.gdr") && !printed.contains("a.html"),
        "{printed}"
    );
    folder.remove("r/b.gdr");
    assert!(gdr.until(OVER).contains("deleted: r/b.gdr"));
}

#[test]
fn it_continues_after_errors_and_without_the_file() {
    let (folder, gdr, _) = watched(
        "watch-errors",
        &[("a.gdr", &sound())],
        "build a.gdr --watch",
    );
    let page = folder.read("a.html");
    folder.save("a.gdr", &sound().replacen("27 |", "28 |", 1));
    assert!(gdr.until(OVER).contains("G0401"));
    folder.save("a.gdr", &sound()[..700]);
    assert!(gdr.until(OVER).contains("error"));
    assert_eq!(folder.read("a.html"), page);
    folder.remove("a.gdr");
    assert!(gdr.until(OVER).contains("cannot read a.gdr"));
    folder.save("a.gdr", &with("3333"));
    gdr.until("built a.html");
    assert!(folder.read("a.html").contains("3333"));
}

#[test]
fn the_reports_of_a_project_are_watched_by_default() {
    let files = [
        ("gdr.toml", "paths = [\".\"]\nout = \"pages\"\n"),
        ("a.gdr", &sound()),
    ];
    let (folder, gdr, _) = watched("watch-project", &files, "build --watch");
    folder.save("2021/b.gdr", &with("2222"));
    gdr.until("b.html");
    gdr.until(OVER);
    folder.save("a.gdr", &with("3333"));
    let printed = gdr.until(OVER);
    assert!(
        printed.contains("a.html") && !printed.contains("b.html"),
        "{printed}"
    );
    folder.save("gdr.toml", "paths = [\".\"]\n");
    gdr.until("gdr.toml has changed");
}

#[test]
fn an_empty_folder_waits_for_the_first_report() {
    let project = ("gdr.toml", "paths = [\"r\"]\n");
    for (name, line, files) in [
        ("watch-empty", "check r --watch", vec![]),
        ("watch-empty-project", "check --watch", vec![project]),
        ("watch-empty-build", "build r --watch", vec![]),
    ] {
        let folder = Folder::new(name);
        folder.write("r/note.txt", "");
        files
            .iter()
            .for_each(|(file, text)| folder.write(file, text));
        let gdr = folder.start(line);
        let printed = gdr.until("waiting for the first report");
        assert!(printed.contains("no .gdr files in "), "{printed}");
        folder.save("r/other.txt", "");
        folder.save("r/deep/a.gdr", &sound());
        let printed = gdr.until(OVER);
        assert!(printed.contains("no errors"), "{line}: {printed}");
        folder.save("r/b.gdr", &with("2222"));
        gdr.until(OVER);
    }
}

/// A report in another folder is enough.
#[test]
fn one_of_several_folders_may_be_empty() {
    let folder = Folder::new("watch-one-empty");
    folder.write("empty/note.txt", "");
    folder.write("r/a.gdr", &sound());
    folder.gdr("check r empty").assert_code(2);
    let gdr = folder.start("check r empty --watch");
    gdr.until(OVER);
    folder.save("empty/b.gdr", &with("2222"));
    gdr.until(OVER);
}

#[test]
fn check_can_watch_too() {
    let (folder, gdr, printed) =
        watched("watch-check", &[("a.gdr", &sound())], "check a.gdr --watch");
    assert!(printed.contains("no errors"), "{printed}");
    folder.save("a.gdr", &sound().replacen("27 |", "28 |", 1));
    assert!(gdr.until(OVER).contains("G0401"));
}

#[test]
fn it_does_not_start_if_build_fails() {
    let folder = Folder::new("watch-usage");
    folder.save("a.gdr", &sound());
    for line in [
        "build nothing --out a.gdr -o b --watch",
        "build a.gdr -o a.pdf --watch",
        "check a.gdr --watch --format json",
    ] {
        assert_eq!(folder.start(line).end().0.code(), Some(2), "{line}");
    }
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_it_quietly() {
    let (_folder, gdr, _) = watched(
        "watch-interrupt",
        &[("a.gdr", &sound())],
        "build a.gdr --watch",
    );
    let status = std::process::Command::new("kill")
        .args(["-INT", &gdr.id().to_string()])
        .status()
        .expect("kill runs");
    assert!(status.success());
    assert_eq!(gdr.end().1, "");
}
