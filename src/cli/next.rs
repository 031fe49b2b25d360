//! `gdr next`: next year's report from this year's.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{ArgMatches, Command};

use super::batch::{Batch, no_report};
use super::options::ReportingOptions;
use super::{Exit, Session, arguments, new, output};
use crate::Compiler;
use crate::cli::Error;
use crate::diagnostic::{Diagnostic, Language, Outcome, Words};
use crate::files::Disk;
use crate::model::{Form, Report};
use crate::previous;
use crate::source::Source;
use crate::write;

pub fn command(language: Language) -> Command {
    let localize = |zh: &str, en: &str| Words::new(zh, en).of(language).to_owned();
    Command::new("next")
        .about(localize("由今年的报告写出下一年度的：带来结转的数，列出要做的事", "write next year's report from this year's"))
        .arg(
            arguments::path("report", "REPORT")
                .required(true)
                .help(localize("今年的报告", "this year's report")),
        )
        .args(output::arguments(language))
        .after_help(localize(
            "例：\n  gdr next 2024.gdr -o 2025.gdr\n没有 -o 时，文件中的路径从今年的报告所在的目录算起。",
            "example:\n  gdr next 2024.gdr -o 2025.gdr\nWithout -o, the paths in the text are seen from the folder of this year's report.",
        ))
}

pub fn run(session: &Session, matches: &ArgMatches) -> Exit {
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
        session.eprint(&outcome.reported);
        outcome.exit
    };
    // One compiler, so that a form which goes on is the same one.
    let compiler = Compiler::with_files(Disk::new());
    let source = match batch.read(path) {
        Ok(source) => source,
        Err(outcome) => {
            session.eprint(&outcome.reported);
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
    let form = match next_form(&compiler, &last) {
        Ok(form) => form,
        Err(error) => return session.fail(error),
    };
    let uses: Vec<String> = last
        .uses
        .iter()
        .map(|file| seen_from(written, path, file))
        .collect();
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
    draft.previous = Some(output::seen_from(written, path));
    let tasks = draft.tasks.len();
    let more = Words::new(
        format!("；要做的事 {tasks} 项，列在文件末尾"),
        format!("; {tasks} things to do are listed at its end"),
    );
    output::write(session, matches, &write::source(&draft, options), &more)
}

/// This year's report is not written over, whatever is forced.
fn is_another(path: &Path, matches: &ArgMatches) -> Result<(), Error> {
    match output::file(matches) {
        Some(file) if output::is_same(file, path) => {
            let path = path.display();
            Err(Words::new(
                format!("不能写在今年的报告 {path} 上"),
                format!("this year's report {path} is not written over"),
            )
            .into())
        }
        _ => Ok(()),
    }
}

/// The form for the year after a report's: of the files that the report uses, or shipped.
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
        (None, None) => {
            Err(Words::new("找不到下一年度的表单", "there is no form for the next year").into())
        }
        (Some(fault), _) if last.uses.is_empty() => Err(new::words(fault).into()),
        (Some(_), _) => Err(not_in_files(last).into()),
    }
}

/// The form is the report's own, and so is that of the year after.
fn not_in_files(last: &Report) -> Words {
    let (name, year) = (&last.form.name, last.year + 1);
    Words::new(
        format!(
            "报告用到的表单文件里没有适用于 {year} 年的“{name}”；新的版本在另一个文件里的，请在今年的报告里加一行：use \"文件\""
        ),
        format!(
            "no form file of the report has a `{name}` for {year}; if it is in another file, add to this year's report: use \"FILE\""
        ),
    )
}

/// A report for the next year that states nothing, with this year's beside it.
fn attach(form: Arc<Form>, last: Report, path: &Path) -> Outcome<Report> {
    let place = last.place(last.head);
    let empty = Report::empty(form.source.clone(), form, last.year + 1);
    let last = Outcome::ok(Some(last));
    previous::attach(empty, &place, &path.display().to_string(), last)
}

/// A file that this year's report names, seen from next year's.
fn seen_from(written: &Path, report: &Path, file: &str) -> String {
    output::seen_from(
        written,
        &report.parent().unwrap_or(Path::new("")).join(file),
    )
}
