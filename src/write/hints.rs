//! What the comments of a source say of what is to be written there: labels, units, and how a value
//! of a type looks.

use std::collections::BTreeSet;

use crate::diagnostic::Words;
use crate::model::{Choice, Column, Field, Node, Obligation, Table, Type};

/// The label of a node, where its name does not say as much.
pub fn label<'n>(node: &'n Node, name: &str) -> &'n str {
    if node.label == name { "" } else { &node.label }
}

/// Sayings with a semicolon between them, those that say nothing left out.
pub fn joined(parts: &[Words]) -> Words {
    let join = |of: fn(&Words) -> &str, mark: &str| {
        parts
            .iter()
            .map(of)
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(mark)
    };
    Words::new(join(Words::of_zh, "；"), join(Words::of_en, "; "))
}

/// How a value of a type is written. Nothing of a count.
fn how(ty: &Type, year: i32) -> Words {
    match ty {
        Type::Count(_) => Words::default(),
        Type::Delta(_) => Words::new(
            "增减写明正负：+3、-2、0",
            "changes with their sign: +3, -2, 0",
        ),
        Type::Amount(_) => Words::new(
            "金额写明单位：36.25 万元，或 362500 元",
            "amounts with their unit: 36.25 万元, or 362500 元",
        ),
        Type::Percent => Words::new("写作 98.5%", "as in 98.5%"),
        Type::Date => {
            let date = format!("{:04}-01-20", (year + 1).min(9999));
            Words::new(format!("写作 {date}"), format!("as in {date}"))
        }
        Type::Text => Words::new(
            "文字，写在英文引号里：\"……\"",
            "a text, in straight quotes: \"…\"",
        ),
        Type::Choice(choices) => {
            let names: Vec<&str> = choices.iter().map(Choice::name).collect();
            let ids: Vec<&str> = choices.iter().map(|choice| choice.id.as_str()).collect();
            Words::new(format!("写 {}", names.join(" 或 ")), ids.join(" or "))
        }
    }
}

/// How a field is filled in, and whether it must be.
pub fn field(field: &Field, label: &str, year: i32) -> Words {
    let must = match field.obligation {
        Obligation::Required | Obligation::Default { .. } => Words::default(),
        Obligation::Recommended => Words::new("建议填写", "recommended"),
        Obligation::Optional => Words::new("可以不写", "may be left out"),
    };
    let unit = match &field.ty {
        Type::Count(Some(unit)) | Type::Delta(Some(unit)) => Words::same(unit),
        _ => Words::default(),
    };
    joined(&[Words::same(label), unit, how(&field.ty, year), must])
}

/// What a table is, with its columns and their units.
pub fn table(label: &str, table: &Table, in_ids: bool) -> Words {
    let unit = |column: &Column| match &column.ty {
        Type::Count(Some(unit)) | Type::Delta(Some(unit)) => {
            Words::new(format!("（{unit}）"), format!(" ({unit})"))
        }
        _ => Words::default(),
    };
    let units: Vec<Words> = plain(table).map(unit).collect();
    let is_one = units.windows(2).all(|pair| pair[0] == pair[1]);
    let says_more =
        plain(table).any(|column| column.label != if in_ids { &column.id } else { column.name() });
    let one = units
        .first()
        .filter(|_| is_one)
        .cloned()
        .unwrap_or_default();
    if is_one && !says_more {
        return beside(&Words::same(label), &one);
    }
    let labels = plain(table).zip(&units).map(|(column, unit)| {
        let label = Words::same(&column.label);
        if is_one { label } else { beside(&label, unit) }
    });
    let labels = Words::list(&labels.collect::<Vec<_>>());
    joined(&[Words::same(label), beside(&labels, &one)])
}

/// How the values of a table's columns are written.
pub fn values(table: &Table, year: i32) -> Words {
    let mut said = BTreeSet::new();
    let all = plain(table).map(|column| how(&column.ty, year));
    let different: Vec<Words> = all
        .filter(|words| said.insert(words.of_zh().to_owned()))
        .collect();
    joined(&different)
}

fn plain(table: &Table) -> impl Iterator<Item = &Column> {
    table
        .plain_columns
        .iter()
        .map(|&column| &table.columns[column])
}

fn beside(one: &Words, other: &Words) -> Words {
    Words::new(
        format!("{}{}", one.of_zh(), other.of_zh()),
        format!("{}{}", one.of_en(), other.of_en()),
    )
}
