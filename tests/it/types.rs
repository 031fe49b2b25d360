//! The types of values have the same keywords in the grammar, the schemas and the documents.

use std::collections::BTreeSet;

use crate::common::read;
use gdr::model::Type;
use serde_json::Value;

fn keywords() -> BTreeSet<String> {
    let all = Type::all().iter();
    all.map(|ty| ty.keyword().to_owned()).collect()
}

fn numbers() -> BTreeSet<String> {
    let numbers = Type::all().iter().filter(|ty| ty.is_number());
    numbers.map(|ty| ty.keyword().to_owned()).collect()
}

/// The quoted words in the grammar rules whose names begin with a text.
fn words_of_rules(beginning: &str) -> BTreeSet<String> {
    let grammar = read("grammar/gdr.pest");
    let rules = grammar.lines().filter(|line| line.starts_with(beginning));
    rules
        .flat_map(|rule| rule.split('"').skip(1).step_by(2))
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_grammar_has_exactly_the_types() {
    let mut words = words_of_rules("type_with");
    words.extend(words_of_rules("kw_choice"));
    assert_eq!(words, keywords(), "the types of grammar/gdr.pest");
}

/// The values that a schema allows for a property.
fn values(schema: &str, property: &str) -> BTreeSet<String> {
    let schema: Value = serde_json::from_str(&read(schema)).expect("the schema is valid JSON");
    let values = schema
        .pointer(property)
        .and_then(|property| property["enum"].as_array());
    let values = values.unwrap_or_else(|| panic!("{property} has no list of values"));
    values
        .iter()
        .map(|value| value.as_str().expect("a word").to_owned())
        .collect()
}

#[test]
fn the_schemas_have_every_type() {
    for (schema, property) in [
        ("docs/facts.schema.json", "/properties/type"),
        ("docs/report.schema.json", "/$defs/fact/properties/type"),
    ] {
        assert_eq!(values(schema, property), keywords(), "{schema}");
    }
    let property = "/$defs/fact/properties/type";
    let schema = "docs/trend.schema.json";
    assert_eq!(values(schema, property), numbers(), "{schema}");
}

#[test]
fn the_documents_have_every_type() {
    for document in [
        "docs/language.md",
        "docs/language.zh.md",
        "docs/forms.md",
        "docs/forms.zh.md",
        "docs/facts.md",
        "docs/facts.zh.md",
    ] {
        let text = read(document);
        for keyword in keywords() {
            assert!(
                text.contains(&format!("`{keyword}")),
                "{document} does not mention {keyword}"
            );
        }
    }
}

/// The message for a block of own facts with an invalid type lists the valid ones.
#[test]
fn messages_name_every_type_of_numbers() {
    let source = "report disclosure 2024\n\nfacts a \"a\" : text { }\n";
    let diagnostics = crate::common::compile(source).diagnostics;
    let message = diagnostics
        .iter()
        .find(|diagnostic| diagnostic.code == "G0518");
    let message = message.expect("a text type is an error");
    for keyword in numbers() {
        assert!(message.title.of_zh().contains(&keyword), "{keyword}");
        assert!(message.title.of_en().contains(&keyword), "{keyword}");
    }
}
