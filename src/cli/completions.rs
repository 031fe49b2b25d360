//! `gdr completions`: what a shell needs to complete the command line.

use clap::{Arg, ArgMatches, Command, value_parser};
use clap_complete::{Shell, generate};

use super::{Exit, Session};
use crate::diagnostic::{Language, Words};

pub fn command(language: Language) -> Command {
    let localize = |zh: &str, en: &str| Words::new(zh, en).of(language).to_owned();
    Command::new("completions")
        .about(localize(
            "写出供 shell 补全命令用的脚本",
            "write what a shell needs to complete commands",
        ))
        .arg(
            Arg::new("shell")
                .value_name("bash|zsh|fish|powershell|elvish")
                .required(true)
                .value_parser(value_parser!(Shell))
                .hide_possible_values(true)
                .help(localize(
                    "哪一种 shell（写到标准输出）",
                    "which shell (on standard output)",
                )),
        )
        .after_help(localize(
            "例：\n  gdr completions bash > ~/.local/share/bash-completion/completions/gdr\n  \
             gdr completions fish > ~/.config/fish/completions/gdr.fish",
            "examples:\n  gdr completions bash > ~/.local/share/bash-completion/completions/gdr\n  \
             gdr completions fish > ~/.config/fish/completions/gdr.fish",
        ))
}

pub fn run(session: &Session, matches: &ArgMatches) -> Exit {
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
