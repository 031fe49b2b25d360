//! What is wrong with a command line, in words. Clap knows, but speaks only English.

use std::error::Error as _;
use std::path::Path;

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::diagnostic::Words;

/// What is wrong, where it is one of the common mistakes.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the kinds of errors are of another crate"
)]
pub fn fault(error: &Error) -> Option<Words> {
    let argument = || text(error, ContextKind::InvalidArg);
    Some(match error.kind() {
        ErrorKind::InvalidSubcommand => unknown_command(error)?,
        ErrorKind::MissingSubcommand => Words::new(
            "缺少命令（gdr help 列出全部命令）",
            "say what to do (gdr help lists all commands)",
        ),
        ErrorKind::UnknownArgument => {
            let argument = argument()?;
            if !argument.starts_with('-') {
                return Some(one_too_many(&argument));
            }
            let (zh, en) = suggestion(error, ContextKind::SuggestedArg);
            Words::new(
                format!("没有选项“{argument}”{zh}"),
                format!("there is no option `{argument}`{en}"),
            )
        }
        ErrorKind::MissingRequiredArgument => {
            let argument = argument()?;
            Words::new(format!("缺少 {argument}"), format!("{argument} is missing"))
        }
        ErrorKind::InvalidValue => invalid_value(error, &argument()?),
        ErrorKind::TooManyValues => one_too_many(&text(error, ContextKind::InvalidValue)?),
        ErrorKind::InvalidUtf8 => Words::new(
            "命令行里有不是 UTF-8 的字",
            "the command line is not in UTF-8",
        ),
        ErrorKind::ValueValidation => {
            let (argument, value) = (argument()?, text(error, ContextKind::InvalidValue)?);
            let wanted = error.source()?.to_string();
            Words::new(
                format!("{argument} 不能是“{value}”，要写 {wanted} 之间的整数"),
                format!("{argument} cannot be `{value}`; it takes a whole number, {wanted}"),
            )
        }
        ErrorKind::ArgumentConflict => conflict(&argument()?, &text(error, ContextKind::PriorArg)?),
        _ => return None,
    })
}

fn unknown_command(error: &Error) -> Option<Words> {
    let given = text(error, ContextKind::InvalidSubcommand)?;
    if Path::new(&given)
        .extension()
        .is_some_and(|extension| extension == "gdr")
    {
        return Some(forgotten_command(&given));
    }
    let (zh, en) = suggestion(error, ContextKind::SuggestedSubcommand);
    Some(Words::new(
        format!("没有命令“{given}”{zh}"),
        format!("there is no command `{given}`{en}"),
    ))
}

fn invalid_value(error: &Error, argument: &str) -> Words {
    let value = text(error, ContextKind::InvalidValue).unwrap_or_default();
    if value.is_empty() {
        return Words::new(
            format!("{argument} 后面缺少值"),
            format!("{argument} needs a value"),
        );
    }
    let choices = choices(error);
    Words::new(
        format!("{argument} 不能是“{value}”，可选：{}", choices.join("、")),
        format!(
            "{argument} cannot be `{value}`; it takes {}",
            choices.join(", ")
        ),
    )
}

fn conflict(argument: &str, other: &str) -> Words {
    if argument == other {
        return Words::new(
            format!("{argument} 写了两次"),
            format!("{argument} is given twice"),
        );
    }
    Words::new(
        format!("{argument} 和 {other} 不能一起用"),
        format!("{argument} and {other} cannot be used together"),
    )
}

/// Reads a whole number within bounds. They are what there is to say of anything else.
pub fn between(
    least: u16,
    most: u16,
) -> impl Fn(&str) -> Result<u16, String> + Clone + Send + Sync + 'static {
    move |text| {
        let number = text
            .parse()
            .ok()
            .filter(|number| (least..=most).contains(number));
        number.ok_or_else(|| format!("{least}–{most}"))
    }
}

/// `gdr report.gdr`: the command was forgotten.
fn forgotten_command(given: &str) -> Words {
    Words::new(
        format!("缺少命令：检查写 gdr check {given}，生成写 gdr build {given}"),
        format!("say what to do: gdr check {given}, or gdr build {given}"),
    )
}

/// `gdr forms a b c`, or `--watch=3`.
fn one_too_many(given: &str) -> Words {
    Words::new(
        format!("多了“{given}”（--help 说明用法）"),
        format!("`{given}` is too much (see --help)"),
    )
}

fn choices(error: &Error) -> &[String] {
    match error.get(ContextKind::ValidValue) {
        Some(ContextValue::Strings(choices)) => choices,
        _ => &[],
    }
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the kinds of values are of another crate"
)]
fn text(error: &Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) => Some(texts.join(" ")),
        _ => None,
    }
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the kinds of errors are of another crate"
)]
fn suggestion(error: &Error, kind: ContextKind) -> (String, String) {
    let also = match kind {
        ContextKind::SuggestedSubcommand => ("（gdr help 列出全部命令）", " (gdr help lists all)"),
        _ => ("（--help 列出全部选项）", " (--help lists all)"),
    };
    match text(error, kind) {
        Some(meant) => (
            format!("，是不是 {meant}？"),
            format!("; did you mean {meant}?"),
        ),
        None => (also.0.to_owned(), also.1.to_owned()),
    }
}
