//! The merge driver: merges facts first, then lines, and checks the result.
//!
//! Git uses our file as the result: as merged if the exit code is 0, and as a conflict if the code
//! is at most 128. If the code is greater, git stops the whole merge and keeps both sides. So a
//! code up to 128 is returned only if the file has the changes of both sides.

mod lines;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use crate::Compiled;
use crate::cli::Error;
use crate::cli::batch::Batch;
use crate::cli::options::ReportingOptions;
use crate::cli::{Exit, Session};
use crate::diagnostic::{Diagnostic, Words};
use crate::files::{self, unreadable};
use crate::fmt::format_like;
use crate::merge::{Aligned, align, has_merged_facts, with_line_ends_of};
use crate::source::Source;
use lines::{merge_files, merge_texts, whole};

/// The three files of a merge, and the path of the report in messages.
struct Versions<'p> {
    base: &'p Path,
    ours: &'p Path,
    theirs: &'p Path,
    name: String,
}

/// Writes the merge result over our version. The exit code says whether a conflict is left for a
/// person to resolve.
pub(super) fn merge(session: &Session, matches: &ArgMatches) -> Exit {
    let paths: Vec<&PathBuf> = matches.get_many("files").into_iter().flatten().collect();
    let [base, ours, theirs, name] = paths.as_slice() else {
        return Exit::Stop;
    };
    let name = name.display().to_string();
    let versions = Versions {
        base,
        ours,
        theirs,
        name,
    };
    let exit = match by_fact(session, &versions) {
        Ok(Some(exit)) => Ok(exit),
        Ok(None) => by_line(session, &versions),
        Err(error) => {
            session.eprint(&error.line(session.language));
            by_line(session, &versions)
        }
    };
    exit.unwrap_or_else(|error| {
        session.fail(error);
        Exit::Stop
    })
}

/// Merges by fact. `None` if a version is not UTF-8 text, or if the result would not have the facts
/// of both sides.
fn by_fact(session: &Session, versions: &Versions) -> Result<Option<Exit>, Error> {
    let read = |path: &Path| match fs::read(path) {
        // Git does not merge a file with NUL.
        Ok(bytes) => Ok(String::from_utf8(bytes)
            .ok()
            .filter(|text| !text.contains('\0'))),
        Err(error) => Err(unreadable(path, &error)),
    };
    let texts = (
        read(versions.base)?,
        read(versions.ours)?,
        read(versions.theirs)?,
    );
    let (Some(base), Some(ours), Some(theirs)) = texts else {
        return Ok(None);
    };
    let (base, theirs) = (
        with_line_ends_of(&ours, base),
        with_line_ends_of(&ours, theirs),
    );
    let name = versions.name.as_str();
    let batch = Batch::new(session, ReportingOptions::default());
    let compile = |text: &str| batch.compile(&Source::new(name, text));
    let sides = [&base, &ours, &theirs].map(|text| compile(text));
    let reports = match &sides {
        [
            Compiled {
                value: Some(base), ..
            },
            Compiled {
                value: Some(ours), ..
            },
            Compiled {
                value: Some(theirs),
                ..
            },
        ] => Some([&base.report, &ours.report, &theirs.report]),
        _ => None,
    };
    let aligned = match reports {
        Some([base, ours, theirs]) => align(base, ours, theirs),
        None => Aligned {
            base,
            ours: ours.clone(),
            theirs,
        },
    };
    let (merged, is_clean) = merge_texts(versions.ours, &aligned)?;
    let merged = format_like(&Source::new(name, ours), &merged);
    if !is_clean {
        files::save(versions.ours, merged.as_bytes())?;
        return Ok(Some(conflict(session, name)));
    }
    let compiled = compile(&merged);
    if let (Some(reports), Some(merged)) = (reports, &compiled.value)
        && !has_merged_facts(&merged.report, reports)
    {
        return Ok(None);
    }
    files::save(versions.ours, merged.as_bytes())?;
    let [_, ours, theirs] = &sides;
    Ok(Some(report_new_errors(
        &batch,
        name,
        &compiled,
        [ours, theirs],
    )))
}

/// Merges the files by line, as git does. If git cannot, both versions become one conflict.
fn by_line(session: &Session, versions: &Versions) -> Result<Exit, Error> {
    let Versions {
        base,
        ours,
        theirs,
        name,
    } = versions;
    let read = |path: &Path| fs::read(path).map_err(|error| unreadable(path, &error));
    let (merged, is_clean) = match merge_files(base, ours, theirs) {
        Ok(merged) => merged,
        Err(error) => {
            session.eprint(&error.line(session.language));
            whole(&read(base)?, &read(ours)?, &read(theirs)?)
        }
    };
    files::save(ours, &merged)?;
    Ok(if is_clean {
        Exit::Fine
    } else {
        conflict(session, name)
    })
}

fn conflict(session: &Session, name: &str) -> Exit {
    let words = Words::new(
        format!("{name}：双方修改了同一处，请在标出冲突的位置选定一个版本\n"),
        format!("{name}: both sides changed the same place; choose at the conflict markers\n"),
    );
    session.eprint(words.of(session.language));
    Exit::Errors
}

/// Fails if the merge has an error that neither side has. In this case, the figures of the two
/// sides do not agree with each other, although each side alone is correct.
fn report_new_errors(batch: &Batch, name: &str, merged: &Compiled, sides: [&Compiled; 2]) -> Exit {
    let key = |diagnostic: &Diagnostic| (diagnostic.code, diagnostic.title.of_zh().to_owned());
    let known: BTreeSet<_> = sides
        .iter()
        .flat_map(|side| &side.diagnostics)
        .map(key)
        .collect();
    let new = merged
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.is_error() && !known.contains(&key(diagnostic)));
    let new: Vec<Diagnostic> = new.cloned().collect();
    if new.is_empty() {
        return Exit::Fine;
    }
    let outcome = batch.outcome(None, &new);
    batch.session.show(&outcome.reported);
    let words = Words::new(
        format!(
            "{name}：以上错误在两个版本中均不存在，合并后才出现；合并结果已写出，请改正后再提交\n"
        ),
        format!(
            "{name}: neither side has these errors, only the merge does; the merged text was written, fix it before you commit\n"
        ),
    );
    batch.session.eprint(words.of(batch.session.language));
    Exit::Errors
}
