//! A trend as CSV, one line per point.

use super::super::csv;
use super::point::{reading_state, value_text, years_text};
use crate::model::{Decimal, Type};
use crate::trend::{Trend, YearValue};

/// Columns shared with `gdr facts` have the same names.
const HEAD: [&str; 10] = [
    "agency", "year", "edition", "path", "name", "value", "number", "unit", "state", "file",
];

pub(super) fn render(trend: &Trend) -> String {
    let mut text = csv::with_header(HEAD);
    for body in &trend.bodies {
        for series in &body.series {
            for (year, point) in body.years.iter().zip(&series.points) {
                csv::line(
                    &mut text,
                    [
                        body.name.clone(),
                        years_text(year),
                        year.edition
                            .map(|edition| edition.to_string())
                            .unwrap_or_default(),
                        series.path.clone(),
                        series.name.clone(),
                        value_text(&series.ty, &point.reading),
                        number(&series.ty, &point.reading)
                            .map(|number| number.to_string())
                            .unwrap_or_default(),
                        series.ty.data_unit().unwrap_or_default().to_owned(),
                        reading_state(&point.reading).to_owned(),
                        year.files.join(" "),
                    ],
                );
            }
        }
    }
    text
}

fn number(ty: &Type, reading: &YearValue) -> Option<Decimal> {
    match reading {
        YearValue::Value(value, _) => ty.data_number(value),
        YearValue::Absent(_) | YearValue::Missing | YearValue::Gap(_) => None,
    }
}
