//! `gdr build --template`: pages with custom templates.

use std::fs;

use crate::cli::{sound, with_report};
use crate::common::{render, verified};
use gdr::emit::Backend;

#[test]
fn a_template_may_replace_a_block_of_the_page() {
    let folder = with_report("template", &sound());
    folder.write(
        "t/report.html",
        "{% extends \"builtin/report.html\" %}{% block style %}p { color: red }{% endblock %}",
    );
    folder.gdr("build a.gdr --template t").assert_code(0);
    let html = folder.read("a.html");
    assert!(html.contains("p { color: red }") && html.contains(">24252.311082</td>"));
    assert!(!html.contains("max-width"));
}

#[test]
fn a_template_of_one_format_does_not_affect_others() {
    let folder = with_report("template-kinds", &sound());
    folder.write(
        "t/report.html",
        "{% extends \"builtin/report.html\" %}{% block style %}p { color: red }{% endblock %}",
    );
    folder
        .gdr("build a.gdr --template t --to html,md")
        .assert_code(0);
    assert!(folder.read("a.html").contains("p { color: red }"));
    assert_eq!(
        folder.read("a.md"),
        render(&verified(sound()), Backend::Markdown)
    );
}

#[test]
fn a_template_may_define_the_whole_page() {
    let folder = with_report("template-own", &sound());
    folder.write(
        "t/report.html",
        "{{ year }} {{ facts | length }} {% for check in checks %}{{ check.verdict }} {% endfor %}{% include \"part.html\" %}",
    );
    folder.write("t/part.html", "<{{ title }}>");
    folder.gdr("build a.gdr --template t").assert_code(0);
    let page = folder.read("a.html");
    assert!(
        page.starts_with("2021 ") && page.contains(" holds ") && page.ends_with("工作年度报告>\n"),
        "{page}"
    );
}

#[test]
fn an_invalid_template_exits_with_2_and_writes_nothing() {
    let folder = with_report("template-broken", &sound());
    let broken = [
        "{% for %}",
        "{{ no_such_thing }}",
        "{{ title | no_such_filter }}",
        "{% extends \"nothing.html\" %}",
        "{{ title.x.y }}",
    ];
    for template in broken {
        folder.write("t/report.html", template);
        let run = folder
            .gdr("build a.gdr --template t --to html,json")
            .assert_code(2);
        assert!(
            run.err.contains("模板") && run.err.contains("report.html"),
            "{template}: {}",
            run.err
        );
        assert_eq!(folder.files(), ["a.gdr", "t/report.html"], "{template}");
    }
}

#[test]
fn an_empty_or_missing_template_folder_exits_with_2() {
    let folder = with_report("template-none", &sound());
    folder
        .gdr("build a.gdr --template t")
        .assert_code(2)
        .assert_prints("t");
    fs::create_dir(folder.0.join("t")).expect("the folder is created");
    folder.gdr("build a.gdr --template t").assert_code(2);
    assert_eq!(folder.files(), ["a.gdr"]);
}

#[test]
fn an_unused_template_changes_nothing() {
    let folder = with_report("template-other", &sound());
    folder.write("t/page.html", "x");
    folder.gdr("build a.gdr --template t").assert_code(0);
    assert_eq!(
        folder.read("a.html"),
        render(&verified(sound()), Backend::Html)
    );
}
