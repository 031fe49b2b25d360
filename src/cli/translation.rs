//! Translation of the help. Clap lays it out, but its own headings and value names are English.

use clap::Command;

use crate::diagnostic::{Language, Words};

/// Chinese names of the values that options and arguments take.
const PLACEHOLDERS: &[(&str, &str)] = &[
    ("BASE", "共同的旧版"),
    ("CODE", "代码"),
    ("CODE|CHECK", "代码|勾稽关系"),
    ("COMMAND", "命令"),
    ("DIR", "目录"),
    ("FILE", "文件"),
    ("FORM", "表单"),
    ("FORM|YEAR", "表单|年度"),
    ("NAME", "名称"),
    ("NEW", "新报告"),
    ("OLD", "旧报告"),
    ("OURS", "我方"),
    ("PATH", "路径"),
    ("PATH,…", "路径,…"),
    ("PERCENT", "百分比"),
    ("PORT", "端口"),
    ("REPORT", "报告"),
    ("THEIRS", "对方"),
    ("YEAR", "年度"),
    ("warnings|LINT", "warnings|代码"),
    ("LINT", "代码"),
];

/// A command and its subcommands with help in the given language.
pub(super) fn translated(command: Command, language: Language) -> Command {
    let mut command = match language {
        Language::Chinese => placeholders(command),
        Language::English => command,
    };
    command.build();
    laid_out(command, language)
}

fn chinese(placeholder: &str) -> Option<&'static str> {
    let row = PLACEHOLDERS
        .iter()
        .find(|(english, _)| *english == placeholder);
    row.map(|(_, chinese)| *chinese)
}

fn placeholders(command: Command) -> Command {
    let command = command.subcommand_value_name("命令").mut_args(|arg| {
        let names = arg.get_value_names().unwrap_or_default();
        let translated: Option<Vec<&str>> = names.iter().map(|name| chinese(name)).collect();
        match translated {
            Some(names) if !names.is_empty() => arg.value_names(names),
            _ => arg,
        }
    });
    command.mut_subcommands(placeholders)
}

fn laid_out(mut command: Command, language: Language) -> Command {
    let usage = command.render_usage().to_string();
    let usage = usage
        .split_once(": ")
        .map_or(usage.as_str(), |(_, usage)| usage);
    let options = Words::new("[选项]", "[OPTIONS]");
    let usage = usage.replace("[OPTIONS]", options.of(language));
    let template = template(&command, language);
    command
        .override_usage(usage)
        .help_template(template)
        .mut_subcommands(|command| laid_out(command, language))
}

/// The layout of a command's help, with headings in the given language.
fn template(command: &Command, language: Language) -> String {
    let style = command.get_styles().get_header();
    let heading =
        |zh: &str, en: &str| format!("{style}{}{style:#}", Words::new(zh, en).of(language));
    let after_usage = if language == Language::Chinese {
        ""
    } else {
        " "
    };
    let mut template = format!(
        "{{about-with-newline}}\n{}{after_usage}{{usage}}\n\n",
        heading("用法：", "Usage:")
    );
    if command.has_subcommands() {
        template += &format!("{}\n{{subcommands}}\n\n", heading("命令：", "Commands:"));
    }
    if command.get_positionals().next().is_some() {
        template += &format!("{}\n{{positionals}}\n\n", heading("参数：", "Arguments:"));
    }
    template
        + &format!(
            "{}\n{{options}}{{after-help}}",
            heading("选项：", "Options:")
        )
}
