//! `gdr forms`: the list of forms, or everything that one form requires.

use std::sync::Arc;

use clap::{Arg, ArgMatches, Command};

use super::{Exit, Session, format, known};
use crate::cli::Error;
use crate::diagnostic::{Language, Words};
use crate::emit::{GuideFormat, render_forms, render_guide};
use crate::model::Form;
use crate::resolve;

pub(super) fn command(language: Language) -> Command {
    let localize = |zh: &str, en: &str| Words::new(zh, en).of(language).to_owned();
    Command::new("forms")
        .about(localize("列出全部表单，或逐项说明一张表单", "list the forms, or describe one of them item by item"))
        .arg(Arg::new("form-and-year").value_name("FORM|YEAR").num_args(0..=2).help(localize(
            "表单的名称和报告年度（或版本号）。只有一张表单时可以不写名称，只有一个版本时可以不写年度，都不写时列出全部表单",
            "name of a form, and a reporting year (or edition number); omit the name if there is only one form, and the year if there is only one edition; if both are omitted, all forms are listed",
        )))
        .arg(known::argument(language))
        .arg(format::argument::<GuideFormat>(localize(
            "格式（直接显示，不存为文件）",
            "format (the result goes to standard output)",
        )))
        .after_help(localize(
            "例：\n  gdr forms\n  gdr forms disclosure 2021\n  gdr forms 2019 --format md",
            "examples:\n  gdr forms\n  gdr forms disclosure 2021\n  gdr forms 2019 --format md",
        ))
}

pub(super) fn run(session: &Session, matches: &ArgMatches) -> Exit {
    match text(session.language, matches).and_then(|text| session.say(&text)) {
        Ok(()) => Exit::Fine,
        Err(error) => session.fail(error),
    }
}

fn text(language: Language, matches: &ArgMatches) -> Result<String, Error> {
    let forms = known::forms(matches)?;
    let format: GuideFormat = format::named(matches).unwrap_or_default();
    let names: Vec<&str> = matches
        .get_many::<String>("form-and-year")
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect();
    let (name, year) = match names.as_slice() {
        [] => {
            return Ok(render_forms(
                forms.iter().map(Arc::as_ref),
                format,
                language,
            ));
        }
        [only] if is_year(only) => (only_name(&forms)?, Some(*only)),
        [name, year, ..] => (*name, Some(*year)),
        [name] => (*name, None),
    };
    chosen(&forms, name, year).map(|form| render_guide(form, format, language))
}

fn is_year(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The names of the forms, without duplicates.
fn names(forms: &[Arc<Form>]) -> Vec<&str> {
    let mut names: Vec<&str> = forms.iter().map(|form| form.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn only_name(forms: &[Arc<Form>]) -> Result<&str, Error> {
    match names(forms).as_slice() {
        [only] => Ok(only),
        names => {
            let names = names.join(" ");
            Err(Words::new(
                format!("有多张表单，请指定名称：{names}"),
                format!("there are several forms; name one: {names}"),
            )
            .into())
        }
    }
}

/// The edition of a form for a reporting year, or with an edition number.
fn chosen<'f>(forms: &'f [Arc<Form>], name: &str, year: Option<&str>) -> Result<&'f Form, Error> {
    let editions: Vec<&Form> = forms
        .iter()
        .map(Arc::as_ref)
        .filter(|form| form.name == name)
        .collect();
    if editions.is_empty() {
        return Err(unknown(forms, name).into());
    }
    let Some(written) = year else {
        return match editions.as_slice() {
            [only] => Ok(only),
            _ => Err(several(name, &editions).into()),
        };
    };
    let year = written.parse::<i32>().ok();
    let for_year = editions
        .iter()
        .find(|form| year.is_some_and(|year| form.covers(year)));
    let of_number = || editions.iter().find(|form| year == Some(form.edition));
    for_year
        .or_else(of_number)
        .copied()
        .ok_or_else(|| no_edition(name, written, &editions))
        .map_err(Error::from)
}

fn unknown(forms: &[Arc<Form>], name: &str) -> Words {
    let meant = if let Some(closest) = resolve::closest(name, names(forms)) {
        resolve::proposal(closest)
    } else {
        let names = names(forms).join(" ");
        Words::new(format!("现有：{names}"), format!("the forms are {names}"))
    };
    Words::new(
        format!("没有表单“{name}”；{}", meant.of_zh()),
        format!("unknown form `{name}`; {}", meant.of_en()),
    )
}

fn years(editions: &[&Form]) -> Words {
    Words::list(&editions.iter().map(|form| form.years()).collect::<Vec<_>>())
}

fn several(name: &str, editions: &[&Form]) -> Words {
    let years = years(editions);
    Words::new(
        format!("表单 {name} 有多个版本，请指定年度：{}", years.of_zh()),
        format!(
            "the form {name} has several editions; name a year: {}",
            years.of_en()
        ),
    )
}

fn no_edition(name: &str, year: &str, editions: &[&Form]) -> Words {
    let years = years(editions);
    Words::new(
        format!(
            "表单 {name} 没有适用于“{year}”的版本，现有：{}",
            years.of_zh()
        ),
        format!(
            "the form {name} has no edition for `{year}`; its editions are for {}",
            years.of_en()
        ),
    )
}
