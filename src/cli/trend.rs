//! `gdr trend`: selected facts over the years.

use clap::{Arg, ArgMatches, Command};

use super::batch::{Batch, each};
use super::options::ReportingOptions;
use super::outcome::ReportOutcome;
use super::{Exit, Session, check, format, project, root};
use crate::cli::Error;
use crate::diagnostic::{Language, Words};
use crate::emit::trend::{self, TrendFormat};
use crate::files::Input;
use crate::invisible::visible_line;
use crate::trend::{Digest, FactSelection, Trend};

pub(super) fn command(language: Language) -> Command {
    let localize = |zh: &str, en: &str| Words::new(zh, en).of(language).to_owned();
    Command::new("trend")
        .about(localize("逐年列出选定的数据，表单换版的前后年度也可对照", "list selected facts over the years, across editions of the form"))
        .after_help(localize(
            "例：\n  gdr trend 报告/\n  gdr trend 报告/ --facts 申请.新收,申请.办理结果.总计 --format csv",
            "examples:\n  gdr trend reports/\n  gdr trend reports/ --facts requests.received,requests.outcome.total --format csv",
        ))
        .arg(check::paths(language))
        .arg(Arg::new("facts").long("facts").value_name("PATH,…").value_delimiter(',').help(localize(
            "要列出的数据的路径，如 申请.新收,申请.办理结果.总计（默认列出各表的总计）",
            "facts to list, such as requests.received,requests.outcome.total (default: the totals of each table)",
        )))
        .arg(format::argument::<TrendFormat>(localize(
            "格式（直接显示，不存为文件；csv 供电子表格使用）",
            "format (standard output; csv is for spreadsheets)",
        )))
        .arg(root::argument(language))
}

pub(super) fn run(session: &Session, matches: &ArgMatches) -> Exit {
    let inputs = match project::inputs(session, matches) {
        Ok(inputs) => inputs,
        Err(error) => return session.fail(error),
    };
    let layout: TrendFormat = format::named(matches).unwrap_or_default();
    let choice = FactSelection {
        paths: matches
            .get_many("facts")
            .into_iter()
            .flatten()
            .cloned()
            .collect(),
    };
    let batch = Batch::new(session, ReportingOptions::default());
    let (digests, exit) = digests(&batch, &inputs);
    if digests.is_empty() && exit == Exit::Fine {
        batch.report_missing(&inputs);
    }
    let trend = match Trend::of(digests, &choice) {
        Ok(trend) => trend,
        Err(error) => return session.fail(error),
    };
    let faults = batch.outcome(None, &trend.diagnostics);
    session.show(&faults.reported);
    let rivals = report_rivals(session, &trend.value);
    let rendered = trend::render(&trend.value, layout, session.language);
    match rendered
        .map_err(|reason| Error::from(Words::same(&reason)))
        .and_then(|text| match layout {
            TrendFormat::Text => session.say(&text),
            TrendFormat::Markdown | TrendFormat::Html | TrendFormat::Csv | TrendFormat::Json => {
                session.print(&text)
            }
        }) {
        Ok(()) => exit.max(faults.exit).max(rivals),
        Err(error) => session.fail(error),
    }
}

/// The digest of each report. A report with errors is left out, and its errors are printed.
fn digests(batch: &Batch, inputs: &[Input]) -> (Vec<Digest>, Exit) {
    let mut digests = Vec::with_capacity(inputs.len());
    let mut exit = Exit::Fine;
    for (digest, outcome) in each(inputs, &|input: &Input| digest(batch, input)) {
        batch.session.show(&outcome.reported);
        exit = exit.max(outcome.exit);
        digests.extend(digest);
    }
    (digests, exit)
}

fn digest(batch: &Batch, input: &Input) -> (Option<Digest>, ReportOutcome) {
    let (report, outcome) = batch.facts(&input.path);
    (
        report.map(|report| Digest::of(&report, outcome.exit == Exit::Fine)),
        outcome,
    )
}

/// The names of files, each on the line.
fn names(files: &[String]) -> String {
    let files: Vec<_> = files.iter().map(|file| visible_line(file)).collect();
    files.join(" ")
}

/// Prints a message for each body that has several reports for one year. The trend uses none of
/// them.
fn report_rivals(session: &Session, trend: &Trend) -> Exit {
    let mut exit = Exit::Fine;
    for (body, year) in trend.rivals() {
        let (name, number, files) = (&body.name, year.first, names(&year.files));
        let words = Words::new(
            format!("{name} {number} 年度有多份报告，均未列入：{files}\n"),
            format!("{name} has several reports for {number}; none is included: {files}\n"),
        );
        session.eprint(words.of(session.language));
        exit = Exit::Errors;
    }
    exit
}
