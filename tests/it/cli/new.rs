//! `gdr new`: the generated report can be filled in and then has no errors.

use std::fs;
use std::sync::Arc;

use crate::cli::drafts::{compile_in, filled, gdr, nothing, verified};
use crate::common::bless::expect_file;
use crate::common::folder::Folder;
use crate::common::{self, root, shipped_forms};
use gdr::diagnostic::{Diagnostic, Language};
use gdr::forms::Forms;
use gdr::model::Form;
use gdr::source::Source;
use gdr::write::{self, SourceOptions};

/// Every shipped and example form, with the file to use.
fn forms() -> Vec<(Arc<Form>, Option<String>)> {
    let known = Forms::new();
    let shipped = shipped_forms().into_iter();
    let mut forms: Vec<(Arc<Form>, Option<String>)> =
        shipped.map(|(form, _)| (form, None)).collect();
    for path in ["examples/local", "tests/cases/forms", "tests/next"]
        .into_iter()
        .flat_map(|folder| common::files(folder, "gdr"))
    {
        let name = path.display().to_string();
        let used = known.used(&Source::new(
            name.clone(),
            fs::read_to_string(&path).unwrap(),
        ));
        let is_sound = !used.diagnostics.iter().any(Diagnostic::is_error);
        forms.extend(
            used.value
                .iter()
                .filter(|_| is_sound)
                .map(|form| (form.clone(), Some(name.clone()))),
        );
    }
    assert!(forms.len() > 8, "{}", forms.len());
    forms
}

fn all_options() -> [SourceOptions; 4] {
    let options = |in_ids, language| SourceOptions { in_ids, language };
    let (zh, en) = (Language::Chinese, Language::English);
    [
        options(false, zh),
        options(true, zh),
        options(false, en),
        options(true, en),
    ]
}

#[test]
fn an_empty_report_of_any_form_has_only_unknown_values() {
    for (form, file) in forms() {
        let mut draft = write::blank(&form, form.first_year);
        draft.uses.extend(file);
        for options in all_options() {
            let text = write::source(&draft, options);
            let compiled = compile_in("examples/local", &text);
            let unexpected: Vec<String> = compiled
                .diagnostics
                .iter()
                .filter(|diagnostic| !["G0519", "G0604"].contains(&diagnostic.code))
                .map(common::in_short)
                .collect();
            assert!(unexpected.is_empty(), "{text}{unexpected:#?}");
        }
    }
}

/// No entry is missing or duplicate, and zeros satisfy all identities.
#[test]
fn an_empty_report_filled_with_zeros_has_no_errors() {
    for (form, file) in forms() {
        let mut draft = write::blank(&form, form.first_year);
        draft.uses.extend(file);
        for options in all_options() {
            let text = write::source(&draft, options);
            let report = verified(compile_in("examples/local", &text)).report;
            let text = filled(&text, &report, |fact| {
                nothing(report.type_of(fact), report.year)
            })
            .replace("待补充：", "");
            let diagnostics = compile_in("examples/local", &text).diagnostics;
            assert!(
                diagnostics.is_empty(),
                "{text}\n{:#?}",
                diagnostics.iter().map(common::in_short).collect::<Vec<_>>()
            );
        }
    }
}

#[test]
fn the_blank_report_is_the_output_of_new() {
    let run = gdr(root(), &["new", "--year", "2024", "--lang", "zh"]).assert_code(0);
    expect_file("examples/blank/report-2021.gdr", &run.out);
}

#[test]
fn invalid_arguments_are_reported() {
    let folder = Folder::new("new");
    let error_of = |arguments: &[&str]| {
        let run = gdr(&folder.0, arguments);
        (run.code, run.err)
    };
    let form = root()
        .join("examples/local/meetings-form.gdr")
        .display()
        .to_string();
    let fails: &[(&[&str], &str)] = &[
        (
            &["new", "--year", "2018"],
            "error: form `disclosure` has no edition for 2018; available: 2019–2020, from 2021\n",
        ),
        (
            &["new", "--form", "disclosurex", "--year", "2024"],
            "error: unknown form `disclosurex`; did you mean `disclosure`?\n",
        ),
        (
            &["new", "--form", &form, "--year", "2022"],
            "error: form `meetings` has no edition for 2022; available: from 2023\n",
        ),
        (
            &["new", "--year", "next"],
            "error: invalid year `next`: expected a number such as 2024\n",
        ),
        (
            &["new", "--form", "report", "--year", "2024"],
            "error: unknown form `report`\n",
        ),
        (
            &["new", "--year", "2024", "--agency", "a\nb"],
            "error: the name given with --agency has control characters\n",
        ),
    ];
    for (arguments, words) in fails {
        assert_eq!(
            error_of(arguments),
            (Some(2), (*words).to_owned()),
            "{arguments:?}"
        );
    }
    assert_eq!(
        error_of(&["new", "--year", "2024", "-o", "a/b.gdr"]),
        (Some(0), "wrote a/b.gdr\n".to_owned())
    );
    let there = "error: a/b.gdr already exists; use --force to overwrite it\n";
    assert_eq!(
        error_of(&["new", "--year", "2024", "-o", "a/b.gdr"]),
        (Some(2), there.to_owned())
    );
    assert_eq!(
        error_of(&["new", "--year", "2025", "-o", "a/b.gdr", "--force"]).0,
        Some(0)
    );
    assert!(folder.read("a/b.gdr").contains("report disclosure 2025\n"));
}

/// The path of the form is relative to the report, and the body is named.
#[test]
fn new_names_the_form_and_the_body() {
    let folder = Folder::new("new-form");
    folder.write("gdr.toml", "");
    folder.write("forms/halls.gdr", "form halls 2024 \"专区\" {\n    years 2024..\n    field body 单位 \"填报单位\" : text\n}\n");
    let arguments = [
        "new",
        "--form",
        "forms/halls.gdr",
        "halls",
        "--year",
        "2024",
        "--agency",
        "第\"一\"局",
        "-o",
        "out/r.gdr",
    ];
    assert!(gdr(&folder.0, &arguments).code == Some(0));
    let text = folder.read("out/r.gdr");
    assert!(
        text.contains("use \"../forms/halls.gdr\"\n") && text.contains("单位 \"第\\\"一\\\"局\""),
        "{text}"
    );
    gdr(&folder.0, &["check", "out/r.gdr"]).assert_prints("; 1 fact;");
}
