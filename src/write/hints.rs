//! The hints in the comments of a new source: labels, units, and the notation of values.

use std::collections::BTreeSet;

use crate::diagnostic::Words;
use crate::model::{Column, Field, Node, Obligation, Table};

/// The label of a node. Empty if it equals the name.
pub(super) fn label<'n>(node: &'n Node, name: &str) -> &'n str {
    if node.label == name { "" } else { &node.label }
}

/// The non-empty hints, joined by semicolons.
pub(super) fn joined(parts: &[Words]) -> Words {
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

/// The hints for a field: its unit, its notation and whether it is required.
pub(super) fn field(field: &Field, label: &str, year: i32) -> Words {
    let must = match field.obligation {
        Obligation::Required | Obligation::Default { .. } => Words::default(),
        Obligation::Recommended => Words::new("建议填写", "recommended"),
        Obligation::Optional => Words::new("可不填写", "optional"),
    };
    let unit = field.ty.counted_unit().map(Words::same);
    let (unit, hint) = (unit.unwrap_or_default(), field.ty.hint(year));
    joined(&[Words::same(label), unit, hint, must])
}

/// The hints for a table: its label, its columns and their units.
pub(super) fn table(label: &str, table: &Table, in_ids: bool) -> Words {
    let unit = |column: &Column| {
        let unit = column.ty.counted_unit();
        unit.map(|unit| Words::new(format!("（{unit}）"), format!(" ({unit})")))
            .unwrap_or_default()
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

/// The notation of the values in a table's columns.
pub(super) fn values(table: &Table, year: i32) -> Words {
    let mut said = BTreeSet::new();
    let all = plain(table).map(|column| column.ty.hint(year));
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
