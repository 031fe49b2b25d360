//! `gdr fmt`: formats sources in a single style.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use clap::{ArgMatches, Command};

use super::batch::Batch;
use super::options::ReportingOptions;
use super::outcome::ReportOutcome;
use super::patch::patch;
use super::{Exit, Session, arguments, check, listing, project, root};
use crate::diagnostic::{Diagnostic, Language, Words};
use crate::files::{self, Input, unreadable};
use crate::fmt::{Refusal, format};
use crate::invisible::visible_line;
use crate::source::{LONGEST_SOURCE, Source};

/// The path that means standard input.
const STANDARD_INPUT: &str = "-";

pub(super) fn command(language: Language) -> Command {
    let localize = |zh: &str, en: &str| Words::new(zh, en).of(language).to_owned();
    Command::new("fmt")
        .about(localize("统一排版：对齐表格，整理缩进和空格，含义不变", "format sources in a single style without changing their meaning"))
        .arg(check::paths(language).help(localize(
            ".gdr 文件或目录；省略时为当前项目（gdr.toml）的全部报告；写 - 时，对其他命令传来的内容（标准输入）排版，结果直接显示",
            ".gdr files or folders; if omitted, all reports of the current project (gdr.toml); - reads standard input and writes to standard output",
        )))
        .arg(listing::argument(language))
        .arg(arguments::flag("check").help(localize(
            "不写文件，只列出需要改动之处；有需要改动之处时退出码为 1",
            "write no files; print what would change, and exit with 1 if anything would",
        )))
        .arg(root::argument(language))
        .after_help(localize(
            "例：\n  gdr fmt 2025.gdr\n  gdr fmt --check 报告/\n\n排版后的文件中，修改一个数只影响其所在的一行。正文保持原样，仅将其中引用数据之处（{ } 内）的全角符号改为半角。有语法错误的文件不作改动。",
            "examples:\n  gdr fmt 2025.gdr\n  gdr fmt --check reports/\n\nIn a formatted file, a changed figure changes only its own line. Prose is kept, except that full-width marks in interpolations become ASCII. Files with syntax errors are not changed.",
        ))
}

pub(super) fn run(session: &Session, matches: &ArgMatches) -> Exit {
    let paths: Vec<&PathBuf> = matches.get_many("paths").into_iter().flatten().collect();
    let formatter = Formatter {
        batch: Batch::new(session, ReportingOptions::default().with_listing(matches)),
        only_checks: matches.get_flag("check"),
        counts: [const { AtomicUsize::new(0) }; 3],
    };
    if let [only] = paths.as_slice()
        && *only == Path::new(STANDARD_INPUT)
    {
        return formatter.standard_input();
    }
    let inputs = match project::inputs(session, matches) {
        Ok(inputs) => inputs,
        Err(error) => return session.fail(error),
    };
    let exit = formatter.batch.run(&inputs, |input| formatter.file(input));
    session.eprint(formatter.summary().of(session.language));
    exit
}

/// What happened to a file.
#[derive(Clone, Copy)]
enum FileResult {
    Changed,
    Unchanged,
    Refused,
}

struct Formatter<'s> {
    batch: Batch<'s>,
    only_checks: bool,
    /// Indexed by [`FileResult`].
    counts: [AtomicUsize; 3],
}

impl Formatter<'_> {
    fn file(&self, input: &Input) -> ReportOutcome {
        let (result, outcome) = self
            .laid_out(input)
            .unwrap_or_else(|outcome| (FileResult::Refused, *outcome));
        self.counts[result as usize].fetch_add(1, Ordering::Relaxed);
        outcome
    }

    fn laid_out(&self, input: &Input) -> Result<(FileResult, ReportOutcome), Box<ReportOutcome>> {
        let source = self.batch.read(&input.path)?;
        let text = self.text(&source)?;
        if text == source.text() {
            return Ok((FileResult::Unchanged, ReportOutcome::default()));
        }
        if self.only_checks {
            let written = patch(&visible_line(source.name()), source.text(), &text)
                .into_iter()
                .collect();
            return Ok((
                FileResult::Changed,
                ReportOutcome {
                    exit: Exit::Errors,
                    written,
                    ..ReportOutcome::default()
                },
            ));
        }
        files::replace(&input.path, source.text(), &text)
            .map_err(|words| Box::new(self.batch.failed(words)))?;
        Ok((FileResult::Changed, ReportOutcome::default()))
    }

    /// The formatted text of a source. If it cannot be formatted, the error is the outcome to
    /// report.
    fn text(&self, source: &Arc<Source>) -> Result<String, Box<ReportOutcome>> {
        format(source).map_err(|refusal| {
            Box::new(match refusal {
                Refusal::Faulty(mut errors) => {
                    if errors.is_empty() {
                        errors = self
                            .batch
                            .compile(source)
                            .diagnostics
                            .into_iter()
                            .filter(Diagnostic::is_error)
                            .collect();
                    }
                    self.batch.outcome(None, &errors)
                }
                Refusal::TooLong => self.batch.failed(too_long(&visible_line(source.name()))),
                Refusal::Unlike => self.batch.failed(unlike(&visible_line(source.name()))),
            })
        })
    }

    fn standard_input(&self) -> Exit {
        let session = self.batch.session;
        let mut bytes = Vec::new();
        if let Err(error) = std::io::stdin()
            .lock()
            .take(LONGEST_SOURCE as u64 + 1)
            .read_to_end(&mut bytes)
        {
            return session.fail(unreadable(Path::new(STANDARD_INPUT), &error));
        }
        let laid_out = Source::from_bytes(STANDARD_INPUT, &bytes)
            .map_err(|error| Box::new(self.batch.outcome(None, &[error.into()])))
            .and_then(|source| Ok((self.text(&source)?, source)));
        let (text, source) = match laid_out {
            Ok(laid_out) => laid_out,
            Err(outcome) => {
                session.show(&outcome.reported);
                return outcome.exit;
            }
        };
        let (printed, exit) = if self.only_checks {
            patch(&visible_line(source.name()), source.text(), &text)
                .map_or_else(Default::default, |patch| (patch + "\n", Exit::Errors))
        } else {
            (text, Exit::Fine)
        };
        let printed = if self.only_checks {
            session.say(&printed)
        } else {
            session.print(&printed)
        };
        printed.map_or_else(|words| session.fail(words), |()| exit)
    }

    fn summary(&self) -> Words {
        let [changed, unchanged, refused] = [
            FileResult::Changed,
            FileResult::Unchanged,
            FileResult::Refused,
        ]
        .map(|result| self.counts[result as usize].load(Ordering::Relaxed));
        let (zh, en) = if self.only_checks {
            ("需要排版", "not formatted")
        } else {
            ("已排版", "formatted")
        };
        let (refused_zh, refused_en) = match refused {
            0 => (String::new(), String::new()),
            _ => (
                format!("，未修改 {refused} 个（原因见上）"),
                format!(", {refused} not changed (see above)"),
            ),
        };
        Words::new(
            format!("{zh} {changed} 个文件，无需改动 {unchanged} 个{refused_zh}\n"),
            format!("{changed} {en}, {unchanged} unchanged{refused_en}\n"),
        )
    }
}

fn too_long(name: &str) -> Words {
    let limit = LONGEST_SOURCE >> 20;
    Words::new(
        format!("{name}：排版后将超过 {limit} MB 的上限，因此未修改；请分成几个文件"),
        format!(
            "{name}: not changed, as the formatted file would be longer than {limit} MB; split it into several files"
        ),
    )
}

/// The message that formatting would change the meaning. This is a bug in gdr.
fn unlike(name: &str) -> Words {
    Words::new(
        format!("{name}：排版会改变含义，因此未修改（这是 gdr 自身的错误，请报告）"),
        format!(
            "{name}: not changed, as formatting would change its meaning (this is a bug in gdr; please report it)"
        ),
    )
}
