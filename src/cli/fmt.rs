//! `gdr fmt`: lays sources out in the one style of the language.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use clap::{ArgMatches, Command};

use super::batch::Batch;
use super::options::ReportingOptions;
use super::outcome::ReportOutcome;
use super::patch::patch;
use super::{Exit, Session, arguments, check, project};
use crate::diagnostic::{Diagnostic, Language, Words};
use crate::files::{self, Input, unreadable};
use crate::fmt::{Refusal, format};
use crate::source::{LONGEST_SOURCE, Source};

/// The path that stands for standard input.
const STANDARD_INPUT: &str = "-";

pub fn command(language: Language) -> Command {
    let localize = |zh: &str, en: &str| Words::new(zh, en).of(language).to_owned();
    Command::new("fmt")
        .about(localize("统一排版：对齐表格，整理缩进和空格，含义不变", "lay sources out in one style, without changing what they say"))
        .arg(check::paths(language).help(localize(
            ".gdr 文件，或含有它们的目录；不写就是所在项目（gdr.toml）的全部报告；- 表示从标准输入读、向标准输出写",
            ".gdr files, or folders of them; without any, those of the project (gdr.toml) one stands in; - is standard input, laid out to standard output",
        )))
        .arg(arguments::flag("check").help(localize(
            "不写文件，只列出会改动的地方；有改动的，退出码为 1",
            "write nothing, show what would change, and exit with 1 if anything would",
        )))
        .after_help(localize(
            "例：\n  gdr fmt 2025.gdr\n  gdr fmt --check 报告/\n\n一个数改了，只有它那一行会变。正文不动，只把引用里的全角符号改为半角；有语法错误的文件不动。",
            "examples:\n  gdr fmt 2025.gdr\n  gdr fmt --check reports/\n\nA figure that changes changes its own line alone. Prose stays as it is, but for full-width marks inside of splices; a file with errors of syntax is left alone.",
        ))
}

pub fn run(session: &Session, matches: &ArgMatches) -> Exit {
    let paths: Vec<&PathBuf> = matches.get_many("paths").into_iter().flatten().collect();
    let formatter = Formatter {
        batch: Batch::new(session, ReportingOptions::default()),
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

/// What became of a file.
#[derive(Clone, Copy)]
enum Fate {
    Changed,
    Unchanged,
    Refused,
}

struct Formatter<'s> {
    batch: Batch<'s>,
    only_checks: bool,
    /// By [`Fate`].
    counts: [AtomicUsize; 3],
}

impl Formatter<'_> {
    fn file(&self, input: &Input) -> ReportOutcome {
        let (fate, outcome) = self
            .laid_out(input)
            .unwrap_or_else(|outcome| (Fate::Refused, *outcome));
        self.counts[fate as usize].fetch_add(1, Ordering::Relaxed);
        outcome
    }

    fn laid_out(&self, input: &Input) -> Result<(Fate, ReportOutcome), Box<ReportOutcome>> {
        let source = self.batch.read(&input.path)?;
        let text = self.text(&source)?;
        if text == source.text() {
            return Ok((Fate::Unchanged, ReportOutcome::default()));
        }
        if self.only_checks {
            let written = patch(source.name(), source.text(), &text)
                .into_iter()
                .collect();
            return Ok((
                Fate::Changed,
                ReportOutcome {
                    exit: Exit::Errors,
                    written,
                    ..ReportOutcome::default()
                },
            ));
        }
        files::write(&input.path, &text).map_err(|words| Box::new(self.batch.failed(words)))?;
        Ok((Fate::Changed, ReportOutcome::default()))
    }

    /// The text of a source laid out, or what there is to say where it is left as it is.
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
                Refusal::TooLong => self.batch.failed(too_long(source.name())),
                Refusal::Unlike => self.batch.failed(unlike(source.name())),
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
                session.eprint(&outcome.reported);
                return outcome.exit;
            }
        };
        let (printed, exit) = if self.only_checks {
            patch(source.name(), source.text(), &text)
                .map_or_else(Default::default, |patch| (patch + "\n", Exit::Errors))
        } else {
            (text, Exit::Fine)
        };
        session
            .print(&printed)
            .map_or_else(|words| session.fail(words), |()| exit)
    }

    fn summary(&self) -> Words {
        let [changed, unchanged, refused] = [Fate::Changed, Fate::Unchanged, Fate::Refused]
            .map(|fate| self.counts[fate as usize].load(Ordering::Relaxed));
        let (zh, en) = if self.only_checks {
            ("需要排版", "to be laid out")
        } else {
            ("已排版", "laid out")
        };
        let (refused_zh, refused_en) = match refused {
            0 => (String::new(), String::new()),
            _ => (
                format!("，未动 {refused} 个（原因见上）"),
                format!(", {refused} left as they are (see above)"),
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
        format!("{name}：排版后会超过 {limit} MB，再也读不进来，所以没有动；请分成几个文件"),
        format!(
            "{name}: laid out it would be longer than {limit} MB and could not be read any more, so it is left as it is; divide it"
        ),
    )
}

/// No text should come to this.
fn unlike(name: &str) -> Words {
    Words::new(
        format!("{name}：排版会改变含义，所以没有动（这是 gdr 自身的错误，请报告）"),
        format!(
            "{name}: laid out it would say something else, so it is left as it is (a mistake of gdr; please report it)"
        ),
    )
}
