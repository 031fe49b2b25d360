//! Builds a form from its syntax tree: first nodes, tables and slots, then the checks that refer to
//! them.

mod expressions;
mod heads;

use std::collections::BTreeSet;
use std::sync::Arc;

use heads::Heads;

use super::follows;
use crate::diagnostic::suggest;
use crate::diagnostic::{Diagnostic, Outcome, catalog};
use crate::model::{
    FactId, Field, Form, NameIndex, Node, NodeId, NodeKind, Obligation, ROOT, RowSum, Section,
    Slot, Table, TableId, Type,
};
use crate::source::{Place, Source, Span};
use crate::syntax::ast::{
    self, FormItem, Layout, LineKind, Naming, Presence, SectionItem, TableItem,
};
use crate::syntax::unescape;

/// Builds the form that a syntax tree declares.
pub fn form(source: &Arc<Source>, tree: &ast::Form) -> Outcome<Form> {
    let mut builder = Builder::new(source, tree);
    for item in &tree.items {
        builder.item(item);
    }
    builder.fact_ranges();
    builder.siblings_differ();
    builder.expressions(tree);
    builder.diagnostics.extend(follows::own_side(&builder.form));
    // An axis is resolved again for each table that uses it, so report its errors only once.
    let mut reported = BTreeSet::new();
    builder.diagnostics.retain(|diagnostic| {
        let words = diagnostic.title.of_zh().to_owned();
        reported.insert((diagnostic.code, diagnostic.place.span, words))
    });
    Outcome {
        value: builder.form,
        diagnostics: builder.diagnostics,
    }
}

struct Builder<'t> {
    form: Form,
    axes: Vec<(Naming<'t>, &'t [ast::Column<'t>])>,
    diagnostics: Vec<Diagnostic>,
    /// Whether all declarations were parsed. Otherwise an unknown name may be declared on a line
    /// with an error.
    is_whole: bool,
    /// The tables and groups with a row for their total.
    with_total: BTreeSet<NodeId>,
    /// Checks, phrases and exclusions, with the nodes that they are declared in.
    checks: Vec<(NodeId, &'t ast::Check<'t>)>,
    phrases: Vec<(NodeId, &'t ast::Phrase<'t>)>,
    asides: Vec<(NodeId, &'t ast::Aside<'t>)>,
    defaults: Vec<(NodeId, &'t ast::Expression<'t>)>,
}

impl<'t> Builder<'t> {
    fn new(source: &Arc<Source>, tree: &'t ast::Form<'t>) -> Builder<'t> {
        let year = |year: &str| year.parse().unwrap_or(i32::MAX);
        let root = Node {
            id: tree.name.value.to_owned(),
            alias: None,
            label: unescape(tree.label.value),
            span: tree.name.span,
            parent: ROOT,
            children: Vec::new(),
            names: NameIndex::default(),
            kind: NodeKind::Form,
            facts: 0..0,
        };
        let form = Form {
            source: source.clone(),
            name: tree.name.value.to_owned(),
            edition: year(tree.edition.value),
            label: root.label.clone(),
            first_year: year(tree.first_year.value),
            last_year: tree.last_year.map(|last| year(last.value)),
            basis: None,
            title: Vec::new(),
            signature: Vec::new(),
            nodes: vec![root],
            tables: Vec::new(),
            slots: Vec::new(),
            checks: Vec::new(),
            phrases: Vec::new(),
            follows: None,
            asides: Vec::new(),
        };
        let mut diagnostics = Vec::new();
        if let Some(last) = tree
            .last_year
            .filter(|last| year(last.value) < form.first_year)
        {
            diagnostics.push(catalog::years_reversed(Place::new(source, last.span)));
        }
        Builder {
            form,
            axes: Vec::new(),
            diagnostics,
            is_whole: tree.is_whole,
            with_total: BTreeSet::new(),
            checks: Vec::new(),
            phrases: Vec::new(),
            asides: Vec::new(),
            defaults: Vec::new(),
        }
    }

    fn place(&self, span: Span) -> Place {
        Place::new(&self.form.source, span)
    }

    fn item(&mut self, item: &'t FormItem<'t>) {
        match item {
            FormItem::Basis(text) => self.form.basis = Some(unescape(text.value)),
            // These may refer to later fields, so `expressions` resolves them.
            FormItem::Title(_) | FormItem::Signature(_) => {}
            FormItem::Field(field) => self.field(ROOT, field),
            FormItem::Axis(naming, columns) => {
                if self
                    .axes
                    .iter()
                    .any(|(other, _)| other.id.value == naming.id.value)
                {
                    self.diagnostics.push(catalog::duplicate_name(
                        self.place(naming.id.span),
                        &naming.id.value,
                    ));
                }
                self.axes.push((*naming, columns));
            }
            FormItem::Section(section) => self.section(section),
            FormItem::Check(check) => self.checks.push((ROOT, check)),
            FormItem::Phrase(phrase) => self.phrases.push((ROOT, phrase)),
            FormItem::Follows(follows) if self.form.follows.is_some() => {
                self.diagnostics
                    .push(catalog::written_twice(self.place(follows.span), &"follows"));
            }
            FormItem::Follows(follows) => self.form.follows = Some(follows::follows(follows)),
            FormItem::Aside(aside) => self.asides.push((ROOT, aside)),
        }
    }

    fn add(&mut self, parent: NodeId, naming: Option<&Naming>, kind: NodeKind) -> NodeId {
        let id = self.form.nodes.len();
        self.form.nodes.push(Node {
            id: naming
                .map(|naming| naming.id.value.to_owned())
                .unwrap_or_default(),
            alias: naming
                .and_then(|naming| naming.alias)
                .map(|alias| alias.value.to_owned()),
            label: naming
                .map(|naming| unescape(naming.label.value))
                .unwrap_or_default(),
            span: naming
                .map(|naming| naming.id.span.to(naming.label.span))
                .unwrap_or_default(),
            parent,
            children: Vec::new(),
            names: NameIndex::default(),
            kind,
            facts: self.form.slots.len()..self.form.slots.len(),
        });
        self.form.nodes[parent].children.push(id);
        id
    }

    // ── Fields and sections ──────────────────────────────────────────────────────────────────────

    fn field(&mut self, parent: NodeId, field: &'t ast::Field<'t>) {
        let fact = self.form.slots.len();
        let kind = self.type_of(&field.ty);
        let obligation = match &field.presence {
            Presence::Required => Obligation::Required,
            Presence::Recommended => Obligation::Recommended,
            Presence::Optional | Presence::Default(_) => Obligation::Optional,
        };
        let node = self.add(
            parent,
            Some(&field.naming),
            NodeKind::Field(Field {
                fact,
                ty: kind,
                obligation,
            }),
        );
        self.form.slots.push(Slot {
            node,
            column: None,
            is_part: false,
        });
        if let Presence::Default(expression) = &field.presence {
            self.defaults.push((node, expression));
        }
    }

    fn section(&mut self, section: &'t ast::Section<'t>) {
        let is_stacked = section
            .items
            .iter()
            .any(|item| matches!(item, SectionItem::Layout(Layout::Stacked)));
        let kind = NodeKind::Section(Section {
            has_prose: section.prose,
            prose_is_optional: section.prose_is_optional,
            also: section
                .also
                .iter()
                .map(|title| unescape(title.value))
                .collect(),
            is_stacked,
        });
        let node = self.add(ROOT, Some(&section.naming), kind);
        for item in &section.items {
            match item {
                SectionItem::Table(table) => self.table(node, table),
                SectionItem::Field(field) => self.field(node, field),
                SectionItem::Layout(_) => {}
                SectionItem::Check(check) => self.checks.push((node, check)),
                SectionItem::Phrase(phrase) => self.phrases.push((node, phrase)),
                SectionItem::Aside(aside) => self.asides.push((node, aside)),
            }
        }
    }

    fn type_of(&mut self, ty: &ast::Type) -> Type {
        Type::declared(ty, &self.form.source).unwrap_or_else(|wrong| {
            self.diagnostics.push(*wrong.diagnostic);
            wrong.instead
        })
    }

    // ── Tables ───────────────────────────────────────────────────────────────────────────────────

    fn table(&mut self, section: NodeId, table: &'t ast::Table<'t>) {
        let number = self.form.tables.len();
        let node = self.add(section, table.naming.as_ref(), NodeKind::Table(number));
        let kind = table.ty.as_ref().map(|kind| self.type_of(kind));
        let own_columns = table.items.iter().find_map(|item| match item {
            TableItem::Columns(columns) => Some(columns.as_slice()),
            TableItem::Corner(_)
            | TableItem::Layout(_)
            | TableItem::Check(_)
            | TableItem::Phrase(_)
            | TableItem::Aside(_)
            | TableItem::Line(_) => None,
        });
        let axis = table.axis.and_then(|name| self.axis(name));
        let Some(columns) = own_columns.or(axis.map(|(_, columns)| columns)) else {
            if table.axis.is_some() {
                self.is_whole = false;
            } else {
                self.diagnostics
                    .push(catalog::table_without_columns(self.place(table.span)));
            }
            return self.form.tables.push(empty_table(node));
        };
        let mut heads = Heads::of(kind);
        let head = heads.add(self, columns, &[], 0);
        heads.untyped(
            self,
            own_columns
                .is_none()
                .then_some(table.axis)
                .flatten()
                .map(|axis| axis.span),
        );
        self.form.tables.push(Table {
            axis_label: axis.map(|(naming, _)| unescape(naming.label.value)),
            heads: head,
            plain_columns: (0..heads.columns.len())
                .filter(|&index| heads.columns[index].sum_of.is_none())
                .collect(),
            columns: heads.columns,
            ..empty_table(node)
        });
        for item in &table.items {
            self.table_item(number, node, item);
        }
    }

    fn table_item(&mut self, table: TableId, node: NodeId, item: &'t TableItem<'t>) {
        match item {
            TableItem::Corner(text) => self.form.tables[table].corner = Some(unescape(text.value)),
            TableItem::Layout(layout) => {
                self.form.tables[table].is_across = *layout == Layout::Across;
            }
            TableItem::Columns(_) => {}
            TableItem::Check(check) => self.checks.push((node, check)),
            TableItem::Phrase(phrase) => self.phrases.push((node, phrase)),
            TableItem::Aside(aside) => self.asides.push((node, aside)),
            TableItem::Line(line) => drop(self.line(table, node, line)),
        }
    }

    fn axis(&mut self, name: ast::Name<'t>) -> Option<(Naming<'t>, &'t [ast::Column<'t>])> {
        let found = self
            .axes
            .iter()
            .find(|(naming, _)| naming.is_named(name.value));
        if found.is_none() {
            let names: Vec<&str> = self
                .axes
                .iter()
                .map(|(naming, _)| naming.id.value)
                .collect();
            let diagnostic = catalog::unknown_axis(self.place(name.span), &name.value);
            self.diagnostics
                .push(suggest(diagnostic, name.value, &names));
        }
        found.copied()
    }

    fn line(&mut self, table: TableId, parent: NodeId, line: &'t ast::Line<'t>) -> NodeId {
        let first: FactId = self.form.slots.len();
        let kind = match &line.kind {
            LineKind::Group(_) => NodeKind::Group {
                table,
                first,
                total: None,
            },
            LineKind::Row | LineKind::Sum(_) => NodeKind::Row {
                table,
                first,
                sum: None,
            },
        };
        let node = self.add(parent, Some(&line.naming), kind);
        let is_row = matches!(line.kind, LineKind::Row);
        for (index, column) in self.form.tables[table].columns.iter().enumerate() {
            self.form.slots.push(Slot {
                node,
                column: Some(index),
                is_part: is_row && column.sum_of.is_none(),
            });
        }
        match &line.kind {
            LineKind::Group(lines) => {
                self.form.tables[table].groups.push(node);
                for line in lines {
                    self.line(table, node, line);
                }
            }
            LineKind::Row => self.form.tables[table].rows.push(node),
            LineKind::Sum(total) => {
                self.form.tables[table].rows.push(node);
                self.sum_row(parent, node, total);
            }
        }
        node
    }

    /// Resolves a total row: the sum of the rows and groups before it in its group, except those
    /// that it leaves out.
    fn sum_row(&mut self, parent: NodeId, node: NodeId, total: &ast::Total) {
        let is_second = !self.with_total.insert(parent);
        let siblings = &self.form.nodes[parent].children;
        let mut of: Vec<NodeId> = siblings
            .iter()
            .copied()
            .filter(|&sibling| sibling != node && !is_second)
            .collect();
        let mut left_out = Vec::new();
        for name in total.left_out.iter().filter(|_| !is_second) {
            let named = of
                .iter()
                .position(|&row| self.form.node(row).is_named(name.value));
            if let Some(named) = named {
                left_out.push(of.remove(named));
            } else {
                let rows = of.iter().map(|&row| self.form.node(row));
                let names = rows.flat_map(|row| row.names().map(str::to_owned));
                let names: Vec<String> = names.collect();
                let names: Vec<&str> = names.iter().map(String::as_str).collect();
                self.not_added(*name, &names);
            }
        }
        if let NodeKind::Row { sum, .. } = &mut self.form.nodes[node].kind {
            *sum = Some(RowSum { of, left_out });
        }
        if is_second {
            let place = self.place(self.form.node(node).span);
            self.diagnostics
                .push(catalog::second_total(place, &self.label_around(parent)));
        }
        if let NodeKind::Group { total, .. } = &mut self.form.nodes[parent].kind {
            *total = Some(node);
        }
    }

    /// Reports a name that a total leaves out although it would not be part of the sum.
    fn not_added(&mut self, name: ast::Name, added: &[&str]) {
        let diagnostic = catalog::not_added(self.place(name.span), &name.value);
        self.diagnostics
            .push(suggest(diagnostic, name.value, added));
    }

    /// The label of a node, or of its nearest ancestor that has one.
    fn label_around(&self, mut node: NodeId) -> &str {
        while node != ROOT && self.form.node(node).label.is_empty() {
            node = self.form.node(node).parent;
        }
        &self.form.node(node).label
    }

    // ── Checks of the whole form ─────────────────────────────────────────────────────────────────

    /// Checks that names are unique among the children of each node and among the columns of each
    /// table.
    fn siblings_differ(&mut self) {
        for parent in 0..self.form.nodes.len() {
            for child in self.form.named_children(parent) {
                let node = self.form.node(child);
                if let Some(name) = node
                    .names()
                    .find(|name| self.form.child(parent, name) != Some(child))
                {
                    self.diagnostics
                        .push(catalog::duplicate_name(self.place(node.span), &name));
                }
            }
        }
    }

    /// Sets the slot range of each node: it ends where that of its last child ends. Children have
    /// higher ids than their parents.
    fn fact_ranges(&mut self) {
        for slot in 0..self.form.slots.len() {
            let mut node = self.form.slots[slot].node;
            loop {
                self.form.nodes[node].facts.end = slot + 1;
                if node == ROOT {
                    break;
                }
                node = self.form.nodes[node].parent;
            }
        }
    }
}

fn empty_table(node: NodeId) -> Table {
    Table {
        node,
        corner: None,
        axis_label: None,
        heads: Vec::new(),
        columns: Vec::new(),
        plain_columns: Vec::new(),
        is_across: false,
        rows: Vec::new(),
        groups: Vec::new(),
    }
}
