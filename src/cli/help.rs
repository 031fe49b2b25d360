//! `gdr help`: what there is to do, or how a command is used.

use clap::{Arg, ArgMatches, Command};

use super::{Exit, Session, localized};
use crate::diagnostic::{Language, Words};

pub fn command(language: Language) -> Command {
    let say = |zh: &str, en: &str| Words::new(zh, en).of(language).to_owned();
    localized(Command::new("help"), language)
        .about(say("显示帮助，或一个命令的帮助", "show the help, or that of a command"))
        .arg(Arg::new("command").value_name("COMMAND").help(say("哪个命令", "which command")))
}

pub fn run(session: &Session, matches: &ArgMatches) -> Exit {
    let mut all = super::command(session.language);
    all.build();
    let Some(name) = matches.get_one::<String>("command") else { return print(session, &mut all) };
    match all.find_subcommand_mut(name) {
        Some(command) => print(session, command),
        None => session.fail(&Words::new(
            format!("没有命令“{name}”（gdr help 列出全部命令）"),
            format!("there is no command `{name}` (gdr help lists all)"),
        )),
    }
}

fn print(session: &Session, command: &mut Command) -> Exit {
    match session.print(&command.render_help().to_string()) {
        Ok(()) => Exit::Fine,
        Err(words) => session.fail(&words),
    }
}
