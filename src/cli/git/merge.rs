//! The merge driver: facts first, then lines, and a look at what came of it.

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

/// Writes the merge in the place of our version. It fails where something is left for a person to
/// decide.
pub fn merge(session: &Session, matches: &ArgMatches) -> Result<Exit, Error> {
    let [base, ours, theirs] = ["base", "ours", "theirs"].map(|name| path_of(matches, name));
    let name = path_of(matches, "path").display().to_string();
    let texts = [&base, &ours, &theirs].map(fs::read_to_string);
    let (Ok(base_text), Ok(own_text), Ok(their_text)) = (&texts[0], &texts[1], &texts[2]) else {
        // Whatever it is, it is merged as git would.
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
    let (merged, is_clean) = Beside::new()?.merge(&aligned)?;
    let merged = format_like(&Source::new(name.as_str(), own_text.as_str()), &merged);
    files::write(&ours, &merged)?;
    if !is_clean {
        let words = Words::new(
            format!("{name}：两边都改了同一处，请在标出的地方选定\n"),
            format!("{name}: both sides changed the same place; choose at the marks\n"),
        );
        session.eprint(words.of(session.language));
        return Ok(Exit::Errors);
    }
    Ok(look_at(&batch, &name, &compile(&merged), [&own, &their]))
}

/// Whether the merge is wrong where neither side was: then the figures do not go together, though
/// each was right.
fn look_at(batch: &Batch, name: &str, merged: &Compiled, sides: [&Compiled; 2]) -> Exit {
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
    batch.session.eprint(&outcome.reported);
    let words = Words::new(
        format!("{name}：两边各自没有这样的错误，合起来就有了；合并的文本已写出，请改好再提交\n"),
        format!(
            "{name}: neither side has this error, but both together do; the merged text is written, mend it before you commit\n"
        ),
    );
    batch.session.eprint(words.of(batch.session.language));
    Exit::Errors
}

/// A merge of three files by lines, and whether nothing is left to decide.
fn merge_lines(base: &Path, ours: &Path, theirs: &Path) -> Result<(Vec<u8>, bool), Error> {
    let labels = ["-L", "ours", "-L", "base", "-L", "theirs"].map(Path::new);
    let arguments = [Path::new("merge-file"), Path::new("-p")]
        .into_iter()
        .chain(labels)
        .chain([ours, base, theirs]);
    let output = git(arguments)?;
    // The number of conflicts, or from 128 on what went wrong.
    if let Some(conflicts @ 0..128) = output.status.code() {
        Ok((output.stdout, conflicts == 0))
    } else {
        let reason = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        Err(Words::new(
            format!("git merge-file 出错：{reason}"),
            format!("git merge-file fails: {reason}"),
        )
        .into())
    }
}

/// A folder for the three texts while git merges their lines. It goes when it is done with.
struct Beside(PathBuf);

impl Beside {
    fn new() -> Result<Beside, Error> {
        let folder = std::env::temp_dir().join(format!("gdr-merge-{}", std::process::id()));
        match fs::create_dir(&folder) {
            Ok(()) => Ok(Beside(folder)),
            Err(error) => Err(Words::new(
                format!("不能使用临时目录：{error}"),
                format!("no temporary folder: {error}"),
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

impl Drop for Beside {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
