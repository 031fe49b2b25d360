//! Formatted texts: `tests/fmt/*.gdr` are unformatted texts, each with the formatted one in a
//! `.txt` file of the same name. `GDR_BLESS=1 cargo test` writes the `.txt` files. It also formats
//! the sources of the project and the samples of the documents.

use crate::common::bless::{expect_files, lock_documents};
use crate::common::samples::{Block, blocks};
use crate::common::{files, read, root};
use crate::fmt::{laid_out, sources};
use gdr::diagnostic::Language;
use gdr::source::Source;
use gdr::write::{self, SourceOptions};
use gdr::{Compiler, syntax};

#[test]
fn texts_are_formatted_as_expected() {
    expect_files(files("tests/fmt", "gdr").into_iter().map(|path| {
        let after = laid_out(&read(&path)).unwrap_or_else(|_| String::from("not changed\n"));
        (path.with_extension("txt"), after)
    }));
}

#[test]
fn the_sources_of_the_project_are_formatted() {
    expect_files(sources().into_iter().map(|path| {
        let after =
            laid_out(&read(&path)).unwrap_or_else(|codes| panic!("{}: {codes:?}", path.display()));
        (path, after)
    }));
}

/// A formatted sample; `None` for one that shows a syntax error.
fn sample_laid_out(block: &Block) -> Option<String> {
    if !syntax::scan(&Source::new("sample.gdr", block.text))
        .diagnostics
        .is_empty()
    {
        return None;
    }
    match block.value("of") {
        Some("form") => {
            let whole = laid_out(&format!(
                "form sample 2024 \"样表\" {{\nyears 2024..\n{}}}\n",
                block.text
            ))
            .ok()?;
            let inside = whole.lines().skip(2).filter(|line| *line != "}");
            Some(
                inside
                    .map(|line| format!("{}\n", line.strip_prefix("    ").unwrap_or(line)))
                    .collect(),
            )
        }
        _ => laid_out(block.text).ok(),
    }
}

#[test]
fn the_samples_of_the_documents_are_formatted() {
    let mut documents = vec![root().join("README.md"), root().join("README.zh.md")];
    documents.extend(
        files("docs", "md")
            .into_iter()
            .filter(|path| !path.ends_with("diagnostics.md")),
    );
    documents.extend(files("src/diagnostic/pages", "md"));
    let _lock = lock_documents();
    let (mut changed, mut samples) = (Vec::new(), 0);
    for path in documents {
        let text = read(&path);
        let mut after = text.clone();
        for block in blocks(&text).iter().rev().filter(|block| block.is_sample()) {
            if let Some(sample) = sample_laid_out(block) {
                samples += 1;
                after.replace_range(block.start..block.start + block.text.len(), &sample);
            }
        }
        if after != text {
            changed.push((path, after));
        }
    }
    assert!(samples > 150, "{samples}");
    if !changed.is_empty() {
        expect_files(changed);
    }
}

/// The output of `gdr new` and `gdr next` is already formatted. Reports of `gdr next` are among the
/// sources above.
#[test]
fn generated_sources_are_formatted() {
    let compiler = Compiler::new();
    for year in [2019, 2024] {
        let head = Source::new("head.gdr", format!("report disclosure {year}\n"));
        let (form, _) = compiler.form_of(&head).value.expect("the form exists");
        for (in_ids, language) in [
            (false, Language::Chinese),
            (true, Language::Chinese),
            (false, Language::English),
        ] {
            let text = write::source(
                &write::blank(&form, year),
                SourceOptions { in_ids, language },
            );
            assert_eq!(laid_out(&text).as_ref(), Ok(&text));
        }
    }
}
