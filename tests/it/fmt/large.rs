//! Large and wide texts.

use crate::fmt::laid_out;
use gdr::fmt::{Refusal, format};
use gdr::source::Source;

/// The deepest nesting of blocks, and as many rows as a large file has.
#[test]
fn formatting_large_texts_adds_no_excess_spaces() {
    let nested = format!("{}{}", "a [b] { c 1\n".repeat(127), "}".repeat(127));
    let rows: String = (0..20_000)
        .map(|row| format!("行{row} {row} | 0 = {row} // 注释\n"))
        .collect();
    let wide = format!(
        "{}{}",
        "a 1\n".repeat(20_000),
        format!("{} 1\n", "甲".repeat(20_000)).repeat(3)
    );
    for text in [
        nested.clone(),
        nested.replace(" [b]", ""),
        format!("表 {{\n{rows}}}\n"),
        rows,
        wide.clone(),
        format!("表 {{\n{wide}}}\n"),
    ] {
        let start = std::time::Instant::now();
        assert!(laid_out(&text).is_ok());
        assert!(
            start.elapsed() < std::time::Duration::from_secs(20),
            "{} bytes",
            text.len()
        );
    }
}

/// A very wide word as a name, label, figure, unit or column does not widen neighbouring rows and
/// headers.
#[test]
fn a_wide_word_makes_no_other_line_long() {
    const WIDE: usize = 10_000;
    let [letters, digits] = ["a", "1"].map(|letter| letter.repeat(WIDE));
    let rows = |first: &str, other: &str| format!("{first}\n{}", format!("{other}\n").repeat(1000));
    let texts = [
        format!("t {{\n{}}}\n", rows(&format!("{letters} 1 2"), "b 1 2")),
        format!("t {{\n{}}}\n", rows(&format!("b {digits} 2"), "b 1 2")),
        format!(
            "t {{\n{}}}\n",
            rows(&format!("b 1 {letters} 2"), "b 1 件 2")
        ),
        format!("t [{letters} b] {{\n{}}}\n", rows("b 1 2", "b 1 2")),
        format!("{letters} [a b] {{\n{}}}\n", rows("b 1 2", "b 1 2")),
        format!(
            "facts a \"a\" : count {{\n{}}}\n",
            rows(&format!("b \"{letters}\" 1"), "b \"b\" 1")
        ),
        format!(
            "form a 2020 \"a\" {{\nyears 2020..\n{}}}\n",
            rows(
                &format!("field {letters} \"b\" : text"),
                "field b \"b\" : text"
            )
        ),
    ];
    for text in texts {
        let after = format(&Source::new("text.gdr", text.as_str()))
            .unwrap_or_else(|_| panic!("{}", &text[..80]));
        assert!(
            after.len() < 20 * text.len(),
            "{} bytes become {}: {}",
            text.len(),
            after.len(),
            &text[..80]
        );
        assert_eq!(laid_out(&after), Ok(after));
    }
}

/// A source is not formatted if the result would be too long to be read again.
#[test]
fn a_formatted_text_that_is_too_long_is_refused() {
    let (name, rows) = ("a".repeat(80), "b 1\n".repeat(200_000));
    let text = format!("t {{\n{name} 1\n{rows}}}\n");
    assert!(matches!(
        format(&Source::new("text.gdr", text)),
        Err(Refusal::TooLong)
    ));
}
