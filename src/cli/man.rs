//! `gdr man`: the manual pages, in the language of messages.

use std::io;
use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches, Command};
use clap_mangen::Man;
use unicode_width::UnicodeWidthChar;

use super::{Exit, Session, arguments, help};
use crate::cli::Error;
use crate::diagnostic::{Language, Words};
use crate::files::{self, OutputFile};

pub(super) fn command(language: Language) -> Command {
    let localize = |zh: &str, en: &str| Words::new(zh, en).of(language).to_owned();
    Command::new("man")
        .about(localize("输出手册页", "write the manual pages"))
        .arg(
            Arg::new("command")
                .value_name("COMMAND")
                .num_args(0..)
                .conflicts_with("output")
                .help(localize(
                    "命令的名称（手册页直接显示，不存为文件）",
                    "the command whose page is printed to standard output",
                )),
        )
        .arg(arguments::output("DIR").help(localize(
            "将全部手册页写入此目录",
            "write all pages to this folder",
        )))
        .after_help(localize(
            "例：\n  gdr man check | man -l -\n  gdr man -o ~/.local/share/man/zh_CN/man1",
            "examples:\n  gdr man check | man -l -\n  gdr man -o ~/.local/share/man/man1",
        ))
}

/// Writes all pages into a folder, unless one would replace a source or be written through a link.
fn write(session: &Session, folder: &Path) -> Result<(), Words> {
    let pages = all(session.language).into_iter();
    let pages: Vec<(PathBuf, String)> = pages
        .map(|(name, page)| (folder.join(format!("{name}.1")), page))
        .collect();
    let outputs = pages.iter().map(|(path, _)| OutputFile::named(path));
    files::check_outputs(&session.bounds, [], None, outputs)?;
    pages
        .iter()
        .try_for_each(|(path, page)| files::write(path, page))
}

pub(super) fn run(session: &Session, matches: &ArgMatches) -> Exit {
    let written = if let Some(folder) = matches.get_one::<PathBuf>("output") {
        write(session, folder).map_err(Error::from)
    } else {
        let mut whole = super::command(session.language);
        let found = help::find(&mut whole, matches);
        found.and_then(|command| session.print(&page(command, session.language)))
    };
    match written {
        Ok(()) => Exit::Fine,
        Err(error) => session.fail(error),
    }
}

/// All pages by name: those of gdr, its commands and their subcommands.
fn all(language: Language) -> Vec<(String, String)> {
    let mut whole = super::command(language);
    whole.build();
    let mut pages = Vec::new();
    let mut open = vec![&whole];
    while let Some(command) = open.pop() {
        pages.push((name(command).to_owned(), page(command, language)));
        open.extend(command.get_subcommands());
    }
    pages
}

fn name(command: &Command) -> &str {
    command
        .get_display_name()
        .unwrap_or_else(|| command.get_name())
}

type ManSection = fn(&Man, &mut dyn io::Write) -> io::Result<()>;

/// A page. Its headings are written here, because the library has only English headings.
fn page(command: &Command, language: Language) -> String {
    let localize = |zh: &str, en: &str| Words::new(zh, en).of(language).to_owned();
    let man = Man::new(command.clone())
        .source(concat!("gdr ", env!("CARGO_PKG_VERSION")))
        .manual(localize("gdr 手册", "gdr manual"));
    let mut page = written(&man, Man::render_title);
    let mut push = |zh: &str, en: &str, section: ManSection, breaks: fn(&str) -> String| {
        let text = written(&man, section);
        let body = text
            .split_once("\n.SH ")
            .and_then(|(_, rest)| rest.split_once('\n'))
            .map_or("", |(_, body)| body);
        page.push_str(&format!(".SH {}\n{}", localize(zh, en), breaks(body)));
    };
    // Programs that index pages read this section and do not know escapes.
    push("名称", "NAME", Man::render_name_section, str::to_owned);
    push(
        "用法",
        "SYNOPSIS",
        Man::render_synopsis_section,
        str::to_owned,
    );
    push("选项", "OPTIONS", Man::render_options_section, breakable);
    if command.has_subcommands() {
        push(
            "命令",
            "COMMANDS",
            Man::render_subcommands_section,
            breakable,
        );
    }
    if let Some(notes) = command.get_after_help() {
        page.push_str(&format!(".SH {}\n.nf\n", localize("说明", "NOTES")));
        notes
            .to_string()
            .lines()
            .for_each(|line| page.push_str(&escaped_line(line)));
        page.push_str(".fi\n");
    }
    page
}

fn written(man: &Man, section: ManSection) -> String {
    let mut bytes = Vec::new();
    // Writing to memory cannot fail.
    let _ = section(man, &mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Adds a break opportunity between Chinese characters: roff breaks lines only at spaces.
fn breakable(text: &str) -> String {
    let mut marked = String::with_capacity(text.len());
    let mut before = None;
    for character in text.chars() {
        let is_closing = "，。；：、？！）”》〉」".contains(character);
        if before.is_some_and(|before| is_chinese(before) && !"（“《〈「".contains(before))
            && is_chinese(character)
            && !is_closing
        {
            marked.push_str("\\:");
        }
        marked.push(character);
        before = Some(character);
    }
    marked
}

fn is_chinese(character: char) -> bool {
    character.width() == Some(2)
}

/// A line escaped so that roff interprets no part of it as a command.
fn escaped_line(line: &str) -> String {
    format!("\\&{}\n", line.replace('\\', "\\e").replace('-', "\\-"))
}
