//! Many reports: compiled on all cores, told in the order of their names, and forgotten, so that memory stays flat.

use std::fs;
use std::path::PathBuf;

use rayon::prelude::*;

use super::files::{Disk, Input, unreadable};
use super::{Exit, Session};
use crate::diagnostic::render::Renderer;
use crate::diagnostic::{Diagnostic, Words};
use crate::model::Numbers;
use crate::source::Source;
use crate::verify::{Tally, Verified};
use crate::{Compiled, Compiler};

/// How many reports are in memory at once.
const CHUNK: usize = 512;

/// What one report came to.
pub struct Done {
    pub exit: Exit,
    /// The messages, drawn.
    pub told: String,
    pub facts: usize,
    pub tally: Tally,
    pub numbers: Numbers,
    /// Whether there was a report at all, and not only forms.
    pub is_report: bool,
}

impl Done {
    pub fn failed(session: &Session, words: &Words) -> Done {
        let told = session.failure(words);
        Done { exit: Exit::Usage, told, facts: 0, tally: Tally::default(), numbers: Numbers::default(), is_report: false }
    }
}

/// Does a thing to each input, and says what came of all of them.
pub fn run(session: &Session, inputs: &[Input], work: impl Fn(&Compiler<Disk>, &Input) -> Done + Sync) -> Exit {
    let compiler = Compiler::with_files(Disk);
    let mut exit = Exit::Fine;
    let mut total = Total::default();
    for chunk in inputs.chunks(CHUNK) {
        // One report needs no threads.
        let done: Vec<Done> = match chunk {
            [only] => vec![work(&compiler, only)],
            many => many.par_iter().map(|input| work(&compiler, input)).collect(),
        };
        for done in done {
            session.tell(&done.told);
            exit = exit.max(done.exit);
            total.add(&done);
        }
    }
    if total.reports > 0 {
        session.tell(total.words().of(session.language));
        session.tell(total.numbers.words().of(session.language));
    }
    exit
}

/// The compiled report of a file.
///
/// # Errors
/// What came of a file that cannot be read.
pub fn compile(session: &Session, compiler: &Compiler<Disk>, path: &PathBuf) -> Result<Compiled, Done> {
    let bytes = fs::read(path).map_err(|error| Done::failed(session, &unreadable(path, &error)))?;
    match Source::from_bytes(path.display().to_string(), &bytes) {
        Ok(source) => Ok(compiler.compile(&source)),
        Err(diagnostic) => Ok(Compiled { value: None, diagnostics: vec![*diagnostic] }),
    }
}

/// What came of a compiled report.
pub fn done(session: &Session, verified: Option<&Verified>, diagnostics: &[Diagnostic]) -> Done {
    let mut renderer = Renderer::new(session.language, session.color);
    let told = diagnostics.iter().map(|diagnostic| renderer.render(diagnostic)).collect();
    Done {
        exit: if diagnostics.iter().any(Diagnostic::is_error) { Exit::Errors } else { Exit::Fine },
        told,
        facts: verified.map_or(0, |verified| verified.report.stated_facts()),
        tally: verified.map(Verified::tally).unwrap_or_default(),
        numbers: verified.map(|verified| verified.numbers).unwrap_or_default(),
        is_report: verified.is_some(),
    }
}

#[derive(Default)]
struct Total {
    reports: usize,
    with_errors: usize,
    facts: usize,
    tally: Tally,
    numbers: Numbers,
}

impl Total {
    fn add(&mut self, done: &Done) {
        self.reports += usize::from(done.is_report);
        self.with_errors += usize::from(done.exit != Exit::Fine);
        self.facts += done.facts;
        self.tally.hold += done.tally.hold;
        self.tally.fail += done.tally.fail;
        self.tally.excepted += done.tally.excepted;
        self.tally.undecided += done.tally.undecided;
        self.numbers.add(done.numbers);
    }

    fn words(&self) -> Words {
        let Total { reports, with_errors, facts, tally: Tally { hold, fail, excepted, undecided }, .. } = self;
        let many = *reports > 1;
        let (zh, en) = (
            if many { format!("报告 {reports} 份，其中有错 {with_errors} 份；") } else { String::new() },
            if many { format!("{reports} reports, {with_errors} with errors; ") } else { String::new() },
        );
        Words::new(
            format!("{zh}事实 {facts} 项；勾稽关系：成立 {hold}，不成立 {fail}，例外 {excepted}，不能判定 {undecided}\n"),
            format!("{en}{facts} facts; identities: {hold} hold, {fail} fail, {excepted} excepted, {undecided} undecided\n"),
        )
    }
}
