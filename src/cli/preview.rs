//! `gdr preview`: shows a report in the browser and updates the page when a file is saved.
//!
//! Each change compiles the report anew (`round`). The page is that of `gdr build --draft`; only
//! the served copy has the panel of diagnostics and the script (`page`). The server sends the page,
//! its script, and a notification that the page has changed, but never a file (`server`). It
//! listens on 127.0.0.1 only, and refuses requests for another host name (`request`): otherwise,
//! the page of another site could read the report through a name that resolves to this machine.

mod excerpt;
mod html;
mod page;
mod panel;
pub mod request;
mod round;
mod server;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command as Process, Stdio};
use std::time::Instant;
use std::{fs, io};

use clap::{Arg, ArgMatches, Command};

use super::timings::seconds;
use super::watch::{self, FileChanges, located};
use super::{Exit, Session, arguments, previous, root, template, usage};
use crate::cli::Error;
use crate::diagnostic::{Language, Words, counted};
use crate::files::unreadable;
use page::PreviewPage;
use round::Round;
use server::Server;

pub(super) fn command(language: Language) -> Command {
    let localize = |zh: &str, en: &str| Words::new(zh, en).of(language).to_owned();
    Command::new("preview")
        .about(localize("在浏览器中预览报告，保存后自动更新", "show a report in the browser and update it on every save"))
        .arg(
            arguments::path("paths", "FILE")
                .required(true)
                .help(localize(".gdr 文件", "a .gdr file")),
        )
        .arg(
            Arg::new("port")
                .long("port")
                .value_name("PORT")
                .value_parser(usage::between(1024, u16::MAX))
                .help(localize("端口（默认选用空闲端口）", "port (default: a free one)")),
        )
        .arg(arguments::flag("open").help(localize("打开浏览器", "open the browser")))
        .arg(previous::argument(language))
        .arg(root::argument(language))
        .arg(template::argument(language))
        .after_help(localize(
            "例：\n  gdr preview 2025.gdr --open\n\n网页只能在本机查看，与 gdr build --draft 生成的相同。报告有错误时，错误列在网页下方，网页保持上一次无错误时的内容。",
            "examples:\n  gdr preview 2025.gdr --open\n\nThe page is that of gdr build --draft and is served to this machine only. Errors are listed below the page, which keeps its last error-free version.",
        ))
}

pub(super) fn run(session: &Session, matches: &ArgMatches) -> Exit {
    serve(session, matches).unwrap_or_else(|words| session.fail(words))
}

/// Compiles and serves the report after each change, until the program is interrupted. It returns
/// only if the preview cannot start, or if watching for changes fails.
fn serve(session: &Session, matches: &ArgMatches) -> Result<Exit, Error> {
    let Some(path) = matches.get_one::<PathBuf>("paths") else {
        return Ok(Exit::Usage);
    };
    is_file(path).map_err(|error| unreadable(path, &error))?;
    let mut changes = FileChanges::new()?;
    let settings = watch::settings(session);
    changes.watch(located(path).into_iter().chain(settings.iter().cloned()))?;
    let mut page = PreviewPage::new(session.language, path);
    let mut server = None;
    loop {
        let begun = Instant::now();
        let round = Round::of(session, matches, path);
        let sources: BTreeSet<PathBuf> = round
            .sources
            .iter()
            .flat_map(|path| located(path))
            .collect();
        match changes.watch(sources.iter().cloned()) {
            // A file may have changed before its folder was watched, so compile again.
            Ok(true) => continue,
            Ok(false) => {}
            Err(words) => drop(session.fail(words)),
        }
        let shown = page.after(&round);
        match &server {
            None => {
                server = Some(begin(
                    session,
                    matches,
                    Server::start(matches.get_one("port").copied(), shown)?,
                )?);
            }
            Some(server) => server.show(shown),
        }
        session.eprint(summary(&round, &seconds(begun.elapsed())).of(session.language));
        loop {
            let changed = changes.next()?;
            watch::report_settings_change(session, &settings, &changed);
            if changed.touches(&sources) {
                break;
            }
        }
    }
}

fn is_file(path: &Path) -> io::Result<()> {
    if fs::metadata(path)?.is_dir() {
        Err(io::ErrorKind::IsADirectory.into())
    } else {
        Ok(())
    }
}

/// Prints the address of the page and opens it with `--open`.
fn begin(session: &Session, matches: &ArgMatches, server: Server) -> Result<Server, Error> {
    let address = server.address();
    let words = Words::new(
        format!("预览 {address} （按 Ctrl-C 结束）\n"),
        format!("preview at {address} (Ctrl-C to stop)\n"),
    );
    session.say(words.of(session.language))?;
    if matches.get_flag("open")
        && let Err(words) = open(&address)
    {
        session.fail(words);
    }
    Ok(server)
}

fn open(address: &str) -> Result<(), Error> {
    let mut browser = if cfg!(target_os = "windows") {
        let mut start = Process::new("cmd");
        start.args(["/c", "start", ""]);
        start
    } else {
        Process::new(if cfg!(target_os = "macos") {
            "open"
        } else {
            "xdg-open"
        })
    };
    let spawned = browser
        .arg(address)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    spawned
        .map(drop)
        .map_err(|error| {
            Words::new(
                format!("无法打开浏览器（{error}）；请自行打开上面的地址"),
                format!("cannot open the browser ({error}); open the address above manually"),
            )
        })
        .map_err(Error::from)
}

/// The outcome of a round in one line.
fn summary(round: &Round, time: &str) -> Words {
    let (zh, en) = match (round.errors(), round.others()) {
        (0, 0) => (String::from("没有发现错误"), String::from("no errors")),
        (0, others) => (
            format!("没有错误，警告和提示共 {others} 处"),
            format!("no errors; warnings and hints: {others}"),
        ),
        (errors, _) => (
            format!("错误 {errors} 处，见网页"),
            format!("{}; see the page", counted(errors, "error")),
        ),
    };
    Words::new(
        format!("用时 {time} 秒：{zh}\n"),
        format!("took {time} s: {en}\n"),
    )
}
