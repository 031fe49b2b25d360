//! The view of a trend, as data. `docs/trend.schema.json` specifies it.

use serde::Serialize;

use super::bar::bar;
use super::picture::{self, Picture};
use super::point::{
    change_text, gap_state, greatest, has_facts, heading, note, reading_state, value_text,
    years_text,
};
use crate::diagnostic::{Language, Words};
use crate::model::{Exact, Type};
use crate::trend::{Gap, Point, ReportingBody, Series, Trend, Year, YearValue};

/// The version of the view. It increases when a field is removed or changes its meaning, not when
/// one is added.
const VERSION: u32 = 1;

#[derive(Debug, Serialize)]
pub(super) struct TrendView<'t> {
    version: u32,
    bodies: Vec<TrendBodyView<'t>>,
    /// The labels of a page.
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<WordsView>,
}

#[derive(Debug, Serialize)]
struct TrendBodyView<'t> {
    name: &'t str,
    form: TrendFormView<'t>,
    years: Vec<YearView<'t>>,
    facts: Vec<SeriesView<'t>>,
}

#[derive(Debug, Serialize)]
struct TrendFormView<'t> {
    name: &'t str,
    label: &'t str,
}

#[derive(Debug, Serialize)]
struct YearView<'t> {
    year: i32,
    last_year: i32,
    edition: Option<i32>,
    new_edition: bool,
    files: &'t [String],
    state: &'static str,
}

#[derive(Debug, Serialize)]
struct SeriesView<'t> {
    path: &'t str,
    name: &'t str,
    label: &'t str,
    #[serde(rename = "type")]
    ty: &'static str,
    unit: Option<&'t str>,
    points: Vec<PointView>,
    /// For pages only.
    #[serde(skip_serializing_if = "Option::is_none")]
    heading: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    picture: Option<Picture>,
}

#[derive(Debug, Serialize)]
struct PointView {
    year: i32,
    value: Exact,
    unit: Option<String>,
    text: String,
    state: &'static str,
    reason: Option<String>,
    /// Change from the year before, in percent.
    change: Option<String>,
    /// For pages only.
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<PagePoint>,
}

#[derive(Debug, Serialize)]
struct PagePoint {
    years: String,
    bar: String,
    change: String,
    note: String,
}

#[derive(Debug, Serialize)]
struct WordsView {
    language: &'static str,
    title: String,
    year: String,
    value: String,
    change: String,
    note: String,
}

impl<'t> TrendView<'t> {
    /// A page has words, bars and charts in addition to the data.
    pub(super) fn of(trend: &'t Trend, language: Language, is_page: bool) -> TrendView<'t> {
        let bodies = trend
            .bodies
            .iter()
            .filter(|body| !is_page || has_facts(body));
        TrendView {
            version: VERSION,
            bodies: bodies
                .map(|body| of_body(body, language, is_page))
                .collect(),
            words: is_page.then(|| words(language)),
        }
    }
}

fn words(language: Language) -> WordsView {
    let localize = |zh: &str, en: &str| Words::new(zh, en).of(language).to_owned();
    WordsView {
        language: language.tag(),
        title: localize("历年数据", "Facts over the years"),
        year: localize("年度", "Year"),
        value: localize("数值", "Value"),
        change: localize("比上年增减", "Change"),
        note: localize("说明", "Note"),
    }
}

fn of_body(body: &ReportingBody, language: Language, is_page: bool) -> TrendBodyView<'_> {
    TrendBodyView {
        name: &body.name,
        form: TrendFormView {
            name: &body.form,
            label: &body.label,
        },
        years: body.years.iter().map(of_year).collect(),
        facts: body
            .series
            .iter()
            .map(|series| of_series(body, series, language, is_page))
            .collect(),
    }
}

fn of_year(year: &Year) -> YearView<'_> {
    YearView {
        year: year.first,
        last_year: year.last,
        edition: year.edition,
        new_edition: year.is_new_edition,
        files: &year.files,
        state: year.gap.as_ref().map_or("report", gap_state),
    }
}

fn of_series<'t>(
    body: &'t ReportingBody,
    series: &'t Series,
    language: Language,
    is_page: bool,
) -> SeriesView<'t> {
    let greatest = greatest(series);
    let points = body.years.iter().zip(&series.points).map(|(year, point)| {
        let page = is_page.then(|| PagePoint {
            years: years_text(year),
            bar: bar(&point.reading, greatest),
            change: change_text(point),
            note: note(year, point, language),
        });
        of_point(year, series, point, page)
    });
    SeriesView {
        path: &series.path,
        name: &series.name,
        label: &series.label,
        ty: series.ty.keyword(),
        unit: series.ty.unit(),
        points: points.collect(),
        heading: is_page.then(|| heading(series, language)),
        picture: is_page.then(|| picture::of(body, series)),
    }
}

fn of_point(year: &Year, series: &Series, point: &Point, page: Option<PagePoint>) -> PointView {
    PointView {
        year: year.first,
        value: match &point.reading {
            YearValue::Value(value, _) => value.exact(),
            YearValue::Absent(_) | YearValue::Missing | YearValue::Gap(_) => Exact::None,
        },
        unit: unit(&series.ty, &point.reading),
        text: value_text(&series.ty, &point.reading),
        state: reading_state(&point.reading),
        reason: match &point.reading {
            YearValue::Gap(Gap::NotComparable(reason)) => Some(reason.of_zh().to_owned()),
            YearValue::Value(..)
            | YearValue::Absent(_)
            | YearValue::Missing
            | YearValue::Gap(_) => None,
        },
        change: point.change.map(|change| change.to_string()),
        page,
    }
}

/// The unit of a value. Each amount of money has a unit of its own.
fn unit(ty: &Type, reading: &YearValue) -> Option<String> {
    let own = match reading {
        YearValue::Value(value, _) => value.own_unit(),
        YearValue::Absent(_) | YearValue::Missing | YearValue::Gap(_) => None,
    };
    own.or_else(|| ty.unit()).map(str::to_owned)
}
