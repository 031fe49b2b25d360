//! Finds how the facts of a form correspond to those of the previous form: by equal paths in ids,
//! unless a line of `follows` states otherwise.

use std::collections::{BTreeMap, BTreeSet};

use super::expression::names_below;
use crate::diagnostic::suggest;
use crate::diagnostic::{Diagnostic, Outcome, Words, catalog};
use crate::model::{
    Column, Correspondence, Counterpart, FactId, Follows, FollowsRule, Form, Node, NodeId,
    NodeKind, ROOT, Table, WrittenName,
};
use crate::source::Span;
use crate::syntax::ast;
use crate::syntax::unescape;

/// The `follows` declaration of a syntax tree, with unresolved names.
pub(super) fn follows(tree: &ast::Follows) -> Follows {
    let path = |path: &ast::Path| -> Vec<WrittenName> {
        path.names
            .iter()
            .map(|name| WrittenName {
                value: name.value.to_owned(),
                span: name.span,
            })
            .collect()
    };
    let changes = tree.changes.iter().map(|change| match change {
        ast::FollowsLine::New(new, reason) => FollowsRule::New(path(new), unescape(reason.value)),
        ast::FollowsLine::Dropped(dropped, reason) => {
            FollowsRule::Dropped(path(dropped), unescape(reason.value))
        }
        ast::FollowsLine::Matched(now, then) => FollowsRule::Matched(
            now.iter().map(path).collect(),
            then.iter().map(path).collect(),
        ),
    });
    Follows {
        name: tree.name.value.to_owned(),
        edition: tree.edition.value.parse().unwrap_or(i32::MAX),
        changes: changes.collect(),
    }
}

/// The errors in this form's own paths in `follows`. The other paths are checked when the other
/// form is available.
pub(super) fn own_side(form: &Form) -> Vec<Diagnostic> {
    let changes = form.follows.iter().flat_map(|follows| &follows.changes);
    let paths = changes.flat_map(|change| match change {
        FollowsRule::New(path, _) => std::slice::from_ref(path),
        FollowsRule::Dropped(..) => &[],
        FollowsRule::Matched(now, _) => now.as_slice(),
    });
    paths
        .filter_map(|path| NodePart::named(form, form, path).err())
        .map(|diagnostic| *diagnostic)
        .collect()
}

/// How the facts of a form correspond to those of the form that it follows. All diagnostics are in
/// the source of the form `now`.
pub fn correspondence(now: &Form, then: &Form) -> Outcome<Correspondence> {
    let mut both = FormPair {
        now: FormSide::of(now, then),
        then: FormSide::of(then, now),
        diagnostics: Vec::new(),
    };
    let is_then = |follows: &&Follows| {
        (follows.name.as_str(), follows.edition) == (then.name.as_str(), then.edition)
    };
    for change in now
        .follows
        .iter()
        .filter(is_then)
        .flat_map(|follows| &follows.changes)
    {
        both.change(change);
    }
    let correspondence = Correspondence {
        before: both.now.counterparts,
        after: both.then.counterparts,
    };
    Outcome {
        value: correspondence,
        diagnostics: both.diagnostics,
    }
}

// ── Equal paths ──────────────────────────────────────────────────────────────────────────────────

/// One of two forms, and the counterparts of its facts in the other.
struct FormSide<'f> {
    form: &'f Form,
    counterparts: Vec<Counterpart>,
    /// Whether a line of `follows` covers each fact.
    is_stated: Vec<bool>,
}

impl<'f> FormSide<'f> {
    fn of(form: &'f Form, other: &Form) -> FormSide<'f> {
        let namesakes = Namesakes::of(form, other);
        let counterpart = |fact: FactId| match namesakes.fact(fact) {
            Some(same) if form.type_of(fact).is_like(other.type_of(same)) => {
                Counterpart::Same(same)
            }
            Some(_) => Counterpart::None(other_type(form, other, fact)),
            None => Counterpart::None(namesakes.no_counterpart(fact)),
        };
        let facts = 0..form.slots.len();
        FormSide {
            form,
            counterparts: facts.clone().map(counterpart).collect(),
            is_stated: vec![false; facts.len()],
        }
    }

    fn is_covered(&self, part: &NodePart) -> bool {
        part.facts(self.form)
            .next()
            .is_some_and(|(_, first)| self.is_stated[first])
    }
}

fn other_type(form: &Form, other: &Form, fact: FactId) -> Words {
    let (path, edition) = (form.fact_path(fact, false), other.edition);
    Words::new(
        format!("“{path}”的类型或单位与 {edition} 版不同"),
        format!("`{path}` has another type or unit in the {edition} edition"),
    )
}

/// Nodes and columns with the same path in another form.
struct Namesakes<'f> {
    form: &'f Form,
    other: &'f Form,
    /// For each node of the form: the node with the same path in the other.
    nodes: Vec<Option<NodeId>>,
    /// For each table of the other form: its columns by id.
    columns: Vec<BTreeMap<&'f str, usize>>,
}

impl<'f> Namesakes<'f> {
    fn of(form: &'f Form, other: &'f Form) -> Namesakes<'f> {
        let paths: BTreeMap<String, NodeId> = (0..other.nodes.len())
            .map(|node| (other.path(node, true), node))
            .collect();
        let columns = |table: &'f Table| {
            table
                .columns
                .iter()
                .enumerate()
                .map(|(index, column)| (column.id.as_str(), index))
        };
        Namesakes {
            form,
            other,
            nodes: (0..form.nodes.len())
                .map(|node| paths.get(&form.path(node, true)).copied())
                .collect(),
            columns: other
                .tables
                .iter()
                .map(|table| columns(table).collect())
                .collect(),
        }
    }

    fn fact(&self, fact: FactId) -> Option<FactId> {
        let slot = self.form.slots[fact];
        let node = self.nodes[slot.node]?;
        match (self.column(fact), &self.other.node(node).kind) {
            (None, NodeKind::Field(field)) => Some(field.fact),
            (Some(column), NodeKind::Row { table, .. } | NodeKind::Group { table, .. }) => self
                .other
                .cell(node, *self.columns[*table].get(column.id.as_str())?),
            _ => None,
        }
    }

    fn column(&self, fact: FactId) -> Option<&'f Column> {
        let slot = self.form.slots[fact];
        Some(&self.form.tables[self.form.table_of(slot.node)?].columns[slot.column?])
    }

    /// The reason why a fact has no counterpart: the first step of its path that the other form
    /// lacks.
    fn no_counterpart(&self, fact: FactId) -> Words {
        let (form, edition) = (self.form, self.other.edition);
        let node = self.form.slots[fact].node;
        let Some(missing) = form
            .ancestry(node)
            .into_iter()
            .find(|&node| self.nodes[node].is_none())
        else {
            return no_such(
                self.column(fact)
                    .map_or(&form.node(node).label, |column| &column.label),
                edition,
            );
        };
        let above = self.nodes[form.node(missing).parent].map(|above| self.other.node(above));
        match above.filter(|above| matches!(above.kind, NodeKind::Row { .. })) {
            Some(Node { label, .. }) => Words::new(
                format!("{edition} 版的“{label}”没有细分"),
                format!("the {edition} edition does not subdivide “{label}”"),
            ),
            None => no_such(&form.node(missing).label, edition),
        }
    }
}

fn no_such(label: &str, edition: i32) -> Words {
    Words::new(
        format!("{edition} 版没有“{label}”"),
        format!("the {edition} edition has no “{label}”"),
    )
}

// ── Lines of `follows` ───────────────────────────────────────────────────────────────────────────

struct FormPair<'f> {
    now: FormSide<'f>,
    then: FormSide<'f>,
    diagnostics: Vec<Diagnostic>,
}

impl FormPair<'_> {
    fn change(&mut self, change: &FollowsRule) {
        match change {
            FollowsRule::New(path, reason) => {
                if let Some(part) = self.part_of_now(path) {
                    unmatched(&mut self.now, &mut self.then, part, reason);
                }
            }
            FollowsRule::Dropped(path, reason) => {
                if let Some(part) = self.part_of_then(path) {
                    unmatched(&mut self.then, &mut self.now, part, reason);
                }
            }
            FollowsRule::Matched(now, then) => {
                let now: Option<Vec<NodePart>> =
                    now.iter().map(|path| self.part_of_now(path)).collect();
                let then: Option<Vec<NodePart>> =
                    then.iter().map(|path| self.part_of_then(path)).collect();
                self.matched(&now.unwrap_or_default(), &then.unwrap_or_default());
            }
        }
    }

    /// Errors in the form's own names are reported when the form is read.
    fn part_of_now(&mut self, path: &[WrittenName]) -> Option<NodePart> {
        let part = NodePart::named(self.now.form, self.now.form, path).ok()?;
        self.once(part, self.now.is_covered(&part))
    }

    fn part_of_then(&mut self, path: &[WrittenName]) -> Option<NodePart> {
        match NodePart::named(self.then.form, self.now.form, path) {
            Ok(part) => self.once(part, self.then.is_covered(&part)),
            Err(diagnostic) => {
                self.diagnostics.push(*diagnostic);
                None
            }
        }
    }

    /// The part, unless an earlier line covers it. In that case reports the part and returns
    /// `None`.
    fn once(&mut self, part: NodePart, is_stated: bool) -> Option<NodePart> {
        if is_stated {
            let place = self.now.form.place(part.written);
            let name = place.text().to_owned();
            self.diagnostics.push(catalog::written_twice(place, &name));
        }
        (!is_stated).then_some(part)
    }

    fn matched(&mut self, now: &[NodePart], then: &[NodePart]) {
        let (Some(first), Some(last)) = (now.first(), then.last()) else {
            return;
        };
        if let Some(again) = [now, then].into_iter().find_map(first_duplicate) {
            self.once(again, true);
            return;
        }
        let place = self.now.form.place(first.written.to(last.written));
        let is_matched = match (now, then) {
            ([one], many) => matched(&mut self.now, &mut self.then, one, many),
            (many, [one]) => matched(&mut self.then, &mut self.now, one, many),
            _ => return self.diagnostics.push(catalog::follows_many_to_many(place)),
        };
        if !is_matched {
            self.diagnostics.push(catalog::follows_nothing_alike(place));
        }
    }
}

/// The first part that occurs twice on one side of a line.
fn first_duplicate(parts: &[NodePart]) -> Option<NodePart> {
    let mut seen = BTreeSet::new();
    parts
        .iter()
        .find(|part| !seen.insert((part.node, part.column)))
        .copied()
}

/// Records that a part of one form has no counterpart in the other.
fn unmatched(side: &mut FormSide, other: &mut FormSide, part: NodePart, reason: &str) {
    for (_, fact) in part.facts(side.form) {
        set(side, other, fact, Counterpart::None(Words::same(reason)));
    }
}

/// Records that one part of a form corresponds to the sum of several parts of the other, fact by
/// fact. Returns whether any facts match.
fn matched(side: &mut FormSide, other: &mut FormSide, one: &NodePart, many: &[NodePart]) -> bool {
    let label = &side.form.node(one.node).label;
    let together = Words::new(
        format!("{} 版将其并入“{label}”", side.form.edition),
        format!("the {} edition includes it in “{label}”", side.form.edition),
    );
    let there: Vec<BTreeMap<String, FactId>> = many
        .iter()
        .map(|part| part.facts(other.form).collect())
        .collect();
    let mut any = false;
    for (path, fact) in one.facts(side.form) {
        let ty = side.form.type_of(fact);
        let alike = |facts: &BTreeMap<String, FactId>| {
            facts
                .get(&path)
                .copied()
                .filter(|&fact| other.form.type_of(fact).is_like(ty))
        };
        let Some(facts) = there.iter().map(alike).collect::<Option<Vec<FactId>>>() else {
            continue;
        };
        any = true;
        match facts.as_slice() {
            [only] => {
                set(other, side, *only, Counterpart::Same(fact));
                set(side, other, fact, Counterpart::Same(*only));
            }
            parts => {
                parts
                    .iter()
                    .for_each(|&part| set(other, side, part, Counterpart::None(together.clone())));
                set(side, other, fact, Counterpart::Sum(facts));
            }
        }
    }
    any
}

/// Sets the counterpart of a fact. A fact of the other form that corresponded to it by an equal
/// path loses its counterpart.
fn set(side: &mut FormSide, other: &mut FormSide, fact: FactId, counterpart: Counterpart) {
    let before = std::mem::replace(&mut side.counterparts[fact], counterpart);
    side.is_stated[fact] = true;
    let Counterpart::Same(namesake) = before else {
        return;
    };
    let still = Counterpart::Same(fact);
    if side.counterparts[fact] != before
        && !other.is_stated[namesake]
        && other.counterparts[namesake] == still
    {
        other.counterparts[namesake] = match &side.counterparts[fact] {
            Counterpart::None(reason) => Counterpart::None(reason.clone()),
            Counterpart::Same(_) | Counterpart::Sum(_) => {
                Counterpart::None(another(side.form, fact))
            }
        };
    }
}

fn another(form: &Form, fact: FactId) -> Words {
    let (path, edition) = (form.fact_path(fact, false), form.edition);
    Words::new(
        format!("{edition} 版的“{path}”是另一项内容"),
        format!("`{path}` is a different item in the {edition} edition"),
    )
}

// ── Parts of a form ──────────────────────────────────────────────────────────────────────────────

/// A node with all its descendants, or one column of it.
#[derive(Clone, Copy)]
struct NodePart {
    node: NodeId,
    column: Option<usize>,
    written: Span,
}

impl NodePart {
    /// The part of a form at a path.
    fn named(
        form: &Form,
        written_in: &Form,
        path: &[WrittenName],
    ) -> Result<NodePart, Box<Diagnostic>> {
        let written = path
            .iter()
            .map(|name| name.span)
            .reduce(Span::to)
            .unwrap_or_default();
        let mut part = NodePart {
            node: ROOT,
            column: None,
            written,
        };
        for (index, name) in path.iter().enumerate() {
            if let Some(child) = form.child(part.node, &name.value) {
                part.node = child;
                continue;
            }
            let table = form.table_of(part.node).map(|table| &form.tables[table]);
            let column = table.and_then(|table| {
                table
                    .columns
                    .iter()
                    .position(|column| column.is_named(&name.value))
            });
            let (Some(table), Some(column), true) = (table, column, index + 1 == path.len()) else {
                let (place, inside) = (
                    written_in.place(name.span),
                    form.node(part.node).label.as_str(),
                );
                let diagnostic = catalog::unknown_name(place, &name.value, &inside);
                return Err(Box::new(suggest(
                    diagnostic,
                    &name.value,
                    &names_below(form, part.node),
                )));
            };
            part.column = Some(column);
            if matches!(form.node(part.node).kind, NodeKind::Section(_)) {
                part.node = table.node;
            }
        }
        Ok(part)
    }

    /// Its facts, each with its path in ids relative to the part.
    fn facts<'f>(&self, form: &'f Form) -> impl Iterator<Item = (String, FactId)> + use<'f> {
        let (above, column) = (form.path(self.node, true), self.column);
        let facts = form.node(self.node).facts.clone();
        facts
            .filter(move |&fact| column.is_none() || form.slots[fact].column == column)
            .map(move |fact| {
                let path = if column.is_some() {
                    form.path(form.slots[fact].node, true)
                } else {
                    form.fact_path(fact, true)
                };
                (path.strip_prefix(&above).unwrap_or(&path).to_owned(), fact)
            })
    }
}
