//! Reports facts that the form requires and the report does not state.

use super::Checker;
use crate::diagnostic::{Words, catalog};
use crate::model::{FactId, NodeId, NodeKind, Obligation, ROOT};
use crate::source::Span;

impl Checker<'_> {
    /// Reports missing facts. Each block gets one diagnostic, which lists everything that the block
    /// lacks.
    pub(super) fn missing(&mut self) {
        self.missing_fields();
        self.missing_prose();
        if self.form.parts(ROOT).any(|fact| self.is_missing(fact)) {
            if !self.unknown_section {
                let missing = self.wholly_missing(ROOT);
                self.report_missing(ROOT, &missing);
            }
            self.missing_below(ROOT);
        }
    }

    fn missing_fields(&mut self) {
        let form = self.form;
        for (node, field) in form.fields() {
            if self.facts[field.fact].is_some() || self.invalid[field.fact] {
                continue;
            }
            let (place, name) = (self.place(self.head), form.path(node, false));
            let label = match form.node(node).label.as_str() {
                label if label == name => Words::default(),
                label => Words::new(format!("（{label}）"), format!(" ({label})")),
            };
            match field.obligation {
                Obligation::Required if self.unknown_field => {}
                Obligation::Required => self.report(catalog::missing_field(place, &name, &label)),
                Obligation::Recommended => {
                    self.report(catalog::missing_recommended(place, &name, &label));
                }
                Obligation::Optional | Obligation::Default { .. } => {}
            }
        }
    }

    fn missing_prose(&mut self) {
        let form = self.form;
        for (node, section) in form.sections() {
            let prose = self.prose.iter().find(|(section, _)| *section == node);
            let is_empty = prose.is_some_and(|(_, written)| written.is_empty());
            let has_follow_ups_suppressed = self.follow_ups_suppressed.contains(&node)
                || (self.unknown_section && prose.is_none());
            if !has_follow_ups_suppressed
                && section.has_prose
                && !section.prose_is_optional
                && (prose.is_none() || is_empty)
            {
                let span = prose.map_or(self.written[node].unwrap_or(self.head), |(_, written)| {
                    written.span()
                });
                let (name, label) = (form.node(node).name(), form.node(node).label.as_str());
                self.report(catalog::missing_prose(self.place(span), &label, &name));
            }
        }
    }

    /// The children of a node of which no fact is stated.
    fn wholly_missing(&self, node: NodeId) -> Vec<NodeId> {
        let is_missing = |child: &NodeId| {
            let mut parts = self.form.parts(*child).peekable();
            parts.peek().is_some() && parts.all(|fact| self.is_missing(fact))
        };
        let is_written = |child: &NodeId| self.written[*child].is_some();
        self.form
            .named_children(node)
            .into_iter()
            .filter(|child| !is_written(child) && is_missing(child))
            .collect()
    }

    fn is_missing(&self, fact: FactId) -> bool {
        self.facts[fact].is_none() && !self.invalid[fact]
    }

    fn missing_below(&mut self, node: NodeId) {
        for child in self.form.named_children(node) {
            let parts: Vec<FactId> = self.form.parts(child).collect();
            let missing = parts.iter().filter(|&&fact| self.is_missing(fact)).count();
            if missing == 0 || (missing == parts.len() && self.written[child].is_none()) {
                continue;
            }
            if let NodeKind::Row { .. } = self.form.node(child).kind {
                self.missing_cells(child, &parts);
                continue;
            }
            let whole = self.wholly_missing(child);
            self.report_missing(child, &whole);
            self.missing_below(child);
        }
    }

    fn report_missing(&mut self, node: NodeId, missing: &[NodeId]) {
        if missing.is_empty() {
            return;
        }
        let names: Vec<&str> = missing
            .iter()
            .map(|&node| self.form.node(node).name())
            .collect();
        let form = self.form;
        let mut diagnostic = catalog::missing_facts(
            self.place(self.written_around(node)),
            &form.node(node).label,
            &crate::diagnostic::Names(&names),
        );
        if let Some(&first) = missing.first().filter(|_| node == ROOT) {
            let name = form.node(first).name();
            diagnostic.help = Some(Words::new(
                format!(
                    "请补上该部分：{name} {{ … }}；如该部分确实全为 0，写作 {name} {{ rest 0 }}"
                ),
                format!(
                    "add the section: {name} {{ … }}, or {name} {{ rest 0 }} if all of it is 0"
                ),
            ));
        }
        for &node in missing.iter().take(3) {
            let label = form.node(node).label.as_str();
            diagnostic =
                diagnostic.with_related(form.place(form.node(node).span), Words::same(label));
        }
        self.report(diagnostic);
    }

    /// The span of a node's entry, or of its nearest ancestor that has one.
    fn written_around(&self, node: NodeId) -> Span {
        let mut at = node;
        while at != ROOT && self.written[at].is_none() {
            at = self.form.node(at).parent;
        }
        self.written[at].unwrap_or(self.head)
    }

    fn missing_cells(&mut self, row: NodeId, parts: &[FactId]) {
        let form = self.form;
        let Some(table) = form.table_of(row) else {
            return;
        };
        let missing = parts
            .iter()
            .filter(|&&fact| self.is_missing(fact))
            .filter_map(|&fact| form.slots[fact].column);
        let names: Vec<&str> = missing
            .map(|column| form.tables[table].columns[column].name())
            .collect();
        let place = self.place(self.written_around(row));
        self.report(catalog::missing_facts(
            place,
            &form.node(row).label,
            &crate::diagnostic::Names(&names),
        ));
    }
}
