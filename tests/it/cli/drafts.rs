//! Helpers for the tests of `gdr new` and `gdr next`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use crate::common::folder::{self, Run};
use crate::common::root;
use gdr::diagnostic::{Diagnostic, Words};
use gdr::forms::{Files, Unread};
use gdr::model::{Absence, Choice, FactId, Origin, Report, Type, Value};
use gdr::source::Source;
use gdr::verify::Verified;
use gdr::{Compiled, Compiler};

/// Reads the files that a report names.
struct Disk;

impl Files for Disk {
    fn read(&self, from: &str, path: &str) -> Result<Arc<Source>, Unread> {
        let path = Path::new(from).parent().unwrap_or(Path::new("")).join(path);
        let text = fs::read_to_string(&path).map_err(|error| Words::same(&error.to_string()))?;
        Ok(Source::new(path.display().to_string(), text))
    }
}

/// Compiles a report as if it were in a folder of the examples.
pub fn compile_in(folder: impl AsRef<Path>, text: &str) -> Compiled {
    let name = root().join(folder).join("report.gdr");
    Compiler::with_files(Disk).compile(
        &Source::new(name.display().to_string(), text),
        gdr::Options::default(),
    )
}

pub fn codes(diagnostics: &[Diagnostic]) -> BTreeSet<&str> {
    diagnostics
        .iter()
        .map(|diagnostic| diagnostic.code)
        .collect()
}

pub fn verified(compiled: Compiled) -> Verified {
    compiled.value.expect("the source has a report")
}

/// The text with every unknown value replaced.
pub fn filled(text: &str, report: &Report, value: impl Fn(FactId) -> String) -> String {
    let is_unknown = |fact: &FactId| {
        let fact = report.fact(*fact);
        fact.is_some_and(|fact| {
            matches!(fact.value, Value::Absent(Absence::Unknown)) && fact.origin == Origin::Stated
        })
    };
    let mut unknown_values: Vec<FactId> = (0..report.facts.len()).filter(is_unknown).collect();
    unknown_values
        .sort_by_key(|&fact| std::cmp::Reverse(report.fact(fact).map(|fact| fact.span.start)));
    let mut text = text.to_owned();
    for fact in unknown_values {
        text.replace_range(
            report
                .fact(fact)
                .expect("the fact has an unknown value")
                .span
                .range(),
            &value(fact),
        );
    }
    text
}

/// An empty or zero value of a type.
pub fn nothing(kind: &Type, year: i32) -> String {
    match kind {
        Type::Count(_) | Type::Delta(_) | Type::Decimal(_) | Type::Amount(_) => "0".to_owned(),
        Type::Percent(_) => "0%".to_owned(),
        Type::Date(_) => format!("{}-01-20", year + 1),
        Type::Text(_) => "\"某机关\"".to_owned(),
        Type::Choice(ty) => ty
            .choices
            .first()
            .map(Choice::name)
            .unwrap_or_default()
            .to_owned(),
    }
}

/// Runs `gdr` in a folder, in English.
pub fn gdr(folder: &Path, arguments: &[&str]) -> Run {
    let mut command = folder::gdr(folder);
    command.args(arguments).env("GDR_LANG", "en");
    Run::of(command.output().expect("gdr runs"))
}
