//! `--all`: whether all diagnostics of a file are drawn, or only the first ones.

use clap::{Arg, ArgMatches};

use super::arguments;
use crate::diagnostic::{Diagnostic, Language, Words};

/// How many diagnostics of a file are drawn, and how many exceptions are listed. More would take
/// long to draw, and nobody reads them. The formats for programs have all.
const MOST_DRAWN: usize = 100;

/// Which diagnostics of a file are drawn.
#[derive(Debug, Clone, Copy, Default)]
pub(super) enum Listing {
    /// All, with `--all`.
    All,
    /// The first ones.
    First,
    /// The first ones, by a command without the option.
    #[default]
    OnlyFirst,
}

pub(super) fn argument(language: Language) -> Arg {
    let help = Words::new(
        format!("画出全部诊断信息（默认每个文件最多 {MOST_DRAWN} 条）"),
        format!("draw all diagnostics (default: at most {MOST_DRAWN} of each file)"),
    );
    arguments::flag("all").help(help.of(language).to_owned())
}

impl Listing {
    /// The listing that the command line requests.
    pub(super) fn of(matches: &ArgMatches) -> Listing {
        match matches.try_get_one::<bool>("all") {
            Ok(Some(true)) => Listing::All,
            Ok(_) => Listing::First,
            Err(_) => Listing::OnlyFirst,
        }
    }

    /// The line that states how many diagnostics are not drawn; empty if all are.
    pub(super) fn words(self, left: usize) -> Words {
        let option = match self {
            Listing::All | Listing::First => "--all",
            Listing::OnlyFirst => "gdr check --all",
        };
        if left == 0 {
            return Words::default();
        }
        Words::new(
            format!("另有 {left} 条未列出（{option} 全部列出）\n"),
            format!("and {left} more ({option} shows them)\n"),
        )
    }
}

/// The diagnostics to draw, in their order, and the number of the others. Severe ones come before
/// others.
pub(super) fn listed<'d>(
    diagnostics: &[&'d Diagnostic],
    listing: Listing,
) -> (impl Iterator<Item = &'d Diagnostic>, usize) {
    let mut chosen: Vec<usize> = (0..diagnostics.len()).collect();
    if !matches!(listing, Listing::All) && chosen.len() > MOST_DRAWN {
        chosen.sort_by_key(|&index| diagnostics[index].severity);
        chosen.truncate(MOST_DRAWN);
        chosen.sort_unstable();
    }
    let left = diagnostics.len() - chosen.len();
    let chosen = chosen.into_iter().map(|index| diagnostics[index]);
    (chosen.collect::<Vec<_>>().into_iter(), left)
}
