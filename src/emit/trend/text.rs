//! A trend as text: tables with bars.

use super::bar::bar;
use super::point::{change_text, greatest, has_facts, heading, note, value_text, years_text};
use crate::diagnostic::Language;
use crate::emit::columns::{flush_left, flush_right, widest};
use crate::trend::{ReportingBody, Series, Trend};

pub(super) fn render(trend: &Trend, language: Language) -> String {
    let mut text = String::new();
    for body in trend.bodies.iter().filter(|body| has_facts(body)) {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&format!("{}  {}\n", body.name, body.label));
        body.series
            .iter()
            .for_each(|series| table(&mut text, body, series, language));
    }
    text
}

fn table(text: &mut String, body: &ReportingBody, series: &Series, language: Language) {
    text.push_str(&format!("\n{}\n", heading(series, language)));
    let greatest = greatest(series);
    let rows = body.years.iter().zip(&series.points).map(|(year, point)| {
        [
            years_text(year),
            value_text(&series.ty, &point.reading),
            bar(&point.reading, greatest),
            change_text(point),
            note(year, point, language),
        ]
    });
    let rows: Vec<[String; 5]> = rows.collect();
    let width = |column: usize| widest(rows.iter().map(|row| &row[column]));
    let widths = [width(0), width(1), width(2), width(3)];
    for [year, value, bar, change, note] in &rows {
        let [year, bar] =
            [(year, widths[0]), (bar, widths[2])].map(|(text, width)| flush_left(text, width));
        let [value, change] =
            [(value, widths[1]), (change, widths[3])].map(|(text, width)| flush_right(text, width));
        let line = format!("  {year}  {value} {bar}  {change}  {note}");
        text.push_str(line.trim_end());
        text.push('\n');
    }
}
