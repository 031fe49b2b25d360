//! `gdr init`
use super::{Exit, Session, localized};
use crate::diagnostic::Language;
use clap::{ArgMatches, Command};
pub fn command(language: Language) -> Command {
    localized(Command::new("init"), language)
}
pub fn run(_: &Session, _: &ArgMatches) -> Exit {
    Exit::Fine
}
