//! A module of the crate uses only modules before it, and only one module uses each of the big
//! libraries.

use crate::common::{all_files, read, root};

/// The modules in their order. Those of one entry may use each other.
const ORDER: &[&[&str]] = &[
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
    ("tera", "emit"),
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

/// What the crate itself has is made of all modules but the last ones.
const CRATE: &str = "library";

/// The sources of the crate, by their paths below `src`.
fn sources() -> Vec<(String, String)> {
    let files = all_files("src", "rs").into_iter();
    let source = |path: std::path::PathBuf| {
        let name = path.strip_prefix(root().join("src")).expect("below src");
        (name.to_string_lossy().replace('\\', "/"), read(&path))
    };
    files.map(source).collect()
}

/// The place of a module in the order.
fn rank(module: &str) -> usize {
    ORDER
        .iter()
        .position(|modules| modules.contains(&module))
        .unwrap_or_else(|| panic!("the module {module} has no place in the order"))
}

/// The first names behind `crate::`, those of groups too.
fn used(text: &str) -> impl Iterator<Item = &str> {
    text.split("crate::").skip(1).flat_map(|rest| {
        let group = rest
            .strip_prefix('{')
            .and_then(|rest| rest.split_once("};"));
        let paths = group.map_or(rest, |(group, _)| group);
        let count = if group.is_some() { usize::MAX } else { 1 };
        let mut depth = 0;
        let outer = paths.split(move |c: char| {
            depth += i32::from(c == '{') - i32::from(c == '}');
            c == ',' && depth == 0
        });
        outer.take(count).filter_map(|path| {
            let end = path
                .trim_start()
                .split(|c: char| !c.is_alphanumeric() && c != '_');
            end.into_iter().next().filter(|name| !name.is_empty())
        })
    })
}

#[test]
fn groups_of_names_are_read() {
    let text = "use crate::{a, b::{c, d}, E};\nuse crate::f::{g};\nlet h = crate::i();";
    assert_eq!(used(text).collect::<Vec<_>>(), ["a", "b", "E", "f", "i"]);
}

#[test]
fn a_module_uses_only_modules_before_it() {
    let (mut wrong, mut uses) = (Vec::new(), 0);
    for (name, text) in sources() {
        let module = name.split(['/', '.']).next().unwrap_or_default();
        if ["lib", "main"].contains(&module) {
            continue;
        }
        for other in used(&text) {
            uses += 1;
            let is_type = other.starts_with(|first: char| first.is_ascii_uppercase());
            let rank_of_other = rank(if is_type { CRATE } else { other });
            if rank_of_other > rank(module) && !EXCEPTIONS.contains(&(module, other)) {
                wrong.push(format!("{name} uses {other}"));
            }
        }
    }
    assert!(uses > 500, "{uses}");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_library_is_used_by_one_module() {
    let sources = sources();
    let mut wrong = Vec::new();
    for (library, module) in LIBRARIES {
        let users = sources
            .iter()
            .filter(|(_, text)| text.contains(&format!("{library}::")));
        let users: Vec<&str> = users.map(|(name, _)| name.as_str()).collect();
        assert!(!users.is_empty(), "nothing uses {library}");
        let others = users.iter().filter(|name| !name.starts_with(module));
        wrong.extend(others.map(|name| format!("{name} uses {library}")));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
