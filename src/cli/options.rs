//! How messages are told: in which format, which of them are left out, and which are taken for
//! errors.

use clap::{Arg, ArgAction, ArgMatches};

use super::{Session, format};
use crate::cli::Error;
use crate::diagnostic::catalog;
use crate::diagnostic::format::Format;
use crate::diagnostic::{Diagnostic, Language, Severity, Words};
use crate::resolve::closest;

/// What `--deny` takes for all warnings.
pub(super) const WARNINGS: &str = "warnings";

#[derive(Debug, Default)]
pub(super) struct ReportingOptions {
    pub format: Format,
    /// The first that says something of a code holds: the command line's, then the project's.
    overrides: Vec<Overrides>,
}

/// Codes that are taken for errors, and codes that are left out.
#[derive(Debug, Clone, Default)]
pub struct Overrides {
    pub denied: Vec<String>,
    pub allowed: Vec<String>,
}

#[derive(PartialEq)]
enum Override {
    Denied,
    Allowed,
}

impl Overrides {
    /// What is wished of a diagnostic. Only a warning is taken for an error.
    fn of(&self, diagnostic: &Diagnostic) -> Option<Override> {
        let is_own = |code: &String| code.eq_ignore_ascii_case(diagnostic.code);
        if diagnostic.severity == Severity::Warning
            && self
                .denied
                .iter()
                .any(|code| code == WARNINGS || is_own(code))
        {
            return Some(Override::Denied);
        }
        self.allows(diagnostic.code).then_some(Override::Allowed)
    }

    fn allows(&self, code: &str) -> bool {
        self.allowed
            .iter()
            .any(|allowed| allowed.eq_ignore_ascii_case(code))
    }
}

pub(super) fn overrides(language: Language) -> [Arg; 2] {
    let localize = |zh: &str, en: &str| Words::new(zh, en).of(language).to_owned();
    let codes = |name: &'static str| {
        Arg::new(name)
            .long(name)
            .action(ArgAction::Append)
            .value_delimiter(',')
    };
    [
        codes("deny").value_name("warnings|CODE").help(localize(
            "把警告（或某一代码的警告）当作错误",
            "take warnings, or those of a code, for errors",
        )),
        codes("allow").value_name("CODE").help(localize(
            "不列出这一代码的警告和提示（总结里仍计数）；错误照样列出",
            "leave out warnings and hints of a code (they are still counted), but no errors",
        )),
    ]
}

pub(super) fn format(language: Language) -> Arg {
    let help = Words::new(
        "信息的格式：text 供人阅读，其余供程序读取（写到标准输出）",
        "the format of messages: text for people, the others for programs (on standard output)",
    );
    format::argument::<Format>(help.of(language).to_owned())
}

impl ReportingOptions {
    /// What the command line asks for, and the project.
    ///
    /// # Errors
    /// A code that there is not, in words.
    pub(super) fn of(session: &Session, matches: &ArgMatches) -> Result<ReportingOptions, Error> {
        // Not every command has these options.
        let given = |name: &str| matches.try_get_many::<String>(name).ok().flatten();
        let codes =
            |name: &str| -> Vec<String> { given(name).into_iter().flatten().cloned().collect() };
        let (denied, allowed) = (codes("deny"), codes("allow"));
        let unknown = denied
            .iter()
            .filter(|code| *code != WARNINGS)
            .chain(&allowed)
            .find(|code| !is_known(code));
        if let Some(code) = unknown {
            Err(unknown_code(code).into())
        } else {
            let project = session
                .project
                .iter()
                .map(|project| project.overrides.clone());
            let overrides = std::iter::once(Overrides { denied, allowed })
                .chain(project)
                .collect();
            Ok(ReportingOptions {
                format: Format::default(),
                overrides,
            })
        }
    }

    pub(super) fn with_format(self, matches: &ArgMatches) -> ReportingOptions {
        ReportingOptions {
            format: format::named(matches).unwrap_or_default(),
            ..self
        }
    }

    /// Whether a diagnostic is wished to be left out. An error never is.
    pub(super) fn allows(&self, diagnostic: &Diagnostic) -> bool {
        self.override_of(diagnostic) == Some(Override::Allowed)
    }

    /// Where it is said that a code is left out.
    pub(super) fn allowed_by(&self, code: &str) -> Words {
        let [command_line, ..] = self.overrides.as_slice() else {
            return Words::default();
        };
        if command_line.allows(code) {
            Words::same("--allow")
        } else {
            Words::new("gdr.toml 的 allow", "allow in gdr.toml")
        }
    }

    /// A diagnostic at the level at which it is told.
    pub(super) fn severity(&self, diagnostic: Diagnostic) -> Diagnostic {
        match self.override_of(&diagnostic) {
            Some(Override::Denied) => diagnostic.with_severity(Severity::Error),
            Some(Override::Allowed) | None => diagnostic,
        }
    }

    fn override_of(&self, diagnostic: &Diagnostic) -> Option<Override> {
        self.overrides
            .iter()
            .find_map(|overrides| overrides.of(diagnostic))
    }
}

fn is_known(code: &str) -> bool {
    catalog::entries().any(|entry| entry.code.eq_ignore_ascii_case(code))
}

fn unknown_code(code: &str) -> Words {
    let codes = catalog::entries().map(|entry| entry.code).chain([WARNINGS]);
    let (zh, en) = match closest(code, codes) {
        Some(closest) => (
            format!("，是不是 {closest}？"),
            format!("; did you mean {closest}?"),
        ),
        None => (
            String::from("（形如 G0603）"),
            String::from(" (one looks like G0603)"),
        ),
    };
    Words::new(
        format!("没有代码“{code}”{zh}"),
        format!("there is no code `{code}`{en}"),
    )
}
