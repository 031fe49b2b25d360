//! A property test: if the lexical pass reports nothing, every block is closed in the grammar's
//! view too.

use pest::Parser as _;
use proptest::prelude::*;

use super::{Grammar, Rule, scan};
use crate::source::Source;

/// The parts of the generated texts: everything that begins or ends a block, prose, a string or a
/// comment.
const PIECES: &[&str] = &[
    "甲",
    "乙 ",
    "{",
    " {\n",
    "}",
    "\n",
    "\n    ",
    " ",
    "\"",
    "\"字\"",
    "\"\"\"",
    "//",
    "[",
    "]",
    "(",
    ")",
    "{{",
    "1",
    " = ",
    " | ",
    ",, ",
    "“",
    "｛",
    "facts 丙 \"丙\" : count {\n",
    "check 丁 \"丁\" : ",
    "rest 0",
];

/// Whether the grammar meets the end of the text inside a block.
fn has_unclosed_block(text: &str) -> bool {
    Grammar::parse(Rule::file, text)
        .is_ok_and(|pairs| pairs.flatten().any(|pair| pair.as_rule() == Rule::unclosed))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(20_000) })]

    #[test]
    fn blocks_are_closed_after_the_lexical_pass(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40)) {
        let source = Source::new("report.gdr", format!("report disclosure 2020\n{}", pieces.concat()));
        let outcome = scan::scan(&source);
        // If the lexical pass reports an error, the missing brace is known already.
        if let (Some(scanned), true) = (outcome.value, outcome.diagnostics.is_empty()) {
            prop_assert!(!has_unclosed_block(&scanned.text), "{}\n--\n{}", source.text(), scanned.text);
        }
    }
}
