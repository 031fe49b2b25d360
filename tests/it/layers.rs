//! Modules depend on each other in one direction only, and each large library is used by one
//! module. The order and the rules are in `docs/architecture.md`, "Layers".

mod paths;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use paths::{Crate, is_within};

/// Allowed uses of a higher layer: (the module, what it uses), with the reason.
const LAYER_EXCEPTIONS: &[(&str, &str)] = &[];

/// Functions of a parent that a child module may use, with the reason.
const PARENT_EXCEPTIONS: &[&str] = &[
    // Help, completions and manual pages describe all commands, including themselves.
    "cli::command",
    // Errors of an invalid form are reported where the form is chosen.
    "forms::fault",
];

/// Libraries and modules of std that only the listed modules may use.
const RESTRICTED: &[(&str, &[&str])] = &[
    ("pest", &["syntax"]),
    ("pest_derive", &["syntax"]),
    ("ariadne", &["diagnostic::render"]),
    // Strips the colors from what ariadne has drawn, and writes to the terminal.
    ("anstream", &["diagnostic::render", "cli"]),
    ("tera", &["emit"]),
    ("pulldown_cmark", &["emit"]),
    ("jiff", &["model"]),
    ("tempfile", &["files::write"]),
    ("clap", &["cli"]),
    ("clap_complete", &["cli::completions"]),
    ("clap_mangen", &["cli::man"]),
    ("rayon", &["cli"]),
    ("toml", &["cli::project"]),
    ("notify", &["cli::watch::changes"]),
    // The compiler itself uses no files, terminal or clock.
    ("std::env", &["files", "build_script", "cli"]),
    ("std::fs", &["files", "cli"]),
    ("std::io", &["files", "cli"]),
    ("std::net", &["cli"]),
    ("std::process", &["build_script", "cli"]),
    ("std::thread", &["files::write::temporary", "cli"]),
    ("std::time", &["files::write::temporary", "cli"]),
    ("print!", &[]),
    ("println!", &["build_script"]),
    ("eprint!", &["build_script"]),
    ("eprintln!", &[]),
];

/// A module uses only modules of lower layers.
#[test]
fn layers_depend_in_one_direction() {
    let (crate_, layers) = (crate_(), layers());
    let rank = |module: &str| layers.iter().position(|layer| layer == module);
    let mut wrong = Vec::new();
    for module in crate_.layers().filter(|module| rank(module).is_none()) {
        wrong.push(format!("`{module}` is missing from docs/architecture.md"));
    }
    for layer in &layers {
        if !crate_.layers().any(|module| module == layer) {
            wrong.push(format!("`{layer}` in docs/architecture.md is not a module"));
        }
    }
    let mut exceptions = BTreeSet::new();
    for (user, used) in crate_.uses() {
        let layers = (layer(user), layer(&used.module));
        if layers.0 == layers.1 || rank(layers.1) < rank(layers.0) {
            continue;
        }
        if LAYER_EXCEPTIONS.contains(&layers) {
            exceptions.insert(layers);
        } else {
            wrong.push(format!("`{user}` uses {used}"));
        }
    }
    for exception in LAYER_EXCEPTIONS {
        if !exceptions.contains(exception) {
            wrong.push(format!("unused exception {exception:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The children of a module, each with its submodules, do not depend on each other in a cycle.
#[test]
fn siblings_have_no_cycles() {
    let crate_ = crate_();
    let mut families: BTreeMap<String, BTreeMap<(String, String), BTreeSet<String>>> =
        BTreeMap::new();
    for (user, used) in crate_.uses() {
        if let Some((parent, first, second)) = siblings(user, &used.module) {
            let edges = families.entry(parent).or_default();
            let uses = edges.entry((first, second)).or_default();
            uses.insert(format!("`{user}` uses {used}"));
        }
    }
    // The top level is covered by the layers.
    families.remove("");
    let cycles: Vec<_> = families.into_values().flat_map(cyclic).collect();
    assert!(cycles.is_empty(), "{cycles:#?}");
}

/// A module may use its children, but only types and constants of its parents, since a parent's
/// function may call back into the child.
#[test]
fn children_use_no_functions_of_their_parents() {
    let crate_ = crate_();
    let mut wrong = Vec::new();
    let mut exceptions = BTreeSet::new();
    let uses = crate_
        .uses()
        .filter(|(user, used)| is_within(user, &used.module) && used.is_function());
    for (user, used) in uses {
        let path = used.path();
        match PARENT_EXCEPTIONS
            .iter()
            .find(|exception| **exception == path)
        {
            Some(exception) => drop(exceptions.insert(exception)),
            None => wrong.push(format!("`{user}` uses {used}")),
        }
    }
    for exception in PARENT_EXCEPTIONS {
        if !exceptions.contains(exception) {
            wrong.push(format!("unused exception `{exception}`"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Libraries are used only by the modules listed for them, and by each of those.
#[test]
fn libraries_are_used_in_one_place() {
    let crate_ = crate_();
    let mut wrong = Vec::new();
    for (library, allowed) in RESTRICTED {
        let uses = crate_.external_uses();
        let users: BTreeSet<&str> = uses
            .filter(|(_, path)| is_within(path, library))
            .map(|(user, _)| user)
            .collect();
        for user in &users {
            if !allowed.iter().any(|module| is_within(user, module)) {
                wrong.push(format!("`{user}` uses `{library}`"));
            }
        }
        for module in *allowed {
            if !users.iter().any(|user| is_within(user, module)) {
                wrong.push(format!("`{module}` does not use `{library}`"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The modules of this crate, read only once.
fn crate_() -> &'static Crate {
    static CRATE: OnceLock<Crate> = OnceLock::new();
    CRATE.get_or_init(Crate::read)
}

/// The layers, lowest first: the first code block after the heading.
fn layers() -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/architecture.md");
    let text = fs::read_to_string(path).expect("docs/architecture.md can be read");
    let (_, section) = text
        .split_once("\n## Layers\n")
        .expect("a section \"Layers\"");
    let block = section.split("```").nth(1).expect("a code block");
    let names = block.trim_start_matches("text").split('·');
    names.map(|name| name.trim().to_owned()).collect()
}

/// The top-level module of a path; `lib` for the root.
fn layer(module: &str) -> &str {
    match module.split("::").next() {
        Some("") | None => "lib",
        Some(first) => first,
    }
}

/// The closest common parent of two modules, and its children that contain them. `None` if one
/// module contains the other.
fn siblings(user: &str, used: &str) -> Option<(String, String, String)> {
    let (mut users, mut used) = (user.split("::"), used.split("::"));
    let mut parent = Vec::new();
    loop {
        let pair = (users.next()?, used.next()?);
        if pair.0 != pair.1 {
            return Some((parent.join("::"), pair.0.to_owned(), pair.1.to_owned()));
        }
        parent.push(pair.0);
    }
}

/// The edges that form cycles. To find them, modules that use no remaining module, or that no
/// remaining module uses, are removed repeatedly.
fn cyclic(mut edges: BTreeMap<(String, String), BTreeSet<String>>) -> Vec<String> {
    loop {
        let before = edges.len();
        let users: BTreeSet<String> = edges.keys().map(|(user, _)| user.clone()).collect();
        let used: BTreeSet<String> = edges.keys().map(|(_, used)| used.clone()).collect();
        edges.retain(|(from, to), _| users.contains(to) && used.contains(from));
        if edges.len() == before {
            return edges.into_values().flatten().collect();
        }
    }
}

/// The parser of paths, on files with each kind of path.
#[test]
fn paths_are_read() {
    let text = r##"
        use crate::{a, b::{self, c as d, g::*,}};
        use super::f;
        use std::{fmt, io::Read};
        /* use crate::no; */ // use crate::no;
        const TEXT: &str = "\"use crate::no;"; const RAW: &str = r#"" crate::no "#;
        fn run<'a>(x: &'a str, c: char) -> fmt::Result { c == '"'; d::g(x); self::h(crate::i::J) }
        mod tests { use super::*; use super::super::super::k; print!("{x}", 's', '\u{2f}', l::m); }
        pub use l::M;
        fn last() { super::super::N + crate::O }
    "##;
    let files = [
        ("lib.rs", "pub use a::O; mod a;"),
        ("a.rs", "pub struct O;"),
        ("b.rs", ""),
        ("b/c.rs", ""),
        ("b/g.rs", ""),
        ("i.rs", ""),
        ("k.rs", ""),
        ("x.rs", "mod f; pub use f::*;"),
        ("x/f.rs", "pub fn q() {}"),
        ("x/y.rs", text),
        ("x/y/l.rs", "use crate::x::q; fn r() { super::s() }"),
    ];
    let crate_ = Crate::new(files.map(|(name, text)| (name.to_owned(), text.to_owned())));
    let uses = |user: &str| -> Vec<String> {
        let uses = crate_.uses().filter(|(module, _)| *module == user);
        uses.map(|(_, used)| used.to_string()).collect()
    };
    assert_eq!(uses(""), [""; 0]);
    assert_eq!(uses("x::y::l"), ["`q` of `x::f`", "`s` of `x::y`"]);
    let expected = [
        "`N` of ``",
        "`a`",
        "`O` of `a`",
        "`b`",
        "`b::c`",
        "`g` of `b::c`",
        "`*` of `b::g`",
        "`J` of `i`",
        "`k`",
        "`x::f`",
        "`M` of `x::y::l`",
        "`m` of `x::y::l`",
    ];
    assert_eq!(uses("x::y"), expected);
    let externals = crate_.external_uses().map(|(_, path)| path);
    assert_eq!(
        externals.collect::<Vec<_>>(),
        ["print!", "std::fmt", "std::fmt::Result", "std::io::Read"]
    );
}
