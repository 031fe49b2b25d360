//! `gdr init`: the repository that it creates.

use crate::common::folder::Folder;
use crate::common::read;

pub(super) const INIT: &str = "init --year 2025 --agency 青禾县水务局";
pub(super) const VERSION: &str = env!("CARGO_PKG_VERSION");

pub(super) fn revision() -> &'static str {
    option_env!("GDR_REVISION").unwrap_or(concat!("v", env!("CARGO_PKG_VERSION")))
}

#[test]
fn a_new_repository_can_be_checked_and_built() {
    let folder = Folder::new("new");
    folder
        .gdr(INIT)
        .assert_code(0)
        .assert_prints("下一步")
        .assert_prints("reports/2025.gdr");
    let made = [
        ".gitattributes",
        ".github/workflows/reports.yml",
        ".gitignore",
        "gdr.toml",
        "reports/2025.gdr",
    ];
    assert_eq!(folder.files(), made);
    folder
        .gdr("check")
        .assert_code(0)
        .assert_prints("reports/2025.gdr:")
        .assert_prints("没有错误");
    folder
        .gdr("build --draft")
        .assert_code(0)
        .assert_prints("已生成 site/2025.html");
    assert_eq!(folder.built(), ["site/2025.html"]);
    // A page with unknown values must be marked as a draft.
    folder.gdr("build").assert_code(1).assert_prints("G0520");
    // The output folder is ignored by git.
    assert!(
        folder
            .read(".gitignore")
            .lines()
            .any(|line| line == "/site/")
    );
}

/// The commands of the workflow succeed in the new repository.
#[test]
fn the_workflow_succeeds() {
    for language in ["zh", "en"] {
        let folder = Folder::new(&format!("workflow-{language}"));
        folder
            .gdr(&format!("{INIT} --lang {language}"))
            .assert_code(0);
        let workflow = folder.read(".github/workflows/reports.yml");
        let steps: Vec<&str> = workflow
            .lines()
            .filter_map(|line| {
                line.trim_start_matches([' ', '-'])
                    .strip_prefix("run: gdr ")
            })
            .collect();
        assert!(steps.len() >= 2, "{workflow}");
        for step in steps {
            folder.gdr(step).assert_code(0);
        }
        assert_eq!(folder.built(), ["site/2025.html"]);
        // The uploaded folder is the output folder, and the version is the current one.
        assert!(
            workflow.contains("path: site\n")
                && workflow.contains(&format!("GDR_VERSION: {VERSION}\n"))
                && workflow.contains(&format!("GDR_REVISION: {}\n", revision()))
                && workflow.contains(concat!(
                    "GDR_REPOSITORY: ",
                    env!("CARGO_PKG_REPOSITORY"),
                    "\n"
                ))
        );
        // Actions are pinned, since a tag could be moved.
        let actions: Vec<&str> = workflow
            .lines()
            .filter_map(|line| line.split_once("uses: "))
            .map(|(_, action)| action)
            .collect();
        let is_pinned = |action: &&str| {
            action
                .split_once('@')
                .is_some_and(|(_, at)| at.split(' ').next().is_some_and(|hash| hash.len() == 40))
        };
        assert!(
            !actions.is_empty() && actions.iter().all(is_pinned),
            "{actions:?}"
        );
    }
}

/// In both languages, the settings and steps are the same and the comments are translated.
#[test]
fn comments_are_in_the_language_of_messages() {
    let made = |language: &str| {
        let folder = Folder::new(&format!("comments-{language}"));
        folder
            .gdr(&format!("{INIT} --lang {language}"))
            .assert_code(0);
        ["gdr.toml", ".github/workflows/reports.yml"].map(|file| folder.read(file))
    };
    let lines = |text: &str, is_comment: bool| -> Vec<String> {
        let is_setting = |words: &str| words.split(' ').nth(1) == Some("=");
        let is_words = |line: &str| {
            line.trim_start()
                .strip_prefix("# ")
                .is_some_and(|words| !is_setting(words))
        };
        text.lines()
            .filter(|line| is_words(line) == is_comment && !line.starts_with("lang"))
            .map(str::to_owned)
            .collect()
    };
    for (zh, en) in made("zh").iter().zip(&made("en")) {
        assert_eq!(lines(zh, false), lines(en, false));
        assert!(!lines(en, true).is_empty() && !lines(zh, true).is_empty());
        assert!(lines(en, true).iter().all(|line| line.is_ascii()), "{en}");
        assert!(lines(zh, true).iter().all(|line| !line.is_ascii()), "{zh}");
    }
}

#[test]
fn existing_files_are_not_changed() {
    let folder = Folder::new("twice");
    folder.gdr(INIT).assert_code(0);
    let before: Vec<String> = folder
        .files()
        .iter()
        .map(|file| folder.read(file))
        .collect();
    let again = folder
        .gdr("init --year 2025 --agency 青禾县教育局 --lang en")
        .assert_code(0)
        .assert_prints("reports/2025.gdr exists and was not changed");
    assert!(!again.err.contains("created"), "{again:#?}");
    assert_eq!(
        folder
            .files()
            .iter()
            .map(|file| folder.read(file))
            .collect::<Vec<_>>(),
        before
    );

    let other = Folder::new("there");
    other.write("repository/.gitignore", "*.docx\n");
    other.write("repository/reports/2024.gdr", "// ours\n");
    other.write("repository/.gitattributes", "*.gdr diff=gdr merge=gdr\n");
    let run = other
        .gdr(&format!("init repository {}", &INIT[5..]))
        .assert_code(0)
        .assert_prints("请在其中加一行：/site/");
    assert!(
        run.err.contains("已有 repository/.gitattributes，未修改\n"),
        "{run:#?}"
    );
    assert_eq!(
        (
            other.read("repository/.gitignore"),
            other.read("repository/reports/2024.gdr")
        ),
        ("*.docx\n".into(), "// ours\n".into())
    );
    assert!(other.files().contains(&"repository/gdr.toml".to_owned()));
}

#[test]
fn a_custom_form_must_be_in_the_repository() {
    let folder = Folder::new("form");
    let form = read("examples/local/meetings-form.gdr");
    folder.write("outside.gdr", &form);
    folder
        .gdr("init repository --year 2024 --form outside.gdr")
        .assert_code(2)
        .assert_prints("请先将其放入 repository");
    assert_eq!(folder.files(), ["outside.gdr"]);
    folder.write("repository/forms/meetings.gdr", &form);
    folder
        .gdr("init repository --year 2024 --form repository/forms/meetings.gdr")
        .assert_code(0);
    assert!(
        folder
            .read("repository/reports/2024.gdr")
            .contains("use \"../forms/meetings.gdr\"")
    );
    folder.gdr_in("repository", "build --draft").assert_code(0);
    assert_eq!(folder.built(), ["repository/site/2024.html"]);
}

#[test]
fn init_requires_a_year() {
    let folder = Folder::new("year");
    folder.gdr("init").assert_code(2).assert_prints("--year");
    folder
        .gdr("init --year 明年")
        .assert_code(2)
        .assert_prints("年度“明年”无效");
    assert!(folder.files().is_empty());
}
