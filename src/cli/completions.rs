//! `gdr completions`: completion scripts for shells.

use clap::{Arg, ArgMatches, Command, value_parser};
use clap_complete::{Shell, generate};

use super::{Exit, Session};
use crate::diagnostic::{Language, Words};

pub(super) fn command(language: Language) -> Command {
    let localize = |zh: &str, en: &str| Words::new(zh, en).of(language).to_owned();
    Command::new("completions")
        .about(localize(
            "输出供 shell 补全命令用的脚本",
            "write a script that completes commands in a shell",
        ))
        .arg(
            Arg::new("shell")
                .value_name("bash|zsh|fish|powershell|elvish")
                .required(true)
                .value_parser(value_parser!(Shell))
                .hide_possible_values(true)
                .help(localize(
                    "shell 的名称（脚本写到标准输出）",
                    "name of the shell (the script goes to standard output)",
                )),
        )
        .after_help(localize(
            "例：\n  gdr completions bash > ~/.local/share/bash-completion/completions/gdr\n  \
             gdr completions fish > ~/.config/fish/completions/gdr.fish",
            "examples:\n  gdr completions bash > ~/.local/share/bash-completion/completions/gdr\n  \
             gdr completions fish > ~/.config/fish/completions/gdr.fish",
        ))
}

pub(super) fn run(session: &Session, matches: &ArgMatches) -> Exit {
    let Some(&shell) = matches.get_one::<Shell>("shell") else {
        return Exit::Usage;
    };
    let mut script = Vec::new();
    generate(
        shell,
        &mut super::command(session.language),
        "gdr",
        &mut script,
    );
    match session.print(&String::from_utf8_lossy(&script)) {
        Ok(()) => Exit::Fine,
        Err(error) => session.fail(error),
    }
}
