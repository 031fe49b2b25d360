//! `gdr fmt`: files, folders and standard input.

use std::fs;

use crate::common::folder::{Folder, Run};

const CROOKED: &str = "report  disclosure 2021\nagency   “甲”\n\n\n申请 {\nrest 0 }";

const STRAIGHT: &str = "report disclosure 2021\nagency \"甲\"\n\n申请 {\n    rest 0\n}\n";

const SPOILT: &str = "report disclosure 2021\nagency   \n";

#[test]
fn files_and_folders_are_laid_out() {
    let folder = Folder::new("fmt");
    folder.write("a/甲.gdr", CROOKED);
    folder.write("a/乙.gdr", STRAIGHT);
    folder.write("a/b/丙.gdr", SPOILT);
    folder.write("丁.gdr", CROOKED);
    folder.write("a/note.txt", CROOKED);
    let time = folder.age("a/乙.gdr");
    let run = folder
        .gdr("fmt a 丁.gdr")
        .assert_code(1)
        .assert_says("[G0522]")
        .assert_says("已排版 2 个文件，无需改动 1 个，未动 1 个");
    assert_eq!(run.out, "");
    for (name, text) in [
        ("a/甲.gdr", STRAIGHT),
        ("a/乙.gdr", STRAIGHT),
        ("a/b/丙.gdr", SPOILT),
        ("丁.gdr", STRAIGHT),
    ] {
        assert_eq!(folder.read(name), text, "{name}");
    }
    assert_eq!(folder.read("a/note.txt"), CROOKED);
    assert_eq!(folder.modified("a/乙.gdr"), time);
    assert_eq!(folder.files().len(), 5);
    folder
        .gdr("fmt a/甲.gdr --lang en")
        .assert_code(0)
        .assert_says("0 laid out, 1 unchanged\n");
}

#[test]
fn a_layout_is_only_checked_where_that_is_asked_for() {
    let folder = Folder::new("fmt-check");
    folder.write("a.gdr", CROOKED);
    folder.write("b.gdr", STRAIGHT);
    let run = folder
        .gdr("fmt --check a.gdr b.gdr")
        .assert_code(1)
        .assert_says("需要排版 1 个文件，无需改动 1 个\n");
    assert!(
        run.out.starts_with("--- a/a.gdr\n+++ b/a.gdr\n@@ ")
            && run
                .out
                .contains("-agency   “甲”\n+report disclosure 2021\n+agency \"甲\"\n"),
        "{run:?}"
    );
    assert_eq!(folder.read("a.gdr"), CROOKED);
    assert_eq!(folder.gdr("fmt --check b.gdr").assert_code(0).out, "");
}

#[test]
fn standard_input_is_laid_out_to_standard_output() {
    let folder = Folder::new("fmt-input");
    let fmt = |arguments: &[&str], text: &str| {
        folder.write("input", text);
        let input = fs::File::open(folder.0.join("input")).expect("it is there");
        Run::of(
            folder
                .command()
                .arg("fmt")
                .args(arguments)
                .stdin(input)
                .output()
                .expect("it runs"),
        )
    };
    let run = fmt(&["-"], CROOKED).assert_code(0);
    assert_eq!((run.out.as_str(), run.said.as_str()), (STRAIGHT, ""));
    assert!(
        fmt(&["-", "--check"], CROOKED)
            .assert_code(1)
            .out
            .starts_with("--- a/-\n")
    );
    assert_eq!(fmt(&["-", "--check"], STRAIGHT).assert_code(0).out, "");
    let run = fmt(&["-"], SPOILT)
        .assert_code(1)
        .assert_says("-:2:1")
        .assert_says("[G0522]");
    assert_eq!(run.out, "");
    assert!(
        !run.said.contains("[G0501]"),
        "what it says is none of the layout's business: {run:?}"
    );
    assert_eq!(folder.gdr("fmt a.gdr -").assert_code(2).out, "");
}

/// What is written in the place of a file is as much a secret, a program or a link as that was.
#[cfg(unix)]
#[test]
fn a_file_that_is_written_keeps_its_permissions_and_links() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let folder = Folder::new("fmt-permissions");
    let path = |name: &str| folder.0.join(name);
    let mode = |name: &str| {
        fs::metadata(path(name))
            .expect("it is there")
            .permissions()
            .mode()
            & 0o777
    };
    for (name, mode) in [
        ("a/secret.gdr", 0o600),
        ("program.gdr", 0o755),
        ("protected.gdr", 0o444),
    ] {
        folder.write(name, CROOKED);
        fs::set_permissions(path(name), fs::Permissions::from_mode(mode)).expect("it is ours");
    }
    symlink("a/secret.gdr", path("link.gdr")).expect("a link");
    folder.gdr("fmt link.gdr program.gdr").assert_code(0);
    assert_eq!(
        (folder.read("a/secret.gdr").as_str(), mode("a/secret.gdr")),
        (STRAIGHT, 0o600)
    );
    assert_eq!(
        (folder.read("program.gdr").as_str(), mode("program.gdr")),
        (STRAIGHT, 0o755)
    );
    assert!(path("link.gdr").is_symlink());

    folder
        .gdr("fmt protected.gdr")
        .assert_code(2)
        .assert_says("没有写入 protected.gdr 的权限");
    assert_eq!(
        (folder.read("protected.gdr").as_str(), mode("protected.gdr")),
        (CROOKED, 0o444)
    );
    assert_eq!(
        folder.files().len(),
        4,
        "nothing is left beside them: {:?}",
        folder.files()
    );
}

#[test]
fn a_file_that_cannot_be_read_does_not_keep_others_from_being_laid_out() {
    let folder = Folder::new("fmt-unreadable");
    folder.write("b.gdr", CROOKED);
    fs::write(folder.0.join("c.gdr"), [0xff, 0xfe]).expect("it is written");
    folder
        .gdr("fmt a.gdr b.gdr c.gdr")
        .assert_code(2)
        .assert_says("找不到文件 a.gdr")
        .assert_says("[G0114]")
        .assert_says("未动 2 个");
    assert_eq!(folder.read("b.gdr"), STRAIGHT);
}
