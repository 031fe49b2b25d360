//! All files named in `CONTRIBUTING.md` exist, and all links of the other documents at the top have
//! a target.

use crate::common::{read, root};

/// Words in capitals, such as `NAME`, are placeholders.
fn is_placeholder(path: &str) -> bool {
    let letters = |word: &str| word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    path.split(['/', '.', '-', '*', ' ']).any(letters)
}

fn exists(path: &str) -> bool {
    let path = path.split('#').next().unwrap_or_default();
    // `docs/forms*.md`: the part before the star is enough.
    let path = path.split('*').next().unwrap_or_default();
    root().join(path).exists() || root().join(format!("{path}.md")).exists()
}

#[test]
fn named_files_exist() {
    let text = read("CONTRIBUTING.md");
    let quoted = text.split('`').skip(1).step_by(2);
    let paths: Vec<&str> = quoted
        .filter(|path| {
            ["src/", "docs/", "tests/", "grammar/", ".ci/"]
                .iter()
                .any(|top| path.starts_with(top))
        })
        .map(|path| path.split(' ').next().unwrap_or_default())
        .filter(|path| !is_placeholder(path))
        .collect();
    assert!(paths.len() > 40, "{paths:?}");
    let missing: Vec<_> = paths.iter().filter(|path| !exists(path)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn links_lead_somewhere() {
    for document in ["CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"] {
        let text = read(document);
        let targets = text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next());
        for target in targets.filter(|target| !target.contains("://")) {
            assert!(exists(target), "{document}: {target}");
        }
    }
}

/// Pictures are tags, so that they have a width.
#[test]
fn pictures_exist() {
    for document in ["README.md", "README.zh.md"] {
        let text = read(document);
        let sources: Vec<_> = text
            .split("src=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect();
        assert_eq!(sources.len(), 2, "{document}");
        assert!(sources.iter().all(|source| exists(source)), "{sources:?}");
    }
}
