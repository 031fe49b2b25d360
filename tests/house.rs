//! Arrows point one way: a room uses only rooms before it. And only one room knows each of the big
//! libraries.

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms in their order. Those of one entry may use each other.
const ORDER: &[&[&str]] = &[
    &["formats"],
    &["source", "diagnostic"],
    &["syntax"],
    &["fmt"],
    &["model"],
    &["resolve"],
    &["evaluate"],
    &["check"],
    &["previous"],
    &["verify"],
    &["lint"],
    &["coverage"],
    &["diff"],
    &["trend"],
    &["merge"],
    &["forms"],
    &["emit"],
    &["write"],
    &["files"],
    &["library"],
    &["build_script"],
    &["cli"],
];

/// What is used against the order, and why.
const EXCEPTIONS: &[(&str, &str)] = &[
    // Numbers are said in messages.
    ("diagnostic", "model"),
];

const LIBRARIES: &[(&str, &str)] = &[
    ("pest", "syntax"),
    ("ariadne", "diagnostic/render.rs"),
    ("tera", "emit/templates.rs"),
    ("pulldown_cmark", "emit"),
    ("clap", "cli"),
    ("clap_complete", "cli/completions.rs"),
    ("clap_mangen", "cli/man.rs"),
    ("rayon", "cli"),
    ("toml", "cli/project"),
    ("notify", "cli/watch/changes.rs"),
    ("jiff", "model"),
    // Nobody but the command line looks at a clock.
    ("std::time", "cli"),
];

fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![root.clone()];
    let mut sources = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("src is there") {
            let path: PathBuf = entry.expect("src is readable").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path
                    .strip_prefix(&root)
                    .expect("below src")
                    .to_string_lossy()
                    .replace('\\', "/");
                sources.push((name, fs::read_to_string(&path).expect("src is readable")));
            }
        }
    }
    sources
}

fn rank(room: &str) -> Option<usize> {
    ORDER.iter().position(|rooms| rooms.contains(&room))
}

#[test]
fn arrows_point_one_way() {
    let mut wrong = Vec::new();
    for (name, text) in sources() {
        let room = name.split(['/', '.']).next().unwrap_or("");
        let Some(own) = rank(room) else { continue };
        for (_, rest) in text
            .match_indices("crate::")
            .map(|(at, word)| (at, &text[at + word.len()..]))
        {
            let used = rest
                .split(|c: char| !c.is_alphanumeric() && c != '_')
                .next()
                .unwrap_or("");
            let is_later = rank(used).is_some_and(|other| other > own);
            if is_later && !EXCEPTIONS.contains(&(room, used)) {
                wrong.push(format!("{name} uses {used}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn libraries_have_one_room() {
    let mut wrong = Vec::new();
    for (name, text) in sources() {
        for (library, room) in LIBRARIES {
            let is_used = text.contains(&format!("use {library}::"))
                || text.contains(&format!("{library}::"));
            if is_used && !name.starts_with(room) {
                wrong.push(format!("{name} knows {library}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
