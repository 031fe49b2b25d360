//! Writing files: inputs are never overwritten, a link stays a link, a pipe stays a pipe, and
//! permissions are kept.

use std::fs;

use crate::common::folder::Folder;
use crate::common::{example, example_alone, read};

fn sound() -> String {
    example_alone("pingtan-2021")
}

/// A report with superfluous spaces.
fn untidy() -> String {
    sound().replace("\n    ", "\n      ")
}

#[test]
fn an_input_is_not_overwritten_by_another_name() {
    let folder = Folder::new("names");
    let report = format!("use \"form.gdr\"\n{}", sound());
    let form = read("src/forms/disclosure-2021.gdr");
    let files = [
        ("a.gdr", report),
        ("form.gdr", form),
        ("t/report.html", "{{ title }}".into()),
        ("t/report.gdr", sound()),
    ];
    files
        .iter()
        .for_each(|(name, text)| folder.write(name, text));
    folder.gdr("check a.gdr").assert_code(0);
    for line in [
        "build ./a.gdr -o a.gdr --to html",
        "build a.gdr -o t/../a.gdr --to html",
        "build a.gdr -o form.gdr --to html",
        "build a.gdr -o a.html --depfile ./a.gdr",
        "build a.gdr -o ./a.html --depfile a.html",
        "build t/report.gdr --template t",
        "build t/report.gdr --template ./t --out t",
        "build t/report.gdr --template t --to md",
        "facts ./a.gdr -o a.gdr --format csv",
        "diff a.gdr t/report.gdr --corrections -o ./a.gdr --format md",
    ] {
        folder
            .gdr(line)
            .assert_code(2)
            .assert_prints("请更换输出位置");
        files
            .iter()
            .for_each(|(name, text)| assert_eq!(&folder.read(name), text, "{line}"));
        assert!(
            folder.built() == ["t/report.html"],
            "{line}: {:?}",
            folder.built()
        );
    }
    // A page in the folder of templates could become a template.
    folder
        .gdr("build a.gdr --template t --out t")
        .assert_code(2);
}

#[cfg(unix)]
#[test]
fn an_input_is_not_overwritten_through_a_link() {
    let folder = Folder::new("links");
    folder.write("a.gdr", &sound());
    std::os::unix::fs::symlink("a.gdr", folder.path("a.html")).expect("the link is created");
    folder
        .gdr("build a.gdr")
        .assert_code(2)
        .assert_prints("请更换输出位置");
    assert_eq!(folder.read("a.gdr"), sound());
}

#[cfg(unix)]
#[test]
fn a_link_and_the_mode_of_a_file_are_kept() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = Folder::new("mode");
    folder.write("kept/a.gdr", &untidy());
    let file = folder.path("kept/a.gdr");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).expect("the mode is set");
    symlink("kept/a.gdr", folder.path("a.gdr")).expect("the link is created");
    folder.gdr("fmt a.gdr").assert_code(0);
    assert!(folder.path("a.gdr").is_symlink());
    assert_ne!(folder.read("kept/a.gdr"), untidy());
    assert_eq!(
        fs::metadata(file)
            .expect("the file exists")
            .permissions()
            .mode()
            & 0o777,
        0o600
    );
    assert_eq!(folder.files(), ["a.gdr", "kept/a.gdr"]);
}

/// A substitute for `/dev/null`: a test must not risk replacing the real device.
#[cfg(unix)]
#[test]
fn a_pipe_is_written_to_and_stays_a_pipe() {
    use std::os::unix::fs::{FileTypeExt, symlink};
    use std::process::Command;
    for line in [
        "build a.gdr --to html -o link",
        "facts a.gdr --format csv -o pipe",
        "new --year 2024 --force -o link",
    ] {
        let folder = Folder::new("pipe");
        folder.write("a.gdr", &sound());
        let pipe = folder.path("pipe");
        assert!(
            Command::new("mkfifo")
                .arg(&pipe)
                .status()
                .expect("mkfifo runs")
                .success()
        );
        symlink("pipe", folder.path("link")).expect("the link is created");
        let copy = fs::File::create(folder.path("copy")).expect("the file is created");
        let mut reader = Command::new("cat")
            .arg(&pipe)
            .stdout(copy)
            .spawn()
            .expect("cat runs");
        let run = folder.gdr(line);
        let is_pipe = fs::metadata(&pipe)
            .expect("the file exists")
            .file_type()
            .is_fifo()
            && folder.path("link").is_symlink();
        if !is_pipe || run.code != Some(0) {
            // Otherwise the reader would wait for a writer.
            let _ = reader.kill();
        }
        reader.wait().expect("the reader exits");
        assert!(is_pipe, "{line}");
        run.assert_code(0);
        assert!(!folder.read("copy").is_empty(), "{line}");
    }
}

/// Two threads write the file at the same time.
#[test]
fn a_file_given_twice_is_written_correctly() {
    let folder = Folder::new("twice");
    folder.write("a.gdr", &untidy());
    folder.gdr("fmt a.gdr").assert_code(0);
    let tidy = folder.read("a.gdr");
    for _ in 0..8 {
        folder.write("a.gdr", &untidy());
        folder
            .gdr("fmt a.gdr ./a.gdr a.gdr ././a.gdr")
            .assert_code(0);
        assert_eq!(folder.read("a.gdr"), tidy);
    }
    assert_eq!(folder.files(), ["a.gdr"]);
}

#[test]
fn a_file_created_meanwhile_is_not_overwritten() {
    let folder = Folder::new("create");
    let path = folder.path("deep/a.gdr");
    assert_eq!(gdr::files::create(&path, "one"), Ok(true));
    assert_eq!(gdr::files::create(&path, "two"), Ok(false));
    assert_eq!(folder.read("deep/a.gdr"), "one");
    assert!(gdr::files::create(&path.join("below a file"), "").is_err());
}

#[cfg(unix)]
#[test]
fn a_dangling_link_counts_as_existing() {
    let folder = Folder::new("dangling");
    std::os::unix::fs::symlink("nowhere", folder.path("a.gdr")).expect("the link is created");
    folder
        .gdr("new --year 2025 -o a.gdr")
        .assert_code(2)
        .assert_prints("已存在");
    assert!(!folder.has("nowhere") && folder.path("a.gdr").is_symlink());
}

/// A device such as `/dev/zero` has no end, and a pipe may wait forever.
#[cfg(target_os = "linux")]
#[test]
fn a_device_or_a_pipe_is_no_source() {
    use std::process::Command;
    let folder = Folder::new("endless");
    folder.write("a.gdr", &example("wujiang-2020"));
    fs::create_dir(folder.path("below")).expect("the folder is created");
    for pipe in ["pipe", "below/b.gdr"] {
        let made = Command::new("mkfifo").arg(folder.path(pipe)).status();
        assert!(made.expect("mkfifo runs").success());
    }
    for name in ["/dev/zero", "/dev/tty", "pipe", "below"] {
        for command in [
            "check",
            "fmt",
            "fix",
            "facts",
            "trend",
            "next",
            "build a.gdr --previous",
            "forms --form",
        ] {
            if name == "below"
                && matches!(command, "next" | "build a.gdr --previous" | "forms --form")
            {
                continue;
            }
            let run = folder.gdr(&format!("{command} {name}"));
            run.assert_prints("不是普通文件").assert_code(2);
        }
    }
    // Named in a report, each is an error of the report.
    for (name, reason) in [
        ("/dev/zero", "不是 .gdr 文件"),
        ("pipe", "不是 .gdr 文件"),
        ("below/b.gdr", "不是普通文件"),
    ] {
        folder.write(
            "c.gdr",
            &format!("use \"{name}\"\nreport disclosure 2021\nprevious \"{name}\"\n"),
        );
        let run = folder.gdr("check c.gdr");
        run.assert_prints("G0705")
            .assert_prints(reason)
            .assert_code(1);
    }
}

/// The name of a temporary file is short, whatever the name of the file is.
#[cfg(unix)]
#[test]
fn a_name_may_be_as_long_as_the_system_allows() {
    let folder = Folder::new("long");
    let name = format!("{}a.gdr", "年".repeat(83) + "x");
    assert_eq!(name.len(), 255);
    let created = folder.run(["new", "--year", "2025", "-o", &name]);
    created.assert_code(0);
    folder.write(&name, &untidy());
    folder.run(["fmt", &name]).assert_code(0);
    assert_ne!(folder.read(&name), untidy());
    folder.write(&name, &sound());
    let line = ["facts", &name, "-o", &name.replace("a.gdr", "b.csv")];
    folder.run(line).assert_code(0);
    assert_eq!(folder.files().len(), 2);
}

/// Only the administrator may give a file to another owner.
#[cfg(unix)]
#[test]
fn the_owner_of_a_file_is_kept_where_possible() {
    use std::os::unix::fs::{MetadataExt, chown};
    let folder = Folder::new("owner");
    folder.write("a.gdr", &untidy());
    let file = folder.path("a.gdr");
    let owner = |file| fs::metadata(file).map(|there| (there.uid(), there.gid()));
    // It fails for others, whose own files then stay their own.
    let _ = chown(&file, Some(1234), Some(1235));
    let before = owner(&file).expect("the file exists");
    folder.gdr("fmt a.gdr").assert_code(0);
    assert_ne!(folder.read("a.gdr"), untidy());
    assert_eq!(owner(&file).expect("the file exists"), before);
}

#[cfg(unix)]
#[test]
fn a_folder_that_is_read_only_is_reported() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("read-only");
    folder.write("r/a.gdr", &untidy());
    let below = folder.path("r");
    let set = |mode| fs::set_permissions(&below, fs::Permissions::from_mode(mode));
    set(0o555).expect("the mode is set");
    // The administrator may write anywhere.
    if fs::write(below.join("probe"), "").is_err() {
        for line in ["fmt r/a.gdr", "new --year 2025 -o r/b.gdr", "build r/a.gdr"] {
            folder
                .gdr(line)
                .assert_code(2)
                .assert_prints("其所在的目录中不能建立文件");
        }
        assert_eq!(folder.read("r/a.gdr"), untidy());
        assert_eq!(folder.files(), ["r/a.gdr"]);
    }
    set(0o755).expect("the mode is set");
}

/// Those of killed runs are removed after a day, and nothing else.
#[test]
fn old_temporary_files_are_removed() {
    let folder = Folder::new("left-over");
    let old = [
        ".gdr-abcdEF0123.part",
        ".gdr-notes.part",
        "gdr-abcdEF0123.part",
        ".gdr-abcd.F0123.part",
        "r/.gdr-abcdEF0123.part",
        "target.part",
    ];
    for name in old {
        folder.write(name, "half");
        folder.age(name);
    }
    folder.write(".gdr-abcdEF4567.part", "of a run that is not over");
    #[cfg(unix)]
    std::os::unix::fs::symlink("target.part", folder.path(".gdr-abcdEF89ab.part"))
        .expect("the link is created");
    folder.write("a.gdr", &untidy());
    // Nothing is written.
    folder.gdr("check a.gdr").assert_code(0);
    assert!(folder.has(old[0]));
    folder.gdr("fmt a.gdr").assert_code(0);
    assert!(!folder.has(old[0]));
    old[1..]
        .iter()
        .for_each(|name| assert!(folder.has(name), "{name}"));
    assert!(folder.has(".gdr-abcdEF4567.part"));
    #[cfg(unix)]
    assert!(folder.path(".gdr-abcdEF89ab.part").is_symlink());
}

/// The content on the disk is compared with what was read.
#[test]
fn a_source_is_only_replaced_if_it_is_unchanged() {
    let folder = Folder::new("changed");
    folder.write("a.gdr", "two");
    let path = folder.path("a.gdr");
    let error = gdr::files::replace(&path, "one", "three").expect_err("it has changed");
    assert!(
        error.of_en().contains("has changed since it was read"),
        "{error:?}"
    );
    assert_eq!(gdr::files::replace(&path, "two", "three"), Ok(()));
    assert_eq!(folder.read("a.gdr"), "three");
    folder.remove("a.gdr");
    assert!(gdr::files::replace(&path, "three", "four").is_err());
    assert!(folder.files().is_empty());
}
