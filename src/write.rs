//! Writes the source of a new report to be filled in, from its form alone or also from last year's
//! report.

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
    /// The paths of the form files that the report uses, relative to the folder of the new file.
    pub uses: Vec<String>,
    pub previous: Option<String>,
    pub title: Option<String>,
    /// Indexed by fact of the form. `None` for a fact that is not stated.
    facts: Vec<Option<Value>>,
    own_facts: Vec<OwnBlock>,
    /// The sources of the report's own checks.
    checks: Vec<String>,
    preamble: Option<String>,
    /// The prose of sections, without its quotes.
    prose: BTreeMap<NodeId, String>,
    /// What the author still has to do.
    pub tasks: Vec<Words>,
}

/// A block of own facts. All its values are unknown.
struct OwnBlock {
    /// The first line of the block, without its opening brace.
    head: String,
    /// For each fact, its name with its label, and whether it is the total.
    facts: Vec<(String, bool)>,
}

/// The names and the language of a written source.
#[derive(Debug, Clone, Copy, Default)]
pub struct SourceOptions {
    /// Whether names are written as ids (`received`) rather than as the Chinese names that
    /// diagnostics show (`新收`).
    pub in_ids: bool,
    /// The language of the comments.
    pub language: Language,
}

const UNKNOWN: Value = Value::Absent(Absence::Unknown);

impl Draft {
    /// Sets the first text field of the form, which names the reporting body. Returns `false` if
    /// there is none.
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
