//! `gdr new`: writes an empty report to fill in.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Arg, ArgMatches, Command};

use super::{Exit, Session, output};
use crate::cli::Error;
use crate::diagnostic::{Diagnostic, Language, Words, catalog};
use crate::files;
use crate::forms::{self, Files, Forms};
use crate::model::Form;
use crate::source::{Place, Source, Span};
use crate::write;

pub(super) fn command(language: Language) -> Command {
    let localize = |zh: &str, en: &str| Words::new(zh, en).of(language).to_owned();
    Command::new("new")
        .about(localize(
            "生成一份空白报告，供逐项填写",
            "write an empty report to fill in",
        ))
        .args(arguments(language))
        .args(output::arguments(language))
        .after_help(localize(
            "例：\n  gdr new --year 2025 --agency 青禾县水务局 -o 2025.gdr",
            "example:\n  gdr new --year 2025 --agency 青禾县水务局 -o 2025.gdr",
        ))
}

/// The arguments that determine the report.
pub(super) fn arguments(language: Language) -> [Arg; 3] {
    let localize = |zh: &str, en: &str| Words::new(zh, en).of(language).to_owned();
    [
        Arg::new("year")
            .long("year")
            .value_name("YEAR")
            .required(true)
            .help(localize("报告年度（不是公布的年份）", "reporting year (not the year of publication)")),
        Arg::new("form").long("form").value_name("FORM").num_args(1..=2).help(localize(
            "表单的名称，或表单文件（其中有多张表单时，后接名称）；默认为自带的表单",
            "name of a form, or a form file (followed by a name if it has several); default: the shipped form",
        )),
        Arg::new("agency")
            .long("agency")
            .value_name("NAME")
            .help(localize("机关名称，填入表单的第一个文字单项", "name of the body; fills the first text field of the form")),
    ]
}

pub(super) fn run(session: &Session, matches: &ArgMatches) -> Exit {
    let written = output::file(matches).unwrap_or(Path::new("report.gdr"));
    let draft = output::is_free(matches)
        .and_then(|()| output::check_source(session, matches, form_files(matches)))
        .and_then(|()| draft(session, matches, |_| written.to_owned()));
    match draft {
        Ok(draft) => {
            let text = write::source(&draft, output::options(session, matches));
            output::write(session, matches, &text, &Words::default())
        }
        Err(error) => session.fail(error),
    }
}

/// An empty report of the requested form and year. `written` returns the file to which a report of
/// a given year is written.
///
/// # Errors
/// If the form is unknown, or the year or the name is invalid.
pub(super) fn draft(
    session: &Session,
    matches: &ArgMatches,
    written: impl Fn(i32) -> PathBuf,
) -> Result<write::Draft, Error> {
    let year = matches
        .get_one::<String>("year")
        .map(String::as_str)
        .unwrap_or_default();
    let (form, file, year) = form(session, matches, year)?;
    let mut draft = write::blank(&form, year);
    if let Some(file) = file {
        let path = output::seen_from(&written(year), Path::new(&file))?;
        draft.uses.push(path);
    }
    if let Some(name) = matches.get_one::<String>("agency") {
        if name.chars().any(char::is_control) {
            return Err(Words::new(
                "--agency 的名称含有换行等控制字符",
                "the name given with --agency has control characters",
            )
            .into());
        }
        if !draft.set_agency(name) {
            return Err(Words::new(
                "此表单没有文字单项，--agency 无处可填",
                "the form has no text field for --agency",
            )
            .into());
        }
    }
    Ok(draft)
}

/// The form of a report, its file if it is not shipped, and the year.
fn form(
    session: &Session,
    matches: &ArgMatches,
    year: &str,
) -> Result<(Arc<Form>, Option<String>, i32), Error> {
    let not_a_year = || {
        Words::new(
            format!("年度“{year}”无效：应写作 2024 的形式"),
            format!("invalid year `{year}`: expected a number such as 2024"),
        )
    };
    let number: i32 = year
        .parse()
        .ok()
        .filter(|number| (1..=9999).contains(number))
        .ok_or_else(not_a_year)?;
    let given: Vec<&str> = matches
        .get_many::<String>("form")
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect();
    let (name, file) = match given.as_slice() {
        [file, name] => (only_name(session, file, Some(name), number)?, Some(*file)),
        [file]
            if Path::new(file)
                .extension()
                .is_some_and(|extension| extension == "gdr") =>
        {
            (only_name(session, file, None, number)?, Some(*file))
        }
        [name] => ((*name).to_owned(), None),
        _ => (only_shipped()?, None),
    };
    let file = file.map(str::to_owned);
    let used = file
        .as_ref()
        .map(|file| format!("use {}\n", write::quoted(file)))
        .unwrap_or_default();
    let head = Source::new("", format!("report {name} {number}\n{used}"));
    let found = session.compiler().form_of(&head);
    if let Some(fault) = found.diagnostics.first() {
        return Err(words(fault).into());
    }
    let (form, _) = found.value.ok_or_else(|| {
        Words::new(
            format!("没有表单“{name}”"),
            format!("unknown form `{name}`"),
        )
    })?;
    Ok((form, file, number))
}

/// The file given with `--form`, if it is not the name of a form.
fn form_files(matches: &ArgMatches) -> impl Iterator<Item = &Path> {
    let given = matches.get_many::<String>("form").into_iter().flatten();
    given.map(Path::new).filter(|path| files::is_source(path))
}

fn only_shipped() -> Result<String, Error> {
    match Forms::new().names().as_slice() {
        [only] => Ok((*only).to_owned()),
        names => Err(several(names).into()),
    }
}

/// The name of the form to use from a file: `requested` if the file has it, otherwise the only form
/// for the year.
fn only_name(
    session: &Session,
    file: &str,
    requested: Option<&str>,
    year: i32,
) -> Result<String, Error> {
    let source = session.disk().read("", file).map_err(|unread| {
        let (zh, en) = (unread.reason.of_zh(), unread.reason.of_en());
        Words::new(
            format!("无法读取表单文件 {file}：{zh}"),
            format!("cannot read {file}: {en}"),
        )
    })?;
    let place = Place::new(&source, Span::default());
    let known = Forms::new();
    let forms = known.used(&source);
    if let Some(fault) = forms::fault(place.clone(), file, &forms.diagnostics) {
        return Err(fault.title.into());
    }
    let forms: Vec<&Form> = forms
        .value
        .iter()
        .map(|form| &**form)
        .filter(|form| requested.is_none_or(|name| form.name == name))
        .collect();
    let mut names: Vec<&str> = forms
        .iter()
        .filter(|form| form.covers(year))
        .map(|form| form.name.as_str())
        .collect();
    names.dedup();
    match (names.as_slice(), forms.first()) {
        ([only], _) => Ok((*only).to_owned()),
        ([], Some(first)) => {
            let editions: Vec<Words> = forms.iter().map(|form| form.years()).collect();
            Err(
                catalog::no_edition(place, &first.name, &year, &Words::list(&editions))
                    .title
                    .into(),
            )
        }
        ([], None) => {
            let name = requested.unwrap_or_default();
            Err(Words::new(
                format!("文件 {file} 中没有表单 {name}"),
                format!("no form {name} in {file}"),
            )
            .into())
        }
        (names, _) => Err(several(names).into()),
    }
}

fn several(names: &[&str]) -> Words {
    let names = names.join(", ");
    Words::new(
        format!("有多张表单，请用 --form 指定：{names}"),
        format!("there are several forms; name one with --form: {names}"),
    )
}

/// The message of a diagnostic. Its place is left out, because it is in a generated text.
pub(super) fn words(diagnostic: &Diagnostic) -> Words {
    match &diagnostic.help {
        Some(help) => Words::new(
            format!("{}；{}", diagnostic.title.of_zh(), help.of_zh()),
            format!("{}; {}", diagnostic.title.of_en(), help.of_en()),
        ),
        None => diagnostic.title.clone(),
    }
}
