//! `gdr explain`: the page of a code, or a check of a form; without arguments, a list of both.

use std::sync::Arc;

use clap::{Arg, ArgMatches, Command};

use super::{Exit, Session, known};
use crate::cli::Error;
use crate::diagnostic::catalog::{CatalogEntry, GROUPS, entries};
use crate::diagnostic::pages::{CodePage, Sample};
use crate::diagnostic::{Language, Words};
use crate::model::{Check, Form, Shape};
use crate::resolve;

pub(super) fn command(language: Language) -> Command {
    let localize = |zh: &str, en: &str| Words::new(zh, en).of(language).to_owned();
    Command::new("explain")
        .about(localize(
            "说明一个诊断代码（如 G0401）或一项勾稽关系的含义",
            "explain a diagnostic code, or a check that a form declares",
        ))
        .arg(
            Arg::new("subjects")
                .value_name("CODE|CHECK")
                .num_args(0..)
                .help(localize(
                    "代码（如 G0401）或勾稽关系的名称（如 balance）；省略时列出全部",
                    "codes (G0401) or names of checks (balance); if omitted, all are listed",
                )),
        )
        .arg(known::argument(language))
        .after_help(localize(
            "例：\n  gdr explain G0401 balance",
            "example:\n  gdr explain G0401 balance",
        ))
}

pub(super) fn run(session: &Session, matches: &ArgMatches) -> Exit {
    let forms = match known::forms(matches) {
        Ok(forms) => forms,
        Err(error) => return session.fail(error),
    };
    let subjects: Vec<&String> = matches.get_many("subjects").into_iter().flatten().collect();
    let reported = if subjects.is_empty() {
        vec![Ok(list(session.language, &forms))]
    } else {
        subjects
            .into_iter()
            .map(|subject| explained(session.language, &forms, subject))
            .collect()
    };
    let (known, unknown): (Vec<_>, Vec<_>) = reported.into_iter().partition(Result::is_ok);
    let known: Vec<String> = known.into_iter().flatten().collect();
    let printed = session
        .say(&known.join("\n"))
        .map_or_else(|words| session.fail(words), |()| Exit::Fine);
    unknown
        .into_iter()
        .filter_map(Result::err)
        .map(|words| session.fail(words))
        .fold(printed, Exit::max)
}

/// The explanation of a code, or of all checks with a name.
fn explained(language: Language, forms: &[Arc<Form>], subject: &str) -> Result<String, Error> {
    if let Some(entry) = CatalogEntry::find(&code(subject)) {
        return Ok(page(language, entry));
    }
    let form_check: Vec<FormCheck> = form_checks(forms)
        .filter(|form_check| form_check.is_called(subject))
        .collect();
    if form_check.is_empty() {
        Err(unknown(forms, subject).into())
    } else {
        Ok(checks(language, &form_check))
    }
}

/// The full form of a code: `401`, `0401` and `g401` give `G0401`.
fn code(subject: &str) -> String {
    let digits = subject.trim_start_matches(['g', 'G']);
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_number {
        format!("G{digits:0>4}")
    } else {
        subject.to_owned()
    }
}

fn unknown(forms: &[Arc<Form>], subject: &str) -> Words {
    let code = code(subject);
    let names = form_checks(forms).map(|form_check| form_check.check.name.as_str());
    let meant = resolve::closest(&code.to_uppercase(), entries().map(|entry| entry.code))
        .or(resolve::closest(subject, names));
    let (zh, en) = match meant.map(resolve::proposal) {
        Some(proposal) => (proposal.of_zh().to_owned(), proposal.of_en().to_owned()),
        None => (
            String::from("gdr explain 列出全部"),
            String::from("`gdr explain` lists all"),
        ),
    };
    Words::new(
        format!("没有代码或勾稽关系“{subject}”；{zh}"),
        format!("unknown code or check `{subject}`; {en}"),
    )
}

// ── Codes ────────────────────────────────────────────────────────────────────────────────────────

fn page(language: Language, entry: &CatalogEntry) -> String {
    let localize = |zh, en| Words::new(zh, en).of(language).to_owned();
    let mut text = format!(
        "[{}] {}: {}{}\n",
        entry.code,
        entry.severity.words().of(language),
        entry.title(language),
        lint_name(language, entry)
    );
    let Some(page) = CodePage::parse(entry.page) else {
        return text;
    };
    text.push_str(&format!("\n{}\n", page.prose(language)));
    for (heading, samples) in [
        (localize("例：", "Example:"), &page.example),
        (localize("改为：", "Instead:"), &page.instead),
    ] {
        if !samples.is_empty() {
            text.push_str(&format!("\n{heading}\n"));
        }
        samples
            .iter()
            .for_each(|sample| text.push_str(&format!("\n{}", indented(sample))));
    }
    text
}

/// The readable name of a lint in brackets, after its title.
fn lint_name(language: Language, entry: &CatalogEntry) -> String {
    let name = entry.name();
    let words = if entry.is_lint() {
        Words::new(format!("（{name}）"), format!(" ({name})"))
    } else {
        Words::default()
    };
    words.of(language).to_owned()
}

fn indented(sample: &Sample) -> String {
    let line = |line: &str| {
        if line.is_empty() {
            String::from("\n")
        } else {
            format!("    {line}\n")
        }
    };
    sample.text.lines().map(line).collect()
}

// ── Checks ───────────────────────────────────────────────────────────────────────────────────────

/// A check and a form that has it.
struct FormCheck<'f> {
    form: &'f Form,
    check: &'f Check,
}

fn form_checks(forms: &[Arc<Form>]) -> impl Iterator<Item = FormCheck<'_>> {
    forms
        .iter()
        .flat_map(|form| form.checks.iter().map(|check| FormCheck { form, check }))
}

impl FormCheck<'_> {
    /// Whether a name refers to this check. The name is `balance`, or includes the path of the
    /// section or table: `申请.balance`.
    fn is_called(&self, name: &str) -> bool {
        let (path, name) = name.rsplit_once('.').unwrap_or(("", name));
        let nodes = self.form.ancestry(self.check.scope);
        let names: Vec<&str> = path.split('.').filter(|name| !name.is_empty()).collect();
        let is_at = nodes.len() == names.len()
            && nodes
                .iter()
                .zip(names)
                .all(|(&node, name)| self.form.node(node).is_named(name));
        self.check.name == name && (path.is_empty() || is_at)
    }

    fn condition(&self) -> &str {
        self.form.source.slice(self.check.condition.span)
    }

    /// Whether two checks of different forms or editions are equal.
    fn is_same(&self, other: &FormCheck) -> bool {
        let (one, two) = (self.check, other.check);
        one.severity == two.severity
            && one.statement == two.statement
            && self.condition() == other.condition()
    }

    /// For a check of each column or each row: a sentence that states this, and the name of one
    /// column or row. `None` for other checks.
    fn over(&self) -> Option<(Words, &str)> {
        let FormCheck { form, check } = self;
        match check.shape {
            Shape::Scalar => None,
            Shape::Columns(table) => {
                let words = Words::new(
                    "对表的每一列分别核对。\n",
                    "The check applies to each column of its table.\n",
                );
                form.tables[table]
                    .columns
                    .first()
                    .map(|column| (words, column.name()))
            }
            Shape::Rows(table) => {
                let words = Words::new(
                    "对表的每一行分别核对。\n",
                    "The check applies to each row of its table.\n",
                );
                form.tables[table]
                    .rows
                    .first()
                    .map(|&row| (words, form.node(row).name()))
            }
        }
    }

    /// The form with its years, the path of the check in the form, and the legal basis.
    fn line(&self) -> Words {
        let form = self.form;
        let years = form.years();
        let path = form.path(self.check.scope, false);
        let within = if path.is_empty() {
            Words::default()
        } else {
            Words::new(format!("，{path}"), format!(", {path}"))
        };
        let basis = self.check.basis.as_ref().or(form.basis.as_ref());
        let basis = basis.map_or(Words::default(), |basis| {
            Words::new(format!("；依据：{basis}"), format!("; basis: {basis}"))
        });
        Words::new(
            format!(
                "{} {}{}{}",
                form.name,
                years.of_zh(),
                within.of_zh(),
                basis.of_zh()
            ),
            format!(
                "{} {}{}{}",
                form.name,
                years.of_en(),
                within.of_en(),
                basis.of_en()
            ),
        )
    }
}

/// The explanation of the checks with a name. Equal checks are explained once, with a list of all
/// forms that have them.
fn checks(language: Language, form_check: &[FormCheck]) -> String {
    let same = form_check.chunk_by(|one, other| one.is_same(other));
    same.map(|same| check(language, same))
        .collect::<Vec<_>>()
        .join("\n")
}

fn check(language: Language, same: &[FormCheck]) -> String {
    let localize = |zh: &str, en: &str| Words::new(zh, en).of(language).to_owned();
    let Some(first) = same.first() else {
        return String::new();
    };
    let Check {
        name,
        severity,
        statement,
        ..
    } = first.check;
    let over = first.over();
    let mut text = format!(
        "[{name}] {}: {statement}\n\n    {}\n\n",
        severity.words().of(language),
        first.condition()
    );
    text.extend(over.iter().map(|(words, _)| words.of(language)));
    text.push_str(&localize("所在的表单：\n", "Forms with this check:\n"));
    text.extend(
        same.iter()
            .map(|form_check| format!("    {}\n", form_check.line().of(language))),
    );
    text.push_str(&localize(
        "勾稽关系不成立确有原因的，请在报告中写明理由：\n",
        "If it fails for a good reason, state the reason in the report:\n",
    ));
    let reason = localize("理由", "reason");
    text.push_str(&format!("    allow {name} \"{reason}\"\n"));
    text.extend(over.map(|(_, one)| format!("    allow {name}.{one} \"{reason}\"\n")));
    text
}

// ── The list ─────────────────────────────────────────────────────────────────────────────────────

fn list(language: Language, forms: &[Arc<Form>]) -> String {
    let mut text = String::new();
    for group in GROUPS {
        text.push_str(&format!(
            "{}\n",
            Words::new(group.zh, group.en).of(language)
        ));
        for entry in group.entries() {
            let (code, title) = (entry.code, entry.title(language));
            text.push_str(&format!(
                "    {code}  {title}{}\n",
                lint_name(language, entry)
            ));
        }
    }
    for form in forms.iter().filter(|form| !form.checks.is_empty()) {
        let (name, years) = (&form.name, form.years());
        let heading = Words::new(
            format!("表单 {name}（{}）", years.of_zh()),
            format!("Form {name} ({})", years.of_en()),
        );
        text.push_str(&format!("{}\n", heading.of(language)));
        for check in &form.checks {
            text.push_str(&format!("    {}  {}\n", check.name, check.statement));
        }
    }
    text
}
