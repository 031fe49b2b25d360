//! A form: the required content of a kind of report, as a tree of named nodes with a numbered slot
//! for each fact.

use std::sync::Arc;

use super::{
    Aside, Check, Expression, FactId, Follows, NameIndex, NodeId, Phrase, ROOT, TableId, Template,
    Type,
};
use crate::diagnostic::Words;
use crate::source::{Place, Source, Span};

/// Up to this number of children, a linear search is faster than an index.
const FEW: usize = 20;

/// In a form with more nodes, an unknown name is not searched everywhere: each search reads all of
/// them.
const MOST_NODES: usize = 2000;

#[derive(Debug)]
pub struct Form {
    pub source: Arc<Source>,
    pub name: String,
    pub edition: i32,
    pub label: String,
    pub first_year: i32,
    /// `None` for an edition that is still in force.
    pub last_year: Option<i32>,
    /// The regulation that prescribes the form.
    pub basis: Option<String>,
    pub title: Template,
    /// The closing lines of a report.
    pub signature: Vec<Template>,
    pub nodes: Vec<Node>,
    pub tables: Vec<Table>,
    pub slots: Vec<Slot>,
    pub checks: Vec<Check>,
    pub phrases: Vec<Phrase>,
    pub follows: Option<Follows>,
    pub asides: Vec<Aside>,
}

#[derive(Debug)]
pub struct Node {
    pub id: String,
    pub alias: Option<String>,
    pub label: String,
    pub span: Span,
    pub parent: NodeId,
    pub children: Vec<NodeId>,
    /// The children by their names.
    pub names: NameIndex,
    pub kind: NodeKind,
    /// The slots of the node and of all its descendants.
    pub facts: std::ops::Range<FactId>,
}

#[derive(Debug)]
pub enum NodeKind {
    Form,
    Section(Section),
    Table(TableId),
    /// A group of rows. Its slots hold its stated total, if the form has no row for the total.
    Group {
        table: TableId,
        first: FactId,
        total: Option<NodeId>,
    },
    Row {
        table: TableId,
        first: FactId,
        sum: Option<RowSum>,
    },
    Field(Field),
}

#[derive(Debug, Default)]
pub struct Section {
    pub has_prose: bool,
    pub prose_is_optional: bool,
    /// Other titles of the section in published reports.
    pub also: Vec<String>,
    /// Whether its tables are published as one table.
    pub is_stacked: bool,
}

/// A row that is the total of the other rows in its group.
#[derive(Debug, Clone)]
pub struct RowSum {
    /// The rows and groups in the same group.
    pub of: Vec<NodeId>,
    /// The rows and groups that the total leaves out.
    pub left_out: Vec<NodeId>,
}

#[derive(Debug)]
pub struct Field {
    pub fact: FactId,
    pub ty: Type,
    pub obligation: Obligation,
}

/// Whether a field is required.
#[derive(Debug)]
pub enum Obligation {
    Required,
    /// Its absence is reported as a hint.
    Recommended,
    Optional,
    /// If missing, it has this value, declared at this place of the form.
    Default {
        value: Expression,
        span: Span,
    },
}

#[derive(Debug)]
pub struct Table {
    pub node: NodeId,
    pub corner: Option<String>,
    /// The label above the column heads: 申请人情况.
    pub axis_label: Option<String>,
    pub heads: Vec<Head>,
    pub columns: Vec<Column>,
    /// The columns that are not totals. A row in a report has one cell for each of them.
    pub plain_columns: Vec<usize>,
    /// Whether the page shows the rows as groups of columns of a single row.
    pub is_across: bool,
    /// Rows that hold facts, in order, totals included.
    pub rows: Vec<NodeId>,
    pub groups: Vec<NodeId>,
}

impl Table {
    /// The names of the columns that a total column leaves out; `None` if it leaves out none.
    pub fn left_out(&self, total: usize) -> Option<Words> {
        let names = self.columns[total].left_out.iter();
        names_of(names.map(|&column| self.columns[column].name()))
    }

    /// The column that is the total of the others.
    pub fn total(&self) -> Option<usize> {
        self.columns
            .iter()
            .position(|column| column.sum_of.is_some())
    }

    /// The column that gives the value of a row where a single number is needed.
    pub fn representative(&self) -> Option<usize> {
        if self.columns.len() == 1 {
            Some(0)
        } else {
            self.total()
        }
    }
}

/// A head over one column or over several.
#[derive(Debug)]
pub struct Head {
    pub label: String,
    pub children: Vec<Head>,
}

impl Head {
    pub fn leaves(&self) -> usize {
        if self.children.is_empty() {
            1
        } else {
            self.children.iter().map(Head::leaves).sum()
        }
    }

    pub fn depth(&self) -> usize {
        1 + self.children.iter().map(Head::depth).max().unwrap_or(0)
    }
}

#[derive(Debug)]
pub struct Column {
    pub id: String,
    pub alias: Option<String>,
    pub label: String,
    /// The labels of the groups around it, outermost first.
    pub group_labels: Vec<String>,
    /// The number of the innermost group. Rows have `|` between these groups.
    pub group: usize,
    pub ty: Type,
    /// If the column is a total: the columns that it sums.
    pub sum_of: Option<Vec<usize>>,
    /// The columns that the total leaves out.
    pub left_out: Vec<usize>,
}

impl Column {
    pub fn name(&self) -> &str {
        self.alias.as_deref().unwrap_or(&self.id)
    }

    pub fn is_named(&self, name: &str) -> bool {
        self.id == name || self.alias.as_deref() == Some(name)
    }
}

/// The place of a fact in the form.
#[derive(Debug, Clone, Copy)]
pub struct Slot {
    pub node: NodeId,
    pub column: Option<usize>,
    /// Whether it is a figure in a table, and not a total. A report must state such a figure,
    /// directly or with `rest`.
    pub is_part: bool,
}

impl Node {
    pub fn is_named(&self, name: &str) -> bool {
        self.id == name || self.alias.as_deref() == Some(name)
    }

    /// Its id, and its alias.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.id.as_str()).chain(self.alias.as_deref())
    }

    /// The name used in messages.
    pub fn name(&self) -> &str {
        self.alias.as_deref().unwrap_or(&self.id)
    }

    /// Whether it is a table without a name. Paths to its rows omit the table.
    pub fn is_transparent(&self) -> bool {
        self.id.is_empty()
    }
}

/// A range of years in words, open if `last` is `None`.
pub fn years_in_words(first: i32, last: Option<i32>) -> Words {
    match last {
        Some(last) => Words::new(format!("{first}–{last} 年"), format!("{first}–{last}")),
        None => Words::new(format!("{first} 年起"), format!("from {first}")),
    }
}

/// A list of names, or `None` if there are none.
fn names_of<'n>(names: impl Iterator<Item = &'n str>) -> Option<Words> {
    let names: Vec<Words> = names.map(Words::same).collect();
    (!names.is_empty()).then(|| Words::list(&names))
}

impl Form {
    /// The names of the rows that a total row leaves out; `None` if it leaves out none.
    pub fn left_out(&self, total: NodeId) -> Option<Words> {
        let NodeKind::Row { sum: Some(sum), .. } = &self.nodes[total].kind else {
            return None;
        };
        names_of(sum.left_out.iter().map(|&row| self.nodes[row].name()))
    }

    pub fn node(&self, node: NodeId) -> &Node {
        &self.nodes[node]
    }

    /// The facts, except totals, of the tables at or below a node.
    pub fn parts(&self, node: NodeId) -> impl Iterator<Item = FactId> {
        self.nodes[node]
            .facts
            .clone()
            .filter(|&fact| self.slots[fact].is_part)
    }

    pub fn covers(&self, year: i32) -> bool {
        self.first_year <= year && self.last_year.is_none_or(|last| year <= last)
    }

    /// The reporting years for which it is valid.
    pub fn years(&self) -> Words {
        years_in_words(self.first_year, self.last_year)
    }

    pub fn place(&self, span: Span) -> Place {
        Place::new(&self.source, span)
    }

    /// The sections in order.
    pub fn sections(&self) -> impl Iterator<Item = (NodeId, &Section)> {
        self.nodes[ROOT]
            .children
            .iter()
            .filter_map(|&id| match &self.nodes[id].kind {
                NodeKind::Section(section) => Some((id, section)),
                NodeKind::Form
                | NodeKind::Table(_)
                | NodeKind::Group { .. }
                | NodeKind::Row { .. }
                | NodeKind::Field(_) => None,
            })
    }

    /// Every field of the form and of its sections.
    pub fn fields(&self) -> impl Iterator<Item = (NodeId, &Field)> {
        self.nodes
            .iter()
            .enumerate()
            .filter_map(|(id, node)| match &node.kind {
                NodeKind::Field(field) => Some((id, field)),
                NodeKind::Form
                | NodeKind::Section(_)
                | NodeKind::Table(_)
                | NodeKind::Group { .. }
                | NodeKind::Row { .. } => None,
            })
    }

    /// The child of a node by one of its names. The rows of an unnamed table count as children of
    /// its section.
    pub fn child(&self, node: NodeId, name: &str) -> Option<NodeId> {
        let Node {
            children, names, ..
        } = &self.nodes[node];
        if children.len() > FEW {
            let named = |child: NodeId| self.node(child).names().map(move |name| (name, child));
            return names.find(name, || {
                self.named_children(node).into_iter().flat_map(named)
            });
        }
        children.iter().find_map(|&child| {
            let candidate = &self.nodes[child];
            if candidate.is_transparent() {
                self.child(child, name)
            } else {
                candidate.is_named(name).then_some(child)
            }
        })
    }

    /// The children that [`Form::child`] finds.
    pub fn named_children(&self, node: NodeId) -> Vec<NodeId> {
        let children = self.nodes[node].children.iter();
        children
            .flat_map(|&child| {
                if self.nodes[child].is_transparent() {
                    self.named_children(child)
                } else {
                    vec![child]
                }
            })
            .collect()
    }

    /// The table of a row, of a group, or of the table's own node.
    pub fn table_of(&self, node: NodeId) -> Option<TableId> {
        match &self.nodes[node].kind {
            NodeKind::Table(table)
            | NodeKind::Group { table, .. }
            | NodeKind::Row { table, .. } => Some(*table),
            NodeKind::Section(_) => {
                let only = self.nodes[node]
                    .children
                    .iter()
                    .find(|&&child| self.nodes[child].is_transparent())?;
                self.table_of(*only)
            }
            NodeKind::Form | NodeKind::Field(_) => None,
        }
    }

    /// The only node with this name or official label. `None` if there are several, or if the form
    /// has very many nodes.
    pub fn only_named(&self, name: &str) -> Option<NodeId> {
        if self.nodes.len() > MOST_NODES {
            return None;
        }
        let is_labelled =
            |label: &str| label == name || (name.chars().count() > 3 && label.ends_with(name));
        let mut found = (1..self.nodes.len()).filter(|&node| {
            let item = self.node(node);
            !item.is_transparent() && (item.is_named(name) || is_labelled(&item.label))
        });
        let only = found.next()?;
        // If several match, none is preferred.
        found.next().is_none().then_some(only)
    }

    /// The slot of a row or a group in a column. If a group has a row for its total, the slot of
    /// that row.
    pub fn cell(&self, node: NodeId, column: usize) -> Option<FactId> {
        match &self.nodes[node].kind {
            NodeKind::Row { first, .. }
            | NodeKind::Group {
                first, total: None, ..
            } => Some(first + column),
            NodeKind::Group {
                total: Some(total), ..
            } => self.cell(*total, column),
            NodeKind::Form | NodeKind::Section(_) | NodeKind::Table(_) | NodeKind::Field(_) => None,
        }
    }

    /// The type of a fact.
    pub fn type_of(&self, fact: FactId) -> &Type {
        let slot = self.slots[fact];
        match (&self.nodes[slot.node].kind, slot.column) {
            (NodeKind::Field(field), _) => &field.ty,
            (_, Some(column)) => match self.table_of(slot.node) {
                Some(table) => &self.tables[table].columns[column].ty,
                None => &Type::TEXT,
            },
            _ => &Type::TEXT,
        }
    }

    /// The path to a node: its ancestors, outermost first, then the node itself. The root and
    /// unnamed tables are left out.
    pub fn ancestry(&self, node: NodeId) -> Vec<NodeId> {
        let mut nodes = Vec::new();
        let mut at = node;
        while at != ROOT {
            if !self.nodes[at].is_transparent() {
                nodes.push(at);
            }
            at = self.nodes[at].parent;
        }
        nodes.reverse();
        nodes
    }

    /// The official labels of a fact, from the section down to the row or the field.
    pub fn labels(&self, fact: FactId) -> Vec<&str> {
        self.ancestry(self.slots[fact].node)
            .into_iter()
            .map(|node| self.node(node).label.as_str())
            .collect()
    }

    /// The dotted path of a node, in the names used in messages, `申请.办理结果.总计`, or in ids.
    pub fn path(&self, node: NodeId, in_ids: bool) -> String {
        let mut path = String::new();
        for id in self.ancestry(node) {
            let node = &self.nodes[id];
            path.push_str(if path.is_empty() { "" } else { "." });
            path.push_str(if in_ids { &node.id } else { node.name() });
        }
        path
    }

    /// The dotted path of a fact, including its column.
    pub fn fact_path(&self, fact: FactId, in_ids: bool) -> String {
        let Slot { node, column, .. } = self.slots[fact];
        let mut path = self.path(node, in_ids);
        if let (Some(column), Some(table)) = (column, self.table_of(node)) {
            let column = &self.tables[table].columns[column];
            path.push('.');
            path.push_str(if in_ids { &column.id } else { column.name() });
        }
        path
    }
}
