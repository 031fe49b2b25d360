//! One compilation of a report: its page, or the errors that prevent it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use crate::cli::Error;
use crate::cli::{Session, previous, root, template};
use crate::diagnostic::{Diagnostic, Words};
use crate::emit::{Backend, Emitter};
use crate::files::{self, Disk};
use crate::source::Source;
use crate::{Compiler, Options};

#[derive(Default)]
pub(super) struct Round {
    /// The page of `gdr build --draft`; `None` if there are errors.
    pub page: Option<String>,
    pub diagnostics: Vec<Diagnostic>,
    /// An error that is not in a source.
    pub failure: Option<Error>,
    /// The files this depends on, and the folder of templates.
    pub sources: BTreeSet<PathBuf>,
}

impl Round {
    pub(super) fn of(session: &Session, matches: &ArgMatches, path: &Path) -> Round {
        let compiler = session.compiler();
        let mut round = Round::default();
        round.failure = round.compile(&compiler, session, matches, path).err();
        for path in [Some(path), previous::path(matches).map(PathBuf::as_path)]
            .into_iter()
            .flatten()
        {
            round
                .sources
                .extend(compiler.named_files().named_by(&files::name_of(path)));
            round.sources.insert(path.to_owned());
        }
        round
            .sources
            .extend(template::folder(session, matches).cloned());
        round
    }

    fn compile(
        &mut self,
        compiler: &Compiler<Disk>,
        session: &Session,
        matches: &ArgMatches,
        path: &Path,
    ) -> Result<(), Error> {
        root::check(session, matches)?;
        let emitter = Emitter::with_templates(template::texts(session, matches)?);
        let disk = compiler.named_files();
        let last = previous::given(disk, matches, &[])?;
        let bytes = files::read(path)?;
        let source = match Source::from_bytes(disk.name_of(path), &bytes) {
            Ok(source) => source,
            Err(error) => {
                self.diagnostics.push(error.into());
                return Ok(());
            }
        };
        let compiled = compiler.compile(
            &source,
            Options {
                previous: last,
                on_pass: None,
            },
        );
        self.diagnostics = compiled.diagnostics;
        self.diagnostics
            .retain(|diagnostic| diagnostic.exception.is_none());
        match compiled.value {
            _ if self.errors() > 0 => Ok(()),
            Some(verified) => {
                let page = emitter
                    .render(&verified, Backend::Html)
                    .map_err(|reason| template::wrong(&reason))?;
                self.page = Some(page);
                Ok(())
            }
            None => Err(Words::new(
                "文件中只有表单，没有报告",
                "no report in the file, only forms",
            )
            .into()),
        }
    }

    pub(super) fn errors(&self) -> usize {
        self.diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.is_error())
            .count()
            + usize::from(self.failure.is_some())
    }

    /// The number of warnings and hints.
    pub(super) fn others(&self) -> usize {
        self.diagnostics
            .iter()
            .filter(|diagnostic| !diagnostic.is_error())
            .count()
    }
}
