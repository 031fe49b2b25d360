//! The texts of a series, its years and its points, used by every format.

use crate::diagnostic::{Language, Words};
use crate::emit::view::state;
use crate::model::{Decimal, Origin, Type, Value};
use crate::trend::{Gap, Point, ReportingBody, Series, Year, YearValue};

/// Whether a body has any selected facts.
pub(super) fn has_facts(body: &ReportingBody) -> bool {
    !body.series.is_empty()
}

/// The name of a series, with its unit.
pub(super) fn heading(series: &Series, language: Language) -> String {
    let Series { name, ty, .. } = series;
    let unit = ty
        .unit()
        .map(|unit| Words::new(format!("（{unit}）"), format!(" ({unit})")))
        .unwrap_or_default();
    format!("{name}{}", unit.of(language))
}

/// The year, or 2021–2023 for consecutive years without a report.
pub(super) fn years_text(year: &Year) -> String {
    if year.first == year.last {
        year.first.to_string()
    } else {
        format!("{}–{}", year.first, year.last)
    }
}

/// The value as stated. A blank, inapplicable or unknown value is shown by its sign. Empty for a
/// gap.
pub(super) fn value_text(ty: &Type, reading: &YearValue) -> String {
    match reading {
        YearValue::Value(value, _) => ty.stated(value),
        YearValue::Absent(absence) => absence.sign().to_owned(),
        YearValue::Missing | YearValue::Gap(_) => String::new(),
    }
}

/// The growth rate: +12.5%.
pub(super) fn change_text(point: &Point) -> String {
    match point.change {
        Some(change) if change.is_negative() || change.is_zero() => format!("{change}%"),
        Some(change) => format!("+{change}%"),
        None => String::new(),
    }
}

/// The note on a year: that a new edition is used, or why the year has no value.
pub(super) fn note(year: &Year, point: &Point, language: Language) -> String {
    let edition = year.edition.filter(|_| year.is_new_edition);
    let edition = edition.map(|edition| {
        Words::new(
            format!("改用 {edition} 版"),
            format!("{edition} edition from this year"),
        )
    });
    let reason = match &point.reading {
        YearValue::Gap(gap) => Some(gap.words()),
        YearValue::Missing => Some(Words::new("未填写", "not stated")),
        YearValue::Absent(_) | YearValue::Value(..) => None,
    };
    let notes: Vec<&str> = edition
        .iter()
        .chain(&reason)
        .map(|words| words.of(language))
        .collect();
    notes.join(Words::new("；", "; ").of(language))
}

pub(super) fn reading_state(reading: &YearValue) -> &'static str {
    match reading {
        YearValue::Value(value, origin) => state(value, *origin),
        YearValue::Absent(absence) => state(&Value::Absent(*absence), Origin::Stated),
        YearValue::Missing => "missing",
        YearValue::Gap(gap) => gap_state(gap),
    }
}

pub(super) fn gap_state(gap: &Gap) -> &'static str {
    match gap {
        Gap::NoReport => "no_report",
        Gap::Wrong => "wrong",
        Gap::Several => "several",
        Gap::NotComparable(_) => "not_comparable",
    }
}

/// The greatest absolute number of a series, which has the longest bar.
pub(super) fn greatest(series: &Series) -> Decimal {
    let numbers = series
        .points
        .iter()
        .filter_map(|point| absolute(point.reading.number()?));
    numbers.max().unwrap_or(Decimal::ZERO)
}

pub(super) fn absolute(number: Decimal) -> Option<Decimal> {
    if number.is_negative() {
        number.checked_neg()
    } else {
        Some(number)
    }
}
