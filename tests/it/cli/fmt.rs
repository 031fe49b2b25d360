//! `gdr fmt`: files, folders and standard input.

use std::fs;

use crate::common::folder::{Folder, Run};

const UNFORMATTED: &str = "report  disclosure 2021\nagency   “甲”\n\n\n申请 {\nrest 0 }";

const FORMATTED: &str = "report disclosure 2021\nagency \"甲\"\n\n申请 {\n    rest 0\n}\n";

const INVALID: &str = "report disclosure 2021\nagency   \n";

#[test]
fn files_and_folders_are_formatted() {
    let folder = Folder::new("fmt");
    folder.write("a/甲.gdr", UNFORMATTED);
    folder.write("a/乙.gdr", FORMATTED);
    folder.write("a/b/丙.gdr", INVALID);
    folder.write("丁.gdr", UNFORMATTED);
    folder.write("a/note.txt", UNFORMATTED);
    let time = folder.age("a/乙.gdr");
    let run = folder
        .gdr("fmt a 丁.gdr")
        .assert_code(1)
        .assert_prints("[G0522]")
        .assert_prints("已排版 2 个文件，无需改动 1 个，未修改 1 个");
    assert_eq!(run.out, "");
    for (name, text) in [
        ("a/甲.gdr", FORMATTED),
        ("a/乙.gdr", FORMATTED),
        ("a/b/丙.gdr", INVALID),
        ("丁.gdr", FORMATTED),
    ] {
        assert_eq!(folder.read(name), text, "{name}");
    }
    assert_eq!(folder.read("a/note.txt"), UNFORMATTED);
    assert_eq!(folder.modified("a/乙.gdr"), time);
    assert_eq!(folder.files().len(), 5);
    folder
        .gdr("fmt a/甲.gdr --lang en")
        .assert_code(0)
        .assert_prints("0 formatted, 1 unchanged\n");
}

#[test]
fn check_writes_no_files() {
    let folder = Folder::new("fmt-check");
    folder.write("a.gdr", UNFORMATTED);
    folder.write("b.gdr", FORMATTED);
    let run = folder
        .gdr("fmt --check a.gdr b.gdr")
        .assert_code(1)
        .assert_prints("需要排版 1 个文件，无需改动 1 个\n");
    assert!(
        run.out.starts_with("--- a/a.gdr\n+++ b/a.gdr\n@@ ")
            && run
                .out
                .contains("-agency   “甲”\n+report disclosure 2021\n+agency \"甲\"\n"),
        "{run:?}"
    );
    assert_eq!(folder.read("a.gdr"), UNFORMATTED);
    assert_eq!(folder.gdr("fmt --check b.gdr").assert_code(0).out, "");
}

#[test]
fn standard_input_is_formatted_to_standard_output() {
    let folder = Folder::new("fmt-input");
    let fmt = |arguments: &[&str], text: &str| {
        folder.write("input", text);
        let input = fs::File::open(folder.0.join("input")).expect("the file exists");
        Run::of(
            folder
                .command()
                .arg("fmt")
                .args(arguments)
                .stdin(input)
                .output()
                .expect("gdr runs"),
        )
    };
    let run = fmt(&["-"], UNFORMATTED).assert_code(0);
    assert_eq!((run.out.as_str(), run.err.as_str()), (FORMATTED, ""));
    assert!(
        fmt(&["-", "--check"], UNFORMATTED)
            .assert_code(1)
            .out
            .starts_with("--- a/-\n")
    );
    assert_eq!(fmt(&["-", "--check"], FORMATTED).assert_code(0).out, "");
    let run = fmt(&["-"], INVALID)
        .assert_code(1)
        .assert_prints("-:2:1")
        .assert_prints("[G0522]");
    assert_eq!(run.out, "");
    assert!(
        !run.err.contains("[G0501]"),
        "formatting reports no other diagnostics: {run:?}"
    );
    assert_eq!(folder.gdr("fmt a.gdr -").assert_code(2).out, "");
}

/// A rewritten file keeps its permissions, and a link stays a link.
#[cfg(unix)]
#[test]
fn a_rewritten_file_keeps_its_permissions_and_links() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let folder = Folder::new("fmt-permissions");
    let path = |name: &str| folder.0.join(name);
    let mode = |name: &str| {
        fs::metadata(path(name))
            .expect("the file exists")
            .permissions()
            .mode()
            & 0o777
    };
    for (name, mode) in [
        ("a/secret.gdr", 0o600),
        ("program.gdr", 0o755),
        ("protected.gdr", 0o444),
    ] {
        folder.write(name, UNFORMATTED);
        fs::set_permissions(path(name), fs::Permissions::from_mode(mode)).expect("the mode is set");
    }
    symlink("a/secret.gdr", path("link.gdr")).expect("the link is created");
    folder.gdr("fmt link.gdr program.gdr").assert_code(0);
    assert_eq!(
        (folder.read("a/secret.gdr").as_str(), mode("a/secret.gdr")),
        (FORMATTED, 0o600)
    );
    assert_eq!(
        (folder.read("program.gdr").as_str(), mode("program.gdr")),
        (FORMATTED, 0o755)
    );
    assert!(path("link.gdr").is_symlink());

    folder
        .gdr("fmt protected.gdr")
        .assert_code(2)
        .assert_prints("没有写入 protected.gdr 的权限");
    assert_eq!(
        (folder.read("protected.gdr").as_str(), mode("protected.gdr")),
        (UNFORMATTED, 0o444)
    );
    assert_eq!(
        folder.files().len(),
        4,
        "no temporary file is left: {:?}",
        folder.files()
    );
}

#[test]
fn an_unreadable_file_does_not_stop_the_others() {
    let folder = Folder::new("fmt-unreadable");
    folder.write("b.gdr", UNFORMATTED);
    fs::write(folder.0.join("c.gdr"), [0xff, 0xfe]).expect("the file is written");
    folder
        .gdr("fmt a.gdr b.gdr c.gdr")
        .assert_code(2)
        .assert_prints("找不到文件 a.gdr")
        .assert_prints("[G0114]")
        .assert_prints("未修改 2 个");
    assert_eq!(folder.read("b.gdr"), FORMATTED);
}
