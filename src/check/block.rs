//! Entries: each path is followed from the block it stands in, and what it names says what may be written for it.

use super::prose::Written;
use super::row::Order;
use super::{Checker, figure};
use crate::diagnostic::{Diagnostic, Words, catalog};
use crate::model::{FactId, NodeId, NodeKind, Origin, ROOT, Type};
use crate::resolve::{closest, proposal, suggest, with_path};
use crate::source::Span;
use crate::syntax::ast::{Block, Body, Cell, CellKind, Entry, Figure, Name, Row, Spanned, Text};

/// What people write for `rest`.
const REST: &[&str] = &["其余", "其它", "余下", "剩余"];

/// What people write for the words of the language that stand where names do.
const WORDS: &[(&str, &str)] = &[
    ("上年报告", "previous"),
    ("上一年报告", "previous"),
    ("上一年度报告", "previous"),
    ("标题", "title"),
    ("前言", "preamble"),
    ("引言", "preamble"),
    ("正文", "text"),
    ("例外", "allow"),
    ("事实", "facts"),
];

/// What the path of an entry names.
enum Target {
    Node(NodeId),
    Fact(FactId),
    /// A path that the language itself gives a meaning.
    Title,
    Preamble,
    Previous,
    /// `text` in a section.
    Prose(NodeId),
}

impl<'t> Checker<'t> {
    /// The entries of a block of a node.
    pub fn block(&mut self, node: NodeId, order: Option<&Order>, entries: &'t [Entry<'t>]) {
        let names = entries.iter().filter_map(|entry| Some(entry.path.names.first()?.value)).collect();
        let around = std::mem::replace(&mut self.siblings, names);
        for entry in entries {
            self.entry(node, order, entry);
        }
        self.siblings = around;
    }

    fn entry(&mut self, at: NodeId, order: Option<&Order>, entry: &'t Entry<'t>) {
        let Some(target) = self.target(at, &entry.path.names) else {
            if at == ROOT {
                // Some field, or some section, may have been meant.
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
            (Target::Node(node), row, body) => self.node(node, order, span, row.as_ref(), body.as_ref()),
            _ => self.say(catalog::wrong_content(self.place(span), &self.source.slice(span))),
        }
    }

    fn node(&mut self, node: NodeId, order: Option<&Order>, span: Span, row: Option<&Row<'t>>, body: Option<&'t Body<'t>>) {
        self.written[node].get_or_insert(span);
        match (&self.form.node(node).kind, row, body) {
            (NodeKind::Field(field), Some(row), None) => self.single(field.fact, row, span),
            (NodeKind::Section(_) | NodeKind::Table(_), None, Some(Body::Block(block))) => self.inner(node, order, block),
            (NodeKind::Row { .. }, Some(_), None) if self.is_stated(node) => {
                let first = self.form.node(node).facts.clone().find_map(|fact| self.facts[fact].as_ref()).map(|fact| fact.span);
                self.once(span, first);
                self.forgive(node, None);
            }
            (NodeKind::Row { .. }, Some(row), None) => self.row(node, order, row),
            (NodeKind::Row { .. }, None, Some(Body::Block(block))) => self.inner(node, order, block),
            (NodeKind::Group { .. }, row, Some(Body::Block(block))) => {
                if let Some(row) = row {
                    self.row(node, order, row);
                }
                self.inner(node, order, block);
            }
            (NodeKind::Group { .. }, Some(row), None) => self.row(node, order, row),
            _ => {
                self.say(catalog::wrong_content(self.place(span), &self.form.node(node).name()));
                self.forgive(node, None);
            }
        }
    }

    fn inner(&mut self, node: NodeId, order: Option<&Order>, block: &'t Block<'t>) {
        let own = block.header.as_ref().map(|header| self.order(node, header));
        self.block(node, own.as_ref().or(order), &block.entries);
        self.rests.extend(block.rests.iter().map(|rest| (node, rest.value)));
        self.forgive_strays(node, &block.strays);
    }

    // ── Paths ────────────────────────────────────────────────────────────────────────────────────────────────────────

    fn target(&mut self, at: NodeId, names: &[Name]) -> Option<Target> {
        if let ([name], Some(target)) = (names, names.first().and_then(|name| self.own_word(at, name.value))) {
            // A form may give the word a meaning of its own.
            return Some(self.form.child(at, name.value).map_or(target, Target::Node));
        }
        let mut node = at;
        for (index, name) in names.iter().enumerate() {
            if let Some(child) = self.form.child(node, name.value) {
                node = child;
                continue;
            }
            if let Some(fact) = self.cell_of(node, name.value) {
                return match names.get(index + 1) {
                    None => Some(Target::Fact(fact)),
                    Some(beyond) => self.refuse(catalog::path_too_long(self.place(beyond.span), &beyond.value)),
                };
            }
            if let Some(below) = (index == 0).then(|| self.below(at, names)).flatten() {
                return self.too_long(at, names, &below);
            }
            return self.unknown(node, *name);
        }
        Some(Target::Node(node))
    }

    /// Paths that mean the same in every form.
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
        let (NodeKind::Row { table, .. } | NodeKind::Group { table, .. }) = self.form.node(node).kind else { return None };
        let column = self.form.tables[table].columns.iter().position(|column| column.is_named(name))?;
        self.form.cell(node, column)
    }

    fn unknown(&mut self, node: NodeId, name: Name) -> Option<Target> {
        let diagnostic = catalog::unknown_name(self.place(name.span), &name.value, &self.form.node(node).label);
        let names = self.unused_names(node);
        let letters = name.value.trim_end_matches(|c: char| c.is_ascii_digit());
        if letters != name.value && self.form.child(node, letters).is_some() {
            let spaced = format!("{letters} {}", &name.value[letters.len()..]);
            let help = Words::new(format!("名称和数之间要空一格：{spaced}"), format!("put a blank between the two: {spaced}"));
            let place = diagnostic.place.clone();
            self.forgive(node, Some(letters));
            return self.refuse(diagnostic.with_help(help).mended(place, spaced));
        }
        if let Some((_, word)) = WORDS.iter().find(|(written, _)| *written == name.value) {
            let place = diagnostic.place.clone();
            self.forgive(node, None);
            return self.refuse(diagnostic.with_help(proposal(word)).perhaps(place, *word));
        }
        if REST.contains(&name.value) && matches!(self.form.node(node).kind, NodeKind::Group { .. } | NodeKind::Table(_)) {
            self.forgive(node, None);
            let place = diagnostic.place.clone();
            let help =
                Words::new("其余各项写作：rest 0（空白写 rest -）", "the other rows are written: rest 0 (or rest -, left blank)");
            return self.refuse(diagnostic.with_help(help).mended(place, "rest"));
        }
        let diagnostic = match self.form.only_named(name.value) {
            Some(elsewhere) => self.with_path(diagnostic, node, elsewhere),
            None => suggest(diagnostic, name.value, &names),
        };
        self.forgive(node, closest(name.value, names.iter().copied()));
        self.refuse(diagnostic)
    }

    /// Proposes the path of a node. One that belongs into the block is surely meant.
    fn with_path(&self, diagnostic: Diagnostic, block: NodeId, meant: NodeId) -> Diagnostic {
        let name = self.form.node(meant).name();
        if self.form.named_children(block).contains(&meant) {
            let place = diagnostic.place.clone();
            return diagnostic.with_help(proposal(name)).mended(place, name);
        }
        let mut diagnostic = with_path(diagnostic, &self.form.path(meant, false), name);
        diagnostic.fixes.clear();
        diagnostic
    }

    /// A path from the report's top where only the end of it belongs.
    fn too_long(&mut self, block: NodeId, names: &[Name], below: &str) -> Option<Target> {
        let (first, last) = (names.first()?, names.last()?);
        let place = self.place(first.span.to(last.span));
        let label = self.form.node(block).label.clone();
        let diagnostic = catalog::unknown_name(self.place(first.span), &first.value, &label);
        self.forgive(block, below.split('.').next());
        self.refuse(diagnostic.with_help(proposal(below)).mended(place, below))
    }

    /// What a path from the report's top names below a block: there only the rest of it is written.
    fn below(&self, block: NodeId, names: &[Name]) -> Option<String> {
        let meant = names.iter().try_fold(ROOT, |node, name| self.form.child(node, name.value))?;
        let ancestry = self.form.ancestry(meant);
        let inside = ancestry.iter().position(|&node| node == block)?;
        let rest: Vec<&str> = ancestry[inside + 1..].iter().map(|&node| self.form.node(node).name()).collect();
        (!rest.is_empty()).then(|| rest.join("."))
    }

    /// The names that can follow a node's in an entry, without those that the block around has already.
    fn unused_names(&self, node: NodeId) -> Vec<&'t str> {
        let form = self.form;
        let mut names = Vec::new();
        for child in form.named_children(node).into_iter().map(|child| form.node(child)) {
            if !child.names().any(|name| self.siblings.contains(name)) {
                names.extend(child.alias.as_deref());
                names.push(&child.id);
            }
        }
        if let NodeKind::Row { table, .. } = form.node(node).kind {
            names.extend(form.tables[table].columns.iter().map(|column| column.name()));
        }
        if node == ROOT {
            names.extend(["title", "preamble", "previous"]);
        }
        names
    }

    /// What a misspelt name meant is not missing as well: the node it comes closest to, or else anything of its block.
    fn forgive(&mut self, node: NodeId, meant: Option<&str>) {
        let form = self.form;
        let meant = meant.and_then(|name| form.child(node, name));
        let Some(node) = meant.or((node != ROOT).then_some(node)) else { return };
        for fact in form.node(node).facts.clone() {
            self.spoilt[fact] = true;
        }
        self.forgiven.push(node);
    }

    /// What stands in a line that does not parse is not missing as well.
    pub fn forgive_strays(&mut self, node: NodeId, strays: &[&str]) {
        for name in strays {
            self.forgive(node, Some(name));
        }
    }

    fn refuse<T>(&mut self, diagnostic: Diagnostic) -> Option<T> {
        self.say(diagnostic);
        None
    }

    // ── Single values ────────────────────────────────────────────────────────────────────────────────────────────────

    fn single(&mut self, fact: FactId, row: &Row, span: Span) {
        match row.cells.as_slice() {
            [Spanned { value: CellKind::Figure(figure), span }] => {
                self.state_figure(fact, Spanned { value: *figure, span: *span })
            }
            // `2021/01/29` and the like are cut into several cells.
            [_, _, ..] if *self.form.type_of(fact) == Type::Date => {
                self.spoilt[fact] = true;
                self.say(figure::date_form(self.place(row.span)));
            }
            _ => {
                self.spoilt[fact] = true;
                self.say(catalog::one_value_here(self.place(row.span), &self.source.slice(span)));
            }
        }
    }

    fn one_text(&mut self, row: &Row<'t>, span: Span) -> Option<Text<'t>> {
        match row.cells.as_slice() {
            [Cell { value: CellKind::Figure(Figure::Text(value)), span }] => Some(Spanned { value, span: *span }),
            _ => self.refuse(catalog::wrong_content(self.place(span), &self.source.slice(span))),
        }
    }

    fn preamble_prose(&mut self, written: Written<'t>, span: Span) {
        self.once(span, self.preamble.map(|first| first.span()));
        self.preamble = Some(written);
    }

    /// What may be said once, said at `span` and perhaps before.
    fn once(&mut self, span: Span, first: Option<Span>) {
        if let Some(first) = first {
            let (here, there) = (self.place(span), self.place(first));
            self.say(catalog::stated_twice(here, &self.source.slice(span), there));
        }
    }

    fn section_prose(&mut self, section: NodeId, prose: Written<'t>, span: Span) {
        self.written[section].get_or_insert(span);
        match self.prose.iter().find(|(node, _)| *node == section) {
            Some((_, first)) => {
                let (here, there) = (self.place(prose.span()), self.place(first.span()));
                self.say(catalog::stated_twice(here, &self.form.node(section).label, there));
            }
            None => self.prose.push((section, prose)),
        }
    }

    /// Whether any cell of a row is stated already.
    fn is_stated(&self, row: NodeId) -> bool {
        self.form.node(row).facts.clone().any(|fact| self.facts[fact].is_some())
    }

    // ── Rests ────────────────────────────────────────────────────────────────────────────────────────────────────────

    /// Fills what blocks with `rest` leave out; an inner block's before its outer one's.
    pub fn fill_rests(&mut self) {
        let mut rests = std::mem::take(&mut self.rests);
        rests.sort_by_key(|(node, _)| std::cmp::Reverse(self.form.ancestry(*node).len()));
        for (node, figure) in rests {
            self.fill_rest(node, figure);
        }
    }

    fn fill_rest(&mut self, node: NodeId, figure: Spanned<Figure>) {
        let is_zero = matches!(figure.value, Figure::Number { digits: "0", unit: None });
        let is_absence = matches!(figure.value, Figure::Blank | Figure::NotApplicable | Figure::Hole);
        if !is_zero && !is_absence {
            self.forgive(node, None);
            return self.say(catalog::rest_value(self.place(figure.span)));
        }
        let mut filled = false;
        let form = self.form;
        for fact in form.parts(node) {
            if self.facts[fact].is_some() {
                continue;
            }
            if self.spoilt[fact] {
                filled = true;
                continue;
            }
            let kind = self.form.type_of(fact);
            let value =
                if is_zero { figure::zero(kind) } else { figure::value(figure.value, kind, || self.place(figure.span)).ok() };
            if let Some(value) = value {
                self.state(fact, value, Origin::Rest, figure.span);
                filled = true;
            }
        }
        if !filled {
            self.say(catalog::rest_of_nothing(self.place(figure.span), &self.form.node(node).label));
        }
    }
}

/// The prose of an entry, where that is what it says.
fn written<'t>(entry: &'t Entry<'t>) -> Option<Written<'t>> {
    match (&entry.row, &entry.body) {
        (None, Some(Body::Prose(prose))) => Some(Written::Prose(prose)),
        (Some(row), None) => match row.cells.as_slice() {
            [Cell { value: CellKind::Figure(Figure::Text(value)), span }] => Some(Written::Line(Spanned { value, span: *span })),
            _ => None,
        },
        _ => None,
    }
}
