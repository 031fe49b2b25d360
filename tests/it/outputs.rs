//! The outputs of the examples, compared byte for byte with the files in `tests/outputs/`. JSON is
//! stored there with one fact per line.

use std::fs;

use crate::common;
use crate::common::bless::expect_files;
use crate::common::json::compact;
use crate::common::{example, files, render, root, verified};
use gdr::emit::Backend;

fn backends() -> impl Iterator<Item = Backend> {
    Backend::names().filter_map(Backend::of_name)
}

#[test]
fn examples_have_the_expected_outputs() {
    for backend in backends() {
        let extension = backend.extension();
        expect_files(common::SOUND.iter().map(|name| {
            let found = render(&verified(example(name)), backend);
            let found = if extension == "json" {
                compact(&found)
            } else {
                found
            };
            (format!("tests/outputs/{name}.{extension}"), found)
        }));
    }
}

/// Each example without errors has outputs, and each output has an example.
#[test]
fn every_sound_example_has_its_outputs() {
    let stems = files("examples", "gdr").into_iter().map(|path| {
        path.file_stem()
            .expect("the file has a name")
            .to_string_lossy()
            .into_owned()
    });
    let mut sound: Vec<String> = stems
        .filter(|name| common::errors(example(name)).is_empty())
        .collect();
    let mut listed = common::SOUND.to_vec();
    sound.sort();
    listed.sort_unstable();
    assert_eq!(sound, listed);
    assert_eq!(
        fs::read_dir(root().join("tests/outputs"))
            .expect("the folder exists")
            .count(),
        sound.len() * backends().count()
    );
}

#[test]
fn rendering_twice_gives_the_same_bytes() {
    for name in common::SOUND {
        for backend in backends() {
            let report = verified(example(name));
            assert_eq!(render(&report, backend), render(&report, backend), "{name}");
            assert_eq!(
                render(&report, backend),
                render(&verified(example(name)), backend),
                "{name}, compiled anew"
            );
        }
    }
}

/// CR LF line ends have the same meaning.
#[test]
fn line_ends_do_not_change_pages() {
    for name in common::SOUND {
        let with_crlf = example(name).replace('\n', "\r\n");
        for backend in backends() {
            let (expected, found) = (
                render(&verified(example(name)), backend),
                render(&verified(with_crlf.as_str()), backend),
            );
            assert_eq!(expected, found, "{name}");
        }
    }
}

#[test]
fn outputs_have_no_carriage_returns_or_trailing_spaces() {
    for name in common::SOUND {
        let with_crlf = example(name).replace('\n', "\r\n");
        for backend in [Backend::Html, Backend::Json] {
            let text = render(&verified(with_crlf.as_str()), backend);
            assert!(
                text.ends_with('\n') && !text.ends_with("\n\n"),
                "{name} {backend:?}"
            );
            assert!(
                text.lines().all(|line| line.trim_end() == line),
                "{name} {backend:?}"
            );
        }
    }
}

#[test]
fn markdown_ends_with_one_line_end() {
    for name in common::SOUND {
        let text = render(&verified(example(name)), Backend::Markdown);
        assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{name}");
    }
}

/// Each text that lists the output formats contains all of them.
#[test]
fn documents_list_every_backend() {
    for document in [
        "docs/commands.md",
        "docs/commands.zh.md",
        "docs/projects.md",
        "docs/projects.zh.md",
        "src/diagnostic/pages/G0904.md",
        "src/cli/init/gdr.toml",
    ] {
        let text = common::read(document);
        for name in Backend::names() {
            assert!(text.contains(name), "{document} does not list {name}");
        }
    }
}
