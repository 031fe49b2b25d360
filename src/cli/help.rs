//! `gdr help`: the help of gdr or of one of its commands.

use clap::{Arg, ArgMatches, Command};

use super::{Exit, Session, color};
use crate::cli::Error;
use crate::diagnostic::{Language, Words};
use crate::resolve;

pub(super) fn command(language: Language) -> Command {
    let localize = |zh: &str, en: &str| Words::new(zh, en).of(language).to_owned();
    Command::new("help")
        .about(localize(
            "显示帮助，或某个命令的帮助",
            "print the help of gdr or of a command",
        ))
        .arg(
            Arg::new("command")
                .value_name("COMMAND")
                .num_args(0..)
                .help(localize("命令的名称", "name of a command")),
        )
        .after_help(localize(
            "例：\n  gdr help check",
            "example:\n  gdr help check",
        ))
}

pub(super) fn run(session: &Session, matches: &ArgMatches) -> Exit {
    let mut whole = super::command(session.language);
    let shown = find(&mut whole, matches).and_then(|command| {
        let help = command.clone().render_help();
        let in_color = color::is_requested(matches, std::io::stdout());
        session.write(&if in_color {
            help.ansi().to_string()
        } else {
            help.to_string()
        })
    });
    match shown {
        Ok(()) => Exit::Fine,
        Err(error) => session.fail(error),
    }
}

/// The command with the given names, such as `git install`; without names, gdr itself.
///
/// # Errors
/// If there is no such command, with a suggestion.
pub(super) fn find<'c>(whole: &'c mut Command, matches: &ArgMatches) -> Result<&'c Command, Error> {
    whole.build();
    let names = matches.get_many::<String>("command").into_iter().flatten();
    names
        .into_iter()
        .try_fold(&*whole, |command, name| {
            command
                .find_subcommand(name)
                .ok_or_else(|| unknown(command, name))
        })
        .map_err(Error::from)
}

fn unknown(command: &Command, name: &str) -> Words {
    let meant = resolve::closest(name, command.get_subcommands().map(Command::get_name));
    let meant = meant.map_or(
        Words::new("gdr help 列出全部命令", "`gdr help` lists all commands"),
        resolve::proposal,
    );
    Words::new(
        format!("没有命令“{name}”；{}", meant.of_zh()),
        format!("unknown command `{name}`; {}", meant.of_en()),
    )
}
