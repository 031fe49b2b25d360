//! Makes the draft that `gdr new` writes: a report in which every value is still unknown (`?`).

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Draft, UNKNOWN};
use crate::model::{FactId, Form, NodeKind, Obligation};

/// The draft of a report in which all required and recommended values are unknown (`?`), and all
/// others are not stated.
pub fn blank(form: &Arc<Form>, year: i32) -> Draft {
    let unknown = |fact: FactId| match &form.node(form.slots[fact].node).kind {
        NodeKind::Field(field) => match field.obligation {
            Obligation::Required | Obligation::Recommended => Some(UNKNOWN),
            Obligation::Optional | Obligation::Default { .. } => None,
        },
        // A group has no total of its own: its rows have the figures.
        NodeKind::Group { .. } => None,
        NodeKind::Form | NodeKind::Section(_) | NodeKind::Table(_) | NodeKind::Row { .. } => {
            Some(UNKNOWN)
        }
    };
    Draft {
        facts: (0..form.slots.len()).map(unknown).collect(),
        form: form.clone(),
        year,
        uses: Vec::new(),
        previous: None,
        title: None,
        own_facts: Vec::new(),
        checks: Vec::new(),
        preamble: None,
        prose: BTreeMap::new(),
        tasks: Vec::new(),
    }
}
