//! `--watch`: repeats a job for the reports that a change affects, until interrupted.
//!
//! Between two rounds, only the paths of the files that each report depends on are kept. Each round
//! creates the job anew from the command line, with a new compiler, and runs it for the reports
//! that a change affects. So a form, a template or a report that was added in the meantime needs no
//! special case. `gdr.toml` is an exception: it is read only at the start of the program, and a
//! change of it is reported.
//!
//! A file that does not exist yet is watched through the nearest folder that exists. Files that
//! this program writes do not count as changes.

mod changes;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use clap::{Arg, ArgMatches};

use super::timings::seconds;
use super::{Exit, Session, arguments, project};
use crate::cli::Error;
use crate::diagnostic::{Language, Words};
use crate::files::Input;
use crate::invisible::shown;

pub(super) use changes::{Changed, FileChanges, located};

/// The work of a command on its reports. With `--watch` it is created anew for each round, so that
/// no outdated file content is kept.
pub(super) trait Job {
    /// The folders in which a report may be added.
    fn folders(&self) -> &[PathBuf];
    fn inputs(&self) -> &[Input];
    fn run(&self, inputs: &[Input]) -> Exit;
    /// The files that the outcome for a report depends on, as far as known. A folder means all
    /// files in it.
    fn sources(&self, input: &Input) -> BTreeSet<PathBuf>;
    /// The output files of a report.
    fn outputs(&self, input: &Input) -> Vec<PathBuf>;
}

pub(super) fn argument(language: Language) -> Arg {
    let help = Words::new(
        "完成后继续监视文件，有改动时重新处理受影响的报告",
        "keep running, and process a report again whenever its files change",
    );
    arguments::flag("watch").help(help.of(language).to_owned())
}

/// Runs a job once; with `--watch`, also whenever something changes.
pub(super) fn run<J: Job>(
    session: &Session,
    matches: &ArgMatches,
    make: impl Fn() -> Result<J, Error>,
) -> Exit {
    let outcome = if arguments::is_given(matches, "watch") {
        again_and_again(session, matches, make)
    } else {
        make().map(|job| job.run(job.inputs()))
    };
    outcome.unwrap_or_else(|words| session.fail(words))
}

/// Runs the job, and runs it again after each change, until the program is interrupted. It returns
/// only if the job cannot start, or if watching for changes fails.
fn again_and_again<J: Job>(
    session: &Session,
    matches: &ArgMatches,
    make: impl Fn() -> Result<J, Error>,
) -> Result<Exit, Error> {
    let mut rounds = Rounds {
        changes: FileChanges::new()?,
        sources: BTreeMap::new(),
        outputs: BTreeSet::new(),
    };
    let settings = settings(session);
    rounds.changes.watch(settings.iter().cloned())?;
    let mut job = rounds.first(session, matches, &make)?;
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

/// The path of the project's settings file, as file events name it. Empty without a project.
pub(super) fn settings(session: &Session) -> BTreeSet<PathBuf> {
    session
        .project
        .iter()
        .flat_map(|project| located(&project.file))
        .collect()
}

/// Prints a message if the settings file has changed: its new content is not used until a restart.
pub(super) fn report_settings_change(
    session: &Session,
    settings: &BTreeSet<PathBuf>,
    changed: &Changed,
) {
    if changed.touches(settings) {
        let words = Words::new(
            "配置文件（gdr.toml）有改动：请结束本命令（Ctrl-C）后重新运行，新配置才会生效\n",
            "gdr.toml has changed: stop this command (Ctrl-C) and run it again to apply the new settings\n",
        );
        session.eprint(words.of(session.language));
    }
}

struct Rounds {
    changes: FileChanges,
    /// The paths that each report depends on, as file events name them.
    sources: BTreeMap<PathBuf, BTreeSet<PathBuf>>,
    /// The files that this program wrote.
    outputs: BTreeSet<PathBuf>,
}

impl Rounds {
    /// The first job. If there are no reports yet, it waits until there are.
    fn first<J: Job>(
        &mut self,
        session: &Session,
        matches: &ArgMatches,
        make: impl Fn() -> Result<J, Error>,
    ) -> Result<J, Error> {
        let mut is_waiting = false;
        loop {
            let folders = project::folders(session, matches);
            let folders = folders.iter().flat_map(|folder| located(folder));
            let is_new = self.changes.watch(folders)?;
            match self.prepared(&make) {
                // A report may have been added before its folder was watched, so look again.
                Err(Error::NoReports(_)) if is_new => {}
                Err(Error::NoReports(words)) => {
                    if !is_waiting {
                        session.fail(words);
                        session.eprint(waiting_for_reports().of(session.language));
                        is_waiting = true;
                    }
                    self.changes.next()?;
                }
                prepared => return prepared,
            }
        }
    }

    /// The job, created once all its folders are watched, so that no report added meanwhile is
    /// missed.
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
            let name = shown(&path);
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

fn waiting_for_reports() -> Words {
    Words::new(
        "等待第一份报告（按 Ctrl-C 结束）\n",
        "waiting for the first report (Ctrl-C to stop)\n",
    )
}

/// How long the round took, and that watching continues.
fn waiting(time: Duration) -> Words {
    let time = seconds(time);
    Words::new(
        format!("用时 {time} 秒；继续监视改动（按 Ctrl-C 结束）\n"),
        format!("took {time} s; watching for changes (Ctrl-C to stop)\n"),
    )
}
