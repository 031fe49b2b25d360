//! Time measurement: `--timings`, and the format of durations.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use clap::{Arg, ArgMatches};

use super::arguments;
use crate::diagnostic::{Language, Words};
use crate::forms::Files;
use crate::source::Source;
use crate::{Compiled, Compiler, Options, Pass};

/// The maximum number of reports that are listed one by one.
const FEW: usize = 10;

/// The phases of processing a report, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Phase {
    Read,
    Compile(Pass),
    Render,
    Write,
}

impl Phase {
    fn words(self) -> Words {
        match self {
            Phase::Read => Words::new("读取", "read"),
            Phase::Compile(Pass::Parse) => Words::new("语法", "parse"),
            Phase::Compile(Pass::Check) => Words::new("填报", "check"),
            Phase::Compile(Pass::Previous) => Words::new("上一年度", "last year's"),
            Phase::Compile(Pass::Verify) => Words::new("勾稽", "verify"),
            Phase::Compile(Pass::Lint) => Words::new("正文", "lint"),
            Phase::Render => Words::new("排版", "render"),
            Phase::Write => Words::new("写出", "write"),
        }
    }
}

type Phases = BTreeMap<Phase, Duration>;

/// The time of each phase of each report. Several threads add to it.
pub(super) struct Timings {
    begun: Instant,
    reports: Mutex<BTreeMap<String, Phases>>,
}

pub(super) fn argument(language: Language) -> Arg {
    let help = Words::new("列出各步骤的用时", "print how long each step took");
    arguments::flag("timings").help(help.of(language).to_owned())
}

impl Timings {
    /// The timings, if the command line asks for them.
    pub(super) fn of(matches: &ArgMatches) -> Option<Timings> {
        matches.get_flag("timings").then(|| Timings {
            begun: Instant::now(),
            reports: Mutex::default(),
        })
    }

    /// Runs `work` and records its time.
    pub(super) fn time<T>(&self, report: &str, phase: Phase, work: impl FnOnce() -> T) -> T {
        let begun = Instant::now();
        let outcome = work();
        self.add(report, phase, begun.elapsed());
        outcome
    }

    /// Compiles a report and records the time of each pass.
    pub(super) fn compile<F: Files>(
        &self,
        compiler: &Compiler<F>,
        source: &Arc<Source>,
        previous: Option<Arc<Source>>,
    ) -> Compiled {
        let mut at = None;
        let mut begun = Instant::now();
        let mut begins = |next: Option<Pass>| {
            if let Some(pass) = at {
                self.add(source.name(), Phase::Compile(pass), begun.elapsed());
            }
            (at, begun) = (next, Instant::now());
        };
        let options = Options {
            previous,
            on_pass: Some(&mut |pass| begins(Some(pass))),
        };
        let compiled = compiler.compile(source, options);
        begins(None);
        compiled
    }

    fn add(&self, report: &str, phase: Phase, took: Duration) {
        let mut reports = self.reports.lock().unwrap_or_else(PoisonError::into_inner);
        *reports
            .entry(report.to_owned())
            .or_default()
            .entry(phase)
            .or_default() += took;
    }

    /// One line per report, unless there are many, and one for all together.
    pub(super) fn words(&self) -> Words {
        let reports = self.reports.lock().unwrap_or_else(PoisonError::into_inner);
        let number = reports.len();
        let mut all = Phases::new();
        for (phase, took) in reports.values().flatten() {
            *all.entry(*phase).or_default() += *took;
        }
        let few = reports
            .iter()
            .filter(|_| number <= FEW)
            .map(|(name, phases)| line(&Words::same(name), phases));
        let mut lines: Vec<Words> = few.collect();
        if number > 1 {
            let name = Words::new(
                format!("{number} 个文件合计"),
                format!("{number} files together"),
            );
            lines.push(line(&name, &all));
        }
        let took = milliseconds(self.begun.elapsed());
        lines.push(Words::new(
            format!("用时 {took} 毫秒"),
            format!("took {took} ms"),
        ));
        let lines = Words::joined(&lines, "\n", "\n");
        Words::new(
            format!("{}\n", lines.of_zh()),
            format!("{}\n", lines.of_en()),
        )
    }
}

fn line(name: &Words, phases: &Phases) -> Words {
    let phases = phases.iter().map(|(phase, took)| {
        Words::joined(
            [&phase.words(), &Words::same(&milliseconds(*took))],
            " ",
            " ",
        )
    });
    let phases = Words::list(&phases.collect::<Vec<_>>());
    Words::new(
        format!("用时（毫秒）{}：{}", name.of_zh(), phases.of_zh()),
        format!("time in ms, {}: {}", name.of_en(), phases.of_en()),
    )
}

fn milliseconds(took: Duration) -> String {
    let micros = took.as_micros();
    format!("{}.{:03}", micros / 1000, micros % 1000)
}

/// A duration in seconds, with two decimals.
pub(super) fn seconds(took: Duration) -> String {
    format!("{}.{:02}", took.as_secs(), took.subsec_millis() / 10)
}
