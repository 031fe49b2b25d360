//! `gdr facts`: every fact of reports on its own line.

use clap::{ArgMatches, Command};

use super::batch::{Batch, each};
use super::options::ReportingOptions;
use super::outcome::ReportOutcome;
use super::{Exit, Session, arguments, check, format, output, project, root};
use crate::cli::Error;
use crate::diagnostic::{Language, Words};
use crate::emit::{FactsFormat, render_facts};
use crate::files::{Input, PendingFile};

pub(super) fn command(language: Language) -> Command {
    let localize = |zh: &str, en: &str| Words::new(zh, en).of(language).to_owned();
    Command::new("facts")
        .about(localize(
            "将每项数据写成一行，供电子表格、数据库和程序使用",
            "write every fact on its own line, for spreadsheets, databases and programs",
        ))
        .arg(check::paths(language))
        .arg(format::argument::<FactsFormat>(localize(
            "格式（默认 csv，或由 -o 的扩展名决定）",
            "format (default: csv, or by the extension of -o)",
        )))
        .arg(arguments::output("FILE").help(localize(
            "输出文件；省略或写 - 时直接显示，不存为文件",
            "output file; standard output if omitted or -",
        )))
        .arg(root::argument(language))
        .after_help(localize(
            "例：\n  gdr facts 报告/ -o 数据.csv\n  gdr facts 报告/ --format ndjson\n\n\
             无法读取的报告整份不列入，其文件名和错误输出到标准错误；勾稽关系请用 gdr check 检查。\n\
             退出码：0 全部列出，1 有报告未列入，2 用法或读写错误",
            "examples:\n  gdr facts reports/ -o facts.csv\n  gdr facts reports/ --format ndjson\n\n\
             A report that cannot be read is left out as a whole and listed on standard error. To check identities, use gdr check.\n\
             exit codes: 0 all reports written, 1 a report was left out, 2 usage or I/O error",
        ))
}

pub(super) fn run(session: &Session, matches: &ArgMatches) -> Exit {
    written(session, matches).unwrap_or_else(|words| session.fail(words))
}

fn written(session: &Session, matches: &ArgMatches) -> Result<Exit, Error> {
    let inputs = project::inputs(session, matches)?;
    let output = output::file(matches);
    let format: FactsFormat = format::of_output(matches, output)?;
    output::check(session, matches, inputs.iter().map(|input| &input.path))?;
    let mut sink = match output {
        Some(path) => Sink::File(PendingFile::create(path)?),
        None => Sink::Standard(session),
    };
    sink.write(&format.head())?;
    let batch = Batch::new(session, ReportingOptions::default());
    let mut exit = Exit::Fine;
    let mut reports = 0;
    for (lines, outcome) in each(&inputs, &|input: &Input| lines(&batch, input, format)) {
        session.show(&outcome.reported);
        exit = exit.max(outcome.exit);
        reports += usize::from(outcome.is_report);
        sink.write(&lines)?;
    }
    sink.close()?;
    if reports == 0 && exit == Exit::Fine {
        batch.report_missing(&inputs);
    }
    if let Some(path) = output {
        session.eprint(output::wrote(path, &Words::default()).of(session.language));
    }
    Ok(exit)
}

/// The lines of a report; none if it has errors.
fn lines(batch: &Batch, input: &Input, format: FactsFormat) -> (String, ReportOutcome) {
    let (report, outcome) = batch.facts(&input.path);
    match report
        .filter(|_| outcome.exit == Exit::Fine)
        .map(|report| render_facts(&report, format))
    {
        Some(Err(reason)) => (String::new(), batch.failed(Words::same(&reason))),
        Some(Ok(lines)) => (lines, outcome),
        None => (String::new(), outcome),
    }
}

/// The output, written line by line.
enum Sink<'s> {
    Standard(&'s Session),
    File(PendingFile),
}

impl Sink<'_> {
    fn write(&mut self, text: &str) -> Result<(), Error> {
        match self {
            Sink::Standard(session) => session.print(text),
            Sink::File(file) => file.write(text).map_err(Error::from),
        }
    }

    fn close(self) -> Result<(), Error> {
        match self {
            Sink::Standard(_) => Ok(()),
            Sink::File(file) => file.close().map_err(Error::from),
        }
    }
}
