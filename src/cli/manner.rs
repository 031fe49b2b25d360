//! How messages are told: in which format, which of them are left out, and which are taken for errors.

use clap::{Arg, ArgAction, ArgMatches};

use crate::diagnostic::catalog;
use crate::diagnostic::format::Format;
use crate::diagnostic::{Diagnostic, Language, Level, Words};
use crate::resolve::closest;

/// What `--deny` takes for all warnings.
const WARNINGS: &str = "warnings";

#[derive(Debug, Default)]
pub struct Manner {
    pub format: Format,
    denied: Vec<String>,
    allowed: Vec<String>,
}

pub fn levels(language: Language) -> [Arg; 2] {
    let say = |zh: &str, en: &str| Words::new(zh, en).of(language).to_owned();
    let codes = |name: &'static str| Arg::new(name).long(name).action(ArgAction::Append).value_delimiter(',');
    [
        codes("deny")
            .value_name("warnings|CODE")
            .help(say("把警告（或某一代码的警告）当作错误", "take warnings, or those of a code, for errors")),
        codes("allow").value_name("CODE").help(say(
            "不列出这一代码的警告和提示（总结里仍计数）",
            "leave out warnings and hints of a code (they are still counted)",
        )),
    ]
}

pub fn format(language: Language) -> Arg {
    let help = Words::new(
        "信息的格式：text 供人阅读，其余供程序读取（写到标准输出）",
        "the format of messages: text for people, the others for programs (on standard output)",
    );
    Arg::new("format")
        .long("format")
        .value_name("text|short|json|sarif|github")
        .value_parser(Format::names().collect::<Vec<_>>())
        .hide_possible_values(true)
        .help(help.of(language).to_owned())
}

impl Manner {
    /// What the command line asks for.
    ///
    /// # Errors
    /// A code that there is not, in words.
    pub fn of(matches: &ArgMatches) -> Result<Manner, Words> {
        let codes = |name: &str| -> Vec<String> { matches.get_many(name).into_iter().flatten().cloned().collect() };
        let (denied, allowed) = (codes("deny"), codes("allow"));
        let unknown = denied.iter().filter(|code| *code != WARNINGS).chain(&allowed).find(|code| !is_known(code));
        match unknown {
            Some(code) => Err(unknown_code(code)),
            None => Ok(Manner { format: Format::default(), denied, allowed }),
        }
    }

    pub fn with_format(self, matches: &ArgMatches) -> Manner {
        let name = matches.get_one::<String>("format");
        Manner { format: name.and_then(|name| Format::of_name(name)).unwrap_or_default(), ..self }
    }

    /// Whether a diagnostic is left out. An error never is.
    pub fn leaves_out(&self, diagnostic: &Diagnostic) -> bool {
        !diagnostic.is_error() && self.allowed.iter().any(|code| code.eq_ignore_ascii_case(diagnostic.code))
    }

    /// A diagnostic at the level at which it is told.
    pub fn level(&self, diagnostic: Diagnostic) -> Diagnostic {
        let is_denied = |code: &String| code == WARNINGS || code.eq_ignore_ascii_case(diagnostic.code);
        match diagnostic.level == Level::Warning && self.denied.iter().any(is_denied) {
            true => diagnostic.at_level(Level::Error),
            false => diagnostic,
        }
    }
}

fn is_known(code: &str) -> bool {
    catalog::entries().any(|entry| entry.code.eq_ignore_ascii_case(code))
}

fn unknown_code(code: &str) -> Words {
    let codes = catalog::entries().map(|entry| entry.code).chain([WARNINGS]);
    let (zh, en) = match closest(code, codes) {
        Some(closest) => (format!("，是不是 {closest}？"), format!("; did you mean {closest}?")),
        None => (String::from("（形如 E0603）"), String::from(" (one looks like E0603)")),
    };
    Words::new(format!("没有代码“{code}”{zh}"), format!("there is no code `{code}`{en}"))
}
