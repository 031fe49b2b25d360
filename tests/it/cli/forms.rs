//! `gdr forms`: the guides to forms. `tests/guides/` has a guide in both languages and as Markdown,
//! `docs/shipped-forms.md` those of all shipped forms.

use crate::common::bless::{COMMAND, expect_file};
use crate::common::folder::{self, Run};
use crate::common::{root, shipped_forms};
use gdr::diagnostic::Language;
use gdr::emit::{GuideFormat, render_forms, render_guide};
use gdr::model::{Form, NodeKind};
use unicode_width::UnicodeWidthStr;

const DOCUMENT: &str = "docs/shipped-forms.md";
const OWN: [&str; 2] = ["--form", "examples/local/meetings-form.gdr"];

fn gdr(arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = folder::gdr(root());
    command.arg("forms").args(arguments).env("GDR_LANG", "en");
    let run = Run::of(command.output().expect("gdr runs"));
    (run.code, run.out, run.err)
}

fn shown(arguments: &[&str]) -> String {
    let (code, out, err) = gdr(arguments);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    out
}

fn error_of(arguments: &[&str]) -> String {
    let (code, out, err) = gdr(arguments);
    assert_eq!((code, out.as_str()), (Some(2), ""));
    err
}

#[test]
fn guides_are_as_expected() {
    let of = |more: &[&str]| shown(&[&["meetings"], &OWN[..], more].concat());
    expect_file("tests/guides/meetings.zh.txt", &of(&["--lang", "zh"]));
    expect_file("tests/guides/meetings.en.txt", &of(&["--lang", "en"]));
    expect_file(
        "tests/guides/meetings.zh.md",
        &of(&["--lang", "zh", "--format", "md"]),
    );
}

#[test]
fn the_document_has_every_shipped_form() {
    let forms: Vec<_> = shipped_forms().into_iter().map(|(form, _)| form).collect();
    let (format, language) = (GuideFormat::Markdown, Language::Chinese);
    let mut text = format!(
        "# 自带的表单 The shipped forms\n\n\
         <!-- Made of src/forms/: {COMMAND} -->\n\n\
         每张表单要填什么、用什么名称、核对什么；在命令行上看：`gdr forms disclosure 2021`。\n\n\
         What each form asks for, under which names, and what is checked; `gdr forms disclosure 2021 --lang en` shows it on the terminal.\n\n",
    );
    text.push_str(&render_forms(
        forms.iter().map(AsRef::as_ref),
        format,
        language,
    ));
    for form in &forms {
        text.push('\n');
        let guide = render_guide(form, format, language);
        guide.lines().for_each(|line| {
            text.push_str(&format!(
                "{}{line}\n",
                if line.starts_with('#') { "#" } else { "" }
            ));
        });
    }
    expect_file(DOCUMENT, &text);
}

/// Every name, label and check of a form.
fn all_words(form: &Form) -> Vec<&str> {
    let nodes = form
        .nodes
        .iter()
        .skip(1)
        .filter(|node| !node.is_transparent());
    let mut words: Vec<&str> = nodes
        .flat_map(|node| [node.id.as_str(), node.name(), node.label.as_str()])
        .collect();
    for table in &form.tables {
        words.extend(
            table
                .columns
                .iter()
                .flat_map(|column| [column.id.as_str(), column.name(), column.label.as_str()]),
        );
    }
    words.extend(
        form.checks
            .iter()
            .flat_map(|check| [check.name.as_str(), check.statement.as_str()]),
    );
    words.extend(
        form.checks
            .iter()
            .filter_map(|check| check.basis.as_deref())
            .chain(form.basis.as_deref()),
    );
    words
}

#[test]
fn a_guide_is_complete() {
    for (form, _) in shipped_forms() {
        let guide = render_guide(&form, GuideFormat::Text, Language::Chinese);
        for word in all_words(&form) {
            assert!(
                guide.contains(word),
                "{} {}: {word}",
                form.name,
                form.edition
            );
        }
        let rows = form
            .nodes
            .iter()
            .filter(|node| matches!(node.kind, NodeKind::Row { .. } | NodeKind::Group { .. }));
        assert!(guide.lines().count() > rows.count() + form.checks.len());
    }
}

/// The columns are aligned by display width.
#[test]
fn columns_are_aligned() {
    let guide = shown(&["disclosure", "2021", "--lang", "zh"]);
    let lines: Vec<&str> = guide.lines().collect();
    let head = lines
        .iter()
        .position(|line| line.trim_start().starts_with("代号"))
        .expect("the fields");
    let at = |line: &str, word: &str| line[..line.find(word).expect(word)].width();
    assert_eq!(at(lines[head], "正式名称"), at(lines[head + 1], "行政机关"));
    assert_eq!(at(lines[head], "填写"), at(lines[head + 2], "必填"));
    assert_eq!(at(lines[head], "填写"), at(lines[head + 4], "可不填写"));
}

// ── Which form ───────────────────────────────────────────────────────────────────────────────────

#[test]
fn all_forms_are_listed() {
    let list = shown(&[]);
    assert_eq!(list.lines().count(), 1 + shipped_forms().len());
    assert!(
        list.contains("2019–2020") && list.contains("国办公开办函〔2021〕30号"),
        "{list}"
    );
    assert_eq!(shown(&OWN).lines().count(), list.lines().count() + 1);
}

#[test]
fn a_form_is_selected_by_its_name_and_a_year() {
    let of_2021 = shown(&["disclosure", "2021"]);
    assert!(of_2021.starts_with("disclosure 2021 "), "{of_2021}");
    assert_eq!(shown(&["disclosure", "2030"]), of_2021);
    assert_eq!(shown(&["2024"]), of_2021);
    assert!(shown(&["disclosure", "2020"]).starts_with("disclosure 2019 "));
    assert!(shown(&[&["meetings"], &OWN[..]].concat()).starts_with("meetings 2023 "));
}

#[test]
fn an_unknown_form_gets_a_suggestion() {
    assert!(error_of(&["disclosur", "2021"]).contains("did you mean `disclosure`?"));
    assert!(error_of(&["balance"]).contains("the forms are disclosure"));
    assert!(error_of(&["disclosure"]).contains("name a year: 2019–2020, from 2021"));
    assert!(error_of(&["disclosure", "2018"]).contains("no edition for `2018`"));
    assert!(error_of(&["disclosure", "99999999999999999999"]).contains("no edition"));
    assert!(
        error_of(&[&["2024"], &OWN[..]].concat())
            .contains("there are several forms; name one: disclosure meetings")
    );
    assert!(error_of(&["--form", "no.gdr"]).contains("no.gdr"));
}

#[test]
fn sums_name_their_exclusions() {
    let form = "tests/cases/forms/totals.gdr";
    let guide = shown(&["totals", "--form", form]);
    for words in [
        "the sum of the columns without 港澳, 国外, 用时",
        "the sum of the rows above without 自设, 复核",
    ] {
        assert!(guide.contains(words), "{guide}");
    }
    let guide = shown(&["totals", "--form", form, "--lang", "zh"]);
    assert!(guide.contains("各列之和，不含港澳、国外、用时"), "{guide}");
}
