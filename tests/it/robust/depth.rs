//! Unlimited nesting.

use crate::common::example;
use crate::robust::{assert_errors, in_time, survive};
use gdr::Compiler;

const DEEP: usize = 10_000;

/// Sources in which one construct is nested very deeply.
fn deep() -> Vec<String> {
    let head = "report disclosure 2020\n";
    let mut texts = Vec::new();
    for part in [
        "{",
        "(",
        "[",
        "}",
        ")",
        "]",
        "申请 {",
        "申请 {\n",
        "x [",
        "\"",
        "\"\"\"",
        "\"\"\"\n{",
        "{{",
        "（",
        "“",
        "//",
        "1 ",
        "= ",
        "| ",
    ] {
        texts.push(format!("{head}{}", part.repeat(DEEP)));
        texts.push(part.repeat(DEEP));
    }
    for part in ["{", "(", "{{", "{(", "}", "share(", "1+(", "{\n"] {
        texts.push(format!(
            "{head}总体情况 \"\"\"\n{}\n\"\"\"",
            part.repeat(DEEP)
        ));
        texts.push(format!(
            "{head}总体情况 \"\"\"\n{{{}}}\n\"\"\"",
            part.repeat(DEEP)
        ));
    }
    for (open, close) in [
        ("(", ")"),
        ("share(1, ", ")"),
        ("申请 { ", "} "),
        ("1 * (2 + ", ")"),
    ] {
        let nested = format!("{}1{}", open.repeat(DEEP), close.repeat(DEEP));
        texts.push(format!("{head}check 甲 \"甲\" : {nested} == 1"));
        texts.push(format!("{head}总体情况 \"\"\"{{{nested}}}\"\"\""));
        texts.push(format!("{head}{nested}"));
    }
    for part in [
        "section a \"a\" { ",
        "table a \"a\" { ",
        "axis a \"a\" { b \"b\" { ",
        "a \"a\" { ",
    ] {
        texts.push(format!(
            "form a 2020 \"a\" {{ years 2020..\n{}",
            part.repeat(DEEP)
        ));
        texts.push(format!(
            "form a 2020 \"a\" {{ years 2020..\nsection a \"a\" {{ table b \"b\" {{ {}",
            part.repeat(DEEP)
        ));
    }
    texts
}

#[test]
fn excessive_nesting_is_an_error() {
    for text in deep() {
        let shown: String = text.chars().take(60).collect();
        let name = shown.clone();
        in_time(20, move || assert_errors(&name, &text));
    }
}

/// Full-width brackets are repaired to ASCII ones, which nest.
#[test]
fn excessive_nesting_of_full_width_brackets_is_an_error() {
    let sum = format!("{}1{}", "（".repeat(DEEP), "）".repeat(DEEP));
    let texts = [
        format!("check 甲 \"甲\" : {sum} == 1"),
        format!("总体情况 \"\"\"{{{sum}}}\"\"\""),
        "｛".repeat(DEEP),
    ];
    for text in texts {
        in_time(20, move || {
            assert_errors("brackets", &format!("report disclosure 2020\n{text}"));
        });
    }
}

/// The deepest allowed nesting fits on the stack.
#[test]
fn the_deepest_brackets_that_are_allowed_do_not_overflow() {
    for depth in [100, 127, 128, 129] {
        for (open, close) in [("(", ")"), ("share(1, ", ")"), ("1 * (2 + ", ")")] {
            let sum = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            let report =
                example("wujiang-2020").replace("\"无。\"", &format!("\"\"\"{{{sum}}}\"\"\""));
            in_time(20, move || survive(&Compiler::new(), report.as_bytes()));
            let report = format!(
                "{}\ncheck 甲 \"甲\" : {sum} == 1\n",
                example("wujiang-2020")
            );
            in_time(20, move || survive(&Compiler::new(), report.as_bytes()));
        }
        let blocks = format!(
            "report disclosure 2020\n{}{}",
            "申请 {\n".repeat(depth),
            "}\n".repeat(depth)
        );
        in_time(20, move || assert_errors("nested blocks", &blocks));
        let lines = format!(
            "form a 1 \"a\" {{ years 1..\nsection s \"s\" {{ table {{ columns {{ c \"c\" : count }}\n{}x \"x\"{}}} }} }}",
            "g \"g\" {\n".repeat(depth),
            "}\n".repeat(depth)
        );
        in_time(20, move || survive(&Compiler::new(), lines.as_bytes()));
    }
}
