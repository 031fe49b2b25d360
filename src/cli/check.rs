//! `gdr check`: everything there is to say of reports.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use super::batch::Batch;
use super::manner::{self, Manner};
use super::{Exit, Session, files, localized, previous};
use crate::diagnostic::{Language, Words};
use crate::model::Verdict;
use crate::verify::{self, Verified};

pub fn command(language: Language) -> Command {
    let say = |zh: &str, en: &str| Words::new(zh, en).of(language).to_owned();
    localized(Command::new("check"), language)
        .about(say("检查报告，不生成文件", "check reports and write nothing"))
        .arg(paths(language))
        .arg(undecided(language))
        .args(manner::levels(language))
        .arg(manner::format(language))
        .arg(previous::argument(language))
        .after_help(say(
            "退出码：0 无错误（可有警告），1 报告有错误，2 用法或读写错误",
            "exit codes: 0 fine (there may be warnings), 1 the reports have errors, 2 usage or I/O",
        ))
}

fn undecided(language: Language) -> Arg {
    let help = Words::new("逐项列出不能判定的勾稽关系和原因", "list the identities that are undecided, and why");
    Arg::new("undecided").long("undecided").action(ArgAction::SetTrue).help(help.of(language).to_owned())
}

/// One line for each identity that is undecided, with the first reason.
fn undecided_lines(session: &Session, verified: &Verified) -> String {
    let report = &verified.report;
    let undecided = verified.findings.iter().filter_map(|finding| match &finding.verdict {
        Verdict::Undecided(reason) => Some((finding.identity, reason)),
        Verdict::Holds | Verdict::Fails | Verdict::Excepted(_) => None,
    });
    let undecided: Vec<_> = undecided.collect();
    let mut lines = String::new();
    for same in undecided.chunk_by(|a, b| a.0 == b.0) {
        let (statement, reason) = (verify::statement(report, same[0].0), verify::reason_words(report, same[0].1));
        let number = same.len();
        let line = Words::new(
            format!("不能判定（{number} 处）：{}：{}\n", statement.of_zh(), reason.of_zh()),
            format!("undecided ({number}): {}: {}\n", statement.of_en(), reason.of_en()),
        );
        lines.push_str(line.of(session.language));
    }
    lines
}

/// The argument that names sources.
pub fn paths(language: Language) -> Arg {
    let help = Words::new(".gdr 文件，或含有它们的目录", ".gdr files, or folders of them");
    Arg::new("paths")
        .value_name("PATH")
        .required(true)
        .num_args(1..)
        .value_parser(value_parser!(PathBuf))
        .help(help.of(language).to_owned())
}

pub fn run(session: &Session, matches: &ArgMatches) -> Exit {
    let inputs = match files::inputs(matches.get_many("paths").into_iter().flatten()) {
        Ok(inputs) => inputs,
        Err(words) => return session.fail(&words),
    };
    let manner = match Manner::of(matches) {
        Ok(manner) => manner.with_format(matches),
        Err(words) => return session.fail(&words),
    };
    let last = match previous::given(matches, &inputs) {
        Ok(last) => last,
        Err(words) => return session.fail(&words),
    };
    let batch = Batch::new(session, manner).after(last);
    batch.run(&inputs, |input| match batch.read(&input.path) {
        Ok(source) => {
            let compiled = batch.compile(&source);
            let mut done = batch.done(compiled.value.as_ref(), &compiled.diagnostics);
            if let Some(verified) = compiled.value.as_ref().filter(|_| matches.get_flag("undecided")) {
                done.told.push_str(&undecided_lines(session, verified));
            }
            if !done.is_report && done.exit == Exit::Fine {
                let path = input.path.display();
                let words = Words::new(format!("{path}：表单没有错误\n"), format!("{path}: a form without errors\n"));
                done.told.push_str(words.of(session.language));
            }
            done
        }
        Err(done) => *done,
    })
}
