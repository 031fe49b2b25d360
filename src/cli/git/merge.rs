//! The merge driver: merges facts first, then lines, and checks the result.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::process::git;
use crate::Compiled;
use crate::cli::Error;
use crate::cli::arguments::path_of;
use crate::cli::batch::Batch;
use crate::cli::options::ReportingOptions;
use crate::cli::{Exit, Session};
use crate::diagnostic::{Diagnostic, Words};
use crate::files::{self, unreadable};
use crate::fmt::format_like;
use crate::merge::{Aligned, align};
use crate::source::Source;

/// Writes the merge result over our version. Fails if a conflict is left for a person to resolve.
pub(super) fn merge(session: &Session, matches: &ArgMatches) -> Result<Exit, Error> {
    let [base, ours, theirs] = ["base", "ours", "theirs"].map(|name| path_of(matches, name));
    let name = path_of(matches, "path").display().to_string();
    let texts = [&base, &ours, &theirs].map(fs::read_to_string);
    let (Ok(base_text), Ok(own_text), Ok(their_text)) = (&texts[0], &texts[1], &texts[2]) else {
        // A file that is not a report is merged by line, as git does.
        let (merged, is_clean) = merge_lines(&base, &ours, &theirs)?;
        fs::write(&ours, merged).map_err(|error| unreadable(&ours, &error))?;
        return Ok(if is_clean { Exit::Fine } else { Exit::Errors });
    };
    let batch = Batch::new(session, ReportingOptions::default());
    let compile = |text: &str| batch.compile(&Source::new(name.as_str(), text));
    let (before, own, their) = (compile(base_text), compile(own_text), compile(their_text));
    let aligned = match (&before.value, &own.value, &their.value) {
        (Some(base), Some(ours), Some(theirs)) => align(&base.report, &ours.report, &theirs.report),
        _ => Aligned {
            base: base_text.clone(),
            ours: own_text.clone(),
            theirs: their_text.clone(),
        },
    };
    let (merged, is_clean) = TemporaryFolder::new()?.merge(&aligned)?;
    let merged = format_like(&Source::new(name.as_str(), own_text.as_str()), &merged);
    files::write(&ours, &merged)?;
    if !is_clean {
        let words = Words::new(
            format!("{name}：双方修改了同一处，请在标出冲突的位置选定一个版本\n"),
            format!("{name}: both sides changed the same place; choose at the conflict markers\n"),
        );
        session.eprint(words.of(session.language));
        return Ok(Exit::Errors);
    }
    Ok(report_new_errors(
        &batch,
        &name,
        &compile(&merged),
        [&own, &their],
    ))
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

/// The merge of three files by line, and whether it is free of conflicts.
fn merge_lines(base: &Path, ours: &Path, theirs: &Path) -> Result<(Vec<u8>, bool), Error> {
    let labels = ["-L", "ours", "-L", "base", "-L", "theirs"].map(Path::new);
    let arguments = [Path::new("merge-file"), Path::new("-p")]
        .into_iter()
        .chain(labels)
        .chain([ours, base, theirs]);
    let output = git(arguments)?;
    // The exit code is the number of conflicts, or an error from 128 on.
    if let Some(conflicts @ 0..128) = output.status.code() {
        Ok((output.stdout, conflicts == 0))
    } else {
        let reason = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        Err(Words::new(
            format!("git merge-file 出错：{reason}"),
            format!("git merge-file failed: {reason}"),
        )
        .into())
    }
}

/// A temporary folder for the three texts that git merges. It is deleted when dropped.
struct TemporaryFolder(PathBuf);

impl TemporaryFolder {
    fn new() -> Result<TemporaryFolder, Error> {
        let folder = std::env::temp_dir().join(format!("gdr-merge-{}", std::process::id()));
        match fs::create_dir(&folder) {
            Ok(()) => Ok(TemporaryFolder(folder)),
            Err(error) => Err(Words::new(
                format!("无法使用临时目录：{error}"),
                format!("cannot create a temporary folder: {error}"),
            )
            .into()),
        }
    }

    fn merge(&self, aligned: &Aligned) -> Result<(String, bool), Error> {
        let [base, ours, theirs] = ["base", "ours", "theirs"].map(|name| self.0.join(name));
        for (path, text) in [
            (&base, &aligned.base),
            (&ours, &aligned.ours),
            (&theirs, &aligned.theirs),
        ] {
            files::write(path, text)?;
        }
        let (merged, is_clean) = merge_lines(&base, &ours, &theirs)?;
        Ok((String::from_utf8_lossy(&merged).into_owned(), is_clean))
    }
}

impl Drop for TemporaryFolder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
