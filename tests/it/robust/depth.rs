//! Unlimited nesting.

use crate::common::{example, is_thorough};
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

/// The beginnings of texts in which a few tokens are then repeated many times.
const CONTEXTS: [&str; 6] = [
    "",
    "申请 [自然人 = 总计] {\n新收 1 = 1\n",
    "\"\"\"\n",
    "总体情况 \"\"\"\n",
    "form a 2020 \"a\" { years 2020..\nsection a \"a\" {\n",
    "facts 甲 \"甲\" : count {\n",
];
const TOKENS: [&str; 14] = [
    "甲", "{", "}", "[", "]", "(", ")", "1", "= ", "\"", "\"\"\"", "\n", " ", "share(",
];
const ENDS: [&str; 3] = ["", "\"\"\"\n", "其他事项 \"无。\"\n"];

/// The time must not double with each repetition of the tokens: after 24 doublings, the test would
/// not end in time.
#[test]
fn few_tokens_that_repeat_are_read_in_time() {
    let triples = (0..TOKENS.len().pow(3)).map(|number| {
        let token = |place: u32| TOKENS[number / TOKENS.len().pow(place) % TOKENS.len()];
        format!("{}{} {}", token(0), token(1), token(2))
    });
    let step = if is_thorough() { 1 } else { 17 };
    let mut read = 0;
    for (number, tokens) in triples.enumerate().filter(|(number, _)| number % step == 0) {
        for depth in [24, 200] {
            let (context, end) = (CONTEXTS[number / step % 6], ENDS[number / step % 3]);
            let text = format!(
                "report disclosure 2020\n{context}{}{end}",
                tokens.repeat(depth)
            );
            in_time(20, move || survive(&Compiler::new(), text.as_bytes()));
            read += 1;
        }
    }
    assert!(read > 300, "{read}");
}

/// A block that the text does not close is reported where the lexical pass does not see it.
#[test]
fn inputs_that_took_time_without_end_are_errors() {
    let head = "report disclosure 2021\n";
    for text in [
        format!(
            "{head}申请 {{ 新收 1 = 1 {} 其他事项 \"无。\"",
            "甲 {".repeat(60)
        ),
        format!("{head}\"\"\"\n{}\"\"\"\n", "a {\n".repeat(60)),
        format!("{head}\"\"\"\n{}\n\"\"\"\n", "{".repeat(60_000)),
    ] {
        in_time(20, move || assert_errors("braces", &text));
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
