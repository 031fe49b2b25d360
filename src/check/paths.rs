//! Resolves the paths of entries, relative to their block, and suggests names for unknown ones.

use super::Checker;
use crate::chinese::{keywords, marks, numbering};
use crate::diagnostic::{Diagnostic, Words, catalog};
use crate::model::{FactId, NodeId, NodeKind, ROOT};
use crate::resolve::{closest, proposal, suggest, with_path};
use crate::source::{Place, Span, slice};
use crate::syntax::ast::Name;

/// The error for the numbering of the printed form before a name.
pub(super) fn needless_numbering(place: Place) -> Diagnostic {
    let numbering = place.text().trim_end().to_owned();
    catalog::needless_numbering(place.clone(), &numbering).with_certain_fix(place, "")
}

/// The referent of an entry's path.
pub(super) enum Target {
    Node(NodeId),
    Fact(FactId),
    /// Words that the language defines.
    Title,
    Preamble,
    Previous,
    /// `text` in a section.
    Prose(NodeId),
}

impl<'t> Checker<'t> {
    pub(super) fn target(&mut self, at: NodeId, names: &[Name]) -> Option<Target> {
        if let ([name], Some(target)) = (
            names,
            names.first().and_then(|name| self.own_word(at, name.value)),
        ) {
            // A form may use the word as a name.
            return Some(self.form.child(at, name.value).map_or(target, Target::Node));
        }
        let mut node = at;
        for (index, name) in names.iter().enumerate() {
            if let Some(child) = self
                .form
                .child(node, name.value)
                .or_else(|| self.numbered(node, name))
            {
                node = child;
                continue;
            }
            if let Some(fact) = self.cell_of(node, name.value) {
                return match names.get(index + 1) {
                    None => Some(Target::Fact(fact)),
                    Some(beyond) => self.refuse(catalog::path_too_long(
                        self.place(beyond.span),
                        &beyond.value,
                    )),
                };
            }
            if let Some(below) = (index == 0).then(|| self.below(at, names)).flatten() {
                return self.too_long(at, names, &below);
            }
            return self.unknown(node, *name);
        }
        Some(Target::Node(node))
    }

    /// The referent of a word that means the same in every form.
    fn own_word(&self, at: NodeId, name: &str) -> Option<Target> {
        match (&self.form.node(at).kind, name) {
            (NodeKind::Form, "title") => Some(Target::Title),
            (NodeKind::Form, "preamble") => Some(Target::Preamble),
            (NodeKind::Form, "previous") => Some(Target::Previous),
            (NodeKind::Section(_), "text") => Some(Target::Prose(at)),
            _ => None,
        }
    }

    fn cell_of(&self, node: NodeId, name: &str) -> Option<FactId> {
        let (NodeKind::Row { table, .. } | NodeKind::Group { table, .. }) =
            self.form.node(node).kind
        else {
            return None;
        };
        let column = self.form.tables[table]
            .columns
            .iter()
            .position(|column| column.is_named(name))?;
        self.form.cell(node, column)
    }

    /// The child that is meant by a name with the numbering of the printed form before it. `None`
    /// if there is no such numbering or child.
    fn numbered(&mut self, node: NodeId, name: &Name) -> Option<NodeId> {
        let (numbering, bare) = self.without_numbering(name)?;
        let child = self.form.child(node, bare)?;
        self.report(needless_numbering(self.place(numbering)));
        Some(child)
    }

    /// The span of the numbering before a name, and the text after it.
    pub(super) fn without_numbering(&self, name: &Name) -> Option<(Span, &'t str)> {
        let written = self.source.slice(name.span);
        let bare = slice(written, numbering::length(written)?..);
        Some((
            Span {
                end: name.span.end - bare.len() as u32,
                ..name.span
            },
            bare,
        ))
    }

    fn unknown(&mut self, node: NodeId, name: Name) -> Option<Target> {
        let whole = self.source.slice(name.span);
        let written = self
            .without_numbering(&name)
            .map_or(whole, |(_, bare)| bare);
        let diagnostic =
            catalog::unknown_name(self.place(name.span), &whole, &self.form.node(node).label);
        if let Some((diagnostic, meant)) = self.known_slip(node, written, whole, &diagnostic) {
            self.suppress_follow_ups(node, meant);
            return self.refuse(diagnostic);
        }
        let names = self.unused_names(node);
        let diagnostic = match self
            .form
            .only_named(whole)
            .or_else(|| self.form.only_named(written))
        {
            Some(elsewhere) => self.with_path(diagnostic, node, elsewhere),
            None => suggest(diagnostic, written, &names),
        };
        self.suppress_follow_ups(node, closest(written, names.iter().copied()));
        self.refuse(diagnostic)
    }

    /// The diagnostic for an unknown name if the mistake is of a known kind, and the name of the
    /// intended node if there is one.
    fn known_slip<'w>(
        &self,
        node: NodeId,
        written: &'w str,
        whole: &str,
        unknown: &Diagnostic,
    ) -> Option<(Diagnostic, Option<&'w str>)> {
        let place = unknown.place.clone();
        let letters = written.trim_end_matches(|c: char| c.is_ascii_digit());
        if letters != written && self.form.child(node, letters).is_some() {
            let spaced = format!("{letters} {}", slice(written, letters.len()..));
            let help = Words::new(
                format!("名称与数字之间应有空格：{spaced}"),
                format!("put a space between the name and the number: {spaced}"),
            );
            let unknown = unknown.clone().with_help(help);
            return Some((unknown.with_certain_fix(place, spaced), Some(letters)));
        }
        let (stem, _) = written
            .split_once(marks::OPENING_PARENTHESES)
            .unwrap_or((written, ""));
        if stem != written
            && self.form.child(node, stem).is_some()
            && self.form.only_named(whole).is_none()
        {
            let unknown = unknown.clone().with_help(proposal(stem));
            return Some((unknown.with_possible_fix(place, stem), Some(stem)));
        }
        if let Some(word) = keywords::meant(written) {
            let unknown = unknown.clone().with_help(proposal(word));
            return Some((unknown.with_possible_fix(place, word), None));
        }
        if node != ROOT && keywords::means_rest_in_block(written) {
            let help = Words::new(
                "其余各项为 0 的，写作 rest 0；为空白的，写作 rest -",
                "write `rest 0` for the other rows, or `rest -` if they are blank",
            );
            let after = slice(self.source.text(), place.span.range().end..)
                .lines()
                .next()
                .unwrap_or("");
            let unknown = unknown.clone().with_help(help);
            let is_value = matches!(after.trim(), "0" | "-" | "/" | "?");
            let unknown = if is_value {
                unknown.with_certain_fix(place, "rest")
            } else {
                unknown
            };
            return Some((unknown, None));
        }
        None
    }

    /// Suggests the path of a node. If the node belongs in the block, the fix is certain.
    fn with_path(&self, diagnostic: Diagnostic, block: NodeId, meant: NodeId) -> Diagnostic {
        let name = self.form.node(meant).name();
        if self.form.named_children(block).contains(&meant) {
            let place = diagnostic.place.clone();
            return diagnostic
                .with_help(proposal(name))
                .with_certain_fix(place, name);
        }
        let mut diagnostic = with_path(diagnostic, &self.form.path(meant, false), name);
        diagnostic.fixes.clear();
        diagnostic
    }

    /// Reports a path from the report's root inside a block, where it must be relative to the
    /// block.
    fn too_long(&mut self, block: NodeId, names: &[Name], below: &str) -> Option<Target> {
        let (first, last) = (names.first()?, names.last()?);
        let place = self.place(first.span.to(last.span));
        let label = self.form.node(block).label.clone();
        let diagnostic = catalog::unknown_name(self.place(first.span), &first.value, &label);
        self.suppress_follow_ups(block, below.split('.').next());
        self.refuse(
            diagnostic
                .with_help(proposal(below))
                .with_certain_fix(place, below),
        )
    }

    /// Converts a path from the report's root to a path relative to a block, if it leads into the
    /// block.
    fn below(&self, block: NodeId, names: &[Name]) -> Option<String> {
        let meant = names
            .iter()
            .try_fold(ROOT, |node, name| self.form.child(node, name.value))?;
        let ancestry = self.form.ancestry(meant);
        let inside = ancestry.iter().position(|&node| node == block)?;
        let rest: Vec<&str> = ancestry[inside + 1..]
            .iter()
            .map(|&node| self.form.node(node).name())
            .collect();
        (!rest.is_empty()).then(|| rest.join("."))
    }

    /// The names that may follow the name of a node in an entry, without those that already occur
    /// in the block around it.
    fn unused_names(&self, node: NodeId) -> Vec<&'t str> {
        let form = self.form;
        let mut names = Vec::new();
        for child in form
            .named_children(node)
            .into_iter()
            .map(|child| form.node(child))
        {
            if !child.names().any(|name| self.siblings.contains(name)) {
                names.extend(child.alias.as_deref());
                names.push(&child.id);
            }
        }
        if let NodeKind::Row { table, .. } = form.node(node).kind {
            names.extend(
                form.tables[table]
                    .columns
                    .iter()
                    .map(crate::model::Column::name),
            );
        }
        if node == ROOT {
            names.extend(["title", "preamble", "previous"]);
        }
        names
    }

    /// Suppresses follow-up errors about the node that a misspelt name may have meant: the one with
    /// the most similar name, or else everything in the block.
    pub(super) fn suppress_follow_ups(&mut self, node: NodeId, meant: Option<&str>) {
        let form = self.form;
        let meant = meant.and_then(|name| form.child(node, name));
        let Some(node) = meant.or((node != ROOT).then_some(node)) else {
            return;
        };
        for fact in form.node(node).facts.clone() {
            self.invalid[fact] = true;
        }
        self.follow_ups_suppressed.push(node);
    }

    /// Suppresses follow-up errors about the nodes named on lines that do not parse.
    pub(super) fn suppress_follow_ups_of(&mut self, node: NodeId, error_nodes: &[&str]) {
        for name in error_nodes {
            self.suppress_follow_ups(node, Some(name));
        }
    }

    pub(super) fn refuse<T>(&mut self, diagnostic: Diagnostic) -> Option<T> {
        self.report(diagnostic);
        None
    }
}
