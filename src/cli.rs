//! The command line: one command a file. The only room that reads, writes or exits.

mod arguments;
mod batch;
mod build;
mod check;
mod color;
mod completions;
mod diff;
mod error;
mod explain;
mod facts;
mod fix;
mod fmt;
mod format;
mod forms;
mod git;
mod help;
mod init;
mod known;
mod language;
mod man;
mod new;
mod next;
mod options;
mod outcome;
mod output;
mod patch;
mod preview;
mod previous;
mod progress;
pub mod project;
mod summary;
mod template;
mod timings;
mod trend;
mod usage;
mod version;
mod watch;
mod why;
mod wording;

use error::Error;
use std::ffi::OsString;
use std::io::{ErrorKind, Write};
use std::process::ExitCode;

use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::diagnostic::{Diagnostic, Language, Outcome, Words};
use project::Project;

/// How a command ends.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// All is well; there may be warnings.
    #[default]
    Fine,
    /// The sources have errors.
    Errors,
    /// The command line is wrong, or a file cannot be read or written.
    Usage,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(match exit {
            Exit::Fine => 0,
            Exit::Errors => 1,
            Exit::Usage => 2,
        })
    }
}

/// What every command is given beside its own arguments.
pub struct Session {
    pub language: Language,
    pub color: bool,
    /// The project one stands in.
    pub project: Option<Project>,
}

impl Session {
    /// Words for the reader, to standard error. A reader who has gone away is no error.
    pub fn eprint(&self, text: &str) {
        let _ = std::io::stderr().lock().write_all(text.as_bytes());
    }

    /// What was asked for, to standard output.
    ///
    /// # Errors
    /// If it cannot be written there.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the kinds of errors are of another crate"
    )]
    pub fn print(&self, text: &str) -> Result<(), Error> {
        let mut output = std::io::stdout().lock();
        output
            .write_all(text.as_bytes())
            .and_then(|()| output.flush())
            .map_err(|error| match error.kind() {
                ErrorKind::BrokenPipe => Error::ClosedPipe,
                _ => Error::Failure(Words::new(
                    format!("不能写到标准输出：{error}"),
                    format!("cannot write to standard output: {error}"),
                )),
            })
    }

    /// A failure of the command itself, not of a source.
    pub fn fail(&self, error: impl Into<Error>) -> Exit {
        let error = error.into();
        self.eprint(&error.line(self.language));
        error.exit()
    }
}

/// One row a command: how it is called, and what it does.
struct CommandRow {
    name: &'static str,
    command: fn(Language) -> Command,
    run: fn(&Session, &ArgMatches) -> Exit,
}

const COMMANDS: &[CommandRow] = &[
    CommandRow {
        name: "init",
        command: init::command,
        run: init::run,
    },
    CommandRow {
        name: "new",
        command: new::command,
        run: new::run,
    },
    CommandRow {
        name: "next",
        command: next::command,
        run: next::run,
    },
    CommandRow {
        name: "check",
        command: check::command,
        run: check::run,
    },
    CommandRow {
        name: "build",
        command: build::command,
        run: build::run,
    },
    CommandRow {
        name: "preview",
        command: preview::command,
        run: preview::run,
    },
    CommandRow {
        name: "fix",
        command: fix::command,
        run: fix::run,
    },
    CommandRow {
        name: "fmt",
        command: fmt::command,
        run: fmt::run,
    },
    CommandRow {
        name: "explain",
        command: explain::command,
        run: explain::run,
    },
    CommandRow {
        name: "forms",
        command: forms::command,
        run: forms::run,
    },
    CommandRow {
        name: "why",
        command: why::command,
        run: why::run,
    },
    CommandRow {
        name: "diff",
        command: diff::command,
        run: diff::run,
    },
    CommandRow {
        name: "trend",
        command: trend::command,
        run: trend::run,
    },
    CommandRow {
        name: "facts",
        command: facts::command,
        run: facts::run,
    },
    CommandRow {
        name: "git",
        command: git::command,
        run: git::run,
    },
    CommandRow {
        name: "completions",
        command: completions::command,
        run: completions::run,
    },
    CommandRow {
        name: "man",
        command: man::command,
        run: man::run,
    },
    CommandRow {
        name: "help",
        command: help::command,
        run: help::run,
    },
];

pub fn run(arguments: impl Iterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.collect();
    let project = project::find();
    let language = language::wanted(
        &arguments,
        project.value.as_ref().and_then(|project| project.language),
    );
    // It takes a while to word all help, and few command lines ask for any.
    let worded = || wording::worded(whole(language).color(color::of_help(&arguments)), language);
    let matches = whole(language).try_get_matches_from(&arguments);
    match matches.or_else(|_| worded().try_get_matches_from(&arguments)) {
        Ok(matches) => dispatch(language, project, &matches).into(),
        Err(error)
            if error.kind() == clap::error::ErrorKind::DisplayVersion
                && arguments.iter().any(|argument| argument == "--version") =>
        {
            let session = Session {
                language,
                color: false,
                project: None,
            };
            session
                .print(&version::long(language))
                .map_or_else(|words| session.fail(words), |()| Exit::Fine)
                .into()
        }
        Err(error) => {
            if let Some(words) = usage::fault(&error) {
                return Session {
                    language,
                    color: false,
                    project: None,
                }
                .fail(words)
                .into();
            }
            let _ = error.print();
            if error.use_stderr() {
                Exit::Usage.into()
            } else {
                Exit::Fine.into()
            }
        }
    }
}

fn dispatch(language: Language, project: Outcome<Option<Project>>, matches: &ArgMatches) -> Exit {
    let session = Session {
        language,
        color: color::is_requested(matches, std::io::stderr()),
        project: project.value,
    };
    let Some((name, matches)) = matches.subcommand() else {
        return Exit::Usage;
    };
    if project::concerns(matches) && project.diagnostics.iter().any(Diagnostic::is_error) {
        return project::refuse(&session, matches, &project.diagnostics);
    }
    COMMANDS
        .iter()
        .find(|row| row.name == name)
        .map_or(Exit::Usage, |row| (row.run)(&session, matches))
}

/// The options of every command stand behind its own.
const LAST: usize = 900;

fn flag(name: &'static str, short: char, help: String) -> Arg {
    Arg::new(name)
        .short(short)
        .long(name)
        .display_order(LAST)
        .help(help)
}

/// All commands, with their help.
fn command(language: Language) -> Command {
    wording::worded(whole(language), language)
}

fn whole(language: Language) -> Command {
    let localize = |zh: &str, en: &str| Words::new(zh, en).of(language).to_owned();
    Command::new("gdr")
        .disable_help_subcommand(true)
        // A line an option, however wide the terminal is.
        .term_width(0)
        .version(env!("CARGO_PKG_VERSION"))
        .override_usage(localize("gdr <命令> [选项]", "gdr <COMMAND> [OPTIONS]"))
        .about(localize(
            "政府信息公开工作年度报告的编译器：编写、检查、比较、生成",
            "a compiler for statutory annual reports: write them, check them, compare them, build them",
        ))
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(flag("help", 'h', localize("显示帮助", "show this help")).action(ArgAction::Help).global(true))
        .arg(
            flag(
                "version",
                'V',
                localize(
                    "显示版本（--version 另列语言版本和表单）",
                    "show the version (--version: that of the language and the forms as well)",
                ),
            )
            .action(ArgAction::Version),
        )
        .subcommand_required(true)
        .arg_required_else_help(true)
        .arg(
            Arg::new("lang")
                .long("lang")
                .global(true)
                .value_name("zh|en")
                .value_parser(language::NAMES)
                .hide_possible_values(true)
                .display_order(LAST)
                .help(localize("信息的语言（也可用环境变量 GDR_LANG）", "the language of messages (also: GDR_LANG)")),
        )
        .arg(color::argument(language))
        .subcommands(COMMANDS.iter().map(|row| (row.command)(language)))
        .after_help(localize(
            "例：\n  gdr new --year 2025 -o 报告.gdr\n  gdr check 报告.gdr\n  gdr build 报告.gdr --to html,md,json\n\n写到的目录还没有的，就建立。",
            "examples:\n  gdr new --year 2025 -o report.gdr\n  gdr check report.gdr\n  gdr build report.gdr --to html,md,json\n\nA folder that is written to is made where there is none.",
        ))
}
