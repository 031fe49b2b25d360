//! The guide to a form, as text or Markdown: everything that the form requires, the names of its
//! parts, and its checks.

mod markdown;
mod page;
mod text;

use crate::diagnostic::{Language, Words};
use crate::formats::formats;
use crate::model::{
    Check, Column, Field, Form, Node, NodeId, NodeKind, Obligation, ROOT, Section, Shape, Table,
    TableId,
};
use page::PageBlock;

formats! {
    /// The format of a guide.
    pub enum GuideFormat, push: fn(&mut String, Option<&PageBlock>, &PageBlock) {
        Text = "text", "txt" => text::push,
        Markdown = "md" => markdown::push,
    }
}

/// A list of forms, one row per form.
pub fn render_forms<'f>(
    forms: impl IntoIterator<Item = &'f Form>,
    format: GuideFormat,
    language: Language,
) -> String {
    let localize = |zh: &str, en: &str| Words::new(zh, en).of(language).to_owned();
    let heads = [
        localize("名称", "name"),
        localize("版本", "edition"),
        localize("年度", "years"),
        localize("表单", "form"),
        localize("依据", "basis"),
    ];
    let row = |form: &Form| {
        let years = form.years().of(language).to_owned();
        [
            form.name.clone(),
            form.edition.to_string(),
            years,
            form.label.clone(),
            form.basis.clone().unwrap_or_default(),
        ]
    };
    page(
        &[PageBlock::table(heads, forms.into_iter().map(row))],
        format,
    )
}

/// A guide to everything that a form requires.
pub fn render_guide(form: &Form, format: GuideFormat, language: Language) -> String {
    let mut guide = Guide {
        form,
        language,
        blocks: Vec::new(),
    };
    guide.head();
    guide.fields(ROOT);
    form.sections()
        .for_each(|(node, section)| guide.section(node, section));
    guide.checks();
    page(&guide.blocks, format)
}

/// The text of blocks. Each block's layout depends on the block before it.
fn page(blocks: &[PageBlock], format: GuideFormat) -> String {
    let mut text = String::new();
    let mut before = None;
    for block in blocks {
        format.push()(&mut text, before, block);
        before = Some(block);
    }
    text
}

struct Guide<'f> {
    form: &'f Form,
    language: Language,
    blocks: Vec<PageBlock>,
}

impl Guide<'_> {
    fn localize(&self, zh: impl Into<String>, en: impl Into<String>) -> String {
        Words::new(zh, en).of(self.language).to_owned()
    }

    fn line(&mut self, zh: impl Into<String>, en: impl Into<String>) {
        let line = self.localize(zh, en);
        self.blocks.push(PageBlock::Line(line));
    }

    fn head(&mut self) {
        let form = self.form;
        let (name, edition, label, years) = (&form.name, form.edition, &form.label, form.years());
        self.blocks
            .push(PageBlock::Heading(1, format!("{name} {edition}  {label}")));
        self.line(
            format!("年度：{}", years.of_zh()),
            format!("years: {}", years.of_en()),
        );
        if let Some(basis) = &form.basis {
            self.line(format!("依据：{basis}"), format!("basis: {basis}"));
        }
        if let Some(follows) = &form.follows {
            let (name, edition) = (&follows.name, follows.edition);
            self.line(
                format!("接续的表单：{name} {edition}"),
                format!("follows: {name} {edition}"),
            );
        }
        let phrases = form.phrases.len();
        if phrases > 0 {
            self.line(
                format!("用于核对正文数字的短语：{phrases} 个"),
                format!("phrases for checking numbers in prose: {phrases}"),
            );
        }
    }

    /// The fields of the form or of a section.
    fn fields(&mut self, node: NodeId) {
        let fields = self.form.node(node).children.iter().filter_map(|&child| {
            match &self.form.node(child).kind {
                NodeKind::Field(field) => Some((self.form.node(child), field)),
                NodeKind::Form
                | NodeKind::Section(_)
                | NodeKind::Table(_)
                | NodeKind::Group { .. }
                | NodeKind::Row { .. } => None,
            }
        });
        let fields: Vec<(&Node, &Field)> = fields.collect();
        if fields.is_empty() {
            return;
        }
        if node == ROOT {
            let heading = self.localize("单项", "Fields");
            self.blocks.push(PageBlock::Heading(2, heading));
        }
        let heads = [
            self.id_head(),
            self.name_head(),
            self.label_head(),
            self.type_head(),
            self.localize("填写", "given"),
        ];
        let rows = fields.iter().map(|(node, field)| {
            [
                node.id.clone(),
                alias(node.alias.as_ref()),
                node.label.clone(),
                field.ty.declaration(),
                self.obligation(&field.obligation),
            ]
        });
        let table = PageBlock::table(heads, rows);
        self.blocks.push(table);
    }

    fn id_head(&self) -> String {
        self.localize("代号", "id")
    }

    fn name_head(&self) -> String {
        self.localize("名称", "name")
    }

    fn label_head(&self) -> String {
        self.localize("正式名称", "label")
    }

    fn type_head(&self) -> String {
        self.localize("类型", "type")
    }

    fn obligation(&self, obligation: &Obligation) -> String {
        match obligation {
            Obligation::Required => self.localize("必填", "required"),
            Obligation::Recommended => self.localize("建议填写", "recommended"),
            Obligation::Optional => self.localize("可不填写", "optional"),
            Obligation::Default { span, .. } => {
                let value = self.form.place(*span).text().to_owned();
                self.localize(format!("不填写时为 {value}"), format!("{value} if omitted"))
            }
        }
    }

    fn section(&mut self, node: NodeId, section: &Section) {
        let item = self.form.node(node);
        self.blocks.push(PageBlock::Heading(2, names(item)));
        if section.has_prose {
            if section.prose_is_optional {
                self.line("正文：可不填写", "prose: optional");
            } else {
                self.line("正文：必填", "prose: required");
            }
        }
        if !section.also.is_empty() {
            let also = section.also.join("、");
            self.line(format!("又称：{also}"), format!("also: {also}"));
        }
        self.fields(node);
        for &child in &item.children {
            if let NodeKind::Table(table) = self.form.node(child).kind {
                self.table(child, table);
            }
        }
    }

    fn table(&mut self, node: NodeId, table: TableId) {
        let item = self.form.node(node);
        if !item.is_transparent() {
            let heading = self.localize(
                format!("表 {}", names(item)),
                format!("Table {}", names(item)),
            );
            self.blocks.push(PageBlock::Heading(3, heading));
        }
        self.columns(&self.form.tables[table]);
        self.rows(node);
    }

    fn columns(&mut self, table: &Table) {
        let columns = self.localize("列", "column");
        let heads = [
            columns,
            self.name_head(),
            self.label_head(),
            self.type_head(),
            String::new(),
        ];
        let rows = table.columns.iter().zip(0..).map(|(column, index)| {
            let total = if column.sum_of.is_some() {
                self.sum("各列之和", "the sum of the columns", table.left_out(index))
            } else {
                String::new()
            };
            [
                column.id.clone(),
                alias(column.alias.as_ref()),
                full_label(column),
                column.ty.declaration(),
                total,
            ]
        });
        let block = PageBlock::table(heads, rows);
        self.blocks.push(block);
    }

    /// Describes a sum: the summed columns or rows, without those that are left out.
    fn sum(&self, zh: &str, en: &str, left_out: Option<Words>) -> String {
        match left_out {
            Some(names) => self.localize(
                format!("{zh}，不含{}", names.of_zh()),
                format!("{en} without {}", names.of_en()),
            ),
            None => self.localize(zh, en),
        }
    }

    fn rows(&mut self, table: NodeId) {
        let heads = [
            self.localize("行", "row"),
            self.name_head(),
            self.label_head(),
            String::new(),
        ];
        let mut rows = Vec::new();
        for &child in &self.form.node(table).children {
            self.row(child, 0, &mut rows);
        }
        self.blocks.push(PageBlock::table(heads, rows));
    }

    /// A row, or a group with the rows below it.
    fn row(&self, node: NodeId, depth: usize, rows: &mut Vec<[String; 4]>) {
        let item = self.form.node(node);
        let note = match &item.kind {
            NodeKind::Row { sum: Some(_), .. } => {
                let left_out = self.form.left_out(node);
                self.sum("以上各行之和", "the sum of the rows above", left_out)
            }
            NodeKind::Group { .. } => self.localize("分组", "a group"),
            NodeKind::Form
            | NodeKind::Section(_)
            | NodeKind::Table(_)
            | NodeKind::Row { .. }
            | NodeKind::Field(_) => String::new(),
        };
        // A full-width space: as wide as a Chinese character, and kept by Markdown.
        let indentation = "　".repeat(depth);
        rows.push([
            format!("{indentation}{}", item.id),
            alias(item.alias.as_ref()),
            item.label.clone(),
            note,
        ]);
        item.children
            .iter()
            .for_each(|&child| self.row(child, depth + 1, rows));
    }

    fn checks(&mut self) {
        if self.form.checks.is_empty() {
            return;
        }
        let heading = self.localize("勾稽关系", "Checks");
        self.blocks.push(PageBlock::Heading(2, heading));
        let heads = [
            self.name_head(),
            self.localize("位置", "at"),
            self.localize("级别", "level"),
            self.localize("要求", "requirement"),
        ];
        let rows = self.form.checks.iter().map(|check| {
            let severity = check.severity.words().of(self.language).to_owned();
            [
                check.name.clone(),
                self.form.path(check.scope, false),
                severity,
                self.statement(check),
            ]
        });
        let block = PageBlock::table(heads, rows);
        self.blocks.push(block);
        self.line(
            "求和的行和列也逐一核对",
            "rows and columns that are sums are checked too",
        );
    }

    /// The statement of a check, the rows or columns it applies to, and its legal basis.
    fn statement(&self, check: &Check) -> String {
        let over = match check.shape {
            Shape::Scalar => String::new(),
            Shape::Columns(_) => self.localize("（每一列）", " (for each column)"),
            Shape::Rows(_) => self.localize("（每一行）", " (for each row)"),
        };
        let basis = check
            .basis
            .as_ref()
            .map(|basis| self.localize(format!("；依据：{basis}"), format!("; basis: {basis}")));
        format!("{}{over}{}", check.statement, basis.unwrap_or_default())
    }
}

/// The official label, with the names that sources use.
fn names(node: &Node) -> String {
    let alias = node
        .alias
        .as_ref()
        .map(|alias| format!(" {alias}"))
        .unwrap_or_default();
    format!("{}{alias}  {}", node.id, node.label)
}

fn alias(alias: Option<&String>) -> String {
    alias.cloned().unwrap_or_default()
}

/// The label of a column, preceded by the labels of its groups.
fn full_label(column: &Column) -> String {
    let labels = column
        .group_labels
        .iter()
        .map(String::as_str)
        .chain([column.label.as_str()]);
    labels.collect::<Vec<_>>().join(" / ")
}
