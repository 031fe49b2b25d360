//! A merge keeps the changes of both sides, or both sides as a conflict, whatever the names, the
//! texts and the system are.

use std::fs;
use std::process::Command;

use super::{REPORT, Repository, changed};
use crate::common;

/// Two changes that merge without a conflict.
const OURS: (&str, &str) = ("行政处罚  1282", "行政处罚  1283");
const THEIRS: (&str, &str) = ("行政强制    42", "行政强制   142");

#[derive(Debug)]
struct Merge {
    code: Option<i32>,
    printed: String,
    bytes: Vec<u8>,
}

impl Merge {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// Whether the file has both byte strings.
    fn has(&self, ours: &[u8], theirs: &[u8]) -> bool {
        let has = |part: &[u8]| self.bytes.windows(part.len()).any(|bytes| bytes == part);
        has(ours) && has(theirs)
    }
}

impl Repository {
    /// Merges two versions of a file that has another name. `prepare` changes the git command.
    fn merge_versions(
        &self,
        name: &str,
        [base, ours, theirs]: [&[u8]; 3],
        prepare: impl Fn(&mut Command),
    ) -> Merge {
        let commit = |bytes: &[u8]| {
            fs::write(self.0.path(name), bytes).expect("the file is written");
            self.git("add --all");
            self.git("commit --quiet --allow-empty -m report");
        };
        commit(base);
        self.git("checkout --quiet -b theirs");
        commit(theirs);
        self.git("checkout --quiet main");
        commit(ours);
        let mut command = self.command("git");
        command.args(["merge", "--quiet", "-m", "merge", "theirs"]);
        prepare(&mut command);
        let output = command.output().expect("git runs");
        let printed = [output.stdout, output.stderr].concat();
        Merge {
            code: output.status.code(),
            printed: String::from_utf8_lossy(&printed).into_owned(),
            bytes: fs::read(self.0.path(name)).expect("the file exists"),
        }
    }

    fn installed(name: &str) -> Option<Repository> {
        let repository = Repository::new(name)?;
        repository.gdr("git install");
        Some(repository)
    }
}

/// The report, and with the change of each side.
fn versions() -> [String; 3] {
    let base = common::example_alone("pingtan-2021");
    let (ours, theirs) = (changed(&base, &[OURS]), changed(&base, &[THEIRS]));
    [base, ours, theirs]
}

fn merged() -> String {
    changed(&common::example_alone("pingtan-2021"), &[OURS, THEIRS])
}

fn bytes(versions: &[String; 3]) -> [&[u8]; 3] {
    versions.each_ref().map(String::as_bytes)
}

#[test]
fn any_file_name_is_merged() {
    for (index, name) in [
        "-r.gdr",
        "-h.gdr",
        "--help.gdr",
        "--lang=x.gdr",
        "a b.gdr",
        "it's \"quoted\" $(x).gdr",
        "平潭 2021年.gdr",
    ]
    .into_iter()
    .enumerate()
    .filter(|(_, name)| cfg!(unix) || !name.contains('"'))
    {
        let Some(repository) = Repository::installed(&format!("names-{index}")) else {
            return;
        };
        let merge = repository.merge_versions(name, bytes(&versions()), |_| ());
        assert_eq!(merge.code, Some(0), "{name}: {}", merge.printed);
        assert_eq!(merge.text(), merged(), "{name}");
    }
}

#[test]
fn an_option_as_a_name_is_no_option() {
    let Some(repository) = Repository::installed("option") else {
        return;
    };
    repository.write(".gitattributes", "* merge=gdr\n");
    for name in ["-h", "-V", "--help", "--version"] {
        let merge = repository.merge_versions(name, bytes(&versions()), |_| ());
        assert_eq!(merge.code, Some(0), "{name}: {}", merge.printed);
        assert_eq!(merge.text(), merged(), "{name}");
        repository.git("branch --quiet -D theirs");
    }
}

#[test]
fn no_temporary_folder_is_needed() {
    let Some(repository) = Repository::installed("no-temporary") else {
        return;
    };
    let merge = repository.merge_versions(REPORT, bytes(&versions()), |command| {
        command.env("TMPDIR", "/nonexistent/-folder");
    });
    assert_eq!(merge.code, Some(0), "{}", merge.printed);
    assert_eq!(merge.text(), merged());
    assert_eq!(repository.git("status --short --ignored"), "");
}

#[test]
fn line_ends_are_those_of_our_file() {
    let crlf = |text: &str| text.replace('\n', "\r\n");
    let [base, ours, theirs] = versions();
    for (name, versions, expected) in [
        (
            "crlf-theirs",
            [base.clone(), ours.clone(), crlf(&theirs)],
            merged(),
        ),
        (
            "crlf-ours",
            [base.clone(), crlf(&ours), theirs.clone()],
            crlf(&merged()),
        ),
        (
            "crlf-base",
            [crlf(&base), ours.clone(), theirs.clone()],
            merged(),
        ),
        (
            "crlf-all",
            [crlf(&base), crlf(&ours), crlf(&theirs)],
            crlf(&merged()),
        ),
    ] {
        let Some(repository) = Repository::installed(name) else {
            return;
        };
        let merge = repository.merge_versions(REPORT, bytes(&versions), |_| ());
        assert_eq!(merge.code, Some(0), "{name}: {}", merge.printed);
        assert_eq!(merge.text(), expected, "{name}");
    }
}

/// Texts with errors, or that are not text: each side changes another line, or the same one.
#[test]
fn a_file_with_errors_keeps_both_sides() {
    let lines = |second: &[u8], fourth: &[u8]| -> Vec<u8> {
        let head = b"report disclosure 2021\n";
        [
            &head[..],
            b"a {\n",
            second,
            b"\nb 1\nc 2\nd 3\n",
            fourth,
            b"\n",
        ]
        .concat()
    };
    for (name, piece) in [
        ("unclosed", &b"{{{{ \"\"\""[..]),
        ("cr", b"x\ry"),
        ("not-utf8", b"\xd5\xfe\xb8\xae"),
        ("nul", b"\0"),
        ("wide", "agency “甲”".as_bytes()),
        ("conflict", b"<<<<<<< x\n1\n=======\n2\n>>>>>>> y"),
    ] {
        let [one, two] = [b"1 ", b"2 "].map(|number| [number, piece].concat());
        for (kind, versions) in [
            (
                "apart",
                [lines(piece, piece), lines(&one, piece), lines(piece, &two)],
            ),
            (
                "same",
                [lines(piece, piece), lines(&one, piece), lines(&two, piece)],
            ),
        ] {
            let Some(repository) = Repository::installed(&format!("errors-{name}-{kind}")) else {
                return;
            };
            let versions = versions.each_ref().map(Vec::as_slice);
            let merge = repository.merge_versions(REPORT, versions, |_| ());
            let [one, two] = [&one, &two].map(|text| text.split(|&byte| byte == b'\n').next());
            let has_both = merge.has(one.unwrap_or_default(), two.unwrap_or_default());
            assert!(has_both, "{name} {kind}: {merge:?}");
            if kind == "same" {
                assert_eq!(merge.code, Some(1), "{name}: {merge:?}");
                assert!(merge.text().contains("<<<<<<< ours\n"), "{name}: {merge:?}");
            }
        }
    }
}

/// Quotes whose repair has another length than the text, at a fact that one side changes.
#[test]
fn a_fact_in_wide_quotes_is_merged() {
    let Some(repository) = Repository::installed("wide-quotes") else {
        return;
    };
    let [base, ours, theirs] = [
        "report disclosure 2021\nagency “甲”\n\n\n\nissued 2022-01-01\n",
        "report disclosure 2021\nagency “甲甲”\n\n\n\nissued 2022-01-01\n",
        "report disclosure 2021\nagency “甲”\n\n\n\nissued 2022-01-02\n",
    ];
    let versions = [base, ours, theirs].map(str::as_bytes);
    let merge = repository.merge_versions(REPORT, versions, |_| ());
    assert_eq!(
        merge.text(),
        "report disclosure 2021\nagency “甲甲”\n\n\n\nissued 2022-01-02\n",
        "{merge:?}"
    );
}

/// If gdr crashes or refuses its arguments, git merges by line.
#[cfg(unix)]
#[test]
fn a_failing_gdr_is_replaced_by_git() {
    use std::os::unix::fs::PermissionsExt;
    for code in [2, 101, 134, 255] {
        let Some(repository) = Repository::installed(&format!("failing-{code}")) else {
            return;
        };
        let programs = repository.0.path(".git/programs");
        fs::create_dir(&programs).expect("the folder is new");
        let program = programs.join("gdr");
        fs::write(&program, format!("#!/bin/sh\nexit {code}\n")).expect("the file is written");
        let mode = fs::Permissions::from_mode(0o755);
        fs::set_permissions(&program, mode).expect("the mode is set");
        let versions: [&[u8]; 3] = [b"1\n2\n3\n4\n", b"0\n2\n3\n4\n", b"1\n2\n3\n5\n"];
        let merge = repository.merge_versions(REPORT, versions, |command| {
            let path = command.get_envs().find(|(key, _)| *key == "PATH");
            let path = path
                .and_then(|(_, value)| value)
                .expect("a PATH")
                .to_owned();
            let paths = std::iter::once(programs.clone()).chain(std::env::split_paths(&path));
            command.env("PATH", std::env::join_paths(paths).expect("a PATH"));
        });
        assert_eq!(
            (merge.code, merge.text().as_str()),
            (Some(0), "0\n2\n3\n5\n"),
            "{merge:?}"
        );
    }
}

/// Without git, called by hand: both sides are in the file.
#[test]
fn without_git_both_sides_are_a_conflict() {
    let Some(repository) = Repository::installed("no-git") else {
        return;
    };
    let [base, ours, theirs] = versions();
    for (name, text) in [("base", &base), ("ours", &ours), ("theirs", &theirs)] {
        repository.write(name, text);
    }
    let output = repository
        .command(env!("CARGO_BIN_EXE_gdr"))
        .args(["git", "merge", "base", "ours", "theirs", "-r.gdr"])
        .env("PATH", "/nonexistent")
        .output()
        .expect("gdr runs");
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert_eq!(
        repository.read("ours"),
        format!("<<<<<<< ours\n{ours}=======\n{theirs}>>>>>>> theirs\n")
    );
}

/// A file that cannot be read stops the merge.
#[test]
fn a_missing_version_stops_the_merge() {
    let Some(repository) = Repository::installed("missing-version") else {
        return;
    };
    repository.write("ours", "甲\n");
    let output = repository.run(
        env!("CARGO_BIN_EXE_gdr"),
        "git merge nothing ours nothing report.gdr",
    );
    assert_eq!(output.status.code(), Some(255), "{output:?}");
    assert_eq!(repository.read("ours"), "甲\n");
}

#[test]
fn settings_of_earlier_versions_are_replaced() {
    let Some(repository) = Repository::installed("former") else {
        return;
    };
    let current = repository.git("config merge.gdr.driver");
    let former = "if command -v gdr >/dev/null; then gdr git merge %O %A %B %P; else git merge-file %A %O %B; fi";
    let set = || {
        let status = repository
            .command("git")
            .args(["config", "merge.gdr.driver", former])
            .status();
        assert!(status.expect("git runs").success());
    };
    set();
    repository.gdr("git install");
    assert_eq!(repository.git("config merge.gdr.driver"), current);
    set();
    repository.gdr("git uninstall");
    assert!(!repository.read(".git/config").contains("gdr"));
}
