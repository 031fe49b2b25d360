//! `gdr check`: reports all diagnostics.

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::{Arg, ArgMatches, Command};

use super::batch::Batch;
use super::options::{self, ReportingOptions};
use super::outcome::ReportOutcome;
use super::timings::{self, Timings};
use super::watch::{self, Job};
use super::{Exit, Session, arguments, listing, previous, project, root};
use crate::cli::Error;
use crate::coverage::{self, Guards};
use crate::diagnostic::{Language, Words, counted};
use crate::files::Input;
use crate::invisible::{shown, visible_line};
use crate::lint;
use crate::model::{FactId, Report, Verdict};
use crate::source::Place;
use crate::verify::{self, Verified};

pub(super) fn command(language: Language) -> Command {
    let localize = |zh: &str, en: &str| Words::new(zh, en).of(language).to_owned();
    Command::new("check")
        .about(localize("检查报告，列出全部诊断信息，不生成文件", "check reports and print all diagnostics; write no files"))
        .arg(paths(language))
        .arg(undecided(language))
        .args(options::overrides(language))
        .arg(options::format(language))
        .arg(previous::argument(language))
        .arg(root::argument(language))
        .arg(coverage(language))
        .arg(listing::argument(language))
        .arg(timings::argument(language))
        .arg(watch::argument(language).conflicts_with("format"))
        .after_help(localize(
            "例：\n  gdr check 2025.gdr\n  gdr check 报告/ --deny warnings --format github\n\n退出码：0 无错误（可有警告），1 报告有错误，2 用法或读写错误",
            "examples:\n  gdr check 2025.gdr\n  gdr check reports/ --deny warnings --format github\n\nexit codes: 0 no errors (warnings are possible), 1 errors in the reports, 2 usage or I/O error",
        ))
}

fn undecided(language: Language) -> Arg {
    let help = Words::new(
        "逐项列出不能判定的勾稽关系和原因",
        "list the undecided identities and the reason for each",
    );
    arguments::flag("undecided").help(help.of(language).to_owned())
}

/// One line for each undecided identity, with the first reason.
fn undecided_lines(session: &Session, verified: &Verified) -> String {
    let report = &verified.report;
    let undecided = verified
        .findings
        .iter()
        .filter_map(|finding| match &finding.verdict {
            Verdict::Undecided(reason) => Some((finding.identity, reason)),
            Verdict::Holds | Verdict::Fails | Verdict::Excepted(_) => None,
        });
    let undecided: Vec<_> = undecided.collect();
    let mut lines = String::new();
    for same in undecided.chunk_by(|a, b| a.0 == b.0) {
        let (statement, reason) = (
            verify::statement(report, same[0].0),
            verify::reason_words(report, same[0].1),
        );
        let number = same.len();
        let line = Words::new(
            format!(
                "不能判定（{number} 处）：{}：{}\n",
                statement.of_zh(),
                reason.of_zh()
            ),
            format!(
                "undecided ({number}): {}: {}\n",
                statement.of_en(),
                reason.of_en()
            ),
        );
        lines.push_str(line.of(session.language));
    }
    lines
}

fn coverage(language: Language) -> Arg {
    let help = Words::new(
        "列出未经核对的数，包括表中的数和正文中的数",
        "list the numbers that no check covers, in tables and in prose",
    );
    arguments::flag("coverage").help(help.of(language).to_owned())
}

/// One line for each section, followed by one for each number that no check covers.
fn coverage_lines(session: &Session, verified: Verified) -> String {
    let (verified, Some(numbers)) = coverage::coverage(verified) else {
        let words = Words::new(
            "数据过多，没有逐个判断各数是否经过核对\n",
            "too many numbers to analyse their coverage\n",
        );
        return words.of(session.language).to_owned();
    };
    let report = &verified.report;
    // The failing identities of a number already report an error in it.
    let is_noticed = |fact: FactId| {
        verify::about(&verified, &[fact])
            .findings
            .iter()
            .any(|finding| matches!(finding.verdict, Verdict::Fails))
    };
    let fails = verified.tally().fail > 0;
    let noticed = numbers.into_iter().map(|(fact, guards)| {
        let already = usize::from(fails && guards.total() == 0 && is_noticed(fact));
        (
            fact,
            Guards {
                identities: guards.identities + already,
                ..guards
            },
        )
    });
    let numbers: Vec<(FactId, Guards)> = noticed.collect();
    let mut lines = String::new();
    for section in
        numbers.chunk_by(|(a, _), (b, _)| section_of(report, *a) == section_of(report, *b))
    {
        lines.push_str(
            section_line(&section_of(report, section[0].0), section).of(session.language),
        );
        for (fact, _) in section.iter().filter(|(_, guards)| guards.total() == 0) {
            let path = report.fact_path(*fact, false);
            let place = report.fact(*fact).map(|fact| report.place(fact.span));
            let place = place
                .map(|place| {
                    format!(
                        "{}:{}",
                        visible_line(place.source.name()),
                        place.position().line
                    )
                })
                .unwrap_or_default();
            let line = Words::new(
                format!("  没有核对：{path}（{place}）\n"),
                format!("  not checked: {path} ({place})\n"),
            );
            lines.push_str(line.of(session.language));
        }
    }
    lines
}

/// One line for each number in the prose that is not compared with a fact.
fn unrecognised_lines(session: &Session, verified: &Verified) -> String {
    let line = |(place, around): (Place, String)| {
        let place = format!(
            "{}:{}",
            visible_line(place.source.name()),
            place.position().line
        );
        let words = Words::new(
            format!("正文中没有核对的数：…{around}…（{place}）\n"),
            format!("not checked in the prose: …{around}… ({place})\n"),
        );
        words.of(session.language).to_owned()
    };
    lint::unrecognised(verified).into_iter().map(line).collect()
}

/// The name of a fact's section, or of its `facts` block.
fn section_of(report: &Report, fact: FactId) -> String {
    let path = report.fact_path(fact, false);
    path.split('.').next().map(str::to_owned).unwrap_or(path)
}

fn section_line(name: &str, section: &[(FactId, Guards)]) -> Words {
    let number = section.len();
    let unguarded = section
        .iter()
        .filter(|(_, guards)| guards.total() == 0)
        .count();
    let fewest = section
        .iter()
        .map(|(_, guards)| guards.identities)
        .min()
        .unwrap_or_default();
    let (zh, en) = match (unguarded, fewest) {
        (0, 0) => (
            String::from("均由勾稽关系、正文或上一年度的数核对"),
            String::from("each checked by an identity, the prose or last year's report"),
        ),
        (0, 1) => (
            String::from("均由勾稽关系核对"),
            String::from("each checked by an identity"),
        ),
        (0, _) => (
            format!("均由至少 {fewest} 项勾稽关系核对"),
            format!("each checked by {fewest} or more identities"),
        ),
        _ => (
            format!("其中 {unguarded} 个没有核对，写错不会被发现"),
            format!("{unguarded} not checked: errors in them go undetected"),
        ),
    };
    Words::new(
        format!("{name}：{number} 个数，{zh}\n"),
        format!("{name}: {}, {en}\n", counted(number, "number")),
    )
}

/// The argument that names sources.
pub(super) fn paths(language: Language) -> Arg {
    let help = Words::new(
        ".gdr 文件或目录；省略时为当前项目（gdr.toml）的全部报告",
        ".gdr files or folders; if omitted, all reports of the current project (gdr.toml)",
    );
    arguments::path("paths", "PATH")
        .num_args(1..)
        .help(help.of(language).to_owned())
}

pub(super) fn run(session: &Session, matches: &ArgMatches) -> Exit {
    watch::run(session, matches, || CheckCommand::of(session, matches))
}

/// The parsed command line.
struct CheckCommand<'s> {
    folders: Vec<PathBuf>,
    inputs: Vec<Input>,
    batch: Batch<'s>,
    lists_undecided: bool,
    lists_coverage: bool,
}

impl<'s> CheckCommand<'s> {
    fn of(session: &'s Session, matches: &ArgMatches) -> Result<CheckCommand<'s>, Error> {
        let inputs = project::inputs(session, matches)?;
        let options = ReportingOptions::of(session, matches)?.with_format(matches);
        let batch = Batch::new(session, options);
        let last = previous::given(batch.compiler.named_files(), matches, &inputs)?;
        let batch = batch.after(last).timed(Timings::of(matches));
        let (lists_undecided, lists_coverage) =
            (matches.get_flag("undecided"), matches.get_flag("coverage"));
        Ok(CheckCommand {
            folders: project::folders(session, matches),
            inputs,
            batch,
            lists_undecided,
            lists_coverage,
        })
    }

    fn one(&self, input: &Input) -> ReportOutcome {
        let compiled = match self.batch.read(&input.path) {
            Ok(source) => self.batch.compile(&source),
            Err(outcome) => return *outcome,
        };
        let session = self.batch.session;
        let mut outcome = self
            .batch
            .outcome(compiled.value.as_ref(), &compiled.diagnostics);
        if let Some(verified) = compiled.value.as_ref().filter(|_| self.lists_undecided) {
            outcome.reported.push(&undecided_lines(session, verified));
        }
        if let Some(verified) = compiled.value.filter(|_| self.lists_coverage) {
            let unrecognised = unrecognised_lines(session, &verified);
            outcome.reported.push(&coverage_lines(session, verified));
            outcome.reported.push(&unrecognised);
        }
        if !outcome.is_report && outcome.exit == Exit::Fine {
            let path = shown(&input.path);
            let words = Words::new(
                format!("{path}：表单没有错误\n"),
                format!("{path}: a form without errors\n"),
            );
            outcome.reported.push(words.of(session.language));
        }
        outcome
    }
}

impl Job for CheckCommand<'_> {
    fn folders(&self) -> &[PathBuf] {
        &self.folders
    }

    fn inputs(&self) -> &[Input] {
        &self.inputs
    }

    fn run(&self, inputs: &[Input]) -> Exit {
        self.batch.run(inputs, |input| self.one(input))
    }

    fn sources(&self, input: &Input) -> BTreeSet<PathBuf> {
        self.batch.files(&input.path)
    }

    fn outputs(&self, _: &Input) -> Vec<PathBuf> {
        Vec::new()
    }
}
