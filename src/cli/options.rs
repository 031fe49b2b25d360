//! Options of reporting: the format of diagnostics, which codes are not listed (`--allow`), and
//! which warnings become errors (`--deny`).

use clap::{Arg, ArgAction, ArgMatches};

use super::listing::Listing;
use super::{Session, format};
use crate::cli::Error;
use crate::diagnostic::catalog::{self, CatalogEntry};
use crate::diagnostic::format::Format;
use crate::diagnostic::{Diagnostic, Language, Severity, Words};
use crate::resolve::closest;

/// The value of `--deny` that means all warnings.
pub(super) const WARNINGS: &str = "warnings";

#[derive(Debug, Default)]
pub(super) struct ReportingOptions {
    pub format: Format,
    pub listing: Listing,
    /// In order of precedence: those of the command line, then those of the project.
    overrides: Vec<Overrides>,
}

/// Codes whose warnings become errors (`--deny`), and codes whose diagnostics are not listed
/// (`--allow`).
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
    /// The override for a diagnostic. Only a warning can become an error.
    fn of(&self, diagnostic: &Diagnostic) -> Option<Override> {
        let is_own = |code: &String| code == diagnostic.code;
        if diagnostic.is_warning()
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
        self.allowed.iter().any(|allowed| allowed == code)
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
        codes("deny").value_name("warnings|LINT").help(localize(
            "将全部警告或某一代码的警告视为错误",
            "treat all warnings, or the warnings with a code, as errors",
        )),
        codes("allow").value_name("LINT").help(localize(
            "不列出该代码的警告和提示（汇总中仍计数）；错误仍然列出",
            "do not list warnings and hints with a code (the summary still counts them); errors are always listed",
        )),
    ]
}

pub(super) fn format(language: Language) -> Arg {
    let help = Words::new(
        "诊断信息的格式：text 供人阅读，其余供程序读取",
        "format of diagnostics: text is for people; the others are for programs and go to standard output",
    );
    format::argument::<Format>(help.of(language).to_owned())
}

impl ReportingOptions {
    /// The overrides of the command line and of the project.
    ///
    /// # Errors
    /// If a code is unknown.
    pub(super) fn of(session: &Session, matches: &ArgMatches) -> Result<ReportingOptions, Error> {
        // Not every command has these options.
        let given = |name: &str| matches.try_get_many::<String>(name).ok().flatten();
        let codes = |name: &str, others: &[&str]| -> Result<Vec<String>, Error> {
            let texts = given(name).into_iter().flatten();
            texts
                .map(|text| code_of(text, others).ok_or_else(|| unknown_code(text).into()))
                .collect()
        };
        let given = Overrides {
            denied: codes("deny", &[WARNINGS])?,
            allowed: codes("allow", &[])?,
        };
        let project = session.project.iter();
        let project = project.map(|project| project.overrides.clone());
        Ok(ReportingOptions {
            format: Format::default(),
            listing: Listing::of(matches),
            overrides: std::iter::once(given).chain(project).collect(),
        })
    }

    pub(super) fn with_format(self, matches: &ArgMatches) -> ReportingOptions {
        ReportingOptions {
            format: format::named(matches).unwrap_or_default(),
            ..self
        }
    }

    pub(super) fn with_listing(self, matches: &ArgMatches) -> ReportingOptions {
        ReportingOptions {
            listing: Listing::of(matches),
            ..self
        }
    }

    /// Whether `--allow` hides a diagnostic. Errors are never hidden.
    pub(super) fn allows(&self, diagnostic: &Diagnostic) -> bool {
        self.override_of(diagnostic) == Some(Override::Allowed)
    }

    /// The option or setting that hides a code.
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

    /// The diagnostic with its severity after overrides.
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

/// The code of a text, which is a code or the readable name of a lint. A text of `others` is
/// returned unchanged. `None` for any other text.
pub(super) fn code_of(text: &str, others: &[&str]) -> Option<String> {
    let other = others.iter().find(|other| other.eq_ignore_ascii_case(text));
    other
        .copied()
        .or_else(|| CatalogEntry::find(text).map(|entry| entry.code))
        .map(str::to_owned)
}

/// The candidates for a misspelt code: all codes, and the readable names of lints.
pub(super) fn codes_and_names() -> Vec<String> {
    let codes = catalog::entries().map(|entry| entry.code.to_owned());
    let lints = catalog::entries().filter(|entry| entry.is_lint());
    codes.chain(lints.map(CatalogEntry::name)).collect()
}

fn unknown_code(code: &str) -> Words {
    let known = codes_and_names();
    let known = known.iter().map(String::as_str).chain([WARNINGS]);
    let (zh, en) = match closest(code, known) {
        Some(closest) => (
            format!("，是不是 {closest}？"),
            format!("; did you mean {closest}?"),
        ),
        None => (
            String::from("（形如 G0604 或 prose-placeholder）"),
            String::from(" (codes look like G0604 or prose-placeholder)"),
        ),
    };
    Words::new(
        format!("没有代码“{code}”{zh}"),
        format!("unknown code `{code}`{en}"),
    )
}
