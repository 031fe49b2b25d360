//! No command reads or writes outside of its project, whatever a report, `gdr.toml` or a link in
//! the project names, unless the command line names the place.
//!
//! Each test has a repository `ours` with a `.git`, and beside it `theirs` with a secret.

use std::fs;
use std::path::Path;

use super::{commands, sound};
use crate::common::folder::{Folder, Run};
use crate::common::{example, read};

/// In each file of `theirs`. It must appear in no output.
const SECRET: &str = "TOP-SECRET-7391";

/// The files in `theirs`. None is a valid source.
const THEIRS: [&str; 6] = [
    "notes.txt",
    "form.gdr",
    "2020.gdr",
    "gdr.toml",
    "report.html",
    "page.html",
];

const FORMATS: [&str; 5] = ["text", "json", "short", "github", "sarif"];

fn repository(name: &str) -> Folder {
    let folder = Folder::new(name);
    fs::create_dir_all(folder.path("ours/.git")).expect("the folder is created");
    for file in THEIRS {
        folder.write(&format!("theirs/{file}"), &format!("{SECRET} {{\n"));
    }
    folder
}

/// A report that names a file: as its form, or as last year's report.
fn naming(line: &str) -> String {
    format!("report disclosure 2021\n{line}\n")
}

fn assert_untouched(folder: &Folder, line: &str) {
    let mut files = fs::read_dir(folder.path("theirs"))
        .expect("the folder is there")
        .map(|entry| {
            let name = entry.expect("an entry").file_name();
            name.into_string().expect("a name in UTF-8")
        })
        .collect::<Vec<_>>();
    files.sort();
    let mut expected = THEIRS.map(str::to_owned).to_vec();
    expected.sort();
    assert_eq!(files, expected, "{line}");
    for file in THEIRS {
        assert_eq!(
            folder.read(&format!("theirs/{file}")),
            format!("{SECRET} {{\n"),
            "{line}"
        );
    }
}

/// Asserts that the secret is neither printed nor in any file of the repository.
fn assert_hidden(folder: &Folder, run: &Run, line: &str) {
    assert!(!run.out.contains(SECRET), "{line}: {run:?}");
    assert!(!run.err.contains(SECRET), "{line}: {run:?}");
    assert_untouched(folder, line);
    for file in folder.files() {
        let path = folder.path(&file);
        let is_linked = path.ancestors().any(Path::is_symlink);
        if !is_linked && !file.starts_with("theirs/") {
            let bytes = fs::read(path).expect("a file");
            let text = String::from_utf8_lossy(&bytes);
            assert!(!text.contains(SECRET), "{line}: {file}");
        }
    }
}

#[cfg(unix)]
fn link(folder: &Folder, name: &str, target: &str) {
    let path = folder.path(name);
    fs::create_dir_all(path.parent().expect("a parent")).expect("the folder is created");
    std::os::unix::fs::symlink(target, path).expect("the link is created");
}

/// Asserts that a check of the report prints these words, and no text of `theirs`, in any format.
fn assert_refused(folder: &Folder, report: &str, words: &str) {
    for format in FORMATS {
        let line = format!("check {report} --format {format} --lang en");
        let run = folder.gdr_in("ours", &line);
        assert_eq!(run.code, Some(1), "{line}: {run:?}");
        let printed = format!("{}{}", run.out, run.err);
        assert!(printed.contains(words), "{line}: {run:?}");
        assert_hidden(folder, &run, &line);
    }
}

#[test]
fn a_report_names_no_file_outside_of_the_project() {
    let folder = repository("outside");
    let absolute = folder.path("theirs/form.gdr").display().to_string();
    for (name, path) in [
        ("a.gdr", "../theirs/form.gdr"),
        ("b.gdr", absolute.as_str()),
        ("c.gdr", "../theirs/missing.gdr"),
        ("d.gdr", "./deep/../../theirs/../theirs/form.gdr"),
        ("deep/e.gdr", "../../theirs/form.gdr"),
    ] {
        for word in ["use", "previous"] {
            folder.write(
                &format!("ours/{name}"),
                &naming(&format!("{word} {path:?}")),
            );
            assert_refused(&folder, name, "outside of the project");
            assert_refused(&folder, name, "theirs");
        }
    }
}

/// `use "/etc/passwd"` and the environment of a job; also files of the project itself.
#[test]
fn a_report_names_only_sources() {
    let folder = repository("others");
    folder.write("ours/notes.txt", &format!("{SECRET}-not {{\n"));
    folder.write("ours/.env", "KEY = 7391\n");
    for path in [
        "/proc/self/environ",
        "/etc/passwd",
        "/dev/zero",
        "../theirs/notes.txt",
        "notes.txt",
        ".env",
        "missing.txt",
        "",
    ] {
        for word in ["use", "previous"] {
            folder.write("ours/a.gdr", &naming(&format!("{word} {path:?}")));
            for format in FORMATS {
                let line = format!("check a.gdr --format {format} --lang en");
                let run = folder.gdr_in("ours", &line);
                assert_eq!(run.code, Some(1), "{path}: {run:?}");
                let printed = format!("{}{}", run.out, run.err);
                assert!(
                    printed.contains("it is not a .gdr file"),
                    "{path}: {printed}"
                );
                for secret in [SECRET, "KEY", "root:", "PATH="] {
                    assert!(!printed.contains(secret), "{path}: {printed}");
                }
            }
        }
    }
}

#[cfg(unix)]
#[test]
fn a_link_leads_no_report_outside() {
    let folder = repository("links");
    link(&folder, "ours/form.gdr", "../theirs/form.gdr");
    link(&folder, "ours/notes.gdr", "../theirs/notes.txt");
    link(&folder, "ours/linked", "../theirs");
    for path in ["form.gdr", "notes.gdr", "linked/form.gdr"] {
        for word in ["use", "previous"] {
            folder.write("ours/a.gdr", &naming(&format!("{word} {path:?}")));
            assert_refused(&folder, "a.gdr", "outside of the project");
        }
    }
    // Inside, a link to another kind of file is no source either.
    folder.write("ours/secret.txt", "KEY {\n");
    link(&folder, "ours/inside.gdr", "secret.txt");
    folder.write("ours/a.gdr", &naming("use \"inside.gdr\""));
    assert_refused(&folder, "a.gdr", "it is not a .gdr file");
}

/// What was found in a folder is not named on the command line.
#[cfg(unix)]
#[test]
fn a_found_link_is_no_source_of_the_project() {
    let folder = repository("found");
    folder.write("ours/a.gdr", &sound());
    link(&folder, "ours/b.gdr", "../theirs/form.gdr");
    for line in [
        "check .", "build .", "fmt .", "fix .", "facts .", "trend .", "check",
    ] {
        if line == "check" {
            folder.write("ours/gdr.toml", "lang = \"en\"\n");
        }
        let run = folder.gdr_in("ours", &format!("{line} --lang en"));
        assert_eq!(run.code, Some(2), "{line}: {run:?}");
        assert!(run.err.contains("--root"), "{line}: {run:?}");
        assert_hidden(&folder, &run, line);
    }
    // A named link leads to a source only.
    link(&folder, "ours/c.gdr", "../theirs/notes.txt");
    for line in [
        "check c.gdr",
        "build c.gdr",
        "fmt c.gdr",
        "fix c.gdr",
        "facts c.gdr",
        "trend c.gdr",
        "why a c.gdr",
        "diff c.gdr a.gdr",
        "next c.gdr",
        "git textconv c.gdr",
        "forms --form c.gdr",
        "explain --form c.gdr",
        "new --year 2021 --form c.gdr",
        "check a.gdr --previous c.gdr",
    ] {
        let run = folder.gdr_in("ours", &format!("--lang en {line}"));
        assert_ne!(run.code, Some(0), "{line}: {run:?}");
        assert_hidden(&folder, &run, line);
    }
}

/// `--root` allows reading, but shows no excerpt.
#[test]
fn a_root_allows_its_sources_without_excerpts() {
    let folder = repository("root");
    let form = read("src/forms/disclosure-2021.gdr");
    folder.write("more/form.gdr", &form);
    folder.write("more/2020.gdr", &example("pingtan-2020"));
    folder.write(
        "ours/a.gdr",
        &format!("use \"../more/form.gdr\"\n{}", sound()),
    );
    let run = folder.gdr_in("ours", "check a.gdr --lang en");
    assert!(run.err.contains("--root ../more"), "{run:?}");
    folder
        .gdr_in("ours", "check a.gdr --root ../more")
        .assert_code(0);
    folder
        .gdr_in("ours", "check a.gdr --root ../theirs --root ../more")
        .assert_code(0);
    folder
        .gdr_in("ours", "check a.gdr --root ../theirs")
        .assert_code(1);
    // Errors are counted, their lines are not shown.
    for line in [
        "use \"../theirs/form.gdr\"",
        "previous \"../theirs/form.gdr\"",
    ] {
        folder.write("ours/a.gdr", &naming(line));
        for format in FORMATS {
            let line = format!("check a.gdr --root .. --format {format}");
            let run = folder.gdr_in("ours", &line);
            assert_eq!(run.code, Some(1), "{line}: {run:?}");
            assert_hidden(&folder, &run, &line);
        }
    }
}

/// Reports in sibling folders, without git and settings.
#[test]
fn the_common_folder_of_named_reports_is_their_project() {
    let folder = Folder::outside("common");
    let last = sound().replace("2021", "2020");
    folder.write("2020/a.gdr", &last);
    folder.write(
        "2021/a.gdr",
        &format!("{}\nprevious \"../2020/a.gdr\"\n", sound()),
    );
    let is_outside = |run: Run| run.err.contains("outside of the project");
    assert!(!is_outside(folder.gdr("check 2020 2021 --lang en")));
    assert!(!is_outside(
        folder.gdr("check 2020/a.gdr 2021/a.gdr --lang en")
    ));
    assert!(!is_outside(folder.gdr("check . --lang en")));
    assert!(!is_outside(
        folder.gdr_in("2021", "check a.gdr --root .. --lang en")
    ));
    for line in ["check a.gdr --lang en", "check . --lang en"] {
        let run = folder.gdr_in("2021", line);
        assert!(run.err.contains("--root ../2020"), "{run:?}");
        assert!(is_outside(run));
    }
    // With settings or git, the folder above is the project.
    folder.write("gdr.toml", "lang = \"en\"\n");
    assert!(!is_outside(folder.gdr_in("2021", "check a.gdr")));
    folder.remove("gdr.toml");
    fs::create_dir(folder.path(".git")).expect("the folder is created");
    assert!(!is_outside(folder.gdr_in("2021", "check a.gdr --lang en")));
    // Settings below are those of a smaller project.
    folder.write("2021/gdr.toml", "lang = \"en\"\n");
    assert!(is_outside(folder.gdr_in("2021", "check a.gdr")));
    fs::remove_dir_all(folder.0).expect("the folder is removed");
}

#[test]
fn settings_are_searched_up_to_the_root_of_the_repository() {
    let folder = repository("search");
    folder.write(
        "gdr.toml",
        "deny = [\"warnings\"]\nout = \"theirs\"\nfault = 1\n",
    );
    folder.write("ours/sub/a.gdr", &sound());
    folder.gdr_in("ours/sub", "check a.gdr").assert_code(0);
    folder.gdr_in("ours", "build sub").assert_code(0);
    assert_untouched(&folder, "build sub");
    folder.write("ours/gdr.toml", "fault = 1\n");
    folder
        .gdr_in("ours/sub", "check a.gdr")
        .assert_code(2)
        .assert_prints("G0902");
}

#[test]
fn settings_name_no_place_outside() {
    let folder = repository("settings");
    folder.write("ours/a.gdr", &sound());
    let absolute = folder.path("theirs").display().to_string();
    for value in ["../theirs", "sub/../../theirs", absolute.as_str()] {
        for setting in [
            format!("out = {value:?}"),
            format!("template = {value:?}"),
            format!("paths = [{value:?}]"),
            format!("paths = [\"{value}/form.gdr\"]"),
        ] {
            folder.write("ours/gdr.toml", &setting);
            for line in ["check", "build", "build a.gdr", "fmt", "facts"] {
                let run = folder.gdr_in("ours", &format!("{line} --lang en"));
                assert_eq!(run.code, Some(2), "{setting} {line}: {run:?}");
                assert!(run.err.contains("G0907"), "{setting} {line}: {run:?}");
                assert_hidden(&folder, &run, &setting);
            }
        }
    }
    folder.write("ours/gdr.toml", "paths = [\"../theirs/notes.txt\"]");
    let run = folder.gdr_in("ours", "check");
    run.assert(2, "G0908");
    assert_hidden(&folder, &run, "paths");
}

#[cfg(unix)]
#[test]
fn settings_lead_nowhere_outside_through_links() {
    let folder = repository("settings-links");
    folder.write("ours/a.gdr", &sound());
    link(&folder, "ours/linked", "../theirs");
    for setting in [
        "out = \"linked\"",
        "out = \"linked/deep\"",
        "template = \"linked\"",
        "paths = [\"linked\"]",
        "paths = [\"linked/form.gdr\"]",
    ] {
        folder.write("ours/gdr.toml", setting);
        for line in ["check", "build", "build a.gdr"] {
            let run = folder.gdr_in("ours", line);
            run.assert(2, "G0907");
            assert_hidden(&folder, &run, setting);
        }
    }
    // The settings themselves.
    for target in ["../theirs/gdr.toml", "../theirs/notes.txt", "notes.txt"] {
        folder.remove("ours/gdr.toml");
        link(&folder, "ours/gdr.toml", target);
        folder.write("ours/notes.txt", "KEY = = 1");
        for format in FORMATS {
            let run = folder.gdr_in("ours", &format!("check a.gdr --format {format}"));
            run.assert(2, "G0906");
            assert!(
                !run.err.contains("KEY") && !run.out.contains("KEY"),
                "{run:?}"
            );
            assert_hidden(&folder, &run, target);
        }
    }
}

#[cfg(unix)]
#[test]
fn templates_are_no_links_out_of_their_folder() {
    let folder = repository("templates");
    folder.write("ours/a.gdr", &sound());
    folder.write("ours/.git/config", SECRET);
    for target in ["../../theirs/report.html", "../.git/config"] {
        folder.write("ours/t/report.md", "{{ title }}");
        link(&folder, "ours/t/report.html", target);
        folder.write("ours/gdr.toml", "template = \"t\"\n");
        for line in ["build", "build a.gdr --template t", "facts -o f.csv"] {
            let run = folder.gdr_in("ours", &format!("{line} --lang en"));
            run.assert(2, "link out of the folder of templates");
            assert!(!folder.has("ours/a.html") && !folder.has("ours/f.csv"));
        }
        folder.remove("ours/t");
    }
    assert_untouched(&folder, "build");
}

/// Pages, depfiles and tables: where a link leads outside, nothing is written.
#[cfg(unix)]
#[test]
fn outputs_do_not_leave_the_project_through_links() {
    let folder = repository("outputs");
    folder.write("ours/a.gdr", &sound());
    folder.write("ours/b.gdr", &sound().replace("27 |", "28 |"));
    link(&folder, "ours/linked", "../theirs");
    link(&folder, "ours/a.html", "../theirs/page.html");
    link(&folder, "ours/site/a.html", "../../theirs/page.html");
    link(&folder, "ours/new/a.html", "../../theirs/new.html");
    link(&folder, "ours/x.d", "../theirs/notes.txt");
    link(&folder, "ours/x.csv", "../theirs/notes.txt");
    link(&folder, "ours/x.gdr", "../theirs/form.gdr");
    for line in [
        "build a.gdr",
        "build a.gdr --out linked",
        "build a.gdr --out linked/deep",
        "build a.gdr --out site",
        "build a.gdr --out new",
        "build a.gdr -o site/a.html",
        "build a.gdr -o linked/a.html",
        "build a.gdr --to md --depfile x.d",
        "build a.gdr --to md --depfile linked/x.d",
        "facts a.gdr -o x.csv",
        "facts a.gdr -o linked/x.csv",
        "diff a.gdr b.gdr --corrections --format md -o x.csv",
        "diff a.gdr b.gdr --corrections -o linked/x.md",
        "new --year 2025 -o linked/new.gdr",
        "new --year 2025 -o x.gdr --force",
        "next a.gdr -o linked/new.gdr",
        "next a.gdr -o x.gdr --force",
    ] {
        let run = folder.gdr_in("ours", &format!("{line} --lang en"));
        run.assert(2, "outside of the project");
        assert_hidden(&folder, &run, line);
        assert!(!folder.has("ours/a.md"), "{line}");
    }
    // The settings name a folder in which a page leads outside.
    folder.write("ours/gdr.toml", "out = \"site\"\n");
    let run = folder.gdr_in("ours", "build a.gdr");
    assert_eq!(run.code, Some(2), "{run:?}");
    assert_untouched(&folder, "build");
}

/// What the command line names is written.
#[test]
fn the_command_line_names_places_outside() {
    let folder = repository("named");
    folder.write("ours/a.gdr", &sound());
    let absolute = folder.path("pages").display().to_string();
    for (line, file) in [
        ("build a.gdr --out ../site".to_owned(), "site/a.html"),
        (format!("build a.gdr --out {absolute}"), "pages/a.html"),
        ("build a.gdr -o ../one.html".to_owned(), "one.html"),
        (
            "build a.gdr --out ../site --depfile ../a.d".to_owned(),
            "a.d",
        ),
        ("facts a.gdr -o ../a.csv".to_owned(), "a.csv"),
        ("next a.gdr -o ../2022.gdr".to_owned(), "2022.gdr"),
        ("new --year 2025 -o ../new.gdr".to_owned(), "new.gdr"),
    ] {
        folder.gdr_in("ours", &line).assert_code(0);
        assert!(folder.has(file), "{line}");
    }
    // A page in that folder may still be a link that leads elsewhere.
    #[cfg(unix)]
    {
        folder.remove("site/a.html");
        link(&folder, "site/a.html", "../theirs/page.html");
        folder
            .gdr_in("ours", "build a.gdr --out ../site")
            .assert_code(2);
    }
    assert_untouched(&folder, "build");
}

/// An existing source is replaced by no output, whether it is an input or not.
#[test]
fn outputs_replace_no_source() {
    let folder = repository("sources");
    let files = [
        ("a.gdr", sound()),
        ("b.gdr", sound()),
        ("sub/other.GDR", "other".to_owned()),
        ("sub/gdr.toml", "lang = \"en\"\n".to_owned()),
        ("gdr.toml", "template = \"t\"\n".to_owned()),
        (
            "t/report.html",
            "{{ title }}{% include \"part.html\" %}".to_owned(),
        ),
        ("t/part.html", "part".to_owned()),
        ("old.txt", sound().replace("2021", "2020")),
    ];
    let write = |(name, text): &(&str, String)| folder.write(&format!("ours/{name}"), text);
    files.iter().for_each(write);
    #[cfg(unix)]
    fs::hard_link(folder.path("ours/a.gdr"), folder.path("ours/hard.html")).expect("a hard link");
    let mut lines = vec![
        "build a.gdr --previous old.txt -o old.txt --to html",
        "build a.gdr --previous old.txt -o a.md --depfile old.txt",
        "diff a.gdr b.gdr -o t/part.html --format html",
    ];
    #[cfg(unix)]
    lines.push("build a.gdr -o hard.html");
    let outputs = [
        "b.gdr",
        "sub/other.GDR",
        "sub/../sub/other.GDR",
        "gdr.toml",
        "sub/gdr.toml",
        "t/report.html",
        "t/part.html",
    ];
    let each = |line: &str| outputs.map(|output| format!("{line} {output}"));
    let lines = lines
        .into_iter()
        .map(str::to_owned)
        .chain(each("build a.gdr --to html -o"))
        .chain(each("build a.gdr --out site --depfile"))
        .chain(each("facts a.gdr --format csv -o"))
        .chain(each("diff a.gdr b.gdr --corrections --format md -o"));
    for line in lines {
        let run = folder.gdr_in("ours", &format!("{line} --lang en"));
        run.assert(2, "choose another output path");
        for (name, text) in &files {
            assert_eq!(&folder.read(&format!("ours/{name}")), text, "{line}");
        }
        assert!(!folder.has("ours/site"), "{line}");
    }
    // The form of a generated report, and this year's.
    let form = read("src/forms/disclosure-2021.gdr");
    folder.write("ours/form.gdr", &form);
    folder.write("ours/a.gdr", &format!("use \"form.gdr\"\n{}", sound()));
    for line in [
        "new --year 2025 --form form.gdr -o form.gdr --force",
        "next a.gdr -o form.gdr --force",
        "next a.gdr -o a.gdr --force",
    ] {
        let run = folder.gdr_in("ours", line);
        assert_eq!(run.code, Some(2), "{line}: {run:?}");
        assert_eq!(folder.read("ours/form.gdr"), form, "{line}");
    }
}

#[cfg(unix)]
#[test]
fn init_and_git_install_write_through_no_link() {
    let folder = repository("init");
    link(&folder, "ours/reports", "../theirs");
    let line = "init --year 2025 --lang en";
    let run = folder.gdr_in("ours", line);
    run.assert(2, "through a link");
    assert_hidden(&folder, &run, line);
    if !crate::common::tools::is_installed("git") {
        return;
    }
    folder.remove("ours/.git");
    let git = std::process::Command::new("git")
        .args(["init", "--quiet"])
        .current_dir(folder.path("ours"))
        .status();
    assert!(git.expect("git runs").success());
    link(&folder, "ours/.gitattributes", "../theirs/notes.txt");
    for line in ["git install", "git uninstall"] {
        let run = folder.gdr_in("ours", line);
        assert_eq!(run.code, Some(2), "{run:?}");
        assert_hidden(&folder, &run, line);
    }
}

/// In `gdr.toml`, `..` removes the name before it, also that of a link. What is checked is used.
#[cfg(unix)]
#[test]
fn settings_lead_nowhere_outside_through_a_link_and_dots() {
    let folder = repository("settings-dots");
    let unformatted = sound().replace("27 |", "27   |");
    fs::create_dir_all(folder.path("ours/d/e/f")).expect("the folder is created");
    fs::create_dir_all(folder.path("ours/d/theirs")).expect("the folder is created");
    folder.write("ours/a.gdr", &sound());
    folder.write("ours/d/theirs/report.html", "ours");
    folder.write("theirs/b.gdr", &unformatted);
    link(&folder, "ours/a", "d/e/f");
    for setting in [
        "paths = [\"a/../../theirs\"]",
        "paths = [\"a/../../theirs/b.gdr\"]",
        "template = \"a/../../theirs\"",
        "out = \"a/../../theirs\"",
    ] {
        folder.write("ours/gdr.toml", setting);
        for line in ["check", "build", "fmt", "facts"] {
            let run = folder.gdr_in("ours", line);
            run.assert(2, "G0907");
            assert!(!run.out.contains("27"), "{setting}: {run:?}");
            assert_eq!(folder.read("theirs/b.gdr"), unformatted, "{setting}");
        }
    }
    // The same path inside is read.
    folder.write("ours/gdr.toml", "paths = [\"a/../a.gdr\"]");
    folder.gdr_in("ours", "check").assert_code(0);
}

/// A path of the command line that goes through a link of the project is not the place that the
/// link leads to.
#[cfg(unix)]
#[test]
fn a_named_path_leads_nowhere_outside_through_links() {
    let folder = repository("named-links");
    let secret = sound().replace("27 |", "27   |");
    let previous = sound().replace("2021", "2020");
    folder.write("ours/a.gdr", &sound());
    folder.write("theirs/s.gdr", &secret);
    folder.write("theirs/last.gdr", &previous);
    link(&folder, "ours/reports", "../theirs");
    link(&folder, "ours/deep/er", "../../theirs");
    link(&folder, "ours/l.gdr", "../theirs/s.gdr");
    link(&folder, "ours/none.gdr", "../theirs/none.gdr");
    let absolute = folder.path("ours/l.gdr").display().to_string();
    let absolute = format!("check {absolute}");
    for line in [
        "build reports",
        "check reports/s.gdr",
        "facts reports/s.gdr -o f.csv",
        "next reports/s.gdr -o n.gdr",
        "fmt reports",
        "fmt a.gdr l.gdr",
        "fix l.gdr",
        "check l.gdr",
        "check ./l.gdr",
        "check none.gdr",
        "check ../ours/l.gdr",
        "check deep/er/s.gdr",
        "check deep/er/../theirs/s.gdr",
        "build l.gdr",
        "build a.gdr --template reports",
        "check a.gdr --previous reports/last.gdr",
        "trend l.gdr",
        "why a l.gdr",
        "diff l.gdr a.gdr",
        "git textconv l.gdr",
        "forms --form l.gdr",
        "explain --form l.gdr",
        "new --year 2021 --form l.gdr",
        "init reports --year 2025",
        absolute.as_str(),
    ] {
        let before = folder.files();
        let run = folder.gdr_in("ours", &format!("--lang en {line}"));
        run.assert(2, "leads out of the project through a link");
        assert!(!run.err.contains("theirs/s.gdr --"), "{line}: {run:?}");
        assert_eq!(folder.files(), before, "{line}");
        assert_eq!(folder.read("theirs/s.gdr"), secret, "{line}");
    }
    // What `--root` names, and a path outside of the project, is read.
    for line in [
        "check l.gdr --root ../theirs",
        "check reports/s.gdr --root ../theirs",
        "check ../theirs/s.gdr",
    ] {
        folder.gdr_in("ours", line).assert_code(0);
    }
}

/// Each report reads and writes in its own project, whatever is on the command line.
#[test]
fn projects_on_one_command_line_stay_separate() {
    let folder = Folder::outside("separate");
    let naming = |name: &str, file: &str| {
        let text = format!("{}\nprevious {file:?}\n", sound());
        folder.write(name, &text);
    };
    for project in ["a", "b"] {
        fs::create_dir_all(folder.path(project).join(".git")).expect("the folder is created");
    }
    folder.write("c/gdr.toml", "");
    folder.write("a/2020.gdr", &sound().replace("2021", "2020"));
    folder.write("a/2021.gdr", &sound());
    naming("b/h.gdr", "../a/2020.gdr");
    naming("c/h.gdr", "../a/2020.gdr");
    naming("d/h.gdr", "../a/2020.gdr");
    naming("d/i.gdr", "../e/2020.gdr");
    folder.write("e/2020.gdr", &sound().replace("2021", "2020"));
    for line in [
        "check a/2021.gdr b/h.gdr",
        "check a c",
        "check a d/h.gdr e/2020.gdr",
        "check a/2021.gdr a/2020.gdr d/h.gdr",
    ] {
        let run = folder.gdr(&format!("{line} --lang en"));
        assert!(
            run.err.contains("outside of the project"),
            "{line}: {run:?}"
        );
    }
    let run = folder.gdr("check d/i.gdr e/2020.gdr --lang en");
    assert!(!run.err.contains("outside of the project"), "{run:?}");
    #[cfg(unix)]
    {
        folder.write("a/page.html", "ours");
        folder.write("b/h.gdr", &sound());
        link(&folder, "b/h.html", "../a/page.html");
        link(&folder, "b/site/h.html", "../../a/page.html");
        for line in [
            "build a/2021.gdr b/h.gdr",
            "build a/2021.gdr b/h.gdr --out b/site",
        ] {
            folder.gdr(line).assert_code(2);
        }
        folder.gdr_in("a", "build ../b/h.gdr").assert_code(2);
        link(&folder, "b/l.gdr", "../a/2021.gdr");
        folder.gdr("check a/2020.gdr b").assert_code(2);
        assert_eq!(folder.read("a/page.html"), "ours");
    }
    fs::remove_dir_all(folder.0).expect("the folder is removed");
}

/// The hint names the folder as written, whether the file exists or not, and no target of a link.
#[cfg(unix)]
#[test]
fn a_refusal_depends_on_no_file_outside() {
    let folder = repository("hints");
    link(&folder, "ours/linked", "../theirs");
    link(&folder, "theirs/there.gdr", "../elsewhere/form.gdr");
    let printed = |path: &str| {
        folder.write("ours/a.gdr", &naming(&format!("previous {path:?}")));
        let run = folder.gdr_in("ours", "check a.gdr --lang en");
        assert!(run.err.contains("outside of the project"), "{run:?}");
        assert!(!run.err.contains("elsewhere"), "{run:?}");
        run.err
    };
    for (there, missing) in [
        ("../theirs/2020.gdr", "../theirs/0000.gdr"),
        ("../theirs/there.gdr", "../theirs/other.gdr"),
        ("linked/2020.gdr", "linked/0000.gdr"),
        ("linked/../theirs/there.gdr", "linked/../theirs/other.gdr"),
    ] {
        let name = |path: &str| path.rsplit('/').next().expect("a name").to_owned();
        let words = printed(there).replace(&name(there), "NAME");
        assert_eq!(words, printed(missing).replace(&name(missing), "NAME"));
        if there.starts_with("linked") {
            assert!(words.contains("really in"), "{words}");
            assert!(!words.contains("--root .."), "{words}");
        } else {
            assert!(words.contains("--root ../theirs"), "{words}");
        }
    }
}

/// Folders whose names are in GBK: reports in them name files, each in its own folder.
#[cfg(target_os = "linux")]
#[test]
fn folders_with_other_names_than_utf_8_have_projects() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let folder = repository("gbk");
    let names = [&b"\xc4\xea\xb1\xa8"[..], &b"\xbc\xbe\xb1\xa8"[..]];
    let folders = names.map(|name| folder.path("ours").join(OsStr::from_bytes(name)));
    for (at, place) in folders.iter().enumerate() {
        fs::create_dir_all(place).expect("the folder is created");
        let form = read("src/forms/disclosure-2021.gdr");
        fs::write(place.join(format!("form{at}.gdr")), form).expect("a form");
        let text = format!("use \"form{at}.gdr\"\n{}", sound());
        fs::write(place.join("g.gdr"), text).expect("a report");
    }
    folder.gdr_in("ours", "check .").assert_code(0);
    let in_ours = |arguments: &[&OsStr]| {
        let mut command = folder.command();
        command.current_dir(folder.path("ours")).args(arguments);
        Run::of(command.output().expect("gdr runs"))
    };
    let [report, other] = [&folders[0], &folders[1]].map(|place| place.join("g.gdr"));
    let [check, next, output] = ["check", "next", "-o"].map(OsStr::new);
    in_ours(&[check, report.as_os_str(), other.as_os_str()]).assert_code(0);
    // Last year's report cannot be named in a text in UTF-8.
    let run = in_ours(&[next, report.as_os_str(), output, OsStr::new("n.gdr")]);
    run.assert(2, "UTF-8");
    assert!(!folder.has("ours/n.gdr"));
    // Beside the report, nothing names the folder.
    let beside = folders[0].join("n.gdr");
    in_ours(&[next, report.as_os_str(), output, beside.as_os_str()]).assert_code(0);
}

/// A file in the folder of templates may become a template, even if none includes it now.
#[test]
fn outputs_are_not_in_the_folder_of_templates() {
    let folder = repository("template-folder");
    let templates = [("report.html", "{{ title }}"), ("print.html", "mine")];
    for (name, text) in templates {
        folder.write(&format!("ours/t/{name}"), text);
    }
    folder.write("ours/t/print.gdr", &sound());
    folder.write("ours/t/new.gdr", &sound());
    folder.write("ours/a.gdr", &sound());
    folder.write("ours/gdr.toml", "template = \"t\"\n");
    for line in [
        "build t/print.gdr",
        "build t/new.gdr",
        "build a.gdr -o t/print.html",
        "build a.gdr --out site --depfile t/print.html",
        "facts a.gdr --format csv -o t/print.html",
    ] {
        let run = folder.gdr_in("ours", &format!("{line} --lang en"));
        run.assert(2, "in the folder of templates");
        for (name, text) in templates {
            assert_eq!(folder.read(&format!("ours/t/{name}")), text, "{line}");
        }
        assert!(!folder.has("ours/t/new.html"), "{line}");
    }
    #[cfg(unix)]
    {
        let (template, page) = (folder.path("ours/t/print.html"), folder.path("ours/a.html"));
        fs::hard_link(template, page).expect("a hard link");
        folder.gdr_in("ours", "build a.gdr").assert_code(2);
        assert_eq!(folder.read("ours/t/print.html"), "mine");
    }
}

/// What has the name of a template is not skipped.
#[cfg(unix)]
#[test]
fn a_template_that_is_no_file_is_an_error() {
    let folder = repository("template-pipe");
    folder.write("ours/a.gdr", &sound());
    let build = |words: &str| {
        let run = folder.gdr_in("ours", "build a.gdr --template t --lang en");
        run.assert(2, words);
        assert!(!folder.has("ours/a.html"), "{run:?}");
    };
    folder.write("ours/t/report.md", "{{ title }}");
    link(&folder, "ours/t/report.html", "missing.html");
    build("no such file");
    folder.remove("ours/t");
    folder.write("ours/t/report.html/notes.txt", "");
    folder.write("ours/t/report.md", "{{ title }}");
    build("expected a file");
    folder.remove("ours/t/report.html");
    let pipe = std::process::Command::new("mkfifo")
        .arg(folder.path("ours/t/report.html"))
        .status();
    assert!(pipe.expect("mkfifo runs").success());
    build("not a regular file");
}

/// Commands that are not tested here read and write no files that a project names.
#[test]
fn every_command_is_tested() {
    let source = read(Path::new("tests/it/cli/containment.rs"));
    let others = ["preview", "completions", "man", "help"];
    for command in commands() {
        assert!(
            others.contains(&command.as_str()) || source.contains(&format!("\"{command} ")),
            "{command}"
        );
    }
}

#[cfg(unix)]
#[test]
fn manual_pages_and_attributes_are_not_written_through_links() {
    use std::os::unix::fs::symlink;
    let folder = Folder::new("links-of-pages");
    let report = example("wujiang-2020");
    folder.write("x.gdr", &report);
    fs::create_dir(folder.path("man")).expect("the folder is created");
    symlink("../x.gdr", folder.path("man/gdr.1")).expect("the link is created");
    folder.gdr("man -o man").assert_code(2);
    assert_eq!(folder.read("x.gdr"), report);

    let git = std::process::Command::new("git")
        .args(["init", "-q"])
        .current_dir(folder.path(""))
        .status();
    assert!(git.is_ok_and(|status| status.success()));
    let head = folder.read(".git/HEAD");
    symlink(".git/HEAD", folder.path(".gitattributes")).expect("the link is created");
    folder.gdr("git install").assert_code(2);
    assert_eq!(folder.read(".git/HEAD"), head);
}

/// A redirection of standard output may have text before that of the command.
#[cfg(target_os = "linux")]
#[test]
fn standard_output_by_name_is_appended_to() {
    use std::process::Command;
    let folder = Folder::new("streams");
    folder.write("a.gdr", &example("wujiang-2020"));
    folder.write("log", "before\n");
    let mut command = Command::new(env!("CARGO_BIN_EXE_gdr"));
    let log = fs::File::options().append(true).open(folder.path("log"));
    command
        .args(["facts", "a.gdr", "-o", "/dev/stdout"])
        .current_dir(folder.path(""))
        .stdout(log.expect("the file opens"));
    assert!(command.status().expect("gdr starts").success());
    let log = folder.read("log");
    assert!(log.starts_with("before\n") && log.len() > 1000, "{log}");
}

/// A line in a file name could be a command to a code host that reads the log.
#[cfg(unix)]
#[test]
fn names_of_files_begin_no_line() {
    let folder = Folder::new("names-with-lines");
    for name in ["a.gdr", "b\n::warning::x.gdr"] {
        folder.write(name, &example("wujiang-2020"));
    }
    let run = folder.gdr("trend .");
    assert!(!run.err.contains("\n::warning"), "{}", run.err);
}
