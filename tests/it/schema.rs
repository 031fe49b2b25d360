//! Validates JSON against `docs/report.schema.json` and `docs/diff.schema.json`, and checks the
//! schemas themselves.

use crate::common;
use crate::common::schema::Schema;
use crate::common::{close_example, example, read, render, verified};
use gdr::emit::Backend;
use serde_json::{Value, json};

const PATH: &str = "docs/report.schema.json";
const DIFF: &str = "docs/diff.schema.json";

fn assert_valid(schema: &Schema, text: impl Into<String>) -> Value {
    let document =
        serde_json::from_str(&render(&verified(text), Backend::Json)).expect("valid JSON");
    assert_eq!(schema.fault(&document), None);
    document
}

#[test]
fn json_of_the_examples_matches_the_schema() {
    let schema = Schema::read(PATH);
    for name in common::SOUND {
        assert_valid(&schema, example(name));
    }
}

/// A report with values of every state, with and without notes.
#[test]
fn json_of_rare_values_matches_the_schema() {
    let text = close_example("wujiang-2020")
        .replace("issued 2020-01", "范围 汇总\nissued 2020-01")
        .replace("规章 0 0 0", "规章 - / ?")
        .replace(
            "规范性文件 2 2 2",
            "规范性文件 99999999999999999999 2 2 \"注\"",
        )
        .replace("政府集中采购 1445 18517.89 万元", "政府集中采购 1445 -")
        .replace(
            "preamble",
            "facts 比例 \"比例\" : percent { 甲 12.50% }\n\n\
             facts 用时 \"用时\" : decimal 天 {\n甲 12\n乙 -0.50\n}\n\npreamble",
        );
    let document = assert_valid(&Schema::read(PATH), text);
    let facts = document["facts"].as_array().expect("facts");
    for state in [
        "stated",
        "rest",
        "computed",
        "blank",
        "not_applicable",
        "unknown",
    ] {
        assert!(facts.iter().any(|fact| fact["state"] == state), "{state}");
    }
    let of = |path: &str| {
        facts
            .iter()
            .find(|fact| fact["path"] == path)
            .map(|fact| fact["value"].clone())
    };
    assert_eq!(of("scope"), Some(json!("area")));
    assert_eq!(of("比例.甲"), Some(json!("12.50")));
    assert_eq!(of("用时.甲"), Some(json!("12")));
    assert_eq!(of("用时.乙"), Some(json!("-0.50")));
    assert_eq!(
        of("proactive.documents.norms.made"),
        Some(json!("99999999999999999999"))
    );
    assert_eq!(of("proactive.documents.rules.available"), Some(Value::Null));
    assert_eq!(document["draft"], true);
}

#[test]
fn invalid_documents_are_rejected() {
    let schema = Schema::read(PATH);
    let sound: Value =
        serde_json::from_str(&read("tests/outputs/wujiang-2020.json")).expect("valid JSON");
    assert_eq!(schema.fault(&sound), None);
    let wrong = [
        ("/version", json!(2)),
        ("/year", json!("2020")),
        ("/preamble/html", json!(null)),
        ("/tables/proactive/0/rows/0/figures/0", json!(0)),
        ("/grids/requests/0/head/0/heads/0/rows", json!(0)),
        ("/grids/requests/0/head/0/heads/0/scope", json!("cell")),
        ("/summary/hold", json!(-1)),
        ("/facts/0/state", json!("missing")),
        ("/facts/0/state", json!("blank")),
        ("/facts/0/value", json!(1.5)),
        ("/facts/0/line", json!(0)),
        ("/checks/0/verdict", json!("true")),
        ("/checks/0/reason", json!("because")),
    ];
    for (place, value) in wrong {
        let mut document = sound.clone();
        *document
            .pointer_mut(place)
            .unwrap_or_else(|| panic!("{place} not found")) = value;
        assert!(schema.fault(&document).is_some(), "{place}");
    }
}

/// Collects each object of a document with its place.
fn objects(value: &Value, place: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            found.push(place.to_owned());
            members
                .iter()
                .for_each(|(name, member)| objects(member, &format!("{place}/{name}"), found));
        }
        Value::Array(items) => items
            .iter()
            .enumerate()
            .for_each(|(at, item)| objects(item, &format!("{place}/{at}"), found)),
        _ => {}
    }
}

#[test]
fn additional_members_are_rejected_everywhere() {
    assert_closed(PATH, "tests/outputs/pingtan-2021.json", 14);
    assert_closed(DIFF, "tests/diff/pingtan-2021.json", 18);
}

/// Asserts that the schema allows no additional members in any object of a valid document, and that
/// the document has this many kinds of objects.
fn assert_closed(schema: &str, document: &str, kinds: usize) {
    let schema = Schema::read(schema);
    let sound: Value = serde_json::from_str(&read(document)).expect("valid JSON");
    assert_eq!(schema.fault(&sound), None);
    let mut places = Vec::new();
    objects(&sound, "", &mut places);
    // Only one object of each kind: objects are of one kind if their places differ only in indexes.
    places.sort_by_key(|place| place.replace(|c: char| c.is_ascii_digit(), ""));
    places.dedup_by_key(|place| place.replace(|c: char| c.is_ascii_digit(), ""));
    assert!(places.len() >= kinds, "{places:?}");
    for place in places {
        let mut document = sound.clone();
        let object = document
            .pointer_mut(&place)
            .and_then(Value::as_object_mut)
            .expect("an object");
        object.insert(String::from("more"), Value::Null);
        assert!(schema.fault(&document).is_some(), "{place}");
    }
}

#[test]
fn every_property_is_described() {
    [PATH, DIFF, "docs/facts.schema.json"]
        .into_iter()
        .for_each(assert_described);
}

fn assert_described(path: &str) {
    let schema: Value = serde_json::from_str(&read(path)).expect("the schema is valid JSON");
    let definitions = schema["$defs"]
        .as_object()
        .into_iter()
        .flat_map(|definitions| definitions.values())
        .chain([&schema]);
    let mut described = 0;
    for definition in definitions {
        assert!(definition["description"].is_string(), "{definition}");
        let Some(properties) = definition["properties"].as_object() else {
            continue;
        };
        assert_eq!(definition["additionalProperties"], false, "{definition}");
        for (name, property) in properties {
            assert!(
                property["description"].is_string() || property["$ref"].is_string(),
                "{name}"
            );
            described += 1;
        }
    }
    assert!(described > 10, "{path}: {described}");
}

#[test]
fn differences_of_the_examples_match_the_schema() {
    let schema = Schema::read(DIFF);
    for name in ["pingtan-2020", "pingtan-2021"] {
        let document: Value =
            serde_json::from_str(&read(format!("tests/diff/{name}.json"))).expect("valid JSON");
        assert_eq!(schema.fault(&document), None);
        let wrong = [
            ("/version", json!(2)),
            ("/kind", json!("days")),
            ("/summary/changed", json!(-1)),
            ("/chain", json!({})),
            ("/facts/0/relation", json!("other")),
            ("/facts/0/old/value", json!(1.5)),
            ("/facts/0/new/state", json!("stated")),
            ("/prose/sections/0/changes/0/kind", json!("changed")),
        ];
        for (place, value) in wrong {
            let mut document = document.clone();
            *document
                .pointer_mut(place)
                .unwrap_or_else(|| panic!("{place} not found")) = value;
            assert!(schema.fault(&document).is_some(), "{place}");
        }
    }
}

/// Two versions with every change, relation and state that is possible within one form.
#[test]
fn json_of_rare_differences_matches_the_schema() {
    let old = close_example("wujiang-2020").replace("规范性文件 2 2 2", "规范性文件 - / ?");
    let new = close_example("wujiang-2020")
        .replace(
            "agency \"韶关市武江区人民政府\"",
            "agency \"乙\"\n范围 汇总",
        )
        .replace(
            "政府集中采购 1445 18517.89 万元",
            "政府集中采购 1445 185178900 元",
        );
    let (old, new) = (verified(old), verified(new));
    let diff = gdr::diff::diff(&old, &new, gdr::diff::DiffKind::Corrections);
    let options = gdr::emit::DiffOptions {
        format: gdr::emit::DiffFormat::Json,
        ..gdr::emit::DiffOptions::default()
    };
    let document: Value =
        serde_json::from_str(&gdr::emit::render_diff(&diff, options).expect("JSON"))
            .expect("valid JSON");
    assert_eq!(Schema::read(DIFF).fault(&document), None);
    let facts = document["facts"].as_array().expect("facts");
    for change in ["none", "rewritten", "other"] {
        assert!(
            facts.iter().any(|fact| fact["change"] == change),
            "{change}"
        );
    }
    for state in ["blank", "not_applicable", "unknown", "missing"] {
        assert!(
            facts.iter().any(|fact| fact["old"]["state"] == state),
            "{state}"
        );
    }
    assert_eq!(
        document["bodies"][1],
        json!({ "name": "范围", "old": null, "new": "汇总" })
    );
}
