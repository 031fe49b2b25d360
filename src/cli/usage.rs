//! Errors of the command line in both languages; clap reports them in English only.

use std::error::Error as _;
use std::io::Write as _;
use std::path::Path;

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::diagnostic::Words;
use crate::invisible::{visible, visible_line};

/// Prints help, or an error without a message of its own. Help has no text of the user's.
pub(super) fn print(error: &Error) {
    let is_help =
        !error.use_stderr() || error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand;
    if is_help {
        let _ = error.print();
    } else {
        let text = error.render().to_string();
        let _ = std::io::stderr()
            .lock()
            .write_all(visible(&text).as_bytes());
    }
}

/// The message for a common mistake; `None` for others, which clap reports.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "a non-exhaustive enum of another crate"
)]
pub(super) fn fault(error: &Error) -> Option<Words> {
    let argument = || text(error, ContextKind::InvalidArg);
    Some(match error.kind() {
        ErrorKind::InvalidSubcommand => unknown_command(error)?,
        ErrorKind::MissingSubcommand => Words::new(
            "缺少命令；gdr help 列出全部命令",
            "missing command; `gdr help` lists all commands",
        ),
        ErrorKind::UnknownArgument => {
            let argument = argument()?;
            if !argument.starts_with('-') {
                return Some(unexpected_argument(&argument));
            }
            let (zh, en) = suggestion(error, ContextKind::SuggestedArg);
            Words::new(
                format!("没有选项“{argument}”{zh}"),
                format!("unknown option `{argument}`{en}"),
            )
        }
        ErrorKind::MissingRequiredArgument => {
            let argument = argument()?;
            Words::new(
                format!("缺少参数 {argument}"),
                format!("missing {argument}"),
            )
        }
        ErrorKind::InvalidValue => invalid_value(error, &argument()?),
        ErrorKind::TooManyValues => unexpected_argument(&text(error, ContextKind::InvalidValue)?),
        ErrorKind::InvalidUtf8 => Words::new(
            "命令行中有不是 UTF-8 编码的字符",
            "the command line is not valid UTF-8",
        ),
        ErrorKind::ValueValidation => {
            let (argument, value) = (argument()?, text(error, ContextKind::InvalidValue)?);
            let expected = error.source()?.to_string();
            Words::new(
                format!("{argument} 的值“{value}”无效，应为 {expected} 之间的整数"),
                format!(
                    "invalid value `{value}` for {argument}: expected a whole number, {expected}"
                ),
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
        return Some(missing_command(&given));
    }
    let (zh, en) = suggestion(error, ContextKind::SuggestedSubcommand);
    Some(Words::new(
        format!("没有命令“{given}”{zh}"),
        format!("unknown command `{given}`{en}"),
    ))
}

fn invalid_value(error: &Error, argument: &str) -> Words {
    let value = text(error, ContextKind::InvalidValue).unwrap_or_default();
    if value.is_empty() {
        return Words::new(
            format!("{argument} 后面缺少值"),
            format!("missing value for {argument}"),
        );
    }
    let choices = choices(error);
    Words::new(
        format!("{argument} 的值“{value}”无效，可选：{}", choices.join("、")),
        format!(
            "invalid value `{value}` for {argument}: expected {}",
            choices.join(", ")
        ),
    )
}

fn conflict(argument: &str, other: &str) -> Words {
    if argument == other {
        return Words::new(format!("{argument} 重复"), format!("duplicate {argument}"));
    }
    Words::new(
        format!("{argument} 和 {other} 不能同时使用"),
        format!("{argument} and {other} cannot be used together"),
    )
}

/// Parser of a whole number from `least` to `most`. Its error is the range, for the message.
pub(super) fn between(
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

/// `gdr report.gdr`: a file instead of a command.
fn missing_command(given: &str) -> Words {
    Words::new(
        format!("缺少命令：检查请用 gdr check {given}，生成请用 gdr build {given}"),
        format!("missing command: use gdr check {given} or gdr build {given}"),
    )
}

/// `gdr forms a b c`, or `--watch=3`.
fn unexpected_argument(given: &str) -> Words {
    Words::new(
        format!("多余的参数“{given}”（用法见 --help）"),
        format!("unexpected argument `{given}` (see --help)"),
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
    reason = "a non-exhaustive enum of another crate"
)]
fn text(error: &Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(visible_line(text).into_owned()),
        ContextValue::Strings(texts) => Some(visible_line(&texts.join(" ")).into_owned()),
        _ => None,
    }
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "a non-exhaustive enum of another crate"
)]
fn suggestion(error: &Error, kind: ContextKind) -> (String, String) {
    let also = match kind {
        ContextKind::SuggestedSubcommand => {
            ("；gdr help 列出全部命令", "; `gdr help` lists all commands")
        }
        _ => ("（--help 列出全部选项）", " (--help lists all options)"),
    };
    match text(error, kind) {
        Some(meant) => (
            format!("，是不是 {meant}？"),
            format!("; did you mean {meant}?"),
        ),
        None => (also.0.to_owned(), also.1.to_owned()),
    }
}
