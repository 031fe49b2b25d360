//! `gdr fix`: applies the unambiguous fixes and prints the others as a patch. A figure is changed
//! only with `--accept`.

use std::sync::Arc;

use clap::{ArgMatches, Command};

use super::batch::Batch;
use super::options::ReportingOptions;
use super::outcome::ReportOutcome;
use super::patch::patch;
use super::{Exit, Session, arguments, check, listing, project};
use crate::Compiled;
use crate::diagnostic::{Diagnostic, Fix, Language, Words, apply};
use crate::files::{self, Input};
use crate::fmt::format_like;
use crate::invisible::shown;
use crate::source::Source;

/// The maximum number of passes over a source. There are several because a fix can reveal further
/// errors.
const MOST_PASSES: usize = 16;

pub(super) fn command(language: Language) -> Command {
    let localize = |zh: &str, en: &str| Words::new(zh, en).of(language).to_owned();
    Command::new("fix")
        .about(localize("直接改正只有一种改正方法的错误，其余的修改建议列为补丁", "apply the unambiguous fixes and print the others as a patch"))
        .arg(check::paths(language))
        .arg(arguments::flag("accept").help(localize("一处错误只有一个修改建议的，也采纳这个建议，包括修改数据的建议", "also apply a proposed fix if it is the only one for an error, including changes of figures")))
        .arg(arguments::flag("dry-run").help(localize("不写文件，以补丁列出全部修改", "write no files; print all changes as a patch")))
        .arg(listing::argument(language))
        .after_help(localize(
            "例：\n  gdr fix 2025.gdr --dry-run\n  gdr fix 报告/\n\n全角字符、多余的标点、写错的名称等直接改正。不加 --accept 时，程序不会替您修改数据。补丁是逐行列出增删内容的文本，写到标准输出。",
            "examples:\n  gdr fix 2025.gdr --dry-run\n  gdr fix reports/\n\nFull-width characters, superfluous punctuation and misspelt names are fixed. Figures are not changed without --accept. The patch is printed to standard output.",
        ))
}

pub(super) fn run(session: &Session, matches: &ArgMatches) -> Exit {
    let inputs = match project::inputs(session, matches) {
        Ok(inputs) => inputs,
        Err(error) => return session.fail(error),
    };
    let (accepts, is_dry) = (matches.get_flag("accept"), matches.get_flag("dry-run"));
    let options = match ReportingOptions::of(session, matches) {
        Ok(options) => options,
        Err(error) => return session.fail(error),
    };
    let batch = Batch::new(session, options);
    batch.run(&inputs, |input| {
        fix(&batch, input, accepts, is_dry).unwrap_or_else(|outcome| *outcome)
    })
}

fn fix(
    batch: &Batch,
    input: &Input,
    accepts: bool,
    is_dry: bool,
) -> Result<ReportOutcome, Box<ReportOutcome>> {
    let original = batch.read(&input.path)?;
    let mut fixed = Fixed::of(batch, original.clone());
    fixed.fix(batch, Diagnostic::certain_fix);
    if accepts {
        fixed.fix(batch, Diagnostic::only_fix);
    }
    let proposals = fixed.open().filter_map(Diagnostic::only_fix);
    let proposed = format_like(&original, &with_fixes(&fixed.source, proposals));
    let text = format_like(&original, fixed.source.text());
    let name = shown(&input.path);
    let mut outcome = batch.outcome(fixed.compiled.value.as_ref(), &fixed.compiled.diagnostics);
    outcome.written.extend(patch(
        &name,
        if is_dry { original.text() } else { &text },
        &proposed,
    ));
    if fixed.changes > 0 && !is_dry {
        files::write(&input.path, &text).map_err(|words| Box::new(batch.failed(words)))?;
    }
    let reported = if outcome.codes.is_empty() && fixed.changes == 0 {
        Words::new(
            format!("{name}：没有需要改正的内容\n"),
            format!("{name}: nothing to fix\n"),
        )
    } else {
        summary(&name, fixed.changes, is_dry, proposed != text)
    };
    outcome.reported.push(reported.of(batch.session.language));
    Ok(outcome)
}

/// A source after the fixes so far, with its diagnostics.
struct Fixed {
    source: Arc<Source>,
    compiled: Compiled,
    changes: usize,
}

impl Fixed {
    fn of(batch: &Batch, source: Arc<Source>) -> Fixed {
        Fixed {
            compiled: batch.compile(&source),
            source,
            changes: 0,
        }
    }

    /// Applies the chosen fixes repeatedly until none is left. Stops when a pass would add errors.
    fn fix(&mut self, batch: &Batch, choose: impl Fn(&Diagnostic) -> Option<&Fix>) {
        for _ in 0..MOST_PASSES {
            let fixes: Vec<&Fix> = self.open().filter_map(&choose).collect();
            let text = with_fixes(&self.source, fixes.iter().copied());
            if text == self.source.text() {
                return;
            }
            let next = Fixed::of(batch, Source::new(self.source.name(), text));
            if next.errors() > self.errors() && self.compiled.value.is_some() {
                return;
            }
            *self = Fixed {
                changes: self.changes + fixes.len(),
                ..next
            };
        }
    }

    /// The diagnostics that no exception in the report covers.
    fn open(&self) -> impl Iterator<Item = &Diagnostic> {
        let diagnostics = self.compiled.diagnostics.iter();
        diagnostics.filter(|diagnostic| diagnostic.exception.is_none())
    }

    fn errors(&self) -> usize {
        self.compiled
            .diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.is_error())
            .count()
    }
}

fn with_fixes<'f>(source: &Arc<Source>, fixes: impl Iterator<Item = &'f Fix>) -> String {
    apply(source, fixes.flat_map(|fix| &fix.edits))
}

fn summary(name: &str, changes: usize, is_dry: bool, proposes: bool) -> Words {
    let outcome = match (changes, is_dry) {
        (0, _) => Words::new("没有可以直接改正的内容", "no unambiguous fix"),
        (_, true) => Words::new(
            format!("可改正 {changes} 处"),
            format!("{changes} can be fixed"),
        ),
        (_, false) => Words::new(format!("已改正 {changes} 处"), format!("{changes} fixed")),
    };
    let more = if proposes {
        Words::new(
            "；补丁中的修改建议请先核实，再加 --accept 采纳",
            "; use --accept to apply the proposals in the patch",
        )
    } else {
        Words::default()
    };
    let [(zh, more_zh), (en, more_en)] = [
        (outcome.of_zh(), more.of_zh()),
        (outcome.of_en(), more.of_en()),
    ];
    Words::new(
        format!("{name}：{zh}{more_zh}\n"),
        format!("{name}: {en}{more_en}\n"),
    )
}
