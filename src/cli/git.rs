//! `gdr git`: lets git understand reports: hunk headers, word differences, and merges by fact.

pub(super) mod install;
mod merge;
mod process;

use clap::{Arg, ArgMatches, Command};

use super::arguments::path_of;
use super::batch::Batch;
use super::options::ReportingOptions;
use super::{Exit, Session, arguments};
use crate::cli::Error;
use crate::diagnostic::{Language, Words};
use crate::model::Report;

pub(super) fn command(language: Language) -> Command {
    let localize = |zh: &str, en: &str| Words::new(zh, en).of(language).to_owned();
    let command =
        |name: &'static str, zh: &str, en: &str| Command::new(name).about(localize(zh, en));
    Command::new("git")
        .about(localize(
            "让版本管理工具 git 按报告的内容比较和合并",
            "let git understand reports: differences and merges",
        ))
        .after_help(localize(
            "例：\n  gdr git install",
            "example:\n  gdr git install",
        ))
        .disable_help_subcommand(true)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(
            command(
                "install",
                "在当前 git 仓库（由 git 管理的目录）中设置",
                "set up the current repository",
            )
            .after_help(localize(
                "例：\n  gdr git install",
                "example:\n  gdr git install",
            )),
        )
        .subcommand(
            command(
                "uninstall",
                "撤销 gdr git install 所作的设置",
                "undo what `gdr git install` has set",
            )
            .after_help(localize(
                "例：\n  gdr git uninstall",
                "example:\n  gdr git uninstall",
            )),
        )
        .subcommand(merge_command(language))
        .subcommand(
            command(
                "textconv",
                "列出报告的数据，一行一项（由 git 调用）",
                "print the facts of a report, one per line (called by git)",
            )
            .arg(file("file", "FILE").help(localize("报告", "a report"))),
        )
}

fn merge_command(language: Language) -> Command {
    let localize = |zh: &str, en: &str| Words::new(zh, en).of(language).to_owned();
    Command::new("merge")
        .about(localize(
            "按数据项合并（由 git 调用）",
            "merge by fact (called by git)",
        ))
        .arg(
            file("files", "BASE")
                .value_names(["BASE", "OURS", "THEIRS", "PATH"])
                .num_args(4)
                // Git passes the path unchanged, and it may begin with a dash.
                .trailing_var_arg(true)
                .allow_hyphen_values(true)
                .help(localize(
                    "两方修改之前的文件（%O），我方的文件，合并结果写入此文件（%A），对方的文件（%B），文件在仓库中的路径（%P）",
                    "the file before both changes (%O), our file, to which the result is written (%A), their file (%B), and the path in the repository (%P)",
                )),
        )
}

/// A required argument that is a file.
fn file(name: &'static str, value: &'static str) -> Arg {
    arguments::path(name, value).required(true)
}

pub(super) fn run(session: &Session, matches: &ArgMatches) -> Exit {
    let outcome = match matches.subcommand() {
        Some(("install", _)) => install::install(session),
        Some(("uninstall", _)) => install::uninstall(session),
        Some(("merge", matches)) => Ok(merge::merge(session, matches)),
        Some(("textconv", matches)) => textconv(session, matches),
        _ => Ok(Exit::Usage),
    };
    outcome.unwrap_or_else(|words| session.fail(words))
}

/// Prints the facts of a report, one per line. A text that is not a report is printed unchanged.
fn textconv(session: &Session, matches: &ArgMatches) -> Result<Exit, Error> {
    let batch = Batch::new(session, ReportingOptions::default());
    let source = match batch.read(&path_of(matches, "file")) {
        Ok(source) => source,
        Err(outcome) => {
            session.show(&outcome.reported);
            return Ok(outcome.exit);
        }
    };
    match batch.compile(&source).value {
        Some(verified) => session.say(&facts(&verified.report))?,
        None => session.say(source.text())?,
    }
    Ok(Exit::Fine)
}

fn facts(report: &Report) -> String {
    let facts = report
        .facts
        .iter()
        .enumerate()
        .filter_map(|(id, fact)| Some((id, fact.as_ref()?)));
    facts
        .map(|(id, fact)| format!("{} = {}\n", report.fact_path(id, false), fact.value))
        .collect()
}
