//! `gdr build`: reports to pages. Nothing is written for a report that has errors.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use super::batch::{Batch, Done};
use super::files::{self, Input};
use super::manner::{self, Manner};
use super::{Exit, Session, check, localized, previous};
use crate::diagnostic::{Language, Words};
use crate::emit::{Backend, Emitter};
use crate::lint::holes;
use crate::verify::Verified;

pub fn command(language: Language) -> Command {
    let say = |zh: &str, en: &str| Words::new(zh, en).of(language).to_owned();
    localized(Command::new("build"), language)
        .about(say("检查报告并生成网页、Markdown 或 JSON", "check reports and build pages, Markdown or JSON"))
        .arg(check::paths(language))
        .args(manner::levels(language))
        .arg(
            Arg::new("to")
                .long("to")
                .value_name("html,md,json")
                .value_delimiter(',')
                .value_parser(Backend::names().collect::<Vec<_>>())
                .hide_possible_values(true)
                .help(say("生成什么（默认 html，或依 -o 的后缀）", "what to build (html, or by the ending of -o)")),
        )
        .arg(
            Arg::new("out")
                .long("out")
                .value_name("DIR")
                .value_parser(value_parser!(PathBuf))
                .help(say("输出目录（默认与报告同目录）", "the output folder (by default beside the report)")),
        )
        .arg(
            Arg::new("output")
                .short('o')
                .value_name("FILE")
                .value_parser(value_parser!(PathBuf))
                .conflicts_with("out")
                .help(say("输出文件；- 为标准输出", "the output file; - for standard output")),
        )
        .arg(
            Arg::new("draft")
                .long("draft")
                .action(ArgAction::SetTrue)
                .help(say("有待填的数（?）也生成，注明草稿", "build although facts are not known yet (?), marked as a draft")),
        )
        .arg(previous::argument(language))
        .arg(
            Arg::new("template")
                .long("template")
                .value_name("DIR")
                .value_parser(value_parser!(PathBuf))
                .help(say("自备模板的目录（report.html、report.md）", "a folder of your own templates (report.html, report.md)")),
        )
}

struct Plan {
    /// Last year's report, where it is given.
    backends: Vec<Backend>,
    out: Option<PathBuf>,
    output: Option<PathBuf>,
    draft: bool,
    emitter: Emitter,
}

pub fn run(session: &Session, matches: &ArgMatches) -> Exit {
    let inputs = match files::inputs(matches.get_many("paths").into_iter().flatten()) {
        Ok(inputs) => inputs,
        Err(words) => return session.fail(&words),
    };
    let plan = match plan(matches, &inputs) {
        Ok(plan) => plan,
        Err(words) => return session.fail(&words),
    };
    let manner = match Manner::of(matches) {
        Ok(manner) => manner,
        Err(words) => return session.fail(&words),
    };
    let last = match previous::given(matches, &inputs) {
        Ok(last) => last,
        Err(words) => return session.fail(&words),
    };
    let batch = Batch::new(session, manner).after(last);
    batch.run(&inputs, |input| {
        let compiled = match batch.read(&input.path) {
            Ok(source) => batch.compile(&source),
            Err(done) => return *done,
        };
        let mut diagnostics = compiled.diagnostics;
        if let Some(verified) = compiled.value.as_ref().filter(|_| !plan.draft)
            && let Some(hole) = holes::in_build(verified)
        {
            diagnostics.retain(|diagnostic| diagnostic.place.span != hole.place.span || diagnostic.is_error());
            diagnostics.push(hole);
        }
        let done = batch.done(compiled.value.as_ref(), &diagnostics);
        match compiled.value {
            Some(verified) if done.exit == Exit::Fine => emit(&batch, &plan, input, &verified, done),
            _ => done,
        }
    })
}

fn plan(matches: &ArgMatches, inputs: &[Input]) -> Result<Plan, Words> {
    let output: Option<PathBuf> = matches.get_one("output").cloned();
    let named = matches.get_many::<String>("to").into_iter().flatten();
    let mut backends: Vec<Backend> = named.filter_map(|name| Backend::of_name(name)).collect();
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
    let out: Option<PathBuf> = matches.get_one("out").cloned();
    destinations_differ(inputs, &backends, &output, &out)?;
    let templates = matches.get_one::<PathBuf>("template").map(|folder| templates(folder)).transpose()?;
    Ok(Plan {
        backends,
        out,
        output,
        draft: matches.get_flag("draft"),
        emitter: Emitter::with_templates(templates.unwrap_or_default()),
    })
}

/// No output may lie on another, or on a source.
fn destinations_differ(
    inputs: &[Input],
    backends: &[Backend],
    output: &Option<PathBuf>,
    out: &Option<PathBuf>,
) -> Result<(), Words> {
    let mut taken: BTreeSet<PathBuf> = inputs.iter().map(|input| input.path.clone()).collect();
    for (input, &backend) in inputs.iter().flat_map(|input| backends.iter().map(move |backend| (input, backend))) {
        let Some(path) = destination(output, out, input, backend) else { continue };
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

/// The templates of a folder, by file name.
fn templates(folder: &Path) -> Result<BTreeMap<String, String>, Words> {
    let mut templates = BTreeMap::new();
    let unreadable = |error| files::unreadable(folder, &error);
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if let Some(name) = path.file_name().and_then(|name| name.to_str()).filter(|_| path.is_file()) {
            let text = fs::read_to_string(&path).map_err(|error| files::unreadable(&path, &error))?;
            templates.insert(name.to_owned(), text);
        }
    }
    if templates.is_empty() {
        let folder = folder.display();
        return Err(Words::new(format!("模板目录 {folder} 是空的"), format!("the template folder {folder} is empty")));
    }
    Ok(templates)
}

fn emit(batch: &Batch, plan: &Plan, input: &Input, verified: &Verified, done: Done) -> Done {
    let mut rendered = Vec::with_capacity(plan.backends.len());
    // All are rendered before any is written.
    for &backend in &plan.backends {
        match plan.emitter.render(verified, backend) {
            Ok(text) => rendered.push((destination(&plan.output, &plan.out, input, backend), text)),
            Err(reason) => {
                let words = Words::new(format!("模板有错：{reason}"), format!("the template is wrong: {reason}"));
                return batch.failed(&words);
            }
        }
    }
    let mut done = done;
    for (path, text) in rendered {
        let written = match path {
            Some(path) => files::write(&path, &text).map(|()| {
                let path = path.display();
                let words = Words::new(format!("已生成 {path}\n"), format!("built {path}\n"));
                done.told.push_str(words.of(batch.session.language));
            }),
            None => batch.session.print(&text),
        };
        if let Err(words) = written {
            return batch.failed(&words);
        }
    }
    done
}

/// Where an output goes; none for standard output.
fn destination(output: &Option<PathBuf>, out: &Option<PathBuf>, input: &Input, backend: Backend) -> Option<PathBuf> {
    match (output, out) {
        (Some(output), _) if output.as_os_str() == "-" => None,
        (Some(output), _) => Some(output.clone()),
        (None, Some(out)) => {
            let below = input.path.strip_prefix(&input.root).unwrap_or(&input.path);
            Some(out.join(below).with_extension(backend.ending()))
        }
        (None, None) => Some(input.path.with_extension(backend.ending())),
    }
}
