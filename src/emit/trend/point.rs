//! How a series, its years and its points are called, in every format alike.

use crate::diagnostic::{Language, Words};
use crate::emit::view::state;
use crate::model::{Decimal, Origin, Type, Value};
use crate::trend::{Gap, Point, ReportingBody, Series, Year, YearValue};

/// Whether a body has anything to show: its form need not have what is chosen.
pub fn has_facts(body: &ReportingBody) -> bool {
    !body.series.is_empty()
}

/// What a series is called, with its unit.
pub fn heading(series: &Series, language: Language) -> String {
    let Series { name, ty, .. } = series;
    let unit = ty
        .unit()
        .map(|unit| Words::new(format!("（{unit}）"), format!(" ({unit})")))
        .unwrap_or_default();
    format!("{name}{}", unit.of(language))
}

/// 2021, or 2021–2023 where several years in a row have no report.
pub fn years_text(year: &Year) -> String {
    if year.first == year.last {
        year.first.to_string()
    } else {
        format!("{}–{}", year.first, year.last)
    }
}

/// As the report states it, its absences by their signs; nothing in a gap.
pub fn value_text(ty: &Type, reading: &YearValue) -> String {
    match reading {
        YearValue::Value(value, _) => ty.stated(value),
        YearValue::Absent(absence) => absence.sign().to_owned(),
        YearValue::Missing | YearValue::Gap(_) => String::new(),
    }
}

/// +12.5%
pub fn change_text(point: &Point) -> String {
    match point.change {
        Some(change) if change.is_negative() || change.is_zero() => format!("{change}%"),
        Some(change) => format!("+{change}%"),
        None => String::new(),
    }
}

/// What is to be known of a year beside the value: a new edition, or why there is none.
pub fn note(year: &Year, point: &Point, language: Language) -> String {
    let edition = year.edition.filter(|_| year.is_new_edition);
    let edition = edition.map(|edition| {
        Words::new(
            format!("改用 {edition} 版"),
            format!("edition of {edition} from here"),
        )
    });
    let reason = match &point.reading {
        YearValue::Gap(gap) => Some(gap.words()),
        YearValue::Missing => Some(Words::new("未填", "not stated")),
        YearValue::Absent(_) | YearValue::Value(..) => None,
    };
    let notes: Vec<&str> = edition
        .iter()
        .chain(&reason)
        .map(|words| words.of(language))
        .collect();
    notes.join(Words::new("；", "; ").of(language))
}

pub fn reading_state(reading: &YearValue) -> &'static str {
    match reading {
        YearValue::Value(value, origin) => state(value, *origin),
        YearValue::Absent(absence) => state(&Value::Absent(*absence), Origin::Stated),
        YearValue::Missing => "missing",
        YearValue::Gap(gap) => gap_state(gap),
    }
}

pub fn gap_state(gap: &Gap) -> &'static str {
    match gap {
        Gap::NoReport => "no_report",
        Gap::Wrong => "wrong",
        Gap::Several => "several",
        Gap::NotComparable(_) => "not_comparable",
    }
}

/// The greatest number of a series, whatever its sign: the length of a whole bar.
pub fn greatest(series: &Series) -> Decimal {
    let numbers = series
        .points
        .iter()
        .filter_map(|point| absolute(point.reading.number()?));
    numbers.max().unwrap_or(Decimal::ZERO)
}

pub fn absolute(number: Decimal) -> Option<Decimal> {
    if number.is_negative() {
        number.checked_neg()
    } else {
        Some(number)
    }
}
