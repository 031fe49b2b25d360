//! Checks entries. The node at the path of an entry decides which values are allowed.

use super::Checker;
use super::paths::Target;
use super::prose::ProseSource;
use super::row::Order;
use crate::diagnostic::{Words, catalog};
use crate::model::{FactId, NodeId, NodeKind, Origin, ROOT};
use crate::source::Span;
use crate::syntax::ast::{Block, Body, Cell, CellKind, Entry, Figure, Row, Spanned, StringLiteral};

impl<'t> Checker<'t> {
    /// Checks the entries in the block of a node.
    pub(super) fn block(&mut self, node: NodeId, order: Option<&Order>, entries: &'t [Entry<'t>]) {
        let names = entries
            .iter()
            .filter_map(|entry| Some(entry.path.names.first()?.value))
            .collect();
        let around = std::mem::replace(&mut self.siblings, names);
        for entry in entries {
            self.entry(node, order, entry);
        }
        self.siblings = around;
    }

    fn entry(&mut self, at: NodeId, order: Option<&Order>, entry: &'t Entry<'t>) {
        let Some(target) = self.target(at, &entry.path.names) else {
            if at == ROOT {
                // The unknown name may have meant any field or section.
                self.unknown_field |= entry.row.is_some();
                self.unknown_section |= entry.row.is_none();
            }
            return;
        };
        let span = entry.path.span;
        if let Some(written) = written(entry) {
            match target {
                Target::Preamble => return self.preamble_prose(written, span),
                Target::Prose(section) => return self.section_prose(section, written, span),
                Target::Node(node) if matches!(self.form.node(node).kind, NodeKind::Section(_)) => {
                    return self.section_prose(node, written, span);
                }
                Target::Node(_) | Target::Fact(_) | Target::Title | Target::Previous => {}
            }
        }
        match (target, &entry.row, &entry.body) {
            (Target::Title, Some(row), None) => {
                if let Some(title) = self.one_text(row, span) {
                    self.once(span, self.title.map(|first| first.span));
                    self.title = Some(title);
                }
            }
            (Target::Previous, Some(row), None) => {
                if let Some(file) = self.one_text(row, span) {
                    self.once(span, self.previous.map(|first| first.span));
                    self.previous = Some(file);
                }
            }
            (Target::Fact(fact), Some(row), None) => self.single(fact, row, span),
            (Target::Node(node), row, body) => {
                self.node(node, order, span, row.as_ref(), body.as_ref());
            }
            _ => self.report(catalog::wrong_content(
                self.place(span),
                &self.source.slice(span),
            )),
        }
    }

    fn node(
        &mut self,
        node: NodeId,
        order: Option<&Order>,
        span: Span,
        row: Option<&Row<'t>>,
        body: Option<&'t Body<'t>>,
    ) {
        self.written[node].get_or_insert(span);
        match (&self.form.node(node).kind, row, body) {
            (NodeKind::Field(field), Some(row), None) => self.single(field.fact, row, span),
            (NodeKind::Section(_) | NodeKind::Table(_), None, Some(Body::Block(block))) => {
                self.inner(node, order, block);
            }
            (NodeKind::Row { .. }, Some(_), None) if self.is_stated(node) => {
                let first = self
                    .form
                    .node(node)
                    .facts
                    .clone()
                    .find_map(|fact| self.facts[fact].as_ref())
                    .map(|fact| fact.span);
                self.once(span, first);
                self.suppress_follow_ups(node, None);
            }
            (NodeKind::Row { .. }, Some(row), None) => self.row(node, order, row),
            (NodeKind::Row { .. }, None, Some(Body::Block(block))) => {
                self.inner(node, order, block);
            }
            (NodeKind::Group { .. }, row, Some(Body::Block(block))) => {
                if let Some(row) = row {
                    self.row(node, order, row);
                }
                self.inner(node, order, block);
            }
            (NodeKind::Group { .. }, Some(row), None) => self.row(node, order, row),
            _ => {
                self.report(catalog::wrong_content(
                    self.place(span),
                    &self.form.node(node).name(),
                ));
                self.suppress_follow_ups(node, None);
            }
        }
    }

    fn inner(&mut self, node: NodeId, order: Option<&Order>, block: &'t Block<'t>) {
        let own = block.header.as_ref().map(|header| {
            self.bars_reported.clear();
            self.order(node, header)
        });
        self.block(node, own.as_ref().or(order), &block.entries);
        self.rests
            .extend(block.rests.iter().map(|rest| (node, rest.value)));
        self.suppress_follow_ups_of(node, &block.error_nodes);
    }

    // ── Single values ────────────────────────────────────────────────────────────────────────────

    fn single(&mut self, fact: FactId, row: &Row, span: Span) {
        match row.cells.as_slice() {
            [
                Spanned {
                    value: CellKind::Figure(figure),
                    span,
                },
            ] => self.state_figure(
                fact,
                Spanned {
                    value: *figure,
                    span: *span,
                },
            ),
            cells => {
                self.invalid[fact] = true;
                let ty = self.form.type_of(fact);
                if let Some(diagnostic) = ty
                    .cut_apart(self.place(row.span))
                    .filter(|_| cells.len() > 1)
                {
                    return self.report(diagnostic);
                }
                let mut diagnostic =
                    catalog::one_value_here(self.place(row.span), &self.source.slice(span));
                // `"甲"乙"丙"`: the inner quotes belong to the text.
                if cells
                    .windows(2)
                    .any(|pair| pair[0].span.end == pair[1].span.start)
                    && is_text(&cells[0])
                {
                    diagnostic.help = Some(Words::new(
                        "文字中的引号请用中文引号 “ ”，或者写作 \\\"",
                        "write \\\" or “ ” for a quote inside a string",
                    ));
                }
                self.report(diagnostic);
            }
        }
    }

    fn one_text(&mut self, row: &Row<'t>, span: Span) -> Option<StringLiteral<'t>> {
        match row.cells.as_slice() {
            [
                Cell {
                    value: CellKind::Figure(Figure::Text(value)),
                    span,
                },
            ] => Some(Spanned { value, span: *span }),
            _ => self.refuse(catalog::wrong_content(
                self.place(span),
                &self.source.slice(span),
            )),
        }
    }

    fn preamble_prose(&mut self, written: ProseSource<'t>, span: Span) {
        self.once(span, self.preamble.map(|first| first.span()));
        self.preamble = Some(written);
    }

    /// Reports the entry at `span` if an earlier one, at `first`, already states the same thing.
    fn once(&mut self, span: Span, first: Option<Span>) {
        if let Some(first) = first {
            let (here, there) = (self.place(span), self.place(first));
            self.report(catalog::stated_twice(here, &self.source.slice(span), there));
        }
    }

    fn section_prose(&mut self, section: NodeId, prose: ProseSource<'t>, span: Span) {
        self.written[section].get_or_insert(span);
        match self.prose.iter().find(|(node, _)| *node == section) {
            Some((_, first)) => {
                let (here, there) = (self.place(prose.span()), self.place(first.span()));
                self.report(catalog::stated_twice(
                    here,
                    &self.form.node(section).label,
                    there,
                ));
            }
            None => self.prose.push((section, prose)),
        }
    }

    /// Whether any cell of a row is already stated.
    fn is_stated(&self, row: NodeId) -> bool {
        self.form
            .node(row)
            .facts
            .clone()
            .any(|fact| self.facts[fact].is_some())
    }

    // ── Rests ────────────────────────────────────────────────────────────────────────────────────

    /// Fills the facts that blocks with `rest` leave out, inner blocks first.
    pub(super) fn fill_rests(&mut self) {
        let mut rests = std::mem::take(&mut self.rests);
        rests.sort_by_key(|(node, _)| std::cmp::Reverse(self.form.ancestry(*node).len()));
        for (node, figure) in rests {
            self.fill_rest(node, figure);
        }
    }

    fn fill_rest(&mut self, node: NodeId, figure: Spanned<Figure>) {
        let is_zero = matches!(
            figure.value,
            Figure::Number {
                digits: "0",
                unit: None
            }
        );
        let is_absence = matches!(
            figure.value,
            Figure::Blank | Figure::NotApplicable | Figure::Unknown
        );
        if !is_zero && !is_absence {
            self.suppress_follow_ups(node, None);
            return self.report(catalog::rest_value(self.place(figure.span)));
        }
        let mut filled = false;
        let form = self.form;
        for fact in form.parts(node) {
            if self.facts[fact].is_some() {
                continue;
            }
            if self.invalid[fact] {
                filled = true;
                continue;
            }
            let ty = self.form.type_of(fact);
            let value = if is_zero {
                ty.zero()
            } else {
                ty.value(figure.value, || self.place(figure.span)).ok()
            };
            if let Some(value) = value {
                self.state(fact, value, Origin::Rest, figure.span);
                filled = true;
            }
        }
        if !filled {
            self.report(catalog::unused_rest(
                self.place(figure.span),
                &self.form.node(node).label,
            ));
        }
    }
}

/// The prose of an entry, if its value is prose.
fn written<'t>(entry: &'t Entry<'t>) -> Option<ProseSource<'t>> {
    match (&entry.row, &entry.body) {
        (None, Some(Body::Prose(prose))) => Some(ProseSource::Prose(prose)),
        (Some(row), None) => match row.cells.as_slice() {
            [
                Cell {
                    value: CellKind::Figure(Figure::Text(value)),
                    span,
                },
            ] => Some(ProseSource::Line(Spanned { value, span: *span })),
            _ => None,
        },
        _ => None,
    }
}

fn is_text(cell: &Cell) -> bool {
    matches!(cell.value, CellKind::Figure(Figure::Text(_)))
}
