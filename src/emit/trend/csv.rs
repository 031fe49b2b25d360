//! One line for each point, for spreadsheets.

use super::super::{csv, figures};
use super::view::{reading_state, value_text, years_text};
use crate::model::{Decimal, Type};
use crate::trend::{Reading, Trend};

const HEAD: [&str; 9] = ["agency", "year", "edition", "path", "value", "number", "state", "unit", "file"];

pub fn render(trend: &Trend) -> String {
    let mut text = csv::begun(HEAD);
    for body in &trend.bodies {
        for series in &body.series {
            for (year, point) in body.years.iter().zip(&series.points) {
                csv::line(
                    &mut text,
                    [
                        body.name.clone(),
                        years_text(year),
                        year.edition.map(|edition| edition.to_string()).unwrap_or_default(),
                        series.name.clone(),
                        value_text(&point.reading),
                        number(&series.kind, &point.reading).map(|number| number.to_string()).unwrap_or_default(),
                        reading_state(&point.reading).to_owned(),
                        figures::unit(&series.kind).unwrap_or_default().to_owned(),
                        year.files.join(" "),
                    ],
                );
            }
        }
    }
    text
}

fn number(kind: &Type, reading: &Reading) -> Option<Decimal> {
    match reading {
        Reading::Value(value, _) => figures::number(value, kind),
        Reading::Absent(_) | Reading::Missing | Reading::Gap(_) => None,
    }
}
