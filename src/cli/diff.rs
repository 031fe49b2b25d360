//! `gdr diff`: compares two reports fact by fact.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Arg, ArgMatches, Command};

use super::batch::{Batch, no_report};
use super::options::ReportingOptions;
use super::{Exit, Session, arguments, color, format, output, root, template, usage};
use crate::Compiled;
use crate::cli::Error;
use crate::diagnostic::catalog::Concern;
use crate::diagnostic::{Diagnostic, Language, Words};
use crate::diff::{self, Diff, DiffKind};
use crate::emit::{DiffFormat, DiffOptions, render_diff};
use crate::files;
use crate::model::Report;
use crate::previous;
use crate::resolve;
use crate::source::Source;

pub(super) fn command(language: Language) -> Command {
    let localize = |zh: &str, en: &str| Words::new(zh, en).of(language).to_owned();
    let file = |name, help: String| arguments::path(name, name).required(true).help(help);
    let flag = |name, help: String| arguments::flag(name).help(help);
    Command::new("diff")
        .about(localize(
            "逐项比较两份报告：相邻两年，或同一年的两个版本",
            "compare two reports fact by fact: successive years, or two versions of one year",
        ))
        .arg(file("OLD", localize("旧报告（一般是上一年度的）", "the old report, usually last year's")))
        .arg(file("NEW", localize("新报告", "the new report")))
        .arg(flag("corrections", localize("比较同一年度的两个版本，列出更正之处", "compare two versions of one year and list the corrections")))
        .arg(flag("all", localize("没有变化的项也列出", "also list unchanged items")))
        .arg(
            Arg::new("only")
                .long("only")
                .value_name("PATH")
                .help(localize("只比较指定的内容：一个部分、一张表、一行或一个数", "compare only this part: a section, a table, a row or a fact")),
        )
        .arg(Arg::new("max-reuse").long("max-reuse").value_name("PERCENT").value_parser(usage::between(0, 100)).help(
            localize("任何一个部分的正文与旧报告重复的比例超过此百分比时，退出码为 1", "exit with 1 if more than this percentage of a section's prose repeats the old report"),
        ))
        .arg(flag("exit-code", localize("有差异时退出码为 1", "exit with 1 if there are differences")))
        .arg(format::argument::<DiffFormat>(localize(
            "格式（默认 text，或由 -o 的扩展名决定）",
            "format (default: text, or by the extension of -o)",
        )))
        .arg(
            arguments::output("FILE")
                .help(localize("输出文件；写 - 时直接显示，不存为文件", "output file; - for standard output")),
        )
        .arg(root::argument(language))
        .after_help(localize(
            "例：\n  gdr diff 2024.gdr 2025.gdr\n  gdr diff 原稿.gdr 更正.gdr --corrections -o 更正.html\n\n退出码：0 已比较，1 有报告无法读取，或使用 --exit-code 时有差异，2 用法或读写错误",
            "examples:\n  gdr diff 2024.gdr 2025.gdr\n  gdr diff first.gdr second.gdr --corrections -o corrections.html\n\nexit codes: 0 compared, 1 a report cannot be read, or there are differences and --exit-code is given, 2 usage or I/O error",
        ))
}

pub(super) fn run(session: &Session, matches: &ArgMatches) -> Exit {
    let kind = if matches.get_flag("corrections") {
        DiffKind::Corrections
    } else {
        DiffKind::Years
    };
    let (old, new) = match compiled(session, matches, kind) {
        Ok(both) => both,
        Err(exit) => return exit,
    };
    let unread = [&old, &new].map(|compiled| {
        compiled
            .diagnostics
            .iter()
            .filter(|found| is_unread(found))
            .count()
    });
    let (Some(old), Some(new)) = (&old.value, &new.value) else {
        return Exit::Errors;
    };
    let only = matches.get_one::<String>("only");
    let scope = only.map(|path| {
        diff::scope(&old.report, &new.report, path).ok_or_else(|| nothing_named(&new.report, path))
    });
    let reported = scope.transpose().map_err(Error::from).and_then(|scope| {
        let diff = diff::diff(old, new, kind).with_errors(unread[0], unread[1]);
        let diff = match &scope {
            Some(scope) => diff.within(scope),
            None => diff,
        };
        print_diff(session, matches, &diff)
            .map(|()| (!diff.is_empty(), report_reused(session, matches, &diff)))
    });
    match reported {
        Ok((true, _)) if matches.get_flag("exit-code") => Exit::Errors,
        Ok((_, reuses_too_much)) if reuses_too_much => Exit::Errors,
        Ok(_) => Exit::Fine,
        Err(error) => session.fail(error),
    }
}

/// Compiles both reports and prints their diagnostics. If the old report is last year's, the new
/// one is compiled with it as previous report.
fn compiled(
    session: &Session,
    matches: &ArgMatches,
    kind: DiffKind,
) -> Result<(Compiled, Compiled), Exit> {
    let batch = Batch::new(session, ReportingOptions::default());
    let read = |name: &str| {
        batch.read(path(matches, name)).map_err(|outcome| {
            session.show(&outcome.reported);
            outcome.exit
        })
    };
    let (first, second) = (read("OLD")?, read("NEW")?);
    let old = batch.compile(&first);
    let is_last_year = kind == DiffKind::Years
        && old
            .value
            .as_ref()
            .is_some_and(|old| follows(&batch, &second, &old.report));
    let mut new = batch.compile_after(&second, is_last_year.then_some(first));
    if is_last_year {
        new.diagnostics
            .retain(|found| found.concern() != Some(Concern::Previous));
    }
    for (compiled, name) in [(&old, "OLD"), (&new, "NEW")] {
        let outcome = batch.outcome(compiled.value.as_ref(), &compiled.diagnostics);
        session.show(&outcome.reported);
        if !outcome.is_report && outcome.exit == Exit::Fine {
            session.fail(no_report(path(matches, name)));
        }
    }
    Ok((old, new))
}

fn path<'m>(matches: &'m ArgMatches, name: &str) -> &'m Path {
    matches
        .get_one::<PathBuf>(name)
        .map_or(Path::new(""), PathBuf::as_path)
}

/// Whether `new` is a report for the year after `old`, and its form follows the form of `old`.
fn follows(batch: &Batch, new: &Arc<Source>, old: &Report) -> bool {
    let named = batch.compiler.form_of(new).value;
    named.is_some_and(|(form, year)| year - old.year == 1 && previous::may_follow(&form, &old.form))
}

/// Whether a diagnostic means that a part of the report could not be read. The result is `false`
/// for a failing identity, because the differences list it.
fn is_unread(found: &Diagnostic) -> bool {
    found.is_error() && found.concern() != Some(Concern::Identity)
}

/// The message that a path exists in neither report, with a suggestion from the new one.
fn nothing_named(new: &Report, path: &str) -> Words {
    let nowhere = || {
        Words::new(
            format!("两份报告中都没有“{path}”"),
            format!("neither report has `{path}`"),
        )
    };
    resolve::path(&new.form, &new.own_facts, path)
        .err()
        .unwrap_or_else(nowhere)
}

fn print_diff(session: &Session, matches: &ArgMatches, diff: &Diff) -> Result<(), Error> {
    let output = output::file(matches);
    let read = ["OLD", "NEW"]
        .into_iter()
        .filter_map(|name| matches.get_one::<PathBuf>(name));
    output::check(session, matches, read)?;
    let options = DiffOptions {
        format: format::of_output(matches, output)?,
        language: session.language,
        all: matches.get_flag("all"),
        color: output.is_none() && color::is_requested(matches, std::io::stdout()),
    };
    let text = render_diff(diff, options).map_err(|reason| template::wrong(&reason))?;
    match output {
        Some(path) => files::write(path, &text).map_err(Error::from),
        // The text has colors, and no invisible characters.
        None if options.format == DiffFormat::Text => session.write(&text),
        None => session.print(&text),
    }
}

/// Reports the sections whose reuse of old prose exceeds the limit. Returns whether there are any.
fn report_reused(session: &Session, matches: &ArgMatches, diff: &Diff) -> bool {
    let Some(&most) = matches.get_one::<u16>("max-reuse") else {
        return false;
    };
    let exceeding = diff.prose.exceeding(usize::from(most));
    for section in &exceeding {
        let (label, percent) = (&section.label, section.reuse.percent().unwrap_or_default());
        let words = Words::new(
            format!(
                "“{}”的正文有 {percent}% 与旧报告重复，超过 {most}%\n",
                label.of_zh()
            ),
            format!(
                "{percent}% of the prose of {} repeats the old report, more than {most}%\n",
                label.of_en()
            ),
        );
        session.eprint(words.of(session.language));
    }
    !exceeding.is_empty()
}
