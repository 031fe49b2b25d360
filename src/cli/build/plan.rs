//! What is built of each report, and where it goes.

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::ArgMatches;

use crate::cli::Session;
use crate::cli::project::Project;
use crate::cli::template;
use crate::diagnostic::Words;
use crate::emit::{Backend, Emitter};
use crate::files::Input;

/// What is built of each report, and where it goes: as the arguments say, or else the project.
pub struct Plan<'s> {
    pub backends: Vec<Backend>,
    out: Option<PathBuf>,
    output: Option<PathBuf>,
    project: Option<&'s Project>,
    pub draft: bool,
    pub emitter: Emitter,
}

impl<'s> Plan<'s> {
    /// The plan that the arguments make, for these inputs.
    ///
    /// # Errors
    /// Arguments that do not go together, or templates that cannot be read, in words.
    pub fn of(session: &'s Session, matches: &ArgMatches, inputs: &[Input]) -> Result<Plan<'s>, Words> {
        let project = session.project.as_ref();
        let output: Option<PathBuf> = matches.get_one("output").cloned();
        let named = matches.get_many::<String>("to").into_iter().flatten();
        let mut backends: Vec<Backend> = named.filter_map(|name| Backend::of_name(name)).collect();
        if backends.is_empty() && output.is_none() {
            backends.extend(project.iter().flat_map(|project| &project.to));
        }
        if backends.is_empty() {
            let ending = output.as_ref().and_then(|path| path.extension()).and_then(|ending| ending.to_str());
            backends.push(match ending.map(|ending| (ending, Backend::of_name(ending))) {
                None => Backend::Html,
                Some((_, Some(backend))) => backend,
                Some((ending, None)) => {
                    return Err(Words::new(
                        format!("不能生成 .{ending} 文件；可以生成 html、md、json（用 --to 指明）"),
                        format!("cannot build a .{ending} file; html, md and json can be built (say which with --to)"),
                    ));
                }
            });
        }
        backends.sort();
        backends.dedup();
        if output.is_some() && (inputs.len() > 1 || backends.len() > 1) {
            return Err(Words::new(
                "-o 只能用于一个报告、一种输出；多个请用 --out 目录",
                "-o takes one report and one kind of output; use --out DIR for more",
            ));
        }
        let out = matches.get_one("out").or(project.and_then(|project| project.out.as_ref())).cloned();
        let emitter = template::given(session, matches)?;
        let plan = Plan { backends, out, output, project, draft: matches.get_flag("draft"), emitter };
        plan.destinations_differ(inputs).map(|()| plan)
    }

    /// No output may lie on another, or on a source.
    fn destinations_differ(&self, inputs: &[Input]) -> Result<(), Words> {
        let mut taken: BTreeSet<PathBuf> = inputs.iter().map(|input| input.path.clone()).collect();
        for (input, &backend) in inputs.iter().flat_map(|input| self.backends.iter().map(move |backend| (input, backend))) {
            let Some(path) = self.destination(input, backend) else { continue };
            if !taken.insert(path.clone()) {
                let path = path.display();
                return Err(Words::new(
                    format!("{path} 会被写两次，或盖掉报告本身；请换一个输出位置"),
                    format!("{path} would be written twice, or over a report; choose another place for the output"),
                ));
            }
        }
        Ok(())
    }

    /// Where an output goes; none for standard output.
    pub fn destination(&self, input: &Input, backend: Backend) -> Option<PathBuf> {
        match (&self.output, &self.out) {
            (Some(output), _) if output.as_os_str() == "-" => None,
            (Some(output), _) => Some(output.clone()),
            (None, Some(out)) => {
                let below = self.project.and_then(|project| project.below(&input.path));
                let below = below.as_deref().or(input.path.strip_prefix(&input.root).ok()).unwrap_or(&input.path);
                Some(out.join(below).with_extension(backend.ending()))
            }
            (None, None) => Some(input.path.with_extension(backend.ending())),
        }
    }
}
