//! The properties of the fuzz targets hold for the inputs that are kept. `.ci/fuzz` looks for
//! further ones.

#[path = "../../fuzz/src/lib.rs"]
mod targets;

use std::fs;

use crate::common::{bless, root};
use pest_meta::ast::Expr;
use pest_meta::parser::{self, Rule};

type Hold = fn(&[u8]);

const TARGETS: [(&str, Hold); 7] = [
    ("compile", targets::compile::hold),
    ("diff", targets::diff::hold),
    ("fix", targets::fix::hold),
    ("fmt", targets::fmt::hold),
    ("merge", targets::merge::hold),
    ("preview", targets::preview::hold),
    ("settings", targets::settings::hold),
];

/// The entries of a folder of `fuzz`, sorted by name.
fn entries(folder: &str) -> Vec<fs::DirEntry> {
    let entries = fs::read_dir(root().join("fuzz").join(folder)).expect("the folder exists");
    let mut entries: Vec<_> = entries
        .map(|entry| entry.expect("it can be read"))
        .collect();
    entries.sort_by_key(fs::DirEntry::file_name);
    entries
}

#[test]
fn properties_hold_for_the_kept_inputs() {
    for (name, hold) in TARGETS {
        let inputs = entries(&format!("corpus/{name}"));
        assert!(!inputs.is_empty(), "{name}");
        for input in inputs {
            println!("{}", input.path().display());
            hold(&fs::read(input.path()).expect("it can be read"));
        }
    }
}

#[test]
fn every_target_is_replayed() {
    let files = entries("fuzz_targets");
    let found: Vec<String> = files
        .iter()
        .map(|file| file.file_name().to_string_lossy().replace(".rs", ""))
        .collect();
    assert_eq!(found, TARGETS.map(|(name, _)| name));
}

/// The literals of the grammar, which a fuzzer would hardly find by itself.
#[test]
fn the_dictionary_has_the_literals_of_the_grammar() {
    let grammar = fs::read_to_string(root().join("grammar/gdr.pest")).expect("it can be read");
    let pairs = parser::parse(Rule::grammar_rules, &grammar).expect("the grammar is valid");
    let rules = parser::consume_rules(pairs).expect("the grammar is valid");
    let mut literals: Vec<String> = rules
        .into_iter()
        .flat_map(|rule| rule.expr.iter_top_down().collect::<Vec<_>>())
        .filter_map(|expression| match expression {
            Expr::Str(literal) if !literal.is_empty() => Some(literal),
            _ => None,
        })
        .collect();
    literals.sort();
    literals.dedup();
    let lines = literals.iter().map(|literal| {
        let bytes = literal.bytes().map(|byte| match byte {
            b'"' | b'\\' | 0..0x20 | 0x7f.. => format!("\\x{byte:02X}"),
            _ => char::from(byte).to_string(),
        });
        format!("\"{}\"\n", bytes.collect::<String>())
    });
    let head = format!(
        "# The literals of grammar/gdr.pest, for `.ci/fuzz`. Written by `{}`.\n",
        bless::COMMAND
    );
    bless::expect_file("fuzz/gdr.dict", &(head + &lines.collect::<String>()));
}
