//! Parses forms: their sections, tables and columns.

use super::expressions::sum;
use super::values::{last_string, path, string, strings};
use super::{ParseNode, Parser};
use crate::syntax::Rule;
use crate::syntax::ast::{
    Aside, Column, ColumnKind, Field, Follows, FollowsLine, Form, FormItem, Layout, Line, LineKind,
    Name, Naming, Pattern, Phrase, Presence, Section, SectionItem, Spanned, Table, TableItem,
    Total, Type,
};
use crate::syntax::cursor::{Cursor, children_of, span, spanned};

impl<'t> Parser<'t> {
    #[expect(clippy::wildcard_enum_match_arm, reason = "the grammar has many rules")]
    pub(super) fn form(&mut self, pair: ParseNode<'t>) -> Form<'t> {
        let span = span(&pair);
        let mut children = Cursor::of(pair);
        let mut head = Cursor::of(children.expect(Rule::form_head));
        head.skip(Rule::kw_form);
        let name = head.text(Rule::name);
        let edition = head.text(Rule::integer);
        let label = string(head.expect(Rule::string));
        head.skip(Rule::open);
        let (first_year, last_year) = years(head.expect(Rule::years));
        let mut items = Vec::new();
        self.is_whole = true;
        while let Some(child) = children.next() {
            match child.as_rule() {
                Rule::basis => items.push(FormItem::Basis(last_string(child))),
                Rule::title => items.push(FormItem::Title(last_string(child))),
                Rule::signature => items.push(FormItem::Signature(strings(child))),
                Rule::field => {
                    self.foreign(&child, 0);
                    items.push(FormItem::Field(field(child)));
                }
                Rule::axis => items.push(self.axis(child)),
                Rule::section => items.push(FormItem::Section(self.section(child))),
                Rule::check => items.extend(self.check(child, &mut children).map(FormItem::Check)),
                Rule::phrase => items.push(FormItem::Phrase(self.phrase(child))),
                Rule::aside => items.push(FormItem::Aside(aside(child))),
                Rule::follows => items.push(FormItem::Follows(self.follows(child))),
                _ => drop(self.error_nodes(child, &mut children, Rule::section)),
            }
        }
        Form {
            name,
            edition,
            label,
            first_year,
            last_year,
            items,
            is_whole: self.is_whole,
            span,
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "the grammar has many rules")]
    fn follows(&mut self, pair: ParseNode<'t>) -> Follows<'t> {
        let span = span(&pair);
        let mut children = Cursor::of(pair);
        children.skip(Rule::kw_follows);
        let (name, edition) = (children.text(Rule::name), children.text(Rule::integer));
        children.skip(Rule::open);
        let mut changes = Vec::new();
        while let Some(child) = children.next() {
            match child.as_rule() {
                Rule::unmatched => changes.push(unmatched(child)),
                Rule::matched => changes.push(matched(child)),
                _ => drop(self.error_nodes(child, &mut children, Rule::matched)),
            }
        }
        Follows {
            name,
            edition,
            changes,
            span,
        }
    }

    pub(super) fn axis(&mut self, pair: ParseNode<'t>) -> FormItem<'t> {
        let mut children = Cursor::of(pair);
        children.skip(Rule::kw_axis);
        let naming = naming(children.expect(Rule::naming));
        FormItem::Axis(
            naming,
            self.columns_block(children.expect(Rule::columns_block)),
        )
    }

    pub(super) fn columns_block(&mut self, pair: ParseNode<'t>) -> Vec<Column<'t>> {
        let mut columns = Vec::new();
        let mut children = Cursor::of(pair);
        while let Some(child) = children.next() {
            if child.as_rule() == Rule::column {
                columns.push(self.column(child));
            } else {
                // A column is invalid if its type is missing after the colon.
                if child.as_str().starts_with(':') {
                    columns.pop();
                }
                drop(self.error_nodes(child, &mut children, Rule::column));
            }
        }
        columns
    }

    pub(super) fn column(&mut self, pair: ParseNode<'t>) -> Column<'t> {
        let mut children = Cursor::of(pair);
        let naming = naming(children.expect(Rule::naming));
        children.skip(Rule::colon);
        let kind = match children.next() {
            Some(child) if child.as_rule() == Rule::columns_block => {
                ColumnKind::Group(self.columns_block(child))
            }
            Some(child) if child.as_rule() == Rule::sum_mark => {
                ColumnKind::Sum(total(&child, &mut children))
            }
            other => ColumnKind::Plain(other.map(type_of)),
        };
        Column { naming, kind }
    }

    pub(super) fn section(&mut self, pair: ParseNode<'t>) -> Section<'t> {
        let mut children = Cursor::of(pair);
        children.skip(Rule::kw_section);
        let naming = naming(children.expect(Rule::naming));
        let mut also = Vec::new();
        while let Some(title) = children.maybe(Rule::also) {
            also.push(last_string(title));
        }
        children.skip(Rule::colon);
        let prose = children.skip(Rule::kw_prose);
        let prose_is_optional = children.skip(Rule::kw_optional);
        let items = children
            .maybe(Rule::section_block)
            .map(|block| self.section_block(block))
            .unwrap_or_default();
        Section {
            naming,
            also,
            prose,
            prose_is_optional,
            items,
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "the grammar has many rules")]
    pub(super) fn section_block(&mut self, pair: ParseNode<'t>) -> Vec<SectionItem<'t>> {
        let mut items = Vec::new();
        let mut children = Cursor::of(pair);
        while let Some(child) = children.next() {
            match child.as_rule() {
                Rule::table => items.push(SectionItem::Table(self.table(child))),
                Rule::field => {
                    self.foreign(&child, 0);
                    items.push(SectionItem::Field(field(child)));
                }
                Rule::layout => items.push(SectionItem::Layout(layout(child))),
                Rule::check => {
                    items.extend(self.check(child, &mut children).map(SectionItem::Check));
                }
                Rule::phrase => items.push(SectionItem::Phrase(self.phrase(child))),
                Rule::aside => items.push(SectionItem::Aside(aside(child))),
                _ => drop(self.error_nodes(child, &mut children, Rule::table)),
            }
        }
        items
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "the grammar has many rules")]
    pub(super) fn table(&mut self, pair: ParseNode<'t>) -> Table<'t> {
        let span = span(&pair);
        let mut children = Cursor::of(pair);
        children.skip(Rule::kw_table);
        let naming = children.maybe(Rule::naming).map(naming);
        let axis = children
            .skip(Rule::kw_by)
            .then(|| children.text(Rule::name));
        let kind = children
            .skip(Rule::colon)
            .then(|| type_of(children.expect(Rule::type_of)));
        children.skip(Rule::open);
        let mut items = Vec::new();
        while let Some(child) = children.next() {
            match child.as_rule() {
                Rule::check => items.extend(self.check(child, &mut children).map(TableItem::Check)),
                Rule::corner => items.push(TableItem::Corner(last_string(child))),
                Rule::columns => items.push(TableItem::Columns(self.columns(child))),
                Rule::layout => items.push(TableItem::Layout(layout(child))),
                Rule::phrase => items.push(TableItem::Phrase(self.phrase(child))),
                Rule::aside => items.push(TableItem::Aside(aside(child))),
                Rule::line => items.push(TableItem::Line(self.line(child))),
                _ => drop(self.error_nodes(child, &mut children, Rule::line)),
            }
        }
        Table {
            naming,
            axis,
            ty: kind,
            items,
            span,
        }
    }

    pub(super) fn phrase(&mut self, pair: ParseNode<'t>) -> Phrase<'t> {
        let mut children = Cursor::of(pair);
        children.skip(Rule::kw_phrase);
        let name = children.text(Rule::name);
        let after = children
            .skip(Rule::kw_after)
            .then(|| children.text(Rule::name));
        let statement = string(children.expect(Rule::string));
        let mut patterns = Vec::new();
        while let Some(child) = children.next() {
            if child.as_rule() == Rule::pattern {
                let text = string(child);
                patterns.push(Pattern {
                    text,
                    parts: self.reads_patterns.then(|| self.pattern_parts(text)),
                });
            }
        }
        Phrase {
            name,
            after,
            statement,
            patterns,
        }
    }

    pub(super) fn columns(&mut self, pair: ParseNode<'t>) -> Vec<Column<'t>> {
        let mut children = Cursor::of(pair);
        children.skip(Rule::kw_columns);
        self.columns_block(children.expect(Rule::columns_block))
    }

    pub(super) fn line(&mut self, pair: ParseNode<'t>) -> Line<'t> {
        let mut children = Cursor::of(pair);
        let naming = naming(children.expect(Rule::naming));
        let kind = match children.next() {
            None => LineKind::Row,
            Some(child) if child.as_rule() == Rule::sum_mark => {
                LineKind::Sum(total(&child, &mut children))
            }
            Some(child) => LineKind::Group(self.lines_block(child)),
        };
        Line { naming, kind }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "the grammar has many rules")]
    pub(super) fn lines_block(&mut self, pair: ParseNode<'t>) -> Vec<Line<'t>> {
        let mut lines = Vec::new();
        let mut children = Cursor::of(pair);
        while let Some(child) = children.next() {
            match child.as_rule() {
                Rule::line => lines.push(self.line(child)),
                _ => drop(self.error_nodes(child, &mut children, Rule::line)),
            }
        }
        lines
    }
}

fn unmatched(pair: ParseNode<'_>) -> FollowsLine<'_> {
    let mut children = Cursor::of(pair);
    let is_new = children.skip(Rule::kw_new);
    children.skip(Rule::kw_dropped);
    let (path, reason) = (
        path(children.expect(Rule::path)),
        string(children.expect(Rule::string)),
    );
    if is_new {
        FollowsLine::New(path, reason)
    } else {
        FollowsLine::Dropped(path, reason)
    }
}

fn matched(pair: ParseNode<'_>) -> FollowsLine<'_> {
    let mut children = Cursor::of(pair);
    let now = children_of(children.expect(Rule::path_sum), Rule::path, path);
    children.skip(Rule::equals);
    FollowsLine::Matched(
        now,
        children_of(children.expect(Rule::path_sum), Rule::path, path),
    )
}

pub(super) fn years(pair: ParseNode<'_>) -> (Spanned<&str>, Option<Spanned<&str>>) {
    let mut children = Cursor::of(pair);
    children.skip(Rule::kw_years);
    let first = children.text(Rule::integer);
    children.skip(Rule::dots);
    (first, children.maybe_text(Rule::integer))
}

pub(super) fn naming(pair: ParseNode<'_>) -> Naming<'_> {
    let mut children = Cursor::of(pair);
    Naming {
        id: children.text(Rule::name),
        alias: children.maybe_text(Rule::name),
        label: string(children.expect(Rule::string)),
    }
}

pub(super) fn field(pair: ParseNode<'_>) -> Field<'_> {
    let mut children = Cursor::of(pair);
    children.skip(Rule::kw_field);
    let naming = naming(children.expect(Rule::naming));
    children.skip(Rule::colon);
    let kind = type_of(children.expect(Rule::type_of));
    let presence = match children.next().map(|child| child.as_rule()) {
        None => Presence::Required,
        Some(Rule::kw_recommended) => Presence::Recommended,
        Some(Rule::equals) => Presence::Default(sum(children.expect(Rule::sum))),
        Some(_) => Presence::Optional,
    };
    Field {
        naming,
        ty: kind,
        presence,
    }
}

/// A total: its `= sum`, and the names after it that the total leaves out.
fn total<'t>(mark: &ParseNode<'t>, children: &mut Cursor<'t>) -> Total<'t> {
    let mark = span(mark);
    let Some(left_out) = children.maybe(Rule::left_out) else {
        return Total {
            left_out: Vec::new(),
            span: mark,
        };
    };
    Total {
        span: mark.to(span(&left_out)),
        left_out: children_of(left_out, Rule::name, |name| spanned(&name)),
    }
}

pub(super) fn type_of(pair: ParseNode<'_>) -> Type<'_> {
    let mut children = Cursor::of(pair);
    if let Some(choice) = children.maybe(Rule::choice) {
        let mut children = Cursor::of(choice.clone());
        return Type {
            keyword: children.text(Rule::kw_choice),
            unit: None,
            options: children_of(choice, Rule::option, option),
        };
    }
    let keyword = children.maybe_text(Rule::type_with_unit);
    Type {
        keyword: keyword.unwrap_or_else(|| children.text(Rule::type_without_unit)),
        unit: children.maybe_text(Rule::unit),
        options: Vec::new(),
    }
}

pub(super) fn option(pair: ParseNode<'_>) -> (Name<'_>, Option<Name<'_>>) {
    let mut children = Cursor::of(pair);
    (children.text(Rule::name), children.maybe_text(Rule::name))
}

pub(super) fn layout(pair: ParseNode) -> Layout {
    let mut children = Cursor::of(pair);
    children.skip(Rule::kw_layout);
    if children.skip(Rule::kw_across) {
        Layout::Across
    } else {
        Layout::Stacked
    }
}

pub(super) fn aside(pair: ParseNode<'_>) -> Aside<'_> {
    let mut children = Cursor::of(pair);
    children.skip(Rule::kw_aside);
    let words = string(children.expect(Rule::string));
    let except = children
        .skip(Rule::kw_except)
        .then(|| string(children.expect(Rule::string)));
    Aside { words, except }
}
