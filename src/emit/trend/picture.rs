//! A bar chart of a series. Values are written above the bars, so the chart needs no color. All
//! lengths are integers.

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::point::{value_text, years_text};
use crate::model::Decimal;
use crate::trend::{ReportingBody, Series, YearValue};

const COLUMN: i64 = 36;
const NARROWEST_STEP: i64 = 64;
/// The width of one text column, in the units of the chart.
const CHARACTER: i64 = 7;
const TALLEST: i64 = 120;
const ABOVE: i64 = 24;

#[derive(Debug, Serialize)]
pub(super) struct Picture {
    width: i64,
    height: i64,
    /// The vertical position of 0.
    ground: i64,
    columns: Vec<Bar>,
}

#[derive(Debug, Serialize)]
struct Bar {
    x: i64,
    middle: i64,
    width: i64,
    /// The upper edge and the height. `None` for a year without a number.
    top: Option<i64>,
    height: i64,
    /// The vertical position of the value.
    text_y: i64,
    text: String,
    years: String,
    /// The position of a line that marks a change of the form's edition.
    edition_x: Option<i64>,
    edition: Option<i32>,
}

pub(super) fn of(body: &ReportingBody, series: &Series) -> Picture {
    let numbers = || {
        series
            .points
            .iter()
            .filter_map(|point| point.reading.number())
    };
    let highest = numbers().max().unwrap_or(Decimal::ZERO).max(Decimal::ZERO);
    let lowest = numbers().min().unwrap_or(Decimal::ZERO).min(Decimal::ZERO);
    let span = highest.checked_sub(lowest).unwrap_or(Decimal::ZERO);
    let ground = ABOVE
        + length(highest, span)
            .filter(|_| !span.is_zero())
            .unwrap_or(TALLEST);
    let widest = series
        .points
        .iter()
        .map(|point| value_text(&series.ty, &point.reading).width())
        .max();
    let step = widest
        .and_then(|width| i64::try_from(width + 2).ok())
        .map_or(0, |width| width * CHARACTER)
        .max(NARROWEST_STEP);
    let years = body.years.iter().zip(&series.points).zip(0..);
    let columns = years.map(|((year, point), index)| {
        let x = index * step + (step - COLUMN) / 2;
        let length = point
            .reading
            .number()
            .and_then(|number| length(number, span));
        let top = length.map(|length| ground - length.max(0));
        Bar {
            x,
            middle: x + COLUMN / 2,
            width: COLUMN,
            top,
            height: length.map_or(0, i64::abs),
            text_y: top.unwrap_or(ground) - 6,
            text: match &point.reading {
                YearValue::Gap(_) | YearValue::Missing => String::from("…"),
                reading @ (YearValue::Value(..) | YearValue::Absent(_)) => {
                    value_text(&series.ty, reading)
                }
            },
            years: years_text(year),
            edition_x: year.is_new_edition.then_some(index * step),
            edition: year.edition.filter(|_| year.is_new_edition),
        }
    });
    let columns: Vec<Bar> = columns.collect();
    let number = i64::try_from(columns.len()).unwrap_or_default();
    Picture {
        width: number * step,
        height: ABOVE + TALLEST + 24,
        ground,
        columns,
    }
}

/// The height of the bar of a number. A number equal to `span` has the maximum height.
fn length(number: Decimal, span: Decimal) -> Option<i64> {
    if span.is_zero() {
        return Some(0);
    }
    number
        .checked_mul(Decimal::from(TALLEST))?
        .checked_div_rounded(span, 0)?
        .to_integer()
}
