//! `gdr facts`: every fact on its own line. `tests/facts/` has a report with every type and state,
//! and its lines as CSV and NDJSON.

use std::collections::BTreeSet;

use crate::common;
use crate::common::bless::expect_file;
use crate::common::folder::{self, Folder, Run};
use crate::common::schema::Schema;
use crate::common::{read, root};
use serde_json::{Value, json};

const SCHEMA: &str = "docs/facts.schema.json";
const VISITS: &str = "tests/facts/visits-2024.gdr";

fn gdr(arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = folder::gdr(root());
    command.arg("facts").args(arguments).args(["--lang", "en"]);
    let run = Run::of(command.output().expect("gdr runs"));
    (run.code, run.out, run.err)
}

/// The lines of reports, which must have no errors.
fn facts(paths: &[&str], format: &str) -> String {
    let (code, out, err) = gdr(&[paths, &["--format", format]].concat());
    assert_eq!((code, err.as_str()), (Some(0), ""));
    out
}

fn documents(ndjson: &str) -> Vec<Value> {
    ndjson
        .lines()
        .map(|line| serde_json::from_str(line).expect("a line is valid JSON"))
        .collect()
}

/// The path of a file in a folder.
fn path(folder: &Folder, name: &str) -> String {
    folder.path(name).display().to_string()
}

// ── The lines ────────────────────────────────────────────────────────────────────────────────────

#[test]
fn lines_are_as_expected() {
    for format in ["csv", "ndjson"] {
        let lines = facts(&[VISITS], format);
        expect_file(format!("tests/facts/visits-2024.{format}"), &lines);
    }
}

#[test]
fn lines_match_the_schema() {
    let schema = Schema::read(SCHEMA);
    let paths = [
        &[
            VISITS,
            "examples/local/meetings-2024.gdr",
            "examples/blank/report-2021.gdr",
        ],
        EXAMPLES,
    ]
    .concat();
    let documents = documents(&facts(&paths, "ndjson"));
    for document in &documents {
        assert_eq!(schema.fault(document), None, "{document}");
    }
    let schema: Value = serde_json::from_str(&read(SCHEMA)).expect("the schema is valid JSON");
    for property in ["type", "state"] {
        for value in schema["properties"][property]["enum"]
            .as_array()
            .expect("an enumeration")
        {
            assert!(
                documents
                    .iter()
                    .any(|document| document[property] == *value),
                "no {property} is {value}"
            );
        }
    }
}

#[test]
fn invalid_lines_are_rejected() {
    let schema = Schema::read(SCHEMA);
    let stated = documents(&facts(&[VISITS], "ndjson"))
        .into_iter()
        .find(|line| line["unit"] == "人次")
        .expect("a count");
    let wrong = [
        ("year", json!("2024")),
        ("number", json!(1200)),
        ("number", json!("1.2e3")),
        ("state", json!("missing")),
        ("state", json!("blank")),
        ("type", json!("text")),
        ("line", json!(0)),
        ("more", json!(null)),
    ];
    for (name, value) in wrong {
        let mut line = stated.clone();
        line[name] = value;
        assert!(schema.fault(&line).is_some(), "{name}");
    }
    for name in stated.as_object().expect("an object").keys() {
        let mut line = stated.clone();
        line.as_object_mut().expect("an object").remove(name);
        assert!(schema.fault(&line).is_some(), "without {name}");
    }
}

/// Parses CSV by the rules of RFC 4180.
fn rows(csv: &str) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let mut characters = csv.chars().peekable();
    let mut is_quoted = false;
    while let Some(character) = characters.next() {
        let row = rows.last_mut().expect("a row");
        match (character, is_quoted) {
            ('"', true) if characters.peek() == Some(&'"') => {
                row.last_mut().expect("a field").extend(characters.next());
            }
            ('"', _) => is_quoted = !is_quoted,
            (',', false) => row.push(String::new()),
            ('\r', false) => {
                assert_eq!(characters.next(), Some('\n'), "a line ends with CR LF");
                rows.push(vec![String::new()]);
            }
            (character, _) => row.last_mut().expect("a field").push(character),
        }
    }
    assert_eq!(
        rows.pop(),
        Some(vec![String::new()]),
        "the last line has a line end"
    );
    rows
}

#[test]
fn csv_and_ndjson_have_the_same_content() {
    let paths = [&[VISITS], EXAMPLES].concat();
    let csv = facts(&paths, "csv");
    let mut rows = rows(
        csv.strip_prefix('\u{feff}')
            .expect("a byte order mark, for spreadsheets"),
    )
    .into_iter();
    let head = rows.next().expect("the names of the columns");
    let schema: Value = serde_json::from_str(&read(SCHEMA)).expect("the schema is valid JSON");
    assert_eq!(json!(head), schema["required"]);
    let documents = documents(&facts(&paths, "ndjson"));
    assert_eq!(rows.len(), documents.len());
    for (row, document) in rows.zip(documents) {
        let fields = head.iter().map(|name| match &document[name] {
            Value::Null => String::new(),
            Value::String(text) => text.clone(),
            other => other.to_string(),
        });
        assert_eq!(row, fields.collect::<Vec<_>>());
    }
}

const EXAMPLES: &[&str] = &[
    "examples/pingtan-2019.gdr",
    "examples/pingtan-2020.gdr",
    "examples/pingtan-2021.gdr",
    "examples/wujiang-2020.gdr",
];

/// A line has the same content as the JSON of the page.
#[test]
fn every_fact_has_its_line() {
    for name in ["pingtan-2021", "wujiang-2020"] {
        let report: Value =
            serde_json::from_str(&read(format!("tests/outputs/{name}.json"))).expect("valid JSON");
        let lines = documents(&facts(&[&format!("examples/{name}.gdr")], "ndjson"));
        let of = |fact: &Value| {
            ["path", "name", "type", "state", "column", "line"].map(|part| fact[part].clone())
        };
        let there: Vec<_> = report["facts"]
            .as_array()
            .expect("facts")
            .iter()
            .map(of)
            .collect();
        assert_eq!(lines.iter().map(of).collect::<Vec<_>>(), there, "{name}");
    }
}

// ── The command ──────────────────────────────────────────────────────────────────────────────────

#[test]
fn reports_are_listed_in_path_order() {
    let lines = documents(&facts(&["examples/halls"], "ndjson"));
    let mut files: Vec<&str> = lines
        .iter()
        .filter_map(|line| line["file"].as_str())
        .collect();
    files.dedup();
    assert!(files.len() > 1, "{files:?}");
    let sorted: BTreeSet<&str> = files.iter().copied().collect();
    assert_eq!(files, sorted.into_iter().collect::<Vec<_>>());
}

/// More reports than are kept in memory at once.
#[test]
fn many_reports_are_one_file() {
    let folder = Folder::new("many");
    folder.write(
        "halls.gdr",
        "form halls 2024 \"专区\" {\n years 2024..\n field halls 专区 \"专区\" : count 个\n}\n",
    );
    for number in 0..600 {
        let text = format!("report halls 2024\nuse \"halls.gdr\"\n专区 {number}\n");
        folder.write(&format!("{number:03}.gdr"), &text);
    }
    let lines = facts(&[&path(&folder, "")], "csv");
    let numbers: Vec<String> = rows(&lines)
        .into_iter()
        .skip(1)
        .map(|row| row[11].clone())
        .collect();
    assert_eq!(
        numbers,
        (0..600)
            .map(|number| number.to_string())
            .collect::<Vec<_>>()
    );
}

#[test]
fn an_unreadable_report_is_reported_and_left_out() {
    let folder = Folder::new("broken");
    let text = common::example_alone("pingtan-2021").replacen("新收", "新手", 1);
    folder.write("broken.gdr", &text);
    let (code, out, err) = gdr(&[&path(&folder, "broken.gdr"), "examples/pingtan-2021.gdr"]);
    assert_eq!(code, Some(1), "{err}");
    assert!(
        err.contains("[G0201]") && err.contains("broken.gdr has errors and is left out"),
        "{err}"
    );
    assert_eq!(out, facts(&["examples/pingtan-2021.gdr"], "csv"));
    let (code, out, err) = gdr(&["no.gdr", "examples/pingtan-2021.gdr"]);
    assert_eq!(code, Some(2), "{err}");
    assert_eq!(out, facts(&["examples/pingtan-2021.gdr"], "csv"));
}

/// A published report with a wrong total is still included.
#[test]
fn reports_with_failing_identities_are_included() {
    assert!(facts(&["examples/pingtan-2020.gdr"], "csv").contains(",requests.received.natural,"));
}

#[test]
fn o_names_the_file_and_its_extension_selects_the_format() {
    let folder = Folder::new("out");
    for format in ["csv", "ndjson"] {
        let name = format!("out.{format}");
        let path = path(&folder, &name);
        let (code, out, err) = gdr(&[VISITS, "-o", &path]);
        assert_eq!(
            (code, out.as_str(), err),
            (Some(0), "", format!("wrote {path}\n"))
        );
        assert_eq!(
            folder.read(&name),
            read(format!("tests/facts/visits-2024.{format}"))
        );
    }
    let (code, _, err) = gdr(&[VISITS, "-o", &path(&folder, "out.xlsx")]);
    assert_eq!(code, Some(2));
    assert!(
        err.contains("supported extensions: csv and ndjson") && !folder.has("out.xlsx"),
        "{err}"
    );
}

#[test]
fn a_report_is_never_overwritten() {
    let folder = Folder::new("report");
    folder.write("report.gdr", &common::example_alone("pingtan-2021"));
    let path = path(&folder, "report.gdr");
    let (code, _, err) = gdr(&[&path, "--format", "csv", "-o", &path]);
    assert_eq!(code, Some(2));
    assert!(
        err.contains("is an input file and cannot be overwritten"),
        "{err}"
    );
    assert_eq!(
        folder.read("report.gdr"),
        common::example_alone("pingtan-2021")
    );
}

/// A temporary file is removed if the output cannot be written.
#[test]
fn a_temporary_file_is_removed_on_failure() {
    let folder = Folder::new("place");
    folder.write("folder.csv/inside", "");
    let (code, _, err) = gdr(&[VISITS, "-o", &path(&folder, "folder.csv")]);
    assert_eq!(code, Some(2), "{err}");
    assert_eq!(folder.files(), ["folder.csv/inside"]);
}
