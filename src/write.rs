//! Sources written by the compiler: a report to be filled in, from its form alone or from last
//! year's report.

mod blank;
mod carry;
mod edition;
mod hints;
mod lines;
mod next;
mod source;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Language, Words};
use crate::model::{Absence, Form, NodeId, Value};

pub use crate::syntax::quoted;
pub use blank::blank;
pub use next::next;
pub use source::source;

/// A report that is still to be filled in.
pub struct Draft {
    pub form: Arc<Form>,
    pub year: i32,
    /// The files of forms that it names, seen from where it will stand.
    pub uses: Vec<String>,
    pub previous: Option<String>,
    pub title: Option<String>,
    /// By fact of the form. None for what is not stated.
    facts: Vec<Option<Value>>,
    own_facts: Vec<OwnBlock>,
    /// Own checks, as they are written.
    checks: Vec<String>,
    preamble: Option<String>,
    /// The prose of sections, without its quotes.
    prose: BTreeMap<NodeId, String>,
    /// What is left for people to do.
    pub tasks: Vec<Words>,
}

/// A block of own facts: its first line up to the brace, and its facts with their labels, each not
/// known yet.
struct OwnBlock {
    head: String,
    /// The name with its label, and whether it is the total.
    facts: Vec<(String, bool)>,
}

/// In which names and which language a source is written.
#[derive(Debug, Clone, Copy, Default)]
pub struct SourceOptions {
    /// In ids, and not in the names that messages use.
    pub in_ids: bool,
    /// That of the comments.
    pub language: Language,
}

const UNKNOWN: Value = Value::Absent(Absence::Unknown);

impl Draft {
    /// States whose report it is: by the first text that the form asks for. Whether there is one.
    pub fn set_agency(&mut self, name: &str) -> bool {
        let form = self.form.clone();
        let text = form
            .fields()
            .map(|(_, field)| field)
            .find(|field| field.ty.is_text());
        text.is_some_and(|field| {
            self.facts[field.fact] = Some(Value::Text(name.to_owned()));
            true
        })
    }
}
