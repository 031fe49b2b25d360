//! The source of a draft: fields, own facts, sections and tables in the order of the form, with
//! explanatory comments.

use super::{Draft, SourceOptions, hints, lines};
use crate::chinese::placeholders::TO_WRITE;
use crate::diagnostic::Words;
use crate::evaluate::{self, At};
use crate::fmt;
use crate::model::{
    Field, Node, NodeId, NodeKind, Obligation, ROOT, Report, Table, TableId, Value,
};
use crate::source::Source;
use crate::syntax::quoted;

/// The mark at the start of each task in the list at the end.
pub(super) const TASK: &str = "☐";

/// The source of a draft.
pub fn source(draft: &Draft, options: SourceOptions) -> String {
    let empty = Report::empty(draft.form.source.clone(), draft.form.clone(), draft.year);
    let mut writer = SourceWriter {
        draft,
        options,
        empty,
        text: String::new(),
    };
    writer.heading();
    writer.head();
    writer.fields();
    writer.own_facts();
    writer.sections();
    writer.checks();
    writer.tasks();
    // Texts copied from last year's file may have other line ends.
    let text = writer.text.replace("\r\n", "\n");
    fmt::format(&Source::new("", text.as_str())).unwrap_or(text)
}

struct SourceWriter<'d> {
    draft: &'d Draft,
    options: SourceOptions,
    /// A report without values, for computing defaults.
    empty: Report,
    text: String,
}

impl<'d> SourceWriter<'d> {
    fn localize(&self, words: &Words) -> String {
        words.of(self.options.language).to_owned()
    }

    fn name(&self, node: &'d Node) -> &'d str {
        if self.options.in_ids {
            &node.id
        } else {
            node.name()
        }
    }

    fn node(&self, node: NodeId) -> &'d Node {
        self.draft.form.node(node)
    }

    fn lines(&mut self, lines: &[String]) {
        lines.iter().for_each(|line| self.text.extend([line, "\n"]));
    }

    // ── The top ──────────────────────────────────────────────────────────────────────────────────

    /// Adds short instructions.
    fn heading(&mut self) {
        let Draft { form, year, .. } = self.draft;
        let basis = form
            .basis
            .as_deref()
            .map(|basis| format!("（{basis}）"))
            .unwrap_or_default();
        let heading = [
            Words::new(
                format!("{year}年，{}{basis}", form.label),
                format!("{year}, {}{basis}", form.label),
            ),
            Words::new(
                format!(
                    "请将 ? 改为数字或文字，将“{TO_WRITE}”替换为正文。填写过程中可随时检查：gdr check 本文件"
                ),
                format!(
                    "Replace each ? by a figure or a text, and {TO_WRITE} by prose. Check at any time: gdr check FILE"
                ),
            ),
            Words::new(
                "每行一项：名称、空格、数字，数字之间只用空格分隔。= 后为总计，不填写时由程序计算。",
                "Each line is a name and its figures, separated by spaces. The total is after =; if omitted, it is computed.",
            ),
            Words::new(
                "?（待填）、-（空白）、/（不适用）、0 含义各不相同。一个块中未填写的各行如均为 0，可只写一行 rest 0。",
                "? (unknown), - (blank), / (not applicable) and 0 are different values. `rest 0` in a block sets all omitted rows to 0.",
            ),
        ];
        let heading: Vec<String> = heading
            .iter()
            .map(|words| lines::comment(&self.localize(words)))
            .collect();
        self.lines(&heading);
    }

    fn head(&mut self) {
        let Draft {
            form,
            year,
            uses,
            title,
            preamble,
            ..
        } = self.draft;
        self.text
            .push_str(&format!("report {} {year}\n", form.name));
        for file in uses {
            self.text.push_str(&format!("use {}\n", quoted(file)));
        }
        self.previous();
        if let Some(title) = title {
            self.text.push_str(&format!("\ntitle {title}\n"));
        }
        if let Some(preamble) = preamble {
            self.text
                .push_str(&format!("\npreamble \"\"\"{preamble}\"\"\"\n"));
        }
    }

    /// Adds the line that names last year's report. If no such report is given, but a check of the
    /// form needs one, adds a comment that shows how to write the line.
    fn previous(&mut self) {
        let form = &self.draft.form;
        match &self.draft.previous {
            // A form may use the word as a name of its own.
            Some(file) if form.child(ROOT, "previous").is_none() => {
                self.text.push_str(&format!("previous {}\n", quoted(file)));
            }
            None if form
                .checks
                .iter()
                .any(|check| check.condition.names_previous()) =>
            {
                let words = Words::new(
                    "previous \"上年.gdr\" // 上一年度报告的文件；写明后，程序将核对两个年度应一致的数据",
                    "previous \"last.gdr\" // the file of last year's report, to check the figures that must agree with it",
                );
                self.lines(&[lines::comment(&self.localize(&words))]);
            }
            _ => {}
        }
    }

    fn fields(&mut self) {
        let lines = self.field_lines(ROOT);
        if !lines.is_empty() {
            self.text.push('\n');
            self.lines(&lines);
        }
    }

    /// The fields of a node. Optional fields are commented out.
    fn field_lines(&self, parent: NodeId) -> Vec<String> {
        let fields =
            self.node(parent)
                .children
                .iter()
                .filter_map(|&child| match &self.node(child).kind {
                    NodeKind::Field(field) => Some(self.field_line(self.node(child), field)),
                    NodeKind::Form
                    | NodeKind::Section(_)
                    | NodeKind::Table(_)
                    | NodeKind::Group { .. }
                    | NodeKind::Row { .. } => None,
                });
        fields.collect()
    }

    fn field_line(&self, node: &'d Node, field: &Field) -> String {
        let name = self.name(node);
        let label = hints::label(node, name);
        let hint = hints::field(field, label, self.draft.year);
        if let Some(value) = &self.draft.facts[field.fact] {
            let cell = field
                .ty
                .source_form(value, self.options.in_ids)
                .unwrap_or_else(|| "?".to_owned());
            let comment = if matches!(value, Value::Absent(_)) {
                self.localize(&hint)
            } else {
                label.to_owned()
            };
            return lines::row(name, &[cell], &comment);
        }
        let default = self.default(field);
        let value = default.as_deref().unwrap_or("?");
        let words = match (&field.obligation, &default) {
            (Obligation::Default { .. }, Some(default)) => Words::new(
                format!("不填写时为 {default}"),
                format!("{default} if omitted"),
            ),
            _ => Words::default(),
        };
        let comment = self.localize(&hints::joined(&[hint, words]));
        lines::comment(&format!("{name} {value} // {comment}"))
    }

    /// The default value of a field, if it is known without other facts.
    fn default(&self, field: &Field) -> Option<String> {
        let Obligation::Default {
            value: expression, ..
        } = &field.obligation
        else {
            return None;
        };
        let value = evaluate::value(&self.empty, expression, At::Scalar).ok()?;
        field.ty.source_form(&value, self.options.in_ids)
    }

    fn own_facts(&mut self) {
        for block in &self.draft.own_facts {
            let mut lines = vec![lines::open(&block.head, "")];
            lines.extend(block.facts.iter().map(|(name, is_sum)| {
                let cells = if *is_sum {
                    vec!["?".to_owned(), "= sum".to_owned()]
                } else {
                    vec!["?".to_owned()]
                };
                lines::row(name, &cells, "")
            }));
            lines.push(lines::close());
            self.text.push('\n');
            self.lines(&lines);
        }
    }

    // ── Sections ─────────────────────────────────────────────────────────────────────────────────

    fn sections(&mut self) {
        let sections: Vec<NodeId> = self.draft.form.sections().map(|(node, _)| node).collect();
        let first = sections
            .iter()
            .copied()
            .find(|&node| self.prose_of(node).is_some());
        for section in sections {
            self.text.push('\n');
            if Some(section) == first && self.draft.preamble.is_none() {
                self.interpolation_hint();
            }
            self.section(section);
        }
    }

    /// Adds to the first prose a hint how to interpolate facts.
    fn interpolation_hint(&mut self) {
        let form = &self.draft.form;
        let tables = || {
            form.tables
                .iter()
                .filter(|table| table.representative().is_some())
        };
        let table = tables()
            .find(|table| table.total().is_some())
            .or(tables().next());
        let Some(row) = table.and_then(|table| table.rows.first()) else {
            return;
        };
        let path = form.path(*row, self.options.in_ids);
        let words = Words::new(
            format!(
                "正文中的数字无需重复填写：写 {{{path}}} 即取自表中，写 {{12 = {path}}} 即与表中核对。"
            ),
            format!(
                "Prose need not repeat numbers: {{{path}}} inserts the figure of the table, {{12 = {path}}} also compares 12 with it."
            ),
        );
        let line = lines::comment(&self.localize(&words));
        self.lines(&[line]);
    }

    /// The prose of a section: known text, or a placeholder if prose is required.
    fn prose_of(&self, section: NodeId) -> Option<String> {
        let node = self.node(section);
        let NodeKind::Section(kind) = &node.kind else {
            return None;
        };
        let placeholder = || format!("\n{TO_WRITE}：{}。\n", in_prose(&node.label));
        let known = self.draft.prose.get(&section).cloned();
        known.or_else(|| (kind.has_prose && !kind.prose_is_optional).then(placeholder))
    }

    fn section(&mut self, section: NodeId) {
        let node = self.node(section);
        let (name, prose) = (self.name(node), self.prose_of(section));
        if node.children.is_empty() {
            if let Some(prose) = prose {
                self.text.push_str(&format!("{name} \"\"\"{prose}\"\"\"\n"));
            } else {
                let label = hints::label(node, name);
                let words = Words::new("可不填写", "optional");
                let comment = self.localize(&hints::joined(&[Words::same(label), words]));
                self.lines(&[lines::comment(&format!("{name} \"……\" // {comment}"))]);
            }
            return;
        }
        let has_own_text = self.draft.form.child(section, "text").is_some();
        if let Some(prose) = prose.as_ref().filter(|_| has_own_text) {
            self.text
                .push_str(&format!("{name} \"\"\"{prose}\"\"\"\n\n"));
        }
        self.section_block(section);
        if let Some(prose) = prose.filter(|_| !has_own_text) {
            self.text.push_str(&format!("text \"\"\"{prose}\"\"\"\n"));
        }
        self.text.push_str("}\n");
    }

    /// The block of a section without its prose and its closing brace.
    fn section_block(&mut self, section: NodeId) {
        let node = self.node(section);
        let tables: Vec<(NodeId, TableId)> = node
            .children
            .iter()
            .filter_map(|&child| self.table(child))
            .collect();
        let nameless: Vec<TableId> = tables
            .iter()
            .filter(|(child, _)| self.node(*child).is_transparent())
            .map(|(_, table)| *table)
            .collect();
        // A header can be used only if the section has a single table without a name. If there are
        // several such tables, the columns of each are in the order of the form.
        let header = match nameless.as_slice() {
            [only] => self.open(section, Some(*only)),
            _ => self.open(section, None),
        };
        self.lines(&header);
        let fields = self.field_lines(section);
        self.lines(&fields);
        for (child, table) in tables {
            let mut lines = Vec::new();
            if self.node(child).is_transparent() {
                if nameless.len() > 1 {
                    lines.push(lines::comment(&self.localize(&self.columns(table))));
                }
                self.rows(table, &self.node(child).children, &mut lines);
            } else {
                lines.extend(self.open(child, Some(table)));
                self.rows(table, &self.node(child).children, &mut lines);
                lines.push(lines::close());
            }
            self.lines(&lines);
        }
    }

    // ── Tables ───────────────────────────────────────────────────────────────────────────────────

    fn table(&self, node: NodeId) -> Option<(NodeId, TableId)> {
        match self.node(node).kind {
            NodeKind::Table(table) => Some((node, table)),
            NodeKind::Form
            | NodeKind::Section(_)
            | NodeKind::Group { .. }
            | NodeKind::Row { .. }
            | NodeKind::Field(_) => None,
        }
    }

    /// The opening lines of a section or table, with a header if it has several columns.
    fn open(&self, node: NodeId, table: Option<TableId>) -> Vec<String> {
        let name = self.name(self.node(node));
        let label = hints::label(self.node(node), name);
        let Some(table) = table.map(|table| &self.draft.form.tables[table]) else {
            return vec![lines::open(name, label)];
        };
        let header = if table.columns.len() > 1 {
            format!(" [{}]", self.header(table))
        } else {
            String::new()
        };
        let comment = self.localize(&hints::table(label, table, self.options.in_ids));
        let values = self.localize(&hints::values(table, self.draft.year));
        let values = Some(values)
            .filter(|values| !values.is_empty())
            .map(|values| lines::comment(&values));
        std::iter::once(lines::open(&format!("{name}{header}"), &comment))
            .chain(values)
            .collect()
    }

    /// The comment that replaces a header.
    fn columns(&self, table: TableId) -> Words {
        let table = &self.draft.form.tables[table];
        let names = Words::same(&self.header(table));
        hints::joined(&[
            names,
            hints::table("", table, self.options.in_ids),
            hints::values(table, self.draft.year),
        ])
    }

    fn header(&self, table: &Table) -> String {
        let name = |column: usize| {
            let column = &table.columns[column];
            if self.options.in_ids {
                column.id.clone()
            } else {
                column.name().to_owned()
            }
        };
        in_order(table, name).join(" ")
    }

    fn rows(&self, table: TableId, nodes: &[NodeId], lines: &mut Vec<String>) {
        for &id in nodes {
            let node = self.node(id);
            let name = self.name(node);
            let comment = hints::label(node, name);
            match node.kind {
                NodeKind::Group { .. } => {
                    lines.push(lines::open(name, comment));
                    self.rows(table, &node.children, lines);
                    lines.push(lines::close());
                }
                NodeKind::Form
                | NodeKind::Section(_)
                | NodeKind::Table(_)
                | NodeKind::Row { .. }
                | NodeKind::Field(_) => {
                    lines.push(lines::row(name, &self.cells(table, id), comment));
                }
            }
        }
    }

    fn cells(&self, table: TableId, row: NodeId) -> Vec<String> {
        let form = &self.draft.form;
        let cell = |column: usize| {
            let fact = form.cell(row, column)?;
            let value = self.draft.facts[fact].as_ref()?;
            form.type_of(fact).source_form(value, self.options.in_ids)
        };
        in_order(&form.tables[table], |column| {
            cell(column).unwrap_or_else(|| "?".to_owned())
        })
    }

    // ── The end ──────────────────────────────────────────────────────────────────────────────────

    fn checks(&mut self) {
        for check in &self.draft.checks {
            self.text.push_str(&format!("\n{check}\n"));
        }
    }

    fn tasks(&mut self) {
        if self.draft.tasks.is_empty() {
            return;
        }
        let heading = Words::new(
            "待办事项（每完成一项，删去一行）：",
            "To do (delete each line when it is done):",
        );
        let tasks = std::iter::once(&heading).chain(&self.draft.tasks);
        let lines: Vec<String> = tasks
            .flat_map(|task| {
                self.localize(task)
                    .lines()
                    .map(str::to_owned)
                    .collect::<Vec<_>>()
            })
            .collect();
        let lines = lines.iter().filter(|line| !line.trim().is_empty());
        let lines: Vec<String> = lines
            .map(|line| lines::comment(&format!("{TASK} {line}")))
            .collect();
        // No empty line comes first, so that none remains when the last task is deleted.
        self.lines(&lines);
    }
}

/// Escapes a text for use in prose.
fn in_prose(text: &str) -> String {
    text.replace('{', "{{").replace("\"\"\"", "“”")
}

/// The texts of all columns in row order: with `|` between the form's groups and `=` before the
/// total.
fn in_order(table: &Table, of: impl Fn(usize) -> String) -> Vec<String> {
    let mut cells = Vec::new();
    for (index, &column) in table.plain_columns.iter().enumerate() {
        let before = index
            .checked_sub(1)
            .map(|before| table.columns[table.plain_columns[before]].group);
        if before.is_some_and(|before| before != table.columns[column].group) {
            cells.push("|".to_owned());
        }
        cells.push(of(column));
    }
    if let Some(total) = table.total() {
        cells.extend(["=".to_owned(), of(total)]);
    }
    cells
}
