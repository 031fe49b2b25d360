//! The command line, one file per command. Only this module reads and writes files and sets the
//! exit code.

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
pub mod fix;
mod fmt;
mod format;
mod forms;
mod git;
mod help;
mod init;
mod known;
mod language;
mod listing;
mod man;
mod new;
mod next;
mod options;
mod outcome;
mod output;
mod patch;
pub mod preview;
mod previous;
mod progress;
pub mod project;
mod repository;
mod root;
mod summary;
mod template;
mod terminal;
mod timings;
mod translation;
mod trend;
mod usage;
mod version;
mod watch;
mod why;

use error::Error;
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io::{ErrorKind, IsTerminal, Write};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};

use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::Compiler;
use crate::diagnostic::{Diagnostic, Language, Outcome, Words};
use crate::files::{Bounds, Disk};
use crate::invisible::visible;
use project::Project;
use terminal::TerminalText;

/// The exit code of a command.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Success; there may be warnings.
    #[default]
    Fine,
    /// The sources have errors.
    Errors,
    /// The command line is invalid, or a file cannot be read or written.
    Usage,
    /// The merge driver cannot keep both sides: git has to stop the merge.
    Stop,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(match exit {
            Exit::Fine => 0,
            Exit::Errors => 1,
            Exit::Usage => 2,
            Exit::Stop => 255,
        })
    }
}

/// What every command gets besides its own arguments.
pub struct Session {
    pub language: Language,
    pub color: bool,
    /// The project of the working directory.
    pub project: Option<Project>,
    /// The failures that a command has reported and continued after.
    pub reported: Mutex<BTreeSet<String>>,
    /// The folders whose files are read and written.
    pub bounds: Arc<Bounds>,
}

impl Session {
    fn new(language: Language) -> Session {
        Session {
            language,
            color: false,
            project: None,
            reported: Mutex::default(),
            bounds: Arc::default(),
        }
    }

    /// Reads the files that reports name, within the project.
    pub fn disk(&self) -> Disk {
        Disk::within(self.bounds.clone())
    }

    /// A compiler that reads the files that reports name, within the project.
    pub fn compiler(&self) -> Compiler<Disk> {
        Compiler::with_files(self.disk())
    }

    /// Prints a message to standard error. Invisible characters become visible.
    pub fn eprint(&self, text: &str) {
        self.show(&TerminalText::from(text));
    }

    /// Prints messages to standard error. A closed standard error is ignored.
    #[expect(clippy::unused_self, reason = "like `eprint`")]
    pub(crate) fn show(&self, text: &TerminalText) {
        let _ = std::io::stderr().lock().write_all(text.as_str().as_bytes());
    }

    /// Prints a text for people to standard output. Invisible characters become visible.
    ///
    /// # Errors
    /// If writing to standard output fails.
    pub fn say(&self, text: &str) -> Result<(), Error> {
        self.write(&visible(text))
    }

    /// Prints a file to standard output: byte for byte, except on a terminal, where its invisible
    /// characters become visible.
    ///
    /// # Errors
    /// If writing to standard output fails.
    pub fn print(&self, text: &str) -> Result<(), Error> {
        if std::io::stdout().is_terminal() {
            self.say(text)
        } else {
            self.write(text)
        }
    }

    /// Writes to standard output.
    ///
    /// # Errors
    /// If that fails.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "a non-exhaustive enum of another crate"
    )]
    #[expect(clippy::unused_self, reason = "like `print`")]
    fn write(&self, text: &str) -> Result<(), Error> {
        let mut output = std::io::stdout().lock();
        output
            .write_all(text.as_bytes())
            .and_then(|()| output.flush())
            .map_err(|error| match error.kind() {
                ErrorKind::BrokenPipe => Error::ClosedPipe,
                _ => Error::Failure(Words::new(
                    format!("无法写入标准输出：{error}"),
                    format!("cannot write to standard output: {error}"),
                )),
            })
    }

    /// Reports a failure, after which the command goes on. The exit code will be that of a failure.
    /// The same failure is reported only once, also if the command watches and meets it again.
    pub fn fail_once(&self, words: Words) {
        let error = Error::from(words);
        let line = error.line(self.language);
        let mut reported = self.reported.lock().unwrap_or_else(PoisonError::into_inner);
        if reported.insert(line.clone()) {
            self.eprint(&line);
        }
    }

    /// The exit code of a command that ends with `exit`.
    fn exit(&self, exit: Exit) -> Exit {
        let reported = self.reported.lock().unwrap_or_else(PoisonError::into_inner);
        if reported.is_empty() {
            exit
        } else {
            exit.max(Exit::Usage)
        }
    }

    /// Reports a failure of the command itself, as opposed to an error in a source.
    pub fn fail(&self, error: impl Into<Error>) -> Exit {
        let error = error.into();
        self.eprint(&error.line(self.language));
        error.exit()
    }
}

/// A command: its arguments and its function.
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
    let language = language::requested(
        &arguments,
        project.value.as_ref().and_then(|project| project.language),
    );
    // Translating the help of all commands is slow, and only help and usage errors show it.
    let translated =
        || translation::translated(whole(language).color(color::of_help(&arguments)), language);
    let matches = whole(language).try_get_matches_from(&arguments);
    match matches.or_else(|_| translated().try_get_matches_from(&arguments)) {
        Ok(matches) => dispatch(language, project, &matches).into(),
        Err(error)
            if error.kind() == clap::error::ErrorKind::DisplayVersion
                && arguments.iter().any(|argument| argument == "--version") =>
        {
            let session = Session::new(language);
            session
                .print(&version::long(language))
                .map_or_else(|words| session.fail(words), |()| Exit::Fine)
                .into()
        }
        Err(error) => {
            if let Some(words) = usage::fault(&error) {
                return Session::new(language).fail(words).into();
            }
            usage::print(&error);
            if error.use_stderr() {
                Exit::Usage.into()
            } else {
                Exit::Fine.into()
            }
        }
    }
}

fn dispatch(language: Language, project: Outcome<Option<Project>>, matches: &ArgMatches) -> Exit {
    let Some((name, of_command)) = matches.subcommand() else {
        return Exit::Usage;
    };
    let session = Session {
        color: color::is_requested(matches, std::io::stderr()),
        bounds: Arc::new(root::bounds(of_command)),
        project: project.value,
        ..Session::new(language)
    };
    let matches = of_command;
    if project::concerns(matches) && project.diagnostics.iter().any(Diagnostic::is_error) {
        return project::refuse(&session, matches, &project.diagnostics);
    }
    // Commands on sources check them whenever they find them.
    if !project::concerns(matches)
        && let Err(error) = root::check(&session, matches)
    {
        return session.fail(error);
    }
    COMMANDS
        .iter()
        .find(|row| row.name == name)
        .map_or(Exit::Usage, |row| {
            session.exit((row.run)(&session, matches))
        })
}

/// The display order of the options that every command has: after the command's own options.
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
    translation::translated(whole(language), language)
}

fn whole(language: Language) -> Command {
    let localize = |zh: &str, en: &str| Words::new(zh, en).of(language).to_owned();
    Command::new("gdr")
        .disable_help_subcommand(true)
        // Each option on one line, whatever the width of the terminal.
        .term_width(0)
        .version(env!("CARGO_PKG_VERSION"))
        .override_usage(localize("gdr <命令> [选项]", "gdr <COMMAND> [OPTIONS]"))
        .about(localize(
            "政府信息公开工作年度报告的编译器：编写、检查、比较、生成",
            "Compiler for statutory annual reports: write, check, compare and build them",
        ))
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(flag("help", 'h', localize("显示帮助", "print help")).action(ArgAction::Help).global(true))
        .arg(
            flag(
                "version",
                'V',
                localize(
                    "显示版本（--version 同时列出 gdr 语言的版本和自带的表单）",
                    "print the version (--version also lists the version of the gdr language and the shipped forms)",
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
                .help(localize("提示和帮助的语言（也可用环境变量 GDR_LANG）", "language of messages and help (also: GDR_LANG)")),
        )
        .arg(color::argument(language))
        .subcommands(COMMANDS.iter().map(|row| (row.command)(language)))
        .after_help(localize(
            "例：\n  gdr new --year 2025 -o 报告.gdr\n  gdr check 报告.gdr\n  gdr build 报告.gdr --to html,md,json\n\n输出目录不存在时自动创建。",
            "examples:\n  gdr new --year 2025 -o report.gdr\n  gdr check report.gdr\n  gdr build report.gdr --to html,md,json\n\nMissing output folders are created.",
        ))
}
