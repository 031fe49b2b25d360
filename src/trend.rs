//! Facts over several years. The facts of each body are listed year by year, and traced through the
//! editions of the form. Missing years are not interpolated.

mod choice;
mod digest;
mod lineage;

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Outcome, Words};
use crate::model::{Absence, Decimal, FactId, Form, Origin, Type, Value};

use choice::Chosen;
pub use choice::FactSelection;
use digest::CompactValue;
pub use digest::{Digest, whose};
use lineage::Lineage;

/// The trends of all bodies, sorted by name.
#[derive(Debug)]
pub struct Trend {
    pub bodies: Vec<ReportingBody>,
}

/// A body that reports with one form.
#[derive(Debug)]
pub struct ReportingBody {
    pub name: String,
    pub form: String,
    pub label: String,
    /// The years from the first report to the last, without omissions.
    pub years: Vec<Year>,
    pub series: Vec<Series>,
}

/// A year with a report, or a range of years without one.
#[derive(Debug)]
pub struct Year {
    pub first: i32,
    /// The last year of a range of years without a report, otherwise equal to `first`.
    pub last: i32,
    pub edition: Option<i32>,
    /// Whether the edition differs from that of the report before.
    pub is_new_edition: bool,
    pub files: Vec<String>,
    /// Why the year has no values.
    pub gap: Option<Gap>,
}

/// One fact over the years of its body.
#[derive(Debug)]
pub struct Series {
    /// The path of the fact in the latest form that has it: here with names, and in the next field
    /// with ids.
    pub name: String,
    pub path: String,
    pub label: String,
    pub ty: Type,
    /// One point for each of the body's years.
    pub points: Vec<Point>,
}

#[derive(Debug)]
pub struct Point {
    pub reading: YearValue,
    /// Change from the year before in percent, with one decimal place, if both values can be
    /// compared.
    pub change: Option<Decimal>,
}

/// The value of a fact in a year.
#[derive(Debug)]
pub enum YearValue {
    Value(Value, Origin),
    Absent(Absence),
    /// An optional fact without a value.
    Missing,
    Gap(Gap),
}

/// Why a year has no comparable value.
#[derive(Debug, Clone)]
pub enum Gap {
    NoReport,
    /// The report has errors and is left out.
    Wrong,
    /// Several reports of the year exist, and none of them is preferable.
    Several,
    /// The edition of that year has no comparable fact, with the reason.
    NotComparable(Words),
}

impl Trend {
    /// The trends of the selected facts.
    ///
    /// # Errors
    /// If a path is in none of the forms, or does not name a number.
    pub fn of(digests: Vec<Digest>, choice: &FactSelection) -> Result<Outcome<Trend>, Words> {
        let mut lineage = Lineage::of(&digests);
        choice.is_in_some(lineage.forms(), &digests)?;
        let mut bodies: BTreeMap<(String, String), Vec<Digest>> = BTreeMap::new();
        for digest in digests {
            bodies
                .entry((digest.body.clone(), digest.form.name.clone()))
                .or_default()
                .push(digest);
        }
        let mut trend = Trend {
            bodies: Vec::with_capacity(bodies.len()),
        };
        for ((name, _), digests) in bodies {
            trend.bodies.push(body(name, digests, choice, &mut lineage));
        }
        let diagnostics: Vec<Diagnostic> = lineage.into_diagnostics();
        Ok(Outcome {
            value: trend,
            diagnostics,
        })
    }

    /// The years for which a body has several reports. None of these reports is used.
    pub fn rivals(&self) -> impl Iterator<Item = (&ReportingBody, &Year)> {
        let years = self
            .bodies
            .iter()
            .flat_map(|body| body.years.iter().map(move |year| (body, year)));
        years.filter(|(_, year)| matches!(year.gap, Some(Gap::Several)))
    }
}

fn body(
    name: String,
    mut digests: Vec<Digest>,
    choice: &FactSelection,
    lineage: &mut Lineage,
) -> ReportingBody {
    digests.sort_by(|a, b| (a.year, &a.file).cmp(&(b.year, &b.file)));
    let by_year: Vec<&[Digest]> = digests.chunk_by(|a, b| a.year == b.year).collect();
    let years = years(&by_year);
    // A fact that later forms no longer have is traced from the last form that has it.
    let forms: Vec<usize> = digests
        .iter()
        .rev()
        .map(|digest| lineage.number(&digest.form))
        .collect();
    let mut series = Vec::new();
    for chosen in choice.facts(&forms, lineage.forms()) {
        match chosen {
            Chosen::OfForm(anchor, fact) => {
                let readings = readings(&by_year, years.len(), |digest| {
                    lineage.reading(anchor, fact, digest)
                });
                series.push(of_form(&lineage.forms()[anchor], fact, readings));
            }
            Chosen::Own(path) => {
                let Some((ty, _)) = digests.iter().rev().find_map(|digest| digest.own(&path))
                else {
                    continue;
                };
                let readings = readings(&by_year, years.len(), |digest| {
                    own_reading(&path, ty, digest)
                });
                series.push(one_series([&path, &path, &path], ty.clone(), readings));
            }
        }
    }
    let last = digests.last().map(|digest| &digest.form);
    ReportingBody {
        name,
        form: last.map(|form| form.name.clone()).unwrap_or_default(),
        label: last.map(|form| form.label.clone()).unwrap_or_default(),
        years,
        series,
    }
}

/// The years with reports, and the gaps between them.
fn years(by_year: &[&[Digest]]) -> Vec<Year> {
    let mut years: Vec<Year> = Vec::new();
    let mut edition = None;
    for reports in by_year {
        let Some(report) = reports.first() else {
            continue;
        };
        if let Some(before) = years
            .last()
            .map(|year| year.last)
            .filter(|&before| before + 1 < report.year)
        {
            let (first, last, files) = (before + 1, report.year - 1, Vec::new());
            years.push(Year {
                first,
                last,
                edition: None,
                is_new_edition: false,
                files,
                gap: Some(Gap::NoReport),
            });
        }
        let own = Some((report.form.name.as_str(), report.form.edition));
        years.push(Year {
            first: report.year,
            last: report.year,
            edition: Some(report.form.edition),
            is_new_edition: edition.is_some() && edition != own,
            files: reports.iter().map(|report| report.file.clone()).collect(),
            gap: gap_of(reports),
        });
        edition = own;
    }
    years
}

fn gap_of(reports: &[Digest]) -> Option<Gap> {
    match reports {
        [only] => (!only.is_sound()).then_some(Gap::Wrong),
        _ => Some(Gap::Several),
    }
}

/// The values of one fact in each year, including the years without a report.
fn readings(
    by_year: &[&[Digest]],
    number: usize,
    mut read: impl FnMut(&Digest) -> YearValue,
) -> Vec<YearValue> {
    let mut readings = Vec::with_capacity(number);
    let mut before = None;
    for reports in by_year {
        let Some(report) = reports.first() else {
            continue;
        };
        if before.is_some_and(|before| before + 1 < report.year) {
            readings.push(YearValue::Gap(Gap::NoReport));
        }
        before = Some(report.year);
        readings.push(gap_of(reports).map_or_else(|| read(report), YearValue::Gap));
    }
    readings
}

/// The value of a report's own fact in another report, which may lack it or define it differently.
fn own_reading(path: &str, ty: &Type, digest: &Digest) -> YearValue {
    let reason = match digest.own(path) {
        Some((own, figure)) if own.is_like(ty) => return YearValue::of_figure(figure.clone()),
        Some(_) => Words::new(
            format!("“{path}”的类型或计量单位不同"),
            format!("`{path}` is of another type or unit"),
        ),
        None => Words::new(
            format!("报告没有“{path}”"),
            format!("the report has no `{path}`"),
        ),
    };
    YearValue::Gap(Gap::NotComparable(reason))
}

fn of_form(form: &Form, fact: FactId, readings: Vec<YearValue>) -> Series {
    let label = &form.node(form.slots[fact].node).label;
    one_series(
        [
            &form.fact_path(fact, false),
            &form.fact_path(fact, true),
            label,
        ],
        form.type_of(fact).clone(),
        readings,
    )
}

fn one_series(names: [&str; 3], ty: Type, readings: Vec<YearValue>) -> Series {
    let changes: Vec<Option<Decimal>> = std::iter::once(None)
        .chain(
            readings
                .windows(2)
                .map(|pair| change(&ty, &pair[0], &pair[1])),
        )
        .take(readings.len())
        .collect();
    let [name, path, label] = names.map(str::to_owned);
    let points = readings
        .into_iter()
        .zip(changes)
        .map(|(reading, change)| Point { reading, change })
        .collect();
    Series {
        name,
        path,
        label,
        ty,
        points,
    }
}

/// The growth rate. Only counts and amounts grow, and only from a positive value.
fn change(ty: &Type, before: &YearValue, now: &YearValue) -> Option<Decimal> {
    if !ty.grows() {
        return None;
    }
    let (before, now) = (before.number()?, now.number()?);
    if before.is_zero() || before.is_negative() {
        return None;
    }
    now.checked_sub(before)?
        .checked_shift(2)?
        .checked_div_rounded(before, 1)
}

impl YearValue {
    /// The number for comparison: money in yuan.
    pub fn number(&self) -> Option<Decimal> {
        match self {
            YearValue::Value(value, _) => value.number(),
            YearValue::Absent(_) | YearValue::Missing | YearValue::Gap(_) => None,
        }
    }

    fn of_figure(figure: CompactValue) -> YearValue {
        match figure {
            CompactValue::Missing => YearValue::Missing,
            CompactValue::Absent(absence) => YearValue::Absent(absence),
            CompactValue::Integer(number, origin) => {
                YearValue::Value(Value::Number(Decimal::from(number)), origin)
            }
            CompactValue::Other(value, origin) => YearValue::Value(*value, origin),
        }
    }
}

impl Gap {
    pub fn words(&self) -> Words {
        match self {
            Gap::NoReport => Words::new("无报告", "no report"),
            Gap::Wrong => Words::new(
                "报告有错误，未列入",
                "the report has errors and is left out",
            ),
            Gap::Several => Words::new(
                "同一年度有多份报告，均未列入",
                "several reports of the year exist; none is used",
            ),
            Gap::NotComparable(reason) => Words::new(
                format!("不可比：{}", reason.of_zh()),
                format!("not comparable: {}", reason.of_en()),
            ),
        }
    }
}
