//! Projects: what a `gdr.toml` says, what is said of one that is wrong, and the repository that `gdr init` makes.

mod common;

use std::fs;
use std::path::Path;

use common::{files, project, read};
use gdr::diagnostic::Language;
use gdr::diagnostic::render::Renderer;

// ── Messages ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/// Each `tests/projects/NAME.toml` has beside it what is told of it, in both languages: `GDR_BLESS=1 cargo test --test project`.
#[test]
fn settings_that_are_wrong_are_told() {
    let bless = std::env::var_os("GDR_BLESS").is_some_and(|value| value == "1");
    let mut wrong = Vec::new();
    for path in files("tests/projects", "toml") {
        let (told, beside) = (told(&path), path.with_extension("txt"));
        if bless {
            fs::write(&beside, &told).expect("it can be written");
        } else if fs::read_to_string(&beside).ok().as_ref() != Some(&told) {
            wrong.push(format!("{}:\n{told}", beside.display()));
        }
    }
    assert!(wrong.is_empty(), "{}\nIf that is right: GDR_BLESS=1 cargo test --test project", wrong.join("\n"));
}

fn told(path: &Path) -> String {
    let diagnostics = project(&read(path)).diagnostics;
    let drawn = [Language::Chinese, Language::English].map(|language| {
        let mut renderer = Renderer::new(language, false);
        diagnostics.iter().map(|diagnostic| renderer.render(diagnostic)).collect::<String>()
    });
    drawn.concat().lines().map(|line| format!("{}\n", line.trim_end())).collect()
}
