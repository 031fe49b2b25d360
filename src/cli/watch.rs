//! `--watch`: a job done again for the reports that a change touches, until it is ended.

mod changes;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use clap::{Arg, ArgMatches};

use super::timings::seconds;
use super::{Exit, Session, arguments};
use crate::cli::Error;
use crate::diagnostic::{Language, Words};
use crate::files::Input;

pub(super) use changes::{Changed, FileChanges, located};

/// What a command does to its reports. With `--watch` it is made anew for each round, so that
/// nothing is remembered of files that have changed since.
pub(super) trait Job {
    /// The folders in which a report may be added.
    fn folders(&self) -> &[PathBuf];
    fn inputs(&self) -> &[Input];
    fn run(&self, inputs: &[Input]) -> Exit;
    /// What the outcome of a report depends on, as far as is known: files, and folders with all
    /// files in them.
    fn sources(&self, input: &Input) -> BTreeSet<PathBuf>;
    /// The files that are written for it.
    fn outputs(&self, input: &Input) -> Vec<PathBuf>;
}

pub(super) fn argument(language: Language) -> Arg {
    let help = Words::new(
        "做完后继续监视，文件一有改动就重做",
        "go on, and do it again for what is changed",
    );
    arguments::flag("watch").help(help.of(language).to_owned())
}

/// Does a job: once, or with `--watch` whenever something changes.
pub(super) fn run<J: Job>(
    session: &Session,
    matches: &ArgMatches,
    make: impl Fn() -> Result<J, Error>,
) -> Exit {
    let outcome = if matches.get_flag("watch") {
        again_and_again(session, make)
    } else {
        make().map(|job| job.run(job.inputs()))
    };
    outcome.unwrap_or_else(|words| session.fail(words))
}

/// Round after round. It ends only where it cannot begin, or changes are not told any more.
fn again_and_again<J: Job>(
    session: &Session,
    make: impl Fn() -> Result<J, Error>,
) -> Result<Exit, Error> {
    let mut rounds = Rounds {
        changes: FileChanges::new()?,
        sources: BTreeMap::new(),
        outputs: BTreeSet::new(),
    };
    let settings = settings(session);
    rounds.changes.watch(settings.iter().cloned())?;
    let mut job = rounds.prepared(&make)?;
    let mut changed = Changed::default();
    loop {
        rounds.round(session, &job, &std::mem::take(&mut changed));
        job = loop {
            let new = rounds.changes.next()?;
            report_settings_change(session, &settings, &new);
            changed.add(new);
            changed.forget(&rounds.outputs);
            match rounds.prepared(&make) {
                Ok(job) => break job,
                Err(words) => drop(session.fail(words)),
            }
        };
    }
}

/// The settings of the project, which are read once, when the program begins: as events name their
/// file.
pub(super) fn settings(session: &Session) -> BTreeSet<PathBuf> {
    session
        .project
        .iter()
        .flat_map(|project| located(&project.file))
        .collect()
}

/// Says that they have changed, if they have.
pub(super) fn report_settings_change(
    session: &Session,
    settings: &BTreeSet<PathBuf>,
    changed: &Changed,
) {
    if changed.touches(settings) {
        let words = Words::new(
            "设置（gdr.toml）有改动：结束本命令（Ctrl-C）再运行，才照新的设置\n",
            "the settings (gdr.toml) have changed: end this command (Ctrl-C) and run it again to have the new ones\n",
        );
        session.eprint(words.of(session.language));
    }
}

struct Rounds {
    changes: FileChanges,
    /// What each report depends on, as events name it.
    sources: BTreeMap<PathBuf, BTreeSet<PathBuf>>,
    /// What we wrote ourselves.
    outputs: BTreeSet<PathBuf>,
}

impl Rounds {
    /// The job, made when all its folders are watched: no report that is added meanwhile is missed.
    fn prepared<J: Job>(&mut self, make: impl Fn() -> Result<J, Error>) -> Result<J, Error> {
        loop {
            let job = make()?;
            let new = job
                .inputs()
                .iter()
                .filter(|input| !self.sources.contains_key(&input.path));
            let files = new.flat_map(|input| job.sources(input));
            let paths = files.chain(job.folders().iter().cloned());
            if !self.changes.watch(paths.flat_map(|path| located(&path)))? {
                return Ok(job);
            }
        }
    }

    fn round<J: Job>(&mut self, session: &Session, job: &J, changed: &Changed) {
        let is_first = self.sources.is_empty();
        let is_there: BTreeSet<&PathBuf> = job.inputs().iter().map(|input| &input.path).collect();
        let gone: Vec<PathBuf> = self
            .sources
            .keys()
            .filter(|path| !is_there.contains(path))
            .cloned()
            .collect();
        let is_touched = |input: &&Input| {
            self.sources
                .get(&input.path)
                .is_none_or(|sources| changed.touches(sources))
        };
        let touched: Vec<Input> = job.inputs().iter().filter(is_touched).cloned().collect();
        if gone.is_empty() && touched.is_empty() {
            return;
        }
        if !is_first {
            session.eprint("\n");
        }
        for path in gone {
            let name = path.display();
            session.eprint(
                Words::new(format!("已删除 {name}\n"), format!("deleted: {name}\n"))
                    .of(session.language),
            );
            self.sources.remove(&path);
        }
        let begun = Instant::now();
        if !touched.is_empty() {
            job.run(&touched);
        }
        for input in &touched {
            self.outputs
                .extend(job.outputs(input).iter().flat_map(|path| located(path)));
            self.sources.insert(
                input.path.clone(),
                job.sources(input)
                    .iter()
                    .flat_map(|path| located(path))
                    .collect(),
            );
        }
        if let Err(words) = self.changes.watch(self.sources.values().flatten().cloned()) {
            session.fail(words);
        }
        session.eprint(waiting(begun.elapsed()).of(session.language));
    }
}

/// How long it took, and that it goes on.
fn waiting(time: Duration) -> Words {
    let time = seconds(time);
    Words::new(
        format!("用时 {time} 秒；继续监视改动（Ctrl-C 结束）\n"),
        format!("took {time} s; watching for changes (Ctrl-C ends)\n"),
    )
}
