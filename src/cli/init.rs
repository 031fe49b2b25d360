//! `gdr init`: creates a repository of reports with settings, a first report and a workflow.
//! Existing files are not changed.

use std::path::{Path, PathBuf};

use clap::{ArgMatches, Command};

use super::git::install::ATTRIBUTES;
use super::{Exit, Session, arguments, new, output, project};
use crate::cli::Error;
use crate::diagnostic::{Language, Words};
use crate::invisible::shown;
use crate::source::slice;
use crate::{files, write};

/// The output folder, which git ignores.
const IGNORED: &str = "/site/";

pub(super) fn command(language: Language) -> Command {
    let localize = |zh: &str, en: &str| Words::new(zh, en).of(language).to_owned();
    Command::new("init")
        .about(localize(
            "建立存放报告的目录，含设置文件、第一份报告和自动检查的流程",
            "create a repository for reports, with settings, a first report and a workflow",
        ))
        .arg(
            arguments::path("folder", "DIR")
                .default_value(".")
                .hide_default_value(true)
                .help(localize(
                    "目录（默认当前目录）；已有的文件不修改",
                    "folder (default: the current one); existing files are not changed",
                )),
        )
        .args(new::arguments(language))
        .arg(output::ids(language))
        .after_help(localize(
            "例：\n  gdr init 年度报告 --year 2025 --agency 青禾县水务局",
            "example:\n  gdr init reports --year 2025 --agency 青禾县水务局",
        ))
}

pub(super) fn run(session: &Session, matches: &ArgMatches) -> Exit {
    let folder = matches
        .get_one::<PathBuf>("folder")
        .map_or(Path::new("."), PathBuf::as_path);
    match repository(session, matches, folder).and_then(|files| make(session, folder, &files)) {
        Ok(()) => Exit::Fine,
        Err(error) => session.fail(error),
    }
}

/// A file to create.
struct GeneratedFile {
    /// Its path in the repository.
    name: String,
    text: String,
    /// The line that an existing file should contain.
    line: Option<&'static str>,
}

impl GeneratedFile {
    fn new(name: &str, text: String) -> GeneratedFile {
        GeneratedFile {
            name: name.to_owned(),
            text,
            line: None,
        }
    }

    fn of_line(name: &str, line: &'static str) -> GeneratedFile {
        GeneratedFile {
            name: name.to_owned(),
            text: format!("{line}\n"),
            line: Some(line),
        }
    }

    /// The message that an existing file was not changed.
    fn left(&self, path: &Path) -> Words {
        let shown = shown(path);
        let has_line = |line: &str| {
            files::read_text(path).is_ok_and(|text| text.lines().any(|other| other.trim() == line))
        };
        match self.line.filter(|line| !has_line(line)) {
            Some(line) => Words::new(
                format!("已有 {shown}，未修改；请在其中加一行：{line}\n"),
                format!("{shown} exists and was not changed; add this line to it: {line}\n"),
            ),
            None => Words::new(
                format!("已有 {shown}，未修改\n"),
                format!("{shown} exists and was not changed\n"),
            ),
        }
    }
}

/// The files of the repository. The report is the second.
fn repository(
    session: &Session,
    matches: &ArgMatches,
    folder: &Path,
) -> Result<[GeneratedFile; 5], Error> {
    let report = |year: i32| format!("reports/{year}.gdr");
    let draft = new::draft(session, matches, |year| folder.join(report(year)))?;
    // The report is in `reports/`, so `../` is the repository itself.
    if let Some(form) = draft
        .uses
        .iter()
        .find(|form| form.starts_with("../../") || Path::new(form).is_absolute())
    {
        return Err(Words::new(
            format!(
                "表单文件 {form} 不在报告的目录内，他人取得该目录时将缺少此文件；请先将其放入 {}",
                shown(folder)
            ),
            format!(
                "the form file {form} is outside the repository; move it into {} first",
                shown(folder)
            ),
        )
        .into());
    }
    let language = session.language;
    let name = match language {
        Language::Chinese => "zh",
        Language::English => "en",
    };
    let settings = include_str!("init/gdr.toml").replace("{lang}", name);
    Ok([
        GeneratedFile::new(project::FILE, in_language(&settings, name)),
        GeneratedFile::new(
            &report(draft.year),
            write::source(&draft, output::options(session, matches)),
        ),
        GeneratedFile::of_line(".gitignore", IGNORED),
        GeneratedFile::of_line(".gitattributes", ATTRIBUTES),
        GeneratedFile::new(
            ".github/workflows/reports.yml",
            in_language(&workflow(), name),
        ),
    ])
}

/// The workflow with comments in both languages.
fn workflow() -> String {
    let template = include_str!("init/reports.yml");
    let mut install = include_str!("init/install.sh").trim_end().to_owned();
    // The script becomes a YAML block, indented as its placeholder is.
    if let Some((before, _)) = template.split_once("{install}") {
        let indent = before.rsplit('\n').next().unwrap_or_default();
        install = install
            .replace('\n', &format!("\n{indent}"))
            .replace(&format!("{indent}\n"), "\n");
    }
    template
        .replace("{version}", env!("CARGO_PKG_VERSION"))
        .replace("{repository}", env!("CARGO_PKG_REPOSITORY"))
        .replace(
            "{revision}",
            option_env!("GDR_REVISION").unwrap_or(concat!("v", env!("CARGO_PKG_VERSION"))),
        )
        .replace("{install}", &install)
}

/// A template in one language. Of the comments marked `#zh` or `#en`, those in the other language
/// are removed.
fn in_language(template: &str, language: &str) -> String {
    let line = |line: &str| {
        let comment = line.trim_start();
        let indent = slice(line, ..line.len() - comment.len());
        match comment
            .strip_prefix('#')
            .and_then(|rest| rest.split_once(' '))
        {
            Some((other, words)) if other == language => Some(format!("{indent}# {words}")),
            Some(("zh" | "en", _)) => None,
            _ => Some(line.to_owned()),
        }
    };
    template.split_inclusive('\n').filter_map(line).collect()
}

/// Creates the files that do not exist, and prints what to do next.
fn make(session: &Session, folder: &Path, files: &[GeneratedFile]) -> Result<(), Error> {
    files.iter().try_for_each(|file| is_inside(folder, file))?;
    for file in files {
        let path = in_folder(folder, &file.name);
        let words = if files::create(&path, &file.text)? {
            Words::new(
                format!("已建立 {}\n", shown(&path)),
                format!("created {}\n", shown(&path)),
            )
        } else {
            file.left(&path)
        };
        session.eprint(words.of(session.language));
    }
    let report = in_folder(folder, &files[1].name);
    let (report, shown) = (shown(&report), shown(folder));
    let there = if folder == Path::new(".") {
        Words::default()
    } else {
        Words::new(
            format!("到目录 {shown} 中"),
            format!("in the folder {shown}, "),
        )
    };
    let words = Words::new(
        format!(
            "下一步：将 {report} 中的 ? 改为实际数据；{}运行 gdr check（检查）、gdr build --draft（生成草稿）\n",
            there.of_zh()
        ),
        format!(
            "next: replace each ? in {report} with a figure; {}run gdr check and gdr build --draft\n",
            there.of_en()
        ),
    );
    session.eprint(words.of(session.language));
    Ok(())
}

/// Checks that no link leads out of the folder, in which somebody else may have prepared it.
fn is_inside(folder: &Path, file: &GeneratedFile) -> Result<(), Error> {
    let path = in_folder(folder, &file.name);
    if files::real(&path).starts_with(files::real(folder)) {
        return Ok(());
    }
    let (path, folder) = (shown(&path), shown(folder));
    Err(Words::new(
        format!("{path} 经由链接指向 {folder} 之外，未建立任何文件；请先删除该链接"),
        format!("{path} leads out of {folder} through a link; nothing was created; remove the link first"),
    )
    .into())
}

/// A path in the folder, without a leading `./`.
fn in_folder(folder: &Path, name: &str) -> PathBuf {
    if folder == Path::new(".") {
        PathBuf::from(name)
    } else {
        files::slashed(folder.join(name))
    }
}
