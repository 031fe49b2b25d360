//! Long files, and files with very many items of one kind.

use crate::common;
use crate::common::{OneForm, example, verified};
use crate::robust::{assert_errors, draw, in_time, survive};
use gdr::Compiler;
use gdr::emit::Backend;
use gdr::source::{LONGEST_SOURCE, Source};

#[test]
fn a_file_that_is_too_long_is_an_error() {
    let outcome = Source::from_bytes("long.gdr", &vec![b'1'; 50 << 20]);
    assert_eq!(
        outcome.err().map(|error| gdr::Diagnostic::from(error).code),
        Some("G0113")
    );
    assert!(Source::from_bytes("long.gdr", &vec![b'1'; LONGEST_SOURCE]).is_ok());
    assert!(Source::from_bytes("long.gdr", &vec![b'1'; LONGEST_SOURCE + 1]).is_err());
}

/// A diagnostic takes many times the memory of the line that it is about.
#[test]
fn not_all_of_very_many_errors_are_kept() {
    for line in ["第一项 1 2 3\n", "1 2 3\n", "“\n"] {
        let text = format!("report disclosure 2021\n{}", line.repeat(30_000));
        let diagnostics = common::compile(&text).diagnostics;
        let ends: Vec<_> = diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.code == "G0140")
            .collect();
        assert_eq!(ends.len(), 1, "{line}");
        assert!(diagnostics.len() < 10_100, "{}", diagnostics.len());
    }
}

/// The length of the longest line in these tests; debug builds are slow.
const LONG: usize = if cfg!(debug_assertions) {
    1 << 18
} else {
    15 << 20
};

/// Compiles a line that repeats one thing, alone and after a valid head.
fn assert_long_line(part: &str) {
    for head in ["", "report disclosure 2020\n"] {
        let text = format!("{head}{}", part.repeat(LONG / part.len()));
        let name = part.to_owned();
        in_time(30, move || assert_errors(&name, &text));
    }
}

#[test]
fn a_long_line_is_compiled_in_time() {
    [
        "a", "1", "1 ", "a ", "文", "-", "(", "{", "[", "//", "a.", "|",
    ]
    .iter()
    .for_each(|part| assert_long_line(part));
}

#[test]
fn many_texts_on_a_line_are_compiled_in_time() {
    ["\"", "a \"b\" ", "“文” "]
        .iter()
        .for_each(|part| assert_long_line(part));
}

#[test]
fn many_mistakes_on_a_line_are_reported_in_time() {
    ["}", "，a", "\u{1}", "1,"]
        .iter()
        .for_each(|part| assert_long_line(part));
}

#[test]
fn long_prose_is_compiled_in_time() {
    let with_prose = |text: &str| {
        example("wujiang-2020").replace("\"无。\"", &format!("\"\"\"\n{text}\n\"\"\""))
    };
    for part in [
        "字",
        "**",
        "[",
        "(",
        "`",
        "*a ",
        "{{",
        "> ",
        "- ",
        "公开条，",
        "由、",
        "<",
        "&",
        "](",
    ] {
        let report = with_prose(&part.repeat((LONG >> 4) / part.len()));
        in_time(30, move || {
            assert_eq!(survive(&Compiler::new(), report.as_bytes()), 0);
        });
    }
}

/// `1+1+…` with this many terms.
fn ones(number: usize) -> String {
    let mut text = "1+".repeat(number);
    text.pop();
    text
}

#[test]
fn a_sum_of_very_many_terms_is_exact() {
    let number = if cfg!(debug_assertions) {
        100_000
    } else {
        1_000_000
    };
    let report = example("wujiang-2020")
        .replace("\"无。\"", &format!("\"\"\"共{{{}}}件\"\"\"", ones(number)));
    let markdown = in_time(60, move || {
        common::render(&verified(report), Backend::Markdown)
    });
    assert!(markdown.contains(&format!("共{number}件")));
}

/// The number of rows, facts or mistakes in tests with very many of them.
const VERY_MANY: usize = if cfg!(debug_assertions) {
    10_000
} else {
    50_000
};

fn lines(line: impl Fn(usize) -> String) -> String {
    (0..VERY_MANY).map(|number| line(number) + "\n").collect()
}

#[test]
fn very_many_rows_and_facts_are_found_by_their_names() {
    let form = format!(
        "form big 2020 \"大\" {{\nyears 2020..\nsection s 部 \"部\" : prose {{\ntable : count {{\ncolumns {{ a 甲 \"甲\" }}\n{}\
         total 总计 \"总计\" = sum\n}}\n}}\n}}\n",
        lines(|row| format!("r{row} 行{row} \"第{row}行\""))
    );
    let report = format!(
        "report big 2020\nuse \"form.gdr\"\n部 {{\n{}text \"\"\"\n{}\"\"\"\n}}\nfacts own \"自有\" : count {{\n{}}}\n",
        lines(|row| format!("行{row} 1")),
        lines(|row| format!("{{1 = 部.行{row}}}、{{1 = own.x{row}}}")),
        lines(|fact| format!("x{fact} 1"))
    );
    let compiled = in_time(60, move || {
        Compiler::with_files(OneForm(form))
            .compile(&Source::new("report.gdr", report), gdr::Options::default())
    });
    assert_eq!(draw(&compiled.diagnostics), 0);
    let report = compiled.value.expect("the source has a report").report;
    assert_eq!(report.interpolations().count(), 2 * VERY_MANY);
    assert_eq!(report.facts.iter().flatten().count(), 2 * VERY_MANY + 1);
}

#[test]
fn very_many_unknown_names_are_reported_in_time() {
    let report = format!(
        "report disclosure 2020\n{}",
        lines(|name| format!("甲{name} 1"))
    );
    let errors = in_time(60, move || {
        Compiler::new()
            .compile(&Source::new("report.gdr", report), gdr::Options::default())
            .diagnostics
            .len()
    });
    assert!(errors >= VERY_MANY, "{errors}");
}

#[test]
fn a_very_long_condition_is_decided() {
    let number = if cfg!(debug_assertions) {
        20_000
    } else {
        200_000
    };
    let conditions = vec!["1 == 1"; number].join(" and ");
    let report = format!(
        "{}\ncheck 甲 \"甲\" : {conditions}\n",
        example("wujiang-2020")
    );
    assert_eq!(
        in_time(60, move || survive(&Compiler::new(), report.as_bytes())),
        0
    );
}
