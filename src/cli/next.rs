//! `gdr next`: generates next year's report from this year's.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{ArgMatches, Command};

use super::batch::{Batch, no_report};
use super::options::ReportingOptions;
use super::{Exit, Session, arguments, new, output, root};
use crate::Compiler;
use crate::cli::Error;
use crate::diagnostic::{Diagnostic, Language, Outcome, Words, counted};
use crate::files::Disk;
use crate::invisible::shown;
use crate::model::{Form, Report};
use crate::previous;
use crate::source::Source;
use crate::write;

pub(super) fn command(language: Language) -> Command {
    let localize = |zh: &str, en: &str| Words::new(zh, en).of(language).to_owned();
    Command::new("next")
        .about(localize("由本年度的报告生成下一年度的报告，列出待办事项", "write next year's report from this year's: carry figures forward and list what to do"))
        .arg(
            arguments::path("report", "REPORT")
                .required(true)
                .help(localize("本年度的报告", "this year's report")),
        )
        .args(output::arguments(language))
        .arg(root::argument(language))
        .after_help(localize(
            "例：\n  gdr next 2024.gdr -o 2025.gdr\n\n不加 -o 时，所生成报告中的路径相对于本年度报告所在的目录。",
            "example:\n  gdr next 2024.gdr -o 2025.gdr\n\nWithout -o, paths in the report are relative to the folder of this year's report.",
        ))
}

pub(super) fn run(session: &Session, matches: &ArgMatches) -> Exit {
    let Some(path) = matches.get_one::<PathBuf>("report") else {
        return Exit::Usage;
    };
    let written = output::file(matches).unwrap_or(path);
    if let Err(words) = output::is_free(matches).and_then(|()| is_another(path, matches)) {
        return session.fail(words);
    }
    let batch = Batch::new(session, ReportingOptions::default());
    let refuse = |diagnostics: &[Diagnostic]| {
        let outcome = batch.outcome(None, diagnostics);
        session.show(&outcome.reported);
        outcome.exit
    };
    // Both reports use one compiler. A form that is valid in both years is then the same object.
    let compiler = &batch.compiler;
    let source = match batch.read(path) {
        Ok(source) => source,
        Err(outcome) => {
            session.show(&outcome.reported);
            return outcome.exit;
        }
    };
    let Outcome { value, diagnostics } = compiler.facts(&source);
    let errors: Vec<Diagnostic> = diagnostics
        .into_iter()
        .filter(Diagnostic::is_error)
        .collect();
    let Some(last) = value.filter(|_| errors.is_empty()) else {
        return if errors.is_empty() {
            session.fail(no_report(path))
        } else {
            refuse(&errors)
        };
    };
    let free = keeps_inputs(session, matches, compiler, &source);
    let named = free.and_then(|()| named_files(written, path, &last));
    let ready = named.and_then(|named| Ok((next_form(compiler, &last)?, named)));
    let (form, (uses, this)) = match ready {
        Ok(ready) => ready,
        Err(error) => return session.fail(error),
    };
    let attached = attach(form, last, path);
    let errors: Vec<Diagnostic> = attached
        .diagnostics
        .into_iter()
        .filter(Diagnostic::is_error)
        .collect();
    if !errors.is_empty() {
        return refuse(&errors);
    }
    let options = output::options(session, matches);
    let Some(mut draft) = write::next(&attached.value, options) else {
        return Exit::Errors;
    };
    draft.uses = uses;
    draft.previous = Some(this);
    let tasks = draft.tasks.len();
    let more = Words::new(
        format!("；待办事项 {tasks} 项，列在文件末尾"),
        format!("; {} listed at its end", counted(tasks, "task")),
    );
    output::write(session, matches, &write::source(&draft, options), &more)
}

/// This year's report is not overwritten, even with `--force`.
fn is_another(path: &Path, matches: &ArgMatches) -> Result<(), Error> {
    match output::file(matches) {
        Some(file) if output::is_same(file, path) => {
            let path = shown(path);
            Err(Words::new(
                format!("不能覆盖本年度的报告 {path}"),
                format!("cannot overwrite this year's report {path}"),
            )
            .into())
        }
        _ => Ok(()),
    }
}

/// The files that this year's report names are not overwritten either.
fn keeps_inputs(
    session: &Session,
    matches: &ArgMatches,
    compiler: &Compiler<Disk>,
    source: &Source,
) -> Result<(), Error> {
    let named = compiler.named_files().named_by(source.name());
    output::check_source(session, matches, named.iter().map(PathBuf::as_path))
}

/// The form for the year after a report: from the files that the report uses, or a shipped one.
fn next_form(compiler: &Compiler<Disk>, last: &Report) -> Result<Arc<Form>, Error> {
    let uses: String = last
        .uses
        .iter()
        .map(|file| format!("use {}\n", write::quoted(file)))
        .collect();
    let head = Source::new(
        last.source.name(),
        format!("report {} {}\n{uses}", last.form.name, last.year + 1),
    );
    let found = compiler.form_of(&head);
    match (found.diagnostics.first(), found.value) {
        (None, Some((form, _))) => Ok(form),
        (None, None) => Err(Words::new("找不到下一年度的表单", "no form for the next year").into()),
        (Some(fault), _) if last.uses.is_empty() => Err(new::words(fault).into()),
        (Some(_), _) => Err(not_in_files(last).into()),
    }
}

/// The message for a report with a custom form whose files have no edition for the next year.
fn not_in_files(last: &Report) -> Words {
    let (name, year) = (&last.form.name, last.year + 1);
    Words::new(
        format!(
            "报告所用的表单文件中没有适用于 {year} 年的“{name}”；新版本如在另一个文件中，请在本年度的报告中加一行：use \"文件\""
        ),
        format!(
            "no form file of the report has `{name}` for {year}; if another file has it, add to this year's report: use \"FILE\""
        ),
    )
}

/// An empty report for the next year, with this year's report attached as the previous one.
fn attach(form: Arc<Form>, last: Report, path: &Path) -> Outcome<Report> {
    let place = last.place(last.head);
    let empty = Report::empty(form.source.clone(), form, last.year + 1);
    let last = Outcome::ok(Some(last));
    previous::attach(empty, &place, &path.display().to_string(), last)
}

/// The paths of the form files of this year's report and of this report itself, relative to next
/// year's report.
fn named_files(
    written: &Path,
    path: &Path,
    report: &Report,
) -> Result<(Vec<String>, String), Error> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let uses = report.uses.iter();
    let uses = uses.map(|file| output::seen_from(written, &folder.join(file)));
    Ok((
        uses.collect::<Result<_, _>>()?,
        output::seen_from(written, path)?,
    ))
}
