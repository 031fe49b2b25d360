//! `gdr init`: the repository that it makes.

use crate::common::folder::Folder;
use crate::common::read;

pub(super) const INIT: &str = "init --year 2025 --agency 青禾县水务局";
pub(super) const VERSION: &str = env!("CARGO_PKG_VERSION");

pub(super) fn revision() -> &'static str {
    option_env!("GDR_REVISION").unwrap_or(concat!("v", env!("CARGO_PKG_VERSION")))
}

#[test]
fn a_new_repository_checks_and_builds() {
    let folder = Folder::new("new");
    folder
        .gdr(INIT)
        .assert_code(0)
        .assert_says("下一步")
        .assert_says("reports/2025.gdr");
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
        .assert_says("reports/2025.gdr:")
        .assert_says("没有错误");
    folder
        .gdr("build --draft")
        .assert_code(0)
        .assert_says("已生成 site/2025.html");
    assert_eq!(folder.built(), ["site/2025.html"]);
    // What is not known yet does not go out unmarked.
    folder.gdr("build").assert_code(1).assert_says("G0520");
    // What is built is not kept.
    assert!(
        folder
            .read(".gitignore")
            .lines()
            .any(|line| line == "/site/")
    );
}

/// The steps of the workflow are those that work.
#[test]
fn the_workflow_runs() {
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
        // What is handed on is what was built, and the version is this one.
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
        // An action that is not pinned may change by itself.
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

/// A repository in either language has the same settings and steps, and comments of that language.
#[test]
fn comments_are_in_the_language_of_messages() {
    let made = |language: &str| {
        let folder = Folder::new(&format!("comments-{language}"));
        folder
            .gdr(&format!("{INIT} --lang {language}"))
            .assert_code(0);
        ["gdr.toml", ".github/workflows/reports.yml"].map(|file| folder.read(file))
    };
    let lines = |text: &str, wanted: bool| -> Vec<String> {
        let is_setting = |words: &str| words.split(' ').nth(1) == Some("=");
        let is_words = |line: &str| {
            line.trim_start()
                .strip_prefix("# ")
                .is_some_and(|words| !is_setting(words))
        };
        text.lines()
            .filter(|line| is_words(line) == wanted && !line.starts_with("lang"))
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
fn what_is_there_is_left() {
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
        .assert_says("left reports/2025.gdr as it is");
    assert!(!again.said.contains("made"), "{again:#?}");
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
        .assert_says("请在里面加一行：/site/");
    assert!(
        run.said.contains("已有 repository/.gitattributes，未改\n"),
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
fn a_form_of_ones_own_belongs_to_the_repository() {
    let folder = Folder::new("form");
    let form = read("examples/local/meetings-form.gdr");
    folder.write("outside.gdr", &form);
    folder
        .gdr("init repository --year 2024 --form outside.gdr")
        .assert_code(2)
        .assert_says("请先把它放进 repository");
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
fn a_repository_has_a_year() {
    let folder = Folder::new("year");
    folder.gdr("init").assert_code(2).assert_says("--year");
    folder
        .gdr("init --year 明年")
        .assert_code(2)
        .assert_says("不是一个年份");
    assert!(folder.files().is_empty());
}
