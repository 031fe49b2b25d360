//! `gdr fix`: applies the unambiguous fixes and prints the others as a patch. A figure is changed
//! only with `--accept`.

pub mod passes;

use std::sync::Arc;

use clap::{ArgMatches, Command};

use super::batch::Batch;
use super::options::ReportingOptions;
use super::outcome::ReportOutcome;
use super::patch::patch;
use super::{Exit, Session, arguments, check, listing, project, root};
use crate::diagnostic::{Language, Words};
use crate::files::{self, Input};
use crate::invisible::shown;
use crate::source::Source;
use passes::{Choice, fixed};

pub(super) fn command(language: Language) -> Command {
    let localize = |zh: &str, en: &str| Words::new(zh, en).of(language).to_owned();
    Command::new("fix")
        .about(localize("直接改正只有一种改正方法的错误，其余的修改建议列为补丁", "apply the unambiguous fixes and print the others as a patch"))
        .arg(check::paths(language))
        .arg(arguments::flag("accept").help(localize("一处错误只有一个修改建议的，也采纳这个建议，包括修改数据的建议", "also apply a proposed fix if it is the only one for an error, including changes of figures")))
        .arg(arguments::flag("dry-run").help(localize("不写文件，以补丁列出全部修改", "write no files; print all changes as a patch")))
        .arg(root::argument(language))
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
    let compile = |source: &Arc<Source>| batch.compile(source);
    let choice = if accepts {
        Choice::Accepted
    } else {
        Choice::Certain
    };
    let fixed = fixed(&compile, &original, choice);
    let text = fixed.source.text();
    let proposed = match choice {
        Choice::Accepted => fixed.source.clone(),
        Choice::Certain => passes::fixed(&compile, &fixed.source, Choice::Accepted).source,
    };
    let proposed = proposed.text();
    let name = shown(&input.path);
    let mut outcome = batch.outcome(fixed.compiled.value.as_ref(), &fixed.compiled.diagnostics);
    outcome.written.extend(patch(
        &name,
        if is_dry { original.text() } else { text },
        proposed,
    ));
    if fixed.changes > 0 && !is_dry {
        files::replace(&input.path, original.text(), text)
            .map_err(|words| Box::new(batch.failed(words)))?;
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
