//! The sentences of `tests/prose/` and the readings of their numbers, which are written below them.
//! A reading is true: the tables of the file have the value, and lists add up.
//!
//! A file has a source, perhaps last year's after a line `--- 上一年度`, and after a line `---` its
//! entries: a paragraph, and a line `NUMBER : READING` for each number. A reading is a sum of
//! paths, or two with `|` if the words allow both; `部分 甲` and `整体 甲` are the members and the total
//! of a list, which with `?` is open; `占比` is a share, `增减` a change, and `无` is compared with
//! nothing. A claim in quotes has an equation. An entry that begins with `✗` is wrong, and only
//! what must be reported is below it.

use std::path::Path;
use std::sync::Arc;

use crate::common::{self, files, read};
use gdr::source::Source;
use gdr::{Compiler, Decimal, Options};

const WRONG: &str = "✗ ";

struct Entry<'t> {
    text: &'t str,
    readings: Vec<(&'t str, &'t str)>,
}

struct Sentences<'t> {
    source: &'t str,
    previous: Option<&'t str>,
    entries: Vec<Entry<'t>>,
}

fn sentences(text: &str) -> Sentences<'_> {
    let (sources, entries) = text
        .split_once("\n---\n")
        .expect("a line --- ends the source");
    let (source, previous) = match sources.split_once("\n--- 上一年度\n") {
        Some((source, previous)) => (source, Some(previous)),
        None => (sources, None),
    };
    let entries = entries.trim().split("\n\n").map(|entry| {
        let mut lines = entry.lines();
        let text = lines.next().expect("an entry has a text");
        let reading = |line: &'_ str| line.split_once(" : ").map(|_| ());
        assert!(
            text.starts_with(WRONG) || lines.clone().all(|line| reading(line).is_some()),
            "{entry}"
        );
        let readings = lines.map(|line| line.split_once(" : ").unwrap_or((line, "")));
        let readings = readings
            .map(|(key, reading)| (key.trim(), reading.trim()))
            .collect();
        Entry { text, readings }
    });
    Sentences {
        source,
        previous,
        entries: entries.collect(),
    }
}

/// The interpolations that state a reading, of which one must be right. None if it has no figure of
/// a table.
fn interpolations(entry: &Entry, number: &str, reading: &str) -> Vec<String> {
    if number.starts_with('“') {
        let claim = reading.split_once(" = ").map(|(left, right)| match right {
            "0" => format!("{{0 = {left}}}"),
            _ => format!("{{0 = {left} - {}}}", right.replace(" + ", " - ")),
        });
        return claim.into_iter().collect();
    }
    let paths = reading.split(", ").find(|part| part.contains('.'));
    let Some((paths, value)) = paths.zip(amount(entry.text, number)) else {
        return Vec::new();
    };
    let either = paths.split(" | ");
    either.map(|path| format!("{{{value} = {path}}}")).collect()
}

/// A number with its unit of money. `None` for numerals and powers, which the language does not
/// have.
fn amount(text: &str, number: &str) -> Option<String> {
    let digits = number.replace(',', "");
    let value = Decimal::parse(&digits)?;
    let after = text.split_once(number)?.1;
    if after.starts_with('亿') {
        return None;
    }
    let unit = ["万元", "元"]
        .into_iter()
        .find(|unit| after.starts_with(unit));
    Some(
        format!("{value} {}", unit.unwrap_or_default())
            .trim()
            .to_owned(),
    )
}

/// Whether the members of each closed list of an entry add up to its total. Lists without a total,
/// and lists with numerals, are left out.
fn lists_add_up(entry: &Entry) -> Vec<bool> {
    let names = entry.readings.iter().flat_map(|(_, reading)| {
        let roles = reading.split(", ");
        roles.filter_map(|role| role.strip_prefix("整体 "))
    });
    let is_open = |name: &&str| {
        let part = format!("部分 {name}?");
        let mut readings = entry.readings.iter();
        name.ends_with('?') || readings.any(|(_, reading)| reading.contains(&part))
    };
    let names: Vec<&str> = names.filter(|name| !is_open(name)).collect();
    let difference = |name: &&str| {
        let (whole, part) = (format!("整体 {name}"), format!("部分 {name}"));
        let mut difference = Decimal::ZERO;
        for (number, reading) in &entry.readings {
            let value = || {
                let is_scaled = entry.text.split_once(number)?.1.starts_with('万');
                Decimal::parse(&number.replace(',', ""))?.checked_shift(if is_scaled {
                    4
                } else {
                    0
                })
            };
            if reading.split(", ").any(|role| role == whole) {
                difference = difference.checked_add(value()?)?;
            }
            if reading.split(", ").any(|role| role == part) {
                difference = difference.checked_sub(value()?)?;
            }
        }
        Some(difference.is_zero())
    };
    names.iter().filter_map(difference).collect()
}

/// The errors of a source whose first section has a text.
fn errors(source: &str, previous: Option<&Arc<Source>>, text: &str) -> Vec<String> {
    let options = Options {
        previous: previous.cloned(),
        on_pass: None,
    };
    let source = source.replacen(
        "总体情况 \"无。\"",
        &format!("总体情况 \"\"\"\n{text}\n\"\"\""),
        1,
    );
    let compiled = Compiler::new().compile(&Source::new("report.gdr", source), options);
    let errors = compiled.diagnostics.iter();
    errors
        .filter(|diagnostic| diagnostic.is_error())
        .map(common::in_short)
        .collect()
}

fn hold(path: &Path) -> usize {
    let text = read(path);
    let Sentences {
        source,
        previous,
        entries,
    } = sentences(&text);
    let previous = previous.map(|text| Source::new("previous.gdr", text));
    let mut stated = String::new();
    let mut number = 0;
    for entry in entries
        .iter()
        .filter(|entry| !entry.text.starts_with(WRONG))
    {
        for (key, reading) in &entry.readings {
            let either = interpolations(entry, key, reading);
            number += usize::from(!either.is_empty());
            if let [only] = &either[..] {
                stated.push_str(only);
            } else if !either.is_empty() {
                let fits = |text: &String| errors(source, previous.as_ref(), text).is_empty();
                assert!(either.iter().any(fits), "{}", entry.text);
            }
        }
    }
    let errors = errors(source, previous.as_ref(), &stated);
    assert!(errors.is_empty(), "{}: {errors:#?}", path.display());
    number
}

#[test]
fn facts_and_claims_are_those_of_the_tables() {
    let held: usize = files("tests/prose", "txt")
        .iter()
        .map(|path| hold(path))
        .sum();
    assert!(held > 700, "{held}");
}

#[test]
fn numbers_are_listed_in_their_order() {
    for path in files("tests/prose", "txt") {
        let text = read(&path);
        for entry in sentences(&text).entries {
            let (claims, numbers): (Vec<&str>, Vec<&str>) = entry
                .readings
                .iter()
                .map(|(key, _)| *key)
                .partition(|key| key.starts_with('“'));
            let mut rest = entry.text;
            for number in numbers {
                let found = rest.split_once(number);
                rest = found
                    .unwrap_or_else(|| panic!("{number}: {}", entry.text))
                    .1;
            }
            let is_said = |claim: &&str| entry.text.contains(claim.trim_matches(['“', '”']));
            assert!(claims.iter().all(is_said), "{}", entry.text);
        }
    }
}

#[test]
fn closed_lists_add_up() {
    let mut lists = 0;
    for path in files("tests/prose", "txt") {
        let text = read(&path);
        for entry in sentences(&text).entries {
            for adds_up in lists_add_up(&entry) {
                assert!(adds_up, "{}", entry.text);
                lists += 1;
            }
        }
    }
    assert!(lists > 100, "{lists}");
}
